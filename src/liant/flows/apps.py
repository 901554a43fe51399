from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "liant.flows"
    label = "flows"

    def ready(self) -> None:
        from liant.flows import policy, stories  # noqa: F401  subscribes the flows, once apps are ready
