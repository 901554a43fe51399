from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "liant.meetings"
    label = "meetings"

    def ready(self) -> None:
        from liant.accounts.chat.actions import register_use  # once apps are ready
        from liant.meetings import jobs, mails, policy, queries, rooms  # noqa: F401  registers permissions, jobs, words and the room once apps are ready

        register_use(queries.hears_by_chat)
