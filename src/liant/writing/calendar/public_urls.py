from django.urls import path

from liant.writing.calendar import public_views as views

urlpatterns = [path("calendars/<str:token>.ics", views.feed, name="calendar-feed")]
