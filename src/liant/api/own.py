"""About the token itself: whose it is, what it may do, and what it was answered before."""

import json
from typing import Annotated, Any

from ninja import Path, Router, Schema
from pydantic import AwareDatetime

from liant.accounts.models import Member
from liant.accounts.tokens.queries import answer_to
from liant.api.operations import KEY_SCHEMA, reads
from liant.api.problems import nothing_there
from liant.api.values import Named
from liant.inbox.queries import labels
from liant.tenancy.models import Organisation

router = Router(tags=["This token"])


class Me(Schema):
    organisation: str
    organisation_name: str
    member: Named
    scopes: list[str]
    expires_at: AwareDatetime | None
    requests_a_minute: int | None


class NamedList(Schema):
    data: list[Named]


class AnswerTold(Schema):
    """What the request with this key was answered."""

    key: str
    kept_at: AwareDatetime
    status: int
    body: dict[str, Any]


@reads(router, "/me", scope="", needs="tokens.use", answers=Me)
def get_me(request: Any) -> Me:
    """Read whose token this is.

    The organisation, the member in whose name it acts, its scopes and its pace.
    """
    caller, organisation = request.auth, Organisation.objects.get()
    return Me(
        organisation=organisation.slug,
        organisation_name=organisation.name,
        member=Named(id=caller.member.id, name=caller.member.name),
        scopes=sorted(caller.scopes),
        expires_at=caller.token.expires_at if caller.token else None,
        requests_a_minute=caller.turn.limit if caller.turn else None,
    )


@reads(router, "/answers/{key}", scope="", needs="tokens.use", answers=AnswerTold, errors=[404])
def get_answer(
    request: Any, key: Annotated[str, Path(min_length=1, max_length=200, pattern=KEY_SCHEMA["pattern"])]
) -> AnswerTold:
    """Read what a request was answered.

    For whoever sent a request with an Idempotency-Key and lost the answer: 404 means that nothing was done. Kept for
    three days.
    """
    caller = request.auth
    found = answer_to(caller.token, key) if caller.token else None
    if found is None:
        raise nothing_there()
    return AnswerTold(key=found.key, kept_at=found.kept_at, status=found.status, body=json.loads(found.body))


@reads(router, "/members", scope="read:members", needs="accounts.see_members", answers=NamedList)
def list_members(request: Any) -> NamedList:
    """List who works here.

    Names and ids, to give a conversation to someone: nothing is told of what anyone does.
    """
    found = Member.objects.filter(is_active=True)[:1000]
    return NamedList(data=[Named(id=one.id, name=one.name) for one in found])


@reads(router, "/labels", scope="read:conversations", needs="inbox.open", answers=NamedList)
def list_labels(request: Any) -> NamedList:
    """List the labels of conversations."""
    return NamedList(data=[Named(id=one.id, name=one.name) for one in labels()])
