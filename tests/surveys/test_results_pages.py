"""A wave fielded, answered, closed; and what its pages and tables then say: the same as `liant survey score`, and all that one
needs to talk it over."""

import csv
import io
import itertools
import json
import re
from html import unescape

import pytest
from django.test import Client

from liant.accounts.models import User
from liant.cli.main import main
from liant.engines.questionnaire import read
from liant.engines.questionnaire.codebook import as_row, codebook
from liant.surveys import urn, waves
from liant.surveys.models import Wave
from liant.surveys.publishing import compute
from liant.surveys.ready import ready_definition
from liant.tenancy.context import tenant
from tests.surveys.asking import a_questionnaire, a_wave, answers_at, tokens

KEY = "advocacy-readiness"
WHOLE = read(ready_definition(KEY))
TEAMS = [
    {"code": "shop", "name": "Boutique"},
    {"code": "oven", "name": "Fournil"},
    {"code": "office", "name": "Bureau"},
]
WORDS = ("Plus de temps pour écrire.", "Du temps, le samedi.", "Que la direction réponde.", "Le temps manque.")


def somebody(level: float, n: int) -> dict:
    """One who works at the oven, where it is worse; one in four leaves a line, and says a word."""
    answers = answers_at(WHOLE, min(1, max(0, level + (n % 5 - 2) / 20 - (0.15 if n % 3 == 1 else 0))), n)
    if n % 4 == 0:
        answers["m_trust"].pop("trust_say")
    if n % 2 == 0:
        answers["most"] = WORDS[n // 4 % 4]
    return answers


def a_fielded_wave(alice, level: float, people: int = 34) -> tuple[Wave, list[dict]]:
    """Forty are asked, in three groups; so many answer."""
    made = a_questionnaire(alice, ready_definition(KEY))
    wave = waves.open_wave(actor=alice, wave=a_wave(alice, made, asked=40, groups=TEAMS))
    given = [somebody(level, n) for n in range(people)]
    for token, answers in zip(tokens(wave), given, strict=False):
        urn.take(wave=wave, token=token, slip=token[:24], answers=answers, language="fr")
    wave = waves.close(actor=alice, wave=wave)
    assert compute(wave=wave)
    return wave, given


def shown(client, alice, address: str, language: str = "en") -> str:
    User.objects.filter(pk=alice.user_id).update(language=language)
    answer = client.get(f"/o/fournils/surveys/{address}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def table_of(page: str, caption: str) -> list[list[str]]:
    """The rows under a caption, cell by cell."""
    [table] = [one for one in re.findall(r"<table.*?</table>", page, re.DOTALL) if f">{caption}</caption>" in one]
    rows = re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.DOTALL)
    return [[words_of(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def scored(folder, capsys, definition: bytes, given: list[dict]) -> dict:
    """What `liant survey score` says of a definition as it was exported, and of a table of the answers."""
    (folder / "definition.json").write_bytes(definition)
    with (folder / "answers.csv").open("w", newline="") as file:
        written = csv.DictWriter(file, [one.column for one in codebook(WHOLE)])
        written.writeheader()
        written.writerows(as_row(WHOLE, one) for one in given)
    capsys.readouterr()
    assert main(["survey", "score", str(folder / "definition.json"), str(folder / "answers.csv"), "--draws", "50"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.django_db
def test_liant_survey_score_equals_the_screen(organisation, alice, client_of, tmp_path, capsys):
    with tenant(organisation.id):
        wave, given = a_fielded_wave(alice, 0.6)
        questionnaire = wave.edition.questionnaire_id
    client = client_of(alice)
    definition = client.get(f"/o/fournils/surveys/{questionnaire}/export/surveyjs/").content
    told = scored(tmp_path, capsys, definition, given)
    assert (told["n"], told["problems"], told["ignored_columns"]) == (34, [], [])

    page = shown(client, alice, f"waves/{wave.pk}/results/")
    for one, row in zip(told["dimensions"], table_of(page, "The same in figures"), strict=True):
        level = next(level for level in WHOLE.liant.scoring.levels if level.id == one["level"])
        assert row[:2] == [one["title"]["default"], level.title.in_language("en")]
        figures = [float(cell) for cell in (row[2], *row[3].split("–"), *row[5:])]
        assert figures[:3] == pytest.approx([one["mean"], one["low"], one["high"]], abs=0.0501)
        assert figures[3:] == pytest.approx([one["omega"]["value"], one["alpha"]["value"]], abs=0.00501)
        assert int(row[4]) == one["n"]
        assert one["advice"]["default"] in page
    outcome = told["outcome"]
    assert outcome["title"]["default"] in page
    assert outcome["advice"]["default"] in page
    assert all(one["do"]["default"] in page for one in outcome["first"])

    for one in told["dimensions"]:
        inside = shown(client, alice, f"waves/{wave.pk}/results/{one['id']}/")
        worth = table_of(inside, "What each question is worth")
        assert len(worth) == len(one["items"])
        for item, row in zip(one["items"], worth, strict=True):
            assert float(row[1]) == pytest.approx(item["mean"], abs=0.0501)
            assert row[4] == f"{item['unanswered']} of {item['asked']}"
            assert float(row[5].partition(",")[0]) == pytest.approx(item["discrimination"], abs=0.00501)
        assert f"McDonald’s omega {one['omega']['value']:.2f}" in words_of(inside)
        assert f"Cronbach’s alpha {one['alpha']['value']:.2f}" in words_of(inside)

    lines = list(
        csv.DictReader(io.StringIO(shown(client, alice, f"waves/{wave.pk}/results/figures.csv").lstrip("\ufeff")))
    )
    for one in told["dimensions"]:
        [line] = [line for line in lines if (line["what"], line["name"], line["group"]) == ("dimension", one["id"], "")]
        assert [float(line[name]) for name in ("mean", "low", "high", "median")] == pytest.approx(
            [one["mean"], one["low"], one["high"], one["median"]], abs=0.0501
        )
        for name in ("omega", "alpha"):
            [line] = [line for line in lines if (line["what"], line["name"]) == (name, one["id"])]
            assert float(line["value"]) == pytest.approx(one[name]["value"], abs=0.00501)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "verdict", "titles"),
    [(0.95, "launch", ("Lancez", "Launch")), (0.7, "small", ("Commencez petit", "Launch small")),
     (0.3, "not_yet", ("Pas encore", "Not yet"))],
)  # fmt: skip
def test_the_audit_says_on_the_screen_launch_launch_small_or_not_yet_and_what_first(
    organisation, alice, client_of, level, verdict, titles
):
    with tenant(organisation.id):
        wave, _given = a_fielded_wave(alice, level, people=9)
        scores = wave.publications.get().figures["scores"]
    assert scores["verdict"] == verdict
    first = [one for one in WHOLE.liant.scoring.dimensions if one.id in scores["first"]]
    for language, title in zip(("fr", "en"), titles, strict=True):
        for address in ("results/", "results/report/"):
            page = shown(client_of(alice), alice, f"waves/{wave.pk}/{address}", language)
            assert title in words_of(page)
            assert all(one.first.in_language(language) in page for one in first)
            if address == "results/":
                assert ("h-first" in page) == (verdict != "launch")


@pytest.mark.django_db
def test_results_tell_who_answered_gaps_and_what_was_left(organisation, alice, client_of):
    with tenant(organisation.id):
        wave, _given = a_fielded_wave(alice, 0.6)
    page = shown(client_of(alice), alice, f"waves/{wave.pk}/results/")
    reach = table_of(page, "Answers of those who were asked, group by group")
    assert reach[0] == ["Everyone", "40", "34", "85 %"]
    groups = {row[0]: row[1:] for row in reach[1:]}
    assert set(groups) == {"Boutique", "Fournil", "Bureau"}
    assert all(row[0] in ("13", "14") for row in groups.values()), "of how many who were asked"
    assert "hidden" not in {row[1] for row in groups.values()}, "each is large enough, and nobody stands outside"
    least = {name: int(row[0]) - 4 for name, row in groups.items()}
    assert all(row[1] == f"at least {least[name]}" for name, row in groups.items()), "whichever of the few did not"
    assert all(row[2] == f"at least {20 * least[name] // int(row[0]) * 5} %" for name, row in groups.items())
    between = table_of(page, "Each dimension in each group, from 0 to 100")
    assert len(between) == len(WHOLE.liant.scoring.dimensions)
    for row in between:
        means = [float(cell) for cell in row[1:4]]
        gaps = [abs(one - other) for one, other in itertools.combinations(means, 2)]
        assert any(float(row[4].strip("()")) == pytest.approx(gap, abs=0.11) for gap in gaps)
    inside = words_of(shown(client_of(alice), alice, f"waves/{wave.pk}/results/trust/"))
    assert re.search(r"(The widest gap beyond chance|No gap between groups is beyond chance)", inside)
    assert "9 of 34" in inside


@pytest.mark.django_db
def test_results_are_only_for_those_who_may_see_them(organisation, alice, bob, client_of):
    with tenant(organisation.id):
        wave, _given = a_fielded_wave(alice, 0.6, people=6)
    for address in ("results/", "results/trust/", "results/figures.csv"):
        assert Client().get(f"/o/fournils/surveys/waves/{wave.pk}/{address}").status_code in (302, 404)
