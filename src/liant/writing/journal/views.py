"""The journal as those who make it see it. Each view parses, calls one query or one action, renders."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.asking import member
from liant.accounts.permissions import check, may
from liant.deliveries.pictures import CannotFit, CannotRead
from liant.kit.lifecycle import LifecycleError
from liant.web.partial import render_page
from liant.writing.journal import actions, forms, moderation, pages, queries
from liant.writing.journal.models import ReaderComment
from liant.writing.pages import to_piece


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return render_page(request, "journal/home.html", pages.home_page(request))


@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest) -> HttpResponse:
    journal = queries.journal_or_new()
    form = forms.JournalForm(request.POST or None, request.FILES or None, initial=forms.as_typed(journal))
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.arrange(actor=member(request), **form.values())
        except (CannotRead, CannotFit):
            form.add_error("picture", _("This picture cannot be read here."))
        else:
            words = (
                _("The journal is open: everyone can read it.") if kept.is_open else _("Kept. The journal is closed.")
            )
            messages.success(request, words)
            return to_home(request)
    context = {"form": form, "journal": journal, "tabs": pages.tabs(request)}
    return render_page(request, "journal/arrange.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """One comment: shown, refused for a rule, answered."""
    found = queries.one_comment(comment_id)
    if found is None or found.is_ours:
        raise Http404
    journal = queries.journal_or_new()
    form = forms.DecisionForm(request.POST or None, rules=queries.rules_of(journal, found.language))
    if request.method == "POST":
        check(member(request), "journal.moderate", found)
        if form.is_valid() and decided(request, found, form):
            return to_home(request)
    context = {"form": form, "comment": found, "tabs": pages.tabs(request)}
    return render_page(request, "journal/comment.html", context, status=422 if form.errors else 200)


def decided(request: HttpRequest, found: ReaderComment, form: forms.DecisionForm) -> bool:
    """Whether something was decided; else the form says what is missing."""
    actor, rule, answer = member(request), form.the_rule(), form.cleaned_data["answer"]
    try:
        if "refuse" in request.POST:
            if not rule:
                form.add_error("rule", _("Say which rule it breaks: whoever wrote it is told."))
                return False
            moderation.refuse(actor=actor, comment=found, rule=rule)
            messages.success(request, _("It is not shown; whoever wrote it can read why."))
        elif "answer" in request.POST:
            if not answer.strip():
                form.add_error("answer", _("Write something first."))
                return False
            moderation.answer(actor=actor, comment=found, text=answer)
            messages.success(request, _("Your answer stands under it."))
        else:
            moderation.show(actor=actor, comment=found)
            messages.success(request, _("Everyone can read it."))
    except LifecycleError:
        messages.info(request, _("Whoever wrote it took it back meanwhile."))
    return True


@require_POST
def mention(request: HttpRequest, mention_id: int) -> HttpResponse:
    found = queries.one_mention(mention_id)
    if found is None:
        raise Http404
    is_shown = "show" in request.POST
    moderation.decide_mention(actor=member(request), mention=found, is_shown=is_shown)
    messages.success(request, _("Everyone can read it.") if is_shown else _("It is not shown."))
    return to_home(request)


@require_http_methods(["GET", "POST"])
def recording(request: HttpRequest, medium_id: int) -> HttpResponse:
    """What a person says of something that is heard or watched."""
    medium = queries.medium_of_recording(medium_id)
    if medium is None:
        raise Http404
    form = forms.RecordingForm(request.POST or None, initial=forms.recording_as_typed(queries.recording_of(medium)))
    if request.method == "POST":
        check(member(request), "writing.write", medium.piece)
        if form.is_valid():
            actions.describe_recording(actor=member(request), medium=medium, **form.values())
            messages.success(request, _("Kept: it is in the podcast as you say."))
            return to_piece(request, medium.piece)
    context = {"form": form, "medium": medium, "may_write": may(member(request), "writing.write", medium.piece)}
    return render_page(request, "journal/recording.html", context, status=422 if form.errors else 200)


def to_home(request: HttpRequest) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("journal:home", args=[slug]))
