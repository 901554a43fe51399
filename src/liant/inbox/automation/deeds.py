"""What rules do, written without an actor: nobody did it. Each deed is in the log with the name of its rule; nothing here
leaves the house, takes a conversation from anybody, or closes one in which a person waits."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from liant.accounts.models import Member, Team
from liant.audit.actions import record
from liant.inbox.actions import change, locked, move
from liant.inbox.automation import queries
from liant.inbox.automation.models import Firing, Proposal, Rule, Stopped, Urgency, Word
from liant.inbox.automation.rules import WAITED, Plan, Step, follow, one_of_them
from liant.inbox.automation.states import RULE
from liant.inbox.models import Conversation, ConversationLabel, Label, Message
from liant.jobs import live
from liant.kit import clock
from liant.kit.lifecycle import LifecycleError
from liant.tenancy.models import Organisation

log = logging.getLogger(__name__)
MOST_ERRORS = 3  # in a row; then the rule stops and says so
MOST_AT_ONCE = 500  # conversations, each time one looks who has waited


class CannotDo(Exception):
    """One of the things that a rule names is no longer there; `why` is a key of `words.PROBLEMS`."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


def carry_out(*, conversation_id: int, what: str, occasion: str, label_id: int | None = None) -> None:
    """Follow the rules that are on. Told twice of one occasion, each rule acts once."""
    with transaction.atomic():
        conversation = locked(conversation_id)
        rules = {rule.id: rule for rule in queries.rules_on() if not is_orphan(rule)}
        before = Firing.objects.filter(conversation=conversation, rule__in=rules)
        before = before.filter(Q(occasion=occasion) | Q(set_off_by__isnull=False))
        seen = list(before.values_list("rule_id", "occasion", "set_off_by"))
        hours = queries.house_hours(Organisation.objects.get())
        facts = queries.facts_of([conversation], hours.zone)[conversation.id]
        if what == WAITED and conversation.waiting_since:
            facts = replace(facts, waited_seconds=hours.elapsed_seconds(conversation.waiting_since, clock.now()))

        def do(plan: Plan, step: Step) -> bool:
            return has_done(rules[plan.id], conversation, step, occasion)

        steps = follow(
            [rule.as_plan() for rule in rules.values()],
            what,
            facts,
            label=label_id,
            done={rule_id for rule_id, moment, _ in seen if moment == occasion},
            set_off_before={rule_id for rule_id, _, cause in seen if cause},
            do=do,
        )
        if list(steps):
            live.notify("conversation", conversation.id)


def is_orphan(rule: Rule) -> bool:
    """A rule reaches as far as its author does: without one it stops."""
    if rule.changed_by and rule.changed_by.is_active:
        return False
    stop(rule, Stopped.AUTHOR_LEFT)
    return True


def has_done(rule: Rule, conversation: Conversation, step: Step, occasion: str) -> bool:
    """All that one rule does, or nothing of it; what went wrong is told on the rule's page."""
    try:
        with transaction.atomic():
            for act in step.acts:
                DEEDS[act.kind](conversation, rule, act.value)
            note_firing(rule, conversation, step, occasion)
    except CannotDo as error:
        problem = error.why
    except LifecycleError:
        problem = "moved"
    except Exception:  # whatever it is, the other rules and the message itself go on
        log.exception("Rule %s could not act on conversation %s.", rule.id, conversation.id)
        problem = "unexpected"
    else:
        if rule.errors_in_a_row:
            Rule.objects.filter(id=rule.id).update(errors_in_a_row=0)
        return True
    conversation.refresh_from_db()
    note_firing(rule, conversation, replace(step, acts=()), occasion, problem)
    Rule.objects.filter(id=rule.id).update(errors_in_a_row=F("errors_in_a_row") + 1)
    rule.refresh_from_db(fields=["errors_in_a_row", "state"])
    if rule.errors_in_a_row >= MOST_ERRORS and rule.state == "on":
        stop(rule, Stopped.ERRORS)
    return False


def note_firing(rule: Rule, conversation: Conversation, step: Step, occasion: str, problem: str = "") -> None:
    Firing.objects.create(
        rule=rule,
        conversation=conversation,
        occasion=occasion,
        done=[[act.kind, act.value] for act in step.acts],
        left=[list(one) for one in step.left],
        problem=problem,
        set_off_by=step.set_off_by,
    )


def stop(rule: Rule, because: Stopped) -> None:
    RULE.check(rule.state, "stopped")
    Rule.objects.filter(id=rule.id).update(state="stopped", stopped_because=because)
    rule.state = "stopped"
    record(None, "automation.stop", rule, name=rule.name, why=str(because.label))
    live.notify("conversation")


