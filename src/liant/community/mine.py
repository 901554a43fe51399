"""What is one's own: what one was told, what one chose, one's feed, one's consent."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.settings_pages import posted
from liant.community import choosing, forms, notices, queries
from liant.community.models import Consent, Feed
from liant.community.pages import address, room_tabs
from liant.web.partial import render_page


@require_safe
def for_me(request: HttpRequest) -> HttpResponse:
    context = {
        "tabs": room_tabs(request, "community:for-me"),
        "notices": queries.notices_for(member(request)),
    }
    return render_page(request, "community/for_me.html", context)


@require_POST
def see_all(request: HttpRequest) -> HttpResponse:
    notices.see(member=member(request))
    return redirect(address(request, "community:for-me"))


@require_POST
def see(request: HttpRequest, notice_id: int) -> HttpResponse:
    found = queries.one_notice(member(request), notice_id)
    if found is None:
        raise Http404
    notices.see(member=member(request), notice=found)
    return redirect(address(request, "community:for-me"))


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """What one is told, how and when."""
    reader = member(request)
    form = forms.ChoiceForm(posted(request), instance=notices.choice_of(reader))
    if request.method == "POST" and form.is_valid():
        choosing.choose(actor=reader, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect(address(request, "community:mine"))
    return own_page(request, form)


def own_page(request: HttpRequest, form: forms.ChoiceForm, feed_url: str = "") -> HttpResponse:
    reader = member(request)
    context = {
        "form": form,
        "can_mail": bool(settings.EMAIL_HOST),
        "feed": Feed.objects.filter(member=reader).first(),
        "feed_url": feed_url,
        "consent": Consent.objects.filter(member=reader).first(),
    }
    return render_page(request, "community/mine.html", context, status=422 if form.errors else 200)


@require_POST
def feed(request: HttpRequest) -> HttpResponse:
    """Made, made anew, or closed. The address is shown once, as it is made."""
    reader = member(request)
    if "close" in request.POST:
        choosing.close_feed(actor=reader)
        messages.success(request, _("Closed. The address leads nowhere any more."))
        return redirect(address(request, "community:mine"))
    _made, token = choosing.make_feed(actor=reader)
    url = settings.BASE_URL + reverse("community-feed", args=[token])
    return own_page(request, forms.ChoiceForm(instance=notices.choice_of(reader)), url)


@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    reader = member(request)
    if "end" in request.POST:
        choosing.end_consent(actor=reader)
        messages.success(request, _("It is ended. What was noted between you and your colleagues is being forgotten."))
    elif "agree" in request.POST or "letters" in request.POST:
        choosing.agree(actor=reader, with_letters="letters" in request.POST)
        messages.success(request, _("Thank you. It counts from now on, with those who agreed too."))
    return redirect(address(request, "community:mine"))
