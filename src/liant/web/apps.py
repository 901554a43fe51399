from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "liant.web"
    label = "web"
