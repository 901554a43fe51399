from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "liant.accounts.staff"
    label = "staff"

    def ready(self) -> None:
        from liant.accounts.staff import policy, rooms  # noqa: F401  registers permissions and the page, once apps are ready
