"""Pages that belong to nobody's organisation: the door, one-time links, invitations, one's own account."""

from django.urls import path

from liant.accounts import public_views as views

app_name = "accounts"
urlpatterns = [
    path("", views.door, name="door"),
    path("sign-in/<str:token>/", views.sign_in_link, name="sign-in-link"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("organisations/", views.organisations, name="organisations"),
    path("me/", views.me, name="me"),
]
