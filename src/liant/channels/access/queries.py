from django.db.models import QuerySet

from liant.accounts.models import Member
from liant.accounts.roles import Role
from liant.channels.access.models import Access, Confirmation, Notice
from liant.channels.models import Channel

MOST_TOLD = 10


def access_of(channel: Channel) -> Access | None:
    return Access.objects.select_related("agreed_by").filter(channel=channel).first()


def channel_of_account(kind: str, remote_key: str) -> Channel | None:
    """The channel that this account of the network had, whatever became of it."""
    found = Access.objects.select_related("channel").filter(kind=kind, remote_key=remote_key).first()
    return found.channel if found else None


def confirmation_of(channel: Channel) -> Confirmation | None:
    return Confirmation.objects.select_related("member").filter(channel=channel).first()


def who_is_told(channel: Channel) -> list[Member]:
    """The channel's owner; without one, the owners of the organisation."""
    owners: QuerySet[Member] = Member.objects.select_related("user").filter(is_active=True)
    own = list(owners.filter(id=channel.owner_id)) if channel.owner_id else []
    return own or list(owners.filter(roles__contains=[Role.OWNER])[:MOST_TOLD])


def last_notices(channel: Channel) -> list[Notice]:
    """Who was told last, and of what; the newest first."""
    return list(Notice.objects.select_related("member").filter(channel=channel).order_by("-id")[:3])
