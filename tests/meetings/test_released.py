"""What is given out of an experiment that is over: unpacked anywhere, it says again what the page says, from the pairs that the house has;
and refuses in words what is not the plan, or no such table."""

import csv
import inspect
import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import timedelta
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest

from liant import __version__
from liant.accounts.models import Team, TeamMember
from liant.engines.pairing import METHOD, digest_of
from liant.meetings import queries as meetings
from liant.meetings.experiment import actions, analyse, jobs, queries, rules, taking_part
from liant.meetings.experiment.analyse import COLUMNS
from liant.meetings.experiment.models import Finding, Plan, Spotlight
from liant.tenancy.context import own_rows, tenant
from tests.bonds.furniture import agreed, turned
from tests.meetings.furniture import an_experiment
from tests.people import member_of


def pairs_of(plan: Plan) -> list[list[str]]:
    """All pairs with their figures, as whoever runs the installation has them on the day of the look."""
    seen = queries.seen(plan, queries.lot(plan), meetings.today())
    rows = []
    for arm, counted in seen.arms.items():
        for number, (i, j) in enumerate(combinations(range(len(seen.codes)), 2)):
            figures = (
                seen.teams[i] == seen.teams[j],
                counted.before[number],
                counted.after[number],
                counted.took_place[number],
            )
            told = [str(int(one)) for one in figures] if seen.here[number] else [""] * 4
            rows.append([arm, seen.codes[i], seen.codes[j], *told])
    return rows


def write(path: Path, rows: list[list[str]], columns=COLUMNS) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])


@pytest.fixture
def over(organisation, alice, client_of, work_off, tmp_path):
    """Twenty people of two teams and none, of whom one left; it was looked at on its day. → its finding, its page, its pairs; unpacked."""
    people = [alice, *(member_of(organisation, f"P{number:02}", "employee") for number in range(19))]
    with tenant(organisation.id):
        agreed(*people)
        for name, some in (("Four", people[:6]), ("Vente", people[6:11])):
            team = Team.objects.create(name=name)
            TeamMember.objects.bulk_create(TeamMember(organisation=organisation, team=team, member=one) for one in some)
        plan = an_experiment(alice)
        for one in people:
            taking_part.agree(actor=one, plan=plan)
        actions.weigh(plan_id=plan.pk)
        actions.freeze(actor=alice, plan=queries.plan(plan.pk))
    work_off()
    with tenant(organisation.id):
        Plan.objects.filter(pk=plan.pk).update(starts_on=meetings.today() - timedelta(weeks=16))
        for number in range(19):
            turned(people[number], people[(number * 7 + 3) % 20], "comment", 1 + number, 20 + number, 130)
            turned(people[number], people[(number * 3 + 1) % 20], "message", 2 + number)
        for one in people[:8]:
            with own_rows(one.pk):
                shown = Spotlight.objects.filter(member=one).first()
            taking_part.note_shown(member_id=one.pk, spotlight_id=shown.pk, where="page")
        taking_part.take_back(actor=people[17], plan=plan)
        rows = pairs_of(queries.plan(plan.pk))
    jobs.look(0)
    work_off()
    with tenant(organisation.id):
        finding = Finding.objects.get()
    base = "/o/fournils/meetings/experiments/"
    with zipfile.ZipFile(
        io.BytesIO(client_of(people[4]).get(f"{base}findings/{finding.pk}/data.zip").content)
    ) as packed:
        packed.extractall(tmp_path)
    return finding, client_of(people[4]).get(f"{base}{plan.pk}/").content.decode(), rows


def run(folder: Path, *given: str, python: tuple[str, ...] = (sys.executable,)) -> subprocess.CompletedProcess[str]:
    """Where no `liant` is on the PATH, and in another folder."""
    nothing = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "LIANT", "DATABASE"))
    }
    command = [*python, str(folder / "analyse.py"), *given]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", env=nothing | {"PATH": ""})


@pytest.fixture
def unpacked(tmp_path):
    """What is given out of a small one, and its pairs."""
    codes = [f"{number:016x}" for number in range(6)]
    plan = rules.canonical({"arms": {arm: {"power": 0.9} for arm in ("meeting", "spotlight")}, "weeks": 2})
    draw = {
        "plan_sha256": rules.digest(plan),
        "seed": 7,
        "method": METHOD,
        "version": __version__,
        "roster_sha256": digest_of(codes),
    }
    told = {"plan.json": plan, "draw.json": json.dumps(draw), "result.json": '{"is_planned": true, "arms": {}}',
            "aggregates.csv": "arm,group,acts,pairs\n", "analyse.py": inspect.getsource(analyse)}  # fmt: skip
    for name, text in told.items():
        (tmp_path / name).write_text(text)
    return [[arm, one, other, str(int(other == codes[1])), "0", "1", "0"]
            for arm in ("meeting", "spotlight") for one, other in combinations(codes, 2)]  # fmt: skip


