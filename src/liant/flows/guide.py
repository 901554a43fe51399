"""The first-run guide: from nothing to a first heard mention, in three steps and plain words."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liant.accounts.actions import change_organisation, change_own_account, found_organisation
from liant.accounts.models import Member, User
from liant.channels.models import Channel
from liant.connectors import registry
from liant.listening.actions import save_query
from liant.listening.models import SavedQuery
from liant.listening.proposals import Proposal, host_of, propose
from liant.tenancy.models import Organisation
from liant.web.partial import render_page

ROOMS = {
    Organisation.Kind.SHOP: ["waits", "thanks", "inbox"],
    Organisation.Kind.TOWN_HALL: ["today", "listening", "inbox", "writing", "surveys", "advocacy"],
    Organisation.Kind.FIRM: ["today", "listening", "inbox", "writing", "surveys", "advocacy"],
    Organisation.Kind.CHAMBER: ["today", "listening", "inbox", "writing", "surveys", "advocacy"],
    Organisation.Kind.AGENCY: ["today", "listening", "inbox", "writing", "surveys", "advocacy"],
}
DETAILS = {
    "shop": _("Two screens: who waits, thanks due."),
    "town_hall": _("Residents, elected officials, volunteers among the staff."),
    "firm": _("Several teams, several channels."),
    "chamber": _("A house for each of your members."),
    "agency": _("Your clients, well apart."),
}
PROPOSED_CHANNELS = ("mail", "bluesky", "feeds", "files")
STEPS = (_("You"), _("What is listened for"), _("How people reach you"))


class WhoForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Who are you?"), choices=Organisation.Kind.choices, widget=forms.RadioSelect, initial="shop"
    )
    your_name = forms.CharField(label=_("Your own name"), max_length=200)
    name = forms.CharField(
        label=_("The name, as people say it"), max_length=200, help_text=_("It is the first thing to listen for.")
    )
    address = forms.CharField(
        label=_("Street and town"),
        required=False,
        max_length=300,
        help_text=_("To recognise who speaks of you, and not of another. Example: 12 rue des Halles, Val-Clair."),
    )
    owner_name = forms.CharField(label=_("Who you are for your customers"), required=False, max_length=200)
    site = forms.CharField(label=_("Your site, if you have one"), required=False, max_length=200)

    def clean_site(self) -> str:
        site = self.cleaned_data["site"].strip()
        if not site:
            return ""
        if " " in site:
            raise forms.ValidationError(_("The address holds a space. The rest is kept."))
        host = host_of(site)
        if "." not in host:
            raise forms.ValidationError(_("This does not look like the address of a site. Example: fleurs-odette.fr"))
        return site if "//" in site else f"https://{site}"


@login_required
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Step 1: who are you? It opens the organisation."""
    user: User = request.user  # type: ignore[assignment]
    form = WhoForm(request.POST or None, initial={"your_name": user.name})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        name = values.pop("your_name")
        change_own_account(actor=user, name=name, language=user.language, time_zone=user.time_zone)
        user.refresh_from_db()
        rooms = ROOMS[Organisation.Kind(values["kind"])]
        organisation = found_organisation(
            actor=user,
            rooms=rooms,
            guide_step="listen",
            language=request.LANGUAGE_CODE,
            **values,
        )
        return HttpResponseRedirect(reverse("flows:guide-listen", kwargs={"organisation_slug": organisation.slug}))
    context = {"form": form, "details": DETAILS, "steps": STEPS}
    return render_page(request, "flows/welcome.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def listen(request: HttpRequest) -> HttpResponse:
    """Step 2: what is listened for, proposed from what was said."""
    organisation, member = organisation_and_member(request)
    proposals = proposals_for(organisation)
    if request.method == "POST":
        keep_chosen(member, proposals, request.POST.getlist("listen"))
        change_organisation(actor=member, organisation=organisation, guide_step="channels")
        return HttpResponseRedirect(reverse("flows:guide-channels", kwargs={"organisation_slug": organisation.slug}))
    return render_page(request, "flows/guide_listen.html", {"proposals": proposals, "steps": STEPS})


@require_http_methods(["GET", "POST"])
def channels(request: HttpRequest) -> HttpResponse:
    """Step 3: by which ways people speak to you."""
    organisation, member = organisation_and_member(request)
    if request.method == "POST":
        change_organisation(actor=member, organisation=organisation, guide_step="")
        return HttpResponseRedirect(reverse("accounts:door"))
    proposed = [registry.get(kind) for kind in PROPOSED_CHANNELS if kind in registry.all_kinds()]
    context = {"connectors": proposed, "connected": Channel.objects.all(), "steps": STEPS}
    return render_page(request, "flows/guide_channels.html", context)


def organisation_and_member(request: HttpRequest) -> tuple[Organisation, Member]:
    return request.organisation, request.member  # type: ignore[attr-defined]


def proposals_for(organisation: Organisation) -> list[Proposal]:
    return propose(
        name=organisation.name,
        address=organisation.address,
        owner=organisation.owner_name,
        site=organisation.site,
    )


def keep_chosen(member: Member, proposals: list[Proposal], chosen: list[Any]) -> None:
    known = set(SavedQuery.objects.values_list("name", flat=True))
    for proposal in proposals:
        if proposal.key in chosen and proposal.name not in known:
            save_query(actor=member, query=None, name=proposal.name, expr=proposal.expr)
