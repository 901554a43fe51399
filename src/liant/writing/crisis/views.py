"""The pages of a crisis. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liant.accounts.asking import member
from liant.accounts.permissions import check
from liant.kit.lifecycle import LifecycleError
from liant.kit.place import read_place, write_place
from liant.web.partial import render_page
from liant.writing.crisis import actions, forms, pages, queries, releases
from liant.writing.crisis.models import Bulletin, Territory
from liant.writing.crisis.pages import in_house_zone, the_crisis
from liant.writing.crisis.rules import STEPS
from liant.writing.models import Version
from liant.writing.pages import place_of, room_tabs, to_piece

GET_POST = ["GET", "POST"]


@require_GET
@in_house_zone
def home(request: HttpRequest) -> HttpResponse:
    found = queries.crises_over(read_place(request.GET.get("after", "")))
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    context = {
        "tabs": room_tabs(request, "crisis:home"),
        "on": queries.crises_on(),
        "over": found[: queries.PAGE],
        "asking": queries.still_asking(found[: queries.PAGE]),
        "next_url": f"?after={write_place(last.began_at, last.pk)}" if last else "",
    }
    return render_page(request, "crisis/home.html", context)


@require_http_methods(GET_POST)
@in_house_zone
def switch_on(request: HttpRequest) -> HttpResponse:
    return opened(request, forms.SwitchForm, is_exercise=False)


@require_http_methods(GET_POST)
@in_house_zone
def rehearse(request: HttpRequest) -> HttpResponse:
    return opened(request, forms.ExerciseForm, is_exercise=True)


def opened(request: HttpRequest, kind: type[forms.SwitchForm], *, is_exercise: bool) -> HttpResponse:
    form = kind(request.POST or None, initial=forms.as_typed(None, member(request)))
    if request.method == "POST" and form.is_valid():
        crisis = actions.switch_on(actor=member(request), is_exercise=is_exercise, **form.values())
        messages.success(request, _("It is on: nothing scheduled leaves any more, until a person lets it go."))
        return to_crisis(request, crisis.pk)
    context = {"form": form, "is_exercise": is_exercise, "zone": pages.city_of(request)}
    return render_page(request, "crisis/switch.html", context, status=422 if form.errors else 200)


@require_GET
@in_house_zone
def crisis(request: HttpRequest, crisis_id: int) -> HttpResponse:
    return render_page(request, "crisis/crisis.html", pages.crisis_page(request, the_crisis(crisis_id)))


@require_http_methods(GET_POST)
@in_house_zone
def change(request: HttpRequest, crisis_id: int) -> HttpResponse:
    found = the_crisis(crisis_id)
    if not found.is_on:
        return to_crisis(request, crisis_id, _("It is over: nothing was changed."))
    form = forms.SwitchForm(request.POST or None, initial=forms.as_typed(found, member(request)))
    if request.method == "POST" and form.is_valid():
        return attempted(request, crisis_id, actions.change, crisis=found, **form.values())
    context = {"form": form, "crisis": found, "is_exercise": found.is_exercise, "zone": pages.city_of(request)}
    return render_page(request, "crisis/switch.html", context, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
@in_house_zone
def switch_off(request: HttpRequest, crisis_id: int) -> HttpResponse:
    found = the_crisis(crisis_id)
    form = forms.OffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return attempted(request, crisis_id, actions.switch_off, crisis=found, word=form.cleaned_data["word"])
    context = {"form": form, "crisis": found, "held_count": len(queries.held_by(found))}
    return render_page(request, "crisis/off.html", context, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
@in_house_zone
def steps(request: HttpRequest, crisis_id: int) -> HttpResponse:
    """Four fields make one piece, which then goes the way of every piece."""
    found = the_crisis(crisis_id)
    initial = {"language": member(request).organisation.language}
    form = forms.StepsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        statement = actions.draft(
            actor=member(request), crisis=found, title=told["title"], language=told["language"],
            networks=[place_of(one) for one in told["places"]], steps={name: told[name] for name in STEPS},
        )  # fmt: skip
        return to_piece(request, statement.piece)
    return render_page(
        request, "crisis/steps.html", {"form": form, "crisis": found}, status=422 if form.errors else 200
    )


@require_http_methods(GET_POST)
@in_house_zone
def everyone(request: HttpRequest, crisis_id: int) -> HttpResponse:
    return told(request, crisis_id, Bulletin.Audience.PUBLIC, forms.BulletinForm)


@require_http_methods(GET_POST)
@in_house_zone
def colleagues(request: HttpRequest, crisis_id: int) -> HttpResponse:
    return told(request, crisis_id, Bulletin.Audience.STAFF, forms.StaffForm)


def told(request: HttpRequest, crisis_id: int, audience: str, kind: type[forms.BulletinForm]) -> HttpResponse:
    """The next bulletin begins with the words of the last one."""
    found = the_crisis(crisis_id)
    last = queries.newest_bulletin(found, audience) or queries.newest_bulletin(found, Bulletin.Audience.PUBLIC)
    words = ("known", "unknown", "to_say", "not_to_say")
    form = kind(request.POST or None, initial={name: getattr(last, name) for name in words} if last else {})
    if request.method == "POST" and form.is_valid():
        return attempted(request, crisis_id, actions.tell, crisis=found, audience=audience, **form.cleaned_data)
    context = pages.bulletin_page(request, found, audience, form)
    return render_page(request, "crisis/bulletin.html", context, status=422 if form.errors else 200)


@require_GET
@in_house_zone
def staff(request: HttpRequest, crisis_id: int) -> HttpResponse:
    """Where things stand, for everyone who works here."""
    found = the_crisis(crisis_id)
    return render_page(request, "crisis/staff.html", pages.bulletin_page(request, found, Bulletin.Audience.STAFF, None))


@require_GET
@in_house_zone
def log(request: HttpRequest, crisis_id: int) -> HttpResponse:
    return render_page(request, "crisis/log.html", pages.log_page(request, the_crisis(crisis_id)))


@require_http_methods(GET_POST)
@in_house_zone
def review(request: HttpRequest, crisis_id: int) -> HttpResponse:
    """What it taught; best written while everyone remembers."""
    found = the_crisis(crisis_id)
    form = forms.LearnedForm(request.POST or None)
    if request.method == "POST":
        check(member(request), "crisis.learn", found)
        if form.is_valid():
            actions.learn(actor=member(request), crisis=found, **form.values())
            slug = request.organisation.slug  # type: ignore[attr-defined]
            return HttpResponseRedirect(reverse("crisis:review", args=[slug, crisis_id]))
    return render_page(
        request, "crisis/review.html", pages.review_page(found, form), status=422 if form.errors else 200
    )


@require_http_methods(GET_POST)
@in_house_zone
def anew(request: HttpRequest, crisis_id: int, version_id: int) -> HttpResponse:
    """Another moment for one held piece."""
    found, version = the_crisis(crisis_id), the_version(version_id)
    form = forms.AnewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return attempted(request, crisis_id, releases.plan_anew, crisis=found, version=version, **form.cleaned_data)
    context = {"form": form, "crisis": found, "version": version, "zone": pages.city_of(request)}
    return render_page(request, "crisis/anew.html", context, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
def territories(request: HttpRequest) -> HttpResponse:
    return arranged(request, None)


@require_http_methods(GET_POST)
def territory(request: HttpRequest, territory_id: int) -> HttpResponse:
    found = Territory.objects.filter(pk=territory_id).first()
    if found is None:
        raise Http404
    return arranged(request, found)


def arranged(request: HttpRequest, found: Territory | None) -> HttpResponse:
    initial = {"name": found.name, "words": "\n".join(found.words), "channels": found.channels} if found else {}
    form = forms.TerritoryForm(request.POST or None, initial=initial, territory=found)
    if request.method == "POST" and form.is_valid():
        actions.save_territory(actor=member(request), territory=found, **form.values())
        slug = request.organisation.slug  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("crisis:territories", args=[slug]))
    context = {"tabs": room_tabs(request, "crisis:home"), "territories": queries.territories(), "form": form}
    return render_page(
        request, "crisis/territories.html", {**context, "territory": found}, status=422 if form.errors else 200
    )


def the_version(version_id: int) -> Version:
    found = Version.objects.select_related("piece", "channel").filter(pk=version_id).first()
    if found is None:
        raise Http404
    return found


def attempted(request: HttpRequest, crisis_id: int, action: Any, **values: Any) -> HttpResponse:
    """Do it, or say why it could not be done."""
    try:
        action(actor=member(request), **values)
    except actions.Over:
        return to_crisis(request, crisis_id, _("Somebody has switched it off meanwhile: nothing was changed."))
    except releases.ChangedSince:
        return to_crisis(request, crisis_id, _("The words have changed since you read them: read them again first."))
    except releases.NeverLeaves:
        return to_crisis(request, crisis_id, _("It was written in an exercise: it never leaves."))
    except LifecycleError:
        return to_crisis(request, crisis_id, _("It has moved on meanwhile: nothing was changed."))
    return to_crisis(request, crisis_id, _("Done, and noted in the log."), messages.SUCCESS)


def to_crisis(request: HttpRequest, crisis_id: int, said: str = "", level: int = messages.ERROR) -> HttpResponse:
    if said:
        messages.add_message(request, level, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("crisis:crisis", args=[slug, crisis_id]))
