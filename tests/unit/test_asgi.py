"""Pages are told where their server is; nothing else is touched."""

from __future__ import annotations

from typing import Any

import pytest

from dashboards.shell.asgi import Message, Receive, Send, Told

PAGE = b"<!doctype html><head><title>x</title></head>"


def answer(path: str, *parts: bytes, status: int = 200) -> tuple[dict[bytes, bytes], bytes, list[Any]]:
    """What comes back of an address whose app answers with these parts: headers, body, headers that the app saw."""
    seen: list[Any] = []
    sent: list[Message] = []

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        del receive
        seen.extend(scope["headers"])
        headers = [(b"content-length", str(sum(map(len, parts))).encode())] if parts else []
        await send({"type": "http.response.start", "status": status, "headers": headers})
        for at, part in enumerate(parts or (b"",)):
            await send({"type": "http.response.body", "body": part, "more_body": at + 1 < len(parts)})

    async def receive() -> Message:
        return {}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "headers": [(b"accept-encoding", b"gzip"), (b"host", b"here")]}
    # Nothing here waits, so no event loop is needed, which would open a socket.
    with pytest.raises(StopIteration):
        Told(app)(scope, receive, send).send(None)
    assert sent[0]["status"] == status
    return dict(sent[0]["headers"]), b"".join(each["body"] for each in sent[1:]), seen


@pytest.mark.parametrize("path", ["/", "/findings", "/loop-board"])
def test_a_page_is_told_where_its_server_is(path: str) -> None:
    headers, body, seen = answer(path, PAGE[:5], PAGE[5:])
    assert body.startswith(b"<!doctype html><head><script>window.__streamlit=")
    assert body.endswith(b"<title>x</title></head>")
    assert headers[b"content-length"] == str(len(body)).encode()
    assert seen == [(b"host", b"here")], "a compressed page can't be added to"


@pytest.mark.parametrize("path", ["/_stcore/health", "/findings/_stcore/host-config", "/static/js/index.js", "/x.png"])
def test_everything_else_goes_through_untouched(path: str) -> None:
    headers, body, seen = answer(path, PAGE)
    assert body == PAGE
    assert headers[b"content-length"] == str(len(PAGE)).encode()
    assert len(seen) == 2


def test_a_page_that_did_not_change_stays_without_a_body() -> None:
    headers, body, _ = answer("/findings", status=304)
    assert (headers, body) == ({}, b"")
