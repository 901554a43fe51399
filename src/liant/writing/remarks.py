"""What the lint says of the words of a version, as the page shows it: numbered, with what was kept all the same, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from liant.engines.lint import Context
from liant.web import remarks
from liant.writing import offers
from liant.writing.models import KeptRemark, Piece, PieceMedium, Version
from liant.writing.networks import network_of

READ = ("title", "body", "thread", "first_comment")
KNOWN = {field.name for field in fields(Context)}


@dataclass(frozen=True)
class Remark(remarks.Remark):
    """`field` and `part` say in which words it stands (`part`: the place in a thread); `number` is None once it is kept."""

    field: str = "body"
    part: int = 0
    kept: KeptRemark | None = None

    @property
    def key(self) -> str:
        """What a button says to name it: where, what, and by which rule."""
        return f"{self.field}:{self.part}:{self.finding.start}:{self.finding.end}:{self.finding.rule}"


def read(piece: Piece, version: Version, media: Iterable[PieceMedium], kept: Sequence[KeptRemark],
         words: Mapping[str, Any] | None = None) -> list[Remark]:  # fmt: skip
    """Every remark on these words (those of the version when none are given), the kept ones last."""
    words = words or {name: getattr(version, name) for name in READ}
    context = context_of(piece, version, media, words)
    lint, open_ones = remarks.linter(), list[Remark]()
    kept_ones: list[Remark] = []
    for name, part, text in texts(words):
        read_so = context if name == "body" else bare(context)
        for finding in lint(text, language=version.language, context=read_so):
            passage = text[finding.start : finding.end]
            why = next((one for one in kept if one.rule == finding.rule and one.passage == passage), None)
            if why:
                kept_ones.append(Remark(finding, passage, None, name, part, why))
            else:
                open_ones.append(Remark(finding, passage, len(open_ones) + 1, name, part))
    return open_ones + kept_ones


def texts(words: Mapping[str, Any]) -> list[tuple[str, int, str]]:
    """(field, part, text) of all that is read."""
    found = []
    for name in READ:
        value = words.get(name) or ""
        many = value if isinstance(value, list) else [value]
        found += [(name, part, text) for part, text in enumerate(many) if text.strip()]
    return found


def context_of(piece: Piece, version: Version, media: Iterable[PieceMedium], words: Mapping[str, Any]) -> Context:
    on = network_of(version)
    told: dict[str, Any] = {
        "kind": "mailing" if version.network == "letter" else "piece",
        "network": version.network.partition(":")[2] or version.network,
        "has_source": bool(piece.source_url),
        "has_link": bool(words.get("link") or version.link),
        "has_subject": on.has_title,
        "is_paid": piece.kind == "paid",
        "images": tuple(one.description for one in media if one.is_picture),
        "max_length": on.limit,
        "year": version.planned_at.year if version.planned_at else None,
        **offers.lint_context(piece, version),
    }
    return Context(**{name: value for name, value in told.items() if name in KNOWN})


def bare(context: Context) -> Context:
    """For a title or a comment: what is asked of the whole is not asked of each part again."""
    told = {name: getattr(context, name) for name in KNOWN}
    return Context(**{**told, "images": (), "max_length": None, "self_talk": None})


def of_body(found: Iterable[Remark]) -> list[Remark]:
    return [one for one in found if one.field == "body" and one.number is not None]


def replaced(words: Mapping[str, Any], key: str, replacement: str) -> dict[str, Any]:
    """The words with one passage replaced. Raises LookupError where the key names nothing of them."""
    name, part, start, end = place_of(key)
    value = words[name]
    text = value[part] if isinstance(value, list) else value
    if not 0 <= start <= end <= len(text):
        raise LookupError(key)
    new = tidied(text[:start], replacement, text[end:])
    return {**words, name: [*value[:part], new, *value[part + 1 :]] if isinstance(value, list) else new}


def tidied(before: str, replacement: str, after: str) -> str:
    """Taken out, a passage leaves neither two spaces nor a small letter at the beginning of what is left."""
    if replacement:
        return before + replacement + after
    if not before.strip():
        after = after.lstrip(" ,;:")
        return before + after[:1].upper() + after[1:]
    return before + after.lstrip(" ") if before.endswith((" ", "\n")) else before + after


def place_of(key: str) -> tuple[str, int, int, int]:
    name, part, start, end, *_rule = [*key.split(":", 4), "", "", "", ""][:5]
    if name not in READ or not (part.isdecimal() and start.isdecimal() and end.isdecimal()):
        raise LookupError(key)
    return name, int(part), int(start), int(end)
