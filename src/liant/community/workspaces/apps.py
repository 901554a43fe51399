from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    name = "liant.community.workspaces"
    label = "workspaces"

    def ready(self) -> None:
        from liant.community.workspaces import policy, rooms  # noqa: F401  registers permissions, and takes its places once apps are ready
