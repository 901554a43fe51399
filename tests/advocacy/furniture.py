"""A programme with something of each kind to share, and what one expert did with it, for the visits of every page; inside the
organisation."""

from datetime import timedelta
from typing import Any

from liant.kit import clock


def furnish_advocacy(alice: Any) -> dict[str, Any]:
    from liant.advocacy import actions, notices, queries, sharing, taking_part
    from liant.advocacy.models import Offer, Suggestion
    from liant.advocacy.poster.actions import put_up
    from liant.advocacy.travel.models import Step
    from liant.advocacy.travel.rules import new_token
    from tests.advocacy.programmes import allowed
    from tests.links.furniture import followed

    actions.arrange(actor=alice, name="Les voix du fournil", why="Ce que vous savez aide.",
                    disclosure={"fr": "Je travaille aux Trois Fournils."})  # fmt: skip
    actions.move(actor=alice, to="open")
    topic = actions.save_topic(actor=alice, name="Le pain")
    common: dict[str, Any] = {"actor": alice, "topic": topic, "summary": "Trois gestes.", "starts": ["Au comptoir,"]}
    for kind in ("call", "invitation", "news"):
        actions.offer(kind=kind, title=f"Une proposition ({kind})", author=alice, **common)
    offer = actions.offer(kind="expert", title="L’hiver du levain", url="https://fournils.test/hiver", **common)
    outside = actions.offer(kind="others", title="Le blé de nos voisins", author_name="La Gazette", **common)
    over = actions.offer(kind="news", title="Passé", **common)
    actions.end_offer(actor=alice, offer=over)
    taking_part.join(actor=alice, agreed=dict.fromkeys(("suggest", "clicks"), "Oui."), most_each_week=9)
    with queries.own(alice):
        for one in Offer.objects.filter(ended_at=None):
            Suggestion.objects.get_or_create(member=alice, offer=one, defaults={"is_explored": True})
    words = {"text": "Je travaille aux Trois Fournils. Le levain a froid.", "network": "bluesky"}
    share = sharing.begin(actor=alice, offer=offer, words=sharing.Words(**words))
    sharing.settle(actor=alice, share_id=share.pk, to="done")
    followed(share.link, 7)
    begun = sharing.begin(actor=alice, offer=outside, words=sharing.Words(**words | {"network": "linkedin"}))
    outcome = sharing.note_outcome(actor=alice, kind="met", who="Éric Dumont", words="Je peux vous appeler ?")
    actions.thank(actor=alice, offer=offer, words="Deux questions ont changé mon texte.")
    call = Offer.objects.get(kind="call")
    sharing.answer_call(actor=alice, offer=call, words="Jeudi matin.")
    sharing.refuse(actor=alice, offer=Offer.objects.get(kind="news", ended_at=None), reason="known", words="Déjà lu.")
    allowed(alice)
    put_up(actor=alice, lines={"fr": "Ce que vous savez aide."}, contact="Gisèle, au fournil")
    actions.invite(actor=alice, members=[alice])
    taking_part.add_device(actor=alice, endpoint="https://push.test/1", p256dh="p", auth="a")
    found = {"programme": queries.programme(), "offer": offer, "share": share, "begun_share": begun, "outcome": outcome}
    with queries.own(alice) as expert:
        found["share_stop_token"] = notices.stop_token(expert)
        Step.objects.create(member=alice, offer=offer, token=new_token(), came_from="a" * 16, came_at=clock.now())
    furnish_board(alice)
    return found | furnish_own_accounts(alice) | furnish_programme(alice) | furnish_page(alice)


def furnish_board(alice: Any) -> None:
    """A board that was voted in, and a vote that is open; rows as an expert would have left them."""
    from liant.advocacy import queries
    from liant.advocacy.board.models import Ballot, Place, Vote

    now = clock.now()
    long_ago = now - timedelta(days=200)
    Ballot.objects.create(asks="in", opened_at=long_ago, closes_at=long_ago, closed_at=long_ago, outcome="passed")
    ballot = Ballot.objects.create(asks="out", opened_at=now, closes_at=now + timedelta(days=14))
    with queries.own(alice):
        Vote.objects.create(member=alice, ballot=ballot, is_yes=False)
        Place.objects.create(member=alice)


