from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "liant.inbox.reminders"
    label = "reminders"

    def ready(self) -> None:
        from liant.inbox.reminders import policy, rooms  # noqa: F401  registers permissions, and takes its places