def look_for_waits(organisation: Organisation) -> list[tuple[int, datetime]]:
    """Conversations in which somebody has just waited long enough for a rule; each is told once."""
    hours, now = queries.house_hours(organisation), clock.now()
    found: dict[int, datetime] = {}
    for rule in Rule.objects.filter(state="on", trigger=WAITED).order_by("id"):
        until = queries.long_enough_since(hours, now, rule.wait_hours or 0)
        waiting = Conversation.objects.filter(state="open", due="answer", waiting_since__lte=until)
        if rule.waited_until:
            waiting = waiting.filter(waiting_since__gt=rule.waited_until)
        reached = list(waiting.order_by("waiting_since", "id").values_list("id", "waiting_since")[:MOST_AT_ONCE])
        found |= {number: since for number, since in reached if since}
        rule.waited_until = reached[-1][1] if len(reached) == MOST_AT_ONCE else max(until, rule.waited_until or until)
        rule.save(update_fields=["waited_until"])
    return list(found.items())


# ------------------------------------------------------------ one deed each


def label(conversation: Conversation, rule: Rule, label_id: int) -> None:
    found = Label.objects.filter(id=label_id).first()
    if found is None:
        raise CannotDo("label_gone")
    ConversationLabel.objects.get_or_create(conversation=conversation, label=found)
    record(None, "automation.label", conversation, label=found.name, rule=rule.name)


def give_to_member(conversation: Conversation, rule: Rule, member_id: int) -> None:
    member = active_member(member_id)
    change(conversation, assignee=member)
    record(None, "automation.assign", conversation, to=member.name, rule=rule.name)


def give_to_team(conversation: Conversation, rule: Rule, team_id: int) -> None:
    if not Team.objects.filter(id=team_id).exists():
        raise CannotDo("team_gone")
    members = Member.objects.filter(team_memberships__team_id=team_id, is_active=True).values_list("id", flat=True)
    chosen = one_of_them(list(members), conversation.id)
    if chosen is None:
        raise CannotDo("team_empty")
    give_to_member(conversation, rule, chosen)


def put_first(conversation: Conversation, rule: Rule, _value: Any) -> None:
    Urgency.objects.get_or_create(conversation=conversation, defaults={"rule": rule})
    record(None, "automation.urgent", conversation, rule=rule.name)


def leave_note(conversation: Conversation, rule: Rule, text: str) -> None:
    now = clock.now()
    name = hashlib.sha256(f"{rule.id}:{conversation.id}:{now.isoformat()}".encode()).hexdigest()
    with translation.override(rule.changed_by.user.language if rule.changed_by else None):
        signed = _("Rule “%(name)s”:") % {"name": rule.name}
    Message.objects.create(conversation=conversation, direction=Message.Direction.NOTE, at=now,
                           body=f"{signed}\n\n{text}", form_key=f"rule-{name[:50]}")  # fmt: skip
    record(None, "automation.note", conversation, rule=rule.name)


def tell(conversation: Conversation, rule: Rule, member_id: int) -> None:
    member = active_member(member_id)
    Word.objects.get_or_create(member=member, conversation=conversation, rule=rule)
    record(None, "automation.tell", conversation, to=member.name, rule=rule.name)


def propose_hat(conversation: Conversation, rule: Rule, hat: str) -> None:
    propose(conversation, rule, Proposal.Kind.HAT, hat)
    record(None, "automation.propose_hat", conversation, rule=rule.name)


def propose_answer(conversation: Conversation, rule: Rule, text: str) -> None:
    propose(conversation, rule, Proposal.Kind.ANSWER, text)
    record(None, "automation.propose_answer", conversation, rule=rule.name)


def propose(conversation: Conversation, rule: Rule, kind: str, value: str) -> None:
    """The latest proposal of a kind takes the place of the one before."""
    Proposal.objects.update_or_create(
        conversation=conversation, kind=kind, settled_at=None, defaults={"rule": rule, "value": value}
    )


def put_aside(conversation: Conversation, rule: Rule, hours: int) -> None:
    until = clock.now() + timedelta(hours=hours)
    conversation.snoozed_until = until
    move(conversation, "snoozed")
    record(None, "automation.snooze", conversation, until=until.isoformat(), rule=rule.name)


def close(conversation: Conversation, rule: Rule, reason: str) -> None:
    """Reached for automatic mail alone: nobody waits behind it."""
    conversation.closed_at, conversation.closed_because = clock.now(), reason
    conversation.snoozed_until = None
    move(conversation, "closed")
    record(None, "automation.close", conversation, reason=reason, rule=rule.name)


def active_member(member_id: int) -> Member:
    member = Member.objects.filter(id=member_id, is_active=True).first()
    if member is None:
        raise CannotDo("member_gone")
    return member


DEEDS: dict[str, Callable[[Conversation, Rule, Any], None]] = {
    "label": label,
    "member": give_to_member,
    "team": give_to_team,
    "urgent": put_first,
    "note": leave_note,
    "tell": tell,
    "hat": propose_hat,
    "answer": propose_answer,
    "snooze": put_aside,
    "close": close,
}
