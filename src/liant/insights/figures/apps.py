from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "liant.insights.figures"
    label = "figures"

    def ready(self) -> None:
        from liant.insights.facts import register_facts  # the registries are filled once apps are ready
        from liant.insights.figures import facts, front, passage, policy  # noqa: F401  permissions, once apps are ready
        from liant.insights.passages import register_passage
        from liant.web.front import BESIDE, MAIN, THANKS, register_section

        register_section(MAIN, front.heard, order=40)
        register_section(BESIDE, front.changed, order=40)
        register_section(THANKS, front.thanked, order=40)
        register_passage(passage.heard, order=30)
        register_facts(facts.RISE)
