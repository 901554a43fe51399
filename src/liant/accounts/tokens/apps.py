from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "liant.accounts.tokens"
    label = "tokens"

    def ready(self) -> None:
        from liant.accounts.tokens import policy, rooms  # noqa: F401  registers permissions and the page, once apps are ready
