"""Each room declares its verbs here, with the words in which they are shown."""

from collections.abc import Mapping

from django.utils.functional import Promise

_words: dict[str, str | Promise] = {}
_values: dict[str, dict[str, str | Promise]] = {}


def register(words: Mapping[str, str | Promise]) -> None:
    """`{"inbox.assign_conversation": _("gave the conversation to %(to)s"), …}`; placeholders come from the detail."""
    _words.update(words)


def register_values(name: str, words: Mapping[str, str | Promise]) -> None:
    """How the codes kept under one name of the detail are said: `register_values("hat", dict(HatKind.choices))`."""
    _values.setdefault(name, {}).update(words)


def value_in_words(name: str, value: object) -> object:
    return _values.get(name, {}).get(str(value), value)


def registered() -> dict[str, str | Promise]:
    return dict(_words)


def in_words(verb: str, detail: Mapping[str, object]) -> str:
    text = str(_words.get(verb, verb))
    try:
        return text % detail
    except (KeyError, TypeError, ValueError):  # a row older than the words
        return text
