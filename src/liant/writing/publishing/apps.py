from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "liant.writing.publishing"
    label = "publishing"

    def ready(self) -> None:
        from liant.deliveries import gates  # as all below: once apps are ready
        from liant.writing import happenings
        from liant.writing.publishing import announced, policy, rooms  # noqa: F401  registers permissions and kinds, and takes its places once apps are ready
        from liant.writing.publishing.following import follow
        from liant.writing.publishing.lateness import LateGate

        gates.register(LateGate())
        happenings.register(follow)
        happenings.register(announced.tell)
