from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "liant.advocacy.board"
    label = "board"

    def ready(self) -> None:
        from liant.advocacy.board import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
