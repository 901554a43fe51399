from django.apps import AppConfig


class HandbookConfig(AppConfig):
    name = "liant.community.handbook"
    label = "handbook"

    def ready(self) -> None:
        from liant.community.handbook import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
