"""What the pages of newsletters show, gathered."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.channels.models import Channel, Item
from liant.connectors.handing_over import HandsOver
from liant.tenancy.models import Organisation
from liant.web.pieces import Tab
from liant.writing.newsletter import checking, forms, phrases, queries, showing
from liant.writing.newsletter.models import Envelope, Issue, Newsletter, Segment, Subscriber
from liant.writing.pages import room_tabs

COUNTS = ("queued", "sent", "bounced", "refused", "unknown", "left_out")


def the_newsletter(newsletter_id: int) -> Newsletter:
    found = Newsletter.objects.select_related("channel").filter(pk=newsletter_id).first()
    if found is None:
        raise Http404
    return found


def the_issue(issue_id: int) -> Issue:
    known = Issue.objects.select_related("newsletter__channel", "version__piece", "segment", "begun_by")
    found = known.filter(pk=issue_id).first()
    if found is None:
        raise Http404
    return found


def the_mailbox(channel_id: int) -> Channel:
    found = Channel.objects.filter(pk=channel_id).first()
    if found is None or not isinstance(found.connector, HandsOver):
        raise Http404
    return found


def the_segment(segment_id: int) -> Segment:
    found = Segment.objects.filter(pk=segment_id).first()
    if found is None:
        raise Http404
    return found


def number_in(request: HttpRequest, name: str) -> int | None:
    told = request.GET.get(name, "")
    return int(told) if told.isdecimal() and len(told) < 18 else None


def to(request: HttpRequest, name: str, **kwargs: Any) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse(f"newsletter:{name}", kwargs={"organisation_slug": slug, **kwargs}))


def to_issue(request: HttpRequest, issue: Issue) -> HttpResponse:
    return to(request, "issue", issue_id=issue.pk)


def home_page(request: HttpRequest) -> dict[str, Any]:
    found = queries.issues(before_id=number_in(request, "before"))
    return {
        "tabs": room_tabs(request, "newsletter:list"),
        "newsletters": queries.newsletters(),
        "issues": found[: queries.PAGE],
        "next_url": f"?before={found[queries.PAGE - 1].pk}" if len(found) > queries.PAGE else "",
        "waiting": queries.letters_without_issue(),
        "mailboxes": queries.mailboxes(),
    }


def form_to_embed(newsletter: Newsletter, slug: str) -> str:
    """Plain HTML for the house's own site; it works without a script, and nothing is fetched from here before it is sent."""
    action = settings.BASE_URL + reverse("newsletter-form", args=[slug, newsletter.slug])
    label, button = _("Your address"), _("Subscribe")
    return (
        f'<form method="post" action="{action}">\n'
        f'  <label>{label} <input type="email" name="address" autocomplete="email" required></label>\n'
        '  <input name="website" autocomplete="off" tabindex="-1" aria-hidden="true" hidden>\n'
        f"  <button>{button}</button>\n</form>"
    )


def newsletter_page(request: HttpRequest, newsletter: Newsletter) -> dict[str, Any]:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    found = queries.issues(newsletter, number_in(request, "before"))
    return {
        "newsletter": newsletter,
        "issues": found[: queries.PAGE],
        "next_url": f"?before={found[queries.PAGE - 1].pk}" if len(found) > queries.PAGE else "",
        "page_url": settings.BASE_URL + reverse("newsletter-form", args=[slug, newsletter.slug]),
        "embed": form_to_embed(newsletter, slug),
    }


def subscribers_page(request: HttpRequest, newsletter: Newsletter) -> dict[str, Any]:
    """One page of them; the whole address finds one: addresses are not searched by their beginnings."""
    form = forms.FindForm(request.GET if request.GET.get("address") else None)
    state = request.GET.get("state", "")
    state = state if state in ("asked", "on", "ended") else ""
    if form.is_bound and form.is_valid():
        found = queries.find(newsletter, form.cleaned_data["address"])
        next_url = ""
    else:
        found = queries.subscriptions(newsletter, state, number_in(request, "before"))
        more = len(found) > queries.PAGE
        next_url = f"?state={state}&before={found[queries.PAGE - 1].pk}" if more else ""
    states = [("", _("all of them")), ("on", _("subscribed")), ("asked", _("not confirmed yet")), ("ended", _("gone"))]
    tabs = [Tab(f"?state={key}" if key else "?", words, key == state) for key, words in states]
    return {"newsletter": newsletter, "rows": found[: queries.PAGE], "form": form, "states": tabs, "next_url": next_url}


