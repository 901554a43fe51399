"""A programme with something of each kind to share, and what one expert did with it, for the visits of every page; inside the
organisation."""

from typing import Any


def furnish_advocacy(alice: Any) -> dict[str, Any]:
    from liant.advocacy import actions, queries, sharing, taking_part
    from liant.advocacy.models import Offer, Suggestion
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
    actions.invite(actor=alice, members=[alice])
    taking_part.add_device(actor=alice, endpoint="https://push.test/1", p256dh="p", auth="a")
    return {"programme": queries.programme(), "offer": offer, "share": share, "begun_share": begun, "outcome": outcome}
