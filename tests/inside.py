"""What tests do inside an installation. `python -m tests.inside` reads `["function", {arguments}]` or `["tests.module:function", …]` line by line, and prints
`{"answer": …}` or `{"error": …}` for each."""

import importlib
import json
import sys
import traceback
from typing import Any


def make_house(slug: str = "fournils", name: str = "Les Trois Fournils") -> dict[str, Any]:
    """An organisation with Alice as its owner, and a query for its name; with a link for her to sign in."""
    from django.conf import settings
    from django.urls import reverse

    from liant.accounts.actions import create_sign_in_link, found_organisation
    from liant.accounts.models import Member, User
    from liant.inbox.actions import change_habits
    from liant.listening.actions import save_query
    from liant.tenancy.context import tenant

    user = User.objects.create_user(email=f"alice@{slug}.test", name="Alice Fabre", language="fr")
    organisation = found_organisation(
        actor=user, name=name, kind="firm", slug=slug, rooms=["today", "listening", "inbox", "writing"]
    )
    with tenant(organisation.id):
        alice = Member.objects.get()
        change_habits(
            actor=alice, undo_seconds=0
        )  # answers leave at once: whoever kills the worker meets them on their way
        save_query(actor=alice, query=None, name="Notre nom", expr='"Trois Fournils"')
    link = settings.BASE_URL + reverse("accounts:sign-in-link", args=[create_sign_in_link(user)])
    return {"organisation": organisation.id, "link": link, "member": alice.id}


def connect(organisation: int, kind: str, name: str, settings: dict[str, Any], secret: dict[str, Any] | None = None,
            hat: str = "customer") -> int:  # fmt: skip
    from liant.accounts.models import Member
    from liant.channels.actions import connect_channel
    from liant.tenancy.context import tenant

    with tenant(organisation):
        return connect_channel(
            actor=Member.objects.get(),
            kind=kind,
            name=name,
            settings=settings,
            secret=secret or {},
            default_hat=hat,
        ).id


def open_questionnaire(organisation: int) -> str:
    """A wave that anyone may answer by its link; the last part of the link."""
    from tests.surveys.asking import open_one

    return open_one(organisation)


def ask_people(organisation: int, people: int) -> int:
    """An anonymous wave to so many people by mail, in two teams, one page after the other; its id."""
    from liant.accounts.models import Member
    from liant.surveys import waves
    from liant.tenancy.context import tenant
    from tests.surveys.asking import TWO_PAGES, a_questionnaire, a_wave

    teams = [{"code": "shop", "name": "Boutique"}, {"code": "oven", "name": "Fournil"}]
    with tenant(organisation):
        alice = Member.objects.get()
        wave = a_wave(alice, a_questionnaire(alice, TWO_PAGES), groups=teams)
        asked = [
            waves.Asked(f"person{n}@example.test", f"Person {n}", "fr", teams[n % 2]["code"]) for n in range(people)
        ]
        waves.invite(actor=alice, wave=wave, asked=asked)
        return waves.open_wave(actor=alice, wave=wave).pk


def empty_urn(organisation: int, wave: int) -> int:
    """How many answers left it."""
    from liant.surveys import urn
    from liant.tenancy.context import tenant

    with tenant(organisation):
        return urn.empty(wave_id=wave)


def open_questionnaires(**values: Any) -> dict[str, list[str]]:
    from tests.surveys.asking import open_several

    return open_several(**values)


def close_questionnaire(organisation: int) -> int:
    """How many answers it came to."""
    from liant.accounts.models import Member
    from liant.surveys import waves
    from liant.surveys.models import Answer, Wave
    from liant.tenancy.context import tenant

    with tenant(organisation):
        wave = Wave.objects.get()
        waves.close(actor=Member.objects.get(), wave=wave)
        return Answer.objects.filter(wave=wave).count()


def answer(organisation: int, conversation: int, text: str, form_key: str) -> int:
    """Reply as Alice; the delivery's id."""
    from liant.accounts.models import Member
    from liant.inbox.actions import reply
    from liant.inbox.models import Conversation
    from liant.tenancy.context import tenant

    with tenant(organisation):
        found = Conversation.objects.get(id=conversation)
        last = found.messages.order_by("-id").first()
        return reply(
            actor=Member.objects.get(), conversation=found, text=text, form_key=form_key, seen_message_id=last.id
        ).id


def candidate_wrote(organisation: int, days_ago: int, folder: str) -> int:
    """Karima applied so many days ago, and nobody answered; the conversation."""
    from datetime import timedelta

    from liant.accounts.models import Member
    from liant.channels.actions import connect_channel
    from liant.channels.models import Channel, Item
    from liant.inbox.arrivals import receive
    from liant.kit import clock
    from liant.tenancy.context import tenant
    from tests.furniture import heard, said

    then = clock.now() - timedelta(days=days_ago)
    with tenant(organisation), clock.at(then):
        with clock.at(then - timedelta(days=14)):
            channel = connect_channel(actor=Member.objects.get(), kind="console", name="Console", secret={},
                                      settings={"folder": folder}, default_hat="candidate")  # fmt: skip
        heard(channel, said("cv", "Bonjour, je vous envoie mon CV pour le poste de vendeuse.", published_at=then))
        Channel.objects.update(next_due_at=None)  # it has nothing to collect from
        item = Item.objects.get(key="cv")
        return receive(item=item, intent="candidate", certainty=0.9, reasons=[], language="fr").id


