"""Named answers: read by those whom respondents were told of, by nobody else, whatever their role; and taken back."""

import csv
import io
import json
from html import unescape

import pytest
from django.test import Client

from liant.accounts.permissions import NotAllowed, check
from liant.accounts.roles import Role
from liant.audit.models import Entry
from liant.cli.main import main
from liant.engines.questionnaire import read, score
from liant.surveys import naming, urn, waves
from liant.surveys.models import NamedAnswer, Wave
from liant.surveys.ready import ready_definition
from liant.tenancy.context import tenant
from tests.surveys.asking import a_questionnaire, a_wave, answers_at, tokens
from tests.surveys.test_own_result import give_all

pytestmark = pytest.mark.django_db
KEY = "crisis-readiness"
WHOLE = read(ready_definition(KEY))
NAMED = ("named/", "named/answers.csv", "named/codebook.csv")
SURVEYS = "/o/fournils/surveys/"


def answered(organisation, alice, reader, people: int = 2) -> tuple[Wave, list[str]]:
    """Three are asked, the first ones answer."""
    with tenant(organisation.id):
        made = a_questionnaire(alice, ready_definition(KEY))
        wave = a_wave(alice, made, asked=3, protection="confidential", read_by=[reader])
        wave = waves.open_wave(actor=alice, wave=wave)
        links = tokens(wave)
        for n, token in enumerate(links[:people]):
            naming.take(wave=wave, token=token, slip="", answers=answers_at(WHOLE, 0.3 + n / 5, n), language="fr")
    return wave, links


@pytest.mark.parametrize("role", list(Role))
def test_only_a_reader_reads_whatever_their_role(organisation, alice, make_member, client_of, role):
    reader, other = make_member("Lise", role), make_member("Marc", role)
    wave, _links = answered(organisation, alice, reader)
    with tenant(organisation.id):
        one = NamedAnswer.objects.order_by("pk").first()
    for address in (*NAMED, f"named/{one.pk}/"):
        page = f"{SURVEYS}waves/{wave.pk}/{address}"
        assert client_of(reader).get(page).status_code == 200, address
        refused = client_of(other).get(page)
        assert refused.status_code == 403, address
        assert "Person 0" not in refused.content.decode()
    assert wave.name in client_of(reader).get(f"{SURVEYS}reading/").content.decode()
    assert wave.name not in client_of(other).get(f"{SURVEYS}reading/").content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Les réponses que vous lisez"), ("en", "Answers that you read")]
)
def test_a_reader_finds_the_way_from_any_page_and_nobody_else_is_shown_it(
    organisation, alice, make_member, client_of, language, words
):
    reader = make_member("Lise", "employee", language=language)
    other = make_member("Marc", "employee", language=language)
    answered(organisation, alice, reader)
    shown = client_of(reader).get("/o/fournils/", follow=True).content.decode()
    assert f'href="{SURVEYS}reading/"' in shown
    assert words in shown
    for one in (other, alice):
        assert f'href="{SURVEYS}reading/"' not in client_of(one).get("/o/fournils/", follow=True).content.decode()


def test_an_owner_who_is_no_reader_and_a_reader_who_left_are_refused(organisation, alice, make_member, client_of):
    reader = make_member("Lise", "care_agent")
    wave, _links = answered(organisation, alice, reader)
    for address in NAMED:
        assert client_of(alice).get(f"{SURVEYS}waves/{wave.pk}/{address}").status_code == 403
    assert f"waves/{wave.pk}/named/" not in client_of(alice).get(f"{SURVEYS}waves/{wave.pk}/").content.decode()
    with tenant(organisation.id):
        reader.is_active = False
        with pytest.raises(NotAllowed):
            check(reader, "surveys.read_named", wave)


def test_an_anonymous_wave_has_no_such_page_for_anyone(organisation, alice, client_of):
    with tenant(organisation.id):
        wave = waves.open_wave(actor=alice, wave=a_wave(alice, asked=5, read_by=[alice]))
    for address in NAMED:
        assert client_of(alice).get(f"{SURVEYS}waves/{wave.pk}/{address}").status_code == 403


@pytest.mark.parametrize(("language", "asked"), [("fr", "Réponses nommées"), ("en", "Named answers")])
def test_each_ones_answers_with_what_they_come_to_in_both_languages(
    organisation, alice, make_member, client_of, language, asked
):
    reader = make_member("Lise", "recruiter", language=language)
    wave, _links = answered(organisation, alice, reader)
    client = client_of(reader)
    page = unescape(client.get(f"{SURVEYS}waves/{wave.pk}/named/").content.decode())
    assert asked in page
    assert "Person 0" in page
    assert "Person 2" not in page, "who did not answer isn't listed"
    with tenant(organisation.id):
        one = NamedAnswer.objects.order_by("pk").first()
    page = unescape(client.get(f"{SURVEYS}waves/{wave.pk}/named/{one.pk}/").content.decode())
    assert score(WHOLE, one.answers).outcome.verdict.title.in_language(language) in page
    for question in WHOLE.questions():
        if question.name in one.answers:
            assert question.said(language) in page
    assert client.get(f"{SURVEYS}waves/{wave.pk}/named/{one.pk + 10_000}/").status_code == 404


def test_each_reading_is_written_in_the_log(organisation, alice, make_member, client_of):
    reader = make_member("Lise", "employee")
    wave, _links = answered(organisation, alice, reader)
    client = client_of(reader)
    with tenant(organisation.id):
        one = NamedAnswer.objects.order_by("pk").first()
    for address in ("named/", f"named/{one.pk}/", "named/answers.csv"):
        client.get(f"{SURVEYS}waves/{wave.pk}/{address}")
    with tenant(organisation.id):
        said = Entry.objects.filter(actor_id=reader.pk, thing_id=wave.pk).order_by("pk").values_list("verb", "detail")
        assert list(said) == [
            ("surveys.read_named", {}), ("surveys.read_one_named", {"answer": one.pk}), ("surveys.export_named", {}),
        ]  # fmt: skip


