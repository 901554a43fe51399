"""One question for pages, exports, API and search alike: may this member do this to that?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from liant.accounts.models import Member


class NotAllowed(Exception):
    """Refused. Shown as a page that says so; `verb` tells what was asked."""

    def __init__(self, verb: str):
        super().__init__(f"Not allowed: {verb}.")
        self.verb = verb


@dataclass(frozen=True)
class Permission:
    roles: frozenset[str]
    also: Callable[[Member, Any], bool] | None = None  # a further condition on the thing itself


_permissions: dict[str, Permission] = {}


def register(verb: str, roles: Iterable[str], also: Callable[[Member, Any], bool] | None = None) -> None:
    """Declared in a room's `policy.py`. `also(member, thing)` is asked when a thing is given."""
    _permissions[verb] = Permission(frozenset(roles), also)


def registered() -> dict[str, Permission]:
    return dict(_permissions)


def may(member: Member | None, verb: str, thing: Any = None) -> bool:
    """Unknown verbs are a mistake in the code (KeyError), never a permission."""
    permission = _permissions[verb]
    if member is None or not member.is_active or permission.roles.isdisjoint(member.roles):
        return False
    if thing is None or permission.also is None:
        return True
    return permission.also(member, thing)


def check(member: Member | None, verb: str, thing: Any = None) -> None:
    """Raise NotAllowed unless `may`."""
    if not may(member, verb, thing):
        raise NotAllowed(verb)
