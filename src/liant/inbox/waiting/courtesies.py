"""What leaves by itself, on private channels only and where the house wants it: a word that a message has come in, with a
private link to where it stands; and, once all is said, one question. Neither is ever an answer, neither is repeated."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.accounts.hours.queries import hours_in_use
from liant.accounts.models import Member
from liant.accounts.roles import Role
from liant.channels.models import Item
from liant.connectors.contract import Draft
from liant.deliveries.actions import queue
from liant.inbox.actions import last_item
from liant.inbox.models import Conversation, Message
from liant.inbox.rules import AUTOMATIC_TAGS
from liant.inbox.waiting.models import Acknowledged, Acknowledgement, Asking, Satisfaction, Standing, Wait
from liant.kit import clock
from liant.kit.secrets import hash_token
from liant.kit.words import day_in_words
from liant.tenancy.models import Organisation

FRESH = timedelta(hours=24)
"""What was written longer ago came in by an import: acknowledging it would write to people about letters of years ago."""
MOST_A_DAY = 3  # acknowledgements to one person: two machines that answer each other stop there
LINK_LASTS = timedelta(days=180)
QUESTION_LASTS = timedelta(days=30)
LANGUAGES = ("fr", "en")
NO_MACHINE = AUTOMATIC_TAGS | {"automatic", "list"}


def acknowledge_all(waits: Iterable[Wait]) -> None:
    """Tell those who wrote that it has come in, where the house wants it."""
    new = [wait for wait in waits if not wait.is_history and is_private(wait.conversation)]
    found = Acknowledgement.objects.select_related("member").filter(is_on=True) if new else ()
    wanted = {(one.channel_id, one.hat): one for one in found}
    for wait in new:
        if (wait.channel_id, wait.hat) in wanted:
            acknowledge(wait, wanted[(wait.channel_id, wait.hat)])


def acknowledge(wait: Wait, wanted: Acknowledgement) -> None:
    """Once per conversation, in its language. In the arrival's transaction."""
    conversation = wait.conversation
    item = last_item(conversation)
    if item is None or not may_be_acknowledged(item, wanted):
        return
    actor = still_here(wanted.member)
    _, is_new = Acknowledged.objects.get_or_create(conversation=conversation)
    if actor is None or not is_new:
        return
    with override(language_of(conversation)):
        text = acknowledgement_text(wanted, wait)
    send(actor, conversation, item, text, key=f"acknowledgement:{conversation.id}", origin=wanted)
    Message.objects.create(conversation=conversation, direction=Message.Direction.NOTE, at=clock.now(),
                           body=said_in_house(wanted, conversation))  # fmt: skip


def may_be_acknowledged(item: Item, wanted: Acknowledgement) -> bool:
    """Never to a machine, never about old letters, never on and on."""
    now = clock.now()
    if NO_MACHINE & set(item.tags) or item.is_ours or not item.reply_to:
        return False
    if wanted.switched_on_at is None or item.published_at < max(wanted.switched_on_at, now - FRESH):
        return False
    if item.person_id is None:
        return False
    lately = Acknowledged.objects.filter(conversation__person_id=item.person_id, at__gt=now - timedelta(days=1))
    return lately.count() < MOST_A_DAY


def acknowledgement_text(wanted: Acknowledgement, wait: Wait) -> str:
    """The house's own words, then by when an answer is due, then the private link."""
    house, language = Organisation.objects.get(), language_of(wait.conversation)
    parts = [wanted.texts.get(language) or wanted.texts.get(house.language) or _("We have received your message.")]
    if wait.due_at:
        zone = hours_in_use(house)(wait.team_id).zone
        parts.append(_("You will have an answer by %(day)s.") % {
            "day": day_in_words(wait.due_at, clock.now(), language, zone)
        })  # fmt: skip
    if wanted.has_link:
        address = standing_link(open_standing(wait.conversation))
        parts.append(_("Where your matter stands, and what we keep about you: %(address)s") % {"address": address})
    return "\n\n".join([*parts, house.name])


