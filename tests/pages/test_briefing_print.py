"""The briefing prints on one sheet: the demo's, and one with all that a briefing can have."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Browser

from dashboards.drawing.card import Card
from dashboards.screens.briefing.brief import Brief, Course, Loss, Point, StepLinks
from dashboards.screens.briefing.changes import Changed, SinceFirst
from dashboards.screens.briefing.decisions import Decisions
from dashboards.screens.briefing.text import compose, compose_top
from dashboards.shell.load_context import LoadContext
from dashboards.shell.stored import Finding
from tests.pages.conftest import watch

pytestmark = [pytest.mark.pages, pytest.mark.integration, pytest.mark.slow]

LATE = Finding(
    "Foxborough has no district team; 31 buildings below it wait.",
    "critical",
    31,
    due=date(2026, 9, 1),
    waived_until=date(2026, 9, 1),
)
WORDS = "Cuts off 58 buildings; a repair reconnects 55. Agreed in writing; no contact on record since 20 February. "
DAYS = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(36)]


def full() -> Brief:
    """A briefing with every part at its longest."""
    names = (
        "Buildings connected",
        "Both ways",
        "Links that hold, district to building",
        "Critical",
        "Days open (median)",
    )
    return Brief(
        context=LoadContext(load="x", as_of=DAYS[-1], loaded="all", buildings=1200, coverage=0.98),
        connected=700,
        both_ways=500,
        cut_off=400,
        starting=60,
        cant_tell=40,
        losses=(Loss("region", 100, 20, 10), Loss("district", 200, 20, 20), Loss("school", 100, 20, 10)),
        steps=(
            StepLinks("state", "region", 20, 16, 2, 100),
            StepLinks("region", "district", 60, 39, 2, 200, weakest=True),
            StepLinks("district", "school", 1200, 707, 60, 100),
        ),
        alone=8,
        critical=(LATE,) * 9,
        critical_count=12,
        waived=2,
        largest=58,
        one_way="The link from the state to Region 3 keeps all lines in it from working both ways.",
        repairs=tuple(Card("State team to Region 6: silent", WORDS, at + 1, (), "Call them.") for at in range(3)),
        support="51 teams have no support on record, 37 of them because the team above is still to be formed",
        changes=(Changed("opened", 90, 32, ("A.",) * 3), Changed("reopened", 1, 0, ("B.",)), Changed("resolved", 19)),
        since_first=SinceFirst(DAYS[0], 85, 60, 20, 5, 248),
        courses=tuple(Course(name, tuple(Point(day, "900 of 1,200", 0.7) for day in DAYS)) for name in names),
        decisions=Decisions((LATE,) * 9, (LATE,) * 9, (LATE,) * 9),
        held=2,
    )


@pytest.mark.parametrize("whole", [False, True])
def test_the_briefing_prints_on_one_page_in_light(chromium: Browser, dashboard: str, whole: bool) -> None:
    made = watch(chromium, "dark")
    made.page.goto(f"{dashboard}/briefing")
    made.settle()
    made.page.wait_for_timeout(500)
    if whole:
        brief = full()
        made.page.evaluate(
            "html => { document.querySelector('.st-key-briefing .ll').innerHTML = html }",
            str(compose_top(brief) + compose(brief)),
        )
        made.page.locator(".trend svg").first.wait_for()
    printed = made.page.pdf(prefer_css_page_size=True, print_background=True, format="A4", landscape=True)
    made.keep(f"briefing_printed_{whole}")
    made.page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
