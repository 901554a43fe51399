"""What a query does, in words, in English and in French; what it costs; and why it didn't match an item."""

from collections.abc import Mapping
from typing import Any

from liant.engines.query.layout import one_line
from liant.engines.query.messages import typeset
from liant.engines.query.nodes import All, Expression, Filter, Near, Node, Not, Range, Term
from liant.engines.query.parser import parse
from liant.engines.query.plans import Item, make_plan
from liant.engines.query.reading import Folded, fold
from liant.engines.query.selection import Anchor, anchors, cost

_TEXTS: dict[str, dict[str, Any]] = {
    "en": {
        "all": "all of these:",
        "any": "at least one of these:",
        "not": "not:",
        "near": "with at most {n} words between them, in any order:",
        "near_ordered": "with at most {n} words between them, in this order:",
        "near_side": "near",
        "near_side_ordered": "before",
        "word": "the word “{raw}”",
        "phrase": "the phrase “{raw}”",
        "window": "the words of “{raw}”, in any order, with at most {n} others among them",
        "case": "“{raw}”, with these capitals and accents",
        "accents": ", with its accents",
        "wild": " (* stands for any letters, ? for one)",
        "or": " or ",
        "author": "an author whose name holds {values}",
        "channel": "from the channel {values}",
        "lang": "in the language {values}",
        "site": "on the site {values}",
        "tag": "with the tag {values}",
        "title": "in the title, {values}",
        "between": "an author with {low} to {high} followers",
        "at_least": "an author with at least {low} followers",
        "at_most": "an author with at most {high} followers",
        "heading": "Keeps the items that have:",
        "candidates": "Looked at only if they hold: {terms}",
        "cost": ["Cost: low.", "Cost: medium.", "Cost: high; a rarer word that must be there, joined with AND, would help."],
    },
    "fr": {
        "all": "tout ceci :",
        "any": "au moins un de ceux-ci :",
        "not": "sans :",
        "near": "avec au plus {n} mots entre eux, dans n’importe quel ordre :",
        "near_ordered": "avec au plus {n} mots entre eux, dans cet ordre :",
        "near_side": "près de",
        "near_side_ordered": "avant",
        "word": "le mot « {raw} »",
        "phrase": "l’expression « {raw} »",
        "window": "les mots de « {raw} », dans n’importe quel ordre, avec au plus {n} autres parmi eux",
        "case": "« {raw} », avec ces capitales et ces accents",
        "accents": ", avec ses accents",
        "wild": " (* remplace des lettres, ? une seule)",
        "or": " ou ",
        "author": "un auteur dont le nom contient {values}",
        "channel": "venus du canal {values}",
        "lang": "dans la langue {values}",
        "site": "sur le site {values}",
        "tag": "avec l’étiquette {values}",
        "title": "dans le titre, {values}",
        "between": "un auteur suivi par {low} à {high} personnes",
        "at_least": "un auteur suivi par au moins {low} personnes",
        "at_most": "un auteur suivi par au plus {high} personnes",
        "heading": "Garde les éléments qui ont :",
        "candidates": "Regardés seulement s’ils contiennent : {terms}",
        "cost": ["Coût : faible.", "Coût : moyen.", "Coût : élevé ; un mot plus rare, ajouté avec AND, aiderait."],
    },
}  # fmt: skip
_MEDIUM, _HIGH = 0.02, 0.1  # share of texts looked at
_LISTED = 12


def explain(query: str | Expression, lang: str = "en") -> str:
    """What a query does, its candidate terms and its cost, on several lines, in "en" or "fr". Raises QueryError."""
    expression = parse(query) if isinstance(query, str) else query
    texts = _TEXTS[lang]
    chosen = sorted(anchors(expression.root), key=lambda anchor: -anchor.cost)
    grade = (cost(chosen) >= _MEDIUM) + (cost(chosen) >= _HIGH)
    listed = ", ".join(_anchor(anchor) for anchor in chosen[:_LISTED])
    if len(chosen) > _LISTED:
        listed += f", … (+{len(chosen) - _LISTED})"
    lines = [texts["heading"], *(f"  {line}" for line in _told(expression.root, texts))]
    told = "\n".join([*lines, texts["candidates"].format(terms=listed), texts["cost"][grade]])
    return typeset(told) if lang == "fr" else told


def unmet(query: str | Expression, item: Mapping[str, Any]) -> list[str]:
    """The parts of a query that keep it from matching an item, as written; empty if it matches. Raises QueryError."""
    expression = parse(query) if isinstance(query, str) else query
    text, title = item.get("text") or "", item.get("title")
    folded_title = Folded(title, *fold(title)) if title else None
    return _unmet(expression.root, Item(item, Folded(text, *fold(text)), folded_title))


def _unmet(node: Node, item: Item) -> list[str]:
    if make_plan(node)(item) is not None:
        return []
    if isinstance(node, All):
        return [part for inner in node.parts for part in _unmet(inner, item)]
    return [one_line(node)]


def _told(node: Node, texts: dict[str, Any]) -> list[str]:
    if isinstance(node, Term):
        return [f"- {_term(node, texts)}"]
    if isinstance(node, Filter):
        values = texts["or"].join(_term(value, texts) if node.name == "title" else value.raw for value in node.values)
        return [f"- {texts[node.name].format(values=values)}"]
    if isinstance(node, Range):
        name = "at_least" if node.high is None else "at_most" if node.low is None else "between"
        return [f"- {texts[name].format(low=node.low, high=node.high)}"]
    if isinstance(node, Not):
        return [f"- {texts['not']}", *_indented(_told(node.part, texts))]
    if isinstance(node, Near):
        name, side = ("near_ordered", "near_side_ordered") if node.is_ordered else ("near", "near_side")
        sides = [*_told(node.left, texts), f"  {texts[side]}", *_told(node.right, texts)]
        return [f"- {texts[name].format(n=node.distance)}", *_indented(sides)]
    heading = texts["all"] if isinstance(node, All) else texts["any"]
    return [f"- {heading}", *(line for part in node.parts for line in _indented(_told(part, texts)))]


def _term(term: Term, texts: dict[str, Any]) -> str:
    kind = "case" if term.kind == "case" else "phrase" if len(term.words) > 1 else "word"
    told = str(texts["window" if term.distance is not None else kind].format(raw=term.raw, n=term.distance))
    if any(word.accented is not None for word in term.words):
        told += texts["accents"]
    return told + (texts["wild"] if any(word.is_wild for word in term.words) else "")


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _anchor(anchor: Anchor) -> str:
    return f"{anchor.literal}*" if anchor.is_open else anchor.literal
