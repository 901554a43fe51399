"""The kinds of channel that can be connected, in words, as their connectors describe themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from liant.connectors import registry
from liant.connectors.contract import ReadsLists
from liant.web import shell

ICONS = Path(shell.__file__).with_name("icons.txt")
USUAL_ICON = "plug"


@dataclass(frozen=True)
class Kind:
    key: str
    label: str
    summary: str
    icon: str
    list_label: str = ""  # where many can be connected from one file


def said(texts: Mapping[str, str]) -> str:
    """A connector's own text, in the reader's language."""
    language = (get_language() or "en").partition("-")[0]
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def kind_of(key: str) -> Kind:
    connector = registry.get(key)
    lists = said(connector.list_label) if isinstance(connector, ReadsLists) else ""
    return Kind(key, said(connector.label), said(connector.summary), icon_word(connector.icon), lists)


def offered() -> list[Kind]:
    """What a person may connect. Those that serve development are shown while developing."""
    hidden: set[str] = set() if settings.DEBUG else set(registry.FOR_DEVELOPMENT)
    return [kind_of(key) for key in registry.all_kinds() if key not in hidden]


def connector_offered(key: str) -> Any:
    """The connector of a kind that may be connected. Raises registry.UnknownKind."""
    if key not in {kind.key for kind in offered()}:
        raise registry.UnknownKind(key)
    return registry.get(key)


@cache
def icon_word(tabler_name: str) -> str:
    """The house's word for an icon of Tabler's; a plug for one that the house does not have."""
    for line in ICONS.read_text().splitlines():
        word, _, name = line.partition(" ")
        if line and not line.startswith("#") and tabler_name in (word, name):
            return word
    return USUAL_ICON
