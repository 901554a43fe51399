"""The pages of newsletters. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.kit.place import read_place, write_place
from liant.tenancy.models import Organisation
from liant.web.partial import render_page
from liant.writing.models import Piece
from liant.writing.newsletter import (
    actions,
    authentication,
    checking,
    forms,
    importing,
    pages,
    phrases,
    queries,
    showing,
)
from liant.writing.newsletter.models import Newsletter, Subscriber
from liant.writing.newsletter.pages import slug_of, the_issue, the_mailbox, the_newsletter, the_segment, to, to_issue

GET_POST = ["GET", "POST"]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return render_page(request, "newsletter/list.html", pages.home_page(request))


@require_http_methods(GET_POST)
def new(request: HttpRequest) -> HttpResponse:
    house = member(request).organisation
    begun = Newsletter(languages=[house.language], consent=_("I would like to receive this newsletter by %(house)s. I can leave at any time, with one click.") % {"house": house.name})  # fmt: skip
    return changed(request, begun, None)


@require_http_methods(GET_POST)
def change(request: HttpRequest, newsletter_id: int) -> HttpResponse:
    found = the_newsletter(newsletter_id)
    return changed(request, found, found)


def changed(request: HttpRequest, shown: Newsletter, kept: Newsletter | None) -> HttpResponse:
    form = forms.NewsletterForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        found = actions.save_newsletter(actor=member(request), newsletter=kept, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return to(request, "newsletter", newsletter_id=found.pk)
    context = {"form": form, "newsletter": kept, "mailboxes": queries.mailboxes()}
    return render_page(request, "newsletter/change.html", context, status=422 if form.errors else 200)


@require_GET
def newsletter(request: HttpRequest, newsletter_id: int) -> HttpResponse:
    return render_page(
        request, "newsletter/newsletter.html", pages.newsletter_page(request, the_newsletter(newsletter_id))
    )


@require_GET
def subscribers(request: HttpRequest, newsletter_id: int) -> HttpResponse:
    context = pages.subscribers_page(request, the_newsletter(newsletter_id))
    return render_page(request, "newsletter/subscribers.html", context)


@require_http_methods(GET_POST)
def bring(request: HttpRequest, newsletter_id: int) -> HttpResponse:
    """All of a file or nothing: what is wrong is told by line and column."""
    found = the_newsletter(newsletter_id)
    form = forms.BringForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"newsletter": found, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render_page(request, "newsletter/bring.html", context, status=422 if form.errors else 200)
    told = form.cleaned_data
    file = importing.read(told["file"], found.languages)
    if file.errors:
        return render_page(request, "newsletter/bring.html", {**context, "errors": file.errors}, status=422)
    if told["way"] == forms.BringForm.BRING:
        brought = actions.bring_in(
            actor=member(request), newsletter=found, rows=file.rows, how=told["how"], text=told["text"]
        )
        said = ngettext("%(count)s person is subscribed.", "%(count)s people are subscribed.", brought.count)
    elif found.channel_id is None:
        form.add_error(None, _("Choose first through which mailbox it leaves."))
        return render_page(request, "newsletter/bring.html", context, status=422)
    else:
        brought = actions.invite(actor=member(request), newsletter=found, rows=file.rows, how=told["how"])
        said = ngettext("%(count)s person is invited.", "%(count)s people are invited.", brought.count)
    left_out = [(line, phrases.LEFT_OUT[why]) for line, why in brought.left_out[:200]]
    done = {"said": said % {"count": brought.count}, "left_out": left_out, "left_out_count": len(brought.left_out)}
    return render_page(request, "newsletter/brought.html", {**context, **done})


@require_GET
def subscriber(request: HttpRequest, subscriber_id: int) -> HttpResponse:
    found = Subscriber.objects.select_related("person").filter(pk=subscriber_id).first()
    if found is None:
        raise Http404
    return render_page(request, "newsletter/subscriber.html", pages.subscriber_page(found))


@require_http_methods(GET_POST)
def segments(request: HttpRequest) -> HttpResponse:
    return segmented(request, None)


@require_http_methods(GET_POST)
def segment(request: HttpRequest, segment_id: int) -> HttpResponse:
    return segmented(request, segment_id)


def segmented(request: HttpRequest, segment_id: int | None) -> HttpResponse:
    found = the_segment(segment_id) if segment_id else None
    form = forms.SegmentForm(request.POST or None, member=member(request), segment=found)
    if request.method == "POST" and form.is_valid():
        actions.save_segment(actor=member(request), segment=found, name=form.cleaned_data["name"], **form.values())
        messages.success(request, _("Kept."))
        return to(request, "segments")
    context = {"form": form, "segment": found, "segments": queries.segments()}
    return render_page(request, "newsletter/segments.html", context, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
def mailbox(request: HttpRequest, channel_id: int) -> HttpResponse:
    """At what rate letters leave, and whether those who receive them can know that they are ours."""
    channel = the_mailbox(channel_id)
    postage = queries.postage_of(channel)
    asked = "head" in request.POST
    initial = {name: getattr(postage, name) for name in forms.PostageForm.base_fields}
    form = forms.PostageForm(None if asked else request.POST or None, initial=initial)
    head_form = forms.HeadForm(request.POST if asked else None, initial={"head": ""})
    if request.method == "POST" and not asked and form.is_valid():
        actions.save_postage(actor=member(request), channel=channel, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return to(request, "mailbox", channel_id=channel.pk)
    _name, address = channel.connector.sender(channel.account())  # type: ignore[attr-defined]  # HandsOver
    domain = address.rpartition("@")[2]
    head = head_form.cleaned_data["head"] if asked and head_form.is_valid() else pages.heads_of_arrivals(channel)
    context = {
        "channel": channel, "form": form, "head_form": head_form, "address": address, "domain": domain,
        "rows": authentication.rows_for(domain, str(channel.settings.get("smtp_host") or "")),
        "verdicts": authentication.verdicts(head, domain) if head else [], "is_pasted": asked,
    }  # fmt: skip
    return render_page(request, "newsletter/mailbox.html", context, status=422 if form.errors else 200)


@require_GET
def returns(request: HttpRequest) -> HttpResponse:
    found = queries.returns(read_place(request.GET.get("after", "")))
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    context = {
        "rows": [(one, checking.name_of(one.subscriber), phrases.noted(one.reason)) for one in found[: queries.PAGE]],
        "next_url": f"?after={write_place(last.at, last.pk)}" if last else "",
    }
    return render_page(request, "newsletter/returns.html", context)


@require_GET
def issue(request: HttpRequest, issue_id: int) -> HttpResponse:
    return render_page(request, "newsletter/issue.html", pages.issue_page(request, the_issue(issue_id)))


@require_http_methods(GET_POST)
def compose(request: HttpRequest, issue_id: int) -> HttpResponse:
    found = the_issue(issue_id)
    form = forms.IssueForm(request.POST or None, issue=found, fields=checking.open_fields(found))
    if request.method == "POST" and form.is_valid():
        by_id = Piece.objects.in_bulk(form.picked())
        pieces = [by_id[one] for one in form.picked() if one in by_id]
        try:
            actions.compose(actor=member(request), issue=found, pieces=pieces, **form.values())
            messages.success(request, _("Kept."))
        except actions.Begun:
            messages.error(request, _("It leaves already: nothing about it changes any more."))
        return to_issue(request, found)
    context = {"issue": found, "form": form}
    return render_page(request, "newsletter/compose.html", context, status=422 if form.errors else 200)


@require_GET
def readers(request: HttpRequest, issue_id: int) -> HttpResponse:
    return render_page(request, "newsletter/readers.html", pages.readers_page(request, the_issue(issue_id)))


@require_GET
def letter(request: HttpRequest, issue_id: int) -> HttpResponse:
    """The letter itself, for the frames of the preview; a reader's own only for whoever may see readers."""
    found, reader = the_issue(issue_id), Subscriber()
    asked = pages.number_in(request, "reader")
    if asked is not None and may(member(request), "newsletter.subscribers"):
        reader = Subscriber.objects.filter(pk=asked).first() or reader
    shown = showing.for_reader(found, reader, Organisation.objects.get(), slug_of(request))
    answer = HttpResponse(shown["html"])
    for name, value in showing.LETTER_HEADERS.items():
        answer.headers[name] = value
    return answer


@require_GET
def envelopes(request: HttpRequest, issue_id: int) -> HttpResponse:
    return render_page(request, "newsletter/envelopes.html", pages.envelopes_page(request, the_issue(issue_id)))
