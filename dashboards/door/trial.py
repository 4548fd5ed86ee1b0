"""The dashboard's door, tried with requests that it has to turn away; no port is opened."""

from __future__ import annotations

from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from dashboards.door.addresses import own_addresses
from dashboards.door.guard import Door, Guard, Message, Receive, Send, hang, hung
from dashboards.door.keys import Keys, Tokens
from graph.doctor.checks import Check, Verdict

_PORT = 8501
_OURS = f"127.0.0.1:{_PORT}"
_ATTEMPTS = {
    "a name that only leads here": {"host": f"elsewhere.example:{_PORT}"},
    "a page at another address": {"host": _OURS, "origin": "https://elsewhere.example"},
    "no key": {"host": _OURS},
    "a wrong key": {"host": _OURS, "cookie": f"loopline-{_PORT}=guessed"},
}


def check_door() -> Check:
    """Check that requests from elsewhere, and those without the key, reach no page."""
    name = "dashboard"
    if hung():
        raise RuntimeError("a dashboard can't try its own door")
    hang(Door(_PORT, own_addresses(_PORT), Keys(Tokens.new())))
    try:
        let_in = [
            f"{attempt} ({kind})"
            for attempt, headers in _ATTEMPTS.items()
            for kind in ("http", "websocket")
            if _at_once(_gets_in(kind, headers))
        ]
    finally:
        hang(None)
    if let_in:
        return Check(name, Verdict.FAIL, f"Let in: {', '.join(let_in)}.", "Do not start the dashboard; report it.")
    return Check(name, Verdict.OK, f"{len(_ATTEMPTS)} kinds of requests from elsewhere are turned away.")


def _at_once(request: Coroutine[Any, Any, bool]) -> bool:
    """The result of a request that waits for nothing: no event loop, so no socket."""
    try:
        request.send(None)
    except StopIteration as end:
        return bool(end.value)
    request.close()
    return False


async def _gets_in(kind: str, headers: dict[str, str]) -> bool:
    """Whether a request reaches the pages."""
    reached = False

    async def pages(scope: Message, receive: Receive, send: Send) -> None:
        nonlocal reached
        del scope, receive, send
        reached = True

    async def receive() -> Message:
        return {"type": "http.disconnect" if kind == "http" else "websocket.connect"}

    async def send(message: Message) -> None:
        del message

    scope: Message = {
        "type": kind,
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(key.encode(), value.encode()) for key, value in headers.items()],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", _PORT),
        "scheme": "http" if kind == "http" else "ws",
        "http_version": "1.1",
        "extensions": {},
        "subprotocols": [],
    }
    with suppress(RuntimeError):
        await Guard(pages)(scope, receive, send)
    return reached
