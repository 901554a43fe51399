"""Programmes have texts read: the same remarks as where something is written, and nothing is kept."""

import pytest

from liant.audit.models import Entry
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
ASKED = {"text": "Cher null, voici nos soldes chez Dubois et fils.", "language": "fr", "kind": "mailing"}


@pytest.fixture
def own_rule(organisation, alice):
    from liant.writing.house_rules import actions

    values = {"shape": "avoid", "name": "Ancien nom", "words": ["Dubois et fils"], "languages": ["fr"], "kinds": ["mailing"],
              "place": "anywhere", "severity": "warning", "message_fr": "« {words} » : l’ancien nom.",
              "ko": ["Chez Dubois et fils"], "ok": ["Chez nous"]}  # fmt: skip
    with tenant(organisation.id):
        rule = actions.write(actor=alice, rule=None, values=values)
        actions.try_rule(actor=alice, rule=rule)
        actions.switch_on(actor=alice, rule=rule)


def test_remarks_of_liant_and_of_the_house_with_exact_places(programme_of, bob, own_rule):
    found = programme_of(bob).post("/lint", ASKED).json()["data"]
    passages = {one["rule"]: ASKED["text"][one["start"] : one["end"]] for one in found}
    assert passages["name-missing"] == "Cher null,"
    [own] = [one for one in found if ASKED["text"][one["start"] : one["end"]] == "Dubois et fils"]
    assert own["message"]["fr"] == "«\u00a0Dubois et fils\u00a0»\u00a0: l’ancien nom."
    assert (own["line"], own["column"]) == (1, ASKED["text"].index("Dubois") + 1)


def test_what_stands_behind_a_text_changes_what_is_said(programme_of, bob):
    programme, asked = programme_of(bob), {"text": "Profitez de nos soldes.", "language": "fr"}
    assert programme.post("/lint", asked).json()["data"] == []
    found = programme.post("/lint", asked | {"is_crisis": True}).json()["data"]
    assert "offer-while-crisis" in {one["rule"] for one in found}


def test_nothing_of_it_is_kept(programme_of, organisation, bob):
    programme = programme_of(bob)
    with tenant(organisation.id):
        before = Entry.objects.count()
    programme.post("/lint", ASKED)
    with tenant(organisation.id):
        assert Entry.objects.count() == before


def test_whoever_has_not_the_scope_or_asks_badly_is_told(programme_of, bob):
    assert programme_of(bob, "read:mentions").post("/lint", ASKED).status_code == 403
    for wrong in ({"text": "x" * 100_001}, {"text": "a", "kind": "poem"}, {"text": "a", "language": "français !"}):
        assert programme_of(bob).post("/lint", wrong).status_code == 422
