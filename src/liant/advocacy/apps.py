from django.apps import AppConfig


class AdvocacyConfig(AppConfig):
    name = "liant.advocacy"
    label = "advocacy"

    def ready(self) -> None:
        from liant.advocacy import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
