from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "liant.insights.alerts"
    label = "alerts"

    def ready(self) -> None:
        from liant.accounts.chat import speaking  # once apps are ready
        from liant.insights.alerts import finding, places, policy, rooms  # noqa: F401  once apps are ready
        from liant.insights.facts import register_facts

        for kind in finding.KINDS:
            register_facts(kind)
        speaking.register(places.checked, places.tell)
