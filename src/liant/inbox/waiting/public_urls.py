from django.urls import path

from liant.inbox.waiting import public_views as views

urlpatterns = [
    path("where-i-stand/<str:token>/", views.standing, name="standing"),
    path("how-it-went/<str:token>/<int:face>/", views.satisfaction, name="satisfaction"),
    path("houses/<slug:slug>/answers/", views.house_figures, name="house-figures"),
    path("houses/<slug:slug>/answers.json", views.house_figures_json, name="house-figures-json"),
]
