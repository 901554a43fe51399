"""What a programme learns of the rest of the house: how its own channels spoke, and what its maturity audit came to."""

import random
from datetime import UTC, date, datetime

import pytest

from liant.engines.questionnaire import read
from liant.flows.demonstration.questionnaires import invented
from liant.flows.launch_audit import AUDIT, read_audit
from liant.flows.own_example import spoken
from liant.surveys import actions, urn, waves
from liant.surveys.publishing import compute
from liant.writing.editorial.models import ChannelMonth
from tests.furniture import a_channel

pytestmark = pytest.mark.django_db


def test_own_channels_are_read_from_the_month_that_was_counted(house, alice):
    ChannelMonth.objects.create(channel=a_channel(alice), month=date(2026, 10, 1), said=90, relayed=5, read=50, ourselves=32,
                                addressing=20, formal=8, asked=0, answered=0)  # fmt: skip
    own = spoken(datetime(2026, 10, 5, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC))
    assert (own.pieces, own.self_talk, own.formal, own.addressed) == (50, 0.64, 8, 20)
    assert spoken(datetime(2026, 8, 5, tzinfo=UTC), datetime(2026, 9, 2, tzinfo=UTC)) is None


@pytest.mark.parametrize(("level", "key"), [(0.1, "not_yet"), (0.9, "small")])
def test_the_last_audit_says_whether_to_launch(level, key, house, alice):
    assert read_audit() is None
    made = actions.begin_from_ready(actor=alice, ready_key=AUDIT)
    wave = waves.prepare(
        actor=alice, edition=actions.freeze(actor=alice, questionnaire=made), name="Avant", has_open_link=True
    )
    wave = waves.open_wave(actor=alice, wave=wave)
    chance, whole = random.Random(1), read(made.definition)
    for n in range(30):
        urn.take(wave=wave, token="", slip=f"{n:024}", answers=invented(whole, level, chance), language="fr")
    compute(wave=waves.close(actor=alice, wave=wave))
    found = read_audit()
    assert found is not None
    assert found.key == key
    assert found.url.endswith(f"/waves/{wave.pk}/results/")
