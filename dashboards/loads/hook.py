"""What a load that nobody watches tells its steward: that it is held, that it failed, what is newly critical.

The one thing in Loopline that leaves the machine, and only where `settings.toml` says where to. A message has the
source, the date, the load's id, the reasons and counts by rule; never a name. Whatever goes wrong is a warning: no load
fails because of it.
"""

from __future__ import annotations

import http.client
import json
import os
import platform
import smtplib
import ssl
import threading
import time
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dashboards.loads.hook_settings import PASSWORD, HookSettings
from dashboards.loads.log import LoadLog, reason_of
from dashboards.rule_titles import rule_said
from graph.errors import Exit, HeldError, InsideError, LooplineError
from graph.wording import say_count

_TIMEOUT = 10.0  # seconds for one step of a conversation
_DEADLINE = 45.0  # seconds for all of them, and for whoever answers a byte at a time
_PAUSE = 2.0  # seconds before the one retry
_UNTOLD = frozenset({Exit.USAGE, Exit.BUSY})
"""Whoever typed a wrong command sees it, and a load that had to wait comes again."""


class HookError(Exception):
    """A message that was not delivered.

    Args:
        why: The reason, without address or password.
        again: Whether a second try may help.
    """

    def __init__(self, why: str, *, again: bool = False) -> None:
        super().__init__(why)
        self.again = again


class Hook:
    """Tells the steward of one load."""

    def __init__(self, home: Path, told: LoadLog) -> None:
        self._home, self._told = home, told

    def ended(self, error: Exception) -> None:
        """A load did not come through."""
        if isinstance(error, HeldError):
            self._told.load = error.load_id
            self._send("held", "is held", error.reasons)
        elif not isinstance(error, LooplineError):
            self._send("failed", "failed", [InsideError(error).message])
        elif error.code not in _UNTOLD:
            self._send("failed", "failed", [reason_of(error)])

    def loaded(self, report: dict[str, Any]) -> None:
        """A load came through; told only if there are new critical findings."""
        change = report.get("findings", {}).get("change") or {}
        critical: dict[str, int] = change.get("critical", {})
        if critical:
            count = say_count(sum(critical.values()), "new critical finding", "new critical findings")
            self._send("new_critical_findings", f"has {count}", [], critical)

    def _send(self, event: str, what: str, reasons: list[str], critical: dict[str, int] | None = None) -> None:
        try:
            settings = HookSettings.of(self._home)
        except LooplineError as error:
            self._told.warn("hook_failed", f"The steward was not told: {error}")
            return
        if settings is None:
            return
        load = f"Load {self._told.load}" if self._told.load else "A load"
        head = f"{load} of {self._told.source} as of {self._told.as_of} {what}"
        counts = [f"{count} of {rule_said(rule)}" for rule, count in (critical or {}).items()]
        message = {
            "program": "loopline",
            "event": event,
            "source": self._told.source,
            "as_of": self._told.as_of,
            "load": self._told.load or None,
            "reasons": reasons,
            "new_critical": critical or {},
            "text": "\n".join([f"{head}.", *reasons, *counts]),
        }
        if not self._told.log.is_new(f"hook: {message['text']}"):
            return
        for name, why in deliver(settings, message).items():
            if why:
                self._told.warn("hook_failed", f"The steward was not told ({name}): {why}.")


def deliver(settings: HookSettings, message: dict[str, Any]) -> dict[str, str]:
    """Send a message wherever the settings say.

    Args:
        settings: Where to.
        message: JSON values; `text` is what a mail says.

    Returns:
        For each setting that says where (`url`, `smtp_host`) why the message did not arrive; empty if it did.
    """
    ways = {"url": _post if settings.url else None, "smtp_host": _mail if settings.smtp_host else None}
    return {name: _tried(way, settings, message) for name, way in ways.items() if way is not None}


def _tried(way: Callable[[HookSettings, dict[str, Any]], None], settings: HookSettings, message: dict[str, Any]) -> str:
    """Deliver a message, with one retry and a deadline; why it failed, or nothing."""
    why = [f"no answer within {_DEADLINE:.0f} seconds"]

    def work() -> None:
        why[0] = _twice(way, settings, message)

    thread = threading.Thread(target=work, name="hook", daemon=True)
    thread.start()
    thread.join(_DEADLINE)
    return why[0]


def _twice(way: Callable[[HookSettings, dict[str, Any]], None], settings: HookSettings, message: dict[str, Any]) -> str:
    for left in (1, 0):
        try:
            way(settings, message)
        except HookError as error:
            if not left or not error.again:
                return str(error)
        except (OSError, http.client.HTTPException, smtplib.SMTPException) as error:
            if not left:
                return _why(error)
        except Exception as error:
            return type(error).__name__
        else:
            return ""
        time.sleep(_PAUSE)
    return ""


def _why(error: Exception) -> str:
    """A reason in words; what a server said is left out, since nobody knows what it quotes."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return "its certificate is not trusted"
    if isinstance(error, TimeoutError):
        return f"no answer within {_TIMEOUT:.0f} seconds"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the mail server answered {error.smtp_code}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__


def _post(settings: HookSettings, message: dict[str, Any]) -> None:
    """Send JSON to a web address: to that host and no other, through no proxy, and to where no redirect leads."""
    parts = urlsplit(settings.url)
    host = parts.hostname or ""
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(host, parts.port, timeout=_TIMEOUT)
    try:
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "loopline"}
        connection.request("POST", path, json.dumps(message, ensure_ascii=False).encode(), headers)
        status = connection.getresponse().status
    finally:
        connection.close()
    if 300 <= status < 400:
        raise HookError(f"it answered {status}, a redirect, which is not followed")
    if not 200 <= status < 300:
        raise HookError(f"it answered {status}", again=status >= 500 or status == 429)


def _mail(settings: HookSettings, message: dict[str, Any]) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = settings.sender, ", ".join(settings.receivers)
    mail["Subject"] = f"Loopline: {str(message['text']).splitlines()[0].rstrip('.')}"
    mail.set_content(str(message["text"]))
    password = os.environ.get(PASSWORD, "")
    if settings.smtp_user and not password:
        raise HookError(f"{PASSWORD} is not set")
    context, name = ssl.create_default_context(), platform.node() or "localhost"
    server: smtplib.SMTP
    if settings.smtp_tls == "tls":
        server = smtplib.SMTP_SSL(settings.smtp_host, settings.port, name, timeout=_TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.port, name, timeout=_TIMEOUT)
    with server:
        if settings.smtp_tls == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, password)
        refused = server.send_message(mail)
    if refused:
        raise HookError(f"{say_count(len(refused), 'receiver was', 'receivers were')} refused")
