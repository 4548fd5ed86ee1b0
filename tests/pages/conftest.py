"""The pages' own state: the demo on a Neo4j of its own, served once for all tests that open pages."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest
import streamlit as st
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, sync_playwright

from dashboards.commands.dashboard import _free_port, start, wait
from dashboards.door.keys import Tokens
from dashboards.loads.run import Way, run_load
from graph.connection import connect
from graph.errors import LooplineError
from graph.kept.load_input import LoadInput
from graph.profile.profile import Profile
from graph.server import ensure_running, stop
from graph.settings import Settings
from loaders import sheets
from loaders.generator import DEMO, demo_state

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "artifacts" / "pages"
COOKIES: dict[str, SetCookieParam] = {}
PRINTED: dict[str, str] = {}
"""Addresses with a token, by address, as the command would print them."""
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run")  # fmt: skip


def pytest_itemcollected(item: pytest.Item) -> None:
    """Pages stay together where several workers run the tests: they share one state and one browser."""
    item.add_marker(pytest.mark.xdist_group("pages"))


@pytest.fixture(autouse=True)
def _fresh_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No page of one test sees what another kept, and none ever opens the user's own graph."""
    monkeypatch.setenv("LOOPLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def demo_sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo state's sheets, with their answer key."""
    return demo_state(tmp_path_factory.mktemp("sheets") / "demo")


@pytest.fixture(scope="session")
def demo(demo_sheets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The demo state, loaded, derived and judged."""
    settings = Settings(home=tmp_path_factory.mktemp("demo"))
    ensure_running(settings)
    try:
        load(settings, demo_sheets, "demo")
        yield settings
    finally:
        stop(settings)


def load(settings: Settings, folder: Path, source: str) -> None:
    """Load a folder of sheets with everything that follows."""
    given = LoadInput(source, DEMO.as_of, sheets.read([folder]), Profile.load("education"))
    run_load(settings, given, Way())


@contextmanager
def served(settings: Settings, log: Path, module: str = "dashboards.shell.serve") -> Iterator[str]:
    """The dashboard's server as `loopline dashboard` starts it; gives its address, which browsers are let in at."""
    port = _free_port(None)
    environment = {**os.environ, "LOOPLINE_HOME": str(settings.home)}
    environment.pop("NEO4J_URI", None)
    tokens = Tokens.new()
    with log.open("wb") as out:
        server = start(port, tokens, environment, out=out, err=out, module=module)
        try:
            try:
                wait(server, port)
            except LooplineError:
                raise AssertionError(log.read_text(encoding="utf-8")) from None
            yield let_in(f"http://127.0.0.1:{port}", tokens.printed)
        finally:
            server.terminate()
            server.wait(15)


def let_in(address: str, token: str) -> str:
    """Exchange a token, for all browsers that `enter` readies afterwards; gives the address."""
    PRINTED[address] = f"{address}/?token={token}"
    with urlopen(PRINTED[address], timeout=10) as answer:  # noqa: S310 - our own server
        name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
    COOKIES[address] = {"name": name, "value": value, "url": address, "httpOnly": True, "sameSite": "Strict"}
    return address


def enter(context: BrowserContext) -> BrowserContext:
    """Give a browser the cookies that it would have after the addresses with a token."""
    context.add_cookies(list(COOKIES.values()))
    return context


@pytest.fixture(scope="session")
def dashboard(demo: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the dashboard on the demo state."""
    with served(demo, tmp_path_factory.mktemp("served") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def broken(demo: Settings) -> dict[str, str]:
    """A region, a district of it without a team, and a building in that district."""
    with connect(demo) as runner:
        return runner.read(
            "MATCH (link:Link {kind: 'RIT-DIT', state: 'missing', no_team: 'lower'})-[:OF]->(district:Unit)"
            "-[:PART_OF]->(region:Unit), (school:Unit {scoped: true})-[:PART_OF]->(district) "
            "RETURN region.unit_id AS region, region.name AS region_name, district.unit_id AS district, "
            "district.name AS district_name, school.unit_id AS school, school.name AS school_name "
            "ORDER BY link.cuts_off DESC, district, school LIMIT 1"
        ).rows[0]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("No Chromium on this machine: the pages were not opened. Install one, or set CHROMIUM to its path.")
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


@dataclass
class Watched:
    """A browser page and what it did that it must not do.

    Attributes:
        page: The page.
        outside: Addresses asked for that are not on this machine.
        noise: Errors and warnings in its console.
        dialogs: Windows that a script opened.
    """

    page: Page
    outside: list[str] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until the script has run and something of it is seen."""
        self.page.wait_for_selector('.stApp[data-test-script-state="notRunning"]', timeout=60_000)
        self.page.wait_for_selector(".ll h1, .loopline h1", timeout=60_000)

    def keep(self, name: str) -> None:
        """Keep a screenshot."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    """A page that may talk to this machine only: a request elsewhere, a dialog, noise in the console fail the test."""
    made = watch(chromium)
    yield made
    made.page.close()
    assert not made.outside
    assert not made.noise
    assert not made.dialogs


def watch(chromium: Browser, scheme: str = "light") -> Watched:
    """A watched page of 1280 x 800."""
    page = chromium.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    enter(page.context)
    made = Watched(page)

    def guard(route: Route) -> None:
        if route.request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            route.continue_()
        else:
            made.outside.append(route.request.url)
            route.abort()

    page.route("**/*", guard)
    page.on("console", lambda said: _note(made, said.type, said.text, said.location.get("url", "")))
    page.on("pageerror", lambda error: made.noise.append(str(error)))
    page.on("dialog", lambda dialog: _refuse(made, dialog))
    return made


def _refuse(made: Watched, dialog: Dialog) -> None:
    made.dialogs.append(dialog.message)
    dialog.dismiss()


def _note(made: Watched, kind: str, said: str, url: str) -> None:
    if kind in {"error", "warning"}:
        made.noise.append(f"{said} {url}")


def head(page: Page, begins: str) -> None:
    """Wait for a headline, on a page or above a drawing."""
    page.locator(".ll h1, .loopline h1").filter(has_text=re.compile("^" + re.escape(begins))).first.wait_for(
        timeout=60_000
    )
