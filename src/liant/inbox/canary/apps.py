from django.apps import AppConfig


class CanaryConfig(AppConfig):
    name = "liant.inbox.canary"
    label = "canary"

    def ready(self) -> None:
        from liant.inbox.canary import announced, policy, rooms  # noqa: F401  registers permissions and pages, once apps are ready
