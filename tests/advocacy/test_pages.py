"""An expert's pages: before joining, the short list, their own words, what came of it, leaving; and what the house sees."""

import csv
import io

import pytest

from liant.advocacy import queries
from liant.advocacy.models import Feedback, Outcome, Proposal, Share, Suggestion, Wording
from liant.tenancy.context import tenant
from tests.advocacy.conftest import AGREED, DISCLOSURE
from tests.links.furniture import followed

pytestmark = pytest.mark.django_db
BASE = "/o/fournils/share/"
OWN_WORDS = f"{DISCLOSURE} On me demande chaque matin si le levain a froid. Oui, et c’est tant mieux."


def page(client, path: str = "") -> str:
    response = client.get(BASE + path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def own(member):
    """Her rows, as she sees them."""

    def of(model):
        with tenant(member.organisation_id), queries.own(member):
            found = model.objects.filter(member=member)
            return list(found.select_related("link", "offer") if model is Share else found)

    return of


def shared(client, offer, text: str = OWN_WORDS, **more):
    return client.post(f"{BASE}{offer.pk}/?network=bluesky", {"text": text, **more})


def test_three_useful_things_come_before_anything_is_asked(client_of, nadia, offers):
    text = page(client_of(nadia))
    assert text.index("Pourquoi le pain tient mieux l’hiver") < text.index("Ce que vous acceptez")
    assert text.count('<article class="card') == 3
    assert text.count('type="checkbox"') >= 4
    assert " checked" not in text[text.index("Ce que vous acceptez") : text.index("Je participe")], (
        "nothing is agreed to beforehand"
    )


def test_whoever_does_not_agree_does_not_take_part(client_of, nadia, offers):
    client = client_of(nadia)
    assert client.post(f"{BASE}join/", {"clicks": "on"}).status_code == 422
    assert "Ce que vous acceptez" in page(client)


def test_nothing_is_joined_while_it_rests(organisation, alice, client_of, nadia, offers):
    from liant.advocacy import actions

    with tenant(organisation.id):
        actions.move(actor=alice, to="resting")
    client = client_of(nadia)
    client.post(f"{BASE}join/", AGREED)
    assert "Le programme se repose." in page(client)


def test_the_list_is_short_and_says_why(expert, nadia):
    text = page(expert)
    assert "Trois choses utiles." in text
    assert "Pourquoi je vois ceci" in text
    expert.post(f"{BASE}choices/", {**choices(), "most_each_week": "1"})
    with tenant(nadia.organisation_id), queries.own(nadia) as row:
        assert row.most_each_week == 1


def choices() -> dict:
    return {**AGREED, "most_each_week": "3", "hour": "09:00", "quiet_from": "19:00", "quiet_until": "08:00",
            "networks": ["bluesky", "mastodon"], "kinds": ["expert"]}  # fmt: skip


def test_what_is_refused_tells_the_house_why_and_not_who(expert, nadia, organisation, alice, client_of, offers):
    expert.post(f"{BASE}{offers.news.pk}/refuse/", {"reason": "too_much_us", "words": "Encore nous."})
    assert "Deux prix au concours" not in page(expert)
    with tenant(organisation.id):
        assert Feedback.objects.get().week.weekday() == 0
    seen = page(client_of(alice), "offers/")
    assert "cela parle trop de nous" in seen
    assert "Encore nous." in seen
    assert "Nadia" not in seen


def test_a_call_is_answered_in_ones_own_name(expert, alice, client_of, offers):
    expert.post(f"{BASE}{offers.call.pk}/can/")
    expert.post(f"{BASE}{offers.call.pk}/can/")
    assert "Nadia peut venir." in page(client_of(alice), "offers/")
    assert "Qui pour montrer" not in page(expert)


def test_words_are_ones_own_from_a_question_to_the_networks_window(expert, nadia, offers):
    writing = page(expert, f"{offers.offered.pk}/?network=bluesky")
    assert "que vous demande-t-on au comptoir" in writing
    assert f"{DISCLOSURE} </textarea>" in writing, "where one speaks from stands there first"
    assert "Ouvrir Bluesky avec ce texte" in writing
    response = shared(expert, offers.offered)
    assert response.status_code == 302
    ready = expert.get(response["Location"]).content.decode()
    [share] = own(nadia)(Share)
    assert "https://bsky.app/intent/compose?text=Je%20travaille%20aux%20Trois%20Fournils" in ready
    assert share.link.code in ready
    assert "fournils.test/hiver" not in ready, "the link is this share's own"
    assert share.state == "begun"
    assert "Nadia" not in share.link.url


def test_the_text_is_refused_while_nobody_knows_where_one_speaks_from(expert, nadia, offers):
    hidden = "Le levain a froid, et c’est tant mieux."
    response = shared(expert, offers.offered, hidden)
    assert response.status_code == 422
    assert "d’où vous parlez" in response.content.decode()
    assert own(nadia)(Share) == []
    mended = shared(expert, offers.offered, hidden, disclose="1").content.decode()
    assert f"{DISCLOSURE} {hidden}" in mended


@pytest.mark.parametrize("text", [DISCLOSURE, f"{DISCLOSURE} ", f"{DISCLOSURE} {'é' * 400}"])
def test_nothing_said_or_too_much_is_refused(expert, offers, text):
    assert shared(expert, offers.offered, text).status_code == 422


def test_the_words_one_was_given_are_remarked_on_once(expert, nadia, offers):
    given = f"{DISCLOSURE} Au comptoir, on me demande souvent"
    response = shared(expert, offers.offered, given)
    assert response.status_code == 422
    assert 'name="seen"' in response.content.decode()
    assert shared(expert, offers.offered, given, seen="1").status_code == 302, "it is a remark, not a ban"


def test_the_words_of_another_are_remarked_on_though_nobody_reads_them(expert, nadia, offers, make_member, client_of):
    shared(expert, offers.offered)
    samir = make_member("Samir", "employee")
    other = client_of(samir)
    other.post(f"{BASE}join/", AGREED)
    response = shared(other, offers.offered, OWN_WORDS.upper() + " !")
    assert response.status_code == 422
    assert "les mêmes mots" in response.content.decode()
    assert shared(expert, offers.offered).status_code == 302, "one's own words are not somebody else's"
    with tenant(nadia.organisation_id):
        [kept] = Wording.objects.all()
    assert "levain" not in kept.digest
    assert {field.name for field in Wording._meta.fields} == {"id", "organisation", "offer", "digest"}


def test_the_reading_is_private_and_kept_nowhere(expert, nadia, offers):
    address = f"{BASE}{offers.offered.pk}/?network=bluesky"
    part = {"HX-Request": "true", "HX-Target": "div#read"}
    answer = expert.post(address, {"text": "Nous sommes les meilleurs, incontournables.", "reread": "1"}, headers=part)
    text = answer.content.decode()
    assert 'id="read"' in text
    assert "<html" not in text
    assert "Personne ne sait encore d’où vous parlez." in text
    assert own(nadia)(Share) == []


def test_a_server_is_asked_once_and_remembered(expert, nadia, offers):
    address = f"{BASE}{offers.offered.pk}/?network=mastodon"
    assert expert.post(address, {"text": OWN_WORDS}).status_code == 422
    assert expert.post(address, {"text": OWN_WORDS, "host": "https://"}).status_code == 422
    ready = expert.get(expert.post(address, {"text": OWN_WORDS, "host": "@nadia@piaille.fr"})["Location"])
    assert "https://piaille.fr/share?text=" in ready.content.decode()
    assert 'value="piaille.fr"' in page(expert, f"{offers.offered.pk}/?network=mastodon")


def test_where_no_text_is_taken_it_is_copied_first(expert, offers):
    address = f"{BASE}{offers.offered.pk}/?network=linkedin"
    ready = expert.get(expert.post(address, {"text": OWN_WORDS})["Location"]).content.decode()
    assert "https://www.linkedin.com/sharing/share-offsite/?url=" in ready
    assert 'data-copies-first="words"' in ready


def test_what_came_of_it_is_seen_by_its_expert(expert, nadia, alice, organisation, client_of, offers):
    share_page = shared(expert, offers.offered)["Location"]
    [share] = own(nadia)(Share)
    expert.post(f"{share_page}done/", {"useful": "yes", "url": "https://bsky.app/profile/nadia/post/1"})
    with tenant(organisation.id):
        followed(share.link, 41)
        followed(share.link, 5, "machine")
    client_of(alice).post(f"{BASE}offers/{offers.offered.pk}/thank/", {"words": "Deux questions ont changé mon texte."})
    expert.post(f"{BASE}outcomes/", {"kind": "met", "who": "Éric Dumont", "words": "Je peux vous appeler ?"})
    text = page(expert, "outcomes/")
    assert "41 personnes l’ont ouvert par votre lien" in text
    assert "Alice vous remercie\u00a0: Deux questions ont changé mon texte." in text
    assert "Éric Dumont" in text
    assert own(nadia)(Suggestion)[0] is not None
    assert {one.is_useful for one in own(nadia)(Suggestion) if one.offer_id == offers.offered.pk} == {True}
    [noted] = own(nadia)(Outcome)
    expert.post(f"{BASE}outcomes/{noted.pk}/forget/")
    assert "Éric Dumont" not in page(expert, "outcomes/")


def test_what_one_chose_shared_and_noted_is_taken_along_as_a_file(
    expert, nadia, organisation, client_of, make_member, offers
):
    share_page = shared(expert, offers.offered)["Location"]
    [share] = own(nadia)(Share)
    expert.post(f"{share_page}done/", {"url": "https://bsky.app/profile/nadia/post/1"})
    with tenant(organisation.id):
        followed(share.link, 41)
    expert.post(f"{BASE}outcomes/", {"kind": "met", "who": "=Éric Dumont", "words": "Je peux vous appeler ?"})
    expert.post(f"{BASE}propose/", {"text": "Le moulin a rouvert."})
    answer = expert.get(f"{BASE}outcomes/sharing.csv")
    assert "no-store" in answer["Cache-Control"]
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    [mine] = [one for one in rows if one["quoi"] == "partagé"]
    assert (mine["personnes par le lien"], mine["adresse"]) == ("41", "https://bsky.app/profile/nadia/post/1")
    assert mine["avec quels mots"] == share.text
    assert {"d’accord pour", "choisi", "proposé"} <= {one["quoi"] for one in rows}
    [met] = [one for one in rows if one["qui"]]
    assert met["qui"] == "'=Éric Dumont", "a spreadsheet takes it for no formula"
    assert "Le moulin a rouvert." in {one["avec quels mots"] for one in rows}
    other = make_member("Samir", "employee")
    assert client_of(other).get(f"{BASE}outcomes/sharing.csv").status_code == 302, "who takes no part has none"


def test_thanks_said_before_one_shared_are_for_others(expert, alice, client_of, offers):
    client_of(alice).post(f"{BASE}offers/{offers.offered.pk}/thank/", {"words": "Merci à tous."})
    share_page = shared(expert, offers.offered)["Location"]
    expert.post(f"{share_page}done/")
    assert "Merci à tous." not in page(expert, "outcomes/")


def test_without_agreeing_to_counts_the_link_is_the_address_itself(expert, nadia, offers):
    expert.post(f"{BASE}choices/", {key: value for key, value in choices().items() if key != "clicks"})
    ready = expert.get(shared(expert, offers.offered)["Location"]).content.decode()
    assert "fournils.test/hiver" in ready
    assert own(nadia)(Share)[0].link is None


def test_what_is_suggested_goes_to_those_who_write(expert, nadia, organisation, work_off):
    from liant.writing.ideas.models import Idea

    expert.post(f"{BASE}propose/", {"text": "Le moulin a rouvert.", "url": "https://moulin.test/"})
    work_off()
    with tenant(organisation.id):
        idea = Idea.objects.select_related("author").get()
    assert (idea.text, idea.url, idea.author) == ("Le moulin a rouvert.", "https://moulin.test/", nadia)


def test_one_act_leaves_and_takes_it_all(expert, nadia, organisation, offers):
    shared(expert, offers.offered)
    expert.post(f"{BASE}propose/", {"text": "Le moulin a rouvert."})
    expert.post(f"{BASE}leave/")
    assert own(nadia)(Share) == own(nadia)(Suggestion) == own(nadia)(Outcome) == []
    with tenant(organisation.id):
        assert not Proposal.objects.exists()
    assert "Ce que vous acceptez" in page(expert), "and may come back"


def test_nobody_opens_what_another_shared(expert, nadia, alice, client_of, offers):
    share_page = shared(expert, offers.offered)["Location"]
    owner = client_of(alice)
    owner.post(f"{BASE}join/", AGREED)
    assert owner.get(share_page).status_code == 404
    assert owner.post(f"{share_page}done/").status_code == 404


@pytest.mark.parametrize("path", ["offers/", "offers/new/"])
def test_whoever_does_not_offer_sees_none_of_it(expert, path):
    assert expert.get(BASE + path).status_code == 403


def test_no_log_says_who_joined_shared_or_left(expert, nadia, organisation, offers):
    from liant.audit.models import Entry

    with tenant(organisation.id):
        before = Entry.objects.count()
    shared(expert, offers.offered)
    expert.post(f"{BASE}{offers.news.pk}/refuse/", {"reason": "known"})
    expert.post(f"{BASE}leave/")
    with tenant(organisation.id):
        assert Entry.objects.count() == before
        assert not Entry.objects.filter(actor_id=nadia.pk).exists()


def test_something_is_offered_by_hand_with_ways_to_begin(alice, client_of, open_programme, organisation):
    from liant.advocacy.models import Offer

    written = {"kind": "demonstration", "title": "La fournée de nuit", "language": "fr", "topic": "Le pain",
               "starts": "À trois heures, le four\nCe que je sens d’abord"}  # fmt: skip
    owner = client_of(alice)
    assert owner.post(f"{BASE}offers/new/", written).status_code == 302
    with tenant(organisation.id):
        offer = Offer.objects.get()
        assert offer.starts == ["À trois heures, le four", "Ce que je sens d’abord"]
    owner.post(f"{BASE}offers/{offer.pk}/", {**written, "title": "La fournée de l’aube"})
    assert "La fournée de l’aube" in page(owner, "offers/")
    owner.post(f"{BASE}offers/{offer.pk}/end/")
    assert "plus proposé" in page(owner, "offers/")


@pytest.mark.parametrize(("role", "is_there"), [("employee", True), ("programme_lead", True), ("communicator", False)])
def test_on_a_phone_sharing_stands_in_the_bar_of_whoever_comes_for_it(
    organisation, client_of, make_member, offers, role, is_there
):
    with tenant(organisation.id):
        organisation.rooms = []  # all of them
        organisation.save()
    text = page(client_of(make_member("Nadia", role)))
    bar = text[text.index('<nav class="bottom"') : text.index("<details", text.index('<nav class="bottom"'))]
    assert (f'href="{BASE}"' in bar) is is_there
    assert bar.count("<a ") == 4
    assert f'href="{BASE}"' in text[text.index('<nav class="bottom"') :], "and nobody looks for it in vain"
