"""What these tests do inside an installation: `python -m tests.browser_suite.inside FUNCTION JSON`, as tests.inside."""

import json
import sys
from typing import Any

FIRM_OWNER = "helene@lagarde.example"  # of the larger house, with ten teams
SLUG, OWNER, PASSWORD = "trois-fournils", "lea.fontaine@trois-fournils.example", "un four bien chaud"


def arrange() -> dict[str, Any]:
    """What the demonstration lacks: a password, an invitation, channels in trouble, and messages in every state.
    The addresses of all pages, filled with what is there."""
    from liant.accounts.models import Member
    from liant.tenancy.before_tenant import organisation_id_of
    from liant.tenancy.context import tenant

    with tenant(organisation_id_of(SLUG)):
        owner = Member.objects.get(user__email=OWNER)
        owner.user.set_password(PASSWORD)
        owner.user.save()
        things = furnish(owner)
        return {
            "urls": urls(things | found(owner)),
            "conversations": conversations(),
            "link": link(OWNER),
            "firm": link(FIRM_OWNER),
        }


def journal() -> dict[str, Any]:
    """A journal with all it may show; the addresses of its pages, by language."""
    from liant.accounts.models import Member
    from liant.tenancy.before_tenant import organisation_id_of
    from liant.tenancy.context import tenant
    from liant.writing import moves
    from liant.writing.actions import save_topic
    from liant.writing.journal import moderation, queries
    from liant.writing.journal.models import ReaderComment
    from tests.writing.journal.journals import opened, out, photo

    with tenant(organisation_id_of(SLUG)):
        owner = Member.objects.get(user__email=OWNER)
        opened(
            owner, picture=photo()["content"], texts={"fr": {"name": "Le Journal du four", "description": "La nuit."}}
        )
        topic = save_topic(actor=owner, topic=None, name="La nuit")
        sound = {"name": "four.mp3", "media_type": "audio/mpeg", "content": b"ID3" + bytes(500)}
        body = "## Deux heures\n\nIl est *deux heures*.\n\n> La ville dort.\n\n| Heure | Four |\n|---|---|\n| 2 h | chaud |"
        piece = out(
            owner, title="Pourquoi la nuit", body=body, topic=topic, languages=("fr", "en"), media=[photo(), sound]
        )
        gone = out(owner, title="Repris", body="Trop tôt.")
        moves.withdraw(actor=owner, piece=gone)
        token = moderation.take_comment(piece=piece, language="fr", name="Lucette", text="Et ensuite ?")
        moderation.answer(actor=owner, comment=ReaderComment.objects.get(text="Et ensuite ?"), text="Le four.")
        here = queries.site()
        assert here is not None  # it was opened just above
        french, english = ([there.home, there.of_piece(piece, there.language), there.about, there.rules,
                            f"{there.search}?q=deux", there.listed("topic", topic_id=topic.pk)]
                           for there in (here, here.in_language("en")))  # fmt: skip
        french += [here.of_piece(gone, "fr"), here.at("own-comment", comment_token=token)]
        return {"fr": french, "en": english, "piece": here.of_piece(piece, "fr")}


def furnish(owner: Any) -> dict[str, Any]:
    from liant.accounts.actions import create_sign_in_link, invite
    from liant.channels.actions import break_channel, pause_channel
    from liant.inbox.actions import reply
    from liant.inbox.models import Conversation
    from liant.people.employees import note_own_handle
    from tests.bonds.furniture import furnish_shapes
    from tests.furniture import a_channel, a_failed_job, a_rule_at_work, leave_in_every_state, second_thoughts

    conversation = Conversation.objects.filter(due="answer", state="open", channel__name="Bluesky").latest("id")
    last = conversation.messages.latest("id")
    leave_in_every_state(
        reply(actor=owner, conversation=conversation, text="Bonjour.", form_key="x", seen_message_id=last.id)
    )
    pause_channel(actor=owner, channel=a_channel(owner, name="En pause"))
    broken = a_channel(owner, name="Coupée")
    break_channel(channel=broken, problem="The password was refused.")
    invitation, token = invite(actor=owner, email="later@fournils.test", roles=["employee"], language="fr")
    note_own_handle(actor=owner, kind="bluesky", key="did:plc:lea", shown="lea.example")
    furnish_shapes((0.8, 1.0))
    return {
        "invitation_id": invitation.id,
        "accounts:invitation token": [token],
        "accounts:sign-in-link token": [create_sign_in_link(owner.user)],
        "channels:channel channel_id": [broken.id],
        "job_id": a_failed_job(owner.organisation),
        **{f"{name}_id": thing.id for name, thing in a_rule_at_work(conversation, owner, owner).items()},
        **{f"{name}_id": thing.id for name, thing in second_thoughts(conversation, owner).items()},
    }


def found(owner: Any) -> dict[str, Any]:
    """Ids of what the demonstration laid out; several where pages differ."""
    from django.apps import apps

    from liant.channels.kinds import offered

    def one(model: str, **values: Any) -> Any:
        return apps.get_model(model).objects.filter(**values).values_list("id", flat=True).order_by("id").first()

    deliveries = apps.get_model("deliveries.Delivery").objects.order_by("state", "id").distinct("state")
    return {
        "organisation_slug": SLUG,
        "channel_id": one("channels.Channel"),
        "conversation_id": one("inbox.Conversation"),
        "inbox:conversation conversation_id": conversations(),
        "inbox:thank kind": ["like"],
        "delivery_id": one("deliveries.Delivery"),
        "deliveries:delivery delivery_id": [delivery.id for delivery in deliveries],
        "query_id": one("listening.SavedQuery"),
        "label_id": one("inbox.Label"),
        "link_id": one("links.Link", purpose="house"),
        "person_id": one("people.Person", name="Karima Benali"),
        "hat_id": one("people.Hat"),
        "handle_id": one("people.Handle"),
        "member_id": one("accounts.Member"),
        "team_id": one("accounts.Team"),
        "channels:connect kind": [kind.key for kind in offered()],
        "key": "no-such-key",
        "uidb36": "1",
        "pk": 1,
        "provider_id": "oidc",
    }


def conversations() -> list[int]:
    """One of each sort and state."""
    from liant.inbox.models import Conversation

    by_state = Conversation.objects.order_by("state", "due", "is_public", "id").distinct("state", "due", "is_public")
    return list(by_state.values_list("id", flat=True))


def link(address: str) -> str:
    from django.conf import settings
    from django.urls import reverse

    from liant.accounts.actions import create_sign_in_link
    from liant.accounts.models import User

    return settings.BASE_URL + reverse(
        "accounts:sign-in-link", args=[create_sign_in_link(User.objects.get(email=address))]
    )


def urls(things: dict[str, Any]) -> list[str]:
    """Every address but streams, those that a visit would use up, and those of things that the demonstration does not have:
    tests/architecture visits them, with furniture of its own."""
    from tests.architecture.addresses import addresses, urls_of

    left_out = {"jobs:live", "web:healthz", "account_logout"}
    there = [address for address in addresses() if address.name not in left_out and is_filled(address, things)]
    return [url for address in there for url in urls_of(address, things)]


def is_filled(address: Any, things: dict[str, Any]) -> bool:
    return all(gap in things or f"{address.name} {gap}" in things for gap in address.gaps)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(globals()[sys.argv[1]](**json.loads(sys.argv[2]))))
