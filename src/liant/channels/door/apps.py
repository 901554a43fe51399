from django.apps import AppConfig


class DoorConfig(AppConfig):
    name = "liant.channels.door"
    label = "door"

    def ready(self) -> None:
        from liant.channels import annexes  # the registries are filled once the apps are there
        from liant.channels.door import policy, reader, section  # noqa: F401  registers what was done, in words
        from liant.jobs import loops  # as above

        annexes.register(section.ANNEX)
        loops.register("door", reader.run)
