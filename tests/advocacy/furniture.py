"""A programme with something of each kind to share, and what one expert did with it, for the visits of every page; inside the
organisation."""

from datetime import timedelta
from typing import Any


def furnish_advocacy(alice: Any) -> dict[str, Any]:
    from liant.advocacy import actions, queries, sharing, taking_part
    from liant.advocacy.models import Offer, Suggestion
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
    actions.invite(actor=alice, members=[alice])
    taking_part.add_device(actor=alice, endpoint="https://push.test/1", p256dh="p", auth="a")
    found = {"programme": queries.programme(), "offer": offer, "share": share, "begun_share": begun, "outcome": outcome}
    return found | furnish_programme(alice)


def furnish_programme(alice: Any) -> dict[str, Any]:
    """Meetings in every state, what comes again, a charge, something one was asked; an example; four weeks that were counted."""
    from liant.advocacy.animation import actions
    from liant.advocacy.breath.actions import change_rates, put_up
    from liant.advocacy.breath.models import Publication
    from liant.advocacy.launching.actions import answer
    from liant.kit import clock
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
