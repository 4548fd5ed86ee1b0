"""Figures of the pages, in a real browser: until a page's headline is seen, beside an empty Streamlit page."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from dashboards.commands.dashboard import _free_port
from dashboards.shell.launch import flags
from dashboards.shell.pages import PAGES
from graph.connection import connect
from graph.settings import Settings
from tests.benchmark.figure import Figure
from tests.pages.conftest import ARGUMENTS, enter, served

ROUNDS = 5
_HEAD = ".ll h1, .loopline h1"
PATIENCE = 60


@contextmanager
def empty_page() -> Iterator[str]:
    """A Streamlit server whose page is one line."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.py"
        page.write_text('import streamlit as st\nst.html("<h1 class=empty>x</h1>")\n', encoding="utf-8")
        port = _free_port(None)
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(page), *flags(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            time.sleep(3)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def opened(browser: Browser, address: str, until: str) -> float:
    """Milliseconds from asking for an address until something of it is seen, in a fresh browser context."""
    context = enter(browser.new_context(viewport={"width": 1280, "height": 800}))
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address)
    _seen(page.locator(until).first)
    took = (time.perf_counter() - began) * 1000
    context.close()
    return took


def _seen(what: Locator) -> None:
    """Wait until something is seen; Playwright's own waiting looks every half second, which is as long as a page takes.

    Raises:
        TimeoutError: It was not seen within a minute.
    """
    until = time.monotonic() + PATIENCE
    while not what.is_visible():
        if time.monotonic() > until:
            raise TimeoutError(f"{what} was not seen within {PATIENCE} seconds.")
        time.sleep(0.01)


def drilled(page: Page, address: str, at: str, name: str) -> float:
    """Milliseconds from a link inside the app until the unit's headline is seen."""
    page.goto(address)
    page.locator(".loopline canvas").wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    began = time.perf_counter()
    page.evaluate(
        "at => { history.pushState({}, '', '?at=' + at); dispatchEvent(new PopStateEvent('popstate', {state: {}})); }",
        at,
    )
    _seen(page.locator(".crumbs b, .crumbs strong", has_text=name).first)
    return (time.perf_counter() - began) * 1000


def _ways(settings: Settings) -> list[tuple[str, str, str]]:
    """A region, a district and a building: what it is, its address, its name."""
    text = (
        "MATCH (b:Unit {level: 'school', scoped: true})-[:PART_OF]->(d:Unit {level: 'district'})"
        "-[:PART_OF]->(r:Unit {level: 'region'}) WITH r, d, b ORDER BY r.unit_id, d.unit_id, b.unit_id LIMIT 1 "
        "RETURN [r.unit_id, d.unit_id, b.unit_id] AS ids, [r.name, d.name, b.name] AS names"
    )
    with connect(settings) as runner:
        row = runner.read(text).rows[0]
    kinds = ("region", "district", "building")
    return [(kind, "/".join(row["ids"][: at + 1]), row["names"][at]) for at, kind in enumerate(kinds)]


def pages(settings: Settings) -> Iterator[Figure]:
    """Every page of the dashboard, and the way down from the state."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as folder,
        served(settings, Path(folder) / "log") as address,
        sync_playwright() as play,
        empty_page() as empty,
    ):
        browser = play.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        opened(browser, empty, ".empty")
        base = statistics.median(opened(browser, empty, ".empty") for _ in range(ROUNDS))
        yield Figure("An empty Streamlit page", base, "ms")
        for page in PAGES:
            where = f"{address}/{'' if page.home else page.path}"
            opened(browser, where, _HEAD)
            took = statistics.median(opened(browser, where, _HEAD) for _ in range(ROUNDS))
            yield Figure(f"{page.title}: until its headline is seen, beyond the empty page", took - base, "ms", 600)
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        enter(tab.context)
        for kind, at, name in _ways(settings):
            took = statistics.median(drilled(tab, address, at, name) for _ in range(ROUNDS))
            yield Figure(f"From the state to a {kind}", took, "ms", 400)
        browser.close()
