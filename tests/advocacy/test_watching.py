"""Nobody who manages learns whether a named colleague shared: every page and export of the programme, and of all that needs no
other address, is the same letter by letter whether they did or not."""

import re
from datetime import date, timedelta

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
from tests.bonds.furniture import agreed, turned

pytestmark = pytest.mark.django_db
ROOMS = {
    "advocacy",
    "board",
    "breath",
    "launching",
    "animation",
    "own_accounts",
    "poster",
    "expertise",
    "travel",
    "links",
}
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
                actor=alice, kind="expert", title="Le levain", url="https://fournils.test/levain", author=alice,
                ends_at=now + timedelta(days=30),
            )  # fmt: skip
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
            "asked_id": 1, "example_id": 1, "posting_id": list(range(1, 4)), "network": "bluesky", "share_id": list(range(1, 4)), "outcome_id": 1,
            "chosen_id": 1, "talk_id": 1, "token": "a" * 16}  # fmt: skip


@pytest.mark.full
def test_a_share_shows_nowhere_before_its_four_weeks_are_over(organisation, managers, programme, things):
    people, offer = programme
    with tenant(organisation.id):
        publish_due()
        assert Publication.objects.count() == 3
    without = world(organisation, managers, things, people[:6], offer, days_ago=(0,), everywhere=True)
    with_her = world(organisation, managers, things, people[:7], offer, days_ago=(0,), everywhere=True)
    assert differing(without, with_her) == []


def with_an_account(member, offer):
    """Connected by them; one share is there by it, another leaves tomorrow."""
    from liant.advocacy.own_accounts.actions import Found, connect, publish
    from liant.advocacy.own_accounts.sending import move
    from liant.connectors.contract import Account

    found = Found(Account({"handle": "expert.example"}, {"password": "s3cret"}), "did:plc:expert", "expert.example")
    connect(actor=member, network="bluesky", found=found)
    for is_there in (True, False):
        words = sharing.Words(f"Je travaille ici. Le levain, {is_there}.", "bluesky", has_seen=True)
        begun = sharing.begin(actor=member, offer=offer, words=words)
        posting = publish(actor=member, share_id=begun.pk, leaves_at=clock.now() + timedelta(days=1))
        with queries.own(member):
            for state in ("sending", "sent") if is_there else ():
                move(posting, state)


@pytest.mark.full
def test_an_account_of_ones_own_and_what_leaves_by_it_show_nowhere(organisation, alice, managers, programme, things):
    people, offer = programme
    with tenant(organisation.id):
        fresh = actions.offer(actor=alice, kind="news", title="Le levain, encore", url="https://fournils.test/encore")
    without = world(organisation, managers, things, people[:6], offer, days_ago=(0,), everywhere=True)
    with transaction.atomic():
        with tenant(organisation.id):
            with_an_account(people[6], fresh)
        with_her = world(organisation, managers, things, people[:6], offer, days_ago=(0,), everywhere=True)
        transaction.set_rollback(True)
    assert differing(without, with_her) == []


def with_a_page(member, *, is_public):
    """What she knows, wrote and said; put up or not."""
    from liant.advocacy.expertise import actions as expertise
    from liant.advocacy.expertise import pages

    expertise.write(actor=member, name=member.name, slug="expert", words={"fr": "Le levain."}, topics=["Levain"])
    expertise.show_piece(
        actor=member, kind="shared", title="Levain", url="https://x.test/", language="fr", on=date(2026, 1, 5)
    )
    expertise.add_talk(actor=member, title="Levain", place="Rennes", on=date(2026, 5, 17))
    if is_public:
        with queries.own(member):
            seen = pages.draft_of(member).seen
        assert expertise.publish(actor=member, seen=seen)


@pytest.mark.full
@pytest.mark.parametrize("is_public", [False, True])
def test_a_page_of_ones_own_stands_on_no_page_of_a_manager(is_public, organisation, managers, programme, things):
    """Not even where it is public: whoever looks for it finds it where everyone does, and nowhere is a list."""
    people, offer = programme
    without = world(organisation, managers, things, people[:6], offer, days_ago=(0,), everywhere=True)
    with transaction.atomic():
        with tenant(organisation.id):
            with_a_page(people[6], is_public=is_public)
        with_hers = world(organisation, managers, things, people[:6], offer, days_ago=(0,), everywhere=True)
        transaction.set_rollback(True)
    assert differing(without, with_hers) == []


def on_the_leaderboard(members):
    """Voted in by them; the first three stand on it, and whoever is second asks for another vote and votes."""
    from liant.advocacy.board import actions as board

    with clock.at(clock.now() - timedelta(days=120)):
        board.ask(actor=members[0])
        for one in members:
            board.vote(actor=one, is_yes=True)
    with clock.at(clock.now() - timedelta(days=100)):
        board.close_due()
    for one in members[:3]:
        board.stand(actor=one)
    board.ask(actor=members[1])
    board.vote(actor=members[1], is_yes=False)