def test_the_named_table_is_what_liant_survey_score_takes(
    organisation, alice, make_member, client_of, tmp_path, capsys
):
    reader = make_member("Lise", "employee")
    wave, links = answered(organisation, alice, reader)
    with tenant(organisation.id):
        wicked = answers_at(WHOLE, 0.9, 5)
        naming.take(wave=wave, token=links[2], slip="", answers=wicked, language="fr")
        wave.invitations.filter(name="Person 2").update(name="=cmd()")
        given = list(NamedAnswer.objects.order_by("pk").values_list("answers", flat=True))
    table = client_of(reader).get(f"{SURVEYS}waves/{wave.pk}/named/answers.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["respondent_name"] for row in rows] == ["Person 0", "Person 1", "'=cmd()"]
    (tmp_path / "answers.csv").write_text(table, encoding="utf-8")
    (tmp_path / "definition.json").write_text(json.dumps(ready_definition(KEY)), encoding="utf-8")
    assert (
        main(["survey", "score", str(tmp_path / "definition.json"), str(tmp_path / "answers.csv"), "--draws", "5"]) == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert told["problems"] == []
    for mine, answers in zip(told["respondents"], given, strict=True):
        assert mine["scores"] == {one.dimension.id: one.score if one.score is None else round(one.score, 4)
                                  for one in score(WHOLE, answers).dimensions}  # fmt: skip
    book = client_of(reader).get(f"{SURVEYS}waves/{wave.pk}/named/codebook.csv").content.decode("utf-8-sig")
    columns = {row["column"] for row in csv.DictReader(io.StringIO(book))}
    assert columns == set(rows[0]) - {"respondent_name", "respondent_address", "respondent_group"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_person_sees_their_answers_takes_them_back_and_may_answer_anew(organisation, alice, make_member, language):
    reader = make_member("Lise Moreau", "employee")
    wave, links = answered(organisation, alice, reader, people=1)
    client = Client()
    address = f"/answer/{links[1]}/?lang={language}"
    before = unescape(client.get(address).content.decode())
    assert "Lise Moreau" in before
    assert {"fr": "garde trace", "en": "keeps a trace"}[language] in before
    assert {"fr": "pouvez les reprendre", "en": "can take them back"}[language] in before
    given, sent = give_all(client, address, answers_at(WHOLE, 0.5, 3))
    assert {"fr": "votre propre résultat", "en": "your own result"}[language] in given.content.decode()
    assert client.post(address, sent).status_code == 302, "the same form again thanks only"
    seen = unescape(client.get(address).content.decode())
    assert {"fr": "Effacer mes réponses", "en": "Delete my answers"}[language] in seen
    assert all(one.said(language) in seen for one in WHOLE.questions() if one.kind == "matrix")
    with tenant(organisation.id):
        assert NamedAnswer.objects.count() == 2
    gone = client.post(address, {"move": "withdraw"}, follow=True)
    assert {"fr": "Vos réponses sont effacées", "en": "Your answers are deleted"}[language] in gone.content.decode()
    with tenant(organisation.id):
        assert NamedAnswer.objects.count() == 1
        assert Wave.objects.get(pk=wave.pk).answered == 1
        assert Entry.objects.filter(verb="surveys.withdraw", actor_id=None).count() == 1
    give_all(client, address, answers_at(WHOLE, 0.5, 3))
    with tenant(organisation.id):
        assert NamedAnswer.objects.count() == 2


def test_nothing_is_taken_back_once_it_is_closed(organisation, alice, make_member):
    wave, links = answered(organisation, alice, make_member("Lise", "employee"))
    with tenant(organisation.id):
        waves.close(actor=alice, wave=wave)
        with pytest.raises(urn.NotOpen):
            naming.withdraw(wave=wave, token=links[0])
    assert Client().post(f"/answer/{links[0]}/", {"move": "withdraw"}).status_code == 410
    with tenant(organisation.id):
        assert NamedAnswer.objects.count() == 2


def test_readers_are_chosen_by_name_told_and_kept_for_the_next_wave(organisation, alice, make_member, client_of):
    lise, marc = make_member("Lise Moreau", "employee"), make_member("Marc Petit", "employee")
    client = client_of(alice)
    with tenant(organisation.id):
        made = a_questionnaire(alice, ready_definition(KEY))
    form = {
        "name": "Automne",
        "protection": "confidential",
        "minimum": "5",
        "comment_minimum": "10",
        "recurrence": "year",
    }
    assert client.post(f"{SURVEYS}{made.pk}/wave/", form).status_code == 422, "nobody reads it"
    address = client.post(f"{SURVEYS}{made.pk}/wave/", form | {"readers": [lise.pk, marc.pk]})["Location"]
    assert "Lise Moreau, Marc Petit" in client.get(address).content.decode()
    with tenant(organisation.id):
        wave = Wave.objects.get()
        waves.invite(actor=alice, wave=wave, asked=[waves.Asked("karima@example.org")])
        wave = waves.open_wave(actor=alice, wave=wave)
        with pytest.raises(waves.NotChangeable):
            waves.arrange(actor=alice, wave=wave, read_by=[alice])
        wave = waves.close(actor=alice, wave=wave)
        lise.is_active = False
        lise.save()
        after = waves.follow(wave=wave)
        assert [one.member_id for one in after.reader_rows.all()] == [marc.pk]
        assert after.readers == "Marc Petit"
        assert wave.readers == "Lise Moreau, Marc Petit", "what people were told stays"
