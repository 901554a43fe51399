from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "liant.audit"
    label = "audit"
