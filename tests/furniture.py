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
    from liant.accounts.hours.actions import add_day_off
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
    from tests.canaries import furnish_canaries
    from tests.people import do_jobs
    from tests.waits import furnish_waits
    from tests.writing.furniture import furnish_writing

    with tenant(organisation.id):
        team = create_team(actor=alice, name="Clients")
        set_team(actor=alice, team=team, members=[bob])
        day_off = add_day_off(actor=alice, team=None, day=clock.now().date() + timedelta(days=9), name="Inventaire")
        invite(actor=alice, email="new@fournils.test", roles=["care_agent"], language="fr")
        query = save_query(actor=alice, query=None, name="Nous", expr='"Trois Fournils" OR fournil')
        channel, pushed = a_channel(alice), let_someone_push(alice)
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
        return {**furnish_writing(alice, channel), **furnish_canaries(alice, channel), **pushed, **told_programmes(alice), **a_rule_at_work(conversation, alice, bob), **noted_by_hand(alice), "team": team, "day_off": day_off, **furnish_waits(alice, channel, conversation), "query": query, "channel": channel, "conversation": conversation, "item": item,
                "delivery": delivery, "person": item.person, "label": conversation.labelled.first().label}  # fmt: skip


def furnish_fully(organisation: Any, alice: Any, bob: Any) -> dict[str, Any]:
    """`furnish`, then every state that a page may have to show; and what else an address may name."""
    from liant.accounts.actions import change_organisation, create_sign_in_link, invite
    from liant.accounts.models import User
    from liant.channels.actions import break_channel, pause_channel
    from liant.inbox.models import Conversation
    from liant.people.actions import wear
    from liant.people.employees import note_own_handle
    from tests.accounts.staff.furniture import furnish_staff
    from tests.advocacy.furniture import furnish_advocacy
    from tests.bonds.furniture import furnish_bonds
    from tests.community.furniture import furnish_community
    from tests.insights.furniture import letters_and_alerts
    from tests.links.furniture import furnish_links
    from tests.meetings.furniture import furnish_buddies, furnish_experiment, furnish_meetings, furnish_rituals
    from tests.people import member_of
    from tests.surveys.furniture import furnish_surveys

    things = furnish(organisation, alice, bob)
    with tenant(organisation.id):
        invitation, token = invite(actor=alice, email="later@fournils.test", roles=["employee"], language="fr")
        change_organisation(actor=alice, organisation=organisation, rooms=[])  # every room there is
        pause_channel(actor=alice, channel=a_channel(alice, name="En pause"))
        break_channel(channel=a_channel(alice, name="Coupée"), problem="The password was refused.")
        say_all_sorts(things["channel"])
        leave_in_every_state(things["delivery"])
        spread_over_states(Conversation, alice, bob)
        things |= {
            "hat": wear(person=things["person"], hat="prospect", source="noted"),
            "handle": note_own_handle(actor=alice, kind="bluesky", key="did:plc:alice", shown="alice.example"),
            "invitation": invitation,
            "job": a_failed_job(organisation),
            "member": bob,
            **second_thoughts(things["conversation"], alice),
            **letters_and_alerts(things["team"], alice, bob),
            **furnish_surveys(alice),
            **furnish_community(alice, bob),
            **furnish_bonds(alice, bob, member_of(organisation, "Chloe", "employee")),
            **furnish_meetings(alice, bob, member_of(organisation, "Chloe", "employee")),
            **furnish_rituals(alice),
            **furnish_buddies(alice, bob),
            **furnish_experiment(alice, bob),
            **furnish_links(alice, bob),
            **furnish_staff(alice),
            **furnish_advocacy(alice),
            "invitation_token": token,
            "sign_in_token": create_sign_in_link(User.objects.get(id=alice.user_id)),
        }
    return things


def a_rule_at_work(conversation: Any, alice: Any, bob: Any) -> dict[str, Any]:
    """A rule that is on and did all that it can upon this conversation, one that stopped, one that was never tried; and Bob
    has it open."""
    from liant.inbox.automation.actions import save_rule, switch_on, try_rule
    from liant.inbox.automation.deeds import carry_out, stop
    from liant.inbox.automation.models import Proposal, Stopped
    from liant.inbox.presence.actions import look

    actions = {"is_urgent": True, "tell": bob.id, "hat": "journalist", "answer": "Bonjour."}
    conditions = {"hats": ["customer"], "words": "fournil*", "to_minute": 1439}
    written = [
        save_rule(
            actor=alice, rule=None, name=name, trigger=trigger, conditions=conditions, actions=actions, wait_hours=4
        )
        for name, trigger in (("Le four", "corrected"), ("Longues attentes", "waited"), ("Étiquettes", "labelled"))
    ]
    for rule in written[:2]:
        try_rule(actor=alice, rule=rule)
        switch_on(actor=alice, rule=rule, version=rule.version)
    written[1].refresh_from_db()
    carry_out(conversation_id=conversation.id, what="corrected", occasion="corrected:1")
    look(actor=bob, conversation=conversation)
    stop(written[1], Stopped.ERRORS)
    return {"rule": written[0], "proposal": Proposal.objects.order_by("id").first()}


