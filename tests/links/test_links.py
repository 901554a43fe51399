"""Making links, who may, and that what a member shares is theirs alone: by role, by row-level security, on every page."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client

from liant.accounts.permissions import NotAllowed
from liant.accounts.roles import Role
from liant.audit.models import Entry
from liant.kit import clock
from liant.links import actions, queries
from liant.links.actions import About, CannotLead
from liant.links.models import Link, Sharer
from liant.tenancy.context import own_rows, tenant
from tests.links.following import BROWSER
from tests.links.furniture import followed
from tests.people import member_of

HERE = "https://fournils.test/galettes"


def test_a_link_leads_and_is_counted_by_the_hour_for_people_and_machines(house, alice):
    link = actions.make(actor=alice, url=HERE, name="Vitrine", network="poster")
    client = Client()
    for agent in (BROWSER, BROWSER, "Slackbot-LinkExpanding 1.0", "Googlebot/2.1"):
        answer = client.get(f"/l/{link.code}", headers={"User-Agent": agent})
        assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, HERE, "no-store")
        assert not answer.cookies
    assert queries.totals([link]) == {link.pk: {"person": 2, "preview": 1, "machine": 1}}
    [(at, counted)] = queries.by_hour([link], clock.now() - timedelta(hours=2)).items()
    assert (at.minute, counted["person"]) == (0, 2)


def test_an_hour_begins_where_the_house_is(house, alice):
    house.time_zone = "Asia/Kolkata"
    house.save()
    link = actions.make(actor=alice, url=HERE)
    followed(link, 1)
    [at] = queries.by_hour([link], clock.now() - timedelta(hours=2))
    assert at.minute == 30


def test_the_short_address_stands_on_the_domain_of_the_house(house, alice):
    link = actions.make(actor=alice, url=HERE)
    assert queries.short_address(link) == f"{settings.BASE_URL}/l/{link.code}"
    actions.arrange(actor=alice, own_address="https://go.fournils.test/", is_tagged=False, is_told=False)
    assert queries.short_address(link) == f"https://go.fournils.test/{link.code}"


def test_on_the_domain_of_a_house_only_its_own_links_are_found(house, other_organisation, alice):
    link = actions.make(actor=alice, url=HERE)
    assert Client().get(f"/l/fournils/{link.code}").status_code == 302
    assert Client().get(f"/l/mairie/{link.code}").status_code == 404
    assert Client().get("/l/abcdefghj").status_code == 404


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("javascript:alert(1)", "broken"),
        (f"{settings.BASE_URL}/l/abcdefghj", "circle"),
        ("https://fournils.test/?utm_campaign=alice", "person"),
        ("https://fournils.test/?by=alice@fournils.test", "person"),
    ],
)
def test_where_a_link_may_not_lead(house, alice, url, why):
    for act in (actions.make, actions.share):
        with pytest.raises(CannotLead) as refused:
            act(actor=alice, url=url)
        assert refused.value.why == why
    assert not Link.objects.exists()


def test_tags_and_codes_are_told_where_the_house_wants_it(house, alice):
    actions.arrange(actor=alice, own_address="", is_tagged=True, is_told=True)
    link = actions.make(actor=alice, url=HERE, network="linkedin", about=About("writing.piece", 7))
    assert link.url == f"{HERE}?utm_source=linkedin&utm_medium=share&utm_content=piece-7"
    assert Client().get(f"/l/{link.code}")["Location"] == f"{link.url}&liant_link={link.code}"


def test_a_printed_link_can_lead_elsewhere_and_be_ended(house, alice):
    link = actions.make(actor=alice, url=HERE)
    actions.change(actor=alice, link=link, url="https://fournils.test/été", name="Affiche", network="poster")
    assert Client().get(f"/l/{link.code}")["Location"] == "https://fournils.test/%C3%A9t%C3%A9"
    actions.end(actor=alice, link=link)
    assert Client().get(f"/l/{link.code}").status_code == 410
    actions.resume(actor=alice, link=link)
    assert Client().get(f"/l/{link.code}").status_code == 302
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs[-4:] == ["links.make", "links.change", "links.end", "links.resume"]


def test_who_may_not_is_refused(house, alice, bob):
    link = actions.make(actor=alice, url=HERE)
    for act in (
        lambda: actions.make(actor=bob, url=HERE),
        lambda: actions.change(actor=bob, link=link, url=HERE, name="", network=""),
        lambda: actions.end(actor=bob, link=link),
        lambda: actions.resume(actor=bob, link=link),
        lambda: actions.arrange(actor=bob, own_address="", is_tagged=True, is_told=True),
        lambda: actions.renew_secret(actor=bob),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert actions.share(actor=bob, url=HERE).pk  # anyone may share


# what members share


def test_what_a_member_shared_is_found_by_that_member_alone(house, alice, bob):
    link = actions.share(actor=bob, url=HERE, network="linkedin")
    followed(link, 4)
    assert queries.own_links(bob) == [link]
    assert queries.is_own(bob, link)
    assert queries.totals(queries.own_links(bob))[link.pk]["person"] == 4
    assert queries.own_links(alice) == []
    assert not queries.is_own(alice, link)


def test_the_database_shows_who_shared_to_nobody_else_whatever_is_asked(house, alice, bob):
    link = actions.share(actor=bob, url=HERE)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from links_sharer")
        assert cursor.fetchone() == (0,)
    with own_rows(alice.pk):
        assert not Sharer.objects.exists()
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            Sharer.objects.create(link=actions.share(actor=bob, url=HERE), member=bob)
    with own_rows(bob.pk):
        assert Sharer.objects.get().link_id == link.pk
    assert not Sharer.objects.exists()


def test_a_share_leaves_no_name_in_its_row_its_address_or_the_log(house, alice, bob):
    before = Entry.objects.count()
    link = actions.share(actor=bob, url=HERE, network="linkedin", about=About("writing.piece", 7))
    assert Entry.objects.count() == before
    assert (link.keeper_id, link.name, link.purpose) == (None, "", "share")
    assert "bob" not in (link.url + queries.short_address(link)).lower()
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.filter(pk=link.pk).update(keeper=bob)


@pytest.mark.parametrize("role", list(Role.values))
def test_no_role_finds_what_a_colleague_shared_on_any_page(organisation, client_of, bob, role):
    """Neither the link nor its figures: by the lists, by its number, nor by what was made for the same piece."""
    with tenant(organisation.id):
        link = actions.share(actor=bob, url=HERE, network="linkedin", about=About("writing.piece", 7))
        followed(link, 83_147)
        assert queries.links_about("writing.piece", 7) == []
        assert queries.house_links() == []
    client = client_of(member_of(organisation, f"Someone {role}", role))
    base = f"/o/{organisation.slug}/links/"
    for path in ("", "?over", f"{link.pk}/", f"{link.pk}/code/", f"{link.pk}/change/"):
        answer = client.get(base + path)
        assert answer.status_code in ((200, 403) if path in ("", "?over") else (403, 404))
        page = answer.content.decode()
        assert link.code not in page
        assert "83147" not in page.replace("\u202f", "").replace(",", "")
    for path in ("end/", "resume/"):
        assert client.post(f"{base}{link.pk}/{path}").status_code in (403, 404)


def test_sums_of_what_was_shared_are_told_from_five_people_on(house, alice):
    about = About("writing.piece", 7)
    members = [member_of(house, f"Expert {n}", "employee") for n in range(5)]
    for member in members[:4]:
        for _ in range(3):  # twelve shares, of four people
            followed(actions.share(actor=member, url=HERE, about=about), 2)
    assert queries.shared_totals("writing.piece", [7]) == {}
    followed(actions.share(actor=members[4], url=HERE, about=about), 1)
    followed(actions.share(actor=members[4], url=HERE, about=About("writing.piece", 8)), 9)
    assert queries.shared_totals("writing.piece", [7, 8]) == {7: (13, 25)}
    assert queries.shared_totals(
        "writing.piece", [7], clock.now() - timedelta(days=9), clock.now() - timedelta(days=8)
    ) == {7: (13, 0)}


def test_sums_of_another_house_are_not_told(house, other_organisation, alice):
    for n in range(5):
        actions.share(actor=member_of(house, f"Expert {n}", "employee"), url=HERE, about=About("writing.piece", 7))
    assert queries.shared_totals("writing.piece", [7])
    with tenant(other_organisation.id):
        assert queries.shared_totals("writing.piece", [7]) == {}


def test_whoever_leaves_takes_along_that_it_was_theirs_and_the_links_go_on(house, bob, rose):
    link, hers = actions.share(actor=bob, url=HERE), actions.share(actor=rose, url=HERE)
    assert actions.forget_own(actor=bob) == 1
    assert queries.own_links(bob) == []
    assert queries.own_links(rose) == [hers]
    assert Client().get(f"/l/{link.code}").status_code == 302


def test_sums_stay_as_they_were_when_someone_leaves_and_do_not_tell_what_was_theirs(house):
    about = About("writing.piece", 7)
    members = [member_of(house, f"Expert {n}", "employee") for n in range(5)]
    for count, member in enumerate(members, 1):
        for _ in range(2):
            followed(actions.share(actor=member, url=HERE, about=about), count)
    before = queries.shared_totals("writing.piece", [7])
    assert before == {7: (10, 30)}
    assert actions.forget_own(actor=members[4]) == 2
    assert queries.own_links(members[4]) == []
    assert queries.shared_totals("writing.piece", [7]) == before
    with own_rows(members[4].pk), connection.cursor() as cursor:
        cursor.execute("select count(*) from links_sharer where member_id = %s", [members[4].pk])
        assert cursor.fetchone() == (0,)


def test_the_row_of_who_shared_goes_with_the_link(house, bob):
    link = actions.share(actor=bob, url=HERE)
    link.delete()
    assert queries.own_links(bob) == []
