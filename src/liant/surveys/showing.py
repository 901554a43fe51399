"""A publication in words: what a page shows of it. Nothing here looks at answers."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from liant.engines.questionnaire import Questionnaire as Definition
from liant.engines.questionnaire.answering import offered
from liant.engines.questionnaire.items import spell
from liant.engines.questionnaire.nodes import COMMENT, NONE, OTHER, Choice, Dimension, Level, Question, Scoring
from liant.engines.suppression import HIDDEN, say
from liant.surveys import themes
from liant.surveys.models import Publication, Wave
from liant.surveys.pages import title_of
from liant.surveys.respondent import definition_of

Json = Mapping[str, Any]
MIDDLE, RADIUS = 160, 110  # of the radar, in its own units
SHORT = 14  # letters of a title that stay on one line


@dataclass(frozen=True)
class Dot:
    """One estimate on a line from 0 to 100; shares of the line for the component."""

    name: str
    n: int | None
    mean: float | None
    low: float | None
    high: float | None
    asked: int | None = None  # of a question: how many it was put to, how many of these left it,
    left: int | None = None
    discrimination: float | None = None  # and how far it goes with the others of its dimension

    @property
    def places(self) -> tuple[float, float, float] | None:
        if self.mean is None:
            return None
        low = self.mean if self.low is None else self.low
        high = self.mean if self.high is None else self.high
        return low / 100, self.mean / 100, high / 100


@dataclass(frozen=True)
class Shown:
    """One dimension as the pages show it. `change`: against the wave before, only where it is beyond chance."""

    id: str
    title: str
    about: str
    level: str
    advice: str
    first: str
    dot: Dot
    groups: Sequence[Dot]
    items: Sequence[Dot]
    before: Dot | None
    change: float | None
    omega: float | None
    alpha: float | None
    complete: int | None
    hidden_groups: int


def results_page(wave: Wave, lang: str) -> dict[str, Any]:
    publication = wave.publications.first()
    whole = definition_of(wave.edition)
    figures: Json = publication.figures if publication else {}
    context: dict[str, Any] = {
        "wave": wave,
        "title": title_of(wave.edition.questionnaire),
        "publication": publication,
        "figures": figures,
        "is_enough": bool(figures.get("is_enough")),
        "hidden_words": say(HIDDEN, lang),
    }
    if not figures.get("is_enough"):
        return context
    context |= {
        "questions": questions_shown(whole, figures, lang),
        "comments": comments_shown(whole, figures, lang),
        "themes": themes.shown(whole, figures, lang),
    }
    if "scores" in figures and whole.liant.scoring:
        context |= scores_shown(wave, whole, whole.liant.scoring, figures, lang)
    return context


def dimension_page(wave: Wave, dimension_id: str, lang: str) -> dict[str, Any] | None:
    context = results_page(wave, lang)
    one = next((found for found in context.get("dimensions", ()) if found.id == dimension_id), None)
    return None if one is None else context | {"one": one}


def scores_shown(wave: Wave, whole: Definition, scoring: Scoring, figures: Json, lang: str) -> dict[str, Any]:
    scores = figures["scores"]
    before = publication_before(wave)
    scene = Scene(whole, scoring, figures, before, lang)
    dimensions = [
        dimension_shown(scene, one, found) for one, found in zip(scoring.dimensions, scores["dimensions"], strict=True)
    ]
    verdict = next((one for one in scoring.verdicts if one.id == scores["verdict"]), None)
    by_id = {one.id: one for one in scoring.dimensions}
    return {
        "dimensions": dimensions,
        "radar": radar(dimensions),
        "overall": scores["overall"],
        "verdict": verdict.title.in_language(lang) if verdict else "",
        "verdict_advice": verdict.advice.in_language(lang) if verdict and verdict.advice else "",
        "lowest": by_id[scores["lowest"]].title.in_language(lang) if scores["lowest"] else "",
        "first": [
            (by_id[one].title.in_language(lang), text.in_language(lang))
            for one in scores["first"]
            if (text := by_id[one].first)
        ],
        "is_min_rule": scoring.rule == "min",
        "before": before,
    }


def publication_before(wave: Wave) -> Publication | None:
    """Of the wave that this one follows, when both ask the same questionnaire."""
    if wave.follows is None:
        return None
    found = wave.follows.publications.first()
    return found if found and found.figures.get("is_enough") else None


@dataclass(frozen=True)
class Scene:
    """What the words of each dimension depend on."""

    whole: Definition
    scoring: Scoring
    figures: Json
    before: Publication | None
    lang: str


def dimension_shown(scene: Scene, one: Dimension, found: Json) -> Shown:
    figures, lang = scene.figures, scene.lang
    names = {group["code"]: group["name"] for group in figures["groups"]}
    level = level_of(scene.scoring, one, found["level"])
    earlier = earlier_dot(scene.before, one.id)
    labels = item_labels(scene.whole, lang)
    dot = dot_of("", found)
    return Shown(
        id=one.id,
        title=one.title.in_language(lang),
        about=one.about.in_language(lang) if one.about else "",
        level=level.title.in_language(lang) if level and level.title else "",
        advice=level.advice.in_language(lang) if level and level.advice else "",
        first=one.first.in_language(lang) if one.first else "",
        dot=dot,
        groups=[dot_of(names.get(part["code"], part["code"]), part) for part in found["by_group"]],
        items=[item_dot(labels.get(item["id"], item["id"]), item, found) for item in figures["scores"]["items"]
               if item["dimension"] == one.id],
        before=earlier,
        change=change_between(earlier, dot),
        omega=found["omega"],
        alpha=found["alpha"],
        complete=found["complete"],
        hidden_groups=len(names) - len(found["by_group"]),
    )  # fmt: skip


def level_of(scoring: Scoring, dimension: Dimension, level_id: str | None) -> Level | None:
    return next((one for one in scoring.levels_of(dimension) if one.id == level_id), None)


def dot_of(name: str, found: Json) -> Dot:
    return Dot(name, found["n"], found["mean"], found["low"], found["high"])


def item_dot(name: str, item: Json, dimension: Json) -> Dot:
    """A question of a dimension, with what it is worth."""
    known: Json = next((one for one in dimension.get("quality", ()) if one["id"] == item["id"]), {})
    found = dot_of(name, item)
    return replace(found, asked=known.get("asked"), left=known.get("left"), discrimination=known.get("discrimination"))


def earlier_dot(before: Publication | None, dimension_id: str) -> Dot | None:
    if before is None or "scores" not in before.figures:
        return None
    found = next((one for one in before.figures["scores"]["dimensions"] if one["id"] == dimension_id), None)
    return dot_of("", found) if found and found["mean"] is not None else None


def change_between(before: Dot | None, now: Dot) -> float | None:
    """None where the two intervals of the means could have come about by chance (their difference's includes 0)."""
    if (
        before is None
        or before.mean is None
        or now.mean is None
        or None in (before.low, before.high, now.low, now.high)
    ):
        return None
    half = math.hypot((before.high - before.low) / 2, (now.high - now.low) / 2)  # type: ignore[operator]
    change = now.mean - before.mean
    return round(change, 1) if abs(change) > half else None


def item_labels(whole: Definition, lang: str) -> dict[str, str]:
    return {item.id: item.row.said(lang) if item.row else item.question.said(lang) for item in whole.items}


@dataclass(frozen=True)
class Radar:
    """A polygon for the whole; `axes`: (lines of the title with how far down each is, end of the axis, place, anchor)."""

    points: str
    axes: Sequence[tuple[Sequence[tuple[str, str]], tuple[float, float], tuple[float, float], str]]
    rings: Sequence[str]


def radar(dimensions: Sequence[Shown]) -> Radar | None:
    """None with fewer than three dimensions, or where one is not shown: half a picture would mislead."""
    means = [one.dot.mean for one in dimensions]
    if len(means) < 3 or any(mean is None for mean in means):
        return None
    count = len(means)

    def place(at: int, share: float) -> tuple[float, float]:
        angle = 2 * math.pi * at / count - math.pi / 2
        return round(MIDDLE + RADIUS * share * math.cos(angle), 1), round(MIDDLE + RADIUS * share * math.sin(angle), 1)

    def polygon(shares: Sequence[float]) -> str:
        return " ".join(f"{x},{y}" for x, y in (place(at, share) for at, share in enumerate(shares)))

    axes = []
    for at, one in enumerate(dimensions):
        x, y = place(at, 1.12)
        anchor = "middle" if abs(x - MIDDLE) < 12 else "start" if x > MIDDLE else "end"
        axes.append((lines_of(one.title, (y - MIDDLE) / RADIUS), place(at, 1), (x, y), anchor))
    return Radar(
        polygon([(mean or 0) / 100 for mean in means]), axes, [polygon([ring] * count) for ring in (0.25, 0.5, 0.75, 1)]
    )


def lines_of(title: str, height: float) -> list[tuple[str, str]]:
    """A long title on two lines, cut at the space nearest to its middle, away from the picture. `height`: from -1, above, to 1."""
    spaces = [at for at, letter in enumerate(title) if letter in " \u00a0"]
    if len(title) <= SHORT or not spaces:
        return [(title, f"{0.35 + 0.35 * height:.2f}em")]
    cut = min(spaces, key=lambda at: abs(at - len(title) / 2))
    return [(title[:cut], f"{0.8 * height - 0.1:.2f}em"), (title[cut + 1 :], "1.15em")]


def questions_shown(whole: Definition, figures: Json, lang: str) -> list[dict[str, Any]]:
    """Each question with how many gave each answer, as words and shares."""
    found = []
    pages = page_titles(whole, lang)
    for one in figures["questions"]:
        question = whole.question(one["name"])
        labels = {spell(choice.value): choice_said(choice, lang) for choice in offered(question)}
        entry: dict[str, Any] = {
            "label": question.said(lang),
            "page": pages.get(one["name"], ""),
            "n": one["n"],
            "rows": [],
            "kind": one["kind"],
        }
        if "values" in one:
            entry["rows"] = [(question.said(lang), one["n"], shares(one["values"], labels, one["n"]))]
        elif "rows" in one:
            names = {spell(row.value): row.said(lang) for row in question.rows}
            entry["rows"] = [
                (names[row["name"]], row["n"], shares(row["values"], labels, row["n"])) for row in one["rows"]
            ]
        elif "places" in one:
            ranked = sorted((place for place in one["places"] if place["mean"]), key=lambda place: place["mean"])
            entry["places"] = [(labels[place["value"]], place["mean"]) for place in ranked]
        elif "estimate" in one:
            entry["estimate"] = one["estimate"]
        found.append(entry)
    return found


def choice_said(choice: Choice, lang: str) -> str:
    """What the page of whoever answers called it, also where the definition leaves it without words."""
    if choice.text is None:
        words = {OTHER: _("Another answer"), NONE: _("None of these"), "true": _("Yes"), "false": _("No")}
        return words.get(spell(choice.value), choice.said(lang))
    return choice.said(lang)


def page_titles(whole: Definition, lang: str) -> dict[str, str]:
    """The title of its page for each question whose words are those of another one too."""
    words = Counter(one.said(lang) for one in whole.questions())
    return {
        one.name: page.title.in_language(lang)
        for page in whole.pages if page.title
        for one in page.questions() if words[one.said(lang)] > 1
    }  # fmt: skip


def shares(
    values: Sequence[Json], labels: Mapping[str, str], n: int | None
) -> list[tuple[str, int | None, int | None]]:
    """(answer, how many, per cent); per cent by fives where fewer than twenty answered."""
    return [(labels.get(one["value"], one["value"]), one["n"], share_of(one["n"], n)) for one in values]


def share_of(count: int | None, n: int | None) -> int | None:
    if count is None or not n:
        return None
    share = 100 * count / n
    return 5 * round(share / 5) if n < 20 else round(share)


def comments_shown(whole: Definition, figures: Json, lang: str) -> list[dict[str, Any]]:
    """[{"part", "asked": [{"label", "n", "words"}, …]}, …]: what people wrote, under the question it answers. The part is the
    dimension that the question belongs to, else the page on which it stands."""
    parts = parts_of(whole, lang)
    found: dict[str, list[dict[str, Any]]] = {}
    for one in figures["comments"]:
        name = one["name"].removesuffix(COMMENT)
        question: Question = whole.question(name)
        told = {"label": question.said(lang), "n": one["n"], "words": one["words"]}
        found.setdefault(parts[name], []).append(told)
    return [{"part": part, "asked": asked} for part, asked in found.items()]


def parts_of(whole: Definition, lang: str) -> dict[str, str]:
    scoring = whole.liant.scoring
    titles = {one.id: one.title.in_language(lang) for one in scoring.dimensions} if scoring else {}
    parts = {}
    for page in whole.pages:
        usual = page.title.in_language(lang) if page.title else ""
        for one in page.questions():
            parts[one.name] = titles.get(one.notes.dimension or "", usual) if one.notes else usual
    return parts
