"""Addresses that Google wraps in its own, to count who follows them: the one that was meant."""

from urllib.parse import parse_qs, urlsplit

MEANT = ("url", "q")


def unwrapped(address: str) -> str:
    """The address inside google.com/url?…&url=…; any other stays as it is."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        if parts.path != "/url" or not (host == "google.com" or host.startswith("google.")):
            return address
        query = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return address
    found = next((query[name][0] for name in MEANT if name in query), "")
    return found if found.lower().startswith(("http://", "https://")) else address
