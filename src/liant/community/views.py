"""What colleagues write. Each view parses, calls one query or one action, renders."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.community import actions, forms, notices, pages, queries
from liant.community.models import Post, Reaction
from liant.community.pages import address, asked_comment, the_comment, the_post, to_post, uses
from liant.community.rules import monday_of, read_week, week_name
from liant.kit import clock
from liant.web.partial import render_page


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """The first page of the room; a house that uses other parts alone is led there."""
    parts = queries.arrangement()
    if not parts.has_posts:
        others = [tab for tab in pages.room_tabs(request, "", parts) if tab.url != address(request, "community:for-me")]
        return redirect(others[0].url if others else address(request, "community:for-me"))
    context = pages.list_page(request, parts)
    if context["first"] and request.method == "GET":
        context["first"].by.note("page")
    return render_page(request, "community/list.html", context)


@require_safe
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    found = the_post(request, post_id)
    if found.withdrawn_at is not None:
        return render_page(request, "community/withdrawn.html", {"post": found}, status=410)
    notices.see_those_of(member=member(request), post=found)
    return render_page(request, "community/post.html", pages.post_page(request, found, form=forms.CommentForm()))


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    parts = queries.arrangement()
    kinds = [
        (key, label)
        for key, label in Post.Kind.choices
        if (parts.has_showing if key == Post.Kind.MADE else parts.has_posts)
    ]
    if not kinds:
        raise Http404
    asked = request.GET.get("kind", "")
    initial = {"kind": asked if asked in dict(kinds) else kinds[0][0], "text": pages.calling(request)}
    form = forms.PostForm(request.POST or None, request.FILES or None, kinds=kinds, initial=initial)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("kind", "title", "text")}
        made = actions.write_post(actor=member(request), **words, pictures=form.pictures())
        messages.success(request, _("It is there. Your colleagues can read it."))
        return to_post(request, made.pk)
    context = {"form": form, "descriptions": descriptions(), "parts": parts}
    return render_page(request, "community/write.html", context, status=422 if form.errors else 200)


def descriptions() -> dict[str, str]:
    return {
        Post.Kind.NEWS: _("Something your colleagues would like to know."),
        Post.Kind.QUESTION: _("Someone here may know the answer."),
        Post.Kind.MADE: _("Finished or not: it joins this week’s showing."),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, post_id: int) -> HttpResponse:
    found = the_own_post(request, post_id)
    form = forms.PostForm(request.POST or None, request.FILES or None, post=found)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("title", "text")}
        try:
            actions.change_post(actor=member(request), post=found, **words, pictures=form.pictures())
        except actions.TooMany:
            form.add_error("picture", _("Eight pictures are enough for one post: take one away first."))
        else:
            return to_post(request, found.pk)
    context = {"form": form, "post": found, "pictures": queries.pictures_of([found]).get(found.pk, [])}
    return render_page(request, "community/change.html", context, status=422 if form.errors else 200)


def the_own_post(request: HttpRequest, post_id: int) -> Post:
    found = the_post(request, post_id)
    if found.withdrawn_at is not None or not may(member(request), "community.change", found):
        raise Http404  # nobody else's words are there to be changed
    return found


@require_POST
def withdraw(request: HttpRequest, post_id: int) -> HttpResponse:
    actions.withdraw_post(actor=member(request), post=the_own_post(request, post_id))
    messages.success(request, _("It is taken back. Its words and pictures are gone."))
    return redirect(address(request, "community:list"))


@require_safe
def picture(request: HttpRequest, picture_id: int) -> HttpResponse:
    found = queries.one_picture(picture_id)
    if found is None:
        raise Http404
    the_post(request, found.post_id)
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


@require_POST
def remove_picture(request: HttpRequest, picture_id: int) -> HttpResponse:
    found = queries.one_picture(picture_id)
    if found is None:
        raise Http404
    post_id = found.post_id
    the_post(request, post_id)
    actions.remove_picture(actor=member(request), picture=found)
    return redirect(address(request, "community:change", post_id=post_id))


@require_POST
def comment(request: HttpRequest, post_id: int) -> HttpResponse:
    found = the_live_post(request, post_id)
    parent = asked_comment(request, found)
    form = forms.CommentForm(request.POST)
    if not form.is_valid():
        context = pages.post_page(request, found, form=form)
        return render_page(request, "community/post.html", context, status=422)
    made = actions.write_comment(actor=member(request), post=found, parent=parent, **form.cleaned_data)
    return to_post(request, found.pk, f"comment-{made.pk}")


def the_live_post(request: HttpRequest, post_id: int) -> Post:
    found = the_post(request, post_id)
    if not found.is_shown:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def change_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    found = the_comment(request, comment_id)
    if not may(member(request), "community.change", found):
        raise Http404
    form = forms.CommentForm(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and form.is_valid():
        actions.change_comment(actor=member(request), comment=found, **form.cleaned_data)
        return to_post(request, found.post_id, f"comment-{found.pk}")
    context = {"form": form, "comment": found}
    return render_page(request, "community/change_comment.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    found = the_comment(request, comment_id)
    post_id = found.post_id
    actions.withdraw_comment(actor=member(request), comment=found)
    messages.success(request, _("It is taken back."))
    return to_post(request, post_id)


@require_POST
def react(request: HttpRequest, post_id: int) -> HttpResponse:
    found = the_live_post(request, post_id)
    on, kind = asked_comment(request, found), request.POST.get("kind", "")
    if kind not in Reaction.Kind.values:
        raise Http404
    actions.react(actor=member(request), post=found, comment=on, kind=kind)
    if request.POST.get("from") == "showing" and found.week:
        return redirect(address(request, "community:week", week=week_name(found.week)) + f"#post-{found.pk}")
    return to_post(request, found.pk, f"comment-{on.pk}" if on else "kind-words")


@require_POST
def answer(request: HttpRequest, post_id: int) -> HttpResponse:
    """Which comment answered the question; none takes it back."""
    found = the_live_post(request, post_id)
    on = asked_comment(request, found)
    actions.mark_answer(actor=member(request), post=found, comment=on)
    return to_post(request, found.pk, f"comment-{on.pk}" if on else "")


@require_POST
def pin(request: HttpRequest, post_id: int) -> HttpResponse:
    found = the_live_post(request, post_id)
    if found.pinned_at is not None:
        actions.unpin(actor=member(request), post=found)
        return to_post(request, found.pk)
    try:
        actions.pin(actor=member(request), post=found)
    except actions.TooMany:
        messages.error(request, _("Three posts are pinned already: take a pin away first."))
    return to_post(request, found.pk)


@require_safe
@uses("has_showing")
def showing(request: HttpRequest, week: str = "") -> HttpResponse:
    monday = read_week(week) if week else monday_of(timezone.localdate(clock.now()))
    if monday is None:
        raise Http404
    return render_page(request, "community/showing.html", pages.showing_page(request, monday))
