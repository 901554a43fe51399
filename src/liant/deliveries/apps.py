from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    name = "liant.deliveries"
    label = "deliveries"

    def ready(self) -> None:
        from liant.deliveries import policy  # noqa: F401  registers permissions, once apps are ready