@pytest.mark.django_db
def test_it_says_again_what_the_page_says(over, tmp_path):
    finding, page, rows = over
    assert "the plan is the one that was frozen" in run(tmp_path).stdout
    write(tmp_path / "pairs.csv", rows)
    said = run(tmp_path, "--pairs", str(tmp_path / "pairs.csv"))
    assert (said.returncode, said.stderr) == (0, "")
    assert f"fr\n{finding.said_fr}\n\nen\n{finding.said_en}\n" in said.stdout
    assert "word for word what was told" in said.stdout
    for paragraph in finding.said_fr.split("\n\n"):
        assert paragraph in unescape(page)
    assert "Données insuffisantes" not in finding.said_fr, "both arms are told"
    rows[0][5], rows[0][4] = "40", "3"
    busy = [
        [*row[:5], "9", "1"] if row[3] and row[0] == "meeting" and number % 3 else row
        for number, row in enumerate(rows)
    ]
    write(tmp_path / "pairs.csv", busy)
    said = run(tmp_path, "--pairs", str(tmp_path / "pairs.csv"))
    assert said.returncode == 1
    assert "NOT WHAT WAS TOLD" in said.stdout


def test_what_was_observed_is_asked_of_the_installed_package(unpacked, tmp_path):
    (tmp_path / "panel.csv").write_text("person_a,person_b,window,tie_events,share_events\na,b,1,1,0\na,b,2,0,1\n")
    said = run(tmp_path, str(tmp_path / "panel.csv"))
    assert '"verdict": "too_little"' in said.stdout, said.stderr


def test_a_plan_that_was_changed_is_refused(unpacked, tmp_path):
    plan = tmp_path / "plan.json"
    plan.write_text(plan.read_text().replace('"weeks": 2', '"weeks": 9'))
    write(tmp_path / "pairs.csv", unpacked)
    for given in ((), ("--pairs", str(tmp_path / "pairs.csv"))):
        said = run(tmp_path, *given)
        assert (said.returncode, said.stdout) == (1, "")
        assert "NOT THE PLAN THAT WAS FROZEN" in said.stderr
        assert "Unpack the file anew" in said.stderr


def test_without_liant_it_says_what_to_install(unpacked, tmp_path):
    bare = (sys.executable, "-I", "-S")
    assert "the plan is the one that was frozen" in run(tmp_path, python=bare).stdout
    said = run(tmp_path, "--pairs", "pairs.csv", python=bare)
    assert said.returncode == 1
    assert "This needs Liant, which is not installed for this Python" in said.stderr
    assert f"{sys.executable} -m pip install liant==" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_malformed_table_is_refused_with_its_line_and_what_to_do(unpacked, tmp_path):
    rows, path = unpacked, tmp_path / "pairs.csv"
    whole = 3

    def refused(changed, columns=COLUMNS):
        write(path, changed, columns)
        said = run(tmp_path, "--pairs", str(path))
        assert (said.returncode, said.stdout) == (1, "")
        assert "Traceback" not in said.stderr
        return said.stderr

    def but(column, value, line=whole):
        return [
            [*row[:column], value, *row[column + 1 :]] if number == line else row for number, row in enumerate(rows)
        ]

    line = f"pairs.csv, line {whole + 2}"
    assert "line 1: no column after. It begins, with commas" in refused(rows, [*COLUMNS[:5], "later", "took_place"])
    assert f"{line}, column “arm”: “lunch” stands where the plan has: meeting, spotlight" in refused(but(0, "lunch"))
    assert f"{line}, column “after”: “2.5” stands where a count should" in refused(but(5, "2.5"))
    assert f"{line}, column “took_place”: “yes” stands where 1 (yes) or 0 (no)" in refused(but(6, "yes"))
    assert f"{line}, column “before”: “” stands" in refused(but(4, ""))
    assert f"{line}: a pair is two codes" in refused(but(1, rows[whole][2]))
    assert "stands on line 2 already. Keep one" in refused([*rows, rows[0]])
    assert f"correct nobody, which first stands on line {whole + 2}" in refused(but(1, "nobody"))
    assert f"{line}: its figures are empty" in refused(
        [[*row[:3], "", "", "", ""] if row == rows[whole] else row for row in rows]
    )
    assert "there is no row for" in refused(rows[:-1])
    assert "there is no row for" in refused([row for row in rows if row[0] == "meeting"])
    assert "there are no rows under the first line" in refused([])
    assert "more cells than columns" in refused([[*rows[0], "x"], *rows[1:]])
    gone = rows[0][1]
    assert "5 codes are not those that were drawn" in refused([row for row in rows if gone not in row])
    assert "line 17, column “same_team”: 0, though other lines put both" in refused(but(3, "0", 15)), (
        "in the other arm they are"
    )
    assert "can't be read: No such file or directory" in run(tmp_path, "--pairs", str(tmp_path / "none.csv")).stderr
