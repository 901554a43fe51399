"""Pages for whoever reads newsletters: ask, confirm, choose, leave, read. A private link is its own key: no account, no cookie.
Looking changes nothing, since programs that read mail follow links; a button does. No address of a machine is kept."""

import functools
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from liant.tenancy.before_tenant import organisation_id_of
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.web import limits
from liant.web.errors import too_many
from liant.web.partial import render_page
from liant.writing.newsletter import forms, mails, queries, subscribing, tokens
from liant.writing.newsletter.actions import follow
from liant.writing.newsletter.models import Issue, LetterPicture, Newsletter, Subscriber, Subscription
from liant.writing.newsletter.showing import LETTER_HEADERS, as_anyone_reads

EACH_CALLER = 20  # in a minute: enough for a family, too few for a program
View = Callable[..., HttpResponse]


def private_link(view: View) -> View:
    """Not kept, not indexed, not told to the next site. A page that tells no referrer sends none to itself either: the link
    is what allows its forms, no cookie."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    @functools.wraps(view)
    def wrapper(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapper


def house_at(slug: str) -> int:
    found = organisation_id_of(slug)
    if found is None:
        raise Http404
    return found


@require_safe
def house(request: HttpRequest, slug: str) -> HttpResponse:
    """Every newsletter to which anyone may subscribe. 404 where there is none."""
    with tenant(house_at(slug)):
        newsletters = queries.open_newsletters()
        if not newsletters:
            raise Http404
        piece = queries.piece_read(request.GET.get("piece", ""))
        context = {"house": Organisation.objects.get(), "newsletters": newsletters, "piece": piece}
        return render_page(request, "newsletter/public/house.html", context)


@csrf_exempt  # it may stand on the house's own site; what it asks for is a mail that asks back, and no session is read
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, slug: str, newsletter_slug: str) -> HttpResponse:
    """What it brings, and the form. The same answer whether the address was known or not."""
    organisation_id = house_at(slug)
    if request.method == "POST" and limits.is_too_often(
        f"newsletter:{organisation_id}", request.META.get("REMOTE_ADDR", ""), EACH_CALLER
    ):
        return too_many(request, limits.seconds_left())
    with tenant(organisation_id):
        newsletter = Newsletter.objects.filter(slug=newsletter_slug).first()
        if newsletter is None or not (newsletter.is_open and newsletter.channel_id):
            raise Http404
        found = Organisation.objects.get()
        piece = queries.piece_read(request.GET.get("piece", ""))
        filled = forms.AskForm(request.POST if request.method == "POST" else None, newsletter=newsletter)
        is_asked = request.method == "POST" and filled.is_valid()
        if is_asked and not filled.cleaned_data["website"]:  # only programs fill it in
            subscribing.ask(newsletter=newsletter, how=_("the form of its page"), piece=piece, **filled.said())
        shown = queries.shown_issues(newsletter) if newsletter.archive == Newsletter.Archive.PUBLIC else []
        issues = [(one, tokens.address(tokens.READ, organisation_id, one.pk)) for one in shown]
        context = {"house": found, "newsletter": newsletter, "form": filled, "is_asked": is_asked, "issues": issues}
        with timezone.override(ZoneInfo(found.time_zone)):
            return render_page(request, "newsletter/public/form.html", context, status=422 if filled.errors else 200)


@private_link
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    named = tokens.read(tokens.CONFIRM, token)
    if named is None:
        return over(request)
    organisation_id, subscription_id, round_ = named
    with tenant(organisation_id):
        found = subscription(subscription_id)
        if found is None or not subscribing.may_confirm(found, round_):
            return over(request)
        is_on = found.state == "on"
        if request.method == "POST":
            is_on = subscribing.confirm(subscription_id=subscription_id, round_=round_) is not None
        return shown_to(request, "newsletter/public/confirm.html", found, is_on=is_on)


@private_link
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """One click: a mail programme posts here by itself (RFC 8058), a person presses the button."""
    named = tokens.read(tokens.LEAVE, token)
    if named is None:
        return over(request)
    organisation_id, subscription_id = named
    with tenant(organisation_id):
        found = subscription(subscription_id)
        if found is None:
            return over(request)
        language = mails.language_for(found.subscriber.language, found.newsletter, Organisation.objects.get())
        if request.method == "POST":
            found = subscribing.leave(subscription_id=subscription_id, how=subscribing.ONE_CLICK) or found
        return shown_to(request, "newsletter/public/leave.html", found, language, has_left=found.state == "ended")


@private_link
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Everything one may choose, on one page."""
    named = tokens.read(tokens.OWN, token)
    if named is None:
        return over(request)
    organisation_id, subscriber_id = named
    with tenant(organisation_id):
        subscriber = Subscriber.objects.filter(pk=subscriber_id).first()
        found = Organisation.objects.get()
        if subscriber is None or not subscriber.address:
            return over(request)
        with override(language_of(subscriber, found)), timezone.override(ZoneInfo(found.time_zone)):
            filled = forms.OwnForm(request.POST if request.method == "POST" else None, subscriber=subscriber)
            if request.method == "POST" and filled.is_valid():
                subscribing.choose(subscriber=subscriber, how=_("their own page"), **filled.chosen())
                return HttpResponseRedirect(f"{request.path}?kept=1")
            kept = {"house": found, "form": filled, "subscriber": subscriber, "is_kept": "kept" in request.GET}
            return render_page(request, "newsletter/public/own.html", kept, status=422 if filled.errors else 200)


