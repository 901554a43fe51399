from django.apps import AppConfig


class WritingConfig(AppConfig):
    name = "liant.writing"
    label = "writing"

    def ready(self) -> None:
        from liant.writing import policy, rooms  # noqa: F401  registers permissions and the room, once apps are ready
