from django.apps import AppConfig


class LaunchingConfig(AppConfig):
    name = "liant.advocacy.launching"
    label = "launching"

    def ready(self) -> None:
        from liant.advocacy.launching import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
