"""When one person's contact was is told by its month alone: in the graph, and so wherever the graph is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboards.drawing.last_contact import last_seen, silent_since
from graph.derive.steps.link_state import Judged
from graph.derive.steps.redundancy import Holders, _last
from graph.model.nodes import NODES
from tests.support.pictures import link_of, small_state

LAST = date(2026, 4, 26)


def judged(last: date | None = LAST, days: int | None = 7) -> Judged:
    return Judged("DIT-BIT:B", "alive", "holds", last, days, 30, 1, None, 1.0)


@pytest.mark.parametrize(
    ("people", "ever", "by_day"),
    [
        (1, 1, False),
        (1, 2, False),  # the other one's contact is older than the period
        (0, 1, False),  # a silence: what was before it was one person's
        (2, 1, False),  # the teams count two, the records show one
        (None, 1, False),
        (0, 2, True),
        (2, 2, True),
        (None, 0, True),  # the day is that of a meeting that the teams reported
    ],
)
def test_the_day_of_one_persons_contact_is_not_stored(people: int | None, ever: int, by_day: bool) -> None:
    found = _last(Holders(people, ever=ever), judged())
    assert found == ((LAST, 7, None) if by_day else (None, None, "April 2026"))


def test_a_link_without_any_contact_has_neither_day_nor_month() -> None:
    assert _last(Holders(1, ever=1), judged(None, None)) == (None, None, None)


def test_no_other_property_of_a_link_has_a_day_of_contact() -> None:
    assert not {"last_down", "last_up"} & {prop.name for prop in NODES["Link"].properties}


def test_pages_say_the_month_in_its_place() -> None:
    link = link_of(small_state().below[0])
    assert link is not None
    link = replace(link, last_contact=None, days_since=None, last_month="April 2026")
    assert silent_since(link, LAST) == "since April 2026"
    assert last_seen(link) == "in April 2026"
    assert last_seen(replace(link, last_month=None)) == ""
    assert silent_since(replace(link, last_month=None), LAST) == ""
