from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    name = "liant.deliveries"
    label = "deliveries"

    def ready(self) -> None:
        from liant.deliveries import policy, rooms  # noqa: F401  registers permissions and the room
