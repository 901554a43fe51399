from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "liant.listening"
    label = "listening"

    def ready(self) -> None:
        from liant.listening import policy, rooms  # noqa: F401  registers permissions and the room, once apps are ready
