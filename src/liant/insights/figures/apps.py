from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "liant.insights.figures"
    label = "figures"

    def ready(self) -> None:
        from liant.insights.figures import front, policy  # noqa: F401  permissions, once apps are ready
        from liant.web.front import BESIDE, MAIN, register_section

        register_section(MAIN, front.heard, order=40)
        register_section(BESIDE, front.changed, order=40)
