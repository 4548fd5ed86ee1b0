"""Whoever asks elsewhere, from elsewhere or without the key gets a plain sentence, on every route."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dashboards.door import guard
from dashboards.door.addresses import own_addresses, proxy_address
from dashboards.door.guard import Door, Guard, Message, Receive, Send, hang
from dashboards.door.keys import HANDED_SECONDS, Keys, Tokens
from dashboards.door.policy import HEADERS
from graph.errors import UsageError

PORT = 8501
TOKENS = Tokens.new()
ROUTES = (
    "/",
    "/briefing",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/static/js/index.js",
    "/media/x.csv",
    "/_stcore/upload_file/s/f",
)
KEPT = {name.decode(): value.decode() for name, value in HEADERS}


class Answer:
    """What came back: status, headers, body, and whether the app was reached."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""
        self.reached = False
        self.kinds: list[str] = []


def ask(
    path: str, headers: dict[str, str] | None = None, /, *, kind: str = "http", fails: bool = False, **more: str
) -> Answer:
    """Ask the guard for a path; `cookie` and `host` are headers like any other."""
    found = Answer()

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        del scope, receive
        found.reached = True
        if fails:
            raise RuntimeError("secret")
        start = "http.response.start" if kind == "http" else "websocket.accept"
        await send({"type": start, "status": 200, "headers": [(b"x-frame-options", b"ALLOW")]})

    async def receive() -> Message:
        return {}

    async def send(message: Message) -> None:
        found.kinds.append(message["type"])
        found.status = message.get("status", found.status)
        found.headers |= {name.decode(): value.decode() for name, value in message.get("headers", ())}
        found.body += message.get("body", b"")

    path, _, query = path.partition("?")
    given = {"host": f"127.0.0.1:{PORT}", **(headers or {}), **more}
    scope: dict[str, Any] = {
        "type": kind,
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items() if value],
        "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", PORT),
        "extensions": {"websocket.http.response": {}},
    }
    # Nothing here waits, so no event loop is needed, which would open a socket.
    with pytest.raises((StopIteration, RuntimeError)):
        Guard(app)(scope, receive, send).send(None)
    return found


@pytest.fixture(autouse=True)
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    """A door on port 8501, with a proxy before it."""
    monkeypatch.setattr(guard, "same_user", lambda *_: True)
    made = Door(PORT, own_addresses(PORT, ["https://loopline.example.org"]), Keys(TOKENS))
    hang(made)
    yield made
    hang(None)


def cookie(token: str = TOKENS.printed) -> str:
    return ask(f"/briefing?token={token}").headers["set-cookie"].partition(";")[0]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    "host", ["", "evil.example", "evil.example:8501", "127.0.0.1", "127.0.0.1:8502", "localhost.evil.example:8501"]
)
def test_another_name_is_refused_with_what_to_do(route: str, host: str) -> None:
    found = ask(route, host=host, cookie=cookie())
    assert (found.status, found.reached) == (421, False)
    assert b"--proxy" in found.body


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", "http://127.0.0.1:9999", "https://127.0.0.1:8501", "http://localhost"]
)
def test_a_page_elsewhere_is_refused(route: str, origin: str) -> None:
    found = ask(route, origin=origin, cookie=cookie())
    assert (found.status, found.reached) == (403, False)
    assert b"answers only its own pages" in found.body


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("given", ["", "loopline-8501=x", "loopline-8502={}", "loopline-8501="])
def test_without_the_key_there_is_a_sentence_and_no_page(route: str, given: str) -> None:
    found = ask(route, cookie=given.format(cookie().partition("=")[2]))
    assert (found.status, found.reached) == (403, False)
    assert b"Use the address that the command" in found.body


@pytest.mark.parametrize(
    "headers", [{"host": "evil.example:8501"}, {"origin": "http://evil.example"}, {"cookie": ""}, {"host": ""}]
)
def test_the_websocket_asks_for_the_same(headers: dict[str, str]) -> None:
    whole = {"cookie": cookie(), "origin": f"http://127.0.0.1:{PORT}"}
    let_in = ask("/_stcore/stream", whole, kind="websocket")
    assert (let_in.reached, let_in.kinds) == (True, ["websocket.accept"])
    refused = ask("/_stcore/stream", {**whole, **headers}, kind="websocket")
    assert not refused.reached
    assert refused.kinds[0] == "websocket.http.response.start"
    assert refused.status in (403, 421)


