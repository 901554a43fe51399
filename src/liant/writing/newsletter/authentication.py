"""SPF, DKIM and DMARC: what the domain has to say for letters to be believed, and what a mail that arrived says of itself
(Authentication-Results, RFC 8601). Nothing is asked of the network: a mail that arrived is the proof."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]+)([^;]*)", re.IGNORECASE)
_PROPERTY = re.compile(r"\b((?:smtp|header|policy)\.[\w-]+)\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE)
_HEADER = re.compile(r"^authentication-results:\s*(.+)$", re.IGNORECASE)
PASS, FAIL, MISSING = "pass", "fail", "missing"
# what providers ask to be put into the SPF row, by the end of the name of the server that sends
INCLUDES = {
    "ovh.net": "mx.ovh.com", "gandi.net": "_mailcust.gandi.net", "google.com": "_spf.google.com", "gmail.com": "_spf.google.com",
    "office365.com": "spf.protection.outlook.com", "outlook.com": "spf.protection.outlook.com", "infomaniak.com": "spf.infomaniak.ch",
    "ionos.com": "_spf.perfora.net", "ionos.fr": "_spf.kundenserver.de", "mailbox.org": "mailbox.org", "zoho.eu": "zohomail.eu",
    "fastmail.com": "spf.messagingengine.com", "protonmail.ch": "_spf.protonmail.ch", "mailgun.org": "mailgun.org",
    "brevo.com": "spf.brevo.com", "sendgrid.net": "sendgrid.net", "mailjet.com": "spf.mailjet.com", "scaleway.com": "_spf.tem.scaleway.com",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A row to set where the domain is looked after."""

    name: str
    kind: str
    value: str


@dataclass(frozen=True)
class Verdict:
    """`is_aligned`: said for the very domain that readers see."""

    method: str
    result: str = MISSING
    domain: str = ""
    is_aligned: bool = False

    @property
    def is_good(self) -> bool:
        return self.result == PASS and self.is_aligned


def rows_for(domain: str, smtp_host: str) -> dict[str, Row]:
    include = next((value for end, value in INCLUDES.items() if smtp_host.lower().endswith(end)), "")
    spf = f"v=spf1 include:{include} -all" if include else f"v=spf1 mx a:{smtp_host or 'mail.' + domain} -all"
    return {
        "spf": Row(domain, "TXT", spf),
        "dkim": Row(f"selector._domainkey.{domain}", "TXT", "v=DKIM1; k=rsa; p=MIIB…"),
        "dmarc": Row(f"_dmarc.{domain}", "TXT", f"v=DMARC1; p=none; rua=mailto:postmaster@{domain}"),
    }


def verdicts(head: str, domain: str) -> list[Verdict]:
    """What the server that received it found, for each of the three; the best of each where it was said more than once."""
    found: dict[str, Verdict] = {}
    for method, result, rest in _results(head):
        told = {name.lower(): value.lower() for name, value in _PROPERTY.findall(rest)}
        said_for = told.get("header.d") or told.get("header.i", "").rpartition("@")[2] or told.get("header.from") or \
            told.get("smtp.mailfrom", "").rpartition("@")[2] or told.get("smtp.helo", "")  # fmt: skip
        verdict = Verdict(method, PASS if result == PASS else FAIL, said_for, are_aligned(said_for, domain))
        before = found.get(method)
        if (
            before is None
            or (verdict.is_good and not before.is_good)
            or (verdict.result == PASS and before.result != PASS)
        ):
            found[method] = verdict
    return [found.get(method, Verdict(method)) for method in ("spf", "dkim", "dmarc")]


def _results(head: str) -> Iterable[tuple[str, str, str]]:
    for line in unfolded(head):
        if (header := _HEADER.match(line)) is not None:
            for method, result, rest in _RESULT.findall(re.sub(r"\([^()]*\)", " ", header[1])):
                yield method.lower(), result.lower(), rest


def unfolded(head: str) -> list[str]:
    """One header, one line."""
    lines: list[str] = []
    for line in head.replace("\r\n", "\n").split("\n"):
        if line[:1] in (" ", "\t") and lines:
            lines[-1] += " " + line.strip()
        else:
            lines.append(line.strip())
    return lines


def are_aligned(one: str, other: str) -> bool:
    """The same domain, or one within the other, as DMARC asks by default."""
    one, other = one.strip(".").lower(), other.strip(".").lower()
    return bool(one and other) and (one == other or one.endswith("." + other) or other.endswith("." + one))
