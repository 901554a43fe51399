from django.apps import AppConfig


class OwnAccountsConfig(AppConfig):
    name = "liant.advocacy.own_accounts"
    label = "own_accounts"

    def ready(self) -> None:
        from liant.advocacy.own_accounts import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
