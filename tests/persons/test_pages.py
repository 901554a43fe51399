"""The card of a person: what this reader may know, nothing of other hats, and of colleagues only name and hat."""

import pytest

from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
HERE = "/o/fournils/people/"


@pytest.fixture
def make_person(organisation):
    from liant.people.actions import meet, wear

    def make(name="Karima Benali", *hats, where=None, **values):
        with tenant((where or organisation).id):
            person = meet(kind="email", key=f"{name.lower()}@test", name=name, source="heard on Candidatures", **values)
            for hat in hats:
                wear(person=person, hat=hat, source="a test")
            return person

    return make


@pytest.fixture
def no_sections(monkeypatch):
    from liant.people import card

    monkeypatch.setattr(card, "_sections", [])


def text_of(client, address: str = "") -> str:
    page = client.get(f"{HERE}{address}")
    assert page.status_code == 200
    return page.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def hats_of(organisation, person) -> list[str]:
    with tenant(organisation.id):
        return [hat.kind for hat in person.hats.filter(ended_at=None)]


def test_the_list_and_the_search_find_by_the_beginning_without_accents(client_of, alice, make_person):
    make_person("Karima Benali", "customer")
    make_person("Élodie Garnier", "journalist")
    assert "Karima Benali" in text_of(client_of(alice))
    assert "Élodie Garnier" in text_of(client_of(alice), "?q=elo+gar")
    assert "Karima" not in text_of(client_of(alice), "?q=elo")
    assert "ne s’appelle" in text_of(client_of(alice), "?q=nobody+at:all+%27%22")
    assert text_of(client_of(alice), "?q=%26+%7C+!")


def test_the_list_is_read_page_by_page(client_of, alice, make_person):
    for number in range(45):
        make_person(f"Person{number}", "customer")
    first = text_of(client_of(alice))
    assert "Person44" in first
    assert ">Person3<" not in first
    further = first.split('rel="next" href="')[1].split('"')[0]
    assert ">Person3<" in text_of(client_of(alice), further)


def test_the_card_shows_names_handles_and_hats(client_of, alice, make_member, make_person, no_sections):
    person = make_person("Karima Benali", "customer", followers=12)
    page = text_of(client_of(alice), f"{person.id}/")
    for words in (
        "Karima Benali",
        "karima benali@test",
        "client",
        "suivi par 12 personnes",
        "entendu sur Candidatures",
    ):
        assert words in page
    english = text_of(client_of(make_member("Gina", "owner", language="en")), f"{person.id}/")
    assert "customer" in english
    assert "followed by 12 people" in english


def test_across_hats_a_person_does_not_exist(client_of, bob, rose, make_person):
    candidate, customer = make_person("Jocelyn", "candidate"), make_person("Karima", "customer")
    assert client_of(bob).get(f"{HERE}{candidate.id}/").status_code == 404
    assert client_of(rose).get(f"{HERE}{customer.id}/").status_code == 404
    assert "Jocelyn" not in text_of(client_of(bob), "?q=joc")
    assert "Karima" not in text_of(client_of(rose))


def test_another_hat_leaves_no_trace_on_the_card(client_of, bob, organisation, alice, make_person, no_sections):
    from liant.people.actions import add_hat

    person = make_person("Karima", "customer")
    with tenant(organisation.id):
        add_hat(actor=alice, person=person, hat="candidate")
        add_hat(actor=alice, person=person, hat="resident")
    page = text_of(client_of(bob), f"{person.id}/")
    assert "habitant" in page
    for told in ("candidat", "Candidatures", "candidate", "karima@test"):
        assert told not in page


def test_an_ended_hat_keeps_what_it_hid(client_of, bob, organisation, alice, make_person):
    from liant.people.actions import end_hat

    person = make_person("Jo", "candidate")
    with tenant(organisation.id):
        end_hat(actor=alice, hat=person.hats.get())
    assert client_of(bob).get(f"{HERE}{person.id}/").status_code == 404


def test_of_a_colleague_only_name_and_hat(client_of, alice, bob, organisation, chloe, make_person, monkeypatch):
    from liant.people import card
    from liant.people.employees import note_own_handle

    asked = []
    monkeypatch.setattr(card, "_sections", [lambda member, person: asked.append(person)])
    with tenant(organisation.id):
        person = note_own_handle(actor=chloe, kind="bluesky", key="chloe.example").person
    also = make_person("Paul Employee", "employee", "customer")
    for reader in (alice, bob):
        page = text_of(client_of(reader), f"{person.id}/")
        assert "Chloe" in page
        for told in ("chloe.example", "<time", "Ce que nous savons", "a indiqué un compte"):
            assert told not in page
        page = text_of(client_of(reader), f"{also.id}/")
        for told in ("paul employee@test", "<time", "Ce que nous savons"):
            assert told not in page
    assert asked == []
    assert client_of(alice).post(f"{HERE}{person.id}/rename/", {"name": "Other"}).status_code == 404


