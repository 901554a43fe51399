from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "liant.writing.newsletter"
    label = "newsletter"

    def ready(self) -> None:
        from liant.writing import offers  # once apps are ready
        from liant.writing.newsletter import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
        from liant.writing.newsletter.moves import carry  # as above

        offers.register_carrier("letter", carry)
