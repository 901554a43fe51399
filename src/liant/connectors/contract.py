"""What a connector is: three small protocols, plain values in and out, one tree of errors.

A connector implements those it can of *fetch*, *send* and *authorise*. It knows no database: `channels` stores what
it brings in, `deliveries` drives what goes out. The original payload travels beside the mapped fields; what is not
known is `None`, never 0.

    ConnectorError
    ├── Temporary            try again later (retry_after_seconds, when the network said so)
    │   └── RateLimited
    ├── Permanent
    │   ├── AuthLost         the channel is paused and its owner told
    │   ├── Rejected         this act only: the network refuses it, with its reason
    │   └── Misconfigured    a setting is wrong (field names it)
    └── OutcomeUnknown       the bytes left, no answer came: look, never blindly retry
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, Protocol, runtime_checkable

Json = dict[str, Any]
NO_MEDIA: Mapping[str, bytes] = MappingProxyType({})


class ConnectorError(Exception):
    """Said to a person on the channel's or the delivery's page: a sentence, in English, without secrets."""


class Temporary(ConnectorError):
    def __init__(self, message: str, retry_after_seconds: float | None = None):
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class RateLimited(Temporary):
    pass


class Unreachable(Temporary):
    """Nobody answered, or the line broke before anything was handed over."""


class Permanent(ConnectorError):
    pass


class AuthLost(Permanent):
    pass


class Rejected(Permanent):
    pass


class Misconfigured(Permanent):
    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


class OutcomeUnknown(ConnectorError):
    pass


@dataclass(frozen=True)
class Field:
    """One typed setting, rendered by the one form of `channels`. `label` and `help` are {"en": …, "fr": …}."""

    name: str
    kind: Literal["text", "url", "address", "number", "choice", "boolean", "lines", "file", "secret"]
    label: Mapping[str, str]
    help: Mapping[str, str] = field(default_factory=dict)
    is_required: bool = True
    default: Any = None
    choices: Sequence[tuple[str, Mapping[str, str]]] = ()


@dataclass(frozen=True)
class Capabilities:
    """What the screens may offer. `counts` names how length is counted: "graphemes" or "characters".

    `max_media` is how many attachments one act may carry, `max_media_bytes` how large each may be, `media_types` which
    there may be ("image/png", or "*/*" for any)."""

    can_fetch: bool = False
    has_own_listening_cursor: bool = False  # listen() keeps a place of another kind than fetch()
    can_listen: bool = False  # the network tells by itself that something comes: listen() is worth a connection
    can_reply: bool = False
    can_post: bool = False
    can_like: bool = False
    can_repost: bool = False
    can_edit: bool = False  # words that are there already can be changed
    can_delete: bool = False  # what we said can be taken away again
    has_threads: bool = False  # what we say may go on in answers of our own
    has_cards: bool = False  # a link may be shown as a card, beside the words
    can_repeat: bool = False  # sending the same frozen act twice puts it there once
    can_look_up: bool = False  # find() can prove presence or absence of what was sent
    is_public: bool = False  # what is said here is seen by everyone
    max_length: int | None = None
    counts: Literal["graphemes", "characters"] = "characters"
    max_media: int = 0
    max_media_bytes: int = 0
    media_types: Sequence[str] = ()
    has_subject: bool = False
    polite_interval_seconds: int = 300


@dataclass
class Account:
    """A connected account as a connector sees it. `remembered` holds session tokens and the like, kept encrypted;
    a connector that gets new ones calls `remember` at once."""

    settings: Json
    secret: Json = field(default_factory=dict)
    remembered: Json = field(default_factory=dict)
    on_remember: Callable[[Json], None] | None = None
    on_renew: Callable[[], Json] | None = None  # renews tokens one at a time for all who use this account
    door: str = ""  # the public address of this channel, for connectors that receive (receiving.py)

    def remember(self, values: Json) -> None:
        self.remembered = {**self.remembered, **values}
        if self.on_remember:
            self.on_remember(values)  # no more: others may have remembered something meanwhile


@dataclass(frozen=True)
class Author:
    """Who said it. `key` is stable on the network (a DID, a lower-case address); `handle` is what people read."""

    key: str
    kind: str  # the kind of handle: "bluesky", "email", "feed", "file" …
    name: str | None = None
    handle: str | None = None
    url: str | None = None
    followers: int | None = None


@dataclass(frozen=True)
class Attachment:
    """`description` says what is to be seen, for those who do not see it; `width` and `height` are those of a picture."""

    name: str
    media_type: str
    size_bytes: int | None = None
    url: str | None = None
    content: bytes | None = None
    description: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class IncomingItem:
    """One thing a channel brought in. `key` is its natural key, unique in the channel for ever.

    `thread_key` is equal for all items of one exchange; `parent_key` is the item answered to. `is_addressed` is true
    when the organisation itself is spoken to (its account is mentioned, answered, written to). `is_ours` when our own
    account wrote it, from Liant or elsewhere. `reply_to` is what `prepare` needs to answer this item, as JSON."""

    key: str
    kind: Literal["post", "reply", "mention", "quote", "mail", "article", "like", "repost", "follow", "comment"]
    text: str
    published_at: datetime | None
    author: Author | None
    raw: Json
    title: str | None = None
    url: str | None = None
    language: str | None = None
    thread_key: str | None = None
    thread_names: Sequence[str] = ()  # other thread keys the same exchange may already be known by (mail: References)
    parent_key: str | None = None
    is_addressed: bool = False
    is_ours: bool = False
    is_private: bool = False
    recipients: Sequence[str] = ()
    tags: Sequence[str] = ()
    attachments: Sequence[Attachment] = ()
    reply_to: Json = field(default_factory=dict)
    context: Sequence["IncomingItem"] = ()  # the thread above it, oldest first, where the network gives it


@dataclass(frozen=True)
class Gap:
    """A stretch of time during which something may have been said and was not heard. A row of the coverage ledger."""

    from_at: datetime | None
    to_at: datetime | None
    reason: str  # a sentence in English


@dataclass(frozen=True)
class Page:
    """One step of a collection. The cursor is stored in the transaction that stores the items.

    `heard_from_at`/`heard_to_at` say which stretch of time this page covers. `withdrawn` lists keys deleted at the
    source, `withdrawn_authors` the authors whose account is gone with all it said; `edited` are items, known or not, as
    their authors changed them since. `unreadable` names, in sentences, what could not be read (and why): nothing is lost
    in silence."""

    items: Sequence[IncomingItem]
    cursor: Json
    has_more: bool = False
    gaps: Sequence[Gap] = ()
    withdrawn: Sequence[str] = ()
    withdrawn_authors: Sequence[str] = ()
    edited: Sequence[IncomingItem] = ()
    unreadable: Sequence[str] = ()
    heard_from_at: datetime | None = None
    heard_to_at: datetime | None = None


@dataclass(frozen=True)
class Draft:
    """What a person wants to send. `target` is the `reply_to` of the item answered, liked, reposted, or of what we said and now
    edit or delete; `attachments` carry their content, as `deliveries` made it ready; `card`: url, title, description."""

    kind: Literal["reply", "post", "like", "repost", "mail", "edit", "delete"]
    text: str
    target: Json = field(default_factory=dict)
    subject: str | None = None
    to: Sequence[str] = ()
    language: str | None = None
    attachments: Sequence[Attachment] = ()
    card: Json = field(default_factory=dict)
    is_automatic: bool = False  # nobody wrote it: it says so where the network has a way, so that no machine answers it


@dataclass(frozen=True)
class Receipt:
    """Proof that it is on the network. `remote_key` is the key under which fetch would bring it back (echo guard);
    `reply_to` is what `prepare` needs to answer, edit or delete it."""

    remote_key: str
    url: str | None = None
    detail: Json = field(default_factory=dict)
    reply_to: Json = field(default_factory=dict)


class Connector(Protocol):
    kind: str
    label: Mapping[str, str]
    summary: Mapping[str, str]  # what this channel hears and how to connect it, one or two sentences
    icon: str  # a Tabler icon name
    capabilities: Capabilities
    settings: Sequence[Field]

    def check(self, account: Account) -> str:
        """*Test this connection*: return what was found, as a sentence in English; raise ConnectorError otherwise."""
        ...


@runtime_checkable
class Fetches(Protocol):
    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        """One page since the cursor (None: from the beginning). Called again while `has_more`. No sleep inside."""
        ...


@runtime_checkable
class Paces(Protocol):
    def pause_seconds(self, account: Account, cursor: Json | None, now: datetime) -> float:
        """How long to wait before the next fetch, from the rhythm of this channel."""
        ...


@runtime_checkable
class Remarks(Protocol):
    def remarks(self, account: Account, cursor: Json | None, now: datetime) -> Sequence[str]:
        """What a person should know of a channel that is heard all the same: sentences, in English."""
        ...


@runtime_checkable
class Listens(Protocol):
    def listen(self, account: Account, cursor: Json | None, seconds: float) -> Iterator[Page]:
        """Keep a connection open for at most `seconds`, yielding a page whenever something comes (firehose, IDLE)."""
        ...


@runtime_checkable
class Sends(Protocol):
    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        """Freeze what will leave: the exact record or message, its time and its remote key. No network, no randomness
        beyond `key` (the delivery's natural key). The result is JSON, stored at queue time, and never changes.

        Attachments are named in `frozen["media"]` by `media.named`; their bytes stay with `deliveries`."""
        ...

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        """Send what was frozen, with the bytes that it names (sha256 → bytes). Sending it twice must put it there once
        where the network allows that."""
        ...

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        """Look whether it is there. None means proven absent. Raise Temporary when the looking itself failed and
        OutcomeUnknown when this network cannot prove it."""
        ...


@dataclass(frozen=True)
class Preview:
    """What a channel would bring in, before anything is stored.

    Where the source has columns that may mean different things: `columns` are its own names, `fields` what they may
    mean (name, label), `mapping` which column was taken for which field."""

    items: Sequence[IncomingItem] = ()
    unreadable: Sequence[str] = ()
    columns: Sequence[str] = ()
    fields: Sequence[tuple[str, Mapping[str, str]]] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class Previews(Protocol):
    """`columns_setting` names the setting of kind "lines" that keeps a mapping as "field = column"; "" without one."""

    columns_setting: str

    def preview(self, account: Account) -> Preview:
        """The first things as they would be understood. Raises ConnectorError."""
        ...


@runtime_checkable
class LearnsSettings(Protocol):
    def learned(self, account: Account) -> Json:
        """Settings that the other side tells by itself, asked when the channel is connected or changed; they take the place
        of what was typed. {} where it tells none; never raises."""
        ...


@dataclass(frozen=True)
class ListedChannel:
    """One channel named in a list that a person brings along: its name, and the settings it would have."""

    name: str
    settings: Json


@runtime_checkable
class ReadsLists(Protocol):
    """Many channels at once, from a file that other tools export (OPML for feeds)."""

    list_label: Mapping[str, str]

    def read_list(self, content: bytes) -> Sequence[ListedChannel]:
        """The channels named in the file, each once. Raises Misconfigured when it cannot be read."""
        ...


@dataclass(frozen=True)
class Tokens:
    """What a network gives to whoever may act for an account; `values` go into `Account.remembered`.

    `expires_at` is the end of the token itself, None when none is named. From `renew_at` on it is renewed without
    anybody; None when this network renews nothing. `agreed_until` is when somebody has to agree again all the same.
    """

    values: Json
    expires_at: datetime | None = None
    renew_at: datetime | None = None
    agreed_until: datetime | None = None


@dataclass(frozen=True)
class Granted:
    """One account that somebody let us act for. `key` is its own on this network for ever: who comes again with the
    same account finds the same channel. `settings` join those of the channel."""

    key: str
    name: str
    tokens: Tokens
    settings: Json = field(default_factory=dict)


@runtime_checkable
class Authorises(Protocol):
    """A network where a person signs in and agrees (OAuth 2, authorisation code). `challenge` and `verifier` are those
    of PKCE, for the networks that take them (`has_pkce`); `asks_for` says what the person will be asked, in sentences."""

    has_pkce: bool
    asks_for: Sequence[Mapping[str, str]]

    def begin(self, account: Account, redirect_uri: str, state: str, challenge: str) -> str:
        """The address to which the person goes to agree. No network. Raises Misconfigured."""
        ...

    def complete(
        self, account: Account, code: str, redirect_uri: str, verifier: str, now: datetime
    ) -> Sequence[Granted]:
        """Change the code for tokens: every account of this network that they open, maybe none. Raises ConnectorError."""
        ...

    def refresh(self, account: Account, now: datetime) -> Tokens:
        """New tokens in place of those remembered. AuthLost when the network no longer renews them, Temporary when it
        could not be asked."""
        ...
