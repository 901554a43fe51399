"""What a member can see of conversations. Lists are bounded and keyed, never counted over the whole table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from liant.accounts.models import Member
from liant.inbox.models import Act, Attachment, Conversation, Habits, Label, Message
from liant.inbox.policy import may_read
from liant.inbox.threads import survivor_of
from liant.kit import clock
from liant.people.hats import HatKind, visible_hats
from liant.people.models import Person
from liant.people.queries import same_person_ids

PAGE = 40
MOST_COUNTED = 99
UNDONE_WITHIN = timedelta(minutes=5)
ALIKE_AMONG = 400
ALIKE = """
    with this as (
        select c.*, (select string_agg(quote_literal(word), ' | ')::tsquery
                     from unnest(tsvector_to_array(c.about)) as word) as words
        from inbox_conversation c where c.id = %(id)s
    ), latest as (
        select c.id, c.about, c.answered_at from inbox_conversation c, this
        where c.organisation_id = this.organisation_id and c.hat = this.hat and c.intent = this.intent
          and c.language = this.language and c.answered_at is not null and c.id <> this.id and c.merged_into_id is null
        order by c.answered_at desc, c.id desc limit %(looked_at)s
    )
    select latest.id from latest, this, lateral (
        select count(*) as shared from unnest(tsvector_to_array(latest.about)) as word
        where word = any (tsvector_to_array(this.about))
    ) as compared
    where latest.about @@ this.words and shared >= 3
    order by shared desc, latest.answered_at desc limit %(most)s
"""


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to. `assignee` is "me", "nobody" or a member's id; empty means all."""

    view: str = "waiting"  # waiting, all, mine, thanks
    state: str = ""
    hat: str = ""
    intent: str = ""
    channel: str = ""
    language: str = ""
    assignee: str = ""
    label: str = ""

    def is_narrowed(self) -> bool:
        return any([self.state, self.hat, self.intent, self.channel, self.language, self.assignee, self.label])


def readable(member: Member) -> QuerySet:
    """Conversations that this member may read."""
    hats = visible_hats(member)
    found = Conversation.objects.filter(merged_into=None)
    if hats == frozenset(HatKind):
        return found
    return found.filter(Q(hat__in=hats) | Q(assignee=member))


def first_readable(member: Member, found: QuerySet, size: int) -> QuerySet:
    """The first rows of an ordered list, of those that this member may read.

    One short look along an index for each hat, then the first of them all: asked for several hats at once, PostgreSQL
    walks through everyone else's conversations until the page is full.
    """
    hats = visible_hats(member)
    if hats == frozenset(HatKind):
        return found[:size]
    looks, values = under_each(hats, found, size)
    own, own_values = found.filter(assignee=member).values("id")[:size].query.sql_with_params()
    chosen = RawSQL(f"{looks} union ({own})", [*values, *own_values])  # noqa: S611 - made of querysets, values apart
    return Conversation.objects.filter(id__in=chosen).order_by(*found.query.order_by)[:size]


def under_each(hats: Iterable[str], found: QuerySet, size: int) -> tuple[str, list[Any]]:
    """SQL of the ids of the first rows under each of these hats, and its values. Planned once, whatever their number."""
    under_one = found.filter(hat=RawSQL("wanted.hat", []))
    look, values = under_one.values("id")[:size].query.sql_with_params()
    sql = f"select looked.id from unnest(%s::text[]) as wanted (hat) cross join lateral ({look}) as looked"  # noqa: S608
    return sql, [sorted(hats), *values]


def waiting(member: Member, due: str = "answer") -> QuerySet:
    return waiting_for(due, readable(member))


def waiting_for(due: str, found: QuerySet) -> QuerySet:
    return found.filter(state="open", waiting_since__isnull=False, due=due).order_by("waiting_since", "id")


def waiting_count(member: Member) -> int:
    """People who wait for an answer, counted up to a hundred."""
    found = waiting_for("answer", Conversation.objects.all())
    return len(first_readable(member, found, MOST_COUNTED + 1).values_list("id", flat=True))


def someone_else_waits(member: Member) -> datetime | None:
    """Since when someone waits whom this member may not read about: the bare fact, no more."""
    hats = visible_hats(member)
    if hats == frozenset(HatKind):
        return None
    others = waiting_for("answer", Conversation.objects.exclude(assignee=member))
    first = RawSQL(*under_each(set(HatKind) - hats, others, 1))  # noqa: S611 - made of querysets, values apart
    moments = Conversation.objects.filter(id__in=first).values_list("waiting_since", flat=True)
    return min((moment for moment in moments if moment), default=None)


def conversation_list(
    member: Member, filters: Filters, after: tuple[datetime, int] | None = None
) -> list[Conversation]:
    """One page; `after` is the (time, id) of the last row of the page before."""
    if filters.view in ("waiting", "thanks"):
        found = waiting_for("thanks" if filters.view == "thanks" else "answer", Conversation.objects.all())
        if after:
            found = found.filter(waiting_since__gte=after[0]).exclude(waiting_since=after[0], id__lte=after[1])
    else:
        found = Conversation.objects.filter(merged_into=None).order_by("-last_message_at", "-id")
        if after:
            found = found.filter(last_message_at__lte=after[0]).exclude(last_message_at=after[0], id__gte=after[1])
    found = narrowed(found, member, filters)
    return list(first_readable(member, found, PAGE + 1).select_related("person", "channel", "assignee"))