def said_in_house(wanted: Acknowledgement, conversation: Conversation) -> str:
    """A note for colleagues, without the private link."""
    house = Organisation.objects.get()
    with override(house.language):
        text = wanted.texts.get(language_of(conversation)) or wanted.texts.get(house.language) or ""
        return "\n\n".join(filter(None, [_("Acknowledged by itself. The person still waits for an answer."), text]))


def open_standing(conversation: Conversation) -> str:
    """A new private link to this matter; returns the token, which is kept nowhere else."""
    token = secrets.token_urlsafe(24)
    Standing.objects.create(
        conversation=conversation,
        token_hash=hash_token(token),
        language=language_of(conversation),
        expires_at=clock.now() + LINK_LASTS,
    )
    return token


def standing_link(token: str) -> str:
    return settings.BASE_URL + reverse("standing", args=[token])


def ask_how_it_went(conversation: Conversation) -> None:
    """One question after an answer, where the house asks in this hat; never twice, never a reminder."""
    if conversation.waiting_since is not None or conversation.answered_at is None or not is_private(conversation):
        return
    asking = Asking.objects.select_related("member").filter(hat=conversation.hat, is_on=True).first()
    item = last_item(conversation) if asking else None
    actor = still_here(asking.member) if asking else None
    if item is None or actor is None or not item.reply_to or was_asked_lately(conversation):
        return
    token, language = secrets.token_urlsafe(24), language_of(conversation)
    question = Satisfaction.objects.create(
        conversation=conversation, hat=conversation.hat, token_hash=hash_token(token), language=language,
        asked_at=clock.now(), expires_at=clock.now() + QUESTION_LASTS,
    )  # fmt: skip
    with override(language):
        text = question_text(token)
    send(actor, conversation, item, text, key=f"satisfaction:{question.id}", origin=question)


def was_asked_lately(conversation: Conversation) -> bool:
    asked = Satisfaction.objects.filter(conversation=conversation)
    if conversation.person_id:
        asked |= Satisfaction.objects.filter(
            conversation__person_id=conversation.person_id, asked_at__gt=clock.now() - QUESTION_LASTS
        )
    return asked.exists()


def question_text(token: str) -> str:
    """One address for each face: following it shows the page with that face chosen, and confirms nothing."""
    lines = [
        f"{face.label}: {settings.BASE_URL}{reverse('satisfaction', args=[token, face.value])}"
        for face in reversed(Satisfaction.Face)
    ]
    house = Organisation.objects.get()
    return "\n\n".join([
        _("We answered you. How did it go? One tap is enough, and we ask only once."),
        "\n".join(lines),
        house.name,
    ])  # fmt: skip


def send(actor: Member, conversation: Conversation, item: Item, text: str, *, key: str, origin: object) -> None:
    """It says of itself that a machine wrote it, and its origin is not a message: it stops no clock."""
    draft = Draft(
        kind="mail" if item.channel.capabilities.has_subject else "reply",
        text=text,
        target=item.reply_to,
        subject=conversation.subject or item.title or None,
        language=language_of(conversation),
        is_automatic=True,
    )
    queue(actor=actor, channel=item.channel, draft=draft, key=key, origin=origin, recipient=conversation.person)


def is_private(conversation: Conversation) -> bool:
    channel = conversation.channel
    return not conversation.is_public and not channel.capabilities.is_public and channel.capabilities.can_reply


def still_here(member: Member | None) -> Member | None:
    """Whoever switched it on, as long as they are a member; then an owner."""
    if member and member.is_active:
        return member
    return Member.objects.filter(is_active=True, roles__contains=[Role.OWNER]).first()


def language_of(conversation: Conversation) -> str:
    """One that the pages have: the person's, else the house's."""
    spoken = conversation.language.partition("-")[0]
    if spoken in LANGUAGES:
        return spoken
    house = Organisation.objects.get().language
    return house if house in LANGUAGES else "en"
