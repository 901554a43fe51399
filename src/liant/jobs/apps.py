from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "liant.jobs"
    label = "jobs"

    def ready(self) -> None:
        from liant.jobs import policy, rooms  # noqa: F401  registers permissions and the room