def furnish_own_accounts(alice: Any) -> dict[str, Any]:
    """Her account on Bluesky; something that leaves tomorrow, something that came back, something that is there, and something
    that she is asked to look for. On Mastodon she has to connect again."""
    from liant.advocacy import actions, queries, sharing
    from liant.advocacy.own_accounts.actions import Found, connect, publish, save_application
    from liant.advocacy.own_accounts.models import OwnAccount
    from liant.advocacy.own_accounts.sending import HOUSE_WAITS, move
    from liant.connectors.contract import Account

    for network, settings in (("bluesky", {"handle": "alice.example"}), ("mastodon", {"server": "https://piaille.fr"})):
        connect(
            actor=alice, network=network, found=Found(Account(settings), f"key on {network}", f"alice on {network}")
        )
    save_application(actor=alice, network="linkedin", settings={"client_id": "77abc"}, secret="s3cret")
    postings: dict[str, Any] = {}
    for name, states in (
        ("", ()),
        ("back_", ("cancelled",)),
        ("sent_", ("sending", "sent")),
        ("unknown_", ("sending", "unknown")),
    ):
        offer = actions.offer(actor=alice, kind="expert", title=f"Le levain {name}", url="https://fournils.test/levain")
        words = sharing.Words("Je travaille aux Trois Fournils. Le levain a froid.", "bluesky", has_seen=True)
        share = sharing.begin(actor=alice, offer=offer, words=words)
        posting = publish(actor=alice, share_id=share.pk, leaves_at=clock.now() + timedelta(days=1))
        with queries.own(alice):
            for state in states:
                posting.problem = {
                    "cancelled": HOUSE_WAITS,
                    "unknown": "The server failed while taking it: status 502.",
                }.get(state, "")
                posting.remote_url = "https://bsky.app/profile/alice.example/post/3k" if state == "sent" else ""
                move(posting, state)
            posting.replies, posting.likes, posting.needs_a_person = 2, 5, name == "unknown_"
            posting.save()
        postings[f"{name}posting"] = posting
    with queries.own(alice):
        OwnAccount.objects.filter(network="mastodon").update(
            lost_at=clock.now(), problem="The access token is missing."
        )
    return postings


def furnish_page(alice: Any) -> dict[str, Any]:
    """Her own page, in two languages, with what she wrote, shared and said; put up, and changed since."""
    from datetime import date

    from liant.advocacy import queries
    from liant.advocacy.expertise import actions, pages
    from liant.advocacy.expertise.models import Chosen, Talk

    words = {"fr": "Le levain, depuis vingt ans.", "en": "Sourdough, for twenty years."}
    common: dict[str, Any] = {"actor": alice, "name": "Alice", "slug": "alice-du-levain", "words": words}
    actions.write(topics=["Levain"], links=["https://piaille.fr/@alice"], **common)
    for kind, language in (("wrote", "en"), ("shared", "fr")):
        actions.show_piece(
            actor=alice,
            kind=kind,
            title=f"Le levain ({kind})",
            url=f"https://fournils.test/{kind}",
            language=language,
            on=date(2026, 1, 5),
        )
    actions.add_talk(
        actor=alice,
        title="Le levain pour les impatients",
        place="Rennes",
        on=date(2026, 5, 17),
        url="https://fete.test/",
    )
    with queries.own(alice):
        draft = pages.draft_of(alice)
        assert draft is not None
        page = actions.publish(actor=alice, seen=draft.seen)
        found = {"expert_page": page, "shown_piece": Chosen.objects.first(), "talk": Talk.objects.first()}
    actions.write(topics=["Levain", "Farines"], links=[], **common)
    return found


def furnish_programme(alice: Any) -> dict[str, Any]:
    """Meetings in every state, what comes again, a charge, something one was asked; an example; four weeks that were counted."""
    from liant.advocacy.animation import actions
    from liant.advocacy.breath.actions import change_rates, put_up
    from liant.advocacy.breath.models import Publication
    from liant.advocacy.launching.actions import answer
    from tests.advocacy.programmes import figures

    now = clock.now()
    habit = actions.save_habit(
        actor=alice, title="Écrire avec ses mots", kind="workshop", times=2, minutes=90, has_managers=True
    )
    common: dict[str, Any] = {"actor": alice, "kind": "workshop", "place": "Fournil", "url": "https://appel.test/1"}
    coming = actions.plan(title="Atelier", habit=habit, starts_at=now + timedelta(days=3), **common)
    past = actions.plan(title="Accueil", starts_at=now - timedelta(days=1), **common)
    held = actions.plan(title="Revue", starts_at=now - timedelta(days=2), has_managers=True, **common)
    actions.hold(actor=alice, meeting=held, there=9, remote=3)
    actions.was_there(actor=alice, meeting=held)
    cancelled = actions.plan(title="Café", starts_at=now + timedelta(days=1), **common)
    actions.cancel(actor=alice, meeting=cancelled, why="La salle est prise")
    charge = actions.give(actor=alice, kind="sponsor", member=alice)
    asked = actions.note_asked(actor=alice, what="La vidéo du four", url="https://fournils.test/four")
    _feed, token = actions.share(actor=alice)
    example = put_up(
        actor=alice, kind="thanks", words="J’ai remercié l’équipe du matin.", url="https://fournils.test/merci"
    )
    change_rates(actor=alice, is_priced=True, price=1, source="Barème", as_of=now.date())
    answer(actor=alice, on=now.date(), experience="Oui.", travel="Par les équipes.", animation="Un atelier.")
    for number in range(1, 5):
        day = now.date() - timedelta(days=28 * (5 - number))
        Publication.objects.create(number=number, from_on=day, to_on=day + timedelta(days=27), figures=figures(number))
    return {"meeting": coming, "past_meeting": past, "held_meeting": held, "cancelled_meeting": cancelled, "habit": habit,
            "charge": charge, "asked": asked, "example": example, "meetings_token": token}  # fmt: skip
