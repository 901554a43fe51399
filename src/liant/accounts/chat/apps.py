from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "liant.accounts.chat"
    label = "chat"

    def ready(self) -> None:
        from liant.accounts.chat import policy  # noqa: F401  registers permissions, once apps are ready
