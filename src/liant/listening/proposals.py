"""Queries proposed to someone who starts, made from a name, an address, an owner and a site, in plain words."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

ARTICLES = {"le", "la", "les", "l", "the", "au", "aux", "chez", "du", "de", "des", "un", "une"}
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Proposal:
    key: str
    name: str
    expr: str
    words: str  # what it listens for, to a person


def quoted(text: str) -> str:
    return '"' + " ".join(text.replace('"', " ").split()) + '"'


def town_of(address: str) -> str:
    """The last part of an address, without its postal code."""
    return re.sub(r"\b\d{4,5}\b", "", address.rpartition(",")[2]).strip()


def street_of(address: str) -> str:
    return address.partition(",")[0].strip() if "," in address else ""


def host_of(site: str) -> str:
    host = urlsplit(site if "//" in site else f"//{site}").hostname or ""
    return host.removeprefix("www.")


def is_common(name: str) -> bool:
    """One plain word, such as Orange: on its own it says many things."""
    return len([word for word in WORD.findall(name.lower()) if word not in ARTICLES]) < 2


def propose(*, name: str, address: str, owner: str, site: str) -> list[Proposal]:
    """What to listen for at first. A name that says many things is only heard beside the town."""
    town, street, host = town_of(address), street_of(address), host_of(site)
    found = []
    if is_common(name) and town:
        words = _("%(name)s, when %(town)s is named too") % {"name": name, "town": town}
        found.append(Proposal("name", name, f"{quoted(name)} AND {quoted(town)}", words))
    else:
        found.append(Proposal("name", name, quoted(name), _("“%(name)s”, word for word") % {"name": name}))
    if host:
        found.append(Proposal("site", host, quoted(host), _("links to your site, %(host)s") % {"host": host}))
    if owner:
        beside = " OR ".join(quoted(part) for part in (name, town) if part)
        words = _("%(owner)s, beside your name or your town") % {"owner": owner}
        found.append(Proposal("owner", owner, f"{quoted(owner)} AND ({beside})", words))
    if street and len(WORD.findall(street)) > 1:
        found.append(Proposal("street", street, quoted(street), _("your address, %(street)s") % {"street": street}))
    return found
