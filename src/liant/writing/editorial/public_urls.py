from django.urls import path

from liant.writing.editorial import public_views as views

urlpatterns = [path("houses/<slug:slug>/policy/", views.shown, name="house-policy")]
