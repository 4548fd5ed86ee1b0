"""Hostile texts in every field, on every page, in a real browser: they are read as text and do nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from graph.server import stop
from graph.settings import Settings
from tests.pages.conftest import ROOT, Watched, served

pytestmark = [pytest.mark.pages, pytest.mark.slow]

APP = """
import itertools, runpy
from dashboards.shell import readers
from tests.pages.test_hostile_browser import PAYLOADS
from tests.support.views import Door, Views

TEXTS = {"name", "upper", "lower", "leader", "within", "sentence", "region", "unit", "source", "reason", "sheet"}
next_payload = itertools.cycle(PAYLOADS).__next__


class Hostile(Views):
    def __call__(self, name, **given):
        rows = super().__call__(name, **given)
        return [{key: next_payload() if key in TEXTS and row[key] else row[key] for key in row} for row in rows]


vacant = {"unit_id": "R1", "level": "region", "code": PAYLOADS[1], "post": PAYLOADS[2]}
vacant |= {"posts": 9, "vacant": 4, "share": 0.5}
door = Door(Hostile(), [{**vacant, "unit": PAYLOADS[0]}])
readers.runner = lambda: door
runpy.run_path(APP, run_name="__main__")
"""
SERVED = """
import streamlit as st
from pathlib import Path
from dashboards.shell.asgi import MIDDLEWARE

app = st.App(Path(__file__).with_name("hostile_page.py"), middleware=MIDDLEWARE)
"""
SERVE = """
from pathlib import Path
from dashboards.shell import serve

serve.APP = Path(__file__).with_name("hostile_app.py")
serve.main()
"""
HACK = "globalThis.hacked=1;alert(1)"
PAYLOADS = (
    f"<script>{HACK}</script>",
    f"</script><script>{HACK}//",
    f"<img src=x onerror={HACK}>",
    "<img src=//elsewhere.example/x.png>",
    f'"><svg onload={HACK}>',
    f"' onmouseover='{HACK}' autofocus onfocus='{HACK}",
    f"<iframe srcdoc='<script>parent.{HACK}</script>'></iframe>",
    f'<a href="javascript:{HACK}">x</a>',
    f"<details open ontoggle={HACK}>",
    "<style>@import '//elsewhere.example/x.css';*{background:url(//elsewhere.example/y)}</style>",
    "<link rel=stylesheet href=//elsewhere.example/z.css>",
    f"<math><mi//xlink:href='data:x,<script>{HACK}</script>'>",
    f"<template><script>{HACK}</script></template>",
    f"{HACK}\u2028{HACK}\u2029",
    "\u202egnp.exe \u2066x",
    ":material/home: :red[x] **b** [x](javascript:alert(1)) $\\alpha$ `c`",
    "${7*7} {{7*7}} <%= 7*7 %> #{7*7}",
    '=HYPERLINK("http://elsewhere.example")',
    "Robert'}) DETACH DELETE n //",
    "&lt;script&gt;&#x3c;b&#x3e;",
    "\x01\x08\x1b[31mred",
    "\U0001f3eb" * 60,
    "A" * 5000,
    "  \u00a0 ",
)  # fmt: skip
PLACES = (
    "",
    "?at=R2",
    "?at=R2/D1",
    "?at=R2/D1/B1",
    "?list=gaps",
    "briefing",
    "loop-board",
    "loop-board?cell=SIT-RIT.paper",
    "findings",
    "data-health",
    "loads",
    "loads?load=l",
    "query-console",
)
# Pages that name nothing of this small state: the query console, and a list whose only gap is told by its number.
WITHOUT = ("query-console", "?list=gaps")
# Everything that can be read on the page, inside components as well.
READ = """() => {
  const said = (root) => [...root.querySelectorAll("*")].map((at) => at.shadowRoot ? said(at.shadowRoot) : "").join(" ")
    + " " + (root.body ?? root).textContent;
  return said(document);
}"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application on a state whose every text is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    page = APP.replace("(APP,", f"({str(ROOT / 'dashboards' / 'app.py')!r},")
    (folder / "hostile_page.py").write_text(page, encoding="utf-8")
    (folder / "hostile_app.py").write_text(SERVED, encoding="utf-8")
    (folder / "hostile_serve.py").write_text(SERVE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), str(folder))))
        try:
            with served(Settings(home=folder), folder / "log", "hostile_serve") as address:
                yield address
        finally:
            stop(Settings(home=folder))  # a page that asks the graph starts one


@pytest.mark.parametrize("place", PLACES)
def test_hostile_texts_do_nothing(watched: Watched, hostile: str, place: str) -> None:
    for _ in range(2):
        watched.page.goto(f"{hostile}/{place}")
        watched.settle()
        watched.page.wait_for_timeout(300)
        assert watched.page.evaluate("globalThis.hacked") is None
        read = watched.page.evaluate(READ)
        assert place in WITHOUT or any(payload[:20] in read for payload in PAYLOADS), "no payload reached the page"


def test_hostile_texts_in_the_search_box_and_its_list(watched: Watched, hostile: str) -> None:
    watched.page.goto(hostile)
    watched.settle()
    watched.page.locator(".st-key-finder input").fill("reg")
    watched.page.locator(".found-units li").first.wait_for()
    watched.page.locator(".st-key-finder input").fill(PAYLOADS[2])
    watched.page.locator(".found-units p").first.wait_for()
    assert watched.page.evaluate("globalThis.hacked") is None
