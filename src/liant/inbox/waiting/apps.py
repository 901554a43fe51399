from django.apps import AppConfig


class WaitingConfig(AppConfig):
    name = "liant.inbox.waiting"
    label = "waiting"

    def ready(self) -> None:
        from django.db.models.signals import post_save  # as below

        from liant.inbox import happenings  # as below
        from liant.inbox.models import Conversation  # models exist once apps are ready
        from liant.inbox.waiting import announced, elsewhere, policy, rooms  # noqa: F401  registers permissions and pages, once apps are ready
        from liant.inbox.waiting.arrivals import follow, measure_what_arrived

        post_save.connect(follow, sender=Conversation, dispatch_uid="waiting.follow")
        happenings.register(measure_what_arrived)
