"""The messages themselves, to the last byte the same at each attempt: a letter, the mail that asks to confirm, a trial."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.channels.models import Channel
from liant.tenancy.models import Organisation
from liant.writing.newsletter import tokens
from liant.writing.newsletter.models import Envelope, Issue, Newsletter, Proof, Subscriber, Subscription
from liant.writing.newsletter.rendering import OURS
from liant.writing.newsletter.rules import fields_in, fill, missing, values_of

POLICY = SMTP.clone(cte_type="7bit", max_line_length=78)
LANGUAGES = {"fr", "en"}
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)


class Unresolved(Exception):
    """A field would be shown as it is."""

    def __init__(self, fields: list[str]):
        super().__init__(", ".join(fields))
        self.fields = fields


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]


def message_id(mark: str, sender: str) -> str:
    return f"<letter.{mark}@{domain_of(sender)}>"


def filled(frozen: Mapping[str, str], values: Mapping[str, str], urls: Mapping[str, str]) -> tuple[str, str, str]:
    """(subject, HTML, text) for one reader. Raises Unresolved."""
    wanted = [name for name in frozen["fields"] if name not in OURS]
    if left := missing(wanted, values):
        raise Unresolved(left)
    safe = {name: escape(value) for name, value in {**values, **urls}.items()}
    bare = {**values, **urls}
    subject = " ".join(fill(frozen["subject"], bare).split())
    return subject, fill(frozen["html"], safe), fill(frozen["text"], bare)


def fields_of(subject: str, html: str, text: str) -> list[str]:
    """Those that are still open; the braces of style sheets are none."""
    return fields_in([subject, _STYLE.sub("", html), text])


def urls_for(organisation_id: int, subscription_id: int, subscriber_id: int, issue_id: int) -> dict[str, str]:
    return {
        "leave_url": tokens.address(tokens.LEAVE, organisation_id, subscription_id),
        "choose_url": tokens.address(tokens.OWN, organisation_id, subscriber_id),
        "read_url": tokens.address(tokens.READ, organisation_id, issue_id),
    }


def letter(envelope: Envelope, issue: Issue, house: Organisation, at: datetime) -> bytes:
    """One subscriber's letter. Raises Unresolved."""
    subscriber, subscription_id = envelope.subscriber, envelope.subscription_id
    if subscriber is None or subscription_id is None:
        raise Unresolved(["address"])
    urls = urls_for(issue.organisation_id, subscription_id, subscriber.pk, issue.pk)
    values = values_of(subscriber, house.name, issue.newsletter.name, issue.fallbacks)
    subject, html, text = filled(issue.frozen, values, urls)
    message = begun(envelope, addressed(subscriber.name, subscriber.address), subject, issue.frozen["language"], at)
    message["List-Id"] = list_id(issue.newsletter, house, envelope.channel)
    message["List-Unsubscribe"] = f"<{urls['leave_url']}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["List-Archive"] = f"<{urls['read_url']}>"
    message["Precedence"] = "bulk"
    return with_parts(message, text, html)


def trial(envelope: Envelope, issue: Issue, frozen: Mapping[str, str], house: Organisation, at: datetime) -> bytes:
    """To a colleague, with their own name; its way out leads to the page that says so."""
    member = envelope.member
    if member is None:
        raise Unresolved(["address"])
    first, _space, last = member.name.partition(" ")
    values = values_of(Subscriber(first_name=first, last_name=last), house.name, issue.newsletter.name, issue.fallbacks)
    read = tokens.address(tokens.READ, issue.organisation_id, issue.pk)
    subject, html, text = filled(frozen, values, dict.fromkeys(OURS, read))
    with override(member.user.language):
        subject = _("Trial: %(subject)s") % {"subject": subject}
    message = begun(envelope, addressed(member.name, member.user.email), subject, frozen["language"], at)
    return with_parts(message, text, html)


def confirmation(envelope: Envelope, subscription: Subscription, house: Organisation, at: datetime) -> bytes:
    newsletter, subscriber = subscription.newsletter, subscription.subscriber
    url = tokens.address(tokens.CONFIRM, subscription.organisation_id, subscription.pk, subscription.round)
    proof = subscription.proofs.order_by("-id").first()
    language = language_for(subscriber.language, newsletter, house)
    with override(language):
        told = {"house": house.name, "newsletter": newsletter.name, "rhythm": newsletter.rhythm, "brings": newsletter.brings,
                "url": url, "consent": newsletter.consent, "days": tokens.CONFIRM_WITHIN.days}  # fmt: skip
        if proof is not None and proof.what == Proof.What.INVITED:
            subject = _("%(house)s invites you to read “%(newsletter)s”") % told
            why = _("%(house)s would like to send you “%(newsletter)s”: %(brings)s (%(rhythm)s).") % told
        else:
            subject = _("Please confirm: “%(newsletter)s”, by %(house)s") % told
            why = (
                _("Somebody, you we think, asked to receive “%(newsletter)s” by %(house)s: %(brings)s (%(rhythm)s).")
                % told
            )
        text = "\n\n".join([
            why, _("To say yes, open this page and press the button within %(days)s days:") % told, url,
            _("What you agree to: %(consent)s") % told,
            _("If you do nothing, nothing comes, and your address is forgotten."), house.name,
        ])  # fmt: skip
        message = begun(envelope, addressed(subscriber.name, subscriber.address), subject, language, at)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text + "\n", charset="utf-8")
    return message.as_bytes()


def addressed(name: str, address: str) -> Address:
    return Address(display_name=" ".join(name.split()), addr_spec=address)


def begun(envelope: Envelope, to: Address, subject: str, language: str, at: datetime) -> EmailMessage:
    channel = envelope.channel
    shown, sender = channel.connector.sender(channel.account())  # type: ignore[attr-defined]  # HandsOver
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(display_name=shown, addr_spec=sender)
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(at.replace(microsecond=0))
    message["Message-ID"] = message_id(envelope.mark, sender)
    message["Content-Language"] = language
    return message


def list_id(newsletter: Newsletter, house: Organisation, channel: Channel) -> str:
    """Named for ever, whatever the newsletter is called (RFC 2919)."""
    _shown, sender = channel.connector.sender(channel.account())  # type: ignore[attr-defined]
    return f"<{newsletter.slug}.{house.slug}.{domain_of(sender)}>"


def with_parts(message: EmailMessage, text: str, html: str) -> bytes:
    message.set_content(text, charset="utf-8", cte="base64")  # the library takes long to choose
    message.add_alternative(html, subtype="html", charset="utf-8", cte="base64")
    message.set_boundary(f"=_liant_{message['Message-ID'][8:40]}")  # the library would draw one by chance
    return message.as_bytes()


def language_for(wanted: str, newsletter: Newsletter, house: Organisation) -> str:
    """The first that is spoken here."""
    return next((one for one in (wanted[:2], *newsletter.languages, house.language) if one in LANGUAGES), "fr")
