"""Going to a network and coming back: bound to who began it, told what is asked, and nothing typed is lost or shown."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation

from liant.kit import clock
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
HERE = "/o/fournils/channels/"
TYPED = {"name": "La Page", "default_hat": "customer", "set_client_id": "app", "set_client_secret": "app-s3cret"}


@pytest.fixture(autouse=True)
def back_then(now):
    """Tokens of the recorded networks are those of that day."""


def begin(browser, kind="facebook", **typed):
    """From the form to the page that leads out; the state that the network will bring back."""
    page = browser.post(f"{HERE}new/{kind}/", {**TYPED, "act": "keep", **typed})
    assert page.status_code == 302, page.content.decode()
    leaving = browser.get(page["Location"])
    assert leaving.status_code == 200
    out = leaving.content.decode().split('<a class="btn main-act" href="')[1].split('"')[0].replace("&amp;", "&")
    return leaving.content.decode(), parse_qs(urlsplit(out).query)


def come_back(browser, asked, **more):
    return browser.get(f"{HERE}access/back/", {"state": asked["state"][0], "code": "the-code", **more})


def channels_in(organisation):
    from liant.channels.models import Channel

    with tenant(organisation.id):
        return list(Channel.objects.all())


def test_the_page_of_connecting_says_step_by_step_how_the_key_is_got(client_of, alice):
    page = client_of(alice).get(f"{HERE}new/facebook/").content.decode()
    assert "Comment obtenir la clé" in page
    assert "http://127.0.0.1:8000/o/fournils/channels/access/back/" in page
    assert 'src="/static/access/keys.svg"' in page
    assert "Dessin\u00a0: un identifiant et un secret masqué" in page
    assert "Ce que ce réseau refuse" in page
    assert "pas encore sur un vrai compte" in page
    assert "Essayer cette connexion" not in page, "nothing can be tried before somebody agrees"


def test_what_will_be_asked_is_said_before_leaving(client_of, alice):
    page, asked = begin(client_of(alice))
    assert "répondre aux commentaires et les aimer, au nom de la Page." in page
    assert asked["client_id"] == ["app"]
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/o/fournils/channels/access/back/"]
    assert "app-s3cret" not in page
    assert len(asked["state"][0]) > 30


def test_one_account_is_connected_at_once(client_of, alice, organisation, instagram):
    browser = client_of(alice)
    _, asked = begin(browser, "instagram")
    page = come_back(browser, asked)
    [channel] = channels_in(organisation)
    assert page["Location"] == f"{HERE}{channel.id}/"
    assert channel.account().remembered["access"] == "long-lived-1"
    assert channel.account().secret == {"client_secret": "app-s3cret"}
    assert channel.settings["username"] == "troisfournils"
    shown = browser.get(page["Location"]).content.decode()
    assert "Alice a donné l’accord" in shown
    assert "Aucune fin n’est connue." in shown, "it is renewed for ever"
    for secret in ("long-lived-1", "app-s3cret"):
        assert secret not in shown
        assert secret not in str(dict(browser.session.items()))


def test_among_several_one_is_chosen(client_of, alice, organisation, facebook):
    browser = client_of(alice)
    _, asked = begin(browser)
    page = come_back(browser, asked)
    choice = browser.get(page["Location"]).content.decode()
    assert "Les Trois Fournils, traiteur" in choice
    assert "page-token" not in choice
    nothing = browser.post(f"{HERE}access/choose/", {"state": asked["state"][0]})
    assert nothing.status_code == 200
    browser.post(f"{HERE}access/choose/", {"state": asked["state"][0], "account": "106"})
    [channel] = channels_in(organisation)
    assert channel.settings["page_id"] == "106"
    assert channel.account().remembered["access"] == "page-token-106"
    assert channel.access_ends_at.date().isoformat() == "2026-06-29"


def test_the_word_that_comes_back_serves_once(client_of, alice, organisation, instagram):
    browser = client_of(alice)
    _, asked = begin(browser, "instagram")
    come_back(browser, asked)
    assert come_back(browser, asked)["Location"] == HERE
    assert len(channels_in(organisation)) == 1
    assert len(instagram.asked_for("POST /oauth/access_token")) == 1


def test_a_code_that_somebody_else_brings_is_not_taken(client_of, alice, make_member, organisation, facebook):
    """Whoever follows a link made by another would connect the other's account."""
    _, asked = begin(client_of(alice))
    for browser in (client_of(make_member("Nora", "communicator")), client_of(alice)):
        page = come_back(browser, asked)
        assert page["Location"] == HERE
    assert come_back(client_of(alice), {"state": ["invented"]})["Location"] == HERE
    assert channels_in(organisation) == []
    assert not facebook.asked


def test_an_hour_later_it_is_begun_again(client_of, alice, organisation, facebook, now):
    browser = client_of(alice)
    _, asked = begin(browser)
    with clock.at(now + timedelta(minutes=61)):
        page = browser.get(f"{HERE}access/back/", {"state": asked["state"][0], "code": "c"}, follow=True)
    assert "il y a plus d’une heure" in page.content.decode()
    assert not facebook.asked


