from django.urls import path

from liant.insights.letters import public_views as views

urlpatterns = [path("letters/stop/<str:token>/", views.stop_letter, name="stop-letter")]
