"""From the columns of a row to an item: which column means what, guessed from its name, and its values read with care."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, get_args, get_type_hints

from liant.connectors.contract import Author, IncomingItem, Json
from liant.connectors.storable import storable

KINDS = set(get_args(get_type_hints(IncomingItem)["kind"]))
# field → names of columns that mean it, without case, accents or punctuation
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "identifier", "identifiant", "key", "cle", "uri", "guid", "messageid", "postid", "tweetid", "statusid"),
    "text": ("text", "texte", "body", "content", "contenu", "message", "corps", "comment", "commentaire", "review",
             "avis", "snippet", "extrait", "fulltext"),
    "title": ("title", "titre", "subject", "objet", "sujet", "headline"),
    "at": ("at", "publishedat", "createdat", "date", "datetime", "timestamp", "published", "created", "publiele",
           "dateheure", "posteddate", "postedat", "datepublication", "datedepublication", "horodatage", "sentat"),
    "day": ("day", "daysago", "jour", "ilyajours"),
    "time": ("time", "heure", "hour"),
    "kind": ("kind",),
    "author": ("author", "auteur", "authorname", "name", "nom", "from", "de", "fullname", "username", "nomauteur"),
    "handle": ("handle", "authorhandle", "screenname", "account", "compte", "pseudo", "email", "courriel", "adresse",
               "fromaddress", "expediteur", "sender"),
    "author_key": ("authorkey", "authorid", "userid", "idauteur", "did"),
    "author_kind": ("authorkind", "network", "reseau", "platform", "plateforme"),
    "author_url": ("authorurl", "profile", "profil", "profileurl"),
    "followers": ("followers", "abonnes", "followerscount", "nombredabonnes"),
    "url": ("url", "link", "lien", "permalink", "adresseweb"),
    "lang": ("lang", "language", "langue"),
    "thread": ("thread", "threadid", "fil", "conversation", "conversationid", "ticket"),
    "parent": ("parent", "parentid", "inreplyto", "inreplytoid", "replyto", "enreponsea"),
    "addressed": ("addressed", "isaddressed"),
    "ours": ("ours", "isours", "denous"),
    "private": ("private", "prive", "isprivate"),
    "recipients": ("recipients", "to", "destinataires"),
    "tags": ("tags", "labels", "etiquettes", "motscles", "keywords"),
}  # fmt: skip
TRUE = {"1", "true", "yes", "y", "oui", "vrai", "o"}
FALSE = {"0", "false", "no", "n", "non", "faux", ""}
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[ T,]+(\d{1,2})[:h](\d{2})(?::(\d{2}))?)?$")


class BadRow(ValueError):
    """One value that cannot be read, with the column where it stands."""

    def __init__(self, column: str, fault: str):
        super().__init__(f"column “{column}”: {fault}")
        self.column, self.fault = column, fault


def guess_mapping(columns: Sequence[str]) -> dict[str, str]:
    """Field → column, guessed from the columns' names, each column used once. Fields without a column are left out."""
    folded = {_fold(column): column for column in reversed(columns)}
    mapping: dict[str, str] = {}
    for field, names in FIELDS.items():
        free = (folded[name] for name in map(_fold, names) if name in folded)
        if column := next((column for column in free if column not in mapping.values()), None):
            mapping[field] = column
    return mapping


def read_mapping(setting: Any) -> dict[str, str]:
    """A mapping as a person writes it, lines of `field = column`, or as JSON stores it. Raises ValueError."""
    if not setting:
        return {}
    if isinstance(setting, Mapping):
        pairs = [(str(field), str(column)) for field, column in setting.items() if column]
    else:
        lines = setting if isinstance(setting, list | tuple) else str(setting).splitlines()
        pairs = []
        for line in filter(None, (str(line).strip() for line in lines)):
            field, equals, column = line.partition("=")
            if not equals or not column.strip():
                raise ValueError(f"Write “field = column”, not “{line}”.")
            pairs.append((field.strip(), column.strip()))
    if unknown := next((field for field, _ in pairs if field not in FIELDS), None):
        raise ValueError(f"There is no field “{unknown}”; the fields are {', '.join(FIELDS)}.")
    return dict(pairs)


