from django.apps import AppConfig


class RitualsConfig(AppConfig):
    name = "liant.meetings.rituals"
    label = "rituals"

    def ready(self) -> None:
        from liant.meetings.rituals import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
