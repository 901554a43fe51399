"""Computed from values: codes, which addresses a link may lead to, what is added to them, and when one that does not answer
is dead."""

import base64
import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, quote, unquote_plus, urlencode, urlsplit, urlunsplit

PERSON, PREVIEW, MACHINE = "person", "preview", "machine"  # who follows a link, as far as it can be told
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another, on a poster
CODE_LENGTH = 9  # 44 bits: whoever guesses a thousand a second meets one of a million links about once in seven hours
CODE = re.compile(rf"[{LETTERS}]{{{CODE_LENGTH}}}")
TOLD_AS = "liant_link"  # the parameter by which a target learns the code
WHAT = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")  # the other programme's word for what came of it
MAIL = re.compile(r"[^\s@/?&=#]+@[^\s@/?&=#]+\.[^\s@/?&=#]+")

LONGEST = 2000

LOOKED_AT_EACH = timedelta(days=1)
AFTER_FAILURE = timedelta(hours=1)
# after how long without an answer an address is dead: what says that it is gone is believed sooner than what is silent
GONE_AFTER, SILENT_AFTER = timedelta(minutes=50), timedelta(hours=23)


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def new_secret() -> str:
    """By which another programme signs what it tells us (Standard Webhooks)."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def is_whole(url: str) -> bool:
    """Something that a browser can be sent to: http or https, a host, no name or password in it, nothing but printed signs."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and port != 0
        and not parts.username
        and not parts.password
        and not any(unicodedata.category(sign)[0] in "CZ" for sign in url)
    )


def as_sent(url: str) -> str:
    """In the signs that a header may carry: a name with accents in its DNS form, anything else percent-encoded."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode()
    netloc = f"[{host}]" if ":" in host else host
    netloc += f":{parts.port}" if parts.port else ""
    kept = "/:?#[]@!$&'()*+,;=%~"
    path, query, fragment = (quote(part, safe=kept) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme.lower(), netloc, path, query, fragment))


def with_parameters(url: str, added: Mapping[str, str]) -> str:
    """What is there already stays as it is, and in its place."""
    parts = urlsplit(url)
    there = {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
    new = urlencode({name: value for name, value in added.items() if value and name not in there})
    return urlunsplit(parts._replace(query="&".join(filter(None, [parts.query, new]))))


def tagged(url: str, *, network: str, about: str) -> str:
    """With what analytics call utm: where it was put and what it is about. Nothing of whoever put it there."""
    return with_parameters(url, {"utm_source": network or "link", "utm_medium": "share", "utm_content": about})


def names_someone(url: str, names: Iterable[str]) -> bool:
    """Whether an address would tell who shares: a mail address anywhere in it, or in a utm_… the name of a member."""
    parts = urlsplit(url)
    told = [unquote_plus(part) for part in (parts.path, parts.query, parts.fragment)]
    if any(MAIL.search(part) for part in told):
        return True
    tags = [folded(value) for name, value in parse_qsl(parts.query) if name.lower().startswith("utm_")]
    known = {folded(name) for name in names} - {""}
    return any(is_within(name, tag) for name in known for tag in tags)


def is_within(name: str, tag: str) -> bool:
    """A first name alone may be a word like others: it has to be the whole tag. A full name, in either order."""
    words = name.split()
    if len(words) < 2:
        return tag == name
    squeezed = tag.replace(" ", "")
    return "".join(words) in squeezed or "".join(reversed(words)) in squeezed


def folded(text: str) -> str:
    """Without accents, capitals and signs: "Élise Martin" and "elise-martin" are one name."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain))


def is_dead(*, is_gone: bool, failing_since: datetime, now: datetime) -> bool:
    """`is_gone`: it answered that nothing is there, or its name leads nowhere; otherwise it is silent or in trouble."""
    return now - failing_since >= (GONE_AFTER if is_gone else SILENT_AFTER)
