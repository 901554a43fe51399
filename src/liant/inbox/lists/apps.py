from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "liant.inbox.lists"
    label = "lists"

    def ready(self) -> None:
        from liant.inbox.lists import policy, rooms  # noqa: F401  registers permissions, and takes its place in the inbox
