from django.apps import AppConfig


class PresenceConfig(AppConfig):
    name = "liant.inbox.presence"
    label = "presence"

    def ready(self) -> None:
        from liant.inbox.presence import rooms  # noqa: F401  takes its places on the inbox's pages, once apps are ready
