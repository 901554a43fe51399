"""Renewing a token: one at a time for all who use it, and the new one is kept only when a call has proven it.

    claim (transaction) → ask the network → keep it aside (transaction) → prove it by a call → keep it (transaction)

Killed in between, the next one finds the claim over and the new token aside, and proves it before asking for another.
"""

from datetime import datetime
from typing import Any

from liant.channels.access import actions
from liant.channels.models import Channel
from liant.connectors.contract import Account, AuthLost, ConnectorError, Json, Misconfigured, Temporary, Tokens
from liant.connectors.oauth import kept
from liant.kit import clock
from liant.tenancy.context import tenant


def renew(organisation_id: int, channel_id: int, used: str) -> Json:
    """What is remembered afterwards. Raises ConnectorError; what was there before then still holds."""
    with tenant(organisation_id):
        claimed = actions.claim_renewal(channel_id=channel_id, used=used)
        if not isinstance(claimed, Channel):
            return claimed
        candidate = actions.candidate_of(channel_id=channel_id)
    try:
        tokens = candidate or _ask(organisation_id, claimed)
        _prove(claimed, tokens)
    except ConnectorError as error:
        is_refused = isinstance(error, _Refused)
        with tenant(organisation_id):
            actions.note_renewal_failed(channel_id=channel_id, problem=str(error), is_refused=is_refused)
        if is_refused and _still_holds(claimed.account()):
            raise Temporary(str(error)) from error
        raise
    with tenant(organisation_id):
        return actions.keep_renewed(channel_id=channel_id, used=used, tokens=tokens)


class _Refused(AuthLost):
    """The new token does not open anything."""


def _ask(organisation_id: int, channel: Channel) -> Tokens:
    connector: Any = channel.connector
    tokens = connector.refresh(channel.account(), clock.now())
    if not tokens.values.get("access"):
        raise Temporary("The network gave no key; it is asked again.")
    with tenant(organisation_id):
        actions.keep_candidate(channel_id=channel.id, tokens=tokens)
    return tokens


def _prove(channel: Channel, tokens: Tokens) -> None:
    def no_further() -> Json:
        raise _Refused("The network refuses the key that it has just given.")

    account = channel.account()
    account.remembered = {**account.remembered, **kept(tokens.values)}
    account.on_renew = no_further
    try:
        channel.connector.check(account)
    except Misconfigured:
        raise
    except AuthLost as error:
        raise _Refused("The network refuses the key that it has just given.") from error


def _still_holds(account: Account) -> bool:
    """Whether the former token has time left, by its own word."""
    until = account.remembered.get("access_until")
    return until is None or datetime.fromisoformat(str(until)) > clock.now()
