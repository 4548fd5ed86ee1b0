"""Pages are told where their server is; nothing else is touched."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest
import streamlit

from dashboards.door.guard import Message, Receive, Send
from dashboards.shell.asgi import PageHints
from dashboards.shell.preload import ELEMENTS, scripts

STATIC = Path(streamlit.__file__).parent / "static"
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

    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"accept-encoding", b"gzip"), (b"if-none-match", b"x"), (b"host", b"here")],
    }
    # Nothing here waits, so no event loop is needed, which would open a socket.
    with pytest.raises(StopIteration):
        PageHints(app)(scope, receive, send).send(None)
    assert sent[0]["status"] == status
    return dict(sent[0]["headers"]), b"".join(each["body"] for each in sent[1:]), seen


@pytest.mark.parametrize("path", ["/briefing", "/findings", "/loop-board"])
def test_a_page_is_told_where_its_server_is(path: str) -> None:
    headers, body, seen = answer(path, PAGE[:5], PAGE[5:])
    assert body.startswith(b"<!doctype html><head><script>window.__streamlit=")
    assert b"<title>x</title><link " in body
    assert body.endswith(b"></head>")
    assert headers[b"content-length"] == str(len(body)).encode()
    assert seen == [(b"host", b"here")], "a compressed page can't be added to"


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/findings/_stcore/host-config", "/media/7", "/static/js/index.js", "/x.png"]
)
def test_everything_else_goes_through_untouched(path: str) -> None:
    headers, body, seen = answer(path, PAGE)
    assert body == PAGE
    assert headers[b"content-length"] == str(len(PAGE)).encode()
    assert len(seen) == 3


def test_a_page_is_sent_whole_every_time_for_its_policy_names_its_scripts() -> None:
    headers, body, seen = answer("/findings?at=R3", PAGE)
    assert (b"if-none-match", b"x") not in seen
    script = body.split(b"<script>")[1].split(b"</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script).digest())
    assert b"'sha256-" + digest + b"'" in headers[b"content-security-policy"]


def test_what_every_page_needs_is_asked_for_early() -> None:
    found = scripts()
    named = (STATIC / "index.html").read_text(encoding="utf-8")
    assert {name.split(".")[0] for name in found} >= set(ELEMENTS)
    assert all((STATIC / "static" / "js" / name).is_file() and name not in named for name in found)


def test_what_is_imported_comes_along_once(tmp_path: Path) -> None:
    folder = tmp_path / "static" / "js"
    folder.mkdir(parents=True)
    (tmp_path / "index.html").write_text('<script src="./static/js/base.1.js">', encoding="utf-8")
    (folder / "Html.1.js").write_text('import{a}from"./pure.1.js";import"./base.1.js";', encoding="utf-8")
    (folder / "pure.1.js").write_text('import{b}from"./Html.1.js";import("./later.1.js")', encoding="utf-8")
    assert scripts(tmp_path) == ["Html.1.js", "pure.1.js"]


def test_a_streamlit_that_keeps_its_scripts_elsewhere_is_no_error(tmp_path: Path) -> None:
    assert scripts(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "/briefing"),
        ("", "/briefing"),
        ("/?at=R3/D%2F7", "/alignment?at=R3/D%2F7"),
        ("/?list=gaps", "/alignment?list=gaps"),
        ("/bench?query=p01", "/query-console?query=p01"),
        ("/nonsense", "/briefing?missing=nonsense"),
        ("/nonsense/?at=R3", "/briefing?missing=nonsense"),
        ("/findings/old", "/briefing?missing=findings/old"),
        ("//evil.example/x y", "/briefing?missing=/evil.example/x%20y"),
    ],
)
def test_old_addresses_lead_to_their_page(path: str, place: str) -> None:
    headers, body, seen = answer(path, PAGE, status=307)
    assert headers[b"location"] == place.encode()
    assert (body, seen) == (b"", [])