@pytest.mark.parametrize("answer", [{"code": "", "error": "access_denied"}, {"code": "used-twice"}])
def test_who_does_not_agree_loses_nothing_that_was_typed(client_of, alice, organisation, facebook, answer):
    facebook.refuse(
        400, {"error": {"message": "This authorization code has been used.", "code": 100}}, of="access_token"
    )
    browser = client_of(alice)
    _, asked = begin(browser)
    page = come_back(browser, asked, **answer)
    assert page.status_code == 422
    again = page.content.decode().split('href="')
    [link] = [part.split('"')[0] for part in again if "access/leave/" in part]
    assert browser.get(link).status_code == 200
    assert channels_in(organisation) == []


def test_who_looks_after_nothing_is_told_so(client_of, alice, organisation, facebook):
    facebook.answers["GET /v25.0/me/accounts"] = {"data": []}
    browser = client_of(alice)
    _, asked = begin(browser)
    assert "ne s’occupe de rien" in come_back(browser, asked).content.decode()


def test_google_is_given_a_proof_that_only_we_have(client_of, alice, organisation, recorded_network, monkeypatch):
    from liant.connectors import google, oauth
    from liant.connectors.youtube import connector

    recorded_network.learn("google")
    monkeypatch.setattr(connector, "API", f"{recorded_network.url}/youtube/v3")
    monkeypatch.setattr(google, "TOKENS", recorded_network.url)
    browser = client_of(alice)
    _, asked = begin(browser, "youtube")
    come_back(browser, asked)
    [token] = recorded_network.asked_for("POST /token")
    assert oauth.challenge_of(token.form["code_verifier"]) == asked["code_challenge"][0]
    assert channels_in(organisation)[0].settings["channel_id"] == "UCus"


def test_leave_is_given_again_from_the_channel_s_page(client_of, alice, organisation, agreed, again, facebook):
    channel = agreed("facebook", key="105", expires_at=None)
    browser = client_of(alice)
    leaving = browser.post(f"{HERE}{channel.id}/access/")
    page = browser.get(leaving["Location"]).content.decode()
    state = parse_qs(urlsplit(leaving["Location"]).query)["state"][0]
    assert "La Page" not in page
    browser.get(f"{HERE}access/back/", {"state": state, "code": "c"})
    browser.post(f"{HERE}access/choose/", {"state": state, "account": "105"})
    assert again(channel)[0].account().remembered["access"] == "page-token-105"
    assert len(channels_in(organisation)) == 1


def test_another_account_does_not_take_the_place_of_the_first(client_of, alice, organisation, agreed, again, facebook):
    channel = agreed("facebook", key="105", expires_at=None)
    browser = client_of(alice)
    state = parse_qs(urlsplit(browser.post(f"{HERE}{channel.id}/access/")["Location"]).query)["state"][0]
    browser.get(f"{HERE}access/back/", {"state": state, "code": "c"})
    page = browser.post(f"{HERE}access/choose/", {"state": state, "account": "106"})
    assert page.status_code == 422
    assert "est un autre compte que celui de ce canal" in page.content.decode()
    assert again(channel)[0].account().remembered["access"] == "long-lived-1"


def test_a_changed_setting_needs_no_new_leave_and_another_application_does(
    client_of, alice, organisation, agreed, again, facebook
):
    channel = agreed("facebook", key="105", expires_at=None)
    browser = client_of(alice)
    typed = {"name": "Notre Page", "default_hat": "customer", "set_client_id": "app", "set_days": "10", "act": "keep"}
    assert browser.post(f"{HERE}{channel.id}/change/", typed)["Location"] == f"{HERE}{channel.id}/"
    changed, _ = again(channel)
    assert (changed.name, changed.settings["days"], changed.settings["page_id"]) == ("Notre Page", 10, "105")
    assert changed.account().remembered["access"] == "long-lived-1"
    page = browser.post(f"{HERE}{channel.id}/change/", {**typed, "set_client_id": "another-app"})
    assert "access/leave/" in page["Location"]
    assert again(channel)[0].settings["client_id"] == "app", "until the network has answered"


def test_who_answers_may_neither_go_out_nor_confirm(client_of, bob, organisation, agreed, again):
    channel = agreed("facebook", key="105")
    browser = client_of(bob)
    for address in ("access/leave/", "access/back/", "access/choose/"):
        assert browser.get(f"{HERE}{address}").status_code == 403
    for address in ("access/", "access/confirm/"):
        assert browser.post(f"{HERE}{channel.id}/{address}").status_code == 403
    page = browser.get(f"{HERE}{channel.id}/").content.decode()
    assert "Ça marche avec mon compte" not in page
    assert "Redonner l’accord" not in page


def test_the_actions_refuse_too(organisation, bob, agreed, house):
    from liant.accounts.permissions import NotAllowed
    from liant.channels.access.actions import Wanted, agree, confirm
    from liant.connectors.contract import Granted, Tokens

    channel = agreed("facebook", key="105")
    with pytest.raises(NotAllowed):
        confirm(actor=bob, channel=channel)
    with pytest.raises(NotAllowed):
        agree(actor=bob, wanted=Wanted("facebook", "x", "customer", {}, {}), granted=Granted("1", "x", Tokens({})))


