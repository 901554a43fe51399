"""A mailbox: what people write to us, and our answers, over any IMAP and SMTP server."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from liant.connectors.contract import (
    NO_MEDIA,
    Account,
    Capabilities,
    ConnectorError,
    Draft,
    Field,
    Json,
    Misconfigured,
    OutcomeUnknown,
    Page,
    Receipt,
    Rejected,
)
from liant.connectors.mail import collecting, letters, writing
from liant.connectors.mail.servers import smtp_server, translated
from liant.kit import mail

BY_LIANT, BY_SERVER, NOWHERE = "liant", "server", "none"
_PRIVACY = (
    ("tls", {"en": "TLS from the start", "fr": "TLS dès le début"}),
    ("starttls", {"en": "STARTTLS", "fr": "STARTTLS"}),
    ("none", {"en": "None, on one’s own network only", "fr": "Aucune, sur son propre réseau seulement"}),
)
_PORT_HELP = {
    "en": "993 and 465 with TLS, 143 and 587 with STARTTLS.",
    "fr": "993 et 465 en TLS, 143 et 587 en STARTTLS.",
}


class Mail:
    kind = "mail"
    label = {"en": "Mailbox", "fr": "Boîte aux lettres"}
    summary = {
        "en": "Reads what people write to an address and answers from it. Nothing is marked as read or deleted on the server.",
        "fr": "Lit ce que l’on écrit à une adresse et répond depuis celle-ci. Rien n’est marqué comme lu ni effacé sur le serveur.",
    }
    icon = "mail"
    capabilities = Capabilities(
        can_fetch=True,
        can_listen=True,
        can_reply=True,
        can_post=True,
        can_look_up=True,
        max_media=10,
        max_media_bytes=10_000_000,
        media_types=("*/*",),
        has_subject=True,
        polite_interval_seconds=60,
    )
    settings = (
        Field("address", "address", {"en": "Address", "fr": "Adresse"}),
        Field(
            "name",
            "text",
            {"en": "Name shown to readers", "fr": "Nom montré aux lecteurs"},
            is_required=False,
        ),
        Field(
            "password",
            "secret",
            {"en": "Password", "fr": "Mot de passe"},
            {
                "en": "Many providers ask for an app password here.",
                "fr": "Beaucoup de fournisseurs demandent ici un mot de passe d’application.",
            },
        ),
        Field(
            "user",
            "text",
            {"en": "User name", "fr": "Nom d’utilisateur"},
            {"en": "Left empty, the address.", "fr": "Sans rien, l’adresse."},
            is_required=False,
        ),
        Field("imap_host", "text", {"en": "Server for reading (IMAP)", "fr": "Serveur de lecture (IMAP)"}),
        Field("imap_port", "number", {"en": "Port for reading", "fr": "Port de lecture"}, _PORT_HELP, default=993),
        Field(
            "imap_security",
            "choice",
            {"en": "Privacy of reading", "fr": "Confidentialité de la lecture"},
            default="tls",
            choices=_PRIVACY,
        ),
        Field(
            "mailboxes",
            "lines",
            {"en": "Mailboxes to read", "fr": "Dossiers à lire"},
            {
                "en": "One per line, the one where mail arrives first.",
                "fr": "Un par ligne, celui où le courrier arrive en premier.",
            },
            is_required=False,
            default="INBOX",
        ),
        Field(
            "noted_to",
            "address",
            {"en": "Address for what colleagues forward", "fr": "Adresse pour ce que des collègues transfèrent"},
            {
                "en": "Optional, for example noter@… arriving in this mailbox: what is forwarded there is noted under "
                "the name of whoever wrote it first.",
                "fr": "Facultatif, par exemple noter@… qui arrive dans cette boîte : ce que l’on y transfère est noté au "
                "nom de la personne qui l’a écrit.",
            },
            is_required=False,
        ),
        Field("smtp_host", "text", {"en": "Server for sending (SMTP)", "fr": "Serveur d’envoi (SMTP)"}),
        Field("smtp_port", "number", {"en": "Port for sending", "fr": "Port d’envoi"}, _PORT_HELP, default=465),
        Field(
            "smtp_security",
            "choice",
            {"en": "Privacy of sending", "fr": "Confidentialité de l’envoi"},
            default="tls",
            choices=_PRIVACY,
        ),
        Field(
            "sent_copy",
            "choice",
            {"en": "Copy of what is sent", "fr": "Copie de ce qui est envoyé"},
            {
                "en": "Some servers file a copy by themselves; then Liant can prove whether a mail left.",
                "fr": "Certains serveurs rangent eux-mêmes une copie ; Liant peut alors prouver qu’un courriel est parti.",
            },
            default=BY_LIANT,
            choices=(
                (BY_LIANT, {"en": "Liant files it", "fr": "Liant la range"}),
                (BY_SERVER, {"en": "The server files it by itself", "fr": "Le serveur la range lui-même"}),
                (NOWHERE, {"en": "No copy", "fr": "Pas de copie"}),
            ),
        ),
        Field(
            "sent_mailbox",
            "text",
            {"en": "Mailbox of sent mail", "fr": "Dossier des courriels envoyés"},
            {"en": "Left empty, the one the server marks as such.", "fr": "Sans rien, celui que le serveur désigne."},
            is_required=False,
        ),
        Field(
            "other_addresses",
            "lines",
            {"en": "Other addresses of ours", "fr": "Nos autres adresses"},
            {
                "en": "Mail from these is ours too. One per line.",
                "fr": "Le courrier qui en vient est aussi le nôtre. Une par ligne.",
            },
            is_required=False,
        ),
    )

    def check(self, account: Account) -> str:
        found = collecting.describe(account)
        server = smtp_server(account)
        with translated("smtp_host"):
            mail.try_smtp(server, writing.own_address(account))
        return f"{found}; mail leaves through {server.host}."

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        return collecting.fetch_page(account, cursor, now)

    def listen(self, account: Account, cursor: Json | None, seconds: float) -> Iterator[Page]:
        return collecting.listen(account, cursor, seconds)

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        if draft.kind in {"like", "repost", "edit", "delete"}:
            raise Rejected("A mail can be answered, and nothing else.")
        return writing.freeze(account, draft, key, now)

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        """Hand it over, unless a copy shows that it left already; then file a copy where that is ours to do."""
        server, message = smtp_server(account), writing.whole(frozen, media)
        if _copies(account) != NOWHERE and (place := collecting.find_message(account, frozen["message_id"])):
            return _receipt(frozen, place, {"was_there": True})
        with translated("smtp_host"):
            said = mail.send(server, frozen["sender"], frozen["recipients"], message)
        detail = {"server_said": said}
        place = collecting.sent_mailbox(account)
        if _copies(account) == BY_LIANT:
            try:
                place = collecting.keep_copy(account, message)
            except ConnectorError as error:  # the mail has left: a missing copy must not make it leave again
                detail["copy_failed"] = str(error)
        return _receipt(frozen, place, detail)

    def line(self, account: Account) -> letters.Line:
        return letters.Line(smtp_server(account), writing.own_address(account))

    def sender(self, account: Account) -> tuple[str, str]:
        return writing.own_name(account), writing.own_address(account)

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        place = collecting.find_message(account, frozen["message_id"])
        if place:
            return _receipt(frozen, place, {})
        if _copies(account) == BY_SERVER:
            return None
        raise OutcomeUnknown("No copy of this mail is on the server, which does not prove that it did not leave.")


def _copies(account: Account) -> str:
    value = str(account.settings.get("sent_copy") or BY_LIANT)
    if value not in {BY_LIANT, BY_SERVER, NOWHERE}:
        raise Misconfigured("Choose where copies of sent mail are kept.", "sent_copy")
    return value


def _receipt(frozen: Json, mailbox: str, detail: Json) -> Receipt:
    return Receipt(remote_key=f"{frozen['message_id']}|{mailbox}", detail=detail)
