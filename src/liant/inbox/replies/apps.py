from django.apps import AppConfig


class RepliesConfig(AppConfig):
    name = "liant.inbox.replies"
    label = "replies"

    def ready(self) -> None:
        from liant.inbox.replies import policy, rooms  # noqa: F401  registers permissions, and takes its places in the inbox
