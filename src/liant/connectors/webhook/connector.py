"""Messages that other programs push: a form, a review site, a tool of one's own. Signed as Standard Webhooks say."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from liant.connectors.contract import Account, Capabilities, Field, IncomingItem, Misconfigured, Page, Preview, Rejected
from liant.connectors.files.labels import LABELS
from liant.connectors.files.mapping import read_mapping
from liant.connectors.files.reading import zone_named
from liant.connectors.receiving import Received, Request, refused
from liant.connectors.webhook.payload import Unusable, guess, read_rows, rows_of
from liant.connectors.webhook.signing import ID, NotSigned, sender_of
from liant.kit import clock

LONGEST_NAME = 500


class Webhook:
    kind = "webhook"
    label = {"en": "Webhook", "fr": "Webhook"}
    summary = {
        "en": "Takes what other programs push: a form, a review site, a tool of your own. You give them an address and a secret.",
        "fr": "Prend ce que d’autres programmes envoient : un formulaire, un site d’avis, un outil à vous. Vous leur donnez une "
        "adresse et un secret.",
    }
    icon = "plug"
    capabilities = Capabilities()
    has_senders = True
    door_help = {
        "en": "Each program sends its messages as JSON, by POST, to {address}. It signs them as Standard Webhooks say, "
        "with the secret you give it.",
        "fr": "Chaque programme envoie ses messages en JSON, par POST, à {address}. Il les signe comme le dit Standard "
        "Webhooks, avec le secret que vous lui donnez.",
    }
    columns_setting = "mapping"
    settings = (
        Field(
            "sample",
            "lines",
            {"en": "An example of what is sent", "fr": "Un exemple de ce qui est envoyé"},
            {
                "en": "Paste one request as JSON: its values can then be chosen below.",
                "fr": "Collez une requête en JSON : ses valeurs pourront ensuite être choisies ci-dessous.",
            },
            is_required=False,
        ),
        Field(
            "items",
            "text",
            {"en": "Where the messages stand", "fr": "Où se trouvent les messages"},
            {
                "en": "For example “data.messages”. Left empty, the whole request is one message, or a list of them.",
                "fr": "Par exemple « data.messages ». Sans rien, toute la requête est un message, ou une liste de messages.",
            },
            is_required=False,
        ),
        Field(
            "mapping",
            "lines",
            {"en": "Values", "fr": "Valeurs"},
            {
                "en": "One line per field, such as “text = data.comment”. Left empty, they are guessed from their names.",
                "fr": "Une ligne par champ, par exemple « text = data.comment ». Sans rien, elles sont devinées d’après "
                "leur nom.",
            },
            is_required=False,
        ),
        Field(
            "addressed",
            "boolean",
            {"en": "What arrives here speaks to us", "fr": "Ce qui arrive ici s’adresse à nous"},
            {
                "en": "Each message then opens a conversation. Otherwise only those that a saved query finds do.",
                "fr": "Chaque message ouvre alors une conversation. Sinon, seulement ceux qu’une recherche trouve.",
            },
            is_required=False,
            default=True,
        ),
        Field(
            "timezone",
            "text",
            {"en": "Time zone of the dates", "fr": "Fuseau horaire des dates"},
            {
                "en": "For dates without one. Example: Europe/Paris.",
                "fr": "Pour les dates qui n’en ont pas. Exemple : Europe/Paris.",
            },
            is_required=False,
            default="UTC",
        ),
    )

    def check(self, account: Account) -> str:
        shown = self.preview(account)
        if shown is None:
            _mapping(account)
            zone_named(account.settings.get("timezone"))
            return "The address is ready; the first request will show what it holds."
        if not shown.items:
            raise Misconfigured(f"No message could be read from the example: {shown.unreadable[0]}", "sample")
        return f"The example can be read; its messages have {', '.join(shown.mapping)}."

    def preview(self, account: Account) -> Preview | None:
        """What the example would become; None without one."""
        sample = "\n".join(account.settings.get("sample") or ())
        if not sample.strip():
            return None
        try:
            rows = rows_of(sample.encode(), str(account.settings.get("items") or ""))
        except Unusable as error:
            field = "items" if str(error).startswith("there is no") else "sample"
            raise Misconfigured(f"The example cannot be read: {error}.", field) from error
        columns = list(dict.fromkeys(name for row in rows for name in row))
        used = _mapping(account) or guess(columns)
        items, faults = read_rows(rows, used, clock.now(), _zone(account), speaks_to_us=_speaks_to_us(account))
        return Preview(list(items.values()), faults, columns, tuple(LABELS.items()), used)

    def receive(self, account: Account, request: Request, now: datetime) -> Received:
        if request.method != "POST":
            return Received(405, "Messages are sent here by POST.")
        senders = account.secret.get("senders") or ()
        try:
            sender = sender_of(request.headers, request.body, senders, now)
            rows_of(request.body, "")
        except NotSigned as error:
            return refused(error.status, str(error))
        except Unusable as error:
            return refused(400, f"The body cannot be read: {error}.")
        return Received(202, "Kept.", is_kept=True, key=f"{sender}:{request.headers[ID]}", sender=sender)

    def read(self, account: Account, request: Request, now: datetime) -> Page:
        try:
            rows = rows_of(request.body, str(account.settings.get("items") or ""))
        except Unusable as error:
            raise Rejected(f"The request cannot be read: {error}.") from error
        mapping = _mapping(account)
        items, faults = read_rows(rows, mapping, now, _zone(account), speaks_to_us=_speaks_to_us(account))
        if not items:
            raise Rejected(f"No message could be read from it: {faults[0]}")
        named = [_named(item, request, number) for number, item in items.items()]
        return Page(items=named, cursor={}, unreadable=faults)


def _named(item: IncomingItem, request: Request, number: int) -> IncomingItem:
    """Two senders may give the same name to two messages; one without a name bears that of its request."""
    name = item.key
    if name.startswith("sha256:"):
        name = f"{request.headers.get(ID, '')}#{number}"
    if len(name) > LONGEST_NAME:
        name = "sha256:" + hashlib.sha256(name.encode()).hexdigest()
    key = f"{request.sender}:{name}"
    return replace(item, key=key, reply_to={"key": key})


def _mapping(account: Account) -> Mapping[str, str]:
    try:
        return read_mapping(account.settings.get("mapping"))
    except ValueError as error:
        raise Misconfigured(str(error), "mapping") from error


def _zone(account: Account) -> tzinfo:
    return zone_named(account.settings.get("timezone")) or UTC


def _speaks_to_us(account: Account) -> bool:
    value: Any = account.settings.get("addressed", True)
    return bool(value)
