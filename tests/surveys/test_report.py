"""A report: all that may be shown, on a page and on paper, in both languages, and nothing else."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from liant.kit import press
from liant.kit.press import CannotSet, Order, Wanted
from liant.surveys import gaps, paper, urn, waves
from liant.surveys.publishing import compute
from liant.surveys.reporting import report_of
from liant.tenancy.context import tenant
from liant.web.typography import PRINT_FONTS
from tests.surveys.asking import a_wave, tokens
from tests.surveys.furniture import furnish_surveys
from tests.surveys.test_figures import ADVOCACY, at_level

pytestmark = pytest.mark.django_db
TEAMS = [
    {"code": code, "name": name} for code, name in (("shop", "Boutique"), ("oven", "Fournil"), ("van", "Livraison"))
]
HOSTILE = '#panic("x") $ \\ _a_ *b* <script>alert(1)</script> @label `raw`'


def a_reported_wave(actor, of_van: int = 20):
    """The van gives its answers up to the one of that number: seven, or fewer than are shown."""
    from liant.surveys import actions

    made = actions.begin_from_ready(actor=actor, ready_key="advocacy-readiness")
    wave = waves.open_wave(actor=actor, wave=a_wave(actor, made, asked=40, groups=TEAMS))
    for n, token in enumerate(tokens(wave)):
        level = (0.9, 0.3, 0.6)[n % 3]
        if n % 3 == 2 and n > of_van:
            continue
        answers = at_level(ADVOCACY, level, n) | {"most": HOSTILE if n == 3 else f"Du temps, {n}"}
        urn.take(wave=wave, token=token, slip=f"slip{n}", answers=answers, language="fr")
    wave = waves.close(actor=actor, wave=wave)
    compute(wave=wave)
    return wave


def words_of(pdf: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(pdf))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_page_and_paper_say_the_same_in_both_languages(client_of, alice, organisation, language):
    with tenant(organisation.id):
        wave = a_reported_wave(alice)
    client, address = client_of(alice), f"/o/fournils/surveys/waves/{wave.pk}/results/"
    page = client.get(f"{address}report/?lang={language}").content.decode()
    made = client.get(f"{address}report.pdf?lang={language}")
    assert made["Content-Type"] == "application/pdf"
    reader, words = words_of(made.content)
    assert reader.trailer["/Root"]["/Lang"] == language
    assert "/StructTreeRoot" in reader.trailer["/Root"], "it can be read aloud"
    for said in {"fr": ("Comment ceci a été fait", "34 réponses sur 40 personnes", "Le plus grand écart"),
                 "en": ("How this was made", "34 answers of 40 people", "The widest gap beyond chance")}[language]:  # fmt: skip
        assert said in " ".join(page.split())
        assert said in words
    assert "alert(1)" in words, "what people write arrives as words"
    assert "<script>alert" not in page
    assert '#panic("x")' in words


def test_nothing_about_a_group_of_too_few_is_in_it(house, alice):
    told = report_of(a_reported_wave(alice, of_van=8), "fr")
    van = next(one for one in told["groups"] if one["name"] == "Livraison")
    assert (van["asked"], van["share"]) == ("", "")
    assert all(part["name"] != "Livraison" for one in told["dimensions"] for part in one["groups"])
    hidden = next(said for _name, said in told["method"] if "masqué" in said)
    assert "groupe" in hidden


def test_comments_stand_by_theme_under_their_question(house, alice):
    told = report_of(a_reported_wave(alice), "fr")
    assert told["themes"] == [], "said the same, one theme would be all of it"
    [theme] = [one for one in told["comments"] if any(asked["words"] for asked in one["asked"])]
    assert theme["part"]
    assert len(theme["asked"][0]["words"]) == 34


def test_without_the_press_it_is_said_and_the_page_prints(client_of, alice, organisation, monkeypatch):
    with tenant(organisation.id):
        wave = furnish_surveys(alice)["closed_wave"]
    monkeypatch.setattr(press, "find_spec", lambda _name: None)  # as on an installation without the extra
    client, address = client_of(alice), f"/o/fournils/surveys/waves/{wave.pk}/results/"
    answer = client.get(f"{address}report.pdf", follow=True)
    assert "La presse n’est pas installée ici" in answer.content.decode()
    assert "report.pdf" not in client.get(f"{address}report/").content.decode()


def test_a_press_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(paper, "MOST_SECONDS", 0.01)
    with pytest.raises(CannotSet) as stopped:
        paper.set_report({})
    assert stopped.value.code == "long"


def test_a_layout_without_end_is_stopped_by_its_child(tmp_path):
    layout = tmp_path / "endless.typ"
    layout.write_text("#for a in range(100000) { for b in range(100000) { let c = calc.sin(a + b) } }")
    order = Order(layout, {}, [Wanted("x.pdf")], PRINT_FONTS, most_seconds=3)
    with pytest.raises(CannotSet, match="longer"):
        press.set_pages(order)


def test_a_report_is_for_who_may_read(client_of, dan, chloe, alice, organisation):
    with tenant(organisation.id):
        wave = furnish_surveys(alice)["closed_wave"]
    address = f"surveys/waves/{wave.pk}/results/report.pdf"
    assert client_of(dan).get(f"/o/mairie/{address}").status_code == 404
    assert client_of(chloe).get(f"/o/fournils/{address}").status_code == 403


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 20)), min_size=2, max_size=6))
def test_a_gap_is_told_only_where_the_intervals_are_apart(made):
    shown = [
        {"code": str(at), "mean": mean, "low": mean - half, "high": mean + half} for at, (mean, half) in enumerate(made)
    ]
    found = gaps.widest(shown, {})
    if found is not None:
        higher, lower = (next(one for one in shown if one["code"] == code) for code in (found.higher, found.lower))
        assert higher["mean"] - lower["mean"] > max(higher["mean"] - higher["low"], lower["mean"] - lower["low"])
        assert gaps.widest(shown, {found.higher: "above"}) != found, "a part isn't compared with another's whole"
