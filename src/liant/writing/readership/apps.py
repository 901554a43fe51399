from django.apps import AppConfig


class ReadershipConfig(AppConfig):
    name = "liant.writing.readership"
    label = "readership"

    def ready(self) -> None:
        from liant.writing.readership import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
