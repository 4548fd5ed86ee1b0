"""The addresses at which this dashboard is asked for. A request for any other one is a page elsewhere reading ours."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph.errors import UsageError

_LOOPBACK = ("127.0.0.1", "localhost")
_USUAL = {"http": 80, "https": 443}
_EXAMPLE = "Give it as https://loopline.example.org, without a path."


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the dashboard is asked for.

    Attributes:
        hosts: What the header Host may say.
        origins: What the header Origin may say, if it is there.
    """

    hosts: Collection[str]
    origins: Collection[str]


def own_addresses(port: int, proxies: Iterable[str] = ()) -> Addresses:
    """The loopback addresses with our port, and those of proxies.

    Args:
        port: The port that the dashboard listens on.
        proxies: Addresses of reverse proxies or tunnels, as `proxy_address` gives them.
    """
    origins = {_origin("http", name, port) for name in _LOOPBACK} | set(proxies)
    return Addresses({origin.partition("://")[2] for origin in origins}, origins)


def proxy_address(text: str) -> str:
    """The address of a reverse proxy or a tunnel as browsers write it in the header Origin.

    Args:
        text: What the user gave.

    Raises:
        UsageError: It is no address, or has more than a name and a port.
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        raise UsageError(f"{text} is no address.", _EXAMPLE) from None
    if parts.scheme not in _USUAL or not parts.hostname or not parts.netloc.isascii():
        raise UsageError(f"{text} is no address of a web page.", _EXAMPLE)
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc or "*" in parts.netloc:
        raise UsageError(f"{text} has more than a name and a port.", _EXAMPLE)
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return _origin(parts.scheme, name, port or _USUAL[parts.scheme])


def _origin(scheme: str, name: str, port: int) -> str:
    """An address as browsers write it: without the port that is usual for the scheme."""
    return f"{scheme}://{name}" + ("" if port == _USUAL[scheme] else f":{port}")
