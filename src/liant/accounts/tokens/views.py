"""The page of tokens. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from liant.accounts.models import Member
from liant.accounts.settings_pages import posted, tabs
from liant.accounts.tokens.actions import make_token, revoke_token
from liant.accounts.tokens.forms import TokenForm
from liant.accounts.tokens.models import ApiToken
from liant.accounts.tokens.queries import token_shown_to, tokens_shown_to
from liant.accounts.tokens.scopes import Scope
from liant.web.partial import render_page


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens there are, and a form for another; a new one is shown once."""
    form = TokenForm(posted(request))
    if request.method == "POST" and form.is_valid():
        token, text = make_token(actor=member(request), **form.values())
        return show(request, "made", token=token, text=text)
    scopes = dict(Scope.choices)
    rows = [(row, [scopes[scope] for scope in row.token.scopes]) for row in tokens_shown_to(member(request))]
    return show(request, "list", form=form, rows=rows, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    try:
        token = token_shown_to(member(request), token_id)
    except ApiToken.DoesNotExist:
        raise Http404 from None
    revoke_token(actor=member(request), token=token)
    messages.success(request, _("The token “%(name)s” works no more.") % {"name": token.name})
    return redirect("tokens:list", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]


def show(request: HttpRequest, name: str, status: int = 200, **values: Any) -> HttpResponse:
    context = {"tabs": tabs(request, "tokens:list"), **values}
    return render_page(request, f"tokens/{name}.html", context, status=status)


def member(request: HttpRequest) -> Member:
    return request.member  # type: ignore[attr-defined]
