from django.apps import AppConfig


class CaptureConfig(AppConfig):
    name = "liant.listening.capture"
    label = "capture"

    def ready(self) -> None:
        from liant.listening.capture import policy, rooms  # noqa: F401  registers permissions and the room
