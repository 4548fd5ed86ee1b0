"""Figures of the pages, measured in a real browser: `python -m tests.pages.figures ADDRESS [ROUNDS]`.

Times from asking for a page until its headline is seen, beside an empty Streamlit page served in the same run, and from
a double click in the drawing until the next picture is drawn. Printed, never asserted: a busy machine is no defect.
"""

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
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from dashboards.commands.dashboard import _free_port
from dashboards.shell.launch import PAGES, flags

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
              "--disable-sync", "--no-first-run"]  # fmt: skip
_HEAD = ".ll h1, .loopline h1"


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
            _wait(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            with urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)


def opened(browser: Browser, address: str, until: str) -> float:
    """Milliseconds from asking for an address until something of it is seen, in a fresh browser context."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address)
    page.locator(until).first.wait_for(timeout=60_000)
    took = (time.perf_counter() - began) * 1000
    context.close()
    return took


def drilled(page: Page, address: str, at: str, begins: str) -> float:
    """Milliseconds from a link inside the app until the next headline is seen."""
    page.goto(address)
    page.locator(".loopline canvas").wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    began = time.perf_counter()
    page.evaluate(
        "at => { history.pushState({}, '', '?at=' + at); dispatchEvent(new PopStateEvent('popstate', {state: {}})); }",
        at,
    )
    page.locator(".loopline h1", has_text=begins).wait_for(timeout=60_000)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Measure and print."""
    address, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as play, empty_page() as empty:
        browser = play.chromium.launch(executable_path=path, args=_ARGUMENTS)
        opened(browser, empty, ".empty")
        base = statistics.median(opened(browser, empty, ".empty") for _ in range(rounds))
        print(f"{'empty Streamlit page':24} {base:7.0f} ms")
        for page in PAGES:
            where = f"{address}/{'' if page.home else page.path}"
            opened(browser, where, _HEAD)
            took = statistics.median(opened(browser, where, _HEAD) for _ in range(rounds))
            print(f"{page.title:24} {took:7.0f} ms   {took - base:+6.0f}")
        for at, begins in [each.split("=", 1) for each in sys.argv[3:]]:
            page_ = browser.new_page(viewport={"width": 1280, "height": 800})
            took = statistics.median(drilled(page_, address, at, begins) for _ in range(rounds))
            print(f"{'to ' + at:24} {took:7.0f} ms")
            page_.close()
        browser.close()


if __name__ == "__main__":
    main()
