"""Who asks for a page: the member that `pages.page` put on the request."""

from django.http import HttpRequest

from liant.accounts.models import Member


def member(request: HttpRequest) -> Member:
    return request.member  # type: ignore[attr-defined]
