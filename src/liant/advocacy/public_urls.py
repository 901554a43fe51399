from django.urls import path

from liant.advocacy import public_views as views

urlpatterns = [path("share/letters/stop/<str:token>/", views.stop_letters, name="share-letter-stop")]
