from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "liant.links"
    label = "links"

    def ready(self) -> None:
        from liant.links import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
