from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "liant.channels"
    label = "channels"

    def ready(self) -> None:
        from liant.channels import collector, policy  # noqa: F401  registers permissions, once apps are ready
        from liant.jobs import loops  # as above

        loops.register("collector", collector.run)
