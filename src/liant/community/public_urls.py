from django.urls import path

from liant.community import public_views as views

urlpatterns = [
    path("between-us/feeds/<str:token>.rss", views.feed, name="community-feed"),
    path("between-us/stop/<str:token>/", views.stop, name="community-stop"),
]
