"""Eighteen months of two invented programmes: one breathes, the other runs out of breath; the warning comes before the fall."""

import time
from datetime import timedelta

import pytest

from liant.accounts.actions import create_team
from liant.advocacy import queries
from liant.advocacy.breath.models import Publication
from liant.flows.demonstration import programme
from liant.kit import clock

pytestmark = pytest.mark.django_db


def played(slug, alice, bob):
    for name in ("Boutiques", "Fournil", "Accueil"):
        create_team(actor=alice, name=name)
    began = time.monotonic()
    programme.play({"slug": slug}, {"alice": alice, "bob": bob}, alice)
    assert time.monotonic() - began < 60, "laid out and counted while one waits"
    return [one.figures for one in Publication.objects.order_by("number")]


def active(found):
    return [one["who"]["active"] for one in found]


def test_one_breathes(house, alice, bob):
    found = played("trois-fournils", alice, bob)
    assert len(found) == 19
    assert not any(one["warning"]["is_raised"] for one in found), "no alarm without a reason"
    assert found[-1]["warning"]["verdict"] == "breathes"
    assert active(found)[-1] is not None
    assert found[-1]["lasting"]["curve"]
    assert found[-1]["lasting"]["forecast"]
    fresh = queries.open_offers()
    assert fresh
    assert all(clock.now() - one.offered_at < timedelta(days=60) for one in fresh), "what was offered long ago is over"
    told = [one["travel"]["inside"] for one in found if one["travel"]["inside"]]
    assert told, "how things travel is told where enough of them do"
    assert all(0 < one["brings"]["low"] < one["brings"]["value"] < one["brings"]["high"] < 0.5 for one in told)


def test_the_other_runs_out_of_breath_and_the_warning_comes_before_the_fall(house, alice, bob):
    found = played("mairie-val-clair", alice, bob)
    raised = [place for place, one in enumerate(found) if one["warning"]["is_raised"]]
    best = max(one for one in active(found) if one)
    fell = next(place for place, one in enumerate(active(found)) if place > 5 and (one or 0) < 0.8 * best)
    assert raised
    assert min(raised) < fell - 1, (raised, fell, active(found))
    assert min(raised) >= programme.WAYS["mairie-val-clair"].turns, "not before anything was wrong"
    assert found[-1]["warning"]["verdict"] == "fell"
    preceding = found[-1]["preceding"]
    assert preceding
    assert preceding["signs"][0]["before"] == preceding["signs"][0]["drops"]
