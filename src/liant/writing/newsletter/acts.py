"""What is done to a letter and to subscribers from their pages, one act each."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liant.accounts.asking import member
from liant.kit.lifecycle import LifecycleError
from liant.writing.models import Version
from liant.writing.networks import LETTER
from liant.writing.newsletter import actions, checking, forms, moves
from liant.writing.newsletter.models import Envelope, Issue, Newsletter, Subscriber, Subscription
from liant.writing.newsletter.pages import the_issue, to, to_issue


def done(request: HttpRequest, issue: Issue, act: Callable[[], Any], said: str) -> HttpResponse:
    """Do it, and say what came of it on the page of the issue."""
    try:
        act()
    except moves.NotReady as unready:
        for problem in unready.problems:
            messages.error(request, problem)
    except (LifecycleError, actions.Begun):
        messages.error(request, _("It has moved on meanwhile: nothing was changed."))
    else:
        messages.success(request, said)
    return to_issue(request, issue)


@require_POST
def choose(request: HttpRequest, version_id: int) -> HttpResponse:
    version = get_object_or_404(Version.objects.filter(network=LETTER), pk=version_id)
    chosen = request.POST.get("newsletter", "")
    newsletter = Newsletter.objects.filter(pk=int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0).first()
    if newsletter is None:
        raise Http404
    try:
        issue = actions.choose(actor=member(request), version=version, newsletter=newsletter)
    except actions.Begun:
        messages.error(request, _("It leaves already: nothing about it changes any more."))
        issue = get_object_or_404(Issue, version=version)
    return to_issue(request, issue)


@require_POST
def trial(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue, form = the_issue(issue_id), forms.TrialForm(request.POST, member=member(request))
    if not form.is_valid() or issue.newsletter.channel_id is None:
        messages.error(request, _("Choose a colleague, and a mailbox through which it leaves."))
        return to_issue(request, issue)
    to_whom = form.cleaned_data["to"]
    said = _("A trial is on its way to %(name)s.") % {"name": to_whom.name}
    return done(request, issue, lambda: actions.send_trial(actor=member(request), issue=issue, to=to_whom), said)


@require_POST
def sign(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue, form = the_issue(issue_id), forms.SignForm(request.POST)
    rules = sorted({one.finding.rule for one in checking.bad_greetings(issue)})
    if not form.is_valid() or not rules:
        messages.error(request, _("Say why it goes out all the same: the reason is kept."))
        return to_issue(request, issue)
    reason = form.cleaned_data["reason"]
    return done(
        request, issue, lambda: actions.sign(actor=member(request), issue=issue, rules=rules, reason=reason),
        _("Signed. It holds for these words, no others."),
    )  # fmt: skip


@require_POST
def begin(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = the_issue(issue_id)
    return done(
        request,
        issue,
        lambda: moves.begin(actor=member(request), issue=issue),
        _("It begins to leave, letter by letter."),
    )


@require_POST
def hold(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue, actor = the_issue(issue_id), member(request)
    reason = _("%(name)s stopped it.") % {"name": actor.name}
    return done(
        request, issue, lambda: moves.hold(actor=actor, issue=issue, reason=reason), _("Held. What left has left.")
    )


@require_POST
def go_on(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = the_issue(issue_id)
    return done(request, issue, lambda: moves.go_on(actor=member(request), issue=issue), _("It goes on."))


@require_POST
def stop(request: HttpRequest, issue_id: int) -> HttpResponse:
    issue = the_issue(issue_id)
    return done(
        request,
        issue,
        lambda: moves.stop(actor=member(request), issue=issue),
        _("Ended. What had not left never will."),
    )


@require_POST
def decide(request: HttpRequest, envelope_id: int) -> HttpResponse:
    """It arrived, or it goes once more: a person looked."""
    envelope = get_object_or_404(Envelope.objects.exclude(issue=None), pk=envelope_id)
    has_arrived = request.POST.get("has_arrived") == "1"
    try:
        moves.decide(actor=member(request), envelope=envelope, has_arrived=has_arrived)
    except LifecycleError:
        messages.error(request, _("It has moved on meanwhile: nothing was changed."))
    else:
        messages.success(request, _("Noted as arrived.") if has_arrived else _("It goes once more."))
    return to(request, "envelopes", issue_id=envelope.issue_id)


@require_POST
def end(request: HttpRequest, subscription_id: int) -> HttpResponse:
    found = get_object_or_404(Subscription, pk=subscription_id)
    actions.end(actor=member(request), subscription=found)
    messages.success(request, _("Ended. Where nothing else is subscribed to, the address is forgotten."))
    return to(request, "subscriber", subscriber_id=found.subscriber_id)


@require_POST
def restore(request: HttpRequest, subscriber_id: int) -> HttpResponse:
    found = get_object_or_404(Subscriber, pk=subscriber_id)
    actions.restore(actor=member(request), subscriber=found)
    messages.success(request, _("Letters go there again."))
    return to(request, "subscriber", subscriber_id=found.pk)