def let_someone_push(alice: Any) -> dict[str, Any]:
    """A channel that others push to, and one request that will not be read: nothing is known of its values."""
    from liant.channels.door.actions import add_sender, take_in
    from liant.channels.door.queries import door_of
    from liant.connectors.receiving import Request
    from liant.kit import secrets
    from tests.channels.pushing import signed

    channel = a_channel(alice, kind="webhook", name="Formulaire")
    sender = add_sender(actor=alice, channel=channel, name="Le site")
    headers = signed(secrets.unseal(sender.secret), '{"nothing": 1}')
    _received, arrival = take_in(channel=channel, request=Request("POST", headers, b'{"nothing": 1}'))
    token = secrets.unseal(door_of(channel).token)
    named = {"door_token": token, "reference": arrival.reference}
    return {"pushed": channel, "sender": sender, "arrival": arrival, **named}


SORTS = {
    "praise": "Merci aux Trois Fournils, la fougasse de dimanche était une merveille, bravo à toute l'équipe !",
    "question": "Bonjour Trois Fournils, êtes-vous ouverts le 1er novembre ?",
    "purchase": "Je cherche un gâteau pour trente personnes samedi, les Trois Fournils, vous faites ?",
    "press": "Journaliste à La Gazette, je prépare un article sur le pain des Trois Fournils, puis-je vous appeler ?",
    "candidate": "Bonjour, je vous envoie mon CV et ma lettre de motivation pour le poste de vendeuse.",
    "solicitation": "Pourriez-vous relayer notre cagnotte sur la page des Trois Fournils ?",
    "abuse": "Vous êtes des abrutis, bande de voleurs, je vais vous retrouver.",
    "other": "Je passe devant les Trois Fournils tous les matins.",
}


def say_all_sorts(channel: Any) -> None:
    """One person for each sort of message, and what has no words or went away."""
    from liant.connectors.contract import Attachment, Author
    from tests.people import do_jobs

    people = {
        sort: Author(key=f"p-{sort}", kind="bluesky", name=f"Une personne ({sort})", followers=1200) for sort in SORTS
    }
    items = [said(f"s-{sort}", text, author=people[sort], is_addressed=sort != "other") for sort, text in SORTS.items()]
    above = said("above", "Quelqu'un connaît une bonne boulangerie ?", author=people["other"])
    picture = Attachment(name="four.jpg", media_type="image/jpeg", size_bytes=40_000, description="un four")
    items += [
        said("s-thread", "Les Trois Fournils, sans hésiter !", author=people["praise"], context=[above],
             attachments=[picture], kind="reply", thread_key="above", parent_key="above"),
        said("s-like", "", author=people["question"], kind="like"),
        said("s-gone", "Je retire ce que j'ai dit des Trois Fournils.", author=people["purchase"]),
        said("s-private", "En privé : Trois Fournils, vous m'avez rendu deux euros de trop.", is_private=True,
             title="Ma monnaie", url="https://example.org/1", author=people["question"]),
    ]  # fmt: skip
    heard(channel, *items, unreadable=["A row without a date."])
    do_jobs()
    heard(channel, withdrawn=["s-gone"])
    do_jobs()


def leave_in_every_state(delivery: Any) -> None:
    from liant.deliveries.models import Delivery
    from liant.deliveries.states import DELIVERY

    for state in sorted(DELIVERY.states):
        Delivery.objects.create(
            key=f"copy:{state}", channel=delivery.channel, kind=delivery.kind, recipient=delivery.recipient, state=state,
            author=delivery.author, text=delivery.text, frozen=delivery.frozen, origin_kind=delivery.origin_kind,
            origin_id=delivery.origin_id, attempts=2, problem="The server did not answer." if state != "sent" else "",
            needs_a_person=state == "unknown", settled_at=clock.now() if state in ("sent", "rejected") else None,
        )  # fmt: skip


def spread_over_states(conversation_type: Any, alice: Any, bob: Any) -> None:
    from liant.inbox.actions import assign, close, snooze

    first, second, third = conversation_type.objects.order_by("-id")[:3]
    close(actor=alice, conversation=first, reason="Déjà vu au comptoir.")
    snooze(actor=alice, conversation=second, until=clock.now() + timedelta(days=2))
    assign(actor=alice, conversation=third, to=bob)


def second_thoughts(conversation: Any, alice: Any) -> dict[str, Any]:
    """An act to undo, a file not sent yet, an answer that may be taken back."""
    from liant.inbox.actions import assign, change_habits, keep_file
    from liant.inbox.undoing import carry_out

    change_habits(actor=alice, undo_seconds=10)
    act = carry_out(actor=alice, verb="assign", conversations=[conversation],
                    act=lambda one: assign(actor=alice, conversation=one, to=alice))  # fmt: skip
    file = keep_file(actor=alice, conversation=conversation, form_key="f1", name="four.png", media_type="image/png",
                     content=b"x")  # fmt: skip
    return {"act": act, "file": file, "message": conversation.messages.order_by("-id").first(),
            **saved_replies_and_agreements(conversation, alice), "merge": two_joined(alice, conversation), "same": two_persons_that_are_one(alice), "view": a_view(alice), **to_come_back_to(conversation, alice)}  # fmt: skip