def to_item(row: Mapping[str, Any], mapping: Mapping[str, str], now: datetime, zone: tzinfo) -> IncomingItem:
    """One row as an item. Raises BadRow with the column at fault; nothing is guessed in place of a bad value."""
    cell = _Cells(row, mapping)
    text, title = cell.words("text") or "", cell.words("title")
    if not text and not title:
        raise BadRow(mapping.get("text", "text"), "there is no text")
    author = _author(cell)
    published_at = _relative(cell, now, zone) if cell.words("day") is not None else _moment(cell, zone)
    kind = cell.words("kind") or "post"
    if kind not in KINDS:
        raise BadRow(mapping["kind"], f"“{kind}” is not one of {', '.join(sorted(KINDS))}")
    key = cell.words("id") or "sha256:" + _fingerprint(text, title, published_at, author, cell.words("url"))
    return storable(
        IncomingItem(
            key=key,
            kind=kind,  # type: ignore[arg-type]  # checked above
            text=text,
            title=title,
            published_at=published_at,
            author=author,
            raw=_plain(row),
            url=cell.words("url"),
            language=cell.words("lang"),
            thread_key=cell.words("thread"),
            parent_key=cell.words("parent"),
            is_addressed=cell.truth("addressed"),
            is_ours=cell.truth("ours"),
            is_private=cell.truth("private"),
            recipients=tuple(cell.several("recipients")),
            tags=tuple(cell.several("tags")),
            reply_to={"key": key},
        )
    )


class _Cells:
    def __init__(self, row: Mapping[str, Any], mapping: Mapping[str, str]):
        self._row, self._mapping = row, mapping

    def column(self, field: str) -> str:
        return self._mapping.get(field, field)

    def value(self, field: str) -> Any:
        value = self._row.get(self._mapping[field]) if field in self._mapping else None
        return None if isinstance(value, float) and value != value else value  # noqa: PLR0124 - NaN

    def words(self, field: str) -> str | None:
        value = self.value(field)
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # an identifier that passed through a table of floats
        if isinstance(value, dict | list):
            raise BadRow(self.column(field), "a text was expected")
        return (str(value).strip() or None) if value is not None else None

    def truth(self, field: str) -> bool:
        value = (self.words(field) or "").lower()
        if value in TRUE or value in FALSE:
            return value in TRUE
        raise BadRow(self.column(field), f"“{value}” is neither yes nor no")

    def number(self, field: str) -> int | None:
        value = self.words(field)
        try:
            return None if value is None else int(value.replace("\u202f", "").replace("\xa0", "").replace(" ", ""))
        except ValueError:
            raise BadRow(self.column(field), f"“{value}” is not a whole number") from None

    def several(self, field: str) -> list[str]:
        value = self.value(field)
        if isinstance(value, list | tuple):
            return [str(part).strip() for part in value if str(part).strip()]
        text = self.words(field) or ""
        separator = next((mark for mark in "|;," if mark in text), "|")
        return [part.strip() for part in text.split(separator) if part.strip()]


def _author(cell: _Cells) -> Author | None:
    name, handle, key = cell.words("author"), cell.words("handle"), cell.words("author_key")
    stable = key or (handle or "").lower().lstrip("@") or (name or "").lower()
    if not stable:
        return None
    return Author(
        key=stable,
        kind=cell.words("author_kind") or "file",
        name=name,
        handle=handle,
        url=cell.words("author_url"),
        followers=cell.number("followers"),
    )


def _relative(cell: _Cells, now: datetime, zone: tzinfo) -> datetime:
    """`day` days before today, at `time`; never later than now."""
    days = cell.number("day") or 0
    clock = cell.words("time") or "12:00"
    try:
        moment = datetime.combine(now.astimezone(zone).date() - timedelta(days=days), time.fromisoformat(clock), zone)
    except (ValueError, OverflowError):
        raise BadRow(cell.column("time"), f"“{clock}” is not a time of day such as 09:30") from None
    return min(moment.astimezone(UTC), now)


def _moment(cell: _Cells, zone: tzinfo) -> datetime | None:
    value = cell.value("at")
    try:
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            return _aware(value, zone)
        if isinstance(value, date):
            return _aware(datetime.combine(value, time()), zone)
        text = str(value).strip()
        if re.fullmatch(r"\d{9,19}(\.\d+)?", text):  # seconds since 1970, or a finer unit
            seconds = float(text)
            while seconds > 1e11:
                seconds /= 1000
            return datetime.fromtimestamp(seconds, UTC)
        if match := _DAY_FIRST.match(text):
            day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
        return _aware(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError, OSError):
        raise BadRow(cell.column("at"), f"“{value}” is not a date such as 2026-03-31T09:30") from None


def _aware(moment: datetime, zone: tzinfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _fingerprint(text: str, title: str | None, at: datetime | None, author: Author | None, url: str | None) -> str:
    parts = [text, title, at.isoformat() if at else None, author.key if author else None, url]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _plain(row: Mapping[str, Any]) -> Json:
    """The row as JSON can hold it."""
    return {str(name): json.loads(json.dumps(value, default=str)) for name, value in row.items()}


def _fold(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in letters if letter.isalnum())
