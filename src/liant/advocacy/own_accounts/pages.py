"""What the pages of accounts of one's own show, and what they add to the pages of sharing; inside an expert's own rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liant.advocacy import sharing, ways
from liant.advocacy.models import Expert, Share
from liant.advocacy.own_accounts import phrases, queries
from liant.advocacy.own_accounts.forms import MomentForm
from liant.advocacy.own_accounts.models import OwnAccount, Posting
from liant.advocacy.states import IN_HAND
from liant.advocacy.tabs import room_tabs
from liant.channels.kinds import said
from liant.connectors import registry
from liant.connectors.contract import Authorises
from liant.connectors.guide import Explains
from liant.connectors.intents import whole
from liant.kit import clock

SOON = timedelta(minutes=5)  # what leaves by then is leaving now, as people see it


@dataclass(frozen=True)
class Network:
    """One on which an expert may have an account connected. `is_prepared`: the house did its part, where there is one."""

    key: str
    label: str
    account: OwnAccount | None
    is_prepared: bool
    given_back: str
    is_untried: bool

    @property
    def problem(self) -> str:
        return phrases.in_words(self.account.problem) if self.account and self.account.problem else ""


def networks(expert: Expert) -> list[Network]:
    known, applications = queries.accounts(expert.member), queries.applications()
    return [network_of(key, known.get(key), key in applications) for key in registry.OWN_ACCOUNTS]


def network_of(key: str, account: OwnAccount | None, has_application: bool) -> Network:
    own = registry.own(key)
    is_untried = isinstance(own, Explains) and own.is_untried
    return Network(
        key,
        said(own.label),
        account,
        has_application or not own.needs_application,
        said(own.given_back),
        is_untried and own.needs_application,
    )


def accounts_page(request: HttpRequest, expert: Expert) -> dict[str, Any]:
    return {
        "tabs": room_tabs(request, "own_accounts:accounts", is_expert=True),
        "expert": expert,
        "networks": networks(expert),
    }


def connect_page(network: str, form: Any) -> dict[str, Any]:
    own = registry.own(network)
    return {
        "network": network_of(network, None, has_application=True),
        "form": form,
        "asks_for": [said(sentence) for sentence in own.asks_for],
        "goes_on": isinstance(own, Authorises),
    }


def posting_page(request: HttpRequest, posting: Posting) -> dict[str, Any]:
    """What becomes of it, said in words; `is_moving`: worth looking at again in a moment."""
    is_later = posting.state == "queued" and posting.leaves_at > clock.now() + SOON
    return {
        "posting": posting,
        "share": posting.share,
        "network": sharing.NETWORKS[posting.network].label,
        "whole": whole(posting.share.text, sharing.address_in(posting.share)),
        "problem": phrases.in_words(posting.problem) if posting.problem else "",
        "is_later": is_later,
        "may_take_back": posting.state in ("queued", "held"),
        "is_moving": posting.state in ("queued", "sending", "unknown") and not is_later and not posting.needs_a_person,
        "in_hand": posting.share.state in IN_HAND,
        "address": address(request, "posting", posting_id=posting.pk),
    }


def leads(expert: Expert, network: str) -> bool:
    account = queries.accounts(expert.member).get(network)
    return account is not None and account.is_well


def ready_section(request: HttpRequest, expert: Expert, share: Share) -> ways.Section | None:  # noqa: ARG001
    """Publishing at once, beside the network's own window; None where they have no account there."""
    account = queries.accounts(expert.member).get(share.network)
    if account is None:
        return None
    first = localtime(clock.now()).replace(second=0, microsecond=0) + timedelta(hours=1)
    context = {
        "account": account,
        "share": share,
        "network": sharing.NETWORKS[share.network].label,
        "moment": MomentForm(initial={"leaves_at": first}),
        "problem": phrases.in_words(share.problem) if share.problem else "",
    }
    return "own_accounts/parts/ready.html", context


def told(request: HttpRequest, shares: Sequence[Share]) -> Mapping[int, ways.Told]:
    found = queries.last_postings([one for one in shares if one.state != "begun"])
    return {share_id: told_of(request, posting) for share_id, posting in found.items()}


def told_of(request: HttpRequest, posting: Posting) -> ways.Told:
    url, state = address(request, "posting", posting_id=posting.pk), posting.share.state
    if state == "done":
        return ways.Told(came_of(posting), posting.share.url, _("See it there") if posting.share.url else "")
    if state == "refused":
        return ways.Told(_("Not published: %(why)s") % {"why": phrases.in_words(posting.problem)}, url, _("Look at it"))
    if posting.needs_a_person:
        return ways.Told(_("The network did not confirm that it arrived."), url, _("Look, and say what you found"))
    if posting.state == "queued" and posting.leaves_at > clock.now() + SOON:
        moment = date_format(localtime(posting.leaves_at), "DATETIME_FORMAT")
        return ways.Told(_("It leaves on %(moment)s.") % {"moment": moment}, url, _("Look at it"))
    return ways.Told(_("It is leaving."), url, _("Look at it"))


def came_of(posting: Posting) -> str:
    """As the network counted it; nothing where nobody counted."""
    parts = []
    if posting.replies is not None:
        parts.append(ngettext("%(n)s answer", "%(n)s answers", posting.replies) % {"n": posting.replies})
    if posting.likes is not None:
        parts.append(ngettext("%(n)s like", "%(n)s likes", posting.likes) % {"n": posting.likes})
    if posting.reposts is not None:
        parts.append(
            ngettext("shared again once", "shared again %(n)s times", posting.reposts) % {"n": posting.reposts}
        )
    return _("There: %(what)s.") % {"what": ", ".join(parts)} if parts else ""


def waiting(request: HttpRequest, expert: Expert) -> list[ways.Told]:
    """At the head of their list: what they were asked to look for, what came back unpublished, an account that is lost."""
    needing = [told_of(request, one) for one in queries.needing(expert.member)]
    ending = [ending_in_words(one) for one in queries.accounts(expert.member).values()]
    page = address(request, "accounts")
    return needing + [ways.Told(words, page, _("Connect it again")) for words in ending if words]


def ending_in_words(account: OwnAccount) -> str:
    values = {"network": said(registry.own(account.network).label)}
    if not account.is_well:
        return _("%(network)s no longer accepts the account that you connected.") % values
    if account.is_ending and account.ends_at:
        values["day"] = date_format(localtime(account.ends_at), "j F")
        return _("What you agreed to on %(network)s ends on %(day)s.") % values
    return ""


def address(request: HttpRequest, name: str, **gaps: Any) -> str:
    return reverse(f"own_accounts:{name}", kwargs={"organisation_slug": request.organisation.slug, **gaps})  # type: ignore[attr-defined]
