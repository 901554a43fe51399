from django.apps import AppConfig


class MagazineConfig(AppConfig):
    name = "liant.writing.magazine"
    label = "magazine"

    def ready(self) -> None:
        from liant.writing.magazine import policy, rooms  # noqa: F401  registers permissions, and takes its place once apps are ready