def queue_pieces(organisation: int, channel: int, titles: list[str]) -> list[int]:
    """Pieces of Alice's, agreed to, on the calendar and queued for this channel; their deliveries."""
    from datetime import timedelta

    from liant.accounts.models import Member
    from liant.channels.models import Channel
    from liant.connectors.contract import Draft
    from liant.deliveries.actions import queue
    from liant.kit import clock
    from liant.tenancy.context import tenant
    from liant.writing import moves
    from tests.writing.pieces import agreed

    found = []
    with tenant(organisation):
        alice, where = Member.objects.get(), Channel.objects.get(id=channel)
        for title in titles:
            version = agreed(alice, title=title).versions.get()
            version = moves.schedule(actor=alice, version=version, at=clock.now() + timedelta(hours=1))
            draft = Draft(kind="post", text=version.body)
            found.append(queue(actor=alice, channel=where, draft=draft, key=f"v:{version.pk}", origin=version).id)
    return found


def confirm(organisation: int, delivery: int, has_arrived: bool) -> bool:
    """Say as Alice whether it has arrived."""
    from liant.accounts.models import Member
    from liant.deliveries import actions
    from liant.deliveries.models import Delivery
    from liant.tenancy.context import tenant

    with tenant(organisation):
        actions.confirm(actor=Member.objects.get(), delivery=Delivery.objects.get(id=delivery), has_arrived=has_arrived)
    return True


def newsletter(
    organisation: int, imap_port: int, smtp_port: int, people: int, gone: int, **postage: int
) -> dict[str, int]:
    """A letter that begins to leave to so many readers, and to some addresses that do not exist."""
    from types import SimpleNamespace

    from liant.accounts.models import Member
    from liant.tenancy.context import tenant
    from liant.writing.newsletter.moves import begin
    from tests.writing.newsletters import a_letter, a_mailbox, a_newsletter, readers

    with tenant(organisation):
        alice = Member.objects.get()
        server = SimpleNamespace(imap_port=imap_port, smtp_port=smtp_port)
        channel = a_mailbox(alice, server, **postage)
        found = a_newsletter(alice, channel)
        names = [*(f"reader{n}" for n in range(people)), *(f"gone{n}" for n in range(gone))]
        readers(alice, found, *[(name, f"Ana {n}") for n, name in enumerate(names)], domain="readers.test")
        return {"issue": begin(actor=alice, issue=a_letter(alice, found)).pk, "channel": channel.pk}


def way_out(issue: int, organisation: int) -> str:
    """The address that a mail programme posts to for the first reader."""
    from liant.tenancy.context import tenant
    from liant.writing.newsletter import tokens
    from liant.writing.newsletter.models import Envelope

    with tenant(organisation):
        first = Envelope.objects.filter(issue_id=issue).order_by("id").first()
        return tokens.address(tokens.LEAVE, organisation, first.subscription_id)


def announce(organisation: int, url: str, count: int) -> int:
    """A programme that listens at this address, and as many facts for it."""
    from liant.accounts.models import Member
    from liant.deliveries.hooks import actions
    from liant.tenancy.context import tenant

    with tenant(organisation):
        endpoint, _secret = actions.make_endpoint(
            actor=Member.objects.get(), name="CRM", url=url, kinds=["mention.heard"]
        )
        for n in range(count):
            actions.announce(kind="mention.heard", key=str(n), data={"mention_id": n})
    return endpoint.id


def someone_writes(organisation: int, channel: int, key: str, text: str, thread: str = "", times: int = 1) -> list[int]:
    """Heard on this channel and put in the inbox at once, `times` times in as many threads; the conversations."""
    from liant.channels.models import Channel, Item
    from liant.inbox.arrivals import receive
    from liant.tenancy.context import tenant
    from tests.furniture import heard, said

    names = [key, *(f"{key}-{number}" for number in range(1, times))]
    with tenant(organisation):
        heard(Channel.objects.get(id=channel), *[said(name, text, thread_key=thread or name) for name in names])
        items = Item.objects.filter(key__in=names).order_by("id")
        return [receive(item=item, intent="question", certainty=0.9, reasons=[], language="fr").id for item in items]


