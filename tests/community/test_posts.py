"""Colleagues write to each other: what is said is theirs, pictures tell nothing of their place, and nobody is counted."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from liant.accounts.permissions import NotAllowed
from liant.audit.models import Entry
from liant.community import actions
from liant.community.models import Comment, Notice, Picture, Post, Reaction
from liant.community.rules import monday_of, read_week, week_name
from liant.kit import clock
from liant.kit.quiet import quiet_ends
from tests.architecture.reading import read
from tests.architecture.test_employees_unwatched import FIGURE
from tests.community.pictures import MARK, telling_picture

pytestmark = pytest.mark.django_db
ROOM = "/o/fournils/between-us/"
PARIS = ZoneInfo("Europe/Paris")
FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=PARIS)


def page(client, path=""):
    return client.get(f"{ROOM}{path}").content.decode()


def test_whoever_works_here_writes_reads_comments_and_thanks(organisation, alice, chloe, client_of):
    hers, his = client_of(chloe), client_of(alice)
    values = {"kind": "news", "title": "Le four est revenu", "text": "Il **chauffe** droit."}
    assert hers.post(f"{ROOM}write/", values).status_code == 302
    assert "Le four est revenu" in page(his)
    post = in_house(organisation, Post.objects.get)
    assert "<strong>chauffe</strong>" in page(his, f"posts/{post.pk}/")
    his.post(f"{ROOM}posts/{post.pk}/comment/", {"text": "Quelle nouvelle."})
    his.post(f"{ROOM}posts/{post.pk}/react/", {"kind": "thanks"})
    seen = page(hers, f"posts/{post.pk}/")
    assert "Quelle nouvelle." in seen
    assert "Alice" in " ".join(line for line in read(seen).lines if line.startswith("Merci"))


def in_house(organisation, ask, **values):
    from liant.tenancy.context import tenant

    with tenant(organisation.id):
        return ask(**values)


def test_a_picture_says_what_it_shows_and_nothing_of_its_place(organisation, chloe, client_of):
    client = client_of(chloe)
    values = {"kind": "news", "title": "La vitrine", "text": "Voici."}
    upload = SimpleUploadedFile("v.jpg", telling_picture(), "image/jpeg")
    assert client.post(f"{ROOM}write/", {**values, "picture": upload}).status_code == 422
    assert in_house(organisation, Post.objects.count) == 0
    upload.seek(0)
    assert client.post(f"{ROOM}write/", {**values, "picture": upload, "alt": "Une vitrine"}).status_code == 302
    picture = in_house(organisation, Picture.objects.get)
    shown = client.get(f"{ROOM}pictures/{picture.pk}/")
    assert shown["Content-Type"] == "image/jpeg"
    assert MARK in telling_picture()
    assert MARK not in shown.content
    assert 'alt="Une vitrine"' in page(client, f"posts/{picture.post_id}/")
    text = SimpleUploadedFile("v.jpg", b"<script>", "image/jpeg")
    assert client.post(f"{ROOM}write/", {**values, "picture": text, "alt": "Rien"}).status_code == 422


def test_words_are_cleaned(house, chloe, client_of):
    post = actions.write_post(actor=chloe, kind="news", title="<b>x</b>", text="<script>x</script> [a](javascript:b)")
    seen = page(client_of(chloe), f"posts/{post.pk}/")
    assert "<script>x" not in seen
    assert "javascript:b" not in [part for part in seen.split('"') if part.startswith("javascript")]
    assert "<b>x</b>" not in seen


def test_one_changes_and_takes_back_ones_own_words_and_no_one_elses(house, alice, chloe, client_of):
    post = actions.write_post(actor=chloe, kind="news", title="Un", text="Deux")
    comment = actions.write_comment(actor=chloe, post=post, text="Trois")
    for refused in (
        lambda: actions.change_post(actor=alice, post=post, title="Non", text="Non"),
        lambda: actions.withdraw_post(actor=alice, post=post),
        lambda: actions.change_comment(actor=alice, comment=comment, text="Non"),
        lambda: actions.withdraw_comment(actor=alice, comment=comment),
        lambda: actions.mark_answer(actor=alice, post=post, comment=comment),
        lambda: actions.pin(actor=chloe, post=post),
    ):
        with pytest.raises(NotAllowed):
            refused()
    others = client_of(alice)
    assert others.get(f"{ROOM}posts/{post.pk}/change/").status_code == 404
    assert others.get(f"{ROOM}comments/{comment.pk}/change/").status_code == 404
    assert actions.change_post(actor=chloe, post=post, title="Un", text="Quatre").edited_at
    actions.withdraw_post(actor=chloe, post=post)
    post.refresh_from_db()
    assert (post.title, post.text, post.is_shown) == ("", "", False)


def test_what_was_taken_back_is_gone_and_answers_keep_their_place(house, alice, chloe, client_of):
    post = actions.write_post(actor=alice, kind="news", title="Un", text="Deux")
    first = actions.write_comment(actor=chloe, post=post, text="Trois mots")
    actions.write_comment(actor=alice, post=post, parent=first, text="Une réponse")
    alone = actions.write_comment(actor=chloe, post=post, text="Seul")
    actions.withdraw_comment(actor=chloe, comment=first)
    actions.withdraw_comment(actor=chloe, comment=alone)
    seen = page(client_of(alice), f"posts/{post.pk}/")
    assert "Trois mots" not in seen
    assert "Une réponse" in seen
    assert not Comment.objects.filter(pk=alone.pk).exists()
    actions.withdraw_post(actor=alice, post=post)
    gone = client_of(chloe).get(f"{ROOM}posts/{post.pk}/")
    assert gone.status_code == 410
    assert "Une réponse" not in gone.content.decode()


def test_colleagues_are_called_by_their_first_name_and_told_once(house, alice, bob, chloe):
    post = actions.write_post(actor=alice, kind="news", title="Le four", text="@Bob, tu as vu ?")
    assert [(one.member, one.kind) for one in Notice.objects.all()] == [(bob, "mention")]
    actions.change_post(actor=alice, post=post, title="Le four", text="@Bob et @Chloe, vous avez vu ?")
    assert Notice.objects.filter(kind="mention").count() == 2
    assert Notice.objects.filter(member=chloe).exists()
    actions.change_post(actor=alice, post=post, title="Le four", text="bob@fournils.test n’est pas un appel, @Alice")
    assert Notice.objects.count() == 2


def test_whoever_asked_says_what_helped(house, alice, bob, chloe, client_of):
    post = actions.write_post(actor=chloe, kind="question", title="Où est la clé ?", text="Je la cherche.")
    comment = actions.write_comment(actor=bob, post=post, text="Chez Samir.")
    client_of(chloe).post(f"{ROOM}posts/{post.pk}/answer/", {"comment": comment.pk})
    assert Post.objects.get().answer == comment
    assert Notice.objects.filter(member=bob, kind="answer").exists()
    assert client_of(alice).post(f"{ROOM}posts/{post.pk}/answer/", {"comment": comment.pk}).status_code == 403
    client_of(chloe).post(f"{ROOM}posts/{post.pk}/answer/", {})
    assert Post.objects.get().answer is None


def test_a_kind_word_is_taken_back_by_saying_it_again(house, alice, bob):
    post = actions.write_post(actor=alice, kind="news", title="Un", text="Deux")
    actions.react(actor=bob, post=post, kind="bravo")
    actions.react(actor=bob, post=post, kind="thanks")
    actions.react(actor=bob, post=post, kind="bravo")
    assert [one.kind for one in Reaction.objects.all()] == ["thanks"]


def test_this_weeks_showings_stand_together(house, alice, chloe, client_of):
    with clock.at(FRIDAY):
        actions.write_post(actor=chloe, kind="made", title="Une vitrine", text="En papier.")
        actions.write_post(actor=alice, kind="made", title="Un tableau", text="De chiffres.")
        actions.write_post(actor=alice, kind="news", title="Autre chose", text="Rien à montrer.")
        seen = page(client_of(chloe), "showing/")
    assert "Une vitrine" in seen
    assert "Un tableau" in seen
    assert "Autre chose" not in seen
    assert week_name(Post.objects.filter(kind="made").first().week) == "2026-W48"
    assert "Une vitrine" in page(client_of(alice), "showing/2026-W48/")
    assert client_of(alice).get(f"{ROOM}showing/2026-W99/").status_code == 404


def test_posts_follow_each_other_by_place_and_are_found_by_their_words(house, alice, chloe, client_of):
    for n in range(25):
        actions.write_post(actor=chloe, kind="news", title=f"Nouvelle {n:02}", text="Des mots.")
    post = Post.objects.order_by("pk").first()
    actions.write_comment(actor=alice, post=post, text="La levure des Abruzzes.")
    client = client_of(alice)
    first = page(client)
    assert "Nouvelle 24" in first
    assert "Nouvelle 04" not in first
    further = next(part for part in first.split('"') if "after=" in part).replace("&amp;", "&")
    assert "Nouvelle 04" in page(client, further)
    assert "Nouvelle 00" in page(client, "?q=LEVURES+abruzzes")
    assert "Nouvelle 01" not in page(client, "?q=LEVURES+abruzzes")


def test_what_one_writes_to_colleagues_stands_in_no_log(house, chloe):
    before = Entry.objects.count()
    post = actions.write_post(actor=chloe, kind="question", title="Un", text="Deux")
    comment = actions.write_comment(actor=chloe, post=post, text="Trois")
    actions.react(actor=chloe, post=post, kind="same")
    actions.mark_answer(actor=chloe, post=post, comment=comment)
    actions.withdraw_post(actor=chloe, post=post)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_manager_reads_posts_of_somebody_and_no_figure(house, alice, chloe, client_of, language):
    alice.user.language = language
    alice.user.save()
    for n in range(7):
        post = actions.write_post(actor=chloe, kind="news", title=f"Nouvelle {chr(97 + n)}", text="Des mots.")
        actions.react(actor=alice, post=post, kind="useful")
    for path in ("", f"?by={chloe.pk}", f"posts/{post.pk}/"):
        lines = [line for line in read(page(client_of(alice), path)).lines if "Chloe" in line]
        assert lines
        assert not [line for line in lines if FIGURE.search(line)], path


def test_nothing_is_seen_from_another_house(house, chloe, dan, client_of):
    post = actions.write_post(actor=chloe, kind="news", title="Un", text="Deux")
    assert client_of(dan).get(f"{ROOM}posts/{post.pk}/").status_code == 404
    assert client_of(dan).get(f"/o/mairie/between-us/posts/{post.pk}/").status_code == 404


def test_weeks_have_names_that_lead_back():
    monday = monday_of(FRIDAY.date())
    assert read_week(week_name(monday)) == monday
    assert read_week("2026-W53") is not None
    assert read_week("2025-W53") is None
    assert read_week("soon") is None


def test_quiet_hours_may_pass_midnight():
    at = lambda hour: datetime(2026, 11, 27, hour, 30, tzinfo=PARIS)  # noqa: E731
    assert quiet_ends(at(23), PARIS, 20, 7) == datetime(2026, 11, 28, 7, 0, tzinfo=PARIS)
    assert quiet_ends(at(3), PARIS, 20, 7) == datetime(2026, 11, 27, 7, 0, tzinfo=PARIS)
    assert quiet_ends(at(12), PARIS, 20, 7) is None
    assert quiet_ends(at(12), PARIS, 12, 14) == datetime(2026, 11, 27, 14, 0, tzinfo=PARIS)
    assert quiet_ends(at(12), PARIS, None, None) is None