def narrowed(found: QuerySet, member: Member, filters: Filters) -> QuerySet:
    if filters.view == "mine" or filters.assignee == "me":
        found = found.filter(assignee=member)
    elif filters.assignee == "nobody":
        found = found.filter(assignee=None)
    elif filters.assignee.isdigit():
        found = found.filter(assignee_id=int(filters.assignee))
    values = {"state": filters.state, "hat": filters.hat, "intent": filters.intent, "language": filters.language}
    found = found.filter(**{field: value for field, value in values.items() if value})
    if filters.channel.isdigit():
        found = found.filter(channel_id=int(filters.channel))
    if filters.label.isdigit():
        found = found.filter(labelled__label_id=int(filters.label))
    return found


def recently_answered(member: Member, limit: int = 8) -> list[Conversation]:
    found = Conversation.objects.filter(answered_at__isnull=False, waiting_since=None, state="open", merged_into=None)
    found = first_readable(member, found.order_by("-last_message_at", "-id"), limit)
    return list(found.select_related("person", "channel", "assignee"))


def conversation_of(member: Member, conversation_id: int) -> Conversation:
    """Raises Conversation.DoesNotExist when there is none that this member may read."""
    found = readable(member).select_related("person", "channel", "assignee")
    return found.get(id=conversation_id)


def moved_to(member: Member, conversation_id: int) -> int | None:
    """The conversation that this one was merged into, when this member may read it."""
    merged = Conversation.objects.filter(id=conversation_id, merged_into__isnull=False).first()
    survivor = survivor_of(merged) if merged else None
    return survivor.id if survivor and may_read(member, survivor) else None


def messages_of(conversation: Conversation, limit: int = 200) -> list[Message]:
    """The latest messages, oldest first, without those that were taken back."""
    said = conversation.messages.filter(taken_back_at=None)
    newest = said.select_related("item__channel", "item__person", "author").order_by("-at", "-id")[:limit]
    return list(reversed(newest))


def last_words(conversations: Iterable[Conversation]) -> dict[int, tuple[int, Any]]:
    """For each of these, its newest message, and the item of the person's latest words: two questions for all of them."""
    said = Message.objects.filter(conversation__in=list(conversations))
    newest = dict(
        said.order_by("conversation_id", "-id").distinct("conversation_id").values_list("conversation_id", "id")
    )
    theirs = said.filter(direction=Message.Direction.THEIRS, item__isnull=False).select_related("item__channel")
    items = {
        one.conversation_id: one.item
        for one in theirs.order_by("conversation_id", "-at", "-id").distinct("conversation_id")
    }
    return {number: (newest[number], items.get(number)) for number in newest}


def taken_back(member: Member, conversation: Conversation, message_id: int) -> Message | None:
    """An answer that this member took back: its words go into the composer again."""
    mine = conversation.messages.filter(id=message_id, author=member, taken_back_at__isnull=False)
    return mine.first()


def files_of(member: Member, form_key: str) -> list[Attachment]:
    """What was chosen in a form that has not been sent, without the bytes."""
    return list(Attachment.objects.filter(author=member, form_key=form_key, message=None).defer("content"))


def files_with(messages: Iterable[Message]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = {}
    ids = [message.id for message in messages]
    for file in Attachment.objects.filter(message_id__in=ids).defer("content"):
        found.setdefault(file.message_id or 0, []).append(file)
    return found


def undo_seconds() -> int:
    """For how long an answer can be taken back."""
    habits = Habits.objects.first()
    return habits.undo_seconds if habits else Habits._meta.get_field("undo_seconds").get_default()


def fresh_act(member: Member, act_id: int) -> Act | None:
    """What this member did a moment ago, and may undo."""
    return Act.objects.filter(id=act_id, actor=member, undone_at=None, at__gt=clock.now() - UNDONE_WITHIN).first()


def alike(member: Member, conversation: Conversation, limit: int = 3) -> list[Conversation]:
    """Answered conversations under the same hat, intent and language that share most words with this one.

    Looked for among the latest few hundred, along an index: an exchange of years ago teaches less than one of last week.
    """
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"id": conversation.id, "most": limit, "looked_at": ALIKE_AMONG})
        ids = [row[0] for row in cursor.fetchall()]
    found = {one.id: one for one in readable(member).filter(id__in=ids).select_related("channel", "assignee")}
    return [found[one] for one in ids if one in found]


def other_conversations(member: Member, person: Person | None, than: Conversation | None, limit: int = 5) -> list[Any]:
    """What else this person and we said to each other, as far as this member may read it."""
    if person is None:
        return []
    found = readable(member).filter(person__in=same_person_ids(person)).order_by("-last_message_at")
    if than:
        found = found.exclude(id=than.id)
    return list(found.select_related("channel")[:limit])


def waits_elsewhere(member: Member, person: Person | None) -> bool:
    """Does this person also wait in a conversation that this member may not read? Nothing else is told."""
    if person is None:
        return False
    same = same_person_ids(person)
    theirs = Conversation.objects.filter(person__in=same, state="open", waiting_since__isnull=False, due="answer")
    return theirs.exclude(id__in=readable(member).filter(person__in=same).values("id")).exists()


def search(member: Member, words: str, limit: int = PAGE) -> list[Conversation]:
    """Conversations that hold these words, newest first, accents and case aside, in French and in English."""
    with connection.cursor() as cursor:
        cursor.execute("select conversation_id from liant_search_messages(%s, %s)", [words, limit * 5])
        ids = [row[0] for row in cursor.fetchall()]
    found = readable(member).filter(id__in=ids).order_by("-last_message_at", "-id")
    return list(found.select_related("person", "channel", "assignee")[:limit])


def labels() -> list[Label]:
    return list(Label.objects.all())


def labels_of(conversation: Conversation) -> list[Label]:
    return list(Label.objects.filter(id__in=conversation.labelled.values("label_id")))
