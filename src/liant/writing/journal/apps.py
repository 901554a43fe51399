from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "liant.writing.journal"
    label = "journal"

    def ready(self) -> None:
        from liant.writing import happenings
        from liant.writing.journal import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
        from liant.writing.journal.carrier import follow

        happenings.register(follow)
