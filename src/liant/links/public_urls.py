from django.urls import path

from liant.links import public_views as views

urlpatterns = [
    path("l/<str:code>", views.follow, name="short-link"),
    path("l/<slug:slug>/<str:code>", views.follow, name="short-link-of-house"),
    path("houses/<slug:slug>/links/conversions/", views.called_back, name="link-conversions"),
]
