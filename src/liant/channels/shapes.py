"""The shape of a file is the set of its columns. What its columns mean, chosen once, is proposed for the next file of the
same shape in the same organisation; a person confirms it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from liant.channels.forms import ChannelForm
from liant.channels.models import Channel
from liant.connectors.contract import Preview
from liant.tenancy.context import tenant

SETTING = "mapped_columns"  # kept beside the mapping, in the settings of its channel
MOST_COLUMNS = 500


@dataclass(frozen=True)
class Known:
    """What the columns meant in another channel, as lines of its setting."""

    channel_name: str
    lines: list[str]


def shape_of(columns: Iterable[str]) -> list[str]:
    """The same for the same columns, in whatever order they stand."""
    return sorted(set(columns))


def remembered(form: ChannelForm, preview: Preview | None) -> Mapping[str, Any]:
    """The settings that let the mapping be known again; none where nobody chose one."""
    if preview is None or not form.columns_setting or not form.columns_chosen():
        return {}
    shape = shape_of(preview.columns)
    return {SETTING: shape} if 0 < len(shape) <= MOST_COLUMNS else {}


def known(form: ChannelForm, preview: Preview | None, organisation_id: int) -> Known | None:
    """The latest mapping of a file of this shape, unless a person has chosen already or the guess says the same."""
    if preview is None or not preview.columns or not form.columns_setting or form.are_columns_asked:
        return None
    with tenant(organisation_id):
        alike = Channel.objects.filter(kind=form.connector.kind, **{f"settings__{SETTING}": shape_of(preview.columns)})
        channel = alike.order_by("-id").first()
    lines = list(channel.settings.get(form.columns_setting) or []) if channel else []
    is_guessed = set(lines) == {f"{name} = {column}" for name, column in preview.mapping.items()}
    return Known(channel.name, lines) if channel and lines and not is_guessed else None
