from django.apps import AppConfig


class HoursConfig(AppConfig):
    name = "liant.accounts.hours"
    label = "hours"

    def ready(self) -> None:
        from liant.accounts.hours import policy, rooms  # noqa: F401  registers permissions and a tab, once apps are ready
