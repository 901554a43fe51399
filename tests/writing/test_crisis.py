"""A crisis: one switch holds what is scheduled, a person lets go one by one, and nothing fires late."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from liant.accounts.permissions import NotAllowed
from liant.channels.actions import connect_channel
from liant.connectors.contract import Draft
from liant.deliveries import gates
from liant.deliveries.actions import queue
from liant.deliveries.models import Delivery
from liant.inbox.actions import reply
from liant.inbox.models import Conversation
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.writing import moves
from liant.writing.actions import save_topic, write
from liant.writing.crisis import actions, gate, queries, releases
from liant.writing.crisis.extent import Concern, Extent, Land, why_held
from liant.writing.crisis.models import Bulletin, Crisis, Learned, Line
from liant.writing.crisis.pages import log_line
from liant.writing.models import Version
from tests.furniture import heard, said
from tests.writing.pieces import agreed

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def channel(organisation, alice, tmp_path):
    with tenant(organisation.id):
        return connect_channel(actor=alice, kind="console", name="Console", settings={"folder": str(tmp_path)},
                               secret={}, default_hat="customer")  # fmt: skip


def a_crisis(actor, **values) -> Crisis:
    return actions.switch_on(actor=actor, reason="Malaises après un gâteau de la Gare",
                             review_at=clock.now() + 2 * HOUR, **values)  # fmt: skip


def planned(actor, *, after=HOUR, **values) -> Version:
    """Agreed to, and on the calendar."""
    piece = agreed(actor, **values)
    version = piece.versions.get()
    return moves.schedule(actor=actor, version=version, at=clock.now() + after)


def posted(actor, channel, version) -> Delivery:
    """As whoever publishes asks for it."""
    return queue(actor=actor, channel=channel, draft=Draft(kind="post", text=version.body), key=f"v:{version.pk}",
                 origin=version)  # fmt: skip


@contextmanager
def later(by: timedelta):
    with clock.at(clock.now() + by):
        yield


def against(version, kind="journal"):
    return gates.reason_against(gates.leaving(version, kind))


def test_what_was_queued_before_the_switch_is_stopped_and_leaves_once_released(house, alice, channel, work_off):
    version = planned(alice, title="Brioche de Noël")
    delivery = posted(alice, channel, version)
    crisis = a_crisis(alice)
    work_off()
    assert Delivery.objects.get().state == "held"
    [held] = queries.held_by(crisis)
    assert (held.version, held.deliveries) == (version, [delivery])
    releases.release(actor=alice, crisis=crisis, version=version, seen_edition=version.edition, reason="Rien à voir")
    assert queries.held_by(crisis) == []
    work_off()
    assert Delivery.objects.get().state == "sent"
    kinds = list(crisis.lines.order_by("id").values_list("kind", flat=True))
    assert kinds == ["opened", "stopped", "released", "sent"]


def test_answers_pass_and_the_journal_and_letters_do_not(house, alice, channel, work_off):
    heard(channel, said("k1", "La tradition était brûlée, deux fois cette semaine."))
    work_off()
    a_crisis(alice)
    conversation = Conversation.objects.get()
    last = conversation.messages.order_by("-id").first()
    reply(actor=alice, conversation=conversation, text="Merci.", form_key="f1", seen_message_id=last.id)
    work_off()
    assert Delivery.objects.get().state == "sent"
    version = planned(alice)
    assert "Malaises" in against(version).reason
    assert against(version, "letter").room == "crisis"


def test_new_words_need_a_new_release(house, alice):
    crisis, version = a_crisis(alice), planned(alice)
    releases.release(actor=alice, crisis=crisis, version=version, seen_edition=version.edition, reason="Relu")
    assert against(version) is None
    write(actor=alice, version=version, seen_edition=version.edition, body="Profitez de nos bûches.")
    version.refresh_from_db()
    assert against(version) is not None
    with pytest.raises(releases.ChangedSince):
        releases.release(actor=alice, crisis=crisis, version=version, seen_edition=1, reason="Relu")


def test_when_it_ends_nothing_fires_late(house, alice, channel, work_off):
    """What passed its moment asks; what is still to come leaves then."""
    late, soon = planned(alice, after=HOUR, title="Tôt"), planned(alice, after=4 * HOUR, title="Tard")
    posted(alice, channel, soon)
    crisis = a_crisis(alice)
    work_off()
    with later(2 * HOUR):
        actions.switch_off(actor=alice, crisis=crisis, word="Les analyses sont bonnes")
        work_off()
        assert Delivery.objects.get().state == "held", "stopped once, it waits for a person"
        crisis = queries.one_crisis(crisis.pk)
        assert {one.version for one in queries.held_by(crisis)} == {late, soon}
        assert "moment" in against(late).reason or "Son moment" in against(late).reason
    with later(5 * HOUR):
        assert against(soon) is None
        assert against(late) is not None, "however long after"
        releases.release(actor=alice, crisis=crisis, version=late, seen_edition=late.edition, reason="Toujours vrai")
        late.refresh_from_db()
        assert against(late) is None
        assert late.planned_at == clock.now(), "its moment is now"


def test_planned_anew_or_withdrawn_instead(house, alice, channel, work_off):
    one, other = planned(alice, title="Un"), planned(alice, title="Deux")
    posted(alice, channel, other)
    crisis = a_crisis(alice)
    work_off()
    at = clock.now() + 48 * HOUR
    releases.plan_anew(actor=alice, crisis=crisis, version=one, at=at, reason="Après les analyses")
    releases.withdraw(actor=alice, crisis=crisis, version=other, reason="Parle de la Gare")
    assert Delivery.objects.get().state == "cancelled"
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.planned_at, other.state) == (at, "withdrawn")


def test_an_exercise_sends_nothing_whatever_is_released(house, alice, channel, work_off):
    heard(channel, said("k1", "La tradition était brûlée, deux fois cette semaine."))
    work_off()
    version = planned(alice)
    posted(alice, channel, version)
    crisis = a_crisis(alice, is_exercise=True)
    conversation = Conversation.objects.get()
    last = conversation.messages.order_by("-id").first()
    reply(actor=alice, conversation=conversation, text="Merci.", form_key="f1", seen_message_id=last.id)
    work_off()
    releases.release(actor=alice, crisis=crisis, version=version, seen_edition=version.edition, reason="Répétition")
    work_off()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"held"}
    actions.tell(actor=alice, crisis=crisis, audience="public", known="Rien.")
    assert queries.shown_crises() == []
    actions.switch_off(actor=alice, crisis=crisis, word="Fin de la répétition")
    crisis = queries.one_crisis(crisis.pk)
    answer = Delivery.objects.get(kind="reply")
    releases.release_delivery(actor=alice, crisis=crisis, delivery=answer, reason="La personne attend")
    releases.release(actor=alice, crisis=crisis, version=version, seen_edition=version.edition, reason="Pour de bon")
    work_off()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_what_was_written_in_an_exercise_never_leaves(house, alice):
    crisis = a_crisis(alice, is_exercise=True)
    steps = {"acknowledge": "Une panne.", "empathise": "", "effect": "", "reassure": ""}
    statement = actions.draft(actor=alice, crisis=crisis, title="Essai", language="fr",
                              networks=[("journal", None)], steps=steps)  # fmt: skip
    actions.switch_off(actor=alice, crisis=crisis, word="Fin")
    version = statement.piece.versions.get()
    assert against(version) is not None
    crisis = queries.one_crisis(crisis.pk)
    with pytest.raises(releases.NeverLeaves):
        releases.release(actor=alice, crisis=crisis, version=version, seen_edition=version.edition, reason="Non")


def test_the_four_steps_become_one_piece_read_with_the_rules_of_a_crisis(house, alice):
    crisis = a_crisis(alice)
    steps = {
        "acknowledge": "Un incident a eu lieu à la Gare.",
        "empathise": "Nous pensons à elles.",
        "effect": "",
        "reassure": "Profitez de nos soldes.",
    }
    statement = actions.draft(actor=alice, crisis=crisis, title="Un mot", language="fr",
                              networks=[("journal", None)], steps=steps)  # fmt: skip
    version = statement.piece.versions.get()
    assert version.body.split("\n\n")[0] == "Un incident a eu lieu à la Gare."
    assert any("soldes" in problem for problem in moves.problems_of_piece(statement.piece))


def test_only_its_extent_is_held(house, alice, channel):
    bread, cake = (save_topic(actor=alice, topic=None, name=name) for name in ("Le pain", "Les gâteaux"))
    station = actions.save_territory(actor=alice, territory=None, name="La Gare", words=["la Gare"], channels=[])
    of_bread, of_cake = planned(alice, topic=bread, title="Pain"), planned(alice, topic=cake, title="Gâteau")
    about_station = planned(alice, topic=bread, title="Travaux", body="À la gare, le fournil rouvre.")
    of_nothing = planned(alice, title="Sans sujet")
    crisis = a_crisis(alice, is_whole_house=False, topics=[cake.pk], territories=[station.pk])
    assert {one.version for one in queries.held_by(crisis)} == {of_cake, about_station, of_nothing}
    assert against(of_bread) is None
    actions.change(actor=alice, crisis=crisis, topics=[])
    assert against(of_nothing) is None
    with pytest.raises(actions.NothingHeld):
        actions.change(actor=alice, crisis=crisis, territories=[])


ids = st.integers(1, 4)
words = st.sampled_from(["gare", "La Gare", "quai", "four"])
lands = st.builds(Land, st.frozensets(ids, max_size=2), st.lists(words, max_size=2).map(tuple))
extents = st.builds(Extent, st.booleans(), st.frozensets(ids, max_size=2), st.frozensets(ids, max_size=2),
                    st.lists(lands, max_size=2).map(tuple))  # fmt: skip
concerns = st.builds(Concern, st.none() | ids, st.none() | ids, st.sampled_from(["", "À la gare.", "Le quai, ce soir"]),
                     st.booleans())  # fmt: skip


@given(extents, extents, concerns)
def test_a_wider_extent_holds_all_that_a_narrower_one_does(one, other, concern):
    both = Extent(one.is_whole_house or other.is_whole_house, one.topics | other.topics,
                  one.channels | other.channels, one.lands + other.lands)  # fmt: skip
    assert bool(why_held(both, concern)) == bool(why_held(one, concern) or why_held(other, concern))
    if one.is_empty:
        assert why_held(one, concern) is None
    if one.is_whole_house:
        assert why_held(one, concern) == "house"
    if concern.channel_id in one.channels:
        assert why_held(one, concern)
    if one.topics and concern.topic_id is None and not concern.is_conversation:
        assert why_held(one, concern), "what nobody said anything about is held"


@pytest.mark.parametrize("role", ["care_agent", "recruiter", "employee", "team_manager", "auditor"])
def test_who_does_not_answer_for_what_is_said_neither_switches_nor_lets_go(house, alice, make_member, role):
    crisis, version = a_crisis(alice), planned(alice)
    someone = make_member("Someone", role)
    refused = [
        lambda: a_crisis(someone),
        lambda: actions.change(actor=someone, crisis=crisis, reason="Autre"),
        lambda: actions.switch_off(actor=someone, crisis=crisis, word="Fini"),
        lambda: releases.release(actor=someone, crisis=crisis, version=version, seen_edition=1, reason="Oui"),
        lambda: releases.plan_anew(actor=someone, crisis=crisis, version=version, at=clock.now(), reason="Oui"),
        lambda: releases.withdraw(actor=someone, crisis=crisis, version=version, reason="Oui"),
        lambda: actions.tell(actor=someone, crisis=crisis, audience="public", known="Rien."),
        lambda: actions.save_territory(actor=someone, territory=None, name="La Gare", words=[], channels=[]),
        lambda: actions.hide(actor=someone, crisis=crisis),
    ]
    for act in refused:
        with pytest.raises(NotAllowed):
            act()


def test_a_guardian_switches_on_and_does_not_switch_off(house, make_member):
    guardian = make_member("Gina", "guardian")
    crisis = a_crisis(guardian)
    with pytest.raises(NotAllowed):
        actions.switch_off(actor=guardian, crisis=crisis, word="Fini")
    employee = make_member("Eli", "employee")
    for act in (actions.say, actions.add_check):
        with pytest.raises(NotAllowed):
            act(actor=employee, crisis=crisis, words="Rien")
    with pytest.raises(NotAllowed):
        actions.learn(actor=employee, crisis=crisis, kind="well", text="Rien")


def test_its_owner_is_told_once_when_it_is_time_and_when_promised_news_is_late(house, alice):
    crisis = a_crisis(alice)
    actions.tell(actor=alice, crisis=crisis, audience="public", known="Rien.", next_at=clock.now() + HOUR)
    actions.learn(actor=alice, crisis=crisis, kind="change", text="Un numéro direct",
                  due_on=(clock.now() + 72 * HOUR).date())  # fmt: skip
    assert actions.find_due(now=clock.now()) == []
    assert [what for what, _m, _c in actions.find_due(now=clock.now() + 1.5 * HOUR)] == ["update"]
    assert [what for what, _m, _c in actions.find_due(now=clock.now() + 3 * HOUR)] == ["review"]
    assert [what for what, _m, _c in actions.find_due(now=clock.now() + 96 * HOUR)] == ["lesson"]
    assert actions.find_due(now=clock.now() + 200 * HOUR) == []
    kinds = set(crisis.lines.values_list("kind", flat=True))
    assert {Line.Kind.MISSED, Line.Kind.REVIEW} <= kinds
    actions.tell(actor=alice, crisis=crisis, audience="public", known="Toujours rien.")
    crisis = queries.one_crisis(crisis.pk)
    assert (crisis.next_update_at, crisis.update_told_at) == (None, None)
    assert [one.number for one in queries.bulletins_of(crisis, Bulletin.Audience.PUBLIC)] == [2, 1]
    assert Learned.objects.get().told_at is not None


def test_the_log_says_who_decided_what_and_why_also_once_it_is_over(house, alice):
    crisis = a_crisis(alice)
    one, other = planned(alice, title="Un"), planned(alice, title="Deux")
    with later(2 * HOUR):
        releases.withdraw(actor=alice, crisis=crisis, version=one, reason="Parle de la Gare")
        actions.switch_off(actor=alice, crisis=crisis, word="Les analyses sont bonnes")
        over = queries.one_crisis(crisis.pk)
        releases.plan_anew(actor=alice, crisis=over, version=other, at=clock.now() + 24 * HOUR, reason="Demain plutôt")
    decided = [(one.kind, one.member, one.why) for one in queries.lines_of(over) if one.why]
    assert decided == [("planned", alice, "Demain plutôt"), ("withdrawn", alice, "Parle de la Gare")]
    with override("fr"):
        said = [log_line(one) for one in queries.lines_of(over)]
    assert said[0] == "Alice a mis au calendrier\u00a0: Deux · Journal"
    assert said[-1] == "Alice a donné l’alerte\u00a0: Malaises après un gâteau de la Gare"


def test_what_is_over_and_still_asks_is_said_and_is_not_asked_by_an_older_one(house, alice, channel, work_off):
    older = a_crisis(alice)
    actions.switch_off(actor=alice, crisis=older, word="Fausse alerte")
    with later(3 * HOUR):
        version = planned(alice, title="Brioche")
        posted(alice, channel, version)
        crisis = a_crisis(alice)
        work_off()
        actions.switch_off(actor=alice, crisis=crisis, word="Fini")
        over = queries.crises_over()
        assert queries.still_asking(over) == {crisis.pk}
        assert queries.held_by(queries.one_crisis(older.pk)) == []
        assert gate.holding(version) == [], "its moment is still to come"
    with later(6 * HOUR):
        crisis = queries.one_crisis(crisis.pk)
        releases.release(actor=alice, crisis=crisis, version=version, seen_edition=version.edition, reason="Vrai")
        assert queries.still_asking(queries.crises_over()) == set()


def test_every_delivery_of_a_released_version_leaves_however_many_there_are(
    house, alice, channel, work_off, monkeypatch
):
    monkeypatch.setattr(queries, "MOST_HELD", 2)
    version, other = planned(alice, title="Lettre"), planned(alice, title="Autre")
    for number in range(5):
        queue(actor=alice, channel=channel, draft=Draft(kind="post", text="Oui"), key=f"l:{number}", origin=version)
    posted(alice, channel, other)
    crisis = a_crisis(alice)
    work_off()
    releases.release(actor=alice, crisis=crisis, version=version, seen_edition=version.edition, reason="Relu")
    work_off()
    assert Delivery.objects.filter(state="sent").count() == 5
    assert Delivery.objects.get(state="held").origin_id == other.pk
