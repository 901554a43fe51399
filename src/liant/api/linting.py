"""A text read by Liant's rules and the organisation's own: the same remarks as where something is written. Nothing is kept."""

from typing import Annotated, Any

from ninja import Router, Schema
from pydantic import Field, StringConstraints

from liant.api.operations import asks
from liant.api.values import Asked, Word, text
from liant.engines.lint import Context
from liant.engines.lint.findings import Kind, Severity
from liant.web.remarks import lint
from liant.web.typography import french_spacing

router = Router(tags=["Lint"])
LANGUAGE = r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$"


class TextAsked(Asked):
    """`language`: a BCP 47 tag; without it, the text tells. `network`: bluesky, mastodon, linkedin… for its length.
    `images`: the description of each image beside the text, empty where there is none."""

    text: text(100_000)  # type: ignore[valid-type]
    language: Annotated[str, StringConstraints(max_length=35, pattern=LANGUAGE)] = ""
    kind: Kind = "piece"
    network: Word = ""
    is_crisis: bool = False
    is_paid: bool = False
    has_interest: bool = False
    has_source: bool = False
    has_link: bool = False
    images: Annotated[list[Word], Field(max_length=20)] = []


class Sentence(Schema):
    fr: str
    en: str


class FindingTold(Schema):
    """`start` and `end` count characters (code points) from 0, `line` and `column` from 1. `replacement`, when there is one,
    can stand in the place of the words."""

    rule: str
    severity: Severity
    start: int
    end: int
    line: int
    column: int
    message: Sentence
    why: Sentence
    suggestion: Sentence | None
    replacement: str | None


class FindingList(Schema):
    data: list[FindingTold]


@asks(router, "/lint", scope="read:lint", needs="house_rules.reread", answers=FindingList)
def lint_text(request: Any, payload: TextAsked) -> FindingList:
    """Have a text read.

    What people could stumble on, by place: Liant's rules and those of the organisation. The text is neither kept nor counted.
    """
    told = payload.model_dump(exclude={"text", "language"})
    context = Context(**{**told, "network": told["network"] or None, "images": tuple(told["images"])})
    plain = ("rule", "severity", "start", "end", "line", "column", "replacement")
    return FindingList(
        data=[
            FindingTold(
                **{name: getattr(one, name) for name in plain},
                message=sentence(one.message),
                why=sentence(one.why),
                suggestion=sentence(one.suggestion) if one.suggestion else None,
            )
            for one in lint(payload.text, language=payload.language or None, context=context)
        ]
    )


def sentence(words: dict[str, str]) -> Sentence:
    return Sentence(fr=french_spacing(words["fr"]), en=words["en"])
