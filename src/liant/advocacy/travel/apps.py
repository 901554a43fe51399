from django.apps import AppConfig


class TravelConfig(AppConfig):
    name = "liant.advocacy.travel"
    label = "travel"

    def ready(self) -> None:
        from liant.advocacy.travel import rooms  # noqa: F401  takes its places once apps are ready
