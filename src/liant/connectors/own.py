"""What a connector offers to one person for an account of their own: publish there by their act, say whose it is, count what
came of it, give the key back. Of the contract such a connector has *prepare*, *send* and *find*; it hears nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from liant.connectors.contract import Account, Capabilities, Field, Json
from liant.connectors.guide import Guide

Texts = Mapping[str, str]  # {"en": …, "fr": …}


@dataclass(frozen=True)
class CameOf:
    """What came of one post, as its network counts; None is not known."""

    replies: int | None = None
    likes: int | None = None
    reposts: int | None = None


class OwnConnector(Protocol):
    """`settings`: what the person types; `asks_for`: what they allow, in sentences; `given_back`: where on the network an
    access that was given can be taken back. `needs_application`: the organisation registers one first."""

    kind: str
    label: Texts
    icon: str
    capabilities: Capabilities
    settings: Sequence[Field]
    asks_for: Sequence[Texts]
    given_back: Texts
    needs_application: bool

    def whose(self, account: Account) -> tuple[str, str]:
        """(its own key on this network for ever, the name that people read there, maybe empty). Raises ConnectorError."""
        ...


@runtime_checkable
class Registers(Protocol):
    def register(self, account: Account, redirect_uri: str) -> tuple[Json, Json]:
        """An application registered on the spot, for this account alone: (settings, secret) to join the account's own.
        Raises ConnectorError."""
        ...


@runtime_checkable
class CountsWhatCame(Protocol):
    def came_of(self, account: Account, reply_to: Json) -> CameOf | None:
        """Of what `send` put there, by its receipt's `reply_to`; None where it is gone. Raises ConnectorError."""
        ...


@runtime_checkable
class Withdraws(Protocol):
    def withdraw(self, account: Account) -> None:
        """Tell the network that the key serves no more. Raises ConnectorError."""
        ...


@runtime_checkable
class ForOrganisations(Protocol):
    """How the organisation registers its application, and what the network refuses or costs. `app_settings` are asked beside
    the identifier and the secret."""

    guide: Guide
    app_settings: Sequence[Field]
