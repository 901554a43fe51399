"""Django's `migrate`, which gives a fresh database its tables at once."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from liant.tenancy import fresh


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        if not any(options[name] for name in ("app_label", "plan", "check_unapplied", "fake")):
            fresh.lay_out(connections[options["database"]])
        super().handle(*args, **options)
