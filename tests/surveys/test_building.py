"""The builder: a questionnaire written, changed and measured without a script, by somebody who knows no JSON."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.engines.questionnaire import read
from liant.surveys import actions, shaping
from liant.surveys.models import Questionnaire
from liant.surveys.ready import ready_definition, ready_keys
from liant.tenancy.context import tenant

SURVEYS = "/o/fournils/surveys/"


@pytest.mark.django_db
def test_written_from_nothing_to_a_wave(client_of, alice, organisation):
    client = client_of(alice)
    made = client.post(f"{SURVEYS}new/", {"title": "Le fournil"})
    build = made["Location"]
    assert client.get(build).status_code == 200
    typed = {"title_fr": "Êtes-vous bien au fournil ?", "title_en": "Are you well at the bakery?",
             "choices": "Oui | Yes\nNon | No", "changes": "0"}  # fmt: skip
    client.post(f"{build}page/page1/new/radiogroup/", typed)
    client.post(f"{build}page/page1/new/comment/", {
        "title_fr": "Pourquoi ?", "if_name": "are_you_well_at_the_bakery", "if_how": "=", "if_value": "no", "changes": "1"})  # fmt: skip
    with tenant(organisation.id):
        found = Questionnaire.objects.get()
        first, second = found.definition["pages"][0]["elements"]
    assert first["choices"] == [
        {"value": "yes", "text": {"default": "Yes", "fr": "Oui"}},
        {"value": "no", "text": {"default": "No", "fr": "Non"}},
    ]
    assert second["visibleIf"] == "{are_you_well_at_the_bakery} = 'no'"
    client.post(f"{build}act/", {"name": second["name"], "do": "up", "changes": "2"})
    refused = client.post(f"{build}act/", {"name": first["name"], "do": "out", "changes": "3"}, follow=True)
    with tenant(organisation.id):
        kept = Questionnaire.objects.get().definition
    assert len(kept["pages"][0]["elements"]) == 2, "a question that another one depends on stays"
    assert "are_you_well_at_the_bakery" in refused.content.decode()


@pytest.mark.django_db
def test_two_who_write_at_once_do_not_overwrite_each_other(house, alice):
    made = actions.begin(actor=alice, definition=ready_definition("ties"))
    actions.change(actor=alice, questionnaire=made, definition=made.definition, seen=0)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.change(actor=alice, questionnaire=made, definition=made.definition, seen=0)


@pytest.mark.django_db
def test_questions_are_taken_from_the_bank_with_what_they_measure(client_of, alice, organisation):
    client = client_of(alice)
    build = client.post(f"{SURVEYS}new/", {"title": "Court"})["Location"]
    assert client.get(f"{build}bank/?from=ready:advocacy-readiness").status_code == 200
    client.post(
        f"{build}bank/take/", {"from": "ready:advocacy-readiness", "name": ["m_trust"], "page": "page1", "changes": "0"}
    )
    with tenant(organisation.id):
        whole = read(Questionnaire.objects.get().definition)
    assert [one.id for one in whole.liant.scoring.dimensions] == ["trust"]
    assert {item.bank for item in whole.items} >= {"advocacy.trust_say"}


@pytest.mark.django_db
@pytest.mark.parametrize("key", ready_keys())
def test_every_question_of_the_ready_ones_can_be_opened_and_kept_unchanged(client_of, alice, organisation, key):
    client = client_of(alice)
    with tenant(organisation.id):
        made = actions.begin_from_ready(actor=alice, ready_key=key)
    build = f"{SURVEYS}{made.pk}/build/"
    for page in made.definition["pages"]:
        for one in page["elements"]:
            address = f"{build}page/{page['name']}/question/{one['name']}/"
            if one["type"] not in shaping.KINDS:  # what is reckoned is written in the file alone
                assert address not in client.get(build).content.decode()
                continue
            form = client.get(address).context["form"]
            typed = {name: bound.value() for name in form.fields if (bound := form[name]).value() not in (None, False)}
            answer = client.post(address, typed | {"changes": str(made.changes)})
            assert answer.status_code == 302, answer.context["form"].errors
            with tenant(organisation.id):
                made = Questionnaire.objects.get(pk=made.pk)
    assert made.definition == ready_definition(key)


@given(st.lists(st.tuples(st.text("abc é=|'", max_size=8), st.text("xyz ", max_size=6)), max_size=6))
def test_choices_keep_their_values_through_the_form(words):
    before = [{"value": f"v{n}", "text": {"default": e or "e", "fr": f or "f"}} for n, (f, e) in enumerate(words)]
    clean = [one for one in before if not set("=|") & set(one["text"]["fr"] + one["text"]["default"])]
    after = shaping.choices_from_lines(shaping.choices_as_lines(clean), clean)
    assert [one["value"] for one in after] == [one["value"] for one in clean]


@pytest.mark.parametrize("expression", ["{a} = 'b'", "{a} >= 3", "{a} notempty", "{a} <> true"])
def test_simple_conditions_are_shown_as_fields(expression):
    name, how, value = shaping.condition_of(expression)
    assert shaping.as_condition(name, how, value) == expression


@pytest.mark.django_db
def test_who_may_not_write_is_refused(client_of, alice, chloe, organisation):
    with tenant(organisation.id):
        made = actions.begin_from_ready(actor=alice, ready_key="ties")
    client = client_of(chloe)
    assert client.get(SURVEYS).status_code == 403
    assert client.post(f"{SURVEYS}{made.pk}/build/act/", {"do": "page"}).status_code == 403
