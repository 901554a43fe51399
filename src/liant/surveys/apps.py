from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "liant.surveys"
    label = "surveys"

    def ready(self) -> None:
        from liant.surveys import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
