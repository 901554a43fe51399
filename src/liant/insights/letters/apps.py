from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "liant.insights.letters"
    label = "letters"

    def ready(self) -> None:
        from liant.insights.letters import contents, policy, rooms  # noqa: F401  once apps are ready
        from liant.insights.passages import register_passage

        register_passage(contents.who_waits, order=10)
        register_passage(contents.thanks_due, order=20)
        register_passage(contents.what_is_not_heard, order=60)