@pytest.mark.full
def test_a_leaderboard_and_who_votes_or_stands_on_it_show_nowhere(organisation, managers, programme, things):
    people, offer = programme
    without = world(organisation, managers, things, people[:6], offer, days_ago=(0,), everywhere=True)
    with transaction.atomic():
        with tenant(organisation.id):
            on_the_leaderboard(people[:12])
        with_one = world(organisation, managers, things, people[:6], offer, days_ago=(0,), everywhere=True)
        transaction.set_rollback(True)
    assert differing(without, with_one) == []
    asked = [status for name, (status, _body) in with_one.items() if " board:" in name]
    assert asked
    assert set(asked) == {403}


def ties_are_measured(author, people):
    """Of all of them, who have turned to one another before, and say that sharing may make ties."""
    agreed(author, *people)
    for one in people:
        turned(one, author, "comment", 3)
    for one in people[:20]:
        taking_part.agree(actor=one, agreed=AGREED | {"ties": "Noter."})


def test_nothing_that_she_does_shows_on_any_page_of_a_manager(
    organisation, alice, managers, programme, things, client_of
):
    """All of it at once: a share, an account of her own and what leaves by it, a public page, a vote and a place on the leaderboard.
    The long proofs above ask one by one. Everybody lets ties be measured, and the author of what is shared looks as well."""
    people, offer = programme
    managers["author"] = client_of(alice)
    with tenant(organisation.id):
        ties_are_measured(alice, people)
        publish_due()
        assert Publication.objects.count() == 3
        fresh = actions.offer(actor=alice, kind="news", title="Le levain, encore", url="https://fournils.test/encore")
    without = world(organisation, managers, things, people[:6], offer, days_ago=(0,), everywhere=True)
    with transaction.atomic():
        with tenant(organisation.id):
            on_the_leaderboard(people[:12])
            with_an_account(people[6], fresh)
            with_a_page(people[6], is_public=True)
        with_all = world(organisation, managers, things, people[:7], offer, days_ago=(0,), everywhere=True)
        transaction.set_rollback(True)
    assert differing(without, with_all) == []


def took_from(organisation, pairs, offer):
    """`pairs`: (who handed it on, who followed)."""
    from liant.advocacy.travel import actions as travel

    with tenant(organisation.id), clock.at(clock.now() - timedelta(days=40)):
        for giver, taker in pairs:
            share(giver, offer, 0)
            with queries.own(giver):
                share_id = queries.shares(giver)[0].pk
            _share, token = travel.hand_on(actor=giver, share_id=share_id)
            with clock.at(clock.now() + timedelta(minutes=5)):
                assert travel.come(actor=taker, offer=offer, token=token)
            with clock.at(clock.now() + timedelta(hours=2)):
                share(taker, offer, 0)


def test_who_took_it_from_whom_shows_nowhere(organisation, managers, programme, things):
    """The same people share, one from another or each by themselves; and then others from others."""
    people, offer = programme
    worlds = []
    for pairs in ([], [(people[0], people[1])], [(people[1], people[0]), (people[2], people[3])]):
        with transaction.atomic():
            took_from(organisation, pairs, offer)
            rest = [one for one in people[:9] if one not in {who for pair in pairs for who in pair}]
            worlds.append(world(organisation, managers, things, rest, offer, days_ago=(40,)))
            transaction.set_rollback(True)
    assert differing(worlds[0], worlds[1]) == differing(worlds[0], worlds[2]) == []


def travelled(organisation, people, offers, takes):
    """What twenty people shared, of which `takes` tells whose share came from whose; as their acts would have left it."""
    from liant.advocacy.models import Share
    from liant.advocacy.travel.models import Step

    with tenant(organisation.id):
        at = clock.now() - timedelta(days=50)
        for place, one in enumerate(people[:20]):
            with queries.own(one):
                for offer in offers:
                    when = at + timedelta(days=2 if one in takes else 0)
                    Share.objects.create(member=one, offer=offer, title=offer.title, network="linkedin", language="fr", state="done",
                                         begun_at=when, done_at=when)  # fmt: skip
                    came = f"t{people.index(takes[one])}-{offer.pk}" if one in takes else ""
                    Step.objects.create(
                        member=one,
                        offer=offer,
                        token=f"t{place}-{offer.pk}",
                        came_from=came,
                        came_at=at if came else None,
                    )


def test_who_took_it_from_whom_makes_no_difference_where_it_is_told(organisation, alice, managers, programme, things):
    people, offer = programme
    with tenant(organisation.id):
        three = [
            actions.offer(actor=alice, kind="expert", title=f"Levain {n}", url="https://x.test/") for n in range(3)
        ]
    worlds = []
    for step in (10, 11):
        with transaction.atomic():
            travelled(organisation, people, three, {people[n + step]: people[n] for n in range(7)})
            worlds.append(world(organisation, managers, things, people[:8], offer))
            transaction.set_rollback(True)
    assert differing(worlds[0], worlds[1]) == []
    home = worlds[0][f"owner breath:home {{'organisation_slug': '{organisation.slug}'}}"][1]
    assert "39 cascades finies, de 60 partages" in home, "and something is told"


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
