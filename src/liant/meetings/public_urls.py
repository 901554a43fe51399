from django.urls import path

from liant.meetings import public_views as views

urlpatterns = [
    path("meetings/met/<str:token>/", views.answer, name="rotation-answer"),
    path("meetings/stop/<str:token>/", views.stop, name="rotation-stop"),
]
