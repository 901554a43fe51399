from django.urls import path

from liant.listening.capture import public_views as views

app_name = "capture-public"
urlpatterns = [
    path("note/", views.shared, name="shared"),
    path("tell/<str:tip_token>/", views.tip, name="tip"),
]
