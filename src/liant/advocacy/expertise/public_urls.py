from functools import partial

from django.urls import path

from liant.advocacy.expertise import public_views as views

BASE = "houses/<slug:slug>/experts/<slug:page_slug>/"

urlpatterns = [
    path(BASE, views.page, name="expertise-page"),
    *(
        path(f"{BASE}feed.{kind}", partial(views.feed, kind=kind), name=f"expertise-{kind}")
        for kind in ("rss", "atom", "json")
    ),
    path(f"{BASE}<slug:language>/", views.page, name="expertise-page-in"),
]
