from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "liant.writing.editorial"
    label = "editorial"

    def ready(self) -> None:
        from liant.writing.editorial import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
