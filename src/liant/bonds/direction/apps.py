from django.apps import AppConfig


class DirectionConfig(AppConfig):
    name = "liant.bonds.direction"
    label = "direction"

    def ready(self) -> None:
        from liant.bonds.direction import jobs, rooms  # noqa: F401  registers the jobs and takes its places once apps are ready
