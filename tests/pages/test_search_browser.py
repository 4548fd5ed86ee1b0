"""The search box in a real browser: by mouse, by keyboard alone, and while a slow answer is on its way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Watched, head

pytestmark = [pytest.mark.pages, pytest.mark.integration, pytest.mark.slow]


def test_search_leads_to_the_one_building_line(watched: Watched, dashboard: str, broken: dict[str, str]) -> None:
    page = watched.page
    page.goto(f"{dashboard}/findings")
    watched.settle()
    page.locator(".st-key-finder input").fill(broken["school"])
    page.locator(".found-units a").first.click()
    head(page, broken["school_name"])
    expect(page.locator(".st-key-finder input")).to_have_value("")
    assert "?at=" in page.url


def test_search_is_used_by_keyboard_alone(watched: Watched, dashboard: str, broken: dict[str, str]) -> None:
    page = watched.page
    page.goto(f"{dashboard}/findings")
    watched.settle()
    box = page.locator(".st-key-finder input")
    box.click()
    page.keyboard.type("region")
    options = page.locator(".found-units [role=option]")
    page.locator('.found-units[data-typed="region"]').wait_for()
    expect(page.locator("#ll-said")).to_contain_text("found")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(page.locator(".found-units")).to_be_hidden()
    box.fill("")
    # Enter opens the best hit, even if it is pressed before there are any.
    page.keyboard.type(broken["district_name"])
    page.keyboard.press("Enter")
    head(page, broken["district_name"])
    assert page.url.endswith(f"alignment?at={broken['district']}")


def test_search_box_keeps_the_cursor_while_its_hits_are_fetched(
    watched: Watched, dashboard: str, broken: dict[str, str]
) -> None:
    page = watched.page
    page.goto(f"{dashboard}/findings")
    watched.settle()
    box = page.locator(".st-key-finder input")
    box.fill(broken["region_name"])
    page.locator(".found-units").wait_for()
    # Streamlit marks what a slow run may still replace; the box must stay what is typed into.
    page.evaluate("document.querySelectorAll('.st-key-finder [data-stale]').forEach(at => at.dataset.stale = 'true')")
    expect(page.locator(".found-units")).to_be_hidden()
    expect(box).to_be_visible()
    expect(box).to_be_focused()
