"""The house's own rules, and a text read again for whoever wants it. Each view parses, calls one query or one action,
renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.asking import member
from liant.engines.lint import Context
from liant.web.partial import render_page
from liant.web.remarks import read, underlined
from liant.writing.house_rules import actions, forms, pages, queries
from liant.writing.house_rules import rules as shapes
from liant.writing.house_rules.models import OwnRule
from liant.writing.house_rules.trying import try_out
from liant.writing.pages import room_tabs


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    context = {"tabs": room_tabs(request, "house_rules:list"), "rules": queries.all_rules()}
    return render_page(request, "house_rules/list.html", context)


@require_GET
def as_file(_request: HttpRequest) -> HttpResponse:
    """What reads now, for `liant lint --rules`."""
    answer = HttpResponse("\n".join(queries.active_sources()) or "[]\n", content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rules.yaml"'
    return answer


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """What kind of rule: each has a form of its own."""
    return render_page(request, "house_rules/choose.html", {"shapes": pages.SHAPES})


@require_GET
def rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    return render_page(request, "house_rules/rule.html", pages.rule_page(the_rule(rule_id)))


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, rule_id: int | None = None, shape: str = "") -> HttpResponse:
    """A new edition; “try it” shows what it would have found, and keeps nothing."""
    rule = the_rule(rule_id) if rule_id else None
    values = pages.values_of(rule, request.GET.get("edition", "")) if rule else {}
    shape = forms.shape_of(values) if rule else shape
    if shape not in shapes.SHAPES:
        raise Http404
    form = forms.RuleForm(request.POST or None, initial=values, shape=shape, rule=rule)
    context: dict[str, Any] = {"form": form, "rule": rule, "shape": pages.shape_words(shape)}
    if request.method == "POST" and form.is_valid():
        if "try" not in request.POST:
            kept = actions.write(
                actor=member(request), rule=rule, values=form.values(), why=form.cleaned_data.get("why", "")
            )
            messages.success(request, _("Kept. It reads nothing yet: try it, then switch it on."))
            return to_rule(request, kept)
        source = shapes.source_of(shapes.key_of(form.cleaned_data["name"]), form.values())
        context |= pages.trial_page(try_out(member(request), shapes.linter_of(source)), slug_of(request))
    return render_page(request, "house_rules/write.html", context, part="trial", status=422 if form.errors else 200)


@require_POST
def try_it(request: HttpRequest, rule_id: int) -> HttpResponse:
    rule = the_rule(rule_id)
    outcome = actions.try_rule(actor=member(request), rule=rule)
    return render_page(
        request, "house_rules/rule.html", {**pages.rule_page(rule), **pages.trial_page(outcome, slug_of(request))}
    )


@require_POST
def switch_on(request: HttpRequest, rule_id: int) -> HttpResponse:
    rule = the_rule(rule_id)
    try:
        actions.switch_on(actor=member(request), rule=rule)
    except actions.NotTried:
        messages.error(request, _("Try it first: you will see what it would have found this year."))
    else:
        messages.success(request, _("It reads from now on, wherever something is written."))
    return to_rule(request, rule)


@require_POST
def switch_off(request: HttpRequest, rule_id: int) -> HttpResponse:
    rule = the_rule(rule_id)
    actions.switch_off(actor=member(request), rule=rule)
    messages.success(request, _("It reads nothing any more."))
    return to_rule(request, rule)


@never_cache
@require_http_methods(["GET", "POST"])
def reread(request: HttpRequest) -> HttpResponse:
    """Anyone's text, for them alone: it is neither kept nor counted."""
    form = forms.RereadForm(request.POST or None)
    context: dict[str, Any] = {"tabs": room_tabs(request, "house_rules:reread"), "form": form}
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"].replace("\r\n", "\n")
        found = read(text, context=Context(kind=form.cleaned_data["kind"]))
        context |= {"remarks": found, "stretches": underlined(text, found), "is_read": True}
    return render_page(request, "house_rules/reread.html", context, part="remarks", status=422 if form.errors else 200)


def the_rule(rule_id: int) -> OwnRule:
    found = queries.one_rule(rule_id)
    if found is None:
        raise Http404
    return found


def to_rule(request: HttpRequest, rule: OwnRule) -> HttpResponse:
    return HttpResponseRedirect(reverse("house_rules:rule", args=[slug_of(request), rule.pk]))


def slug_of(request: HttpRequest) -> str:
    return str(request.organisation.slug)  # type: ignore[attr-defined]
