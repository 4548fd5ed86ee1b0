"""Every page in light and dark, at three widths: nothing serious or critical for people with disabilities."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from dashboards.shell.pages import PAGES
from tests.pages.conftest import watch

pytestmark = [pytest.mark.pages, pytest.mark.integration, pytest.mark.slow]

WIDTHS = (1280, 768, 390)
STATES = {
    "alignment": ("", "at=R3", "at=R3&list=gaps"),
    "loop-board": ("", "cell=BIT-BMT.missing&at=R3"),
    "silos": ("", "by=district"),
    "findings": ("", "severity=critical"),
    "query-console": ("query=p01_one_person_link",),
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def serious(page: Page) -> list[str]:
    """What is wrong on a page, in words, with the first place of each."""
    options: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{each['id']}: {each['help']} ({len(each['nodes'])}, such as {each['nodes'][0]['target']})"
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_nothing_serious_stands_in_the_way(chromium: Browser, dashboard: str, path: str, scheme: str) -> None:
    wrong = {}
    for state in STATES.get(path, ("",)):
        made = watch(chromium, scheme)
        made.page.goto(f"{dashboard}/{path}?{state}")
        made.settle()
        for width in WIDTHS:
            made.page.set_viewport_size({"width": width, "height": 800})
            made.page.wait_for_timeout(300)
            wrong[(state, width)] = serious(made.page)
        made.page.close()
    assert not {at: found for at, found in wrong.items() if found}
