"""The dashboard in a real browser: every page, the way from the state to one building, and back."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboards.drawing.phrasing import in_order
from dashboards.overview import views_of
from dashboards.screens.alignment.read import Names
from dashboards.shell.pages import PAGES
from graph.connection import connect
from graph.settings import Settings
from tests.pages.conftest import Watched, head, served, watch

pytestmark = [pytest.mark.pages, pytest.mark.integration, pytest.mark.slow]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_shown_by_the_navigation(chromium: Browser, dashboard: str, scheme: str) -> None:
    made = watch(chromium, scheme)
    made.page.goto(dashboard)
    made.settle()
    for page in PAGES:
        made.page.locator(".ll .pages a", has_text=page.title).click()
        made.page.locator('.ll .pages a[aria-current="page"]', has_text=page.title).wait_for()
        made.settle()
        expect(made.page.locator(".ll .asof")).to_contain_text("Data as of 31 Oct 2026")
        expect(made.page.locator(".ll .banner").first).to_contain_text("Invented data")
        made.page.wait_for_timeout(700)
        made.keep(f"{page.path}_{scheme}")
    made.page.close()
    assert (made.outside, made.noise, made.dialogs) == ([], [], [])


@pytest.mark.parametrize("path", ["", *(page.path for page in PAGES)])
def test_every_page_has_an_address_of_its_own(watched: Watched, dashboard: str, path: str) -> None:
    watched.page.goto(f"{dashboard}/{path}")
    watched.settle()
    here = watched.page.locator('.ll .pages a[aria-current="page"]')
    expect(here).to_have_count(1)
    expect(watched.page).to_have_title(f"{here.inner_text()} \N{MIDDLE DOT} Loopline")
    expect(watched.page.get_by_text("Page not found")).to_have_count(0)
    last = watched.page.locator(".ll .pages a").last.bounding_box()
    finder = watched.page.locator(".st-key-finder").bounding_box()
    assert last is not None
    assert finder is not None
    apart = last["x"] + last["width"] <= finder["x"] or finder["y"] >= last["y"] + last["height"]
    assert apart, "the navigation and the finder lie side by side"


def double_click(page: Page, x: float, row: tuple[int, int], most: int, head_: int) -> None:
    """Open a row of the drawing by its circle, where the layout puts it.

    Args:
        page: The page.
        x: Where the circles of this picture stand.
        row: Its place from 0, and how many rows there are.
        most: Height of a row at most.
        head_: Height of the heads.
    """
    canvas = page.locator(".loopline .canvas")
    box = canvas.bounding_box()
    assert box
    scale = box["width"] / 900
    height = min(most, 440 // row[1])
    y = head_ + height * (row[0] + 0.5) - (8 if head_ == 36 else 0)
    page.mouse.dblclick(box["x"] + x * scale, box["y"] + y * scale)


def place_of(settings: Settings, unit_id: str) -> tuple[int, int]:
    """Place among the counted units beside it, in the order of the drawing."""
    with connect(settings) as runner:
        rows = views_of(runner)("siblings", unit=unit_id)
    names = Names([(row["unit_id"], row["name"]) for row in rows])
    units = sorted((names.unit(row["unit_id"], row["name"], row["level"]) for row in rows), key=in_order)
    return [unit.unit_id for unit in units].index(unit_id), len(units)


def test_from_the_state_to_one_building_and_back(
    watched: Watched, dashboard: str, demo: Settings, broken: dict[str, str]
) -> None:
    page = watched.page
    page.goto(f"{dashboard}/alignment")
    watched.settle()
    page.locator(".loopline canvas").wait_for()
    page.wait_for_timeout(1000)
    state = page.locator(".loopline h1").inner_text()
    double_click(page, 180, place_of(demo, broken["region"]), 55, 36)
    head(page, broken["region_name"])
    assert page.url.endswith(f"?at={broken['region']}")
    watched.keep("way_region")
    page.wait_for_timeout(500)
    double_click(page, 304, place_of(demo, broken["district"]), 55, 42)
    head(page, broken["district_name"])
    assert page.url.endswith(f"?at={broken['region']}/{broken['district']}")
    watched.keep("way_district")
    page.locator(".loopline").get_by_text("Show as table").click()
    page.locator(".loopline table").get_by_text(broken["school_name"], exact=True).first.click()
    head(page, broken["school_name"])
    expect(page.locator(".loopline h1")).to_contain_text("cut off: the line breaks between the region and its district")
    assert page.url.endswith(f"?at={broken['region']}/{broken['district']}/{broken['school']}")
    page.locator(".loopline").get_by_text("Show as table").click()
    page.wait_for_timeout(500)
    watched.keep("way_building")
    page.go_back()
    head(page, broken["district_name"])
    page.go_back()
    page.go_back()
    head(page, state)
    page.go_forward()
    head(page, broken["region_name"])
    page.locator(".loopline .crumbs").get_by_text("State", exact=True).click()
    head(page, state)


def test_the_list_of_all_gaps_adds_up(watched: Watched, dashboard: str) -> None:
    page = watched.page
    page.goto(f"{dashboard}/alignment")
    watched.settle()
    page.locator(".loopline .panel").get_by_text("Open the list").click()
    page.locator(".ll table.gaps").wait_for()
    said = page.locator(".ll h1").inner_text()
    rows = [int(cell) for cell in page.locator(".ll table.gaps td.number:nth-of-type(2)").all_inner_texts()]
    assert f"cut off {sum(rows)} buildings" in said
    watched.keep("all_gaps")
    page.locator(".ll a.button", has_text="Back to the drawing").click()
    page.locator(".loopline canvas").wait_for()


def test_support_that_is_missing_leads_to_its_findings(watched: Watched, dashboard: str, demo: Settings) -> None:
    with connect(demo) as runner:
        lacking = runner.read("MATCH (f:Finding {rule: 'S-04'}) RETURN f.ids[1] AS region").rows[0]["region"]
    page = watched.page
    page.goto(f"{dashboard}/alignment?at={lacking}")
    head(page, "Region ")
    foot = page.locator(".loopline .panel .foot", has_text="no support on record")
    expect(foot).to_contain_text(re.compile("no support on record.*: see Findings."))
    page.evaluate("window.here = true")
    foot.get_by_role("link", name="see Findings").click()
    page.wait_for_url(f"**/findings?rule=S-01%2CS-03%2CS-04&at={lacking}")
    expect(page.get_by_role("heading", name="Regional team without state support", exact=True)).to_be_visible()
    assert page.evaluate("window.here"), "the application was loaded anew"


def test_loop_board_cell_selects_its_list_without_reloading(watched: Watched, dashboard: str) -> None:
    page = watched.page
    page.goto(f"{dashboard}/loop-board")
    watched.settle()
    page.evaluate("globalThis.sameDocument = true")
    page.locator(".board td.cell a[href*='RIT-DIT.no_team']").click()
    page.locator("h2", has_text="Selected: district and region, no team yet").wait_for()
    assert "cell=RIT-DIT.no_team" in page.url
    watched.keep("loop_board_selected")
    page.locator(".ll a.button", has_text="Only gaps").click()
    page.wait_for_url("**only=gaps**")
    page.go_back()
    page.go_back()
    page.locator("h2", has_text="Choose a number").wait_for()
    assert page.evaluate("globalThis.sameDocument") is True


def test_downloads_are_safe_csv(watched: Watched, dashboard: str) -> None:
    page = watched.page
    page.goto(f"{dashboard}/loop-board?cell=RIT-DIT.no_team")
    watched.settle()
    with page.expect_download() as saving:
        page.locator('[data-testid="stDownloadButton"] button').click()
    text = saving.value.path().read_text(encoding="utf-8-sig")
    assert saving.value.suggested_filename == "loopline_pairs_RIT-DIT_no_team.csv"
    assert text.startswith("pair,within,kind,state,")
    assert len(text.splitlines()) >= 2


def test_the_cypher_behind_a_number_can_be_read_and_opened(watched: Watched, dashboard: str) -> None:
    page = watched.page
    page.goto(f"{dashboard}/findings?severity=critical")
    watched.settle()
    group = page.locator(".group").first
    group.get_by_text("The Cypher behind this number").click()
    cypher = group.locator("pre").inner_text()
    assert "MATCH" in cypher
    watched.keep("findings_cypher")
    group.get_by_text("Open in the query console").click()
    page.locator("h1", has_text="Ask the graph yourself").wait_for()
    expect(page.locator('[data-testid="stTextArea"] textarea')).to_have_value(cypher.strip())
    page.locator(".st-key-run button").click()
    page.locator('[data-testid="stDataFrame"]').wait_for()
    watched.keep("bench_rows")


def test_bench_refuses_to_write(watched: Watched, dashboard: str, demo: Settings) -> None:
    page = watched.page
    page.goto(f"{dashboard}/query-console")
    watched.settle()
    page.locator('[data-testid="stTextArea"] textarea').fill("MATCH (n) DETACH DELETE n")
    page.locator(".st-key-run button").click()
    page.locator(".ll .refusal", has_text="not read-only").wait_for()
    watched.keep("bench_refused")
    with connect(demo) as runner:
        assert runner.read("MATCH (n:Unit) RETURN count(n) AS units").rows[0]["units"] > 400


def test_filters_change_the_address_and_the_list(watched: Watched, dashboard: str) -> None:
    page = watched.page
    page.goto(f"{dashboard}/findings")
    watched.settle()
    everything = page.locator(".ll .group").count()
    page.locator(".ll .counts a", has_text="critical").click()
    page.wait_for_url("**severity=critical**")
    page.locator(".ll a", has_text="Show all findings").wait_for()
    assert 0 < page.locator(".ll .group").count() < everything


def test_keyboard_reaches_everything_on_the_loop_board(watched: Watched, dashboard: str) -> None:
    page = watched.page
    page.goto(f"{dashboard}/loop-board")
    watched.settle()
    page.locator(".board td.cell a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**cell=**")
    page.locator("h2", has_text="Selected:").wait_for()
    assert page.evaluate("document.activeElement?.closest('.board') !== null")


def test_a_row_of_continuity_is_chosen_by_keyboard_and_by_mouse(watched: Watched, dashboard: str) -> None:
    page = watched.page
    page.goto(f"{dashboard}/continuity")
    watched.settle()
    page.evaluate("globalThis.sameDocument = true")
    rows = page.locator(".alone tbody tr")
    first = page.locator(".fall").inner_text()
    rows.nth(1).locator("a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**link=**")
    expect(rows.nth(1)).to_have_class("chosen")
    assert page.evaluate("document.activeElement?.closest('.alone') !== null")
    assert page.locator(".fall").inner_text() != first
    # The whole row is the target, not only the words of its link, which lies over the row.
    rows.nth(2).locator("td").last.click(force=True)
    expect(rows.nth(2)).to_have_class("chosen")
    page.locator(".ll a", has_text="Open the list").click()
    page.locator(".also table.twin").wait_for()
    page.locator(".ll a.button", has_text="Show as table").click()
    page.wait_for_url("**show=table**")
    expect(page.locator(".alone")).to_have_count(0)
    for _ in range(4):
        page.go_back()
    expect(rows.nth(0)).to_have_class("chosen")
    assert page.evaluate("globalThis.sameDocument") is True


def test_silos_change_the_level_and_never_scroll_the_page_sideways(watched: Watched, dashboard: str) -> None:
    page = watched.page
    page.goto(f"{dashboard}/silos")
    watched.settle()
    page.locator(".crumbs a", has_text="by region").click()
    page.wait_for_url("**by=region**")
    head(page, "No contact between any of the 8 regions")
    page.set_viewport_size({"width": 700, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("(at => at.scrollWidth > at.clientWidth)(document.querySelector('.ll .scroll'))")
    page.locator(".ll .scroll").focus()
    page.keyboard.press("ArrowRight")
    until = time.monotonic() + 5  # the browser's own waiting would evaluate text, which the content policy forbids
    while not page.evaluate("document.querySelector('.ll .scroll').scrollLeft > 0"):
        assert time.monotonic() < until
        page.wait_for_timeout(50)


def test_no_server_at_all_is_told_in_words(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    """With nothing loaded every page stands, and says so."""
    home = tmp_path_factory.mktemp("empty")
    settings = Settings(home=home)
    from graph.server import stop

    try:
        with served(settings, home / "log") as address:
            made = watch(chromium)
            made.page.goto(address)
            made.settle()
            head(made.page, "Nothing is loaded yet.")
            made.keep("nothing_loaded")
            made.page.locator(".ll a.button", has_text="See what to collect first").click()
            made.page.locator("h2", has_text="What to collect first").wait_for()
            made.page.close()
            assert (made.outside, made.noise) == ([], [])
    finally:
        stop(settings)


def test_the_pages_are_in_a_menu_on_a_phone(watched: Watched, dashboard: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{dashboard}/findings?at=R3")
    watched.settle()
    links = page.locator(".ll .pages a")
    expect(links.first).to_be_hidden()
    menu = page.locator('.ll [data-do="menu"]')
    menu.focus()
    page.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.do === 'menu'")
    menu.click()
    links.filter(has_text="Loop board").click()
    page.wait_for_url("**/loop-board?at=R3")
    head(page, "Region 3")
    expect(links.first).to_be_hidden()


def test_a_region_stays_from_page_to_page_and_in_print(watched: Watched, dashboard: str) -> None:
    page = watched.page
    page.goto(f"{dashboard}/briefing")
    watched.settle()
    page.locator(".ll .pick summary").click()
    page.locator(".ll .pick a", has_text="Region 3").click()
    head(page, "Region 3")
    for entry in PAGES[1:]:
        page.locator(".ll .pages a", has_text=entry.title).click()
        page.locator('.ll .pages a[aria-current="page"]', has_text=entry.title).wait_for()
        watched.settle()
        assert page.url.endswith("?at=R3"), entry.title
    page.goto(f"{dashboard}/findings?at=R3")
    head(page, "Region 3")
    page.emulate_media(media="print")
    expect(page.locator(".ll .chip")).to_contain_text("only")
    expect(page.locator(".ll .pages")).to_be_hidden()
