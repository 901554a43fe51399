"""Lists of feeds as other readers export them (OPML): every feed once, under its name."""

import re
from html import unescape
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from liant.connectors.contract import ListedChannel, Misconfigured

_OUTLINE = re.compile(r"<outline\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def read_opml(content: bytes) -> list[ListedChannel]:
    """The feeds of an OPML file, read as far as it goes when it is broken. Raises Misconfigured when it names none."""
    try:
        outlines = [_attributes(element) for element in fromstring(content).iter() if _name(element) == "outline"]
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        text = content.decode("utf-8", "replace")
        outlines = [
            {name.lower(): unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}
            for tag in _OUTLINE.findall(text)
        ]
    feeds: dict[str, ListedChannel] = {}
    for outline in outlines:
        address = (outline.get("xmlurl") or "").strip()
        if address.lower().startswith("feed:"):
            address = address[5:] if "//" not in address[5:7] else f"https:{address[5:]}"
        if not address.lower().startswith(("http://", "https://")):
            continue
        name = (outline.get("title") or outline.get("text") or "").strip() or _host(address)
        feeds.setdefault(address, ListedChannel(name[:200], {"url": address}))
    if not feeds:
        raise Misconfigured("This file names no feed.")
    return list(feeds.values())


def _attributes(element: Element) -> dict[str, str]:
    return {str(name).lower(): value for name, value in element.attrib.items()}


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address
