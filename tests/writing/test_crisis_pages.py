"""The pages of a crisis: everyone's, colleagues', the banner and the palette, the steps, the list, the mails."""

from datetime import timedelta

import pytest

from liant.kit import clock
from liant.writing.actions import write
from liant.writing.crisis import actions, queries
from liant.writing.crisis.mails import mail_about
from liant.writing.crisis.models import Territory
from liant.writing.crisis.pages import steps_now
from tests.writing.test_crisis import a_crisis, channel  # noqa: F401  a fixture among them

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_the_four_steps_are_those_of_the_words_as_they_are_now(house, alice):
    crisis = a_crisis(alice)
    statement = actions.draft(actor=alice, crisis=crisis, title="Un mot", language="fr", networks=[("journal", None)],
                              steps={"acknowledge": "Quatre gâteaux étaient mauvais.", "empathise": ""})  # fmt: skip
    version = statement.piece.versions.get()
    assert [is_there for _step, is_there in steps_now(statement, version)] == [True, False, False, False]
    body = "Quatre gâteaux étaient mauvais.\n\nNous sommes désolés pour vous. Nous les remboursons, appelez ce numéro."
    write(actor=alice, version=version, seen_edition=version.edition, body=body)
    version.refresh_from_db()
    assert all(is_there for _step, is_there in steps_now(statement, version))


def test_its_page_for_everyone_stays_as_long_as_it_is_on(house, alice, client):
    address = f"/houses/{house.slug}/news/"
    assert client.get(address).status_code == 404, "nothing is told"
    crisis = a_crisis(alice)
    actions.tell(actor=alice, crisis=crisis, audience="staff", known="À nous.", not_to_say="La cause.")
    assert client.get(address).status_code == 404, "colleagues only"
    actions.tell(actor=alice, crisis=crisis, audience="public", known="Le fournil est fermé.", unknown="La cause.",
                 next_at=clock.now() + HOUR)  # fmt: skip
    actions.tell(actor=alice, crisis=crisis, audience="public", known="Il rouvre.", next_at=clock.now() + HOUR)
    page = client.get(address).content.decode()
    assert "Il rouvre." in page
    assert "Le fournil est fermé." in page, "what was told before stays"
    assert "À nous." not in page
    assert crisis.reason not in page, "the words of the switch are the house's own"
    actions.hide(actor=alice, crisis=crisis)
    assert client.get(address).status_code == 200
    actions.switch_off(actor=alice, crisis=crisis, word="Fini")
    actions.hide(actor=alice, crisis=crisis)
    assert client.get(address).status_code == 404


def test_everyone_sees_the_banner_and_finds_the_switch_in_the_palette(house, alice, client_of, make_member):
    employee, owner = client_of(make_member("Eli", "employee")), client_of(alice)
    at = f"/o/{house.slug}/"
    assert "Passer en mode crise" in owner.get(f"{at}go/?q=crise").content.decode()
    assert "Passer en mode crise" not in employee.get(f"{at}go/?q=crise").content.decode()
    crisis = a_crisis(alice)
    page = employee.get(f"{at}writing/crisis/{crisis.pk}/staff/").content.decode()
    assert "Mode crise, ouvert" in page
    assert "Malaises après un gâteau de la Gare." in page
    assert f"{at}writing/crisis/{crisis.pk}/off/" not in page
    assert employee.get(f"{at}writing/crisis/{crisis.pk}/").status_code == 403
    palette = owner.get(f"{at}go/?q=retenu").content.decode()
    assert f"{at}writing/crisis/{crisis.pk}/" in palette


def test_what_everybody_looks_at_is_to_be_brought_up_to_date(house, alice, channel):  # noqa: F811
    crisis = a_crisis(alice)
    one, *_others = queries.checks_of(crisis)
    actions.tick(actor=alice, one=one, is_done=True)
    actions.add_check(actor=alice, crisis=crisis, words="La vitrine")
    checks = queries.checks_of(crisis)
    assert (checks[0].done_by, checks[-1].words) == (alice, "La vitrine")
    actions.tick(actor=alice, one=one, is_done=False)
    assert queries.checks_of(crisis)[0].done_at is None
    assert [line.kind for line in queries.lines_of(crisis)].count("checked") == 1


def test_two_territories_of_one_name_are_told_apart(house, alice, client_of):
    client, at = client_of(alice), f"/o/{house.slug}/writing/crisis/territories/"
    assert client.post(at, {"name": "La Gare", "words": "la Gare"}).status_code == 302
    again = client.post(at, {"name": "La Gare", "words": ""})
    assert again.status_code == 422
    assert "Un territoire porte déjà ce nom." in again.content.decode()
    territory = Territory.objects.get()
    assert client.post(f"{at}{territory.pk}/", {"name": "La Gare", "words": "la Gare\nparvis"}).status_code == 302
    territory.refresh_from_db()
    assert territory.words == ["la Gare", "parvis"]


@pytest.mark.parametrize(
    ("what", "said"), [("review", "refaire le point"), ("update", "ne sont pas venues"), ("lesson", "Un numéro direct")]
)
def test_the_mail_says_what_is_wanted_and_that_it_is_an_exercise(house, alice, what, said):
    alice.user.language = "fr"
    crisis = a_crisis(alice, is_exercise=True)
    crisis.next_update_at = clock.now()
    mail = mail_about(what, alice, crisis, "Un numéro direct")
    assert said in mail.body
    assert mail.subject.startswith("[Exercice] ")
    assert f"/writing/crisis/{crisis.pk}/" in mail.body
