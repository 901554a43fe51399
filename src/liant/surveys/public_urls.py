from django.urls import path

from liant.surveys import public_views as views

urlpatterns = [
    path("answer/<str:token>/", views.answer, name="answer"),
    path("answer/no-more/<str:token>/", views.ask_no_more, name="ask-no-more"),
    path("answers/<slug:link_key>/", views.answer_open, name="answer-open"),
]
