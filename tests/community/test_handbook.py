"""The handbook keeps every word that was written, tells who looks after a page when it is to be read again, and asks nobody's
name for an opinion."""

from datetime import date, datetime, timedelta

import pytest
from django.db import Error, transaction
from hypothesis import given
from hypothesis import strategies as st

from liant.accounts.permissions import NotAllowed
from liant.community.handbook import actions, queries
from liant.community.handbook.jobs import look
from liant.community.handbook.models import Opinion, Page, Revision
from liant.community.handbook.rules import changes, tree, within
from liant.community.models import Notice
from liant.kit import clock

db = pytest.mark.django_db
BOOK = "/o/fournils/between-us/handbook/"


@given(st.text(max_size=200), st.text(max_size=200))
def test_what_changed_gives_both_texts_back(before, after):
    found = changes(before, after)
    assert "".join(one.text for one in found if one.kind != "added") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after


@given(st.dictionaries(st.integers(1, 12), st.none() | st.integers(1, 14)))
def test_each_page_stands_once_in_the_tree_whatever_it_stands_under(parents):
    pages = [type("P", (), {"pk": key, "parent_id": parent})() for key, parent in parents.items()]
    assert sorted(one.page.pk for one in tree(pages)) == sorted(parents)
    for key in parents:
        assert key in within(key, pages)


@db
def test_anyone_writes_mends_and_brings_words_back(organisation, alice, chloe, client_of):
    hers, his = client_of(chloe), client_of(alice)
    hers.post(f"{BOOK}write/", {"title": "Le four", "body": "On l’allume à **cinq** heures."})
    page = in_house(organisation, Page.objects.get)
    assert "<strong>cinq</strong>" in his.get(f"{BOOK}{page.pk}/").content.decode()
    words = {"title": "Le four", "body": "On l’allume à quatre heures.", "note": "plus tôt", "seen": 1}
    assert his.post(f"{BOOK}{page.pk}/change/", words).status_code == 302
    shown = his.get(f"{BOOK}{page.pk}/history/2/").content.decode()
    assert "<ins>quatre</ins>" in shown
    hers.post(f"{BOOK}{page.pk}/history/1/restore/")
    page = in_house(organisation, Page.objects.get)
    assert (page.revision, page.body) == (3, "On l’allume à **cinq** heures.")
    assert "plus tôt" in hers.get(f"{BOOK}{page.pk}/history/").content.decode()


def in_house(organisation, ask):
    from liant.tenancy.context import tenant

    with tenant(organisation.id):
        return ask()


@db
def test_two_who_mend_at_once_lose_nothing(house, alice, chloe, client_of):
    page = actions.write(actor=chloe, title="Le four", body="Un")
    mended = {"title": "Le four", "body": "Deux", "seen": 1}
    client_of(alice).post(f"{BOOK}{page.pk}/change/", mended)
    answer = client_of(chloe).post(f"{BOOK}{page.pk}/change/", {**mended, "body": "Trois"})
    assert answer.status_code == 422
    assert "Trois" in answer.content.decode()
    assert "<ins>Deux</ins>" in answer.content.decode()
    client_of(chloe).post(f"{BOOK}{page.pk}/change/", {**mended, "body": "Deux et trois", "seen": 2})
    assert list(Revision.objects.order_by("number").values_list("body", flat=True)) == ["Un", "Deux", "Deux et trois"]


@db
def test_history_only_grows(house, chloe):
    actions.write(actor=chloe, title="Le four", body="Un")
    for change in (lambda: Revision.objects.update(body="Autre"), lambda: Revision.objects.all().delete()):
        with pytest.raises(Error), transaction.atomic():
            change()


@db
def test_a_page_never_stands_under_itself(house, chloe):
    above = actions.write(actor=chloe, title="A", body="")
    below = actions.write(actor=chloe, title="B", body="", parent=above)
    with pytest.raises(actions.InACircle):
        actions.change(actor=chloe, page=above, seen=1, title="A", body="", parent=below, owner=None, review_on=None)


@db
def test_whoever_looks_after_a_page_is_told_on_its_day_once(house, alice, bob, client_of):
    page = actions.write(actor=bob, title="Le four", body="Un", review_on=date(2026, 12, 1))
    at = lambda day: clock.at(datetime.fromisoformat(f"{day}T09:00:00+00:00"))  # noqa: E731
    with at("2026-11-30"):
        look(0)
    assert not Notice.objects.exists()
    with at("2026-12-02"):
        look(0)
        look(0)
        assert "Le four" in client_of(alice).get(f"{BOOK}review/").content.decode()
    assert [(one.member, one.kind, one.subject) for one in Notice.objects.all()] == [(bob, "page", "Le four")]
    with at("2026-12-02"):
        client_of(alice).post(f"{BOOK}{page.pk}/reviewed/", {"review_on": "2027-06-01"})
        assert queries.due(date(2026, 12, 2)) == []
    with at("2027-06-02"):
        look(0)
    assert Notice.objects.count() == 2


@db
def test_an_opinion_has_no_name_and_is_shown_from_five_on(house, bob, chloe, client_of):
    page = actions.write(actor=bob, title="Le four", body="Un")
    client = client_of(chloe)
    for n in range(4):
        client.post(
            f"{BOOK}{page.pk}/useful/", {"useful": "yes" if n else "no", "words": "Et la sole ?" if not n else ""}
        )
    assert "Et la sole" not in client_of(bob).get(f"{BOOK}{page.pk}/").content.decode()
    client.post(f"{BOOK}{page.pk}/useful/", {"useful": "yes"})
    assert queries.opinions(page, date.today() - timedelta(days=40)) == (4, 1)  # noqa: DTZ011
    assert "Et la sole" in client_of(bob).get(f"{BOOK}{page.pk}/").content.decode()
    assert "Et la sole" not in client.get(f"{BOOK}{page.pk}/").content.decode()
    assert not {"member", "author", "at"} & {field.name for field in Opinion._meta.get_fields()}


@db
def test_pages_are_found_by_their_words_and_put_away_by_who_may(house, alice, bob, chloe, client_of):
    page = actions.write(actor=bob, title="Le four", body="La levure s’éveille à l’aube.")
    assert "Le four" in client_of(chloe).get(f"{BOOK}?q=LEVURES+eveiller").content.decode().split("Sommaire")[0]
    with pytest.raises(NotAllowed):
        actions.put_away(actor=chloe, page=page)
    actions.put_away(actor=alice, page=page)
    assert "Le four" not in client_of(chloe).get(f"{BOOK}?q=levure").content.decode()
    actions.bring_back(actor=bob, page=Page.objects.get())
    assert queries.search("levure") == [page]
