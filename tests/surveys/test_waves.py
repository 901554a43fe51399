"""A questionnaire put to people, from the list of those asked to what may be shown."""

import pytest
from django.core import mail
from django.test import Client, override_settings

from liant.accounts.permissions import NotAllowed
from liant.surveys import jobs, quotas, waves
from liant.surveys.models import Invitation, Publication, Wave
from liant.tenancy.context import tenant
from tests.surveys.asking import a_questionnaire, a_wave, tokens
from tests.surveys.test_urn import give

pytestmark = pytest.mark.django_db
SURVEYS = "/o/fournils/surveys/"
ASKED = "\n".join(f"Person {n} <p{n}@example.org>; {'Boutique' if n % 2 else 'Fournil'}" for n in range(14))


@override_settings(EMAIL_HOST="localhost", EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_from_the_list_to_the_results(client_of, alice, organisation):
    client = client_of(alice)
    with tenant(organisation.id):
        questionnaire = a_questionnaire(alice)
    prepared = client.post(f"{SURVEYS}{questionnaire.pk}/wave/", {
        "name": "Automne", "protection": "anonymous", "minimum": "5", "comment_minimum": "10"})  # fmt: skip
    wave = prepared["Location"]
    wrong = client.post(f"{wave}people/", {"lines": "nobody\nkarima@example.org", "language": "fr"})
    assert wrong.status_code == 422
    assert "Ligne 1" in wrong.content.decode()
    with tenant(organisation.id):
        assert not Invitation.objects.exists(), "all or nothing"
    client.post(f"{wave}people/", {"lines": ASKED, "language": "fr"})
    assert "Karima" in client.get(f"{wave}letter/").content.decode()
    client.post(f"{wave}open/")
    with tenant(organisation.id):
        found = Wave.objects.get()
        links = tokens(found)
    jobs.write(organisation.id, found.pk)
    assert len(mail.outbox) == 14
    assert {link for link in links if any(f"/answer/{link}/" in one.body for one in mail.outbox)} == set(links)
    with tenant(organisation.id):
        for n, link in enumerate(links[:12]):
            give(found, link, f"s{n}", mood=1 + n % 5)
    client.post(f"{wave}remind/")
    mail.outbox.clear()
    jobs.write(organisation.id, found.pk)
    assert len(mail.outbox) == 14, "everyone alike, since nobody knows who has answered"
    assert "personne ne sait qui a répondu" in mail.outbox[0].body
    assert "encore ouvert" in client.get(f"{wave}results/").content.decode()
    client.post(f"{wave}close/")
    jobs.publish(organisation.id, found.pk)
    page = client.get(f"{wave}results/").content.decode()
    assert "12 réponses sur 14" in page
    assert client.get(f"{wave}results/figures.csv").status_code == 200


def test_each_act_is_refused_to_who_may_not(house, alice, chloe, rose):
    wave = a_wave(alice, asked=5)
    for act in (
        lambda who: waves.prepare(actor=who, edition=wave.edition, name="x"),
        lambda who: waves.arrange(actor=who, wave=wave, name="x"),
        lambda who: waves.invite(actor=who, wave=wave, asked=[]),
        lambda who: waves.uninvite(actor=who, wave=wave, ids=[]),
        lambda who: waves.open_wave(actor=who, wave=wave),
        lambda who: waves.remind(actor=who, wave=wave),
        lambda who: waves.close(actor=who, wave=wave),
        lambda who: waves.drop(actor=who, wave=wave),
    ):
        with pytest.raises(NotAllowed):
            act(chloe)
    assert waves.prepare(actor=rose, edition=wave.edition, name="Candidats")


def test_what_people_were_told_cannot_change_once_it_is_open(house, alice):
    wave = waves.open_wave(actor=alice, wave=a_wave(alice, asked=5))
    with pytest.raises(waves.NotChangeable):
        waves.arrange(actor=alice, wave=wave, protection="confidential")
    with pytest.raises(waves.NotChangeable):
        waves.invite(actor=alice, wave=wave, asked=[waves.Asked("late@example.org")])


def test_a_recurring_wave_prepares_the_next_one_once(house, alice):
    wave = waves.open_wave(actor=alice, wave=a_wave(alice, asked=6, recurrence="quarter"))
    wave = waves.close(actor=alice, wave=wave)
    after = waves.follow(wave=wave)
    assert (after.opens_at - wave.opened_at).days == 91
    assert after.invitations.count() == 6
    assert waves.follow(wave=wave) is None


def test_results_wait_for_five_and_are_computed_once(house, alice):
    from liant.surveys.publishing import compute

    wave = waves.open_wave(actor=alice, wave=a_wave(alice, asked=9))
    for n, link in enumerate(tokens(wave)[:4]):
        give(wave, link, f"s{n}")
    assert compute(wave=wave) is None
    wave = waves.close(actor=alice, wave=wave)
    assert compute(wave=wave).figures == {"is_enough": False}
    compute(wave=wave)
    assert Publication.objects.count() == 1


def test_a_wave_opens_and_closes_at_its_moment(organisation, alice, work_off):
    from datetime import timedelta

    from liant.kit import clock

    with tenant(organisation.id):
        now = clock.now()
        wave = a_wave(alice, has_open_link=True, opens_at=now + timedelta(hours=1), closes_at=now + timedelta(hours=2))
    address = f"/answers/{wave.link_key}/"
    assert Client().get(address).status_code == 410
    with clock.at(now + timedelta(hours=1, minutes=1)):
        jobs.open_due(organisation.id, wave.pk)
        assert Client().get(address).status_code == 200
    with clock.at(now + timedelta(hours=2, minutes=1)):
        jobs.close_due(organisation.id, wave.pk)
    assert Client().get(address).status_code == 410


def test_another_house_sees_nothing(client_of, alice, dan, organisation):
    with tenant(organisation.id):
        wave = a_wave(alice, asked=5)
    assert client_of(dan).get(f"{SURVEYS}waves/{wave.pk}/").status_code == 404
    assert client_of(dan).get(f"/o/mairie/surveys/waves/{wave.pk}/").status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_in_both_languages(client_of, make_member, organisation, language):
    from tests.surveys.furniture import furnish_surveys

    owner = make_member("Ines", "owner", language=language)
    with tenant(organisation.id):
        things = furnish_surveys(owner)
    client = client_of(owner)
    wave, closed, made = things["wave"].pk, things["closed_wave"].pk, things["questionnaire"].pk
    for address in ("", "new/", f"{made}/", f"{made}/build/", f"{made}/wave/", f"{made}/export/xlsform/", f"{made}/export/limesurvey/",
                    f"waves/{wave}/", f"waves/{wave}/people/", f"waves/{wave}/letter/", f"waves/{wave}/arrange/",
                    f"waves/{closed}/results/", f"waves/{closed}/results/report/", f"waves/{closed}/results/trust/"):  # fmt: skip
        assert client.get(SURVEYS + address, headers={"accept-language": language}).status_code == 200, address


def test_a_file_of_another_tool_is_brought_in_whole_or_not_at_all(client_of, alice, organisation):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from liant.surveys.models import Questionnaire

    client = client_of(alice)
    broken = SimpleUploadedFile("q.json", b'{"title": "x", "pages": [{"name": "p", "elements": [{"type": "rating"}]}]}')
    answer = client.post(f"{SURVEYS}new/file/", {"file": broken})
    assert answer.status_code == 422
    with tenant(organisation.id):
        assert not Questionnaire.objects.exists()
        source = a_questionnaire(alice)
    sheet = client.get(f"{SURVEYS}{source.pk}/export/xlsform/").content
    taken = client.post(f"{SURVEYS}new/file/", {"file": SimpleUploadedFile("q.xlsx", sheet)})
    assert taken.status_code == 302
    with tenant(organisation.id):
        first, second = Questionnaire.objects.order_by("pk")
        assert (
            second.definition["pages"][0]["elements"][1]["visibleIf"]
            == first.definition["pages"][0]["elements"][1]["visibleIf"]
        )


def test_more_answers_than_wanted_are_told_and_not_kept(organisation, alice):
    with tenant(organisation.id):
        wave = waves.open_wave(actor=alice, wave=a_wave(alice, has_open_link=True, at_most=1))
    address = f"/answers/{wave.link_key}/"
    form = {"page": "one", "seen": ["mood"], "q.mood": "5", "move": "give"}
    assert Client().post(address, form | {"slip": "a" * 24}).status_code == 302
    assert Client().post(address, form | {"slip": "b" * 24}).status_code == 410
    with tenant(organisation.id):
        assert quotas.count(wave) == 1
