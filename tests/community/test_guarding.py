"""What breaks the rules is pointed out by anyone and hidden by a guardian, with a reason that its author reads; and each house
uses the parts that serve it."""

import pytest

from liant.accounts.permissions import NotAllowed
from liant.audit.models import Entry
from liant.community import actions, moderation
from liant.community.models import Flag, Notice

pytestmark = pytest.mark.django_db
ROOM = "/o/fournils/between-us/"


@pytest.fixture
def gina(make_member):
    return make_member("Gina", "guardian")


@pytest.fixture
def rumour(house, chloe):
    return actions.write_post(actor=chloe, kind="news", title="Une rumeur", text="On dit que…")


def test_anyone_points_it_out_and_a_guardian_hides_it_with_a_reason(rumour, bob, chloe, gina, client_of):
    client_of(bob).post(f"{ROOM}posts/{rumour.pk}/flag/", {"reason": "Ce n’est pas vrai"})
    assert Notice.objects.filter(member=gina, kind="flag").exists()
    assert f'href="{ROOM}guard/"' in client_of(gina).get(f"{ROOM}for-me/").content.decode()
    guard = client_of(gina).get(f"{ROOM}guard/").content.decode()
    assert "Ce n’est pas vrai" in guard
    assert client_of(bob).get(f"{ROOM}guard/").status_code == 403
    assert client_of(gina).post(f"{ROOM}posts/{rumour.pk}/hide/", {"reason": ""}).status_code == 422
    client_of(gina).post(f"{ROOM}posts/{rumour.pk}/hide/", {"reason": "Une rumeur n’est pas une nouvelle"})
    assert client_of(bob).get(f"{ROOM}posts/{rumour.pk}/").status_code == 404
    assert "Une rumeur" not in client_of(bob).get(ROOM).content.decode()
    assert "Une rumeur" not in client_of(bob).get(f"{ROOM}?q=rumeur").content.decode()
    assert "Une rumeur n’est pas une nouvelle" in client_of(chloe).get(f"{ROOM}posts/{rumour.pk}/").content.decode()
    assert Flag.objects.get().settled_by == gina
    assert Entry.objects.filter(verb="community.hide", actor_id=gina.pk).exists()
    client_of(gina).post(f"{ROOM}posts/{rumour.pk}/show/")
    assert client_of(bob).get(f"{ROOM}posts/{rumour.pk}/").status_code == 200


def test_a_hidden_comment_keeps_its_place_and_its_author_reads_why(rumour, bob, chloe, gina, client_of):
    comment = actions.write_comment(actor=bob, post=rumour, text="Sottise pure")
    moderation.hide(actor=gina, thing=comment, reason="On parle des choses")
    assert "Sottise pure" not in client_of(chloe).get(f"{ROOM}posts/{rumour.pk}/").content.decode()
    theirs = client_of(bob).get(f"{ROOM}posts/{rumour.pk}/").content.decode()
    assert "On parle des choses" in theirs


def test_nobody_else_hides_shows_or_settles(rumour, alice, bob, make_member):
    flag = moderation.flag(actor=bob, post=rumour, comment=None, reason="Faux")
    for member in (bob, make_member("Lise", "communicator"), make_member("Tom", "team_manager")):
        for refused in (
            lambda who=member: moderation.hide(actor=who, thing=rumour, reason="Non"),
            lambda who=member: moderation.show(actor=who, thing=rumour),
            lambda who=member: moderation.settle(actor=who, flag=flag, outcome="Non"),
            lambda who=member: moderation.arrange(
                actor=who, has_posts=True, has_showing=True, has_handbook=True, rules=""
            ),
        ):
            with pytest.raises(NotAllowed):
                refused()


def test_pointed_out_twice_is_settled_once_and_nobody_is_named_in_the_log(rumour, alice, bob, chloe, gina, client_of):
    for member in (alice, bob, bob):
        moderation.flag(actor=member, post=rumour, comment=None, reason="Faux")
    assert Flag.objects.count() == 2
    client_of(gina).post(f"{ROOM}guard/{Flag.objects.first().pk}/settle/", {"reason": "C’est une opinion"})
    assert not Flag.objects.filter(settled_at=None).exists()
    assert not Entry.objects.filter(verb="community.flag").exists()


def test_a_house_uses_the_parts_that_serve_it(house, alice, chloe, client_of):
    made = actions.write_post(actor=chloe, kind="made", title="Une vitrine", text="En papier")
    client = client_of(chloe)
    moderation.arrange(actor=alice, has_posts=False, has_showing=True, has_handbook=False, rules="Soyez **bons**.")
    assert client.get(ROOM)["Location"] == f"{ROOM}showing/"
    assert client.get(f"{ROOM}handbook/").status_code == 404
    assert "<strong>bons</strong>" in client.get(f"{ROOM}rules/").content.decode()
    assert client.get(f"{ROOM}posts/{made.pk}/").status_code == 200
    moderation.arrange(actor=alice, has_posts=True, has_showing=False, has_handbook=True, rules="")
    assert client.get(f"{ROOM}showing/").status_code == 404
    assert client.get(f"{ROOM}posts/{made.pk}/").status_code == 404
    assert client.post(f"{ROOM}write/", {"kind": "made", "title": "x", "text": "y"}).status_code == 422
    assert client.get(f"{ROOM}handbook/").status_code == 200
