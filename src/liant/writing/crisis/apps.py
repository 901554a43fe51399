from django.apps import AppConfig


class CrisisConfig(AppConfig):
    name = "liant.writing.crisis"
    label = "crisis"

    def ready(self) -> None:
        # once apps are ready: what registers permissions and takes its places imports models
        from liant.deliveries import gates
        from liant.writing import happenings
        from liant.writing.crisis import policy, rooms  # noqa: F401  registers permissions and places
        from liant.writing.crisis.actions import follow
        from liant.writing.crisis.gate import CrisisGate

        gates.register(CrisisGate())
        happenings.register(follow)
