"""An organisation with something in every room, made through the real actions where they exist."""

from datetime import timedelta
from typing import Any

from liant.kit import clock
from liant.tenancy.context import tenant


def heard(channel: Any, *items: Any, **page: Any) -> list[int]:
    """Store these as if the channel had brought them in; inside the organisation."""
    from liant.channels.collection import store_page
    from liant.channels.models import Item
    from liant.connectors.contract import Page

    cursor = {"n": ((channel.cursor or {}).get("n", 0)) + 1}
    store_page(channel, Page(items=list(items), cursor=cursor, **page))
    return list(Item.objects.filter(key__in=[i.key for i in items]).values_list("id", flat=True))


def said(key: str, text: str, **values: Any) -> Any:
    """An item as a connector brings it."""
    from liant.connectors.contract import Author, IncomingItem

    author = values.pop("author", Author(key="karima", kind="bluesky", name="Karima Benali", handle="@karima.example"))
    defaults = {
        "kind": "mention",
        "published_at": clock.now() - timedelta(hours=2),
        "raw": {"text": text},
        "is_addressed": True,
        "language": "fr",
        "reply_to": {"uri": key},
    }
    return IncomingItem(key=key, text=text, author=author, **(defaults | values))


def a_channel(actor: Any, kind: str = "console", name: str = "Console", hat: str = "customer", **values: Any) -> Any:
    from liant.channels.actions import connect_channel

    return connect_channel(actor=actor, kind=kind, name=name, settings={}, secret={"password": "s3cret"},
                           default_hat=hat, **values)  # fmt: skip


def furnish(organisation: Any, alice: Any, bob: Any) -> dict[str, Any]:
    from liant.accounts.actions import create_team, invite, set_team
    from liant.channels.models import Item
    from liant.connectors.contract import Gap
    from liant.deliveries.actions import hold
    from liant.inbox.actions import note, put_label, reply
    from liant.inbox.models import Conversation
    from liant.ledger.actions import note as note_interaction
    from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility
    from liant.ledger.models import Community
    from liant.listening.actions import correct, save_query
    from liant.people.actions import person_of_member
    from tests.people import do_jobs

    with tenant(organisation.id):
        team = create_team(actor=alice, name="Clients")
        set_team(actor=alice, team=team, members=[bob])
        invite(actor=alice, email="new@fournils.test", roles=["care_agent"], language="fr")
        query = save_query(actor=alice, query=None, name="Nous", expr='"Trois Fournils" OR fournil')
        channel = a_channel(alice)
        heard(channel, said("k1", "La tradition des Trois Fournils était brûlée, deux fois cette semaine."),
              gaps=[Gap(None, clock.now(), "before we listened")])  # fmt: skip
        do_jobs()
        conversation = Conversation.objects.get()
        item = Item.objects.get()
        note(actor=bob, conversation=conversation, text="Vu avec Samir.", form_key="n1")
        put_label(actor=bob, conversation=conversation, name="four")
        last = conversation.messages.order_by("-id").first()
        delivery = reply(actor=bob, conversation=conversation, text="Merci Karima.", form_key="r1",
                         seen_message_id=last.id)  # fmt: skip
        hold(actor=alice, delivery=delivery, room="writing", reason="crisis")
        correct(actor=bob, item=item, intent="complaint", was="other")
        Community.objects.create(name="Lecteurs de Marthe")
        note_interaction(key="x", kind=InteractionKind.THANKS, source=person_of_member(bob), target=item.person,
                         at=clock.now(), through=conversation, purpose=Purpose.ANSWERING,
                         visibility=Visibility.PARTIES, consent=Consent.NOT_NEEDED)  # fmt: skip
        return {"team": team, "query": query, "channel": channel, "conversation": conversation, "item": item,
                "delivery": delivery, "person": item.person, "label": conversation.labelled.first().label}  # fmt: skip
