from datetime import datetime

from liant.community.models import Consent
from liant.community.workspaces.models import Reading, Turn, Workspace
from liant.ledger.models import Community
from liant.people.models import Handle

MOST = 30
BY_LETTERS = (Reading.Source.MAIL, Reading.Source.CALENDAR, Reading.Source.TABLE)  # each asks for its own agreement


def readings() -> list[Reading]:
    return list(Reading.objects.select_related("by", "workspace")[:MOST])


def workspaces() -> list[Workspace]:
    return list(Workspace.objects.select_related("connected_by"))


def one_workspace(workspace_id: int) -> Workspace | None:
    return Workspace.objects.filter(pk=workspace_id).first()


def known_by_address(source: str = "") -> dict[str, int]:
    """Mail address → member, of those who agreed to such a source and work here: nobody else is looked for."""
    found = Consent.objects.filter(member_id__in=consents(source)).values_list("member__user__email", "member_id")
    return {email.lower(): member_id for email, member_id in found}


def known_by_handle(kind: str) -> dict[str, int]:
    """The same by the accounts that they told are theirs."""
    agreed = Consent.objects.filter(member__is_active=True).values("member_id")
    found = Handle.objects.filter(kind=kind, person__member_id__in=agreed)
    return {key.lower(): member_id for key, member_id in found.values_list("key", "person__member_id")}


def communities() -> dict[str, int]:
    """Those outside that the house has on its list, by the key of their name."""
    return dict(Community.objects.values_list("key", "id"))


def consents(source: str = "") -> dict[int, datetime]:
    """Member → since when they agree that such a source tells of them; "": what passes in Liant."""
    since = "letters_at" if source in BY_LETTERS else "given_at"
    found = Consent.objects.filter(member__is_active=True, **{f"{since}__isnull": False})
    return dict(found.values_list("member_id", since))


def one_reading(reading_id: int) -> Reading | None:
    return Reading.objects.filter(pk=reading_id).first()


def turns_of(reading_id: int) -> list[Turn]:
    return list(Turn.objects.filter(reading_id=reading_id).select_related("member", "to").order_by("at", "pk"))
