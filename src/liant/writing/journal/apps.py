from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "liant.writing.journal"
    label = "journal"

    def ready(self) -> None:
        # once apps are ready: what registers permissions and takes its places imports models
        from liant.writing import happenings
        from liant.writing.journal import policy, rooms  # noqa: F401  registers permissions and places
        from liant.writing.journal.carrier import follow

        happenings.register(follow)
