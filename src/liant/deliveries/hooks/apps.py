from django.apps import AppConfig


class HooksConfig(AppConfig):
    name = "liant.deliveries.hooks"
    label = "hooks"

    def ready(self) -> None:
        from liant.deliveries.hooks import policy, rooms  # noqa: F401  registers permissions and the page, once apps are ready
