from django.urls import path

from liant.advocacy.animation import public_views as views

urlpatterns = [path("meetings/<str:token>.ics", views.feed, name="meetings-feed")]
