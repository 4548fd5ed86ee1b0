"""Where the steward wants to be told of loads: the table `[hook]` of `settings.toml`; nowhere by default."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from graph.errors import InputError
from graph.settings_file import FILE, read_table
from graph.suggest import did_you_mean

PASSWORD = "LOOPLINE_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
"""The environment variable with the mail server's password; it stands in no file."""

_TABLE = "hook"
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_RENAMED = {"from": "sender", "to": "receivers"}


@dataclass(frozen=True)
class HookSettings:
    """Where messages go: to a web address, by mail, or both.

    Attributes:
        url: Takes a POST with JSON.
        smtp_host: The mail server.
        smtp_port: Its port; 0 means the usual one.
        smtp_tls: `starttls`, `tls` from the first byte on, or `none`.
        smtp_user: Name at the mail server; empty for a server that asks for none.
        sender: The mail's From, called `from` in the file.
        receivers: Those it goes to, called `to` in the file.
    """

    url: str = ""
    smtp_host: str = ""
    smtp_port: int = 0
    smtp_tls: str = "starttls"
    smtp_user: str = ""
    sender: str = ""
    receivers: tuple[str, ...] = ()

    @classmethod
    def of(cls, home: Path) -> HookSettings | None:
        """What the data folder's settings say; None if they say nothing.

        Raises:
            InputError: A setting is unknown, missing or can't be; no value is quoted, since an address may be secret.
        """
        table = read_table(home, _TABLE)
        if not table:
            return None
        place = f"{home / FILE}, [{_TABLE}]"
        found = cls(**_checked(place, table))
        _check_url(place, found.url)
        _check_mail(place, found)
        return found

    @property
    def port(self) -> int:
        """The mail server's port."""
        return self.smtp_port or _PORTS[self.smtp_tls]


def _checked(place: str, table: dict[str, Any]) -> dict[str, Any]:
    kinds = {field.name: type(field.default) for field in fields(HookSettings)}
    names = {name: _RENAMED.get(name, name) for name in ("url", *(n for n in kinds if n.startswith("smtp")), *_RENAMED)}
    if {name for name in table if "password" in name.casefold()}:
        raise InputError("A password stands in the file.", f"Remove it, and set {PASSWORD} instead.", file=place)
    given: dict[str, Any] = {}
    for name, value in table.items():
        if name not in names:
            raise InputError(
                f"There is no setting {name!r}{did_you_mean(name, names)}.",
                f"There are {', '.join(names)}.",
                file=place,
            )
        one = [value] if name == "to" and isinstance(value, str) else value
        if name == "to":
            right = (
                isinstance(one, list) and bool(one) and all(isinstance(each, str) and _is_line(each) for each in one)
            )
            one = tuple(one) if right else one
        elif kinds[names[name]] is int:
            right = isinstance(one, int) and not isinstance(one, bool) and 0 < one < 65_536
        else:
            right = isinstance(one, str) and _is_line(one)
        if not right:
            what = {"to": "an address, or a list of them", "smtp_port": "a port from 1 to 65535"}.get(name, "a text")
            raise InputError(f"{name} has a value that can't be.", f"Give {what}.", file=place)
        given[names[name]] = one
    return given


def _is_line(text: str) -> bool:
    return bool(text.strip()) and text.isprintable()


def _check_url(place: str, url: str) -> None:
    if not url:
        return
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https") or parts.username or not url.isascii() or " " in url:
        raise InputError("url is no web address.", "Write https://HOST/PATH, without a user or password.", file=place)
    if parts.scheme == "http" and not is_here(host):
        raise InputError(
            "url leaves this machine without encryption.", "Use https; http is for this machine only.", file=place
        )


def _check_mail(place: str, found: HookSettings) -> None:
    if found.smtp_tls not in _PORTS:
        raise InputError("smtp_tls is none of its words.", f"Write {', '.join(_PORTS)}.", file=place)
    mail = {"smtp_host": found.smtp_host, "from": found.sender, "to": found.receivers}
    missing = [name for name, value in mail.items() if not value]
    if missing and (len(missing) < len(mail) or found.smtp_user or not found.url):
        raise InputError(
            f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.",
            "Give url, or smtp_host, from and to.",
            file=place,
        )
    if found.smtp_user and found.smtp_tls == "none" and not is_here(found.smtp_host):
        raise InputError(
            "The mail server's password would leave this machine without encryption.",
            'Use smtp_tls = "starttls" or "tls".',
            file=place,
        )


def is_here(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
