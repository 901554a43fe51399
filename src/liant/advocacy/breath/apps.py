from django.apps import AppConfig


class BreathConfig(AppConfig):
    name = "liant.advocacy.breath"
    label = "breath"

    def ready(self) -> None:
        from liant.advocacy.breath import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
