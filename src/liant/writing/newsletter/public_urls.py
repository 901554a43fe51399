from django.urls import path

from liant.writing.newsletter import public_views as views

urlpatterns = [
    path("houses/<slug:slug>/letters/", views.house, name="newsletter-house"),
    path("houses/<slug:slug>/letters/<slug:newsletter_slug>/", views.form, name="newsletter-form"),
    path("letters/confirm/<str:token>/", views.confirm, name="newsletter-confirm"),
    path("letters/choose/<str:token>/", views.own, name="newsletter-own"),
    path("letters/leave/<str:token>/", views.leave, name="newsletter-leave"),
    path("letters/read/<str:token>/", views.read, name="newsletter-read"),
    path("letters/go/<str:token>/", views.link, name="newsletter-link"),
    path("letters/picture/<str:token>/", views.picture, name="newsletter-picture"),
]
