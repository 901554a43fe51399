from django.apps import AppConfig


class BuddiesConfig(AppConfig):
    name = "liant.meetings.buddies"
    label = "buddies"

    def ready(self) -> None:
        from liant.meetings.buddies import mails, policy, rooms  # noqa: F401  registers permissions, its words, and takes its places once apps are ready
