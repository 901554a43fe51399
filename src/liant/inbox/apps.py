from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "liant.inbox"
    label = "inbox"

    def ready(self) -> None:
        from liant.inbox import elsewhere, policy, rooms  # noqa: F401  registers permissions and the room, once apps are ready