def test_other_rooms_put_sections_on_the_card(client_of, alice, make_person, monkeypatch):
    from liant.kit import clock
    from liant.people import card

    monkeypatch.setattr(card, "_sections", [])
    exchange = {"url": "/somewhere/", "title": "The burnt bread", "at": clock.now(), "state": "answered"}
    card.register_section(
        lambda m, p: {"template": "people/parts/exchanges.html", "context": {"exchanges": [exchange]}}
    )
    card.register_section(
        lambda m, p: {"template": "people/parts/waits_elsewhere.html", "context": {"beckon_url": "/b/"}}
    )
    card.register_section(lambda m, p: None)
    page = text_of(client_of(alice), f"{make_person('Karima', 'customer').id}/")
    assert "The burnt bread" in page
    assert "Karima attend aussi une réponse ailleurs" in page
    assert "Faire signe" in page


def test_hats_are_added_ended_and_noted(client_of, bob, organisation, make_person, no_sections):
    person = make_person("Karima", "customer")
    browser = client_of(bob)
    browser.post(f"{HERE}{person.id}/hats/", {"hat": "resident"})
    assert hats_of(organisation, person) == ["customer", "resident"]
    assert browser.post(f"{HERE}{person.id}/hats/", {"hat": "resident"}).status_code == 422
    with tenant(organisation.id):
        hat = person.hats.get(kind="customer")
    browser.post(f"{HERE}{person.id}/hats/{hat.id}/end/")
    assert hats_of(organisation, person) == ["resident"]
    assert browser.post(f"{HERE}{person.id}/hats/{hat.id}/end/").status_code == 404
    assert "a noté une casquette" in text_of(browser, f"{person.id}/")


def test_a_hat_that_one_may_not_read_is_neither_given_nor_ended(client_of, bob, organisation, make_person):
    person = make_person("Karima", "customer", "candidate")
    with tenant(organisation.id):
        candidate = person.hats.get(kind="candidate")
    assert client_of(bob).post(f"{HERE}{person.id}/hats/", {"hat": "journalist"}).status_code == 422
    assert client_of(bob).post(f"{HERE}{person.id}/hats/{candidate.id}/end/").status_code == 404
    assert hats_of(organisation, person) == ["customer", "candidate"]


def test_a_name_is_corrected(client_of, bob, organisation, make_person, no_sections):
    person = make_person("Karmia", "customer")
    assert client_of(bob).post(f"{HERE}{person.id}/rename/", {"name": " "}).status_code == 422
    client_of(bob).post(f"{HERE}{person.id}/rename/", {"name": "Karima"})
    assert "Karima" in text_of(client_of(bob), f"{person.id}/")


def test_own_accounts_are_told_taken_back_and_seen_by_nobody_else(client_of, alice, chloe, organisation):
    browser = client_of(chloe)
    browser.post(f"{HERE}mine/", {"kind": "bluesky", "name": " @Chloe.example "})
    assert "Chloe.example" in text_of(browser, "mine/")
    assert "hloe.example" not in text_of(client_of(alice), "mine/")
    with tenant(organisation.id):
        from liant.people.models import Handle
        from liant.people.queries import handles_of_employees

        handle = Handle.objects.get()
        assert handles_of_employees([("bluesky", "chloe.example")])
    assert client_of(alice).post(f"{HERE}mine/{handle.id}/forget/").status_code == 404
    browser.post(f"{HERE}mine/{handle.id}/forget/")
    assert "Chloe.example" not in text_of(browser, "mine/")


def test_an_account_met_before_is_recognised_by_its_name(client_of, chloe, organisation):
    from liant.people.actions import meet
    from liant.people.queries import handles_of_employees

    with tenant(organisation.id):
        meet(kind="bluesky", key="did:plc:abc", name="Chloe", shown="@chloe.example", source="a test")
    client_of(chloe).post(f"{HERE}mine/", {"kind": "bluesky", "name": "chloe.example"})
    with tenant(organisation.id):
        assert handles_of_employees([("bluesky", "did:plc:abc")])


def test_employees_strangers_and_other_houses(
    client_of, alice, chloe, dan, other_organisation, make_person, organisation
):
    elsewhere = make_person("Marcel", "customer", where=other_organisation)
    assert client_of(chloe).get(HERE).status_code == 403
    assert client_of(dan).get(HERE).status_code == 404
    assert "Marcel" not in text_of(client_of(alice), "?q=marc")
    for address in ("", "rename/", "hats/", "hats/1/end/"):
        ask = client_of(alice).post if address else client_of(alice).get
        assert ask(f"{HERE}{elsewhere.id}/{address}").status_code == 404
        ask = client_of(chloe).post if address else client_of(chloe).get
        assert ask(f"{HERE}{elsewhere.id}/{address}").status_code == 403
