"""The launch, the meetings, the charges, what one is asked: acts, pages, refusals, the calendar read elsewhere."""

from datetime import timedelta

import pytest

from liant.accounts.permissions import NotAllowed
from liant.advocacy import actions, queries, taking_part
from liant.advocacy.animation import actions as animation
from liant.advocacy.animation import queries as meetings
from liant.advocacy.animation.models import Asked, Presence
from liant.advocacy.between import NotReady
from liant.advocacy.launching import actions as launching
from liant.advocacy.launching.queries import is_review_due
from liant.advocacy.models import Invited
from liant.community import choosing
from liant.kit import clock
from liant.ledger.models import Interaction
from liant.tenancy.context import tenant
from tests.advocacy.programmes import AGREED, allowed
from tests.bonds.furniture import agreed

pytestmark = pytest.mark.django_db
LAUNCH, MEETINGS = "/o/fournils/share/launch/", "/o/fournils/share/meetings/"


def test_the_law_comes_before_the_first_invitation_and_the_opening(house, alice, make_member):
    actions.arrange(actor=alice, name="Les voix")
    make_member("Nadia", "employee")
    with pytest.raises(NotReady):
        launching.tell(actor=alice, roles=["employee"])
    with pytest.raises(NotReady):
        launching.move(actor=alice, to="open")
    allowed(alice)
    assert launching.move(actor=alice, to="open").state == "open"
    assert launching.tell(actor=alice, roles=["employee"], addresses=["alice@fournils.test", "qui@loin.test"]) == (
        2,
        ["qui@loin.test"],
    )
    assert Invited.objects.count() == 2


def test_a_duty_names_its_document_or_why_it_does_not_apply(organisation, alice, client_of):
    client = client_of(alice)
    answer = client.post(f"{LAUNCH}duty/", {"kind": "council", "done_on": "2026-11-02"})
    assert answer.status_code == 422
    assert "Nommez le document" in answer.content.decode()
    client.post(f"{LAUNCH}duty/", {"kind": "council", "done_on": "2026-11-02", "why_not": "Moins de onze personnes"})
    assert "Moins de onze personnes" in client.get(LAUNCH).content.decode()


def test_three_questions_come_again_each_quarter(house, alice):
    day = clock.now().date()
    assert is_review_due(day)
    launching.answer(actor=alice, on=day, experience="Oui.", travel="Peu.", animation="Un atelier.")
    assert not is_review_due(day)
    assert is_review_due(day + timedelta(days=93))


def test_reward_and_agreement_together_are_warned_of(organisation, alice, client_of):
    client = client_of(alice)
    warned = "l’air d’une publicité"
    client.post(f"{LAUNCH}programme/", {"name": "Les voix", "is_rewarded": "on"})
    assert warned not in client.get(LAUNCH).content.decode()
    client.post(f"{LAUNCH}programme/", {"name": "Les voix", "is_rewarded": "on", "is_approved": "on"})
    assert warned in client.get(LAUNCH).content.decode()


def test_the_maturity_audit_says_not_yet(organisation, alice, client_of, monkeypatch):
    from liant.advocacy import between

    found = between.Verdict(
        "not_yet",
        "Pas encore",
        "Travaillez d’abord la confiance.",
        clock.now(),
        "/resultats/",
        ["Confiance : dire ce qui suit"],
    )
    monkeypatch.setattr(between, "_verdicts", [lambda: found])
    text = client_of(alice).get(LAUNCH).content.decode()
    assert "Pas encore : d’abord ceci." in text.replace("\u00a0", " ")
    assert "Confiance : dire ce qui suit" in text


