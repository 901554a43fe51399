"""What people put up by themselves, and the rates of an estimate."""

from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.advocacy.breath.models import Example, Rates
from liant.audit.actions import record


def put_up(*, actor: Member, kind: str, words: str, url: str = "") -> Example:
    """An example, by one's own choice and for everyone of the house."""
    check(actor, "advocacy.take_part")
    return Example.objects.create(member=actor, kind=kind, words=words.strip(), url=url)


def take_down(*, actor: Member, example: Example) -> None:
    check(actor, "breath.take_down", example)
    example.delete()


def change_rates(*, actor: Member, **values: Any) -> Rates:
    """`values`: fields of Rates."""
    check(actor, "advocacy.lead")
    with transaction.atomic():
        found = Rates.objects.select_for_update().first() or Rates()
        for name, value in values.items():
            setattr(found, name, value)
        found.save()
        record(actor, "breath.change_rates", found)
    return found
