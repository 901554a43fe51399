"""What is done to a piece from its page: one act each, then back to it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liant.accounts.asking import member
from liant.kit.lifecycle import LifecycleError
from liant.tenancy.context import tenant
from liant.writing import actions, forms, moves, queries
from liant.writing.models import Campaign, Piece, PieceMedium, Revision, Step, Topic, Version
from liant.writing.pages import place_of, the_piece, the_version, to_piece
from liant.writing.reading import Unreadable, read_page

MOST_BYTES = 40_000_000


def done(
    request: HttpRequest, piece: Piece, act: Callable[[], Any], said: Any, version: Version | None = None
) -> HttpResponse:
    """Do it and say so; where the piece has moved on meanwhile, say that."""
    try:
        act()
    except (LifecycleError, actions.CannotChange):
        messages.error(request, _("It has moved on meanwhile: nothing was changed."))
    except moves.NotReady as unready:
        for problem in unready.problems:
            messages.error(request, problem)
    else:
        messages.success(request, said)
    return to_piece(request, piece, version)


def unfit(request: HttpRequest, piece: Piece, form: Any) -> HttpResponse:
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, error)
    return to_piece(request, piece)


@require_POST
def add_version(request: HttpRequest, piece_id: int) -> HttpResponse:
    piece, form = the_piece(piece_id), forms.PlaceForm(request.POST)
    if not form.is_valid():
        return unfit(request, piece, form)
    key, channel = place_of(form.cleaned_data["place"])
    version = actions.add_version(
        actor=member(request), piece=piece, key=key, language=form.cleaned_data["language"], channel=channel
    )
    return to_piece(request, piece, version)


@require_POST
def drop_version(request: HttpRequest, piece_id: int) -> HttpResponse:
    piece, version = the_version(request, piece_id)
    return done(request, piece, lambda: actions.drop_version(actor=member(request), version=version), _("Taken out."))


@require_POST
def withdraw_version(request: HttpRequest, piece_id: int) -> HttpResponse:
    piece, version = the_version(request, piece_id)
    return done(
        request,
        piece,
        lambda: moves.withdraw_version(actor=member(request), version=version),
        _("Withdrawn from there."),
    )


@require_POST
def restore(request: HttpRequest, piece_id: int, number: int) -> HttpResponse:
    piece, version = the_version(request, piece_id)
    try:
        return done(
            request, piece, lambda: actions.restore(actor=member(request), version=version, number=number),
            _("The words of before are here again."), version,
        )  # fmt: skip
    except Revision.DoesNotExist as missing:
        raise Http404 from missing


@require_POST
def look_at_link(request: HttpRequest, piece_id: int) -> HttpResponse:
    """Read the page behind the link, as those who get the piece will see it announced."""
    organisation_id = request.organisation.id  # type: ignore[attr-defined]
    with tenant(organisation_id):
        piece, version = the_version(request, piece_id)
        link = version.link
    if link:
        try:
            preview = read_page(link).preview()
        except Unreadable:
            messages.error(request, _("The page behind the link could not be read."))
        else:
            with tenant(organisation_id):
                actions.keep_preview(actor=member(request), version=version, preview=preview)
    return to_piece(request, piece, version)


@require_POST
def add_medium(request: HttpRequest, piece_id: int) -> HttpResponse:
    piece, form = the_piece(piece_id), forms.MediumForm(request.POST, request.FILES)
    if not form.is_valid():
        return unfit(request, piece, form)
    file = form.cleaned_data.pop("file")
    if file.size > MOST_BYTES:
        messages.error(request, _("%(name)s is too large: 40 MB at most.") % {"name": file.name})
        return to_piece(request, piece)
    return done(
        request, piece,
        lambda: actions.add_medium(
            actor=member(request), piece=piece, name=file.name, media_type=file.content_type or "application/octet-stream",
            content=file.read(), **form.cleaned_data,
        ),
        _("Added."),
    )  # fmt: skip


@require_POST
def change_medium(request: HttpRequest, piece_id: int, medium_id: int) -> HttpResponse:
    medium, form = the_medium(piece_id, medium_id), forms.DescribeForm(request.POST)
    if "drop" in request.POST:
        return done(
            request, medium.piece, lambda: actions.drop_medium(actor=member(request), medium=medium), _("Taken out.")
        )
    if not form.is_valid():
        return unfit(request, medium.piece, form)
    return done(
        request, medium.piece,
        lambda: actions.describe_medium(actor=member(request), medium=medium, **form.cleaned_data), _("Kept."),
    )  # fmt: skip


@require_GET
def medium_file(_request: HttpRequest, piece_id: int, medium_id: int) -> HttpResponse:
    """Shown here only where it can do no harm; handed over as a file otherwise."""
    medium = the_medium(piece_id, medium_id)
    if medium.content is None:
        raise Http404
    kind = medium.media_type if medium.is_shown_here else "application/octet-stream"
    answer = HttpResponse(bytes(medium.content), content_type=kind)
    if not medium.is_shown_here:
        answer["Content-Disposition"] = "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def the_medium(piece_id: int, medium_id: int) -> PieceMedium:
    found = queries.one_medium(piece_id, medium_id)
    if found is None:
        raise Http404
    return found


@require_POST
def comment(request: HttpRequest, piece_id: int) -> HttpResponse:
    piece, version = the_version(request, piece_id)
    form = forms.CommentForm(request.POST)
    if not form.is_valid():
        return unfit(request, piece, form)
    return done(
        request, piece,
        lambda: actions.comment(actor=member(request), piece=piece, version=version, **form.cleaned_data),
        _("Said."), version,
    )  # fmt: skip


@require_POST
def settle(request: HttpRequest, piece_id: int, comment_id: int) -> HttpResponse:
    said = queries.one_comment(piece_id, comment_id)
    if said is None:
        raise Http404
    return done(
        request,
        said.piece,
        lambda: actions.settle_comment(actor=member(request), said=said),
        _("The comment is settled."),
    )


@require_POST
def decide(request: HttpRequest, piece_id: int, step_id: int) -> HttpResponse:
    """Agree, or send it back with a reason."""
    piece = the_piece(piece_id)
    step = Step.objects.filter(piece=piece, id=step_id).first()
    if step is None:
        raise Http404
    if "agree" in request.POST:
        return done(request, piece, lambda: moves.agree(actor=member(request), step=step), _("You agreed."))
    form = forms.RefuseForm(request.POST)
    if not form.is_valid():
        return unfit(request, piece, form)
    return done(
        request, piece, lambda: moves.refuse(actor=member(request), step=step, **form.cleaned_data), _("Sent back.")
    )


@require_POST
def take_back(request: HttpRequest, piece_id: int) -> HttpResponse:
    piece = the_piece(piece_id)
    return done(request, piece, lambda: moves.take_back(actor=member(request), piece=piece), _("You can write on."))


@require_POST
def withdraw(request: HttpRequest, piece_id: int) -> HttpResponse:
    piece = the_piece(piece_id)
    return done(request, piece, lambda: moves.withdraw(actor=member(request), piece=piece), _("Withdrawn."))


@require_POST
def take_up(request: HttpRequest, piece_id: int) -> HttpResponse:
    piece = the_piece(piece_id)
    return done(
        request, piece, lambda: moves.take_up_again(actor=member(request), piece=piece), _("It is a draft again.")
    )


@require_POST
def learn(request: HttpRequest, piece_id: int) -> HttpResponse:
    piece, form = the_piece(piece_id), forms.LessonForm(request.POST)
    if not form.is_valid():
        return unfit(request, piece, form)
    return done(
        request, piece, lambda: actions.learn(actor=member(request), piece=piece, **form.cleaned_data), _("Kept.")
    )


@require_POST
def add_topic(request: HttpRequest) -> HttpResponse:
    form = forms.TopicForm(request.POST)
    if form.is_valid() and not Topic.objects.filter(name=form.cleaned_data["name"].strip()).exists():
        actions.save_topic(actor=member(request), topic=None, **form.cleaned_data)
    return to_arrange(request)


@require_POST
def add_campaign(request: HttpRequest) -> HttpResponse:
    form = forms.CampaignForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
    elif not Campaign.objects.filter(name=form.cleaned_data["name"].strip()).exists():
        actions.save_campaign(actor=member(request), campaign=None, **form.cleaned_data)
    return to_arrange(request)


@require_POST
def end_topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Not offered any more, or offered again; what was written keeps it."""
    topic = get_object_or_404(Topic, pk=topic_id)
    actions.save_topic(actor=member(request), topic=topic, name=topic.name, is_over=not topic.is_over)
    return to_arrange(request)


@require_POST
def end_campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    campaign = get_object_or_404(Campaign, pk=campaign_id)
    actions.save_campaign(actor=member(request), campaign=campaign, name=campaign.name, is_over=not campaign.is_over)
    return to_arrange(request)


def to_arrange(request: HttpRequest) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("writing:arrange", kwargs={"organisation_slug": slug}))
