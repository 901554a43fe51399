from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "liant.channels"
    label = "channels"

    def ready(self) -> None:
        from liant.channels import collector, policy, rooms  # noqa: F401  registers permissions and the room
        from liant.jobs import loops  # as above

        loops.register("collector", collector.run)
