"""What the linter is told (context) and what it answers (findings), in plain values that any room can keep or send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["piece", "reply", "mailing", "saved_reply", "caption", "candidate"]
Severity = Literal["error", "warning", "suggestion"]

KINDS: tuple[Kind, ...] = ("piece", "reply", "mailing", "saved_reply", "caption", "candidate")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "suggestion")


@dataclass(frozen=True)
class Allowance:
    """A match that a person lets stand: the rule, the words (None: every match of the rule), and why."""

    rule: str
    reason: str
    words: str | None = None


@dataclass(frozen=True)
class Context:
    """What the text is for and what stands behind it; None is "not known", and a rule that needs it stays silent.

    `cause_is_accepted` is the decision desk's verdict; `share_is_public` a revenue share with figures on a page of its own;
    `images` the description of each image, empty where missing; `self_talk` the share (0 to 1) of what the channel said of
    itself this month, this text included, and `self_talk_ceiling` what the policy allows; `month_own` and `month_others` how many
    words for oneself and for others (`self_talk`) the channel's other texts of the month hold; `year` and `month` those of the planned leaving.
    """

    kind: Kind = "piece"
    network: str | None = None
    is_crisis: bool = False
    has_source: bool = False
    has_link: bool = False
    cause_is_accepted: bool | None = None
    share_is_public: bool = False
    is_paid: bool = False
    has_interest: bool = False
    has_subject: bool = False
    images: Sequence[str] = ()
    max_length: int | None = None
    max_hashtags: int | None = None
    self_talk: float | None = None
    self_talk_ceiling: float | None = None
    month_own: int | None = None
    month_others: int | None = None
    year: int | None = None
    month: int | None = None
    names: Sequence[str] = ()
    allowed: Sequence[Allowance] = ()
    off: Sequence[str] = ()

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> "Context":
        """A context from decoded JSON, keys as the fields. Raises ValueError on an unknown key or a wrong value."""
        unknown = sorted(set(found) - set(cls.__dataclass_fields__))
        if unknown:
            raise ValueError(f"unknown key {unknown[0]!r}; known: {', '.join(cls.__dataclass_fields__)}")
        if found.get("kind", "piece") not in KINDS:
            raise ValueError(f"kind is one of {', '.join(KINDS)}")
        values = dict(found)
        try:
            values["allowed"] = tuple(Allowance(**one) for one in values.get("allowed", ()))
        except TypeError as error:
            raise ValueError("each of allowed has a rule, a reason and, perhaps, words") from error
        _check_types(values)
        return cls(**values)


_BOOLEANS = ("is_crisis", "has_source", "has_link", "share_is_public", "is_paid", "has_interest", "has_subject")
_NUMBERS = (
    "max_length",
    "max_hashtags",
    "self_talk",
    "self_talk_ceiling",
    "month_own",
    "month_others",
    "year",
    "month",
)


def _check_types(values: Mapping[str, Any]) -> None:
    wrong = _wrong_type(values)
    if wrong:
        raise ValueError(wrong)


def _wrong_type(values: Mapping[str, Any]) -> str:
    for key in ("images", "names", "off"):
        if not (isinstance(values.get(key, []), list | tuple) and all(isinstance(v, str) for v in values.get(key, []))):
            return f"{key} is a list of texts"
    for key in _BOOLEANS:
        if not isinstance(values.get(key, False), bool):
            return f"{key} is true or false"
    for key in _NUMBERS:
        value = values.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            return f"{key} is a number"
    if values.get("cause_is_accepted") not in (None, True, False):
        return "cause_is_accepted is true, false or null"
    if not isinstance(values.get("network"), str | None):
        return "network is a text"
    return ""


@dataclass(frozen=True)
class Finding:
    """One thing to look at: `start` and `end` in code points of the text, `line` and `column` from 1.

    `message`, `why` and `suggestion` are said in "fr" and "en"; `replacement`, when there is one, can stand in the span's place.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    line: int
    column: int
    message: dict[str, str]
    why: dict[str, str]
    suggestion: dict[str, str] | None = None
    replacement: str | None = None
    allowed: Allowance | None = field(default=None)

    def say(self, language: str = "fr") -> str:
        """Its message in "fr" or "en"."""
        return self.message["fr" if language == "fr" else "en"]
