from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "liant.channels.access"
    label = "access"

    def ready(self) -> None:
        from liant.channels import agreeing, annexes  # the registries are filled once the apps are there
        from liant.channels.access import agreements, policy, section  # noqa: F401  registers what was done, in words

        agreeing.register(agreeing.Agreeing(begin=agreements.begin, guide=section.guide))
        annexes.register(section.ANNEX)
