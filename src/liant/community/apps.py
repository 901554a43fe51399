from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "liant.community"
    label = "community"

    def ready(self) -> None:
        from liant.community import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
