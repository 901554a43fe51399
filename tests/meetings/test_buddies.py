"""A newcomer has a colleague from another team for their first weeks, if both like it; told to nobody else."""

from datetime import timedelta

import pytest

from liant.accounts.actions import close_membership, create_team, set_team
from liant.accounts.models import Member
from liant.accounts.permissions import NotAllowed
from liant.kit import clock
from liant.meetings.buddies import actions, queries, rules
from liant.meetings.buddies.models import Welcome, Willing
from liant.meetings.queries import own
from liant.tenancy.context import tenant
from tests.people import member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(organisation, alice, bob, chloe, rose):
    with tenant(organisation.id):
        Member.objects.exclude(pk=chloe.pk).update(joined_at=clock.now() - timedelta(days=400))
        set_team(actor=alice, team=create_team(actor=alice, name="Four"), members=[chloe, rose])
        for one in (alice, bob, rose):
            one.refresh_from_db()
            actions.be_willing(actor=one, languages=["fr"])
        yield organisation


def other_of(member):
    with own(member):
        return [one.other for one in queries.welcomes(member)]


def test_both_accept_and_it_lasts_eight_weeks(inside, alice, chloe, client_of, settings, mailoutbox, work_off):
    settings.EMAIL_HOST = "mail.test"
    actions.ask(actor=chloe)
    assert other_of(chloe) == [alice]
    work_off()
    [letter] = mailoutbox
    assert letter.to == ["alice@fournils.test"]
    assert "Chloe" not in letter.subject + letter.body
    assert actions.answer(actor=alice, other_id=chloe.pk, accepts=True)
    with own(chloe):
        assert Welcome.objects.get().until is None, "she has not said so"
    page = client_of(chloe)
    page.post(f"/o/fournils/meetings/newcomers/{alice.pk}/", {"said": "yes"})
    for one in (alice, chloe):
        with own(one):
            assert Welcome.objects.get().until - clock.now().date() >= rules.LASTS - timedelta(days=1)
    assert "alice@fournils.test" in page.get("/o/fournils/meetings/newcomers/").content.decode()


def test_one_of_another_team_and_of_ones_language_is_proposed_who_welcomes_fewest():
    def candidate(number, languages, welcomes, teams):
        return rules.Candidate(number, languages, welcomes, teams)

    some = [
        candidate(1, ["fr"], 0, [7]),
        candidate(2, ["en"], 0, [8]),
        candidate(3, ["fr"], 2, [8]),
        candidate(4, ["fr"], 1, []),
    ]
    found = rules.best(some, languages=["fr"], teams=[7], but={9})
    assert found.member_id == 4
    assert rules.best(some, languages=["fr"], teams=[7], but={3, 4}) is None


def test_whoever_would_rather_not_is_not_asked_again_and_somebody_else_is_proposed(inside, alice, bob, chloe):
    actions.ask(actor=chloe)
    assert actions.answer(actor=alice, other_id=chloe.pk, accepts=False)
    assert other_of(chloe) == other_of(alice) == []
    assert not actions.answer(actor=chloe, other_id=alice.pk, accepts=True), "it is over"
    actions.ask(actor=chloe)
    assert other_of(chloe) == [bob]
    actions.answer(actor=chloe, other_id=bob.pk, accepts=False)
    with pytest.raises(actions.NobodyYet):
        actions.ask(actor=chloe)


def test_only_who_is_new_asks_and_one_answers_for_oneself(inside, alice, bob, chloe, client_of):
    with pytest.raises(NotAllowed):
        actions.ask(actor=bob)
    actions.ask(actor=chloe)
    assert not actions.answer(actor=bob, other_id=chloe.pk, accepts=True)
    assert client_of(bob).post(f"/o/fournils/meetings/newcomers/{chloe.pk}/", {"said": "yes"}).status_code == 404


def test_who_welcomes_whom_stands_in_no_row_that_others_read_and_goes_with_the_membership(
    inside, alice, bob, chloe, work_off
):
    actions.ask(actor=chloe)
    assert not Welcome.objects.exists()
    assert not Willing.objects.exists()
    with own(bob):
        assert not Welcome.objects.exists()
    close_membership(actor=bob if bob.has_role("owner") else member_of(inside, "Olga", "owner"), member=chloe)
    work_off()
    with own(alice):
        assert not Welcome.objects.exists()
