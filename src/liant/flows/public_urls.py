from django.urls import path

from liant.flows import guide

urlpatterns = [path("welcome/", guide.welcome, name="welcome")]
