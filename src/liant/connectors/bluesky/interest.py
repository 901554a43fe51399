"""What of the whole network's stream concerns us: our own posts, those said to us, and those that a saved search wants."""

import re
import unicodedata
from dataclasses import dataclass, field

from liant.connectors.bluesky import items as reader
from liant.connectors.contract import IncomingItem, Json

_PIECES = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True)
class Interest:
    """`us` is our DID; `terms` the saved searches: all words of one must be there, words in quotes side by side."""

    us: str
    terms: tuple[str, ...] = ()
    _wanted: tuple[tuple[str, ...], ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        pieces = (tuple(fold(phrase or word) for phrase, word in _PIECES.findall(term)) for term in self.terms)
        object.__setattr__(self, "_wanted", tuple(filter(None, pieces)))

    def read(self, uri: str, cid: str | None, record: Json) -> IncomingItem | None:
        """The item when it concerns us, else None."""
        kind = reader.collection(uri)
        if kind == reader.FOLLOW:
            is_wanted = record.get("subject") == self.us
        elif kind in reader.GESTURES:
            subject = record.get("subject")
            is_wanted = isinstance(subject, dict) and reader.authority(subject.get("uri")) == self.us
        else:
            is_wanted = kind == reader.POST
        if not is_wanted:
            return None
        item = reader.read_record(
            uri=uri, cid=cid, record=record, us=self.us, raw={"uri": uri, "cid": cid, "record": record}
        )
        if item is None or kind != reader.POST:
            return item
        in_our_thread = reader.authority(item.thread_key) == self.us
        return item if item.is_ours or item.is_addressed or in_our_thread or self._is_searched(item.text) else None

    def _is_searched(self, text: str) -> bool:
        if not self._wanted:
            return False
        folded = fold(text)
        return any(all(piece in folded for piece in pieces) for pieces in self._wanted)


def fold(text: str) -> str:
    """Text without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
