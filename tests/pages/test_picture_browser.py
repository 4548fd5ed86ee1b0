"""The picture in a real browser: drawn, clicked, walked, printed; nothing asked for outside, clean console."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Locator, Page, Route

from dashboards.drawing.export import export_html
from tests.support.pictures import eastlake, picture_of, small_state

pytestmark = [pytest.mark.pages, pytest.mark.slow]

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run"]  # fmt: skip
ROOT = Path(__file__).parents[2]
PAGE = """
import streamlit as st
from dashboards.shell.address import read_at, write_at
from dashboards.drawing.component import show_picture
from tests.support.pictures import eastlake, large_state, picture_of, small_state

st.set_page_config(layout="wide")
st.html("<style>.stMainBlockContainer{padding:60px 24px 0}</style>")


@st.cache_resource
def world(name):
    top = large_state() if name == "large" else small_state()
    if name != "large":
        eastlake(top)
    return top


def opened(ids):
    st.query_params["at"] = write_at(ids)


def listed():
    st.session_state["listed"] = True


unit = world(st.query_params.get("world", "small"))
for unit_id in read_at(st.query_params.get("at", "")):
    unit = next(each for each in unit.below if each.ref.unit_id == unit_id)
show_picture(
    picture_of(unit),
    on_open=opened,
    on_list=listed,
    on_gaps=lambda on: st.session_state.update(gaps=on),
    only_gaps=st.session_state.get("gaps", False),
)
if st.session_state.get("listed"):
    st.write("The list was asked for.")
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Streamlit server with one page that shows the picture."""
    folder = tmp_path_factory.mktemp("picture")
    (folder / "page.py").write_text(PAGE, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", "page.py"]
    command += [f"--{name}={value}" for name, value in options.items()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}", server, folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server that was just started answers."""
    end = time.monotonic() + 120
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    """The run's one browser: a second one beside it can't be started."""
    return chromium


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may talk to this machine only; whatever goes to its console fails the test."""
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    outside: list[str] = []
    noise: list[str] = []

    def guard(route: Route) -> None:
        if route.request.url.startswith(("http://127.0.0.1", "file:", "data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    opened.route("**/*", guard)
    opened.on("console", lambda message: noise.append(message.text) if message.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: noise.append(str(error)))
    yield opened
    opened.close()
    assert not outside
    assert not noise


def _open(page: Page, address: str, query: str = "") -> Locator:
    page.goto(f"{address}/{query}")
    page.locator(".loopline canvas").wait_for(timeout=60_000)
    page.wait_for_timeout(300)
    return page.locator(".loopline")


def _at(page: Page, x: float, y: float, width: float = 900) -> tuple[float, float]:
    box = page.locator(".loopline .canvas").bounding_box()
    assert box
    scale = box["width"] / width
    return box["x"] + x * scale, box["y"] + y * scale


def _headline(page: Page, begins: str) -> None:
    page.locator(".loopline h1", has_text=begins).wait_for(timeout=20_000)


def _inked(page: Page) -> float:
    """Share of the canvas that is not left empty."""
    return float(
        page.locator(".loopline canvas").evaluate(
            """canvas => {
              const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
              let inked = 0;
              for (let i = 3; i < data.length; i += 4) inked += data[i] > 0;
              return inked / (data.length / 4);
            }"""
        )
    )


def test_state_is_drawn_with_everything_around_it(page: Page, address: str) -> None:
    body = _open(page, address)
    assert _inked(page) > 0.1
    assert "buildings that have begun are connected" in body.locator("h1").inner_text()
    assert body.locator(".panel h2").inner_text() == "Repair first"
    assert body.locator(".panel .card").count() == 3
    assert body.locator(".legend").is_visible()
    assert not body.locator(".twin-holder").is_visible()
    box = body.locator(".legend").bounding_box()
    assert box
    assert box["y"] + box["height"] < 800


def test_click_selects_and_shows_the_card(page: Page, address: str) -> None:
    body = _open(page, address)
    page.mouse.click(*_at(page, 344 + 5 * 22, 36 + 55 * 2.5 + 12))
    body.locator(".panel h2", has_text="Selected: Region 3 to Cedar District 6").wait_for()
    card = body.locator(".panel .card")
    assert card.count() == 1
    assert "Until a team forms, 19 buildings are cut off." in card.inner_text()
    assert card.locator("dl").is_visible()
    body.locator("button", has_text="Back to").click()
    assert body.locator(".panel h2").inner_text() == "Repair first"


def test_a_click_off_the_centre_hits(page: Page, address: str) -> None:
    body = _open(page, address)
    page.mouse.click(*_at(page, 344 + 6, 36 + 55 * 0.5 + 12 + 6))
    body.locator(".panel h2", has_text="Selected: Region 1 to North District 1").wait_for()
    page.mouse.click(*_at(page, 134, 36 + 55 * 4.5 - 8))
    body.locator(".panel h2", has_text="Selected: state team to Region 5").wait_for()
    page.mouse.click(*_at(page, 700, 36 + 55 * 1.5))
    body.locator(".panel h2", has_text="Selected: state team to Region 2").wait_for()


def test_way_from_the_state_to_one_building(page: Page, address: str) -> None:
    body = _open(page, address)
    page.mouse.dblclick(*_at(page, 180, 36 + 55 * 2.5 - 8))
    _headline(page, "Region 3 Cedar Valley:")
    assert "at=R3" in page.url
    page.wait_for_timeout(300)
    page.mouse.dblclick(*_at(page, 304, 42 + 55 / 2))
    _headline(page, "Eastlake:")
    page.wait_for_timeout(300)
    page.mouse.dblclick(*_at(page, 386, 42 + 31 * 4.5))
    _headline(page, "Keller Elementary is cut off")
    assert _inked(page) > 0.03
    body.locator(".crumbs button", has_text="Region 3 Cedar Valley").click()
    _headline(page, "Region 3 Cedar Valley:")
    page.go_back()
    _headline(page, "Keller Elementary is cut off")


def test_neighbours_stand_beside_the_breadcrumb(page: Page, address: str) -> None:
    body = _open(page, address, "?at=R3")
    texts = body.locator(".crumbs button").all_inner_texts()
    assert [text.strip("\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK} \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}")
            for text in texts] == ["State", "Region 2 Lake Country", "Region 4 Capital"]  # fmt: skip
    body.locator(".crumbs button", has_text="Region 4").click()
    _headline(page, "Region 4 Capital:")


def test_keyboard_walks_the_line(page: Page, address: str) -> None:
    body = _open(page, address)
    drawing, live = body.locator(".drawing"), body.locator(".live")
    assert drawing.get_attribute("role") == "application"
    drawing.focus()
    for key, said in (
        ("ArrowRight", "Region 1 North Shore."),
        ("ArrowDown", "Region 2 Lake Country."),
        ("ArrowRight", "Lake District 1."),
        ("ArrowDown", "Lake District 2."),
        ("ArrowLeft", "Region 2 Lake Country."),
        ("g", "Region 6 Iron Range. Agreed in writing"),
        ("g", "Cedar District 6. No district implementation team yet"),
    ):
        page.keyboard.press(key)
        assert live.inner_text().startswith(said)
    page.keyboard.press("Enter")
    _headline(page, "Cedar District 6:")
    drawing.focus()
    page.keyboard.press("Escape")
    _headline(page, "Region 3 Cedar Valley:")
    page.keyboard.press("t")
    assert body.locator(".twin-holder table").is_visible()
    assert not drawing.is_visible()
    page.keyboard.press("t")
    assert drawing.is_visible()


def test_table_is_real_and_leads_on(page: Page, address: str) -> None:
    body = _open(page, address)
    body.locator("button", has_text="Show as table").click()
    table = body.locator(".twin-holder table")
    assert table.locator("tbody tr").count() == 9
    with page.expect_download() as download:
        body.locator("button", has_text="Download as CSV").click()
    assert download.value.suggested_filename == "loopline_state_S.csv"
    table.locator("button", has_text="Region 6 Iron Range").click()
    _headline(page, "Region 6 Iron Range:")


def test_only_gaps_folds_and_the_headline_stays(page: Page, address: str) -> None:
    body = _open(page, address, "?at=R3")
    before = body.locator("h1").inner_text()
    body.locator("button", has_text="Only gaps").click()
    body.locator("button[aria-pressed=true]", has_text="Only gaps").wait_for()
    page.wait_for_timeout(300)
    assert body.locator("h1").inner_text() == before
    page.mouse.dblclick(*_at(page, 304, 42 + 55 * 5.5))
    fold = body.locator(".fold")
    fold.locator("table").wait_for()
    members = fold.locator("tbody tr").count()
    fold.locator("input").fill("District 7")
    assert fold.locator("tbody tr").count() == 1 < members
    fold.locator("button", has_text="Close").click()
    fold.locator("table").wait_for(state="detached")


def test_list_of_all_gaps_can_be_asked_for(page: Page, address: str) -> None:
    body = _open(page, address)
    body.locator("button", has_text="Open the list").click()
    page.get_by_text("The list was asked for.").wait_for()


def test_full_size(page: Page, address: str) -> None:
    body = _open(page, address, "?world=large")
    assert _inked(page) > 0.1
    page.mouse.dblclick(*_at(page, 180, 36 + 22 * 9.5))
    _headline(page, "Region 10 Richardson:")
    page.wait_for_timeout(300)
    page.mouse.dblclick(*_at(page, 304, 42 + 27 * 15.5))
    fold = body.locator(".fold")
    fold.locator("table").wait_for()
    assert fold.locator("tbody tr").count() == 50
    fold.locator("button", has_text="Next page").click()
    assert fold.locator("tbody tr").count() > 20


@pytest.mark.parametrize(("width", "beside", "drawing"), [(1600, True, True), (1100, False, True), (700, False, False)])
def test_widths(page: Page, address: str, width: int, beside: bool, drawing: bool) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/?at=R3")
    page.locator(".loopline h1").wait_for(timeout=60_000)
    page.wait_for_timeout(500)
    panel, canvas = page.locator(".loopline .panel"), page.locator(".loopline .drawing")
    assert canvas.is_visible() == drawing
    assert page.locator(".loopline .twin-holder").is_visible() != drawing
    if drawing:
        right, left = panel.bounding_box(), canvas.bounding_box()
        assert right
        assert left
        assert (right["x"] > left["x"] + 800) == beside
        assert left["x"] + left["width"] <= width


def test_dark_theme_is_drawn_in_dark_colours(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    _open(opened, address)
    color = opened.locator(".loopline").evaluate("frame => frame.style.getPropertyValue('--ll-holds')")
    assert color == "#61A5F2"
    context.close()


def test_print_is_light_and_sharp(page: Page, address: str) -> None:
    _open(page, address, "?at=R3")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    sheet = page.locator("#loopline-print")
    assert sheet.locator(".drawing svg text", has_text="Cedar District 6").is_visible()
    assert sheet.locator("table tbody tr").count() == 10
    assert sheet.locator(".legend .line").count() == 3
    assert "Data as of 31 October 2026" in sheet.locator(".as-of").inner_text()
    assert not page.locator("[data-testid=stApp]").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#loopline-print").count() == 0


def test_exported_file_works_by_itself(page: Page, tmp_path: Path) -> None:
    top = small_state()
    file = tmp_path / "overview.html"
    file.write_text(export_html(picture_of(top)), encoding="utf-8")
    page.goto(file.as_uri())
    page.locator(".loopline canvas").wait_for()
    page.wait_for_timeout(500)
    assert _inked(page) > 0.1
    page.mouse.click(*_at(page, 344 + 5 * 22, 36 + 55 * 2.5 + 12))
    page.locator(".loopline .panel h2", has_text="Selected: Region 3 to Cedar District 6").wait_for()
    assert page.locator(".loopline button", has_text="Open").count() == 0
    page.locator(".loopline button", has_text="Show as table").click()
    assert page.locator(".loopline .twin-holder table").is_visible()


def test_hostile_names_stay_text(page: Page, tmp_path: Path) -> None:
    top = small_state()
    region = top.below[2]
    name = "</script><img src=x onerror=document.title='taken'><b>x</b>"
    object.__setattr__(region.ref, "name", name)
    eastlake(top)
    for place, unit in enumerate((top, region, region.below[1].below[0])):
        file = tmp_path / f"{place}.html"
        file.write_text(export_html(picture_of(unit)), encoding="utf-8")
        page.goto(file.as_uri())
        page.locator(".loopline canvas").wait_for()
        page.locator(".loopline button", has_text="Show as table").click()
        assert page.locator(".loopline .twin-holder th", has_text="<img src=x").count() >= 1
        assert "taken" not in page.title().split("Loopline", 1)[0]
        assert page.locator("img").count() == 0
