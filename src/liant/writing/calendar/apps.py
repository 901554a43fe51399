from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "liant.writing.calendar"
    label = "calendar"

    def ready(self) -> None:
        from liant.writing.calendar import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