@pytest.mark.parametrize("name", ["127.0.0.1:8501", "localhost:8501", "LOCALHOST:8501", "loopline.example.org"])
def test_our_own_names_are_answered(name: str) -> None:
    scheme = "https" if "example" in name else "http"
    assert ask("/briefing", host=name, origin=f"{scheme}://{name.lower()}", cookie=cookie()).reached


@pytest.mark.parametrize("path", ["/briefing", "/static/js/index.js", "/_stcore/health"])
@pytest.mark.parametrize("headers", [{}, {"host": "evil.example"}, {"cookie": ""}, {"origin": "null"}])
def test_every_answer_carries_what_it_must(path: str, headers: dict[str, str]) -> None:
    found = ask(path, {"cookie": cookie(), **headers})
    assert KEPT.items() <= found.headers.items()
    assert "frame-ancestors 'none'" in found.headers["content-security-policy"]
    assert "default-src 'none'" in found.headers["content-security-policy"]


def test_a_failure_says_nothing_and_carries_it_too() -> None:
    found = ask("/briefing", cookie=cookie(), fails=True)
    assert (found.status, b"secret" in found.body) == (500, False)
    assert KEPT.items() <= found.headers.items()


def test_the_token_is_exchanged_for_another_secret_and_leaves_the_address() -> None:
    found = ask(f"/alignment?at=R3/D%2F7&token={TOKENS.printed}&list=gaps")
    assert (found.status, found.reached) == (200, False)
    assert b'url=/alignment?at=R3/D%2F7&amp;list=gaps"' in found.body
    assert TOKENS.printed.encode() not in found.body
    kept = found.headers["set-cookie"]
    assert TOKENS.printed not in kept
    assert kept.startswith("loopline-8501=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(kept.split("; "))
    assert found.headers["cache-control"] == "no-store"
    assert ask("/alignment", cookie=kept.partition(";")[0]).reached


def test_behind_https_the_cookie_stays_there() -> None:
    found = ask(f"/?token={TOKENS.printed}", host="loopline.example.org")
    assert "Secure" in found.headers["set-cookie"]


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", '/"><script>'])
def test_the_way_on_leads_to_no_other_place(path: str) -> None:
    body = ask(f"{path}?token={TOKENS.printed}").body
    assert b"url=/" in body
    assert b"url=//" not in body
    assert b"url=/\\" not in body
    assert b"<script" not in body


def test_the_printed_address_works_again_and_the_handed_one_does_not() -> None:
    assert cookie() == cookie()
    assert cookie(TOKENS.handed) == cookie()
    again = ask(f"/?token={TOKENS.handed}")
    assert (again.status, "set-cookie" in again.headers) == (403, False)
    assert ask(f"/?token={TOKENS.handed}", cookie=cookie()).status == 200, "who is in already is led on"


def test_the_handed_address_is_for_this_users_browser_and_soon() -> None:
    now = [0.0]
    assert Keys(TOKENS, lambda: now[0]).exchange(TOKENS.handed, ours=lambda: False) is None
    keys = Keys(TOKENS, lambda: now[0])
    now[0] = HANDED_SECONDS
    assert keys.exchange(TOKENS.handed, ours=lambda: True) is None
    assert keys.exchange(TOKENS.printed, ours=lambda: False) is not None


def test_without_a_door_nobody_is_let_in() -> None:
    hang(None)
    found = ask(f"/briefing?token={TOKENS.printed}")
    assert (found.status, found.reached) == (403, False)
    assert b"loopline dashboard" in found.body


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://Loopline.Example.org/", "https://loopline.example.org"),
        ("http://proxy:80", "http://proxy"),
        ("https://proxy:8443", "https://proxy:8443"),
        ("http://[::1]:9000", "http://[::1]:9000"),
    ],
)
def test_an_address_of_a_proxy_is_read_as_browsers_write_it(given: str, read: str) -> None:
    assert proxy_address(given) == read


@pytest.mark.parametrize(
    "given",
    ["proxy", "ftp://proxy", "https://", "https://a/b", "https://u@a", "https://*.a", "http://a:x", "https://a?b"],
)
def test_what_is_no_address_of_a_proxy_is_told(given: str) -> None:
    with pytest.raises(UsageError):
        proxy_address(given)
