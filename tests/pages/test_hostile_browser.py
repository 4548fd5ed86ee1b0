"""Hostile texts in every field, on every page, in a real browser: they are read as text and do nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from dashboards.commands.dashboard import _free_port
from dashboards.shell.launch import flags
from tests.pages.conftest import ROOT, Watched, ready

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
    app = folder / "app.py"
    app.write_text(APP.replace("(APP,", f"({str(ROOT / 'dashboards' / 'app.py')!r},"), encoding="utf-8")
    port = _free_port(None)
    log = folder / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(app), *flags(port)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=out,
            stderr=out,
        )
        try:
            yield ready(f"http://127.0.0.1:{port}", server, log)
        finally:
            server.terminate()
            server.wait(15)


@pytest.mark.parametrize("place", PLACES)
def test_hostile_texts_do_nothing(watched: Watched, hostile: str, place: str) -> None:
    watched.plain = True
    for _ in range(2):
        watched.page.goto(f"{hostile}/{place}")
        watched.settle()
        watched.page.wait_for_timeout(300)
        assert watched.page.evaluate("globalThis.hacked") is None
        read = watched.page.evaluate(READ)
        assert place in WITHOUT or any(payload[:20] in read for payload in PAYLOADS), "no payload reached the page"


def test_hostile_texts_in_the_search_box_and_its_list(watched: Watched, hostile: str) -> None:
    watched.plain = True
    watched.page.goto(hostile)
    watched.settle()
    watched.page.locator(".st-key-finder input").fill("reg")
    watched.page.locator(".found-units li").first.wait_for()
    watched.page.locator(".st-key-finder input").fill(PAYLOADS[2])
    watched.page.locator(".found-units p").first.wait_for()
    assert watched.page.evaluate("globalThis.hacked") is None
