from dataclasses import dataclass
from datetime import date

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.roles import Role
from liant.accounts.tokens.models import ApiToken, KeptAnswer
from liant.kit.secrets import hash_token

MOST = 200


@dataclass(frozen=True)
class Shown:
    """A token as the page lists it. When a colleague's was used is told to nobody else."""

    token: ApiToken
    is_own: bool

    @property
    def last_used_on(self) -> date | None:
        return self.token.last_used_on if self.is_own else None


def tokens_shown_to(member: Member) -> list[Shown]:
    """One's own; to the owner, those of all, newest first."""
    found = ApiToken.objects.select_related("member")
    if not member.has_role(Role.OWNER):
        found = found.filter(member=member)
    return [Shown(token, token.member_id == member.id) for token in found[:MOST]]


def token_shown_to(member: Member, token_id: int) -> ApiToken:
    """Raises ApiToken.DoesNotExist when there is none that this member may know of."""
    token = ApiToken.objects.select_related("member").get(id=token_id)
    if not may(member, "tokens.revoke", token):
        raise ApiToken.DoesNotExist
    return token


def token_of(text: str) -> ApiToken | None:
    """The token of this text, good or not, inside its organisation."""
    return ApiToken.objects.select_related("member", "member__user").filter(token_hash=hash_token(text)).first()


def answer_to(token: ApiToken, key: str) -> KeptAnswer | None:
    return KeptAnswer.objects.filter(token=token, key=key).first()
