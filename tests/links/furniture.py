"""Short links in every state, for the visits of every page; inside the organisation."""

from datetime import timedelta
from typing import Any

from liant.kit import clock


def followed(link: Any, times: int, kind: str = "person", ago: timedelta = timedelta(0)) -> None:
    """As the door counts it."""
    from liant.tenancy.before_tenant import count_follow

    count_follow(link.pk, clock.now() - ago, kind, times)


def furnish_links(alice: Any, bob: Any) -> dict[str, Any]:
    from liant.links import actions
    from liant.links.models import Target

    actions.renew_secret(actor=alice)
    link = actions.make(actor=alice, url="https://fournils.test/galettes", name="Vitrine", network="poster")
    followed(link, 3)
    followed(link, 2, "preview", timedelta(hours=3))
    actions.note_conversion(code=link.code, what="order", message_id="msg_1")
    ended = actions.make(actor=alice, url="https://fournils.test/ancien")
    actions.end(actor=alice, link=ended)
    actions.share(actor=bob, url="https://fournils.test/galettes", network="linkedin")
    lost = actions.make(actor=alice, url="https://fournils.test/perdu", name="Salon du pain", network="event")
    Target.objects.filter(links=lost).update(dead_since=clock.now(), failing_since=clock.now(), problem="404")
    return {"link": link, "ended_link": ended}


def make_links(organisation: int, count: int) -> list[str]:
    """Short links of the house; their codes."""
    from liant.accounts.models import Member
    from liant.links.actions import make
    from liant.tenancy.context import tenant

    with tenant(organisation):
        alice = Member.objects.get()
        return [make(actor=alice, url=f"https://fournils.test/{n}").code for n in range(count)]


def end_link(organisation: int, code: str) -> None:
    from liant.accounts.models import Member
    from liant.links.actions import end
    from liant.links.models import Link
    from liant.tenancy.context import tenant

    with tenant(organisation):
        end(actor=Member.objects.get(), link=Link.objects.get(code=code))
