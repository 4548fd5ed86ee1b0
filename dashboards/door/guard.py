"""Every request passes here first: it asks for an address of ours, comes from no page elsewhere, and has the key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any
from urllib.parse import quote

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from dashboards.door.addresses import Addresses
from dashboards.door.keys import TOKEN, Keys
from dashboards.door.peer import same_user
from dashboards.door.policy import HEADERS, POLICY, SEALED

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Answers = Callable[[Message, Receive, Send], Awaitable[None]]

_STARTS = {"http.response.start", "websocket.http.response.start"}
_ELSEWHERE = (
    "This dashboard does not answer to this address. Open the address that the command `loopline dashboard` printed. "
    "For a reverse proxy or a tunnel, start the command with --proxy and the address that browsers ask for, "
    "such as --proxy https://loopline.example.org.\n"
)
_FOREIGN = (
    "A page at another address asked for this, and this dashboard answers only its own pages. "
    "If it is behind a reverse proxy, start it with --proxy and the address that browsers ask for.\n"
)
_CLOSED = "The dashboard is started with the command `loopline dashboard`, which prints the address to open.\n"
_ASK = (
    "<p>Use the address that the command <code>loopline dashboard</code> or <code>loopline demo</code> printed "
    "in its terminal; it ends in <code>?token=</code> and a key.</p>"
)
# A browser does not send the cookie after a link from another site; asked again from here, it does.
_AGAIN = '<p>If this browser has the dashboard open already: <a href="">open this page</a>.</p>'


@dataclass(frozen=True, slots=True)
class Door:
    """What the guard lets in.

    Attributes:
        port: The port that the dashboard listens on.
        addresses: Where it is asked for.
        keys: Its secrets.
    """

    port: int
    addresses: Addresses
    keys: Keys

    @property
    def cookie(self) -> str:
        """Name of the cookie: browsers keep one jar for all ports of a machine."""
        return f"loopline-{self.port}"


class _Place:
    """The door of this process; there is none until the command has said what opens it."""

    door: Door | None = None


def hang(door: Door | None) -> None:
    """Set the door of this process.

    Args:
        door: What lets in; None lets nobody in.
    """
    _Place.door = door


def hung() -> bool:
    """Whether this process has a door, so that what it serves is guarded."""
    return _Place.door is not None


class Guard:
    """Answers what must not reach the pages, and adds to every answer what it must carry."""

    def __init__(self, app: Answers) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request or connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        sent = _Sent(send)
        refusal = _judged(scope, _Place.door)
        try:
            await (refusal or self._app)(scope, receive, sent)
        except Exception:
            if scope["type"] == "http" and not sent.started:
                await PlainTextResponse("The dashboard failed at this request.\n", 500)(scope, receive, sent)
            raise


class _Sent:
    """Sends on, with the headers that every answer carries."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] in _STARTS:
            self.started = True
            headers = [header for header in message.get("headers", ()) if header[0].lower() not in dict(HEADERS)]
            named = any(name.lower() == POLICY for name, _ in headers)
            policy = [] if named else [(POLICY, SEALED.encode())]
            message = {**message, "headers": [*headers, *policy, *HEADERS]}
        await self._send(message)


def _judged(scope: Message, door: Door | None) -> Response | None:
    """What to answer in the pages' stead; None if they may answer."""
    if door is None:
        return PlainTextResponse(_CLOSED, 403)
    hosts, origins = _all(scope, b"host"), _all(scope, b"origin")
    if len(hosts) != 1 or hosts[0].lower() not in door.addresses.hosts:
        return PlainTextResponse(_ELSEWHERE, 421)
    if any(origin.lower() not in door.addresses.origins for origin in origins):
        return PlainTextResponse(_FOREIGN, 403)
    holds = any(door.keys.holds(given) for given in _cookies(scope, door.cookie))
    token, rest = _token(scope)
    if token is not None and scope["type"] == "http" and scope["method"] == "GET":
        ours = partial(same_user, scope.get("client"), scope.get("server"))
        secret = door.keys.exchange(token, ours=ours)
        if secret is not None or holds:
            secure = f"https://{hosts[0].lower()}" in door.addresses.origins
            return _entered(scope["path"], rest, door.cookie, secret, secure=secure)
        return _refused("This address is not valid, or no longer.", again=False)
    return None if holds else _refused("This browser has not been let in.", again=True)


def _token(scope: Message) -> tuple[str | None, str]:
    """The token in an address, and the rest of its parameters as they are."""
    parts = scope.get("query_string", b"").decode("latin-1").split("&")
    given = [part.partition("=")[2] for part in parts if part.partition("=")[0] == TOKEN]
    return (given[0] if given else None), "&".join(part for part in parts if part.partition("=")[0] != TOKEN)


def _entered(path: str, query: str, cookie: str, secret: str | None, *, secure: bool) -> Response:
    """A page that leads on to the address without the token.

    No redirect: where a link in a mail or another program's page led here, a browser would not send a strict cookie
    along it.
    """
    place = "/" + quote(path.lstrip("/\\")) + (f"?{query}" if query else "")
    shown = escape(place)
    answer = HTMLResponse(
        f'<!doctype html><html lang="en"><title>Loopline</title><meta http-equiv="refresh" content="0; url={shown}">'
        f'<p><a href="{shown}">Open Loopline</a></p></html>',
        headers={"cache-control": "no-store"},
    )
    if secret is not None:
        answer.set_cookie(cookie, secret, httponly=True, samesite="strict", path="/", secure=secure)
    return answer


def _refused(why: str, *, again: bool) -> Response:
    return HTMLResponse(
        f'<!doctype html><html lang="en"><title>Loopline</title><h1>{why}</h1>{_ASK}{_AGAIN if again else ""}</html>',
        403,
        headers={"cache-control": "no-store"},
    )


def _all(scope: Message, name: bytes) -> list[str]:
    """All values of a header."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _cookies(scope: Message, name: str) -> list[str]:
    """All values of a cookie that a request carries."""
    found = []
    for header in _all(scope, b"cookie"):
        for part in header.split(";"):
            key, _, value = part.strip().partition("=")
            if key == name:
                found.append(value.strip('"'))
    return found
