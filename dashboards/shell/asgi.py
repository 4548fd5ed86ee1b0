"""The app as `loopline dashboard` serves it: guarded; every page learns where its server is and what to preload.

A Streamlit page first looks for its server below its own address. That takes two failing requests and leaves two errors
in the browser's console; setting `window.__streamlit` avoids them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse

from dashboards.door.guard import Guard, Message, Receive, Send
from dashboards.door.policy import POLICY, page_policy
from dashboards.shell.address import BRIEFING, address
from dashboards.shell.pages import MISSING, PAGES, start_page
from dashboards.shell.preload import links

_HEAD = b"<head>"
_HINT = b'<head><script>window.__streamlit={BACKEND_BASE_URL:location.origin+"/"}</script>'
_END = b"</head>"
_ENDED = links() + _END

_UNASKED = {b"accept-encoding", b"if-none-match", b"if-modified-since"}

# Addresses of renamed pages redirect for one version.
_MOVED = {"/bench": "/query-console"}
_PAGES = frozenset(f"/{page.path}" for page in PAGES)
_SHOWN = 80
# What Streamlit serves beside pages; "_stcore" may also stand below a page.
_ENDPOINTS = frozenset({"component", "media", "oauth2callback", "static", "vendor"})


class PageHints:
    """Adds the server's address and the scripts to preload to every HTML page; redirects old addresses."""

    def __init__(self, app: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _is_page(scope["path"]):
            await self._app(scope, receive, send)
            return
        query = scope.get("query_string", b"").decode("latin-1")
        moved = _moved(scope["path"].rstrip("/"), query)
        if moved is not None:
            await RedirectResponse(moved + (f"?{query}" if query and "?" not in moved else ""))(scope, receive, send)
            return
        # Nothing can be inserted into a compressed page, nor told of one that is not sent.
        plain = [header for header in scope["headers"] if header[0].lower() not in _UNASKED]
        await self._app({**scope, "headers": plain}, receive, _Page(send))


class _Page:
    """Collects a whole page, then sends it with the additions."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._body.replace(_HEAD, _HINT, 1).replace(_END, _ENDED, 1)
        length = (b"content-length", str(len(body)).encode())
        headers = [header for header in self._start["headers"] if header[0].lower() != length[0]]
        policy = (POLICY, page_policy(body))
        await self._send({**self._start, "headers": [*headers, policy, *([length] if body else [])]})
        await self._send({"type": "http.response.body", "body": body})


def _moved(path: str, query: str) -> str | None:
    """Where an address that is no page's own leads; None for a page's own."""
    if path in _PAGES:
        return None
    if path:
        # Streamlit would show the first page as if that had been asked for.
        return _MOVED.get(path) or f"/{address(BRIEFING, at=None, **{MISSING: path[1 : _SHOWN + 1]})}"
    return f"/{start_page(parse_qs(query)).path}"


def _is_page(path: str) -> bool:
    """Whether an address is a page's, not a file's or one of Streamlit's own endpoints."""
    first = path.split("/", 2)[1] if "/" in path else ""
    return "_stcore" not in path and first not in _ENDPOINTS and "." not in path.rsplit("/", 1)[-1]


MIDDLEWARE = [Middleware(Guard), Middleware(PageHints)]
"""What answers before the pages do, outermost first."""

app = st.App(Path(__file__).resolve().parent.parent / "app.py", middleware=MIDDLEWARE)
