"""Being told at once, where a feed has a hub (W3C WebSub): subscribe, prove it, renew, and check who delivers."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode, urljoin, urlsplit

from liant.connectors.contract import Account, ConnectorError, Json
from liant.connectors.receiving import Received, Request
from liant.connectors.translation import raise_for_status, translated
from liant.kit import addresses, http

LEASE_SECONDS = 10 * 24 * 3600
SHORTEST_LEASE, LONGEST_LEASE = 3600, 90 * 24 * 3600
TRY_AGAIN = timedelta(hours=6)
METHODS = {"sha1", "sha256", "sha384", "sha512"}
PATH = "websub/"
_LINK = re.compile(r"<([^>]*)>\s*((?:;\s*[^,;]+)*)")
_RELATION = re.compile(r"rel\s*=\s*\"?([^\";]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Offer:
    """A hub, and the address under which it knows the feed."""

    hub: str
    topic: str


def offered(headers: Mapping[str, str], links: Mapping[str, str], url: str) -> Offer | None:
    """What the answer's Link header names, else what the feed itself names."""
    found = dict(links)
    for address, parameters in _LINK.findall(headers.get("link", "")):
        relation = _RELATION.search(parameters)
        for name in relation[1].lower().split() if relation else ():
            found[name] = address
    hub, topic = (urljoin(url, found[name]) if found.get(name) else "" for name in ("hub", "self"))
    if not (_is_web(hub) and _is_web(topic or url)):
        return None
    return Offer(hub, topic or url)


def is_leased(account: Account, now: datetime) -> bool:
    until = _until(account)
    return until is not None and until > now


def lease_until(account: Account) -> datetime | None:
    return _until(account)


def denied(account: Account) -> str:
    """Why the hub refuses, when it does."""
    return str(_lease(account).get("denied") or "")


def is_due(account: Account, offer: Offer, asked_at: str | None, now: datetime) -> bool:
    """Nothing is agreed yet, or what is agreed ends soon; and it was not asked a moment ago."""
    is_reachable = account.door.startswith("https://") or (account.door and addresses.private_allowed())
    if not is_reachable or (asked_at and datetime.fromisoformat(asked_at) > now - TRY_AGAIN):
        return False
    until, granted = _until(account), _lease(account).get("seconds") or LEASE_SECONDS
    is_same = _wanted(account).get("topic") == offer.topic and _wanted(account).get("hub") == offer.hub
    return not (is_same and until and until > now + timedelta(seconds=granted / 4))


def subscribe(account: Account, offer: Offer, base: str) -> str:
    """Ask the hub; what went wrong in a sentence, "" when it will call back. The hub may do so before it answers, so
    what it will be asked is remembered first."""
    before = _wanted(account)
    secret = before["secret"] if before.get("topic") == offer.topic else secrets.token_hex(32)
    account.remember({"websub": {"hub": offer.hub, "topic": offer.topic, "secret": secret, "base": base}})
    form = {
        "hub.mode": "subscribe",
        "hub.topic": offer.topic,
        "hub.callback": f"{account.door}{PATH}{_digest(offer.topic)}/",
        "hub.lease_seconds": LEASE_SECONDS,
        "hub.secret": secret,
    }
    headers = {"content-type": "application/x-www-form-urlencoded"}
    try:
        with translated():
            answer = http.post(offer.hub, content=urlencode(form).encode(), headers=headers)
        raise_for_status(answer, urlsplit(offer.hub).hostname or "The hub")
    except ConnectorError as error:
        return str(error)
    return ""


def answer(account: Account, request: Request, now: datetime) -> Received:
    """What the hub is answered: its challenge, or that a delivery is taken; 410 ends a subscription."""
    topic = str(_wanted(account).get("topic") or "")
    is_wanted = bool(topic) and request.path.strip("/") == f"{PATH}{_digest(topic)}"
    if request.method == "GET":
        return _challenged(account, request, topic if is_wanted else "", now)
    if request.method != "POST":
        return Received(405, "A hub delivers by POST.")
    if not is_wanted:
        return Received(410, "This feed is no longer wanted here.")
    if not _is_signed(request, str(_wanted(account)["secret"])):
        return Received(202, "", refusal="The hub’s signature is missing or wrong: what it delivered was left aside.")
    return Received(202, "", is_kept=True, key="websub:" + hashlib.sha256(request.body).hexdigest())


def base_of(account: Account) -> str:
    """The address that relative ones are read from, as when the feed is asked."""
    return str(_wanted(account).get("base") or _wanted(account).get("topic") or "")


def _challenged(account: Account, request: Request, topic: str, now: datetime) -> Received:
    mode, challenge = request.query.get("hub.mode", ""), request.query.get("hub.challenge", "")
    is_this = bool(topic) and request.query.get("hub.topic") == topic
    if mode == "denied" and is_this:
        reason = request.query.get("hub.reason", "")[:200] or "no reason given"
        account.remember({"websub_lease": {"topic": topic, "denied": reason}})
        return Received(200)
    if mode == "subscribe" and is_this and challenge:
        told = request.query.get("hub.lease_seconds", "")
        seconds = int(told) if told.isascii() and told.isdecimal() and len(told) < 12 else LEASE_SECONDS
        seconds = min(max(seconds, SHORTEST_LEASE), LONGEST_LEASE)
        until = (now + timedelta(seconds=seconds)).isoformat()
        account.remember({"websub_lease": {"topic": topic, "until": until, "seconds": seconds}})
        return Received(200, challenge)
    if mode == "unsubscribe" and not is_this and challenge:
        return Received(200, challenge)
    return Received(404, "Nothing was asked of this hub.")


def _is_signed(request: Request, secret: str) -> bool:
    method, _, given = request.headers.get("x-hub-signature", "").partition("=")
    if method.lower() not in METHODS:
        return False
    expected = hmac.new(secret.encode(), request.body, method.lower()).hexdigest()
    return hmac.compare_digest(expected.encode(), given.strip().lower().encode())


def _wanted(account: Account) -> Json:
    return dict(account.remembered.get("websub") or {})


def _lease(account: Account) -> Json:
    """What the hub agreed to, for the feed that is wanted now."""
    lease = dict(account.remembered.get("websub_lease") or {})
    return lease if lease.get("topic") == _wanted(account).get("topic") else {}


def _until(account: Account) -> datetime | None:
    until = _lease(account).get("until")
    return datetime.fromisoformat(until) if until else None


def _digest(topic: str) -> str:
    return hashlib.sha256(topic.encode()).hexdigest()[:16]


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))