@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """An issue as everyone may read it: the fields of no reader, and no way to learn who reads."""
    named = tokens.read(tokens.READ, token)
    if named is None:
        return over(request)
    organisation_id, issue_id = named
    with tenant(organisation_id):
        issue = Issue.objects.select_related("newsletter", "version__piece").filter(pk=issue_id).first()
        if issue is None:
            return over(request)
        found = Organisation.objects.get()
        page = page_of(found, issue.newsletter)
        answer = HttpResponse(as_anyone_reads(issue, found, page, request.build_absolute_uri()))
    for name, value in LETTER_HEADERS.items():
        answer.headers[name] = value
    if issue.newsletter.archive != Newsletter.Archive.PUBLIC:
        answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Counted for the issue, never for a person, then on its way. Only to addresses that stand in the letter."""
    named = tokens.read(tokens.LINK, token)
    if named is None:
        return over(request)
    organisation_id, issue_id, number = named
    with tenant(organisation_id):
        url = follow(issue_id=issue_id, number=number, is_counted=request.method == "GET")
    if url is None:
        return over(request)
    answer = HttpResponseRedirect(url)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@require_safe
def picture(_request: HttpRequest, token: str) -> HttpResponse:
    """The same address for all readers, kept by whoever fetched it: it tells nothing of who opens what."""
    named = tokens.read(tokens.PICTURE, token)
    if named is None:
        raise Http404
    with tenant(named[0]):
        found = LetterPicture.objects.filter(pk=named[1]).first()
        if found is None:
            raise Http404
        answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def page_of(found: Organisation, newsletter: Newsletter) -> str:
    return reverse("newsletter-form", args=[found.slug, newsletter.slug])


def subscription(subscription_id: int) -> Subscription | None:
    return Subscription.objects.select_related("newsletter", "subscriber").filter(pk=subscription_id).first()


def language_of(subscriber: Subscriber, found: Organisation) -> str:
    first = subscriber.subscriptions.select_related("newsletter").first()
    return mails.language_for(subscriber.language, first.newsletter, found) if first else found.language


def shown_to(
    request: HttpRequest, template: str, found: Subscription, language: str = "", **told: object
) -> HttpResponse:
    house_ = Organisation.objects.get()
    language = language or mails.language_for(found.subscriber.language, found.newsletter, house_)
    own_url = tokens.address(tokens.OWN, found.organisation_id, found.subscriber_id)
    context = {"house": house_, "newsletter": found.newsletter, "subscription": found, "own_url": own_url, **told}
    with override(language):
        return render_page(request, template, context)


def over(request: HttpRequest) -> HttpResponse:
    """Unknown, expired, of before: they look alike."""
    return render_page(request, "newsletter/public/over.html", {}, status=410)
