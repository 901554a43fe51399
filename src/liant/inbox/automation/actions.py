"""Every change that a person makes to rules and to what they proposed. What rules do themselves is in `deeds`."""

from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.inbox.actions import change, locked
from liant.inbox.automation import queries
from liant.inbox.automation.models import Proposal, Rule, Urgency, Word
from liant.inbox.automation.rules import WAITED
from liant.inbox.automation.states import RULE
from liant.inbox.models import Conversation, Label
from liant.kit import clock
from liant.people.actions import wear


class NotTried(Exception):
    """This version of the rule was never tried on the past."""


def save_rule(*, actor: Member, rule: Rule | None, name: str, trigger: str, conditions: dict[str, Any],
              actions: dict[str, Any], put_label: str = "", wait_hours: int | None = None, label: Label | None = None,
              is_last: bool = False) -> Rule:  # fmt: skip
    """What is changed is off until it has been tried anew. `put_label`: made when there is none of this name."""
    check(actor, "automation.change")
    with transaction.atomic():
        if put_label.strip():
            actions = actions | {"label": Label.objects.get_or_create(name=put_label.strip())[0].id}
        verb = "automation.change" if rule else "automation.write"
        if rule:
            rule = locked_rule(rule.id)
            rule.version += 1
            if rule.state != "off":
                move(rule, "off")
        else:
            last = Rule.objects.order_by("-place").first()
            rule = Rule(place=last.place + 1 if last else 1)
        rule.name, rule.trigger, rule.wait_hours, rule.label = name.strip(), trigger, wait_hours, label
        rule.conditions, rule.actions, rule.is_last = conditions, actions, is_last
        rule.changed_by, rule.changed_at = actor, clock.now()
        rule.save()
        record(actor, verb, rule, name=rule.name)
    return rule


def try_rule(*, actor: Member, rule: Rule) -> queries.Trial:
    """Look at what it would have done during the past month, without doing anything."""
    check(actor, "automation.change")
    with transaction.atomic():
        rule = locked_rule(rule.id)
        trial = queries.trial_of(rule, actor)
        rule.tried_version, rule.tried_at = rule.version, clock.now()
        rule.save(update_fields=["tried_version", "tried_at"])
        record(actor, "automation.try", rule, name=rule.name)
    return trial


def switch_on(*, actor: Member, rule: Rule, version: int) -> None:
    """`version`: the one that was on the page, so that nobody switches on what a colleague changed meanwhile."""
    check(actor, "automation.change")
    with transaction.atomic():
        rule = locked_rule(rule.id)
        if rule.version != version or rule.tried_version != rule.version:
            raise NotTried
        rule.errors_in_a_row, rule.stopped_because = 0, ""
        rule.changed_by = actor  # whoever lets it act answers for it: it reaches as far as they do
        if rule.trigger == WAITED:  # from now on; those who wait already are somebody's work
            hours = queries.house_hours(actor.organisation)
            rule.waited_until = queries.long_enough_since(hours, clock.now(), rule.wait_hours or 0)
        move(rule, "on")
        record(actor, "automation.switch_on", rule, name=rule.name)


def switch_off(*, actor: Member, rule: Rule) -> None:
    check(actor, "automation.change")
    with transaction.atomic():
        rule = locked_rule(rule.id)
        move(rule, "off")
        record(actor, "automation.switch_off", rule, name=rule.name)


def move_rule(*, actor: Member, rule: Rule, is_up: bool) -> None:
    """One place up or down: the first rule acts first."""
    check(actor, "automation.change")
    with transaction.atomic():
        ordered = list(Rule.objects.select_for_update().order_by("place", "id"))
        here = next(at for at, one in enumerate(ordered) if one.id == rule.id)
        there = max(0, here - 1) if is_up else min(len(ordered) - 1, here + 1)
        ordered.insert(there, ordered.pop(here))
        for place, one in enumerate(ordered, 1):
            one.place = place
        Rule.objects.bulk_update(ordered, ["place"])
        record(actor, "automation.move", rule, name=rule.name)


def remove_rule(*, actor: Member, rule: Rule) -> None:
    """What it did stays, in the log of each conversation."""
    check(actor, "automation.change")
    with transaction.atomic():
        record(actor, "automation.remove", rule, name=rule.name)
        rule.delete()


def accept_hat(*, actor: Member, proposal: Proposal) -> None:
    """A person agrees: the conversation is in this hat from now on, and goes to those who read it."""
    check(actor, "inbox.change", proposal.conversation)
    with transaction.atomic():
        conversation = locked(proposal.conversation_id)
        change(conversation, hat=proposal.value)
        if conversation.person:
            wear(person=conversation.person, hat=proposal.value, source=f"said by {actor.name}")
        settle(proposal)
        record(actor, "automation.accept_hat", conversation, rule=proposal.rule.name)


def decline(*, actor: Member, proposal: Proposal) -> None:
    check(actor, "inbox.change", proposal.conversation)
    with transaction.atomic():
        settle(proposal)
        record(actor, "automation.decline", proposal.conversation, rule=proposal.rule.name)


def settle(proposal: Proposal) -> None:
    Proposal.objects.filter(id=proposal.id, settled_at=None).update(settled_at=clock.now())


def take_word(*, actor: Member, conversation: Conversation) -> None:
    """They looked at what a rule told them of."""
    Word.objects.filter(member=actor, conversation=conversation).delete()


def let_go(*, actor: Member, conversation: Conversation) -> None:
    """It need not come first any more."""
    check(actor, "inbox.change", conversation)
    Urgency.objects.filter(conversation=conversation).delete()


def locked_rule(rule_id: int) -> Rule:
    return Rule.objects.select_for_update(of=("self",)).get(id=rule_id)


def move(rule: Rule, state: str) -> None:
    RULE.check(rule.state, state)
    rule.state = state
    rule.save()
