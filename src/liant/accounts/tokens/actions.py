"""Every change to tokens: made, taken back, used. The text of a token is given once, and kept nowhere."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.accounts.tokens.models import ApiToken, KeptAnswer
from liant.accounts.tokens.rules import ANSWERS_ARE_KEPT, WINDOW, Turn, new_token, turn
from liant.accounts.tokens.scopes import Scope
from liant.audit.actions import record
from liant.kit import clock
from liant.kit.secrets import hash_token

COUNT = """
    update tokens_apitoken set
      minute_count = case when minute_started_at > %(since)s then minute_count + 1 else 1 end,
      minute_started_at = case when minute_started_at > %(since)s then minute_started_at else %(now)s end,
      last_used_on = %(now)s::date
    where id = %(id)s returning minute_count, minute_started_at
"""


class Busy(Exception):
    """A request with the same key is being answered at this moment."""


class OtherRequest(Exception):
    """This key was given to another request."""


def make_token(*, actor: Member, name: str, scopes: Sequence[str], days: int) -> tuple[ApiToken, str]:
    """A token for oneself; returns it with its text, which is kept nowhere."""
    check(actor, "tokens.use")
    text, prefix = new_token()
    with transaction.atomic():
        token = ApiToken.objects.create(
            member=actor,
            name=name.strip(),
            prefix=prefix,
            token_hash=hash_token(text),
            scopes=sorted({Scope(scope).value for scope in scopes}),
            expires_at=clock.now() + timedelta(days=days),
        )
        record(actor, "tokens.make", token, name=token.name, scopes=token.scopes)
    return token, text


def revoke_token(*, actor: Member, token: ApiToken) -> None:
    """One's own, or as the owner anyone's. It works no more from the next request on."""
    check(actor, "tokens.revoke", token)
    with transaction.atomic():
        token = ApiToken.objects.select_for_update().get(id=token.id)
        if token.revoked_at is None:
            token.revoked_at = clock.now()
            token.save(update_fields=["revoked_at"])
            record(actor, "tokens.revoke", token, name=token.name)


def take_turn(token: ApiToken) -> Turn:
    """Count this request. One statement, so that two at once are counted twice."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"now": now, "since": now - WINDOW, "id": token.id})
        count, started_at = cursor.fetchone()
    return turn(count, started_at, now, settings.API_PER_MINUTE)


def answer_kept(token: ApiToken, key: str, fingerprint: str) -> KeptAnswer | None:
    """What this request was answered before, if it was; until the end of the transaction nobody else may ask it.

    Raises Busy, OtherRequest.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"tokens:{token.id}:{key}"])
        if not cursor.fetchone()[0]:
            raise Busy
    found = KeptAnswer.objects.filter(token=token, key=key).first()
    if found and found.fingerprint != fingerprint:
        raise OtherRequest
    return found


def keep_answer(token: ApiToken, key: str, fingerprint: str, **answer: Any) -> None:
    KeptAnswer.objects.create(token=token, key=key, fingerprint=fingerprint, **answer)


def forget_answers() -> None:
    """Those too old for anyone to ask again."""
    KeptAnswer.objects.filter(kept_at__lt=clock.now() - ANSWERS_ARE_KEPT).delete()
