from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "liant.channels"
    label = "channels"

    def ready(self) -> None:
        from liant.channels import policy  # noqa: F401  registers permissions, once apps are ready
