"""The door before the real server, and in a real browser: who is let in, and what a page may do."""

from __future__ import annotations

import base64
import os
import socket
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from dashboards.shell.pages import PAGES
from tests.pages.conftest import COOKIES, PRINTED, Watched

pytestmark = [pytest.mark.pages, pytest.mark.slow, pytest.mark.integration]

ROUTES = (
    "/",
    *(f"/{page.path}" for page in PAGES),
    "/_stcore/health",
    "/_stcore/script-health-check",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/static/js/none.js",
    "/favicon.png",
    "/media/none.csv",
    "/_stcore/upload_file/s/f",
    "/component/none/x.js",
    "/app/static/x",
    "/nowhere",
)


def asked(address: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of one request that follows nothing."""
    line = HTTPConnection(urlsplit(address).netloc, timeout=10)
    line.request(method, path, headers=headers)
    answer = line.getresponse()
    return (
        answer.status,
        {name.lower(): value for name, value in answer.getheaders()},
        answer.read().decode(errors="replace"),
    )


def cookie(address: str) -> str:
    kept = COOKIES[address]
    return f"{kept['name']}={kept['value']}"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"])
def test_no_route_answers_without_the_key_or_at_another_name(dashboard: str, method: str) -> None:
    for path in ROUTES:
        assert asked(dashboard, path, method)[0] == 403, path
        assert asked(dashboard, path, method, Cookie=cookie(dashboard), Host="evil.example")[0] == 421, path
        assert asked(dashboard, path, method, Cookie=cookie(dashboard), Origin="http://evil.example")[0] == 403, path


def test_every_answer_carries_what_it_must(dashboard: str) -> None:
    for path in ROUTES:
        for kept in ({}, {"Cookie": cookie(dashboard)}):
            status, headers, _ = asked(dashboard, path, **kept)
            assert headers["x-content-type-options"] == "nosniff", (path, status)
            assert headers["referrer-policy"] == "no-referrer"
            policy = headers["content-security-policy"]
            assert "frame-ancestors 'none'" in policy
            assert "default-src 'none'" in policy
            assert "unsafe-eval" not in policy
            assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]


@pytest.mark.parametrize(
    ("host", "origin", "with_cookie", "status"),
    [
        ("", "", True, 101),
        ("", "", False, 403),
        ("evil.example", "", True, 421),
        ("evil.example", "http://evil.example", True, 421),
        ("", "http://evil.example", True, 403),
    ],
)
def test_the_websocket_is_guarded(dashboard: str, host: str, origin: str, with_cookie: bool, status: int) -> None:
    netloc = urlsplit(dashboard).netloc
    name, _, port = netloc.partition(":")
    headers = {
        "Host": host or netloc,
        "Origin": origin or dashboard,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        **({"Cookie": cookie(dashboard)} if with_cookie else {}),
    }
    lines = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
    with socket.create_connection((name, int(port)), timeout=10) as line:
        line.sendall(f"GET /_stcore/stream HTTP/1.1\r\n{lines}\r\n".encode())
        assert int(line.recv(4096).split()[1]) == status


def test_a_browser_comes_in_by_the_printed_address_alone(chromium: Browser, dashboard: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{dashboard}/findings")
    expect(page.locator("body")).to_contain_text("Use the address that the command")
    # From a page elsewhere, as a link in a mail is, no strict cookie is sent along a redirect.
    page.set_content(f'<a href="{PRINTED[dashboard]}&at=R3">in</a>')
    page.locator("a").click()
    page.locator(".ll h1, .loopline h1").first.wait_for(timeout=60_000)
    assert page.url == f"{dashboard}/alignment?at=R3"
    (kept,) = [each for each in context.cookies() if each["name"].startswith("loopline-")]
    assert (kept["httpOnly"], kept["sameSite"]) == (True, "Strict")
    assert page.evaluate("document.cookie").find("loopline-") == -1
    assert kept["name"] == f"loopline-{urlsplit(dashboard).port}"
    context.close()


def test_a_page_can_not_be_framed_and_reaches_nothing_else(chromium: Browser, dashboard: str, watched: Watched) -> None:
    watched.page.goto(f"{dashboard}/findings")
    watched.settle()
    tried = "fetch('http://127.0.0.1:1/').then(() => 'reached', (error) => error.name)"
    assert watched.page.evaluate(tried) == "TypeError"
    assert any("connect-src" in said for said in watched.noise)
    watched.noise.clear()
    frame = chromium.new_page()
    frame.set_content(f'<iframe src="{dashboard}/findings"></iframe>')
    frame.wait_for_timeout(1500)
    assert frame.frames[1].url.startswith("chrome-error:")
    frame.close()


def test_one_download_which_guards_formulas(watched: Watched, dashboard: str, tmp_path: Path) -> None:
    page = watched.page
    page.goto(f"{dashboard}/query-console")
    watched.settle()
    page.get_by_label("Cypher").fill("MATCH (u:Unit {level: 'state'}) RETURN '=1+1' AS odd, '@x' AS also")
    page.get_by_role("button", name="Run", exact=True).click()
    page.locator('[data-testid="stDataFrame"]').wait_for()
    page.locator('[data-testid="stDataFrame"]').hover()
    bar = page.locator('[data-testid="stElementToolbar"]')
    bar.wait_for()
    names = [each.get_attribute("aria-label") or "" for each in bar.locator("button").all()]
    assert names
    assert not [name for name in names if "ownload" in name]
    assert page.get_by_role("button", name="Download", exact=False).count() == 1, "the keyboard reaches another one"
    ours, theirs = page.locator('[data-testid="stDownloadButton"] button').bounding_box(), bar.bounding_box()
    assert ours is not None
    assert theirs is not None
    assert ours["x"] + ours["width"] <= theirs["x"], "the table's own buttons lie over ours"
    with page.expect_download() as saved:
        page.locator('[data-testid="stDownloadButton"] button').click()
    saved.value.save_as(tmp_path / "rows.csv")
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8-sig").splitlines() == ["odd,also", "'=1+1,'@x"]
