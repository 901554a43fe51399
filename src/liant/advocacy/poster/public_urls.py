from django.urls import path

from liant.advocacy.poster import public_views as views

urlpatterns = [path("houses/<slug:slug>/join/<str:code>/", views.join, name="poster-join")]
