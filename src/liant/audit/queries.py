from typing import Any

from liant.audit.models import Entry


def entries_about(thing: Any, limit: int = 50) -> list[Entry]:
    """What was done to this thing, newest first: shown on the thing's own page."""
    return list(Entry.objects.filter(thing_kind=thing._meta.label_lower, thing_id=thing.pk)[:limit])


def recent_entries(before_id: int | None = None, limit: int = 50) -> list[Entry]:
    """The organisation's log, newest first, one page."""
    entries = Entry.objects.all()
    return list((entries.filter(id__lt=before_id) if before_id else entries)[:limit])
