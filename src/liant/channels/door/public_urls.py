"""The addresses that others are given. With and without a slash at the end: a redirected POST would lose its body."""

from django.urls import path

from liant.channels.door import public_views as views

app_name = "door"
urlpatterns = [
    path("<str:door_token>/state/<uuid:reference>/", views.state, name="state"),
    path("<str:door_token>/", views.receive, name="receive"),
    path("<str:door_token>", views.receive, name="receive-bare"),
    path("<str:door_token>/<path:rest>", views.receive, name="receive-below"),
]