def enter(organisation: int, name: str, role: str = "care_agent") -> str:
    """Someone who works there, signed in: their session."""
    from django.test import Client

    from liant.accounts.models import Member, User
    from liant.tenancy.context import tenant

    with tenant(organisation):
        member = Member.objects.filter(name=name).first()
        if member is None:
            user = User.objects.create_user(email=f"{name.lower()}@fournils.test", name=name, language="fr")
            member = Member.objects.create(user=user, name=name, roles=[role])
        user = User.objects.get(id=member.user_id)
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def let_someone_push(organisation: int) -> dict[str, str]:
    """A channel that others push to; its address and the secret of one sender."""
    from liant.accounts.models import Member
    from liant.channels.door.actions import add_sender
    from liant.channels.door.queries import address_of, door_of
    from liant.channels.models import Channel
    from liant.kit import secrets
    from liant.tenancy.context import tenant

    channel_id = connect(organisation, "webhook", "Formulaire", {})
    with tenant(organisation):
        channel = Channel.objects.get(id=channel_id)
        sender = add_sender(actor=Member.objects.get(), channel=channel, name="Le site")
        return {"address": address_of(door_of(channel)), "secret": secrets.unseal(sender.secret)}  # type: ignore[arg-type]


def mend_channels(organisation: int) -> int:
    """Whoever looks after them has put the access right: those that stopped go on; how many."""
    from liant.accounts.models import Member
    from liant.channels.actions import resume_channel
    from liant.channels.models import Channel
    from liant.tenancy.context import tenant

    with tenant(organisation):
        stopped = list(Channel.objects.exclude(state="well"))
        for channel in stopped:
            resume_channel(actor=Member.objects.get(), channel=channel)
        return len(stopped)


def plan(organisation: int, title: str, body: str, networks: list[list[Any]], seconds: float, thread: list[str] | None = None,
         picture: str = "") -> int:  # fmt: skip
    """A piece that Alice wrote and agreed to, planned on these networks (kind, channel or None) in so many seconds; its
    id. `picture`: what is to be seen on one that goes with it."""
    from datetime import timedelta

    from liant.accounts.models import Member
    from liant.channels.models import Channel
    from liant.tenancy.context import tenant
    from tests.writing.publishing.house import planned, png

    with tenant(organisation):
        places = [(kind, Channel.objects.get(id=channel) if channel else None) for kind, channel in networks]
        return planned(
            Member.objects.get(), title=title, body=body, networks=places, thread=thread or [],
            after=timedelta(seconds=seconds), picture=png() if picture else None, description=picture,
        ).id  # fmt: skip


def open_journal(organisation: int, hub_url: str = "") -> bool:
    """The house has a journal that everyone may read, and whose feeds this hub is told of."""
    from liant.accounts.models import Member
    from liant.tenancy.context import tenant
    from liant.writing.journal.actions import arrange

    with tenant(organisation):
        arrange(actor=Member.objects.get(), is_open=True, hub_url=hub_url)
    return True


def queue_now(organisation: int, piece: int) -> bool:
    """Its moment has come and the worker has made its deliveries; none was sent yet."""
    from liant.writing.publishing.leaving import leave_due

    leave_due(organisation, piece)
    return True


def switch_crisis_on(organisation: int) -> int:
    from datetime import timedelta

    from liant.accounts.models import Member
    from liant.kit import clock
    from liant.tenancy.context import tenant
    from liant.writing.crisis.actions import switch_on

    with tenant(organisation):
        review_at = clock.now() + timedelta(hours=2)
        return switch_on(actor=Member.objects.get(), reason="Malaises après un gâteau", review_at=review_at).id


def release(organisation: int, crisis: int, piece: int) -> bool:
    """Let go of every version of this piece, one by one."""
    from liant.accounts.models import Member
    from liant.tenancy.context import tenant
    from liant.writing.crisis import releases
    from liant.writing.crisis.models import Crisis
    from liant.writing.models import Version

    with tenant(organisation):
        alice, found = Member.objects.get(), Crisis.objects.get(id=crisis)
        for version in Version.objects.filter(piece_id=piece):
            releases.release(actor=alice, crisis=found, version=version, seen_edition=version.edition, reason="Relu")
    return True


def correct(organisation: int, piece: int, body: str) -> bool:
    """New words for each of its versions."""
    from liant.accounts.models import Member
    from liant.tenancy.context import tenant
    from liant.writing.actions import write
    from liant.writing.models import Version

    with tenant(organisation):
        for version in Version.objects.filter(piece_id=piece):
            write(actor=Member.objects.get(), version=version, seen_edition=version.edition, body=body)
    return True


def withdraw(organisation: int, piece: int) -> bool:
    from liant.accounts.models import Member
    from liant.tenancy.context import tenant
    from liant.writing import moves
    from liant.writing.models import Piece

    with tenant(organisation):
        moves.withdraw(actor=Member.objects.get(), piece=Piece.objects.get(id=piece))
    return True


def serve() -> None:
    """Until the input ends; what functions print goes to the log."""
    from django.db import connections

    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        name, values = json.loads(line)
        try:
            module, _, function = name.rpartition(":")
            found = getattr(importlib.import_module(module), function) if module else globals()[name]
            told = {"answer": found(**values)}
        except Exception:  # noqa: BLE001, told to whoever asked
            told = {"error": traceback.format_exc()}
        connections.close_all()
        print(json.dumps(told), file=answers, flush=True)


if __name__ == "__main__":
    import django

    django.setup()
    serve()
