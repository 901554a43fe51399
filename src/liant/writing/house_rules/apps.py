from django.apps import AppConfig


class HouseRulesConfig(AppConfig):
    name = "liant.writing.house_rules"
    label = "house_rules"

    def ready(self) -> None:
        from liant.writing.house_rules import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