def subscriber_page(subscriber: Subscriber) -> dict[str, Any]:
    proofs = [(one, phrases.ENDED_HOW.get(one.how, one.how)) for one in queries.proofs_of(subscriber)]
    hats = dict(forms.TOLD_HATS_IN_WORDS)
    return {
        "subscriber": subscriber,
        "subscriptions": list(subscriber.subscriptions.select_related("newsletter")),
        "proofs": proofs,
        "returns": [(one, phrases.noted(one.reason)) for one in subscriber.returns.all()[:20]],
        "hats": [hats[one] for one in subscriber.hats if one in hats],
        "topics": [one.name for one in queries.topics() if one.pk in subscriber.topics],
        "suspended_why": phrases.noted(subscriber.suspended_why),
    }


def issue_page(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    """While it is prepared, everything that stands against it; afterwards how far it is."""
    is_draft = issue.state == "draft"
    whole = checking.over_all(issue) if is_draft else None
    greetings = checking.bad_greetings(issue) if is_draft else []
    asked = member(request)
    return {
        "issue": issue,
        "whole": whole,
        "unresolved": [(checking.name_of(one), checking.in_braces(left)) for one, left in whole.unresolved]
        if whole
        else [],
        "problems": checking.problems(issue, whole) if whole else [],
        "greetings": greetings,
        "exception": queries.exception_for(issue) if greetings else None,
        "sign_form": forms.SignForm() if greetings and may(asked, "newsletter.sign") else None,
        "trial_form": forms.TrialForm(member=asked),
        "counts": [(key, phrases.ENVELOPE[key], getattr(issue, key)) for key in COUNTS] if not is_draft else [],
        "trials": [(one, phrases.noted(one.problem), phrases.ENVELOPE[one.state]) for one in queries.trials(issue)],
        "links": list(issue.links.all()[:100]),
        "picks": queries.picks_of(issue),
        "text": showing.for_reader(issue, Subscriber(), Organisation.objects.get(), slug_of(request))["text"],
        "read_url": queries.read_url(issue) if issue.frozen else "",
    }


def slug_of(request: HttpRequest) -> str:
    return request.organisation.slug  # type: ignore[attr-defined]


def readers_page(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    """One recipient after the other, each with the letter that would come to them."""
    after, before, at = (number_in(request, name) for name in ("after", "before", "reader"))
    reader: Subscriber | None
    if before is not None:
        reader = queries.reader_before(issue, before)
    else:
        reader = next(iter(queries.readers_from(issue, at - 1 if at else after or 0)), None)
    shown = showing.for_reader(issue, reader, Organisation.objects.get(), slug_of(request)) if reader else None
    return {
        "issue": issue,
        "reader": reader,
        "shown": shown,
        "missing": checking.in_braces(shown["missing"]) if shown else "",
        "is_first": reader is None or queries.reader_before(issue, reader.pk) is None,
        "is_last": reader is None or not queries.readers_from(issue, reader.pk),
    }


def envelopes_page(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    state = request.GET.get("state", "")
    state = state if state in phrases.ENVELOPE else "unknown"
    found = queries.envelopes(issue, [state], number_in(request, "before"))
    rows: list[tuple[Envelope, str, str]] = [
        (one, checking.name_of(one.subscriber) if one.subscriber else "", phrases.noted(one.problem))
        for one in found[: queries.PAGE]
    ]
    tabs = [Tab(f"?state={key}", phrases.ENVELOPE[key], key == state, getattr(issue, key)) for key in COUNTS]
    more = f"?state={state}&before={found[queries.PAGE - 1].pk}" if len(found) > queries.PAGE else ""
    return {"issue": issue, "rows": rows, "states": tabs, "state": state, "next_url": more}


def heads_of_arrivals(channel: Channel) -> str:
    """The head of the newest mail of ours that came back into the mailbox with its results: a trial sent to itself."""
    for item in Item.objects.filter(channel=channel).order_by("-published_at")[:100]:
        headers = item.raw.get("headers") or []
        lines = [f"{name}: {value}" for name, value in headers if str(name).lower() == "authentication-results"]
        if lines and item.is_ours:
            return "\n".join(lines)
    return ""
