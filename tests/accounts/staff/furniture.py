"""A staff list that waits to be taken, with someone new, someone who changes and someone no longer listed."""

from typing import Any


def furnish_staff(alice: Any) -> dict[str, Any]:
    from liant.accounts.staff.actions import keep_list
    from liant.accounts.staff.reading import read

    found = read(
        "adresse;nom;équipes\nnina@fournils.test;Nina;Clients\nbob@fournils.test;Robert;\n".encode(), ["fr", "en"]
    )
    keep_list(actor=alice, rows=found.rows, has_teams=found.has_teams)
    return {}
