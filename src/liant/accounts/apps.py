from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "liant.accounts"
    label = "accounts"

    def ready(self) -> None:
        from liant.accounts import policy  # noqa: F401  registers permissions, once apps are ready