def test_it_says_untried_until_a_person_confirms(client_of, alice, organisation, agreed):
    from liant.audit.models import Entry

    channel = agreed("facebook", key="105")
    browser = client_of(alice)
    assert "Personne n’a encore confirmé" in browser.get(f"{HERE}{channel.id}/").content.decode()
    for _ in range(2):
        browser.post(f"{HERE}{channel.id}/access/confirm/")
    page = browser.get(f"{HERE}{channel.id}/").content.decode()
    assert "Personne n’a encore confirmé" not in page
    assert "Alice a confirmé que cela marche avec un vrai compte." in page
    with tenant(organisation.id):
        assert Entry.objects.filter(verb="access.confirm", thing_id=channel.id).count() == 1


def test_the_end_is_told_on_the_page_in_the_list_and_today(
    client_of, alice, organisation, agreed, mails, work_off, now
):
    from liant.channels.access.jobs import look_ahead

    with tenant(organisation.id):
        type(organisation).objects.update(rooms=[])  # every room there is
    channel = agreed("facebook", key="105", expires_at=now + timedelta(days=20))
    browser = client_of(alice)
    assert "à prévoir" not in browser.get(HERE).content.decode()
    subjects = []
    for day in (5, 6, 7, 17, 18, 19, 19.5):
        with clock.at(now + timedelta(days=day)):
            look_ahead(0)
            work_off()
            subjects.append(len(mails))
    assert subjects == [0, 1, 1, 2, 2, 3, 3]
    assert "prend bientôt fin" in mails[0].subject
    assert f"http://127.0.0.1:8000{HERE}{channel.id}/" in mails[0].body
    with clock.at(now + timedelta(days=19)):
        assert "à prévoir" in browser.get(HERE).content.decode()
        assert "Redonnez votre accord" in browser.get(f"{HERE}{channel.id}/").content.decode()
        assert "à prévoir" in browser.get("/o/fournils/").content.decode()


def test_the_mail_is_in_the_language_of_its_reader(organisation, make_member, agreed, mails, work_off, now):
    from liant.channels.access.jobs import tend
    from liant.channels.models import Channel

    nora = make_member("Nora", "communicator", language="en")
    channel = agreed("facebook", key="105", expires_at=now + timedelta(days=2))
    with tenant(organisation.id):
        Channel.objects.filter(id=channel.id).update(owner=nora)
    tend(organisation.id, channel.id)
    with translation.override("fr"):
        work_off()
    assert mails[0].to == ["nora@fournils.test"]
    assert mails[0].subject == "The access of Le compte ends soon"


def test_without_a_mail_server_it_is_told_on_the_page_alone(client_of, alice, organisation, agreed, work_off, now):
    from liant.channels.access.jobs import tend

    channel = agreed("facebook", key="105", expires_at=now + timedelta(days=2))
    tend(organisation.id, channel.id)
    work_off()
    page = client_of(alice).get(f"{HERE}{channel.id}/").content.decode()
    assert "On a prévenu Alice" in page
    assert "par courriel aussi" not in page


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", ["facebook", "instagram", "linkedin", "youtube", "google_business"])
def test_each_network_is_explained_in_both_languages(client_of, make_member, kind, language):
    from liant.connectors import registry

    browser = client_of(make_member(f"Nora{language}", "communicator", language=language))
    page = browser.get(f"{HERE}new/{kind}/").content.decode().replace("&#x27;", "'")
    guide = registry.get(kind).guide
    for step in guide.steps:
        assert step.text[language].split(",")[0] in page
    assert all(f'href="{source}"' in page for source in guide.sources)
    assert page.count("<img ") == sum(bool(step.drawing) for step in guide.steps)


@pytest.mark.parametrize("kind", ["facebook", "instagram", "linkedin", "youtube", "google_business"])
def test_each_drawing_is_there(kind):
    from django.contrib.staticfiles import finders

    from liant.connectors import registry

    assert all(finders.find(f"access/{step.drawing}.svg") for step in registry.get(kind).guide.steps if step.drawing)


@pytest.mark.parametrize("asked", ["", "?state=%27%00&code=x", "?error=access_denied"])
@pytest.mark.parametrize("address", ["access/leave/", "access/back/", "access/choose/"])
def test_a_page_that_nobody_began_leads_back_with_words(client_of, alice, address, asked):
    page = client_of(alice).get(f"{HERE}{address}{asked}", follow=True)
    assert "Recommencez, s’il vous plaît." in page.content.decode()


def test_a_channel_without_a_network_is_not_asked_to_agree(client_of, alice, make_channel, letters):
    channel = make_channel()
    browser = client_of(alice)
    assert browser.post(f"{HERE}{channel.id}/access/")["Location"] == f"{HERE}{channel.id}/"
    assert "Redonner l’accord" not in browser.get(f"{HERE}{channel.id}/").content.decode()
