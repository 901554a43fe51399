"""Organisations beside each other: by consent, in the middle of many, and never one of them."""

import random
import statistics
from typing import Any

import pytest
from django.db import connection

from liant.accounts.permissions import NotAllowed
from liant.surveys import actions, jobs, peering, showing, urn, waves
from liant.surveys.models import PeerConsent, PeerShare
from liant.tenancy.before_tenant import peers, release_peers
from liant.tenancy.context import tenant
from tests.people import member_of
from tests.surveys.asking import a_wave
from tests.surveys.test_figures import ADVOCACY, at_level

pytestmark = pytest.mark.django_db
WHAT = "advocacy-readiness/trust/sum"


@pytest.fixture
def houses(organisation) -> list[Any]:
    """Twelve organisations, the first that of Alice."""
    from liant.accounts.actions import found_organisation
    from liant.accounts.models import User

    found = [organisation]
    for n in range(11):
        owner = User.objects.create_user(email=f"owner{n}@example.org", name=f"Owner {n}")
        found.append(found_organisation(actor=owner, name=f"House {n}", kind="shop", slug=f"house{n}"))
    return found


def give(house: Any, mean: float) -> None:
    with tenant(house.id):
        share, _new = PeerShare.objects.get_or_create(organisation=house, what=WHAT)
        share.waiting = mean
        share.save()
        release_peers([WHAT])


def seen_by(house: Any) -> Any:
    with tenant(house.id):
        return next(iter(peers([WHAT])), None)


def leave(house: Any) -> None:
    with tenant(house.id):
        PeerConsent.objects.get_or_create(organisation_id=house.id)
        peering.withdraw(actor=member_of(house, "Leaver", "owner"))


def test_nothing_is_shown_before_each_sees_five_others(houses):
    for n, house in enumerate(houses[:5]):
        give(house, 10.0 * n)
    assert all(seen_by(house) is None for house in houses)
    give(houses[5], 50)
    assert seen_by(houses[0]) == (WHAT, 5, 30, None, None)
    assert seen_by(houses[5])[2] == 20, "without its own"
    assert seen_by(houses[8]) is None, "who gives nothing is shown nothing"


def test_quartiles_wait_for_eight_others(houses):
    chance = random.Random(1)
    means = [chance.uniform(20, 90) for _ in houses[:9]]
    for house, mean in zip(houses, means, strict=False):
        give(house, mean)
    assert seen_by(houses[0])[3] is None, "three have something new: it waits"
    for house in houses[9:11]:
        give(house, 50)
    _what, others, median, low, high = seen_by(houses[0])
    rest = [*means[1:], 50, 50]
    assert others == 10
    assert median == round(statistics.median(rest) / 5) * 5
    assert low < high
    assert low % 5 == high % 5 == 0


def test_the_change_of_one_house_is_seen_by_nobody(houses):
    for house in houses[:7]:
        give(house, 50)
    for house in houses[7:11]:  # the seventh waits since the first release
        before = seen_by(houses[0])
        give(house, 100)
        if house != houses[10]:
            assert seen_by(houses[0]) == before
    before = seen_by(houses[0])
    for mean in (1, 99, 3):
        give(houses[1], mean)  # as often as it likes: it counts once
    assert seen_by(houses[0]) == before


def test_who_leaves_is_gone_at_once_and_cannot_be_worked_out(houses, as_owner):
    for n, house in enumerate(houses[:8]):
        give(house, 10 * n)
    assert seen_by(houses[0]) is not None
    leave(houses[3])
    with tenant(houses[3].id):
        assert list(PeerShare.objects.values_list("waiting", "released")) == [(None, None)]
    assert all(seen_by(house) is None for house in houses), "what is left without it is shown to nobody"
    for n, house in enumerate(houses[8:12]):
        give(house, 5 * n)
    assert seen_by(houses[0]) is not None, "others changed too"
    with tenant(houses[3].id):
        assert not PeerShare.objects.exists()


def test_nobody_reads_the_row_of_another(houses):
    for house in houses[:7]:
        give(house, 41)
    with tenant(houses[0].id), connection.cursor() as cursor:
        cursor.execute("select organisation_id, released from surveys_peershare")
        assert cursor.fetchall() == [(houses[0].id, 41)]
        cursor.execute("select * from liant_peers(%s)", [[WHAT]])
        assert [one.name for one in cursor.description] == ["what", "others", "median", "low", "high"]


def a_published_wave(house: Any, level: float) -> Any:
    owner = member_of(house, "Owner of it", "owner")
    with tenant(house.id):
        made = actions.begin_from_ready(actor=owner, ready_key="advocacy-readiness")
        wave = waves.open_wave(actor=owner, wave=a_wave(owner, made, has_open_link=True))
        for n in range(7):
            urn.take(wave=wave, token="", slip=f"{n:024}", answers=at_level(ADVOCACY, level, n), language="fr")
        wave = waves.close(actor=owner, wave=wave)
    jobs.publish(house.id, wave.pk)
    return wave, owner


def test_from_consent_to_the_page(houses, client_of):
    """Off until the owner says so; then beside the median of the others, on the page and in the report."""
    first, owner = a_published_wave(houses[0], 0.7)
    client = client_of(owner)
    for house in houses[1:6]:
        wave, other = a_published_wave(house, 0.4)
        with tenant(house.id):
            assert not PeerShare.objects.exists(), "off by default"
            peering.agree(actor=other)
            assert PeerShare.objects.exists()
    address = f"/o/fournils/surveys/waves/{first.pk}/results/"
    assert "À côté des autres" not in client.get(address).content.decode()
    assert "Vous ne participez pas" in client.get("/o/fournils/surveys/compare/").content.decode()
    client.post("/o/fournils/surveys/compare/", {"do": "agree"})
    page = client.get(address).content.decode()
    assert "À côté des autres" in page
    assert "5 ou plus" in page
    assert "House" not in page, "nobody is named"
    assert "la médiane de 5 autres ou plus" in client.get(f"{address}report/").content.decode()
    with tenant(houses[0].id):
        wave = waves.locked(first.pk)
        found = peering.beside(wave, showing.results_page(wave, "fr")["dimensions"])
        assert len(found) == 8
        assert all(one.own > one.median for one in found)
    client.post("/o/fournils/surveys/compare/", {"do": "withdraw"})
    assert "À côté des autres" not in client.get(address).content.decode()


def test_only_what_is_measured_as_the_ready_one_does_is_shared(house, alice):
    made = actions.begin_from_ready(actor=alice, ready_key="advocacy-readiness")
    definition = made.definition
    names = peering.names_of("advocacy-readiness", ADVOCACY)
    assert len(names) == 8
    matrix = next(one for page in definition["pages"] for one in page["elements"] if one["name"] == "m_trust")
    matrix["rows"] = matrix["rows"][1:]
    from liant.engines.questionnaire import read

    assert set(peering.names_of("advocacy-readiness", read(definition))) == set(names) - {"trust"}
    assert peering.names_of("", ADVOCACY) == {}


def test_only_the_owner_decides(house, alice, rose, client_of):
    for act in (peering.agree, peering.withdraw):
        with pytest.raises(NotAllowed):
            act(actor=rose)
    assert client_of(rose).get("/o/fournils/surveys/compare/").status_code == 403


def test_the_page_tells_the_numbers_that_the_database_holds(as_owner):
    [(body,)] = as_owner("select prosrc from pg_proc where proname = 'liant_peers'")
    assert f"having count(*) >= {peering.OTHERS}" in body
    assert f"count(*) >= {peering.FOR_QUARTERS} then" in body
    assert f"* {peering.STEP})" in body