def test_whoever_does_not_lead_launches_and_plans_nothing(house, make_member, client_of):
    nadia = make_member("Nadia", "employee")
    for act in (
        lambda: launching.tell(actor=nadia, roles=["employee"]),
        lambda: launching.move(actor=nadia, to="open"),
        lambda: launching.answer(actor=nadia, on=clock.now().date(), experience="", travel="", animation=""),
        lambda: animation.plan(actor=nadia, title="Non"),
        lambda: animation.give(actor=nadia, kind="sponsor", member=nadia),
        lambda: animation.save_habit(actor=nadia, title="Non"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert client_of(nadia).get(LAUNCH).status_code == 403


def a_meeting(alice, **values):
    common = {"title": "Atelier", "kind": "workshop", "starts_at": clock.now() - timedelta(hours=1), "place": "Fournil"}
    return animation.plan(actor=alice, **common | values)


def test_a_quarter_says_what_it_lacks(house, alice):
    habit = animation.save_habit(actor=alice, title="Revue", kind="review", times=2, minutes=60)
    quarter = meetings.quarter_of(meetings.today())
    assert meetings.missing_in(quarter) == [(habit, 2)]
    first = a_meeting(alice, habit=habit)
    assert meetings.missing_in(quarter) == [(habit, 1)]
    animation.cancel(actor=alice, meeting=first, why="La salle est prise")
    assert meetings.missing_in(quarter) == [(habit, 2)], "what was cancelled lacks again"


def test_a_programme_begins_with_what_usually_comes_again(organisation, alice, make_member, client_of):
    nadia = make_member("Nadia", "employee")
    assert "cinq qui sont d’usage" not in client_of(nadia).get(MEETINGS).content.decode()
    assert client_of(nadia).post(f"{MEETINGS}habits/usual/").status_code == 403
    client = client_of(alice)
    assert "cinq qui sont d’usage" in client.get(MEETINGS).content.decode()
    client.post(f"{MEETINGS}habits/usual/")
    client.post(f"{MEETINGS}habits/usual/")
    with tenant(organisation.id):
        lacking = {one.title: times for one, times in meetings.missing_in(meetings.quarter_of(meetings.today()))}
        assert lacking["Écrire avec ses mots"] == 2
        assert len(lacking) == 5
        [review] = [one for one in meetings.habits() if one.has_managers]
    assert review.title == "Revue du trimestre avec la direction"
    assert "cinq qui sont d’usage" not in client.get(MEETINGS).content.decode(), "only where nothing comes again yet"


def test_who_was_there_is_their_own(organisation, alice, make_member, client_of):
    nadia = make_member("Nadia", "employee")
    with tenant(organisation.id):
        meeting = a_meeting(alice)
    client_of(nadia).post(f"{MEETINGS}{meeting.pk}/there/")
    assert "Vous avez noté que oui." in client_of(nadia).get(f"{MEETINGS}{meeting.pk}/").content.decode()
    with tenant(organisation.id):
        assert Presence.objects.count() == 0
        assert meetings.was_there(alice, [meeting]) == set()
    page = client_of(alice).get(f"{MEETINGS}{meeting.pk}/").content.decode()
    assert "Nadia" not in page
    client_of(alice).post(f"{MEETINGS}{meeting.pk}/held/", {"there": 9, "remote": 3})
    assert "12 présents, dont 3 à distance" in client_of(alice).get(MEETINGS).content.decode()


def test_nobody_was_at_what_has_not_begun(house, alice):
    coming = a_meeting(alice, starts_at=clock.now() + timedelta(days=1))
    with pytest.raises(animation.NotYet):
        animation.was_there(actor=alice, meeting=coming)
    with pytest.raises(animation.NotYet):
        animation.hold(actor=alice, meeting=coming, there=1, remote=0)


def test_asked_in_private_is_a_tie_only_with_consent_and_what_followed_is_ones_own(house, alice, make_member):
    nadia = make_member("Nadia", "employee")
    actions.arrange(actor=alice, name="Les voix")
    actions.move(actor=alice, to="open")
    taking_part.join(actor=nadia, agreed=AGREED)
    agreed(alice, nadia)
    animation.note_asked(actor=nadia, what="La vidéo", asker=alice)
    assert Interaction.objects.count() == 0
    taking_part.agree(actor=nadia, agreed=AGREED | {"ties": "Noter."})
    choosing.end_consent(actor=alice)
    animation.note_asked(actor=nadia, what="La vidéo", asker=alice)
    assert Interaction.objects.count() == 0, "whoever asked did not agree to be seen"
    agreed(alice)
    noted = animation.note_asked(actor=nadia, what="La vidéo", asker=alice)
    assert Interaction.objects.get().kind == "asked"
    assert animation.say_what_followed(actor=nadia, asked_id=noted.pk, followed="declined")
    assert not animation.say_what_followed(actor=alice, asked_id=noted.pk, followed="shared")
    assert Asked.objects.count() == 0
    taking_part.leave(actor=nadia)
    with queries.own(nadia):
        assert Asked.objects.count() == 0, "it leaves with them"


@pytest.mark.parametrize("ends", ["nadia", "alice", "purpose", "leaves", "departs"])
def test_that_one_was_asked_is_forgotten_with_either_agreement(house, alice, make_member, work_off, ends):
    nadia, karl = make_member("Nadia", "employee"), make_member("Karl", "employee")
    actions.arrange(actor=alice, name="Les voix")
    actions.move(actor=alice, to="open")
    agreed(alice, nadia, karl)
    for one in (nadia, karl):
        taking_part.join(actor=one, agreed=AGREED | {"ties": "Noter."})
        animation.note_asked(actor=one, what="La vidéo", asker=karl if one == nadia else nadia)
    animation.note_asked(actor=nadia, what="La vidéo", asker=alice)
    animation.note_asked(actor=karl, what="La vidéo", asker=alice)
    assert Interaction.objects.count() == 4
    match ends:
        case "nadia" | "alice":
            choosing.end_consent(actor=nadia if ends == "nadia" else alice)
        case "purpose":
            taking_part.agree(actor=nadia, agreed=AGREED)
        case "leaves":
            taking_part.leave(actor=nadia)
        case "departs":
            nadia.is_active = False
            nadia.save()
            taking_part.forget_departed(member=nadia)
    work_off()
    gone = alice if ends == "alice" else nadia
    left = list(Interaction.objects.values_list("source__member", "target__member"))
    assert len(left) == (2 if ends == "alice" else 1)
    assert all(gone.pk not in one for one in left)
    with queries.own(karl):
        assert Asked.objects.count() == 2, "what one noted for oneself stays one's own"


def test_the_calendar_is_read_elsewhere_by_its_address_alone(organisation, alice, client, client_of):
    with tenant(organisation.id):
        a_meeting(alice, title="Revue avec la direction")
        _feed, token = animation.share(actor=alice)
    found = client.get(f"/meetings/{token}.ics")
    assert found.status_code == 200
    assert "Revue avec la direction" in found.content.decode()
    assert "Alice" not in found.content.decode()
    with tenant(organisation.id):
        animation.close_feed(actor=alice)
    assert client.get(f"/meetings/{token}.ics").status_code == 404


def test_an_example_is_put_up_and_taken_down_by_its_own_hand(organisation, alice, bob, client_of):
    url = "/o/fournils/share/programme/examples/"
    client_of(alice).post(url, {"kind": "thanks", "words": "J’ai remercié l’équipe du matin."})
    seen = client_of(bob).get(url).content.decode()
    assert "J’ai remercié l’équipe du matin." in seen
    assert "Le retirer" not in seen
    number = int(client_of(alice).get(url).content.decode().split("/take-down/")[0].rsplit("/", 1)[1])
    assert client_of(bob).post(f"{url}{number}/take-down/").status_code == 404
    client_of(alice).post(f"{url}{number}/take-down/")
    assert "J’ai remercié" not in client_of(bob).get(url).content.decode()


def test_a_charge_is_given_and_taken_back_in_sight_of_everyone(organisation, alice, bob, client_of):
    url = f"{MEETINGS}charges/"
    client_of(alice).post(f"{url}give/", {"kind": "sponsor", "member": bob.pk})
    seen = client_of(bob).get(url).content.decode()
    assert "Bob, depuis" in seen
    assert "Retirer" not in seen
    number = int(client_of(alice).get(url).content.decode().split("/take-back/")[0].rsplit("/", 1)[1])
    assert client_of(bob).post(f"{url}{number}/take-back/").status_code == 403
    client_of(alice).post(f"{url}{number}/take-back/")
    assert "Bob, depuis" not in client_of(bob).get(url).content.decode()
