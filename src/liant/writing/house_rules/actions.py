"""Every change to the house's own rules. An edition is never changed, only followed; it reads nothing before it was tried."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.kit import clock
from liant.tenancy.models import Organisation
from liant.writing.house_rules.models import OwnRule, RuleEdition, RuleTrial
from liant.writing.house_rules.rules import failing, key_of, linter_of, source_of
from liant.writing.house_rules.trying import Outcome, try_out


class SentencesFail(Exception):
    """The rule doesn't find what it should, or finds what it should not."""


class NotTried(Exception):
    """Nobody has looked yet at what this edition would have found."""


def write(*, actor: Member, rule: OwnRule | None, values: Mapping[str, Any], why: str = "") -> OwnRule:
    """A new edition; the one that reads goes on reading until this one is switched on. Raises RuleError, SentencesFail."""
    check(actor, "house_rules.write")
    with transaction.atomic():
        Organisation.objects.select_for_update().get()  # one edition after the other
        rule = OwnRule.objects.get(pk=rule.pk) if rule else OwnRule(key=_free_key(values["name"]))
        source = source_of(rule.key, values)
        if any(failing(linter_of(source), values).values()):
            raise SentencesFail
        rule.name, rule.edition, rule.changed_at = values["name"], rule.edition + 1, clock.now()
        rule.save()
        RuleEdition.objects.create(
            rule=rule, number=rule.edition, values=dict(values), source=source, why=why, author=actor
        )
        record(actor, "house_rules.write", rule, name=rule.name, edition=rule.edition)
    return rule


def _free_key(name: str) -> str:
    near, number = key_of(name), 1
    taken = set(OwnRule.objects.filter(key__startswith=near).values_list("key", flat=True))
    key = near
    while key in taken:
        number += 1
        key = f"{near}-{number}"
    return key


def try_rule(*, actor: Member, rule: OwnRule) -> Outcome:
    """Read the year's texts that this member may read by the newest edition, and keep the counts."""
    check(actor, "house_rules.write")
    with transaction.atomic():
        edition = rule.editions.get(number=rule.edition)
        outcome = try_out(actor, linter_of(edition.source))
        RuleTrial.objects.create(
            rule=rule, edition=edition.number, read=outcome.read, since_at=outcome.since_at,
            found={f"{month:%Y-%m}": count for month, count in outcome.months if count},
            is_whole=outcome.is_whole, by=actor,
        )  # fmt: skip
        record(actor, "house_rules.try", rule, name=rule.name)
    return outcome


def switch_on(*, actor: Member, rule: OwnRule) -> None:
    """The newest edition reads from now on. Raises NotTried."""
    check(actor, "house_rules.write")
    with transaction.atomic():
        rule = OwnRule.objects.select_for_update().get(pk=rule.pk)
        if not rule.trials.filter(edition=rule.edition).exists():
            raise NotTried
        if rule.active != rule.edition:
            rule.active, rule.changed_at = rule.edition, clock.now()
            rule.save(update_fields=["active", "changed_at"])
            record(actor, "house_rules.switch_on", rule, name=rule.name, edition=rule.edition)


def switch_off(*, actor: Member, rule: OwnRule) -> None:
    check(actor, "house_rules.write")
    with transaction.atomic():
        rule = OwnRule.objects.select_for_update().get(pk=rule.pk)
        if rule.active is not None:
            rule.active, rule.changed_at = None, clock.now()
            rule.save(update_fields=["active", "changed_at"])
            record(actor, "house_rules.switch_off", rule, name=rule.name)
