"""Where our own connections may go: names are resolved once, checked, and the checked address is the one dialled.

Private, loopback, link-local and reserved addresses are refused, also when they hide inside an IPv6 address, unless the
operator allows them (`LIANT_ALLOW_PRIVATE_ADDRESSES=1`) or the caller does so explicitly.
"""

import ipaddress
import socket
import time

from liant.kit import env

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NeverLeft(Exception):
    """The connection was not made: nothing of the request left this machine."""


class ForbiddenAddress(NeverLeft):
    """The name leads to an address that Liant does not talk to."""


class CannotConnect(NeverLeft):
    """The name is unknown, or nobody answers there."""


def private_allowed(explicit: bool | None = None) -> bool:
    """Whether private addresses may be dialled: as told explicitly, else as the environment says."""
    return env.boolean("LIANT_ALLOW_PRIVATE_ADDRESSES") if explicit is None else explicit


def is_public(address: str) -> bool:
    """Whether an address is one that the whole world can reach, looking inside IPv6 wrappings of IPv4."""
    try:
        parsed: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo or (None, None))[1]
        if inner is None and parsed in _NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            parsed = inner
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved and not parsed.is_unspecified


def resolve(host: str, port: int, *, allow_private: bool | None = None) -> list[str]:
    """The addresses of `host` that may be dialled, as text. Raises CannotConnect or ForbiddenAddress."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CannotConnect(f"The name {host} is not known.") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if private_allowed(allow_private):
        return addresses
    public = [address for address in addresses if is_public(address)]
    if not public:
        raise ForbiddenAddress(f"{host} leads to a private address; set LIANT_ALLOW_PRIVATE_ADDRESSES=1 to allow it.")
    return public


def connect(host: str, port: int, *, timeout_seconds: float, allow_private: bool | None = None) -> socket.socket:
    """An open TCP connection to a checked address of `host`. Raises NeverLeft."""
    deadline = time.monotonic() + timeout_seconds
    last: OSError | None = None
    for address in resolve(host, port, allow_private=allow_private):
        left = deadline - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((address, port), timeout=left)
        except OSError as error:
            last = error
    reason = (last.strerror if last and last.strerror else None) or "no answer in time"
    raise CannotConnect(f"{host}:{port} cannot be reached: {reason}.") from last
