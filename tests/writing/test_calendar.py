"""The calendar: versions by their moments, moved by a form or dropped, told what stands near, never left without a moment that
somebody chose."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from liant.accounts.hours.actions import add_day_off
from liant.accounts.permissions import NotAllowed
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.writing import moves, rhythm
from liant.writing.calendar import actions, queries, words
from liant.writing.calendar.moments import Sort, moment_of
from liant.writing.editorial.actions import write as write_policy
from liant.writing.models import Piece
from tests.furniture import a_channel
from tests.writing.pieces import a_piece, agreed

pytestmark = pytest.mark.django_db
CALENDAR = "/o/fournils/writing/calendar/"
PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)  # ten o'clock in Paris
TUESDAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def monday():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def lea(make_member):
    return make_member("Léa", "communicator")


@pytest.fixture
def odile(make_member):
    return make_member("Odile", "team_manager")


@pytest.fixture
def policy(house, alice):
    write_policy(actor=alice, channel=None, steps=[], slots=[[1, "08:00"], [3, "08:00"]], self_talk_ceiling=40,
                 paid_share=10, owned_share=50, earned_share=40)  # fmt: skip


def version_of(actor, **values):
    return agreed(actor, **values).versions.get()


def at(day, hour):
    return moment_of(day, time.fromisoformat(hour), PARIS).at


def page(client, address=""):
    response = client.get(CALENDAR + address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_slot_of_the_policy_is_shown_free_proposed_and_taken(client_of, lea, policy, organisation):
    version = version_of(lea, title="Pourquoi la nuit")
    client = client_of(lea)
    shown = page(client, "?view=week&on=2026-11-24")
    assert 'data-hour="08:00"' in shown
    assert "Pourquoi la nuit" in shown, "among those that wait for a moment"
    form = page(client, f"versions/{version.pk}/")
    assert 'value="2026-11-24 08:00"' in form
    client.post(f"{CALENDAR}versions/{version.pk}/", {"slot": "2026-11-24 08:00"})
    version.refresh_from_db()
    assert (version.state, version.planned_at) == ("scheduled", at(TUESDAY, "08:00"))
    later = queries.proposed(version_of(lea, title="Le levain"))
    assert [(one.day, one.hour) for one in later][:2] == [(date(2026, 11, 26), time(8)), (date(2026, 12, 1), time(8))]


def test_dropped_on_another_day_it_keeps_its_hour_also_when_the_clock_changes(client_of, lea, house):
    version = version_of(lea)
    with clock.at(datetime(2026, 3, 25, 9, tzinfo=UTC)):
        moves.schedule(actor=lea, version=version, at=datetime(2026, 3, 27, 7, tzinfo=UTC))
        client_of(lea).post(f"{CALENDAR}put/", {"version": version.pk, "day": "2026-03-30", "back": "view=week"})
        version.refresh_from_db()
        assert version.planned_at == datetime(2026, 3, 30, 6, tzinfo=UTC), "eight o'clock by the wall, in summer"


def test_dropped_on_a_free_place_it_takes_its_hour(client_of, lea, policy):
    version = version_of(lea)
    moves.schedule(actor=lea, version=version, at=at(TUESDAY, "10:30"))
    answer = client_of(lea).post(
        f"{CALENDAR}put/",
        {"version": version.pk, "day": "2026-11-26", "hour": "08:00", "back": "view=week&on=2026-11-24"},
    )
    assert answer.url == f"{CALENDAR}?view=week&on=2026-11-24#version-{version.pk}"
    version.refresh_from_db()
    assert version.planned_at == at(date(2026, 11, 26), "08:00")


def test_what_had_no_moment_takes_the_first_free_slot_of_the_day(lea, policy):
    first, second = version_of(lea, title="Un"), version_of(lea, title="Deux")
    assert actions.move_to_day(actor=lea, version=first, day=TUESDAY).hour == time(8)
    assert actions.move_to_day(actor=lea, version=second, day=TUESDAY).hour == actions.WITHOUT_A_SLOT


def test_a_draft_is_wished_for_then_confirmed_once_it_is_agreed_to(client_of, lea, policy):
    piece = a_piece(lea)
    version = piece.versions.get()
    client, form = client_of(lea), f"{CALENDAR}versions/{version.pk}/"
    client.post(form, {"day": "2026-11-26", "hour": "08:00"})
    version.refresh_from_db()
    assert (version.state, version.planned_at) == ("draft", at(date(2026, 11, 26), "08:00"))
    moves.ask(actor=lea, piece=piece)
    version.refresh_from_db()
    assert version.state == "approved"
    assert "à confirmer" in page(client, "?view=week&on=2026-11-24")
    client.post(form, {"confirm": "1", "back": "piece"})
    version.refresh_from_db()
    assert version.state == "scheduled"
    client.post(form, {"take_off": "1"})
    version.refresh_from_db()
    assert (version.state, version.planned_at) == ("approved", None)


def test_nothing_is_moved_into_the_past(client_of, lea, house):
    version = version_of(lea)
    moves.schedule(actor=lea, version=version, at=at(TUESDAY, "08:00"))
    answer = client_of(lea).post(f"{CALENDAR}put/", {"version": version.pk, "day": "2026-11-20"}, follow=True)
    assert "rien ne part à rebours" in answer.content.decode()
    version.refresh_from_db()
    assert version.planned_at == at(TUESDAY, "08:00")
    with pytest.raises(actions.IsOver):
        actions.give_moment(actor=lea, version=version, day=MONDAY.date(), hour=time(9, 59))


def test_whoever_may_not_plan_sees_it_all_and_moves_nothing(client_of, lea, odile, house):
    version = version_of(lea)
    moves.schedule(actor=lea, version=version, at=at(TUESDAY, "08:00"))
    client = client_of(odile)
    shown = page(client, "?on=2026-11-24")
    assert "Pourquoi la nuit" in shown
    for sign in ('draggable="true"', "data-day", 'id="put"', "Déplacer", "calendar.js"):
        assert sign not in shown, sign
    assert "<form" not in page(client, f"versions/{version.pk}/").split("<main")[1].split("</main>")[0]
    for address, typed in (("put/", {"version": version.pk, "day": "2026-11-26"}),
                           (f"versions/{version.pk}/", {"day": "2026-11-26", "hour": "08:00"})):  # fmt: skip
        assert client.post(CALENDAR + address, typed).status_code == 403
    with pytest.raises(NotAllowed):
        actions.give_moment(actor=odile, version=version, day=date(2026, 11, 26), hour=time(8))
    with pytest.raises(NotAllowed):
        actions.take_off(actor=odile, version=version)


def test_two_within_an_hour_on_one_channel_are_told_and_not_refused(client_of, lea, alice, house):
    channel = a_channel(alice)
    one = version_of(lea, title="Un", networks=[(channel.kind, channel)])
    two = version_of(lea, title="Deux", body="Autre chose.", networks=[(channel.kind, channel)])
    elsewhere = version_of(lea, title="Trois", body="Encore.")
    moves.schedule(actor=lea, version=one, at=at(TUESDAY, "08:00"))
    moves.schedule(actor=lea, version=elsewhere, at=at(TUESDAY, "08:30"))
    answer = client_of(lea).post(
        f"{CALENDAR}versions/{two.pk}/", {"day": "2026-11-24", "hour": "08:45", "back": "view=week&on=2026-11-24"}, follow=True
    ).content.decode()  # fmt: skip
    two.refresh_from_db()
    assert two.state == "scheduled"
    assert "«\u00a0Un\u00a0» part par le même chemin à 8\u00a0h." in answer
    assert "«\u00a0Trois\u00a0» part par le même chemin" not in answer
    assert answer.count("un autre dans l’heure") == 2
    assert queries.near(two, at(TUESDAY, "09:00")) == [], "an hour apart is far enough"


def test_the_same_words_twice_are_told(lea, house):
    body = "Il est deux heures, quai Saint-Jean."
    one, two = version_of(lea, title="Un", body=body), version_of(lea, title="Deux", body=body.upper())
    moves.schedule(actor=lea, version=one, at=at(TUESDAY, "08:00"))
    assert queries.same_words(two, at(date(2026, 12, 20), "08:00")) == one
    assert queries.same_words(two, at(date(2027, 3, 20), "08:00")) is None, "four months later nobody remembers"
    said = words.stumbles(two, moment_of(date(2026, 12, 22), time(8), PARIS))
    assert any("Un" in one for one in said)


def test_holidays_days_off_and_events_are_shown_and_told(client_of, lea, alice, house):
    add_day_off(actor=alice, team=None, day=date(2026, 12, 24), name="Inventaire")
    actions.note_event(actor=lea, name="Marché de Noël", from_on=date(2026, 12, 23), to_on=date(2026, 12, 25))
    version, client = version_of(lea), client_of(lea)
    shown = page(client, "?on=2026-12-01")
    assert shown.count("Marché de Noël") == 3
    assert "Inventaire" in shown
    assert date(2026, 12, 25) in queries.days_off(date(2026, 12, 25), date(2026, 12, 25))
    answer = client.post(f"{CALENDAR}versions/{version.pk}/", {"day": "2026-12-25", "hour": "08:00"}, follow=True)
    told = answer.content.decode()
    assert "Ce jour-là, c’est\u00a0: Noël" in told
    assert "Ce jour-là\u00a0: Marché de Noël." in told
    version.refresh_from_db()
    assert version.state == "scheduled", "told, not refused"


def test_a_free_slot_on_a_day_off_is_not_proposed(lea, alice, policy):
    add_day_off(actor=alice, team=None, day=TUESDAY, name="Inventaire")
    assert queries.proposed(version_of(lea))[0].day == date(2026, 11, 26)


def test_the_hours_that_a_change_of_the_clock_takes_or_doubles_are_said(client_of, lea, house):
    version, client = version_of(lea), client_of(lea)
    form = f"{CALENDAR}versions/{version.pk}/"
    told = client.post(form, {"day": "2027-03-28", "hour": "02:30"}, follow=True).content.decode()
    assert "Cette heure n’existe pas ce jour-là" in told
    version.refresh_from_db()
    assert version.planned_at.astimezone(PARIS).time() == time(3)
    told = client.post(form, {"day": "2027-10-31", "hour": "02:30"}, follow=True).content.decode()
    assert "Cette heure vient deux fois ce jour-là" in told
    version.refresh_from_db()
    assert version.planned_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert moment_of(date(2027, 10, 31), time(2, 30), PARIS).sort is Sort.TWICE


def test_a_moment_that_passed_is_said_late_and_missed_once_someone_knows(client_of, lea, house, monkeypatch):
    version = version_of(lea)
    moves.schedule(actor=lea, version=version, at=at(TUESDAY, "08:00"))
    client = client_of(lea)
    with clock.at(at(TUESDAY, "08:20")):
        assert "pas encore parti" in page(client, "?on=2026-11-24")
        monkeypatch.setattr(rhythm, "_missed", [set])
        assert "manqué" in page(client, "?on=2026-11-24")
        assert "Son moment est passé" in page(client, f"versions/{version.pk}/")


def test_what_left_stands_where_it_left(client_of, lea, house):
    version = version_of(lea)
    moves.schedule(actor=lea, version=version, at=at(TUESDAY, "08:00"))
    moves.mark_published(actor=None, version=version, at=at(date(2026, 11, 26), "10:00"))
    [found] = queries.entries(TUESDAY, date(2026, 11, 29), queries.Filters(), 4)
    assert found.at == at(date(2026, 11, 26), "10:00")


def test_narrowed_to_a_place_a_campaign_a_topic(client_of, lea, house):
    from liant.writing.actions import save_campaign, save_topic

    campaign = save_campaign(actor=lea, campaign=None, name="Noël", from_on=TUESDAY, to_on=date(2026, 12, 2))
    topic = save_topic(actor=lea, topic=None, name="Le métier")
    for title, values in (("Un", {"campaign": campaign}), ("Deux", {"topic": topic}),
                          ("Trois", {"networks": [("share:x", None)]})):  # fmt: skip
        moves.schedule(actor=lea, version=version_of(lea, title=f"Titre {title}", **values), at=at(TUESDAY, "08:00"))
    client = client_of(lea)
    for narrowed, wanted in (
        (f"campaign={campaign.pk}", "Un"),
        (f"topic={topic.pk}", "Deux"),
        ("place=share:x", "Trois"),
    ):
        for view in ("month", "week", "list"):
            shown = page(client, f"?view={view}&on=2026-11-24&{narrowed}")
            assert [one for one in ("Un", "Deux", "Trois") if f"Titre {one}</a>" in shown] == [wanted], (view, narrowed)
    assert "Noël" in page(client, "?on=2026-11-24"), "a campaign that goes on"
    shelf = page(client, f"campaigns/{campaign.pk}/")
    assert "Titre Un" in shelf
    assert "Titre Deux" not in shelf
    assert "mardi 24 novembre 2026" in shelf
    assert "Titre Deux" in page(client, f"topics/{topic.pk}/")


def test_a_full_day_is_cut_and_leads_to_the_rest(client_of, lea, house):
    for number in range(16):
        moves.plan(actor=lea, version=a_piece(lea, title=f"Titre {number}").versions.get(), at=at(TUESDAY, "08:00"))
    client = client_of(lea)
    shown = page(client, "?on=2026-11-24")
    assert "et 12 de plus" in shown
    assert shown.count('class="cal-entry') == 4
    rest = page(client, "?view=list&on=2026-11-24")
    assert rest.count('class="cal-entry') == 16


def test_the_policy_is_shown_with_what_is_counted(client_of, lea, alice, policy, work_off):
    from tests.furniture import heard, said

    channel = a_channel(alice)
    recent = MONDAY - timedelta(days=2)
    heard(channel, said("m1", "Les Trois Fournils, quel pain.", kind="mention", published_at=recent),
          said("r1", "", kind="repost", published_at=recent), said("p1", "En privé.", kind="mention", is_private=True, published_at=recent),
          said("c1", "Oui, merci.", kind="reply", published_at=recent), said("o1", "Dit ailleurs.", kind="mention", published_at=MONDAY - timedelta(days=40)))  # fmt: skip
    work_off()
    about = {
        "Un": {"about": "ourselves"},
        "Deux": {},
        "Trois": {},
    }
    for title, values in about.items():
        moves.schedule(actor=lea, version=version_of(lea, title=title, **values), at=at(TUESDAY, "08:00"))
    Piece.objects.filter(title="Deux").update(kind="paid")
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    from liant.writing.calendar.pages import standing

    found = standing(first, last, queries.Filters())
    assert [(one.part, one.whole, one.wanted) for one in found["parts"]] == [(1, 5, 10), (2, 5, 50), (2, 5, 40)]
    assert (found["balance"].earned.mentions, found["balance"].earned.reshares) == (1, 1)
    assert (found["self_talk"].part, found["self_talk"].whole, found["is_over"]) == (1, 3, False)
    assert "2 sur 5" in page(client_of(lea), "?on=2026-11-24")


def test_the_week_stands_under_a_piece_and_its_moment_beside_its_words(client_of, lea, policy):
    version = version_of(lea)
    moves.schedule(actor=lea, version=version, at=at(TUESDAY, "08:00"))
    shown = client_of(lea).get(f"/o/fournils/writing/{version.piece_id}/").content.decode()
    assert "Quand il part" in shown
    assert "mardi 24 novembre 2026 à 8\u00a0h, prévu" in shown
    assert f'id="version-{version.pk}"' in shown
    assert "parler de soi\u00a0: 0 sur 1, votre règle dit 40\u00a0% au plus" in shown


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_the_calendar_in_both_languages(client_of, make_member, organisation, policy, language):
    ines = make_member("Inès", "communicator", language=language)
    with tenant(organisation.id):
        version = version_of(ines)
    client = client_of(ines, headers={"accept-language": language})
    for address in ("", "?view=week", "?view=list", "put/?day=2026-11-24&hour=08:00", "events/", "share/",
                    f"versions/{version.pk}/"):  # fmt: skip
        assert ("Calendrier" in page(client, address)) == (language == "fr"), address


@pytest.mark.parametrize(
    "odd",
    [
        "?on=9999-99-99",
        "?view=x&on=zzz",
        "?view=list&after=zzz",
        "?place=bluesky%239e9&topic=x%00",
        "?place=%00%2399999999999999999999&campaign=99999999999999999999",
    ],
)
def test_odd_addresses_show_today(client_of, lea, house, odd):
    client = client_of(lea)
    page(client, odd)
    assert client.get(f"{CALENDAR}put/{odd}").status_code == 302
