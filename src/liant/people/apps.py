from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "liant.people"
    label = "people"

    def ready(self) -> None:
        from liant.people import policy  # noqa: F401  registers permissions, once apps are ready
