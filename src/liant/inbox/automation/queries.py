from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from liant.accounts.hours.queries import hours_in_use
from liant.accounts.hours.rules import Hours
from liant.accounts.models import Member
from liant.inbox.automation.models import Firing, Proposal, Rule, Urgency, Word
from liant.inbox.automation.rules import CORRECTED, HOUR_SECONDS, LABELLED, WAITED, Facts, Plan, Step, follow
from liant.inbox.models import Conversation, ConversationLabel, Message
from liant.inbox.queries import first_readable, readable
from liant.inbox.rules import AUTOMATIC_TAGS
from liant.kit import clock
from liant.people.models import Handle
from liant.tenancy.models import Organisation

PAST = timedelta(days=30)
MOST_TRIED = 1_000
MOST_SHOWN = 50
MOST_RULES = 200
LONGEST_WAIT = timedelta(days=120)


@dataclass(frozen=True)
class Tried:
    """What a rule would have done with one conversation of the past month."""

    conversation: Conversation
    step: Step


@dataclass(frozen=True)
class Trial:
    """`looked_at`: how many conversations were read; the newest ones when there were more."""

    found: Sequence[Tried]
    touched: int
    looked_at: int
    is_cut: bool


def rules() -> list[Rule]:
    return list(Rule.objects.select_related("label", "changed_by")[:MOST_RULES])


def rules_on() -> list[Rule]:
    return list(Rule.objects.filter(state="on").select_related("changed_by")[:MOST_RULES])


def latest_messages(conversations: Iterable[Conversation]) -> dict[int, Message]:
    """The latest words of each person."""
    theirs = Message.objects.filter(
        conversation__in=[one.id for one in conversations], direction=Message.Direction.THEIRS
    )
    newest = theirs.order_by("conversation_id", "-at", "-id").distinct("conversation_id").select_related("item")
    return {message.conversation_id: message for message in newest}


def facts_of(conversations: Sequence[Conversation], zone: ZoneInfo) -> dict[int, Facts]:
    """Of each conversation, in a handful of questions however many there are. `person` and `channel` are loaded."""
    ids = [one.id for one in conversations]
    messages = latest_messages(conversations)
    labels: dict[int, set[int]] = {}
    for conversation_id, label_id in ConversationLabel.objects.filter(conversation__in=ids).values_list(
        "conversation_id", "label_id"
    ):
        labels.setdefault(conversation_id, set()).add(label_id)
    urgent = set(Urgency.objects.filter(conversation__in=ids).values_list("conversation_id", flat=True))
    people: dict[int, list[Handle]] = {}
    for handle in Handle.objects.filter(person__in={one.person_id for one in conversations if one.person_id}):
        people.setdefault(handle.person_id, []).append(handle)
    return {
        one.id: as_facts(one, messages.get(one.id), people.get(one.person_id or 0, []), zone,
                         frozenset(labels.get(one.id, ())), is_urgent=one.id in urgent)
        for one in conversations
    }  # fmt: skip


def as_facts(conversation: Conversation, message: Message | None, handles: Sequence[Handle], zone: ZoneInfo,
             labels: frozenset[int], *, is_urgent: bool) -> Facts:  # fmt: skip
    item = message.item if message else None
    tags = tuple(item.tags) if item else ()
    return Facts(
        hat=conversation.hat,
        intent=conversation.intent,
        language=conversation.language,
        channel=conversation.channel_id,
        state=conversation.state,
        moment=(message.at if message else conversation.last_message_at).astimezone(zone),
        text=message.body if message else "",
        title=item.title if item else conversation.subject,
        author=conversation.person.name if conversation.person else "",
        handle=" ".join(one.shown for one in handles),
        url=item.url if item else "",
        channel_name=conversation.channel.name,
        tags=tags,
        followers=max((one.followers for one in handles if one.followers is not None), default=None),
        labels=labels,
        assignee=conversation.assignee_id,
        is_automatic=not AUTOMATIC_TAGS.isdisjoint(tags),
        is_urgent=is_urgent,
        is_waiting=conversation.waiting_since is not None and conversation.state != "closed",
    )


def house_hours(organisation: Organisation) -> Hours:
    return hours_in_use(organisation)(None)


