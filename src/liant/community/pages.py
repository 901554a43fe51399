"""What the pages of this room are given."""

import functools
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liant.accounts.asking import member
from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.community import offers, queries
from liant.community.models import Arrangement, Comment, Post
from liant.community.rules import monday_of, week_name
from liant.kit import clock
from liant.kit.place import read_place, write_place
from liant.web.pieces import Tab

View = Callable[..., HttpResponse]


def uses(part: str) -> Callable[[View], View]:
    """The page is there while the house uses this part: `@uses("has_posts")`."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not getattr(queries.arrangement(), part):
                raise Http404
            return view(request, *args, **kwargs)

        return wrapper

    return decorate


def address(request: HttpRequest, name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"organisation_slug": request.organisation.slug, **kwargs})  # type: ignore[attr-defined]


def room_tabs(request: HttpRequest, current: str, parts: Arrangement | None = None) -> list[Tab]:
    parts = parts or queries.arrangement()
    return [
        Tab(address(request, tab.url_name), tab.label, tab.url_name == current)
        for tab in offers.tabs()
        if tab.is_open(parts) and may(member(request), tab.needs)
    ]


def calling(request: HttpRequest) -> str:
    """Whom a post begun from elsewhere is to: their name after an @, and not a word more."""
    asked = request.GET.get("to", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    found = Member.objects.filter(pk=number, is_active=True).exclude(pk=member(request).pk).first()
    return f"@{found.name} " if found else ""


def list_page(request: HttpRequest, parts: Arrangement) -> dict[str, Any]:
    """Posts by place: the newest first, of a kind, by somebody, or that hold some words."""
    reader, asked = member(request), request.GET
    words = asked.get("q", "").strip()[:200]
    kind = asked.get("kind", "") if asked.get("kind") in Post.Kind.values else ""
    author = one_author(asked.get("by", ""))
    if words:
        found = queries.search(reader, words)
    else:
        found = queries.posts(reader, kind=kind, author=author, before=read_place(asked.get("after", "")))
    shown = found[: queries.PAGE]
    is_first = not (words or kind or author or asked.get("after"))
    first = queries.put_first(reader, parts) if is_first else None
    at_top = first.posts if first else []
    pinned = [one for one in queries.pinned() if one not in at_top] if is_first else []
    last = shown[-1] if len(found) > queries.PAGE and not words else None
    chosen = f"kind={kind}&by={author.pk if author else ''}"
    return {
        "tabs": room_tabs(request, "community:list", parts),
        "first": first,
        "posts": [one for one in shown if one not in pinned and one not in at_top],
        "pinned": pinned,
        "pictures": queries.pictures_of([*pinned, *shown]),
        "q": words,
        "author": author,
        "kinds": [
            Tab(f"?kind={key}", str(label), kind == key)
            for key, label in [("", _("Everything")), *Post.Kind.choices]
            if key != Post.Kind.MADE or parts.has_showing
        ],
        "next_url": f"?{chosen}&after={write_place(last.at, last.pk)}" if last else "",
    }


def one_author(word: str) -> Any:
    if not word.isdecimal() or len(word) > 18:
        return None
    return queries.colleagues().get(int(word))


def post_page(request: HttpRequest, post: Post, **more: Any) -> dict[str, Any]:
    reader = member(request)
    spoken, kind_words = queries.talk_under(post, reader)
    return {
        "post": post,
        "pictures": queries.pictures_of([post]).get(post.pk, []),
        "spoken": spoken,
        "kind_words": kind_words,
        "reader": reader,
        "may_change": may(reader, "community.change", post),
        "may_answer": may(reader, "community.answer", post),
        "may_pin": may(reader, "community.pin"),
        "may_guard": may(reader, "community.guard"),
        "parts": queries.arrangement(),
        **more,
    }


def showing_page(request: HttpRequest, monday: Any) -> dict[str, Any]:
    reader = member(request)
    found = queries.week_of(reader, monday)
    before, after = queries.week_before(monday), queries.week_after(monday)
    this_week = monday_of(timezone.localdate(clock.now()))
    if after is None and monday < this_week:
        after = this_week
    return {
        "tabs": room_tabs(request, "community:showing"),
        "monday": monday,
        "friday": monday + timedelta(days=4),
        "posts": with_kind_words(found, reader),
        "pictures": queries.pictures_of(found),
        "is_this_week": monday == this_week,
        "before_url": address(request, "community:week", week=week_name(before)) if before else "",
        "after_url": address(request, "community:week", week=week_name(after)) if after else "",
    }


def with_kind_words(found: Sequence[Post], reader: Any) -> list[tuple[Post, list[queries.Kind]]]:
    said = queries.kind_words_for(found, reader)
    return [(one, said[one.pk]) for one in found]


def the_post(request: HttpRequest, post_id: int) -> Post:
    """One that this reader may see; 404 for what is hidden from them, or whose part of the room is closed."""
    found = queries.one_post(post_id)
    if found is None or not may_see(request, found):
        raise Http404
    parts = queries.arrangement()
    if not (parts.has_showing if found.kind == Post.Kind.MADE else parts.has_posts):
        raise Http404
    return found


def may_see(request: HttpRequest, said: Post | Comment) -> bool:
    reader = member(request)
    return said.hidden_at is None or said.author_id == reader.pk or may(reader, "community.guard")


def the_comment(request: HttpRequest, comment_id: int, post: Post | None = None) -> Comment:
    found = queries.one_comment(comment_id)
    if found is None or found.withdrawn_at is not None or (post is not None and found.post_id != post.pk):
        raise Http404
    the_post(request, found.post_id)
    if not may_see(request, found):
        raise Http404
    return found


def asked_comment(request: HttpRequest, post: Post) -> Comment | None:
    """The comment under this post that the form or the address names; None when it names none."""
    word = request.POST.get("comment", "") or request.GET.get("comment", "")
    if not word:
        return None
    if not word.isdecimal() or len(word) > 18:
        raise Http404
    return the_comment(request, int(word), post)


def to_post(request: HttpRequest, post_id: int, anchor: str = "") -> HttpResponse:
    return HttpResponseRedirect(address(request, "community:post", post_id=post_id) + (f"#{anchor}" if anchor else ""))
