from django.apps import AppConfig


class AdvocacyConfig(AppConfig):
    name = "liant.advocacy"
    label = "advocacy"

    def ready(self) -> None:
        from liant.accounts.chat.actions import register_use  # once apps are ready
        from liant.advocacy import policy, queries, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready

        register_use(queries.takes_part)
