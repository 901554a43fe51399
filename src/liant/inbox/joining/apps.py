from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "liant.inbox.joining"
    label = "joining"

    def ready(self) -> None:
        from liant.inbox.joining import policy, rooms  # noqa: F401  registers verbs, and takes its places in the inbox
