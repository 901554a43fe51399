from django.apps import AppConfig


class MergingConfig(AppConfig):
    name = "liant.people.merging"
    label = "merging"

    def ready(self) -> None:
        from liant.people.merging import policy, rooms  # noqa: F401  registers verbs, and takes its place on the card