def long_enough_since(hours: Hours, now: datetime, wait_hours: int) -> datetime:
    """Whoever has waited since this moment, or before, has waited that many working hours: the later, the less."""
    earliest, latest = now - LONGEST_WAIT, now
    while latest - earliest > timedelta(seconds=1):
        middle = earliest + (latest - earliest) / 2
        is_enough = hours.elapsed_seconds(middle, now) >= wait_hours * HOUR_SECONDS
        earliest, latest = (middle, latest) if is_enough else (earliest, middle)
    return earliest


def trial_of(rule: Rule, reader: Member) -> Trial:
    """The rule alone, upon the conversations of the past month that the reader may read: as they were when the message
    came, open and in nobody's hands. Reads at most a thousand, the newest."""
    plan = rule.as_plan()
    looked = list(past_conversations(rule, plan, reader).select_related("person", "channel")[: MOST_TRIED + 1])
    is_cut, looked = len(looked) > MOST_TRIED, looked[:MOST_TRIED]
    hours = house_hours(reader.organisation)
    facts = facts_of(looked, hours.zone)
    found: list[Tried] = []
    for one in looked:
        before = replace(facts[one.id], state="open", assignee=None, is_urgent=False)
        if rule.trigger == WAITED:
            before = replace(before, is_waiting=True, waited_seconds=waited_then(hours, one))
        found += [Tried(one, step) for step in follow([plan], rule.trigger, before, label=rule.label_id)]
    return Trial(found[:MOST_SHOWN], len(found), len(looked), is_cut)


def past_conversations(rule: Rule, plan: Plan, reader: Member) -> QuerySet:
    """Narrowed to what the rule asks, so that the bound falls as late as it can."""
    asked = plan.conditions
    found = readable(reader).filter(last_message_at__gte=clock.now() - PAST, hat__in=asked.hats or sorted(plan.hats))
    choices = (("intent__in", asked.intents), ("language__in", asked.languages), ("channel__in", asked.channels))
    found = found.filter(**{name: choice for name, choice in choices if choice})
    if rule.trigger == CORRECTED:
        found = found.filter(intent_is_corrected=True)
    if rule.trigger == LABELLED:
        labelled = ConversationLabel.objects.filter(**({"label": rule.label_id} if rule.label_id else {}))
        found = found.filter(id__in=labelled.values("conversation_id"))
    return found.order_by("-last_message_at", "-id")


def waited_then(hours: Hours, conversation: Conversation) -> float:
    since = conversation.waiting_since or conversation.opened_at
    until = clock.now() if conversation.waiting_since else conversation.answered_at or conversation.last_message_at
    return hours.elapsed_seconds(since, max(since, until))


def lately(rule: Rule, reader: Member, limit: int = 20) -> list[Firing]:
    """What it did last, upon what the reader may read."""
    newest = Firing.objects.filter(rule=rule).order_by("-id")[: limit * 2]
    allowed = readable(reader).filter(id__in=[one.conversation_id for one in newest]).in_bulk()
    shown = [one for one in newest if one.conversation_id in allowed]
    for one in shown:
        one.conversation = allowed[one.conversation_id]
    return shown[:limit]


def open_proposals(conversation: Conversation) -> list[Proposal]:
    return list(Proposal.objects.filter(conversation=conversation, settled_at=None).select_related("rule"))


def is_urgent(conversation: Conversation) -> bool:
    return Urgency.objects.filter(conversation=conversation).exists()


def urgent_first(reader: Member, limit: int = 5) -> list[Conversation]:
    """Those that rules put first and where somebody still waits."""
    newest = Urgency.objects.order_by("-id").values("conversation_id")[:MOST_SHOWN]
    found = Conversation.objects.filter(id__in=newest, state="open", waiting_since__isnull=False)
    return list(
        first_readable(reader, found.order_by("waiting_since", "id"), limit).select_related("person", "channel")
    )


def words_for(reader: Member, limit: int = 5) -> list[Word]:
    """What rules told this member and they have not looked at yet."""
    newest = list(
        Word.objects.filter(member=reader).select_related("rule", "conversation__person").order_by("-id")[:limit]
    )
    allowed = set(readable(reader).filter(id__in=[one.conversation_id for one in newest]).values_list("id", flat=True))
    return [one for one in newest if one.conversation_id in allowed]


def stopped_rules() -> list[Rule]:
    return list(Rule.objects.filter(state="stopped")[:5])
