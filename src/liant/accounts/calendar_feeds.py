"""A calendar for a programme of one's own, which cannot sign in: the address is the key. Each room that has one says whose
key it is, who may read, and what is written."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override

from liant.accounts.permissions import may
from liant.kit.secrets import hash_token
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.web import limits

EACH_CALLER, EACH_PLACE = 120, 6000  # in a minute: every calendar of the installation is asked for by a few programmes


def answer(request: HttpRequest, token: str, *, name: str, house_of: Callable[[str], int | None], feed: Any, needs: str,
           written: Callable[[Organisation], bytes]) -> HttpResponse:  # fmt: skip
    """`name`: of the file and of the limit. `house_of`: a token's hash → the organisation's id. `feed`: the model of the keys,
    each of a `member`. Unknown, renewed, of someone who has left or may not read it any more: all look alike."""
    hashed = hash_token(token)
    if limits.is_too_often(f"calendar:{name}", request.META.get("REMOTE_ADDR", ""), EACH_CALLER, EACH_PLACE):
        return HttpResponse(status=429, headers={"Retry-After": str(limits.seconds_left())})
    organisation_id = house_of(hashed)
    if organisation_id is None:
        raise Http404
    with tenant(organisation_id):
        found = feed.objects.select_related("member__user").filter(token_hash=hashed).first()
        if found is None or not may(found.member, needs):
            raise Http404
        with override(found.member.user.language):
            content = written(Organisation.objects.get())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
