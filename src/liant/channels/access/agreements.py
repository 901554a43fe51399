"""Somebody on their way to a network and back: what the form said waits in their session, sealed, under a word that the
network brings back. The word serves once, within an hour, the member and the organisation that it was made for."""

import secrets as tokens
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from liant.channels import drafts
from liant.channels.access.actions import Wanted
from liant.channels.forms import ChannelForm
from liant.channels.models import Channel
from liant.connectors import oauth, registry
from liant.connectors.contract import Account, Granted, Tokens
from liant.kit import clock, secrets

SESSION_KEY = "channel_agreements"
MOST, HOUR_SECONDS = 4, 3600


@dataclass
class Pending:
    """`channel_id` is set when leave is given again. `granted` is set once the network answered with several accounts."""

    state: str
    wanted: Wanted
    verifier: str
    channel_id: int | None = None
    granted: tuple[Granted, ...] = ()

    @property
    def connector(self) -> Any:
        return registry.get(self.wanted.kind)


def begin(request: HttpRequest, form: ChannelForm) -> HttpResponse:
    """The form is filled in: what it said waits, and the next page leads to the network."""
    channel = form.channel
    wanted = Wanted(
        kind=form.connector.kind,
        name=form.cleaned_data["name"],
        default_hat=form.cleaned_data["default_hat"],
        settings=form.settings_given(),
        secret=dict(form.draft.secret),
    )
    pending = start(request, wanted, channel)
    drafts.forget(request, form.draft)
    return lead_out(request, pending)


def begin_again(request: HttpRequest, channel: Channel) -> HttpResponse:
    """For a channel as it is: nothing is typed anew."""
    wanted = Wanted(channel.kind, channel.name, channel.default_hat, dict(channel.settings), {})
    return lead_out(request, start(request, wanted, channel))


def lead_out(request: HttpRequest, pending: Pending) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"{reverse('access:leave', args=[slug])}?state={quote(pending.state)}")


def start(request: HttpRequest, wanted: Wanted, channel: Channel | None) -> Pending:
    pending = Pending(tokens.token_urlsafe(32), wanted, oauth.new_verifier(), channel.id if channel else None)
    keep(request, pending)
    return pending


def keep(request: HttpRequest, pending: Pending) -> None:
    waiting = dict(request.session.get(SESSION_KEY, {}))
    waiting.pop(pending.state, None)
    wanted = pending.wanted
    waiting[pending.state] = {
        "organisation": request.organisation.id,  # type: ignore[attr-defined]
        "member": request.member.id,  # type: ignore[attr-defined]
        "at": clock.now().timestamp(),
        "kind": wanted.kind,
        "name": wanted.name,
        "default_hat": wanted.default_hat,
        "settings": wanted.settings,
        "secret": secrets.seal_json(wanted.secret),
        "verifier": secrets.seal(pending.verifier),
        "channel": pending.channel_id,
        "granted": secrets.seal_json({"all": [_as_json(one) for one in pending.granted]}) if pending.granted else "",
    }
    for old in list(waiting)[:-MOST]:
        del waiting[old]
    request.session[SESSION_KEY] = waiting


def found(request: HttpRequest, state: str) -> Pending | None:
    """What waits under this word, for this member of this organisation; None when it is another's, or too old."""
    kept = request.session.get(SESSION_KEY, {}).get(state)
    if not kept or kept["member"] != request.member.id:  # type: ignore[attr-defined]
        return None
    if kept["organisation"] != request.organisation.id or kept["at"] + HOUR_SECONDS < clock.now().timestamp():  # type: ignore[attr-defined]
        return None
    wanted = Wanted(
        kept["kind"], kept["name"], kept["default_hat"], dict(kept["settings"]), secrets.unseal_json(kept["secret"])
    )
    granted = secrets.unseal_json(kept["granted"]).get("all", ())
    return Pending(
        state, wanted, secrets.unseal(kept["verifier"]), kept["channel"], tuple(_granted(one) for one in granted)
    )


def forget(request: HttpRequest, state: str) -> None:
    waiting = dict(request.session.get(SESSION_KEY, {}))
    if waiting.pop(state, None):
        request.session[SESSION_KEY] = waiting


def account_of(pending: Pending, channel: Channel | None) -> Account:
    """What the connector works with on the way: no token yet; what was typed before fills what was not typed again."""
    kept = channel.account().secret if channel else {}
    return Account(dict(pending.wanted.settings), {**kept, **pending.wanted.secret})


def address_out(pending: Pending, account: Account, slug: str) -> str:
    """Where the person goes to agree. Raises Misconfigured."""
    challenge = oauth.challenge_of(pending.verifier) if pending.connector.has_pkce else ""
    return pending.connector.begin(account, address_back(slug), pending.state, challenge)


def address_back(slug: str) -> str:
    """The one page that every network is told to come back to."""
    return settings.BASE_URL + reverse("access:back", args=[slug])


def _as_json(granted: Granted) -> dict[str, Any]:
    moments = ("expires_at", "renew_at", "agreed_until")
    tokens_ = {name: at.isoformat() if (at := getattr(granted.tokens, name)) else None for name in moments}
    return {
        "key": granted.key,
        "name": granted.name,
        "settings": granted.settings,
        "tokens": {"values": granted.tokens.values, **tokens_},
    }


def _granted(values: dict[str, Any]) -> Granted:
    told = values["tokens"]
    moments = {
        name: datetime.fromisoformat(told[name]) if told[name] else None
        for name in ("expires_at", "renew_at", "agreed_until")
    }
    return Granted(values["key"], values["name"], Tokens(told["values"], **moments), values["settings"])
