from django.urls import path

from liant.writing.crisis import public_views as views

urlpatterns = [path("houses/<slug:slug>/news/", views.shown, name="house-news")]
