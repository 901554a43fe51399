from django.apps import AppConfig


class ExperimentConfig(AppConfig):
    name = "liant.meetings.experiment"
    label = "experiment"

    def ready(self) -> None:
        from liant.meetings.experiment import jobs, policy, rooms  # noqa: F401  registers permissions, jobs, and takes its places once apps are ready
