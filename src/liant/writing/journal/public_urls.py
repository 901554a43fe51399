"""Addresses of the journal. Fixed ones have two parts whose second is no language: no piece can stand in their way."""

from django.urls import path, re_path

from liant.writing.journal import public_views as views

BASE = "houses/<slug:slug>/journal/"
IN = BASE + "pages/in/<str:language>/"
PIECE = r"^houses/(?P<slug>[-a-zA-Z0-9_]+)/journal/(?P<piece_slug>[-a-zA-Z0-9_]+)/(?P<language>[a-z]{2,3}(?:-[A-Za-z]{2,4})?)/$"

app_name = "house-journal"
LISTS = [
    ("", views.home, "home"),
    ("topics/<int:topic_id>/", views.topic, "topic"),
    ("pages/about/", views.about, "about"),
    ("pages/search/", views.search, "search"),
]
urlpatterns = [
    *(path(BASE + route, view, name=name) for route, view, name in LISTS),
    *(path(IN + route, view, name=f"in-{name}") for route, view, name in LISTS),
    path(BASE + "pages/picture/", views.picture, name="picture"),
    path(BASE + "media/<int:medium_id>/", views.medium, name="medium"),
    path(BASE + "<slug:piece_slug>/", views.piece, name="piece"),
    re_path(PIECE, views.piece, name="piece-in"),
]
