"""Nobody who manages learns whether a named colleague shared: every page and export of the programme, and of all that needs no
other address, is the same letter by letter whether they did or not."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from liant.accounts.actions import create_team, set_team
from liant.advocacy import actions, queries, sharing, taking_part
from liant.advocacy.animation import actions as animation
from liant.advocacy.breath.actions import put_up
from liant.advocacy.breath.models import Publication
from liant.advocacy.breath.publishing import publish_due
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.advocacy.programmes import AGREED, allowed
from tests.architecture.addresses import addresses, values_for

pytestmark = pytest.mark.django_db
ROOMS = {"advocacy", "breath", "launching", "animation", "links"}
CHANGES = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*|nonce="[^"]*"|data-live="[^"]*"|[?&]since=[\w.%:+-]*'
)
MANAGERS = ("owner", "team_manager", "programme_lead")
OPENED = 28 * 3  # days ago; three stretches are over, the last of them just now


@pytest.fixture
def now():
    """One moment for all worlds that are compared."""
    at = clock.now().replace(hour=10, minute=0, second=0, microsecond=0)
    with clock.at(at):
        yield at


@pytest.fixture
def programme(organisation, alice, make_member, now):
    """Twenty-four colleagues in a team of fourteen, one of six and one of four; all but four take part."""
    people = [make_member(f"Expert{n:02}", "employee") for n in range(24)]
    with tenant(organisation.id):
        with clock.at(now - timedelta(days=OPENED + 9)):
            actions.arrange(actor=alice, name="Les voix du fournil", disclosure={"fr": "Je travaille ici."})
            allowed(alice)
            animation.save_habit(actor=alice, title="Écrire avec ses mots", kind="workshop", times=1, minutes=60)
        with clock.at(now - timedelta(days=OPENED)):
            actions.invite(actor=alice, members=people)
            actions.move(actor=alice, to="open")
            offer = actions.offer(
                actor=alice, kind="expert", title="Le levain", url="https://fournils.test/levain", author=alice
            )
        for name, those in (("Quai", people[:14]), ("Gare", people[14:20]), ("Halles", people[20:])):
            set_team(actor=alice, team=create_team(actor=alice, name=name), members=those)
        with clock.at(now - timedelta(days=OPENED - 1)):
            for one in people[:20]:
                taking_part.join(actor=one, agreed=AGREED)
        put_up(actor=alice, kind="share", words="J’ai partagé le levain.")
    return people, offer


def share(member, offer, days_ago):
    """By the very acts of an expert."""
    words = sharing.Words(
        network="linkedin", text=f"Je travaille ici. Ce que {member.name} sait du levain, {days_ago}.", has_seen=True
    )
    with clock.at(clock.now() - timedelta(days=days_ago)):
        begun = sharing.begin(actor=member, offer=offer, words=words)
        assert begun is not None
        assert sharing.settle(actor=member, share_id=begun.pk, to="done")


def seen(organisation, client, things, everywhere):
    """URL → what stands there, without what is made anew at each visit."""
    found = {}
    for address in addresses():
        is_asked = address.room in ROOMS or (everywhere and address.gaps == ("organisation_slug",))
        if not address.is_of_an_organisation or not is_asked:
            continue
        try:
            ways = values_for(address, things | {"organisation_slug": organisation.slug})
        except KeyError:
            continue
        for way in ways:
            response = client.get(reversed_url(address.name, way))
            if not response.streaming:
                body = CHANGES.sub("", response.content.decode(errors="replace"))
                found[f"{address.name} {way}"] = (response.status_code, body)
    return found


def reversed_url(name, way):
    return reverse(name, kwargs=way)


@pytest.fixture
def managers(make_member, client_of):
    return {role: client_of(make_member(f"Gerda {role}", role)) for role in MANAGERS}


def world(organisation, managers, things, sharers, offer, *, days_ago=(1,), everywhere=False):
    """What one sees if these shared; afterwards nothing of it is left."""
    with transaction.atomic():
        with tenant(organisation.id):
            for one in sharers:
                for day in days_ago:
                    share(one, offer, day)
            publish_due()
        pages = {}
        for role, client in managers.items():
            pages |= {f"{role} {name}": what for name, what in seen(organisation, client, things, everywhere).items()}
        transaction.set_rollback(True)
    return pages


def differing(first, second):
    assert first.keys() == second.keys()
    assert len(first) > 60
    return [name for name in first if first[name] != second[name]]


@pytest.fixture
def things(organisation, alice, programme, now):
    with tenant(organisation.id):
        meeting = animation.plan(actor=alice, title="Atelier", kind="workshop", starts_at=now, place="Fournil")
        habit = animation.save_habit(actor=alice, title="Revue", kind="review", times=1, minutes=60)
        charge = animation.give(actor=alice, kind="sponsor", member=alice)
    return {"meeting_id": meeting.pk, "habit_id": habit.pk, "charge_id": charge.pk, "offer_id": programme[1].pk,
            "asked_id": 1, "example_id": 1, "share_id": list(range(1, 4)), "outcome_id": 1}  # fmt: skip


def test_a_share_shows_nowhere_before_its_four_weeks_are_over(organisation, managers, programme, things):
    people, offer = programme
    with tenant(organisation.id):
        publish_due()
        assert Publication.objects.count() == 3
    without = world(organisation, managers, things, people[:6], offer, days_ago=(0,), everywhere=True)
    with_her = world(organisation, managers, things, people[:7], offer, days_ago=(0,), everywhere=True)
    assert differing(without, with_her) == []


def test_who_of_them_shared_makes_no_difference(organisation, managers, programme, things):
    """As many, but others: in a team that is shown, in a small one, among those who take part and share nothing."""
    people, offer = programme
    base = people[1:9]
    hers = world(organisation, managers, things, [people[0], *base], offer)
    another = world(organisation, managers, things, [people[9], *base], offer)
    assert differing(hers, another) == []
    assert "9 <small>" in hers[f"owner breath:home {{'organisation_slug': '{organisation.slug}'}}"][1], (
        "and something is told"
    )


@pytest.mark.parametrize("number", [0, 3])
def test_of_few_nothing_is_told(number, organisation, managers, programme, things):
    """Where fewer than five shared, one more or less makes no difference; a small team's complement tells nothing either."""
    people, offer = programme
    without = world(organisation, managers, things, people[14 : 14 + number], offer)
    with_her = world(organisation, managers, things, [*people[14 : 14 + number], people[19]], offer)
    assert differing(without, with_her) == []


def test_where_all_but_one_of_a_team_shared_nothing_is_told_of_it(organisation, managers, programme, things):
    people, offer = programme
    others = people[:7]
    five = world(organisation, managers, things, [*others, *people[14:19]], offer)
    with_another = world(organisation, managers, things, [*people[1:7], *people[14:20]], offer)
    assert differing(five, with_another) == []


def test_what_an_expert_does_leaves_no_line_in_the_log(organisation, programme):
    from liant.audit.models import Entry

    people, offer = programme
    with tenant(organisation.id):
        before = Entry.objects.count()
        share(people[0], offer, 1)
        with queries.own(people[0]):
            pass
        assert Entry.objects.count() == before
