"""The applications of the house, for whoever leads; an expert's accounts and what leaves through them, inside their own rows."""

from collections.abc import Sequence
from datetime import timedelta

from liant.accounts.models import Member
from liant.advocacy.models import Share
from liant.advocacy.own_accounts.models import ON_ITS_WAY, NetworkApp, OwnAccount, Posting
from liant.connectors import registry
from liant.connectors.contract import Account
from liant.kit import clock, secrets

LEFT_BEHIND = timedelta(minutes=1)


def applications() -> dict[str, NetworkApp]:
    """By network."""
    return {one.network: one for one in NetworkApp.objects.select_related("by")}


def is_prepared(network: str) -> bool:
    """Whether an expert may connect an account there: the house did its part, where the network wants one."""
    needs = registry.own(network).needs_application
    return not needs or NetworkApp.objects.filter(network=network).exists()


def with_application(network: str, account: Account) -> Account:
    """The account, with what belongs to the house put in."""
    found = NetworkApp.objects.filter(network=network).first()
    if found is not None and registry.own(network).needs_application:
        account.settings = {**account.settings, **found.settings}
        account.secret = {**account.secret, **secrets.unseal_json(found.secret)}
    return account


# what is a member's own: inside `own`


def accounts(member: Member) -> dict[str, OwnAccount]:
    """By network."""
    return {one.network: one for one in OwnAccount.objects.filter(member=member)}


def account_for(share: Share) -> OwnAccount | None:
    """The account through which it may leave, locked, so that it is not disconnected meanwhile; None where there is none, or
    none that the network accepts."""
    found = OwnAccount.objects.select_for_update().filter(member=share.member_id, network=share.network).first()
    return found if found is not None and found.is_well else None


def posting(member: Member, posting_id: int) -> Posting | None:
    return Posting.objects.filter(member=member, pk=posting_id).select_related("share", "account").first()


def last_postings(shares: Sequence[Share]) -> dict[int, Posting]:
    """share id → the last time that it was on its way."""
    found = Posting.objects.filter(share__in=shares).order_by("id")
    return {one.share_id: one for one in found}


def needing(member: Member) -> list[Posting]:
    """What waits for them: to be looked for, or handed back unpublished."""
    found = Posting.objects.filter(member=member, share__state__in=("unknown", "refused")).select_related("share")
    last = {one.share_id: one for one in found.order_by("id")}
    return [one for one in last.values() if one.needs_a_person or one.share.state == "refused"]


def left_behind(member: Member) -> list[Posting]:
    """Whose moment passed a minute ago, and that wait without a job, or so it seems."""
    late = clock.now() - LEFT_BEHIND
    found = Posting.objects.filter(member=member, state__in=ON_ITS_WAY, next_attempt_at__lt=late)
    return list(found.exclude(state="sending", sending_started_at__gte=late)[:100])
