"""The organisation's own affairs: its settings, its members, teams and invitations."""

from typing import Any

from django.db import IntegrityError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts import actions, forms, outbox, settings_pages
from liant.accounts.mails import invitation_link
from liant.accounts.models import Invitation, Member, Team
from liant.accounts.permissions import check, may
from liant.accounts.settings_pages import back_to, posted, show

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])
LAST_OWNER = _("%(name)s is the last owner. Give the keys to someone else first: a house without an owner is locked.")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Owners begin with the house, everyone else with the people."""
    first = "organisation" if may(_member(request), "accounts.change_organisation") else "members"
    return redirect(f"settings:{first}", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]


@asked_or_sent
def organisation(request: HttpRequest) -> HttpResponse:
    house = request.organisation  # type: ignore[attr-defined]
    form = forms.OrganisationForm(posted(request), organisation=house)
    if request.method == "POST" and form.is_valid():
        actions.change_organisation(actor=_member(request), organisation=house, **form.values())
        return back_to(request, "organisation", _("Kept."))
    return show(request, "organisation", form=form)


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    return show(request, "members", **settings_pages.members_page(_member(request)))


@asked_or_sent
def member(request: HttpRequest, member_id: int) -> HttpResponse:
    """One member: their roles, and the end of their membership."""
    found = _found(Member, id=member_id, is_active=True)
    form = forms.RolesForm(posted(request), initial={"roles": found.roles})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_roles(actor=_member(request), member=found, roles=form.cleaned_data["roles"])
        except actions.LastOwner:
            form.add_error("roles", LAST_OWNER % {"name": found.name})
        else:
            return back_to(request, "members", _("The roles of %(name)s are changed.") % {"name": found.name})
    return show(request, "member", tab="members", form=form, one=found)


@asked_or_sent
def close(request: HttpRequest, member_id: int) -> HttpResponse:
    """Asked on a page of its own, since it takes the house away from someone."""
    found = _found(Member, id=member_id, is_active=True)
    problem = ""
    if request.method == "POST":
        try:
            actions.close_membership(actor=_member(request), member=found)
        except actions.LastOwner:
            problem = LAST_OWNER % {"name": found.name}
        else:
            return back_to(request, "members", _("%(name)s no longer has a key.") % {"name": found.name})
    return show(request, "close", tab="members", one=found, problem=problem)


@asked_or_sent
def teams(request: HttpRequest) -> HttpResponse:
    form = forms.NewTeamForm(posted(request))
    if request.method == "POST":
        check(_member(request), "accounts.change_teams")
        if form.is_valid():
            try:
                team = actions.create_team(actor=_member(request), name=form.cleaned_data["name"])
            except IntegrityError:
                form.add_error("name", _("A team already bears this name."))
            else:
                return back_to(request, "team", _("Now say who is in it."), team_id=team.id)
    return show(request, "teams", form=form, **settings_pages.teams_page())


@asked_or_sent
def team(request: HttpRequest, team_id: int) -> HttpResponse:
    found = _found(Team, id=team_id)
    inside = list(found.memberships.values_list("member_id", flat=True))
    form = forms.TeamMembersForm(posted(request), initial={"members": inside})
    if request.method == "POST" and form.is_valid():
        actions.set_team(actor=_member(request), team=found, members=list(form.cleaned_data["members"]))
        return back_to(request, "teams", _("Kept."))
    return show(request, "team", tab="teams", form=form, one=found)


@asked_or_sent
@never_cache
def invitations(request: HttpRequest) -> HttpResponse:
    """Invite someone: by mail, or with a link to hand over where no mail leaves."""
    house = request.organisation  # type: ignore[attr-defined]
    form = forms.InvitationForm(posted(request), initial={"language": house.language, "roles": ["employee"]})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if settings_pages.belongs(values["email"]):
            form.add_error("email", _("This person is already a member."))
        else:
            invitation, token = actions.invite(actor=_member(request), **values)
            return _sent(request, invitation, token)
    return show(request, "invitations", form=form, **settings_pages.invitations_page())


def _sent(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    if not outbox.can_mail():
        return show(request, "invitation_link", tab="invitations", one=invitation, link=invitation_link(token))
    outbox.send_invitation(request.organisation.id, invitation.id)  # type: ignore[attr-defined]
    return back_to(request, "invitations", _("A mail is on its way to %(email)s.") % {"email": invitation.email})


@require_POST
def send_again(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """The same invitation by a new mail, whose link replaces the former one."""
    invitation = _open_invitation(invitation_id)
    if not outbox.can_mail():
        raise Http404
    outbox.send_invitation(request.organisation.id, invitation.id)  # type: ignore[attr-defined]
    said = _("Another mail is on its way to %(email)s; the former link no longer works.")
    return back_to(request, "invitations", said % {"email": invitation.email})


@require_POST
@never_cache
def show_link(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """A new link, shown once. Only where no mail leaves: elsewhere the mail proves the address."""
    invitation = _open_invitation(invitation_id)
    if outbox.can_mail():
        raise Http404
    token = actions.show_invitation_link(actor=_member(request), invitation=invitation)
    return show(request, "invitation_link", tab="invitations", one=invitation, link=invitation_link(token))


@require_POST
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    invitation = _open_invitation(invitation_id)
    actions.withdraw_invitation(actor=_member(request), invitation=invitation)
    said = _("The invitation of %(email)s is withdrawn; its link no longer works.")
    return back_to(request, "invitations", said % {"email": invitation.email})


def _open_invitation(invitation_id: int) -> Any:
    return _found(Invitation, id=invitation_id, accepted_at=None, withdrawn_at=None)


def _found(model: type[Model], **values: Any) -> Any:
    row = model.objects.filter(**values).first()  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    return row


def _member(request: HttpRequest) -> Member:
    return request.member  # type: ignore[attr-defined]
