from django.apps import AppConfig


class AutomationConfig(AppConfig):
    name = "liant.inbox.automation"
    label = "automation"

    def ready(self) -> None:
        from liant.inbox.automation import policy, rooms  # noqa: F401  registers permissions and places, once apps are ready
