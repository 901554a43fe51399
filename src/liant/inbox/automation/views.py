"""The pages of rules. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.asking import member
from liant.inbox.automation import pages
from liant.inbox.automation.actions import (
    NotTried,
    accept_hat,
    decline,
    let_go,
    move_rule,
    remove_rule,
    save_rule,
    switch_off,
    switch_on,
    try_rule,
)
from liant.inbox.automation.models import Proposal, Rule
from liant.inbox.models import Conversation
from liant.inbox.queries import conversation_of
from liant.kit.lifecycle import LifecycleError
from liant.web.partial import render_page


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    return render_page(request, "automation/list.html", pages.list_page(request))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, rule_id: int | None = None) -> HttpResponse:
    rule = the_rule(rule_id) if rule_id else None
    form = pages.form_of(request, rule)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        saved = save_rule(
            actor=member(request),
            rule=rule,
            name=values["name"],
            trigger=values["trigger"],
            conditions=form.conditions(),
            actions=form.actions(),
            put_label=values["put_label"],
            wait_hours=values["wait_hours"] if values["trigger"] == "waited" else None,
            label=values["label"] if values["trigger"] == "labelled" else None,
            is_last=values["is_last"],
        )
        return back_to(request, saved, _("Kept. Try it on the past month, then switch it on."))
    status = 422 if form.errors else 200
    return render_page(request, "automation/edit.html", pages.edit_page(request, rule, form), status=status)


@require_GET
def rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    return render_page(request, "automation/rule.html", pages.rule_page(request, the_rule(rule_id)))


@require_POST
def try_on_past(request: HttpRequest, rule_id: int) -> HttpResponse:
    """What it would have done; the page itself is the answer, nothing was done."""
    found = the_rule(rule_id)
    trial = try_rule(actor=member(request), rule=found)
    context = pages.trial_page(request, the_rule(rule_id), trial)
    return render_page(request, "automation/trial.html", context)


@require_POST
def start(request: HttpRequest, rule_id: int) -> HttpResponse:
    found = the_rule(rule_id)
    version = request.POST.get("version", "")
    try:
        switch_on(actor=member(request), rule=found, version=int(version) if version.isdecimal() else 0)
    except NotTried:
        return back_to(request, found, _("Try it on the past month first: then you know what you switch on."))
    except LifecycleError:
        return back_to(request, found, _("It is switched on already."))
    return back_to(request, found, _("Switched on. It acts upon what happens from now on."))


@require_POST
def pause(request: HttpRequest, rule_id: int) -> HttpResponse:
    found = the_rule(rule_id)
    try:
        switch_off(actor=member(request), rule=found)
    except LifecycleError:
        return back_to(request, found, _("It is switched off already."))
    return back_to(request, found, _("Switched off. What it did stays."))


@require_POST
def shift(request: HttpRequest, rule_id: int) -> HttpResponse:
    move_rule(actor=member(request), rule=the_rule(rule_id), is_up=request.POST.get("to") == "up")
    return redirect("automation:list", organisation_slug=slug_of(request))


@require_POST
def remove(request: HttpRequest, rule_id: int) -> HttpResponse:
    found = the_rule(rule_id)
    remove_rule(actor=member(request), rule=found)
    messages.success(request, _("The rule “%(name)s” is removed. What it did stays.") % {"name": found.name})
    return redirect("automation:list", organisation_slug=slug_of(request))


@require_POST
def agree(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Take up the hat that a rule proposed."""
    proposal = the_proposal(request, proposal_id)
    if proposal.kind != Proposal.Kind.HAT:
        raise Http404
    accept_hat(actor=member(request), proposal=proposal)
    return to_conversation(request, proposal.conversation_id, _("Noted: it is in this hat from now on."))


@require_POST
def set_aside(request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = the_proposal(request, proposal_id)
    decline(actor=member(request), proposal=proposal)
    return to_conversation(request, proposal.conversation_id, _("Set aside."))


@require_POST
def calm(request: HttpRequest, conversation_id: int) -> HttpResponse:
    try:
        conversation = conversation_of(member(request), conversation_id)
    except Conversation.DoesNotExist:
        raise Http404 from None
    let_go(actor=member(request), conversation=conversation)
    return to_conversation(request, conversation_id, _("It has its usual place again."))


def the_rule(rule_id: int) -> Rule:
    found = Rule.objects.select_related("label", "changed_by").filter(id=rule_id).first()
    if found is None:
        raise Http404
    return found


def the_proposal(request: HttpRequest, proposal_id: int) -> Proposal:
    """An open one, of a conversation that this member may read."""
    found = Proposal.objects.select_related("rule").filter(id=proposal_id, settled_at=None).first()
    if found is None:
        raise Http404
    try:
        found.conversation = conversation_of(member(request), found.conversation_id)
    except Conversation.DoesNotExist:
        raise Http404 from None
    return found


def slug_of(request: HttpRequest) -> str:
    return request.organisation.slug  # type: ignore[attr-defined]


def back_to(request: HttpRequest, found: Rule, said: Any) -> HttpResponse:
    messages.success(request, said)
    return redirect("automation:rule", organisation_slug=slug_of(request), rule_id=found.id)


def to_conversation(request: HttpRequest, conversation_id: int, said: Any) -> HttpResponse:
    """Or to the list, when it is for others now."""
    messages.success(request, said)
    try:
        conversation_of(member(request), conversation_id)
    except Conversation.DoesNotExist:
        return redirect("inbox:list", organisation_slug=slug_of(request))
    return redirect("inbox:conversation", organisation_slug=slug_of(request), conversation_id=conversation_id)
