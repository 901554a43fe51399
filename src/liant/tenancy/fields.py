"""A foreign key between two private rows: the constraint carries the organisation, since keys ignore policies."""

from typing import Any

from django.db import models


class TenantForeignKey(models.ForeignKey):
    """The composite constraint (organisation_id, this) → (organisation_id, id) is made by `TenantTable`."""

    def __init__(self, to: Any, on_delete: Any, **options: Any):
        options["db_constraint"] = False
        super().__init__(to, on_delete, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options.pop("db_constraint", None)
        return name, path, args, options
