"""A staff list that waits to be taken, with someone new, someone who changes and someone no longer listed; and a directory that listed one person."""

from typing import Any


def furnish_staff(alice: Any) -> dict[str, Any]:
    from liant.accounts.staff.actions import ToldTeam, keep_list, list_person, list_team, make_key
    from liant.accounts.staff.reading import read
    from liant.accounts.staff.rules import Told

    found = read(
        "adresse;nom;équipes\nnina@fournils.test;Nina;Clients\nbob@fournils.test;Robert;\n".encode(), ["fr", "en"]
    )
    keep_list(actor=alice, rows=found.rows, has_teams=found.has_teams)
    key, _text = make_key(actor=alice, name="Entra ID")
    zoe = list_person(key=key, told=Told("zoe", "zoe@fournils.test", "Zoé", "fr", True, "42", {"userName": "zoe"}))
    list_team(key=key, told=ToldTeam("Annuaire", "43", frozenset({str(zoe.pk)})))
    return {"directory_key": key}
