from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "liant.writing.archive"
    label = "archive"

    def ready(self) -> None:
        from liant.writing.archive import policy, rooms  # noqa: F401  registers permissions, and takes its place once apps are ready
