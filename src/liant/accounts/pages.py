"""Every page of an organisation is declared with `page`, which opens the organisation and asks the permission.

Who does not belong gets 404, as if the organisation did not exist; who may not gets 403, with words.
"""

import functools
from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.functional import SimpleLazyObject

from liant.accounts.models import Member
from liant.accounts.permissions import NotAllowed, check
from liant.accounts.queries import places_of
from liant.kit import clock
from liant.tenancy.before_tenant import organisation_id_of, organisation_ids_of
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.web import shell

View = Callable[..., HttpResponseBase]


def page(route: str, view: View, *, name: str, needs: str, calls_outside: bool = False) -> URLPattern:
    """`needs`: the permission. `calls_outside`: the view speaks to another server, so it runs outside the transaction
    and opens `tenant(request.organisation.id)` itself around each piece of database work."""
    return path(route, guarded(view, needs, calls_outside), name=name)


def guarded(view: View, needs: str, calls_outside: bool) -> View:
    @functools.wraps(view)
    def wrapper(request: HttpRequest, organisation_slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request.asked_at = clock.now()  # type: ignore[attr-defined]  # before anything is read: see `live_url`
        organisation_id = enter(request, organisation_slug)
        try:
            with tenant(organisation_id):
                furnish(request, organisation_id, needs)
                if not calls_outside:
                    return view(request, *args, **kwargs)
            return view(request, *args, **kwargs)
        except NotAllowed as refusal:
            with tenant(organisation_id):
                return shell.refused(request, refusal.verb)

    wrapper.guard = needs  # type: ignore[attr-defined]
    return wrapper


def stream_page(route: str, view: Callable[..., Any], *, name: str, needs: str) -> URLPattern:
    """Like `page`, for an asynchronous view that keeps its answer open and touches no database."""

    @functools.wraps(view)
    async def wrapper(request: HttpRequest, organisation_slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        allowed = await sync_to_async(_may_stream)(request, organisation_slug, needs)
        if not allowed:
            return HttpResponse(status=403)
        return await view(request, *args, **kwargs)

    wrapper.guard = needs  # type: ignore[attr-defined]
    return path(route, wrapper, name=name)


def _may_stream(request: HttpRequest, slug: str, needs: str) -> bool:
    if not request.user.is_authenticated:
        return False
    organisation_id = enter(request, slug)
    try:
        with tenant(organisation_id):
            furnish(request, organisation_id, needs)
    except NotAllowed:
        return False
    return True


def enter(request: HttpRequest, slug: str) -> int:
    """The organisation's id, when the user belongs to it."""
    organisation_id = organisation_id_of(slug)
    belongs_to = organisation_ids_of(int(request.user.pk or 0))
    if organisation_id is None or organisation_id not in belongs_to:
        raise Http404
    request.organisation_ids = belongs_to  # type: ignore[attr-defined]
    return organisation_id


def furnish(request: HttpRequest, organisation_id: int, needs: str) -> None:
    """Put the organisation, the member and the rooms on the request, and ask the permission."""
    request.organisation = Organisation.objects.get(id=organisation_id)  # type: ignore[attr-defined]
    member = Member.objects.filter(user_id=int(request.user.pk or 0), is_active=True).first()
    if member is None:
        raise Http404
    request.member = member  # type: ignore[attr-defined]
    if len(request.organisation_ids) > 1:  # type: ignore[attr-defined]
        # asked for by the shell alone: parts of pages, streams and answers to forms do without
        request.organisations = SimpleLazyObject(lambda: places_of(member.user))  # type: ignore[attr-defined]
    check(member, needs)
