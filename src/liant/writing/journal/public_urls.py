"""Addresses of the journal. Fixed ones have two parts whose second is no language: no piece can stand in their way."""

from functools import partial
from typing import Any

from django.urls import path, re_path

from liant.writing.journal import public_views as views

BASE = "houses/<slug:slug>/journal/"
IN = BASE + "pages/in/<str:language>/"
PIECE = r"^houses/(?P<slug>[-a-zA-Z0-9_]+)/journal/(?P<piece_slug>[-a-zA-Z0-9_]+)/(?P<language>[a-z]{2,3}(?:-[A-Za-z]{2,4})?)/$"

app_name = "house-journal"
LISTS: list[tuple[str, Any, str]] = [
    ("", views.home, "home"),
    ("topics/<int:topic_id>/", views.topic, "topic"),
    ("pages/about/", views.about, "about"),
    ("pages/search/", views.search, "search"),
    ("pages/rules/", views.comment_rules, "rules"),
    ("podcast.rss", views.podcast, "podcast"),
    *((f"feed.{kind}", partial(views.feed, kind=kind), kind) for kind in ("rss", "atom", "json")),
    *(
        (f"topics/<int:topic_id>/feed.{kind}", partial(views.topic_feed, kind=kind), f"topic-{kind}")
        for kind in ("rss", "atom", "json")
    ),
]
urlpatterns = [
    *(path(BASE + route, view, name=name) for route, view, name in LISTS),
    *(path(IN + route, view, name=f"in-{name}") for route, view, name in LISTS),
    path(BASE + "pages/picture/", views.picture, name="picture"),
    path(BASE + "media/<int:medium_id>/", views.medium, name="medium"),
    path(BASE + "media/<int:medium_id>/chapters.json", views.chapters, name="chapters"),
    path(BASE + "media/<int:medium_id>/transcript/", views.transcript, name="transcript"),
    path(BASE + "comments.atom", views.comment_feed, name="comments"),
    path(BASE + "pages/comments/<str:comment_token>/", views.own_comment, name="own-comment"),
    path(BASE + "<slug:piece_slug>/comments/", views.comment, name="comment"),
    path(BASE + "<slug:piece_slug>/comments.atom", views.piece_comment_feed, name="piece-comments"),
    path(BASE + "<slug:piece_slug>/", views.piece, name="piece"),
    re_path(PIECE, views.piece, name="piece-in"),
]
