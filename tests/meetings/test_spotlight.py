"""The arm *spotlight* of an experiment: what one writes is put first for another, by lot, where they may read it; that it was shown is
their own; contacts after are counted, and not what answers the showing itself."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from liant.accounts.permissions import NotAllowed
from liant.advocacy.actions import offer
from liant.advocacy.models import Expert, Suggestion
from liant.advocacy.queries import own as experts_own
from liant.community import choosing, moderation
from liant.community import jobs as letters
from liant.community.actions import withdraw_post, write_post
from liant.community.models import Choice
from liant.flows.departed_member import forget_links
from liant.flows.events import MemberDeactivated
from liant.kit import clock
from liant.ledger.actions import note
from liant.ledger.kinds import CONTACTS, SHARES, Consent, InteractionKind, Purpose, Visibility
from liant.meetings import queries as meetings
from liant.meetings.experiment import actions, queries, rules, taking_part
from liant.meetings.experiment.models import Plan, Spotlight
from liant.meetings.models import Rotation, Round
from liant.people.actions import person_of_member
from liant.tenancy.context import own_rows, tenant
from tests.bonds.furniture import agreed, turned
from tests.meetings.furniture import an_experiment
from tests.people import member_of

pytestmark = pytest.mark.django_db
HOME = "/o/fournils/between-us/"
HEAD = "Mis en tête pour vous cette semaine, par tirage au sort"


@pytest.fixture
def people(organisation, alice):
    found = [alice, *(member_of(organisation, f"P{number:02}", "employee") for number in range(11))]
    with tenant(organisation.id):
        agreed(*found)
    return found


@pytest.fixture
def drawn(organisation, people, work_off):
    """Both arms, drawn; its first week is this one."""
    with tenant(organisation.id):
        plan = an_experiment(people[0], weeks=4)
        for one in people:
            taking_part.agree(actor=one, plan=plan)
        actions.ask_to_weigh(actor=people[0], plan=plan)
    work_off()
    with tenant(organisation.id):
        actions.freeze(actor=people[0], plan=queries.plan(plan.pk))
    work_off()
    with tenant(organisation.id):
        ago = timedelta(days=7)
        Plan.objects.filter(pk=plan.pk).update(starts_on=plan.starts_on - ago)
        for one in people:
            with own_rows(one.pk):
                for row in Spotlight.objects.all():
                    Spotlight.objects.filter(pk=row.pk).update(from_on=row.from_on - ago, until_on=row.until_on - ago)
    return plan


def partner_of(member):
    found = queries.put_first_for(member)
    return found.other if found else None


def rows_of(member):
    with own_rows(member.pk):
        return list(Spotlight.objects.filter(member=member).order_by("week"))


def posts(author, *titles, kind="news"):
    return [write_post(actor=author, kind=kind, title=title, text="Trois lignes.") for title in titles]


def shown(member):
    return next(row for row in rows_of(member) if row.from_on <= meetings.today() < row.until_on).shown_in


def test_both_arms_are_drawn_from_one_seed_each_for_itself_and_stand_in_own_rows(organisation, people, drawn):
    with tenant(organisation.id):
        lot = queries.lot(drawn)
        members = queries.members_by_code(lot)
        weeks = rules.weeks_of(list(members), 4, lot.seed, rules.SPOTLIGHT)
        assert weeks != rules.weeks_of(list(members), 4, lot.seed)
        told = {(row.week, frozenset((one.pk, row.other_id))) for one in people for row in rows_of(one)}
        assert told == {
            (week, frozenset(members[code] for code in pair)) for week, pairs in enumerate(weeks, 1) for pair in pairs
        }
        assert [len({row.other_id for row in rows_of(one)}) for one in people] == [4] * 12, "nobody twice"
        assert not Spotlight.objects.exists(), "without being somebody, one sees nobody's"
        with own_rows(people[1].pk):
            assert {row.member_id for row in Spotlight.objects.all()} == {people[1].pk}
        text = queries.registration(drawn).text
    for words in ("circle method", "put first", "Holm", "not meetings that a rotation arranged", '"spotlight"'):
        assert words in text


def test_what_the_other_writes_stands_first_on_the_page_and_that_it_was_there_is_kept(
    organisation, people, drawn, client_of
):
    reader = people[3]
    with tenant(organisation.id):
        other = partner_of(reader)
        posts(other, "Le plus ancien", "Le four neuf", "La farine", "La vitrine")
        posts(next(one for one in people if one not in (reader, other)), "D’un autre")
        assert shown(reader) == ""
    client = client_of(reader)
    assert HEAD not in client.get(f"{HOME}?kind=news").content.decode(), "only at the head of the first page"
    client.head(HOME)
    with tenant(organisation.id):
        assert shown(reader) == ""
    page = client.get(HOME).content.decode()
    top = page[page.index(HEAD) : page.index("</section>", page.index(HEAD))]
    assert [title in top for title in ("Le plus ancien", "Le four neuf", "La farine", "La vitrine")] == [
        False,
        True,
        True,
        True,
    ]
    assert page.count("La vitrine</a>") == 1, "not told twice"
    assert f"/meetings/experiments/{drawn.pk}/" in top
    with tenant(organisation.id):
        assert shown(reader) == "page"
        assert shown(other) == ""
        lot = queries.lot(drawn)
        assert queries.shown_pairs(drawn, lot) == {frozenset((reader.pk, other.pk))}
        took = queries.seen(queries.plan(drawn.pk), lot, meetings.today()).arms[rules.SPOTLIGHT].took_place
        assert took.sum() == 1


def test_nothing_stands_first_that_one_could_not_read_or_that_is_not_there(organisation, people, drawn, client_of):
    reader, client = people[3], client_of(people[3])
    with tenant(organisation.id):
        other = partner_of(reader)
    assert HEAD not in client.get(HOME).content.decode(), "who writes nothing can't be put first"
    with tenant(organisation.id):
        [hidden, gone] = posts(other, "Une rumeur", "Repris")
        moderation.hide(actor=people[0], thing=hidden, reason="Une rumeur n’est pas une nouvelle")
        withdraw_post(actor=other, post=gone)
        with clock.at(clock.now() - timedelta(days=40)):
            posts(other, "D’il y a longtemps")
        posts(other, "Ma vitrine", kind="made")
        moderation.arrange(actor=people[0], has_posts=True, has_showing=False, has_handbook=True, rules="")
    page = client.get(HOME).content.decode()
    assert HEAD not in page
    assert "Une rumeur" not in page
    with tenant(organisation.id):
        assert shown(reader) == ""


def test_whoever_wants_nobody_put_first_stays_drawn_and_may_change_their_mind(organisation, people, drawn, client_of):
    reader, client = people[3], client_of(people[3])
    plan = f"/o/fournils/meetings/experiments/{drawn.pk}/"
    with tenant(organisation.id):
        posts(partner_of(reader), "Le four neuf")
    assert "est mis en tête pour vous" in client.get(plan).content.decode()
    client.post(f"{plan}nobody-first/")
    assert "Personne n’est mis en tête pour vous" in client.get(plan).content.decode()
    assert HEAD not in client.get(HOME).content.decode()
    with tenant(organisation.id):
        assert reader.pk in queries.stayed(drawn, queries.lot(drawn))
    client.post(f"{plan}nobody-first/", {"again": "1"})
    assert HEAD in client.get(HOME).content.decode()


def is_due(choice):
    Choice.objects.filter(pk=choice.pk).update(next_at=clock.now() - timedelta(minutes=1))


def test_it_stands_first_in_the_digest_and_counts_once_that_has_left(
    organisation, people, drawn, settings, mailoutbox, monkeypatch
):
    settings.EMAIL_HOST = "mail.test"
    reader = people[3]
    with tenant(organisation.id):
        other = partner_of(reader)
        choosing.choose(actor=reader, digest=Choice.Digest.DAILY)
        with clock.at(clock.now() - timedelta(days=9)):
            posts(other, "Le four neuf")
        choice = Choice.objects.get(member=reader)
        is_due(choice)
    letters.digest(organisation.id, choice.pk)
    assert mailoutbox == [], "nobody is written to for this alone"
    with tenant(organisation.id):
        assert shown(reader) == ""
        posts(next(one for one in people if one not in (reader, other)), "Du jour")
        is_due(choice)

    def broken(self, messages):
        raise OSError("no route")

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
        with pytest.raises(OSError, match="no route"):
            letters.digest(organisation.id, choice.pk)
    with tenant(organisation.id):
        assert shown(reader) == "", "what did not leave was not shown"
    letters.digest(organisation.id, choice.pk)
    body = mailoutbox[0].body
    assert body.index(HEAD) < body.index("Le four neuf") < body.index("Du jour")
    assert f"/meetings/experiments/{drawn.pk}/" in body
    assert "Trois lignes" not in body
    with tenant(organisation.id):
        assert shown(reader) == "mail"


def test_what_the_other_offers_stands_first_among_what_is_suggested(organisation, people, drawn, client_of):
    reader = people[3]
    with tenant(organisation.id):
        other = partner_of(reader)
        stranger = next(one for one in people if one not in (reader, other))
        with experts_own(reader):
            Expert.objects.create(member=reader)
            for title, author, ago in (("D’un autre", stranger, 1), ("Du collègue", other, 2)):
                offered = offer(actor=people[0], kind="news", title=title, author=author)
                Suggestion.objects.create(member=reader, offer=offered, made_at=clock.now() - timedelta(hours=ago))
    page = client_of(reader).get("/o/fournils/share/").content.decode()
    assert page.index(HEAD) < page.index("Du collègue") < page.index("D’un autre")
    assert page.count(HEAD) == 1
    with tenant(organisation.id):
        assert shown(reader) == "page"


def test_whoever_leaves_ends_their_agreement_or_their_work_is_gone_on_both_sides(organisation, people, drawn, work_off):
    with tenant(organisation.id):
        leaver, other = people[3], partner_of(people[3])
        posts(leaver, "Encore là")
        assert partner_of(other) == leaver
        taking_part.take_back(actor=leaver, plan=drawn)
        assert (rows_of(leaver), partner_of(other)) == ([], None)
        ender = people[5]
        choosing.end_consent(actor=ender)
    work_off()
    with tenant(organisation.id):
        assert rows_of(ender) == []
        assert all(row.other_id != ender.pk for one in people for row in rows_of(one))
        agreed(ender, days_ago=0)
        assert ender.pk in queries.roster(drawn)
        assert ender.pk not in queries.stayed(drawn, queries.lot(drawn)), "what was theirs before is forgotten"
        gone = people[7]
        type(gone).objects.filter(pk=gone.pk).update(is_active=False)
        forget_links(MemberDeactivated(member_id=gone.pk))
        assert all(gone.pk not in (one.pk, row.other_id) for one in people for row in rows_of(one))


def test_contacts_are_counted_and_neither_meetings_arranged_nor_what_stands_within_a_post(organisation, people, drawn):
    one, other = people[2], people[7]
    with tenant(organisation.id):
        today = meetings.today()
        Plan.objects.filter(pk=drawn.pk).update(starts_on=today - timedelta(weeks=12))
        for kind in CONTACTS:
            turned(one, other, kind, 3)
        for kind in SHARES:
            turned(other, one, kind, 3)
        turned(one, other, "message", 7 * 13)
        persons = person_of_member(one), person_of_member(other)
        post = posts(other, "Le four")[0]
        round_ = Round.objects.create(rotation=drawn.rotation, number=1, day=today, seed=1, method=1, version="0",
                                      digest="", basis="", question_fr="?", question_en="?", remind_at=clock.now())  # fmt: skip

        def noted(key, kind, through, purpose=Purpose.BELONGING):
            note(key=key, kind=kind, source=persons[0], target=persons[1], at=clock.now() - timedelta(days=2), through=through,
                 purpose=purpose, visibility=Visibility.PARTIES, consent=Consent.GIVEN)  # fmt: skip

        noted("a", InteractionKind.MET, round_)
        noted("a mention", InteractionKind.MENTION, post)
        noted("asked", InteractionKind.ASKED, post, Purpose.SHARING)
        noted("comment for another purpose", InteractionKind.COMMENT, post, Purpose.SHARING)
        noted("b", InteractionKind.CONVERSATION, post, Purpose.ANSWERING)
        seen = queries.seen(queries.plan(drawn.pk), queries.lot(drawn), today)
        assert [seen.arms[arm].after.sum() for arm in (rules.MEETING, rules.SPOTLIGHT)] == [
            len(SHARES) + 1,
            len(CONTACTS),
        ]
        assert [seen.arms[arm].before.sum() for arm in (rules.MEETING, rules.SPOTLIGHT)] == [0, 1]


def test_a_stopped_one_puts_nobody_first_and_two_at_once_are_refused(organisation, people, drawn, work_off):
    alice = people[0]
    with tenant(organisation.id):
        other = an_experiment(alice, title="Une autre", starts_on=meetings.today() + timedelta(days=9), weeks=4)
        meeting = an_experiment(alice, title="Se voir seulement", weeks=4, has_spotlight=False)
        for plan in (other, meeting):
            for one in people:
                taking_part.agree(actor=one, plan=plan)
            actions.weigh(plan_id=plan.pk)
        with pytest.raises(actions.NotYet, match="another"):
            actions.freeze(actor=alice, plan=other)
        actions.freeze(actor=alice, plan=meeting)
        actions.stop(actor=alice, plan=drawn, why="La maison déménage.")
        assert [partner_of(one) for one in people] == [None] * 12
        assert [rows_of(one) for one in people] == [[]] * 12, "what is needed no longer is not kept"
        actions.freeze(actor=alice, plan=queries.plan(other.pk))
    work_off()
    with tenant(organisation.id):
        assert len(rows_of(alice)) == 4, "the meeting arm alone puts nobody first"


def test_without_meetings_nobody_is_drawn_to_meet(organisation, people, work_off, mailoutbox, settings):
    from liant.meetings import jobs as rotations

    settings.EMAIL_HOST = "mail.test"
    alice = people[0]
    with tenant(organisation.id):
        plan = an_experiment(alice, weeks=4, has_meeting=False)
        for one in people:
            taking_part.agree(actor=one, plan=plan)
        actions.weigh(plan_id=plan.pk)
        weighed = queries.plan(plan.pk)
        assert (weighed.power, weighed.tie_power is not None) == (None, True)
        text = actions.freeze(actor=alice, plan=weighed).text
        assert '"meeting"' not in text
        assert "Holm" not in text
    work_off()
    with tenant(organisation.id):
        Rotation.objects.filter(pk=plan.rotation_id).update(next_at=clock.now() - timedelta(minutes=1))
    rotations.look(0)
    work_off()
    with tenant(organisation.id):
        assert not Round.objects.exists()
        assert rows_of(alice), "still put first"
    assert mailoutbox == []


def test_a_plan_asks_one_way_at_least_and_both_unless_said(organisation, people, client_of):
    client = client_of(people[0])
    page = client.get("/o/fournils/meetings/experiments/new/").content.decode()
    assert page.count('name="arms"') == 2
    assert len(re.findall(r'name="arms"[^>]*checked', page)) == 2
    given = {"title": "Dans les deux sens", "starts_on": (clock.now() + timedelta(days=9)).date().isoformat(), "weeks": 4,
             "weeks_after": 8, "extra": 0.5, "shows_up": 0.7, "tie_extra": 0.4, "shown": 0.6}  # fmt: skip
    assert client.post("/o/fournils/meetings/experiments/new/", given).status_code == 422
    client.post("/o/fournils/meetings/experiments/new/", given | {"arms": ["spotlight"]})
    with tenant(organisation.id):
        plan = Plan.objects.get()
        assert (plan.arms, plan.hoped("spotlight")) == (["spotlight"], (0.4, 0.6))
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.update(has_spotlight=False)


def test_only_members_of_the_house_who_take_part_may_mute(
    organisation, people, drawn, other_organisation, dan, client_of
):
    plan = f"/meetings/experiments/{drawn.pk}/nobody-first/"
    assert client_of(dan).post(f"/o/fournils{plan}").status_code == 404
    with tenant(organisation.id):
        outsider = member_of(organisation, "Auditor", "auditor")
    client_of(outsider).post(f"/o/fournils{plan}")
    with tenant(organisation.id):
        assert not any(row.is_muted for one in people for row in rows_of(one))
        outsider.is_active = False
        with pytest.raises(NotAllowed):
            taking_part.mute(actor=outsider, plan=drawn)
