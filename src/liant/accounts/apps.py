from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "liant.accounts"
    label = "accounts"

    def ready(self) -> None:
        from liant.accounts import policy, rooms  # noqa: F401  registers permissions and ways in, once apps are ready
