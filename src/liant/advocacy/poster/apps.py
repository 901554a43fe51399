from django.apps import AppConfig


class PosterConfig(AppConfig):
    name = "liant.advocacy.poster"
    label = "poster"

    def ready(self) -> None:
        from liant.advocacy.poster import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
