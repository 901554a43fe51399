"""What rooms above want to be told of members, in the transaction of the act: they register here, as accounts know none of
them."""

from collections.abc import Callable

from liant.accounts.models import Member

Told = Callable[[Member], None]
_of_deactivated: list[Told] = []


def when_deactivated(told: Told) -> None:
    if told not in _of_deactivated:
        _of_deactivated.append(told)


def tell_deactivated(member: Member) -> None:
    for told in _of_deactivated:
        told(member)
