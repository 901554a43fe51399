"""The firm of the demonstration tried both ways by lot; what is told of it holds what was planted."""

import io
import math
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from html import unescape

import numpy as np
import pytest

from liant.accounts.models import Member, User
from liant.flows.demonstration import by_lot, firm
from liant.kit import clock
from liant.ledger.models import Interaction
from liant.meetings.experiment import queries, rules
from liant.meetings.experiment.models import Finding, Plan
from liant.meetings.models import Round
from liant.tenancy.before_tenant import organisation_id_of
from liant.tenancy.context import tenant

NOW = datetime(2026, 11, 30, tzinfo=UTC)
PAGES = f"/o/{firm.SLUG}/meetings/experiments/"


@pytest.fixture
def the_firm(db, monkeypatch):
    """With its experiments, and without what the pages of ties tell of it."""
    for name in ("publish_due", "measure_all", "find"):
        monkeypatch.setattr(firm, name, lambda: None)
    with clock.at(NOW):
        assert firm.load()
    return organisation_id_of(firm.SLUG)


@pytest.fixture
def reading(the_firm, client_of):
    """`reading(path, language)`: what the owner of the firm reads there."""
    with tenant(the_firm):
        owner = Member.objects.get(user__email=firm.OWNER)
    client = client_of(owner)

    def read(path="", language="fr"):
        User.objects.filter(pk=owner.user_id).update(language=language)
        with clock.at(NOW):
            return client.get(f"{PAGES}{path}")

    return read


def planted_size(series):
    """What taking place does on log1p of the counts, over all pairs of those who took part: each with what it had anyway, from the
    firm as it was made up, and with what was planted beside it."""
    every = len(firm.TEAMS) * 12 // by_lot.PEOPLE
    ends = firm.WINDOWS - (by_lot.AGO - 16 * firm.WINDOW / 2) // firm.WINDOW
    inside = (firm.planted().pairs % every == 0).all(axis=1)
    anyway = np.zeros(by_lot.PEOPLE * (by_lot.PEOPLE - 1) // 2)
    anyway[: inside.sum()] = series[inside, ends - by_lot.AFTER // 2 : ends].sum(axis=1)
    more, usual = np.arange(30), by_lot.EXTRA * by_lot.AFTER
    chances = np.array([math.exp(-usual) * usual**n / math.factorial(n) for n in more])
    return float((chances @ (np.log1p(anyway + more[:, None]) - np.log1p(anyway))).mean())


def plain(text):
    return " ".join(unescape(text).split())


def test_what_the_firm_found_by_lot_holds_what_was_planted(the_firm, reading, work_off, mailoutbox, tmp_path):
    with tenant(the_firm):
        found = Finding.objects.select_related("plan__rotation").get()
        done_on_its_days(found)
        open_one = Plan.objects.get(rotation__title=by_lot.OPEN_TITLE)
        assert queries.registration(open_one) is None
        assert (open_one.power, open_one.tie_power) == pytest.approx((0.44, 0.68), abs=0.011), "with any key"
    made = firm.planted()
    for arm, series in ((rules.MEETING, made.share), (rules.SPOTLIGHT, made.tie)):
        holds(found.result["arms"][arm], arm, planted_size(series))
    for language in ("fr", "en"):
        page = plain(reading(f"{found.plan_id}/", language).content.decode())
        for words in SAID[language]:
            assert words in page
        for words in UNSAID[language]:
            assert words not in page
        assert page.count('class="ci"') == 2, "both ways stand side by side"
        assert NO_TEST[language] in plain(reading(f"{open_one.pk}/", language).content.decode())
        listed = plain(reading("", language).content.decode())
        assert by_lot.TITLE in listed
        assert by_lot.OPEN_TITLE in listed
    is_open_to_whoever_contradicts_it(found, reading(f"findings/{found.pk}/data.zip").content, tmp_path)
    work_off()
    assert not mailoutbox, "nobody is written to"
    with tenant(the_firm):
        met = Interaction.objects.filter(key__startswith="rotation:").count()
        assert met == sum(len(week) for week in by_lot.planted()[rules.MEETING]), "the ledger has those who met"
        assert Finding.objects.count() == 1


def done_on_its_days(found):
    plan = found.plan
    frozen, drawn = queries.registration(plan), queries.lot(plan)
    assert found.is_planned
    assert plan.weighed_at < frozen.at < drawn.at < found.at
    assert drawn.at.date() < plan.starts_on
    assert found.at.date() == plan.looked_at_on
    assert Round.objects.filter(rotation=plan.rotation).exclude(closed_at=None).count() == by_lot.WEEKS


def holds(told, arm, size):
    happened = sum(len(week) for week in by_lot.planted()[arm])
    assert told["shares"] == pytest.approx([happened / told["pairs_drawn"], 0.0], abs=0.005), (
        "as it was planted, and only among the drawn"
    )
    assert told["drawn"]["low"] > 0
    for name, truth in (("took_place", size), ("drawn", size * told["shares"][0])):
        assert told[name]["low"] <= truth <= told[name]["high"], (arm, truth, told[name])


def is_open_to_whoever_contradicts_it(found, data, folder):
    packed = zipfile.ZipFile(io.BytesIO(data))
    packed.extractall(folder)
    assert found.said_fr in packed.read("sentences.txt").decode()
    ran = subprocess.run([sys.executable, "analyse.py"], cwd=folder, capture_output=True, text=True, check=True)
    assert "the plan is the one that was frozen" in ran.stdout


SAID = {
    "fr": (
        "Être tirés au sort pour se rencontrer a augmenté l’engagement qui a suivi entre les deux",
        "Voir d’abord, par tirage au sort, ce que l’autre publiait a augmenté les contacts qui ont suivi entre les deux",
        "Les deux ont été trouvés, l’un à côté de l’autre : une boucle, dans ce programme et ces semaines.",
        "40 personnes, 160 paires sur 780", "C’est un test :", "· le jour fixé",
    ),
    "en": (
        "Being drawn to meet raised later engagement between the two",
        "Having the other’s posts put first, by lot, raised later contact between the two",
        "Both were found, one beside the other: a loop, in this programme and these weeks.",
        "40 people, 160 of 780 pairs", "A test:", "· on the day that was set",
    ),
}  # fmt: skip
UNSAID = {
    "fr": (
        "Dans la même unité",
        "à lire avec prudence",
        "prise aux collègues",
        "n’était pas un test",
        "· exploratoire",
    ),
    "en": ("In the same unit,", "read this with care", "taken from colleagues", "was no test", "· exploratory"),
}
NO_TEST = {"fr": "Ce n’est pas un test :", "en": "No test:"}
