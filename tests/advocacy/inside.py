"""What the story does inside its installation: a town hall with an open programme, and Marion who was invited."""

from datetime import timedelta
from typing import Any


def open_programme() -> dict[str, Any]:
    from django.conf import settings
    from django.urls import reverse

    from liant.accounts.actions import create_sign_in_link, found_organisation
    from liant.accounts.models import Member, User
    from liant.advocacy import actions
    from liant.tenancy.context import tenant
    from tests.advocacy.programmes import allowed

    gisele = User.objects.create_user(email="gisele@val-clair.test", name="Gisèle", language="fr")
    marion = User.objects.create_user(email="marion@val-clair.test", name="Marion", language="fr")
    house = found_organisation(actor=gisele, name="Mairie de Val-Clair", kind="town_hall", slug="val-clair", rooms=[])
    with tenant(house.id):
        owner = Member.objects.get()
        invited = Member.objects.create(user=marion, name="Marion", roles=["employee"])
        actions.arrange(
            actor=owner, name="Voix de Val-Clair", disclosure={"fr": "Je travaille à la mairie de Val-Clair."}
        )
        actions.move(actor=owner, to="open")
        rivers = actions.save_topic(actor=owner, name="Rivières")
        offered = actions.offer(actor=owner, kind="expert", title="L’Orge a retrouvé ses méandres", topic=rivers, author=owner,
                                url="https://journal.val-clair.example/orge", question="qu’avez-vous vu, vous ?")  # fmt: skip
        actions.offer(actor=owner, kind="call", title="Qui pour expliquer les crues à une classe ?", topic=rivers)
        actions.offer(actor=owner, kind="others", title="Reconnaître la renouée du Japon", author_name="Syndicat")
        allowed(owner)
        actions.invite(actor=owner, members=[invited])
    link = settings.BASE_URL + reverse("accounts:sign-in-link", args=[create_sign_in_link(marion)])
    return {"organisation": house.id, "invitation": link, "offer": offered.pk}


def tell_now(organisation: int, keep_one: bool) -> None:
    """The worker's look, at an hour at which she wants to hear; `keep_one`: the others were told before."""
    from liant.accounts.models import Member
    from liant.advocacy import jobs, queries
    from liant.advocacy.models import Offer, Suggestion
    from liant.kit import clock
    from liant.tenancy.context import tenant

    now = clock.now()
    with tenant(organisation):
        marion = Member.objects.get(name="Marion")
        with queries.own(marion):
            if keep_one:
                others = Suggestion.objects.exclude(offer__in=Offer.objects.filter(kind="expert"))
                others.update(told_at=now)
        zone = marion.user.zone
    local = now.astimezone(zone)
    with clock.at(local.replace(hour=9, minute=30) + timedelta(days=1)):
        jobs.tell_in(organisation)


def thank(organisation: int) -> None:
    from liant.accounts.models import Member
    from liant.advocacy import actions
    from liant.advocacy.models import Offer
    from liant.tenancy.context import tenant

    with tenant(organisation):
        owner = Member.objects.get(name="Gisèle")
        actions.thank(actor=owner, offer=Offer.objects.get(kind="expert"), words="Deux questions ont changé mon texte.")