def to_come_back_to(conversation: Any, alice: Any) -> dict[str, Any]:
    """A call, a reminder that rang, a promise."""
    from liant.inbox.actions import note
    from liant.inbox.reminders import actions
    from liant.inbox.reminders.models import Call

    message = note(actor=alice, conversation=conversation, text="@Alice @Rose, à voir.", form_key="n9")
    reminder = actions.remind(actor=alice, conversation=conversation, rings_at=clock.now(), is_for_all=True,
                              is_for_silence=False)  # fmt: skip
    actions.ring(reminder_id=reminder.id)
    pledge = actions.pledge(actor=alice, conversation=conversation, text="Rappeler", due_on=clock.now().date())
    return {"call": Call.objects.create(member=alice, message=message), "reminder": reminder, "pledge": pledge}


def two_persons_that_are_one(alice: Any) -> Any:
    from liant.people.actions import meet
    from liant.people.merging.actions import merge_people

    first, second = (meet(kind="email", key=f"nadia{n}@example.org", name="Nadia", source="noted") for n in (1, 2))
    return merge_people(actor=alice, survivor=first, merged=second)


def a_view(alice: Any) -> Any:
    from liant.inbox.lists.actions import keep_view
    from liant.inbox.queries import Filters

    return keep_view(actor=alice, name="Plaintes", filters=Filters(view="all", intent="complaint"), is_shared=True)


def two_joined(alice: Any, but: Any) -> Any:
    """Two conversations, put together."""
    from liant.inbox.joining.actions import merge
    from liant.inbox.models import Conversation

    apart = Conversation.objects.filter(hat="customer", merged_into=None).exclude(id=but.id)
    first, second = apart.order_by("-id")[:2]
    return merge(actor=alice, survivor=first, merged=second, is_meant=True)


def saved_replies_and_agreements(conversation: Any, alice: Any) -> dict[str, Any]:
    """A reply that asks for a reason, a variable, a rule, and an answer that waits for an agreement."""
    from liant.inbox.replies import actions
    from liant.inbox.replies.models import Approval

    Approval.objects.create(message=conversation.messages.filter(direction="ours").latest("id"))
    saved = actions.save_reply(actor=alice, saved=None, name="Refus", hats=[], asks=["reason"],
                               texts={"fr": "Non, {{reason}}. {{agent}}"})  # fmt: skip
    return {
        "saved": saved,
        "variable": actions.save_variable(actor=alice, name="hours", texts={"fr": "six heures"}),
        "agreement_rule": actions.add_rule(actor=alice, role="recruiter", hat="candidate"),
        "approval": Approval.objects.first(),
    }


def noted_by_hand(alice: Any) -> dict[str, Any]:
    """A screenshot noted, and an open link for those who want to tell something."""
    from liant.kit import secrets
    from liant.listening.capture.actions import Note, note, open_tip_link

    seen = Note(text="Vu au marché.", place="marché", picture=b"\x89PNG", picture_type="image/png")
    return {"noted": note(actor=alice, seen=seen), "tip_token": secrets.unseal(open_tip_link(actor=alice).token)}


def told_programmes(alice: Any) -> dict[str, Any]:
    """A token with an answer kept, and a webhook, paused, with an announcement in every state."""
    from liant.accounts.tokens.actions import keep_answer, make_token
    from liant.deliveries.hooks.actions import announce, make_endpoint, pause_endpoint
    from liant.deliveries.hooks.models import Dispatch
    from liant.deliveries.hooks.states import DISPATCH

    token, _text = make_token(actor=alice, name="CRM", scopes=["read:conversations"], days=90)
    keep_answer(token, "k", "f" * 64, status=200, body="{}")
    endpoint, _secret = make_endpoint(actor=alice, name="CRM", url="https://crm.example/told", kinds=["mention.heard"])
    pause_endpoint(actor=alice, endpoint=endpoint)
    for state in DISPATCH.states:
        announce(kind="mention.heard", key=f"furniture-{state}", data={"mention_id": 1})
        problem = "HTTP 500" if state != "arrived" else ""
        Dispatch.objects.filter(announcement__key=f"mention.heard:furniture-{state}").update(
            state=state, attempts=2, problem=problem, settled_at=None if state == "queued" else clock.now()
        )
    return {"token": token, "endpoint": endpoint, "dispatch": Dispatch.objects.filter(state="given_up").first()}


def a_failed_job(organisation: Any) -> int:
    from django.db import connection

    from liant.jobs.queue import defer

    defer("deliveries.send", organisation_id=organisation.id, delivery_id=0)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'failed' where id = (select max(id) from "
                       "procrastinate_jobs) returning id")  # fmt: skip
        return cursor.fetchone()[0]
