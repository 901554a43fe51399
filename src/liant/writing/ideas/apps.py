from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "liant.writing.ideas"
    label = "ideas"

    def ready(self) -> None:
        from liant.writing.ideas import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
