from django.apps import AppConfig


class ExpertiseConfig(AppConfig):
    name = "liant.advocacy.expertise"
    label = "expertise"

    def ready(self) -> None:
        from liant.advocacy.expertise import rooms  # noqa: F401  takes its places once apps are ready
