from django.apps import AppConfig


class BondsConfig(AppConfig):
    name = "liant.bonds"
    label = "bonds"

    def ready(self) -> None:
        from liant.bonds import jobs, policy, rooms  # noqa: F401  registers permissions, jobs and the room once apps are ready
