from django.apps import AppConfig


class AnimationConfig(AppConfig):
    name = "liant.advocacy.animation"
    label = "animation"

    def ready(self) -> None:
        from liant.advocacy.animation import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
