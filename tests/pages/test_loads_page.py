"""The page Loads: what waits comes first, and a load is opened, by mouse and by keyboard, and has an address."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.kept.notes import LoadNotes
from graph.settings import Settings
from tests.pages.conftest import Watched
from tests.pages.test_accessibility import serious
from tests.pages.test_pages_invented import markup, opened, stand_on
from tests.support.screens import texts
from tests.support.views import Views

pytestmark = pytest.mark.pages

HELD = "d" * 16
FACTS = {
    "state": "held",
    "source": "hr",
    "as_of": "2026-11-30",
    "held_at": "2026-12-01T08:00:00+00:00",
    "digest": "0",
    "reasons": ["40 of 100 people of this source are not in the files. The file may be cut off."],
    "plan": {"Person": {"new": 2, "changed": 0, "same": 58, "ended": 40}},
}


@pytest.fixture
def notes() -> LoadNotes:
    """The notes in the data folder of the test's pages."""
    return LoadNotes(Settings.from_env().inputs)


def test_a_held_load_is_seen_at_once_and_before_all_others(monkeypatch: pytest.MonkeyPatch, notes: LoadNotes) -> None:
    stand_on(monkeypatch, Views())
    assert "no load waits" in texts(markup(opened("loads")))
    notes.note(HELD, FACTS)
    said = texts(markup(opened("loads")))
    assert "1 load waits for a decision" in said
    assert said.index("People: 2 new, 40 ended") < said.index("Published loads")
    assert f'loopline approve {HELD} --reason "..."' in said


def test_an_address_opens_a_load(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views())
    made = markup(opened("loads", load="l"))
    said = texts(made)
    assert "Load 1: hr as of 31 October 2026." in said
    assert "All 70 56 7 7 14" in said
    assert 'href="loads"' in made, "the way back to all loads"
    other = texts(markup(opened("loads", load="<b>no such</b>")))
    assert "No load has the id <b>no such</b>; all loads are shown." in other
    assert "Published loads" in other


def test_the_address_of_a_held_load_shows_it_without_a_complaint(
    monkeypatch: pytest.MonkeyPatch, notes: LoadNotes
) -> None:
    stand_on(monkeypatch, Views())
    notes.note(HELD, FACTS)
    assert "No load has the id" not in texts(markup(opened("loads", load=HELD)))


def test_when_all_was_taken_back_the_page_says_so_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, notes: LoadNotes
) -> None:
    stand_on(monkeypatch, Views(published=[]))
    notes.note(HELD, {**FACTS, "state": "undone", "reasons": [], "reason": "last month's file"})
    said = texts(markup(opened("loads")))
    assert "Nothing is loaded now; no load waits for a decision." in said
    assert "loopline load FOLDER --source NAME --as-of DATE" in said
    assert "last month's file" in said


def hold(demo: Settings) -> Path:
    LoadNotes(demo.inputs).note(HELD, FACTS)
    return demo.inputs / f"held-{HELD}.json"


@pytest.mark.integration
@pytest.mark.parametrize("width", [1280, 390])
def test_in_a_browser(watched: Watched, dashboard: str, demo: Settings, width: int) -> None:
    page, note = watched.page, hold(demo)
    try:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{dashboard}/loads")
        watched.settle()
        expect(page.locator("h1")).to_contain_text("1 load waits for a decision")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert serious(page) == []
        # A table that goes on at the side says so, and scrolls in an area of its own.
        wide = page.locator(".ll .scroll[data-wide]")
        assert (wide.count() > 0) is (width == 390)
        if width == 390:
            word = wide.first.evaluate("at => getComputedStyle(at, '::before').content")
            assert "Swipe sideways for more" in word
            assert wide.first.evaluate("at => (at.scrollLeft = 50, at.scrollLeft)") == 50
        watched.keep(f"loads-{width}")
        page.get_by_role("link", name="Load 1", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("Load 1: demo as of 31 October 2026.")
        assert "load=" in page.url
        expect(page.locator("#ll-said")).to_have_text("Load 1: demo as of 31 October 2026.")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert serious(page) == []
        page.reload()
        watched.settle()
        expect(page.locator("h1")).to_contain_text("Load 1:")
        watched.keep(f"loads-opened-{width}")
        page.get_by_role("link", name="all loads", exact=True).click()
        expect(page.locator("h1")).to_contain_text("The data are as of")
    finally:
        note.unlink()
