"""Where a request comes from: the nearest address that no proxy of ours stands at."""

import ipaddress
import re
from collections.abc import Iterator, Sequence

import structlog
from starlette.requests import Request

log = structlog.get_logger(__name__)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Networks = Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]

LOOPBACK: Networks = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
_IPV6_OF_ONE = 64
"""A connection at home or on a phone has at least so many bits of addresses to itself."""
# Some proxies write the port as well.
_WITH_PORT = re.compile(r"(?:\[(?P<six>[^\]]*)\]|(?P<four>[0-9.]+))(?::[0-9]{1,5})?")


def address_of(request: Request, trusted: Networks) -> Address | None:
    """Give the address that a request comes from; None where there is none, as with a Unix socket.

    A header says what whoever wrote it wants. So it is read from the right, where the nearest proxy wrote
    what it saw itself, and only as far as those who wrote it are trusted; nonsense ends it.
    """
    address = _parsed_address(request.client.host if request.client else "")
    for said in _hops(request):
        if address is None or not _is_in(address, trusted):
            break
        nearer = _parsed_address(said)
        if nearer is None:
            break
        address = nearer
    return address


def network_of(address: Address | None) -> str:
    """Name what one person has to himself of addresses: one of IPv4, and a /64 of IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _IPV6_OF_ONE), strict=False))
    return "" if address is None else str(address)


def place_of(address: Address | None) -> str:
    """Give an address without its last parts; empty where it tells nothing."""
    if address is None or address.is_loopback:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return ".".join((*str(address).split(".")[:3], "x"))
    return ":".join((*address.exploded.split(":")[:3], "x"))


class UnknownProxy:
    """Says once that a proxy seems to stand before the bot that TRUSTED_PROXIES does not name.

    Then all who come by it are taken for one, and share one limit.
    """

    def __init__(self) -> None:
        self._is_said = False

    def look(self, request: Request, address: Address | None) -> None:
        if self._is_said or address is None or "x-forwarded-for" not in request.headers:
            return
        if address.is_private and not address.is_loopback:
            self._is_said = True
            log.warning("proxy_not_trusted", do="name its network in TRUSTED_PROXIES")


def _hops(request: Request) -> Iterator[str]:
    """Give what proxies wrote, the nearest first."""
    for line in reversed(request.headers.getlist("x-forwarded-for")):
        for one in reversed(line.split(",")):
            yield one.strip()


def _parsed_address(said: str) -> Address | None:
    found = _WITH_PORT.fullmatch(said)
    try:
        address = ipaddress.ip_address((found["six"] or found["four"]) if found else said)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        # The same machine as its IPv4 address, and a scope is no part of who it is.
        return address.ipv4_mapped or ipaddress.IPv6Address(int(address))
    return address


def _is_in(address: Address, networks: Networks) -> bool:
    return any(address in network for network in networks)
