"""What tests do inside an installation: colleagues who hear by chat are drawn to meet."""

from datetime import timedelta


def drawn_house(organisation: int, people: int, chat: str) -> int:
    """So many colleagues in a rotation, who hear by chat alone; it was just drawn, and nobody was told. The round."""
    from liant.accounts.models import Member, User
    from liant.kit import clock
    from liant.meetings import drawing, taking_part
    from liant.meetings.models import Rotation
    from liant.tenancy.context import tenant
    from tests.meetings.furniture import a_rotation

    with tenant(organisation):
        rotation = a_rotation(Member.objects.get())
        for number in range(people):
            user = User.objects.create_user(email=f"p{number}@fournils.test", name=f"P{number}", language="fr")
            member = Member.objects.create(user=user, name=f"P{number}", roles=["employee"])
            taking_part.join(actor=member, rotation=rotation, languages=["fr"])
            taking_part.hear(actor=member, ways=["chat"], quiet_from=None, quiet_until=None, address=chat)
        Rotation.objects.filter(pk=rotation.pk).update(next_at=clock.now() - timedelta(minutes=1))
        waiting = drawing.prepare(rotation_id=rotation.pk)
        assert waiting is not None
        return drawing.draw(round_id=waiting.pk).pk


def look() -> None:
    """As the worker does every five minutes."""
    from liant.meetings import jobs

    jobs.look(0)
