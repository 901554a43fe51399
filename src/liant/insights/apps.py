from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "liant.insights"
    label = "insights"

    def ready(self) -> None:
        from liant.insights import rooms  # noqa: F401  registers the room, once apps are ready
