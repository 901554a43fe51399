from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "liant.tenancy"
    label = "tenancy"
