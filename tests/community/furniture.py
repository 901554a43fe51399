"""Something in every corner of “Between us”, for the visits of every page; inside the organisation."""

from datetime import date
from typing import Any


def furnish_community(alice: Any, bob: Any) -> dict[str, Any]:
    from liant.community import choosing, moderation
    from liant.community.models import Choice, Notice

    things = posts_of_each_kind(alice) | {"page": a_handbook(alice, bob)}
    things |= talk_under(things["post"], things["question_post"], alice, bob)
    flag = moderation.flag(actor=bob, post=things["made_post"], comment=None, reason="Trop de colle")
    moderation.hide(actor=alice, thing=things["hidden_post"], reason="Une rumeur n’est pas une nouvelle")
    moderation.arrange(actor=alice, has_posts=True, has_showing=True, has_handbook=True, rules="")
    choosing.choose(actor=alice, digest=Choice.Digest.WEEKLY)
    _feed, token = choosing.make_feed(actor=bob)
    for member in (alice, bob):
        choosing.agree(actor=member)
    return {
        **things,
        "flag": flag,
        "shown_picture": things["post"].pictures.get(),
        "notice": Notice.objects.filter(member=alice).first(),
        "community_feed_token": token,
        "community_choice": Choice.objects.get(member=alice),
        "workspace": a_workspace(alice, bob),
    }


def posts_of_each_kind(alice: Any) -> dict[str, Any]:
    from liant.community.actions import Shown, pin, write_post
    from liant.deliveries.pictures import FORMATS, written_anew
    from tests.community.pictures import telling_picture

    shown = Shown(written_anew(telling_picture(), list(FORMATS.values()), 1_000_000), "Un four rouge")
    said = {
        "post": ("news", "Le four est revenu", "**Enfin**, @Bob."),
        "made_post": ("made", "Une vitrine d’hiver", "En papier plié."),
        "question_post": ("question", "Qui a la clé du fournil ?", "Je la cherche."),
        "hidden_post": ("news", "Une rumeur", "On dit que…"),
    }
    posts = {
        name: write_post(actor=alice, kind=kind, title=title, text=text, pictures=[shown] if name == "post" else [])
        for name, (kind, title, text) in said.items()
    }
    pin(actor=alice, post=posts["question_post"])
    return posts


def talk_under(news: Any, question: Any, alice: Any, bob: Any) -> dict[str, Any]:
    """Answered, taken back, hidden, thanked."""
    from liant.community import actions, moderation

    comment = actions.write_comment(actor=alice, post=news, text="Et il chauffe droit.")
    reply = actions.write_comment(actor=bob, post=news, parent=comment, text="Bravo, @Alice.")
    gone = actions.write_comment(actor=bob, post=news, text="Non, rien.")
    actions.write_comment(actor=alice, post=news, parent=gone, text="Pourtant si.")
    actions.withdraw_comment(actor=bob, comment=gone)
    answer = actions.write_comment(actor=bob, post=question, text="Chez Samir.")
    actions.mark_answer(actor=alice, post=question, comment=answer)
    actions.react(actor=bob, post=news, kind="thanks")
    actions.react(actor=alice, post=news, comment=reply, kind="bravo")
    bad = actions.write_comment(actor=alice, post=news, text="Idiot.")
    moderation.hide(actor=alice, thing=bad, reason="On ne parle pas ainsi")
    return {"comment": comment}


def a_handbook(alice: Any, bob: Any) -> Any:
    from liant.community.handbook.actions import change, put_away, say_whether_useful, write

    due = date(2026, 1, 5)
    book = write(actor=alice, title="Le four", body="On l’allume à cinq heures.", review_on=due)
    book = change(actor=bob, page=book, seen=1, title="Le four", body="On l’allume à **quatre** heures.", parent=None,
                  owner=alice, review_on=due, note="plus tôt")  # fmt: skip
    write(actor=bob, title="Quand il s’arrête", body="Appeler Samir.", parent=book)
    put_away(actor=alice, page=write(actor=bob, title="L’ancien four", body="Vendu."))
    for n in range(5):
        say_whether_useful(actor=bob, page=book, is_useful=n > 0, words="Et la sole ?" if n == 0 else "")
    return book


def a_workspace(alice: Any, bob: Any) -> Any:
    from liant.community.workspaces.models import Reading, Turn, Workspace
    from liant.kit import clock
    from liant.kit.secrets import seal_json

    workspace = Workspace.objects.create(
        kind="zulip", url="https://zulip.example", secret=seal_json({"mail": "bot@zulip.example", "key": "k"}),
        connected_by=alice, problem="HTTP 401",
    )  # fmt: skip
    reading = Reading.objects.create(source="slack", name="export.zip", by=alice)
    Turn.objects.create(reading=reading, key="slack:1", kind="reply", member=alice, to=bob, at=clock.now())
    return workspace
