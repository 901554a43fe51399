"""What the templates of the settings are given."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liant.accounts import outbox
from liant.accounts.models import Invitation, Member, Team
from liant.accounts.permissions import may
from liant.web.partial import render_page
from liant.web.pieces import Tab, Words


@dataclass(frozen=True)
class SettingsTab:
    """A page of the settings; `needs`: the permission that opens it."""

    url_name: str
    label: Words
    needs: str


TABS = [
    SettingsTab("settings:organisation", _("The house"), "accounts.change_organisation"),
    SettingsTab("settings:members", _("Members"), "accounts.see_members"),
    SettingsTab("settings:teams", _("Teams"), "accounts.see_members"),
    SettingsTab("settings:invitations", _("Invitations"), "accounts.invite"),
]
MOST_SHOWN = 200


def register_tab(tab: SettingsTab) -> None:
    """Called by the `AppConfig.ready` of a room that has a page among the settings; its template extends
    `accounts/settings/frame.html` and is given `tabs(request, its url name)`."""
    if tab not in TABS:
        TABS.append(tab)


def posted(request: HttpRequest) -> Any:
    """What was sent, also when every box was left empty; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def show(request: HttpRequest, name: str, *, tab: str = "", **values: Any) -> HttpResponse:
    """One page of the settings; 422 when a form on it has something to mend."""
    form, reader = values.get("form"), request.member  # type: ignore[attr-defined]
    is_to_mend = bool(form is not None and form.errors) or bool(values.get("problem"))
    context = {
        "tabs": tabs(request, f"settings:{tab or name}"),
        "may_change_members": may(reader, "accounts.change_member"),
        "may_change_teams": may(reader, "accounts.change_teams"),
        "may_invite": may(reader, "accounts.invite"),
        **values,
    }
    return render_page(request, f"accounts/settings/{name}.html", context, status=422 if is_to_mend else 200)


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    slug, reader = request.organisation.slug, request.member  # type: ignore[attr-defined]
    return [
        Tab(reverse(tab.url_name, args=[slug]), tab.label, tab.url_name == current)
        for tab in TABS
        if may(reader, tab.needs)
    ]


def back_to(request: HttpRequest, name: str, said: Any, **kwargs: Any) -> HttpResponse:
    messages.success(request, said)
    return redirect(f"settings:{name}", organisation_slug=request.organisation.slug, **kwargs)  # type: ignore[attr-defined]


def members_page(reader: Member) -> dict[str, Any]:
    """Names, roles and teams: who works here, never how much."""
    people = Member.objects.filter(is_active=True).prefetch_related("team_memberships__team")
    return {"members": list(people), "is_alone": not people.exclude(id=reader.id).exists()}


def teams_page() -> dict[str, Any]:
    teams = Team.objects.prefetch_related("memberships__member")
    rows = [(team, [one.member.name for one in team.memberships.all() if one.member.is_active]) for team in teams]
    return {"teams": rows}


def invitations_page() -> dict[str, Any]:
    invitations = Invitation.objects.select_related("invited_by")[:MOST_SHOWN]
    return {"invitations": list(invitations), "can_mail": outbox.can_mail()}


def belongs(email: str) -> bool:
    return Member.objects.filter(is_active=True, user__email__iexact=email).exists()
