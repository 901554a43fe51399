from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "liant.people"
    label = "people"

    def ready(self) -> None:
        from liant.people import policy, rooms  # noqa: F401  registers permissions and the rooms
