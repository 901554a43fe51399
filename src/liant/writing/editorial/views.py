"""The policy, its editions, and the example that the channels set. Each view parses, calls one query or one action,
renders."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.asking import member
from liant.jobs.queue import defer
from liant.web.partial import render_page
from liant.writing.editorial import actions, forms, pages, queries
from liant.writing.pages import room_tabs


@require_GET
def policy(request: HttpRequest, channel_id: int | None = None) -> HttpResponse:
    """The edition in force, or the one that the address names."""
    channel = pages.the_channel(channel_id)
    editions = queries.editions_of(channel)
    asked = request.GET.get("edition", "")
    shown = next((one for one in editions if str(one.edition) == asked), editions[0] if editions else None)
    context = {
        "tabs": room_tabs(request, "editorial:policy"),
        "channels": pages.channel_tabs(request, channel),
        "channel": channel,
        "policy": shown,
        "editions": editions,
        "words": pages.in_words(shown) if shown else [],
        "inside": pages.inside_words(shown) if shown else [],
        "is_public": queries.is_public(),
    }
    return render_page(request, "editorial/policy.html", context)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, channel_id: int | None = None) -> HttpResponse:
    channel = pages.the_channel(channel_id)
    newest = next(iter(queries.editions_of(channel, 1)), None) or queries.in_force(channel)
    form = forms.PolicyForm(request.POST or None, initial=forms.as_typed(newest))
    if request.method == "POST" and form.is_valid():
        actions.write(actor=member(request), channel=channel, **form.values())
        messages.success(request, _("The new edition is in force."))
        return to_policy(request, channel_id)
    return render_page(
        request, "editorial/write.html", {"form": form, "channel": channel}, status=422 if form.errors else 200
    )


@require_POST
def show(request: HttpRequest) -> HttpResponse:
    actions.show(actor=member(request), is_public=request.POST.get("is_public") == "1")
    return to_policy(request)


@require_GET
def example(request: HttpRequest) -> HttpResponse:
    context = {"tabs": room_tabs(request, "editorial:example"), **pages.example_page()}
    return render_page(request, "editorial/example.html", context)


@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Count all the months that are shown, in the background."""
    organisation_id = member(request).organisation_id
    defer(
        "editorial.count", once=f"editorial.count:{organisation_id}:all", organisation_id=organisation_id,
        months=queries.MONTHS,
    )  # fmt: skip
    messages.success(request, _("It is being counted: come back in a minute."))
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("editorial:example", args=[slug]))


def to_policy(request: HttpRequest, channel_id: int | None = None) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    if channel_id is None:
        return HttpResponseRedirect(reverse("editorial:policy", args=[slug]))
    return HttpResponseRedirect(reverse("editorial:channel", args=[slug, channel_id]))
