"""An expert's accounts, and what leaves through them. Each view opens its reader's own rows and nobody else's; those that speak to
a network do it outside of any transaction."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from liant.accounts.asking import member
from liant.advocacy import queries as room
from liant.advocacy.models import Expert
from liant.advocacy.own_accounts import actions, agreements, pages, queries
from liant.advocacy.own_accounts.actions import CannotPublish, Found
from liant.advocacy.own_accounts.forms import ConnectForm, FoundForm, MomentForm
from liant.advocacy.own_accounts.models import Posting
from liant.advocacy.own_accounts.phrases import in_words
from liant.advocacy.views import asked_or_sent, for_experts
from liant.connectors import registry
from liant.connectors.contract import Account, Authorises, ConnectorError, Misconfigured, Tokens
from liant.connectors.oauth import kept
from liant.connectors.own import Registers, Withdraws
from liant.kit import clock
from liant.kit.lifecycle import LifecycleError
from liant.tenancy.context import tenant
from liant.web.partial import render_page


@require_safe
@never_cache
@for_experts
def accounts(request: HttpRequest, expert: Expert) -> HttpResponse:
    return render_page(request, "own_accounts/accounts.html", pages.accounts_page(request, expert))


@asked_or_sent
@never_cache
def connect(request: HttpRequest, network: str) -> HttpResponse:
    connector = connector_for(request, network)
    data = request.POST if request.method == "POST" else None
    form = ConnectForm(data, connector=connector, server=server_said(request))
    if data is None or not form.is_valid():
        return shown(request, network, form)
    account = form.account()
    try:
        if isinstance(connector, Authorises):
            return led_out(request, connector, account)
        remote_key, handle = connector.whose(account)
    except ConnectorError as error:
        form.fault(error.field if isinstance(error, Misconfigured) else None, in_words(str(error)))
        return shown(request, network, form)
    return connected(request, network, Found(account, remote_key, handle))


def led_out(request: HttpRequest, connector: Any, account: Account) -> HttpResponse:
    """What was typed waits; the next page leads to the network."""
    if isinstance(connector, Registers):
        settings, secret = connector.register(account, agreements.address_back(request))
        account = Account({**account.settings, **settings}, {**account.secret, **secret})
    pending = agreements.Pending(connector.kind, account.settings, account.secret)
    agreements.keep(request, pending)
    response = to(request, "leave")
    response["Location"] += f"?state={pending.state}"
    return response


@require_safe
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """What will be asked there, and the way out: a link, since a form may not lead to another site."""
    pending = agreements.found(request, request.GET.get("state", ""))
    if pending is None:
        return begun_elsewhere(request)
    connector = connector_for(request, pending.network)
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        account = queries.with_application(pending.network, pending.account())
    try:
        address = connector.begin(
            account, agreements.address_back(request), pending.state, agreements.challenge(pending)
        )
    except ConnectorError as error:
        messages.error(request, in_words(str(error)))
        return to(request, "connect", network=pending.network)
    context = pages.connect_page(pending.network, None) | {"address": address}
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        return render_page(request, "own_accounts/leave.html", context)


@require_safe
@never_cache
def come_back(request: HttpRequest) -> HttpResponse:
    """The network sends them here, with a code or a refusal. The word that it brings back serves once."""
    pending = agreements.found(request, request.GET.get("state", ""))
    if pending is None:
        return begun_elsewhere(request)
    agreements.forget(request, pending.state)
    code, connector = request.GET.get("code", ""), connector_for(request, pending.network)
    if not code:
        messages.warning(request, _("You did not agree, or the network did not let you. Nothing has changed."))
        return to(request, "accounts")
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        account = queries.with_application(pending.network, pending.account())
    back = agreements.address_back(request)
    try:
        [granted, *_more] = connector.complete(account, code, back, pending.verifier, clock.now())
    except ConnectorError as error:
        messages.error(request, in_words(str(error)))
        return to(request, "accounts")
    mine = Account({**pending.settings, **granted.settings}, pending.secret, kept(granted.tokens.values))
    return connected(request, pending.network, Found(mine, granted.key, granted.name, end_of(granted.tokens)))


def end_of(tokens: Tokens) -> Any:
    """When they have to agree again; None where the key renews itself, or no end is named."""
    return tokens.agreed_until if tokens.values.get("renewable") else tokens.expires_at


def connected(request: HttpRequest, network: str, found: Found) -> HttpResponse:
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        if actions.connect(actor=member(request), network=network, found=found) is None:
            raise Http404
    messages.success(request, _("Connected. Nothing leaves by it but what you ask for, one by one."))
    return to(request, "accounts")


@require_POST
def disconnect(request: HttpRequest, network: str) -> HttpResponse:
    """The key goes at once; telling the network is a courtesy, and may fail."""
    connector = known_connector(network)
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        gone = actions.disconnect(actor=member(request), network=network)
        account = queries.with_application(network, gone) if gone else None
    if account is not None and isinstance(connector, Withdraws):
        try:
            connector.withdraw(account)
        except ConnectorError:
            messages.warning(request, _("The network did not answer: take the access back there too."))
    messages.success(
        request, _("Disconnected. Its key is deleted here, and what waited to leave is in your hands again.")
    )
    return to(request, "accounts")


@require_POST
@for_experts
def publish(request: HttpRequest, expert: Expert, share_id: int) -> HttpResponse:
    """Their act: now, or at the moment that they chose."""
    leaves_at = None
    if request.POST.get("when") == "later":
        form = MomentForm(request.POST)
        if not form.is_valid():
            return not_so(request, share_id, _("Choose a day and an hour that exist."))
        leaves_at = form.cleaned_data["leaves_at"]
    try:
        posting = actions.publish(actor=expert.member, share_id=share_id, leaves_at=leaves_at)
    except CannotPublish as error:
        return not_so(request, share_id, why_not(error))
    except LifecycleError:
        return redirect("advocacy:outcomes", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
    if posting is None:
        raise Http404
    return to(request, "posting", posting_id=posting.pk)


def why_not(error: CannotPublish) -> str:
    known = {
        "account": _("The account is no longer connected. Connect it again, or use the network’s own window."),
        "offer": _("What you share is offered no more."),
        "words": _("Your words need a look: how a share begins has changed, or they are too long now."),
        "moment": _("Choose a moment that is still to come, within sixty days."),
    }
    return known.get(error.why) or in_words(error.why)


def not_so(request: HttpRequest, share_id: int, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("advocacy:ready", organisation_slug=request.organisation.slug, share_id=share_id)  # type: ignore[attr-defined]


@require_safe
@never_cache
@for_experts
def posting(request: HttpRequest, expert: Expert, posting_id: int) -> HttpResponse:
    """What becomes of it."""
    context = pages.posting_page(request, the_posting(expert, posting_id))
    return render_page(request, "own_accounts/posting.html", context, part="state")


@require_POST
@for_experts
def take_back(request: HttpRequest, expert: Expert, posting_id: int) -> HttpResponse:
    found = the_posting(expert, posting_id)
    try:
        is_back = actions.take_back(actor=expert.member, posting_id=posting_id)
    except LifecycleError:
        is_back = False
    if not is_back:
        messages.warning(request, _("It has left already, or is leaving just now."))
        return to(request, "posting", posting_id=posting_id)
    messages.success(request, _("Taken back. Nothing was published; your words are here."))
    return redirect("advocacy:ready", organisation_slug=request.organisation.slug, share_id=found.share_id)  # type: ignore[attr-defined]


@require_POST
@for_experts
def say(request: HttpRequest, expert: Expert, posting_id: int) -> HttpResponse:
    """They looked, and say what they found."""
    form = FoundForm(request.POST)
    the_posting(expert, posting_id)
    if form.is_valid():
        try:
            is_there = form.cleaned_data["is_there"] == "yes"
            actions.tell(actor=expert.member, posting_id=posting_id, is_there=is_there, url=form.cleaned_data["url"])
            messages.success(request, _("Noted, for you alone."))
        except LifecycleError:
            pass  # it was found meanwhile
    return to(request, "posting", posting_id=posting_id)


def the_posting(expert: Expert, posting_id: int) -> Posting:
    found = queries.posting(expert.member, posting_id)
    if found is None:
        raise Http404
    return found


def connector_for(request: HttpRequest, network: str) -> Any:
    """Of a network that this expert may connect to; 404 for any other, and for somebody who takes no part."""
    connector = known_connector(network)
    with tenant(request.organisation.id), room.own(member(request)) as expert:  # type: ignore[attr-defined]
        if expert is None or not queries.is_prepared(network):
            raise Http404
    return connector


def known_connector(network: str) -> Any:
    try:
        return registry.own(network)
    except registry.UnknownKind:
        raise Http404 from None


def server_said(request: HttpRequest) -> str:
    """The address of their server, once they told it."""
    with tenant(request.organisation.id), room.own(member(request)) as expert:  # type: ignore[attr-defined]
        return f"https://{expert.instance}" if expert and expert.instance else ""


def shown(request: HttpRequest, network: str, form: ConnectForm) -> HttpResponse:
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        context = pages.connect_page(network, form)
        return render_page(request, "own_accounts/connect.html", context, status=422 if form.errors else 200)


def begun_elsewhere(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("This was begun in another browser, or more than an hour ago. Please begin again."))
    return to(request, "accounts")


def to(request: HttpRequest, name: str, **gaps: Any) -> HttpResponse:
    return redirect(f"own_accounts:{name}", organisation_slug=request.organisation.slug, **gaps)  # type: ignore[attr-defined]
