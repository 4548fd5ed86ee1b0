"""What the briefing says of the time before: figures over time, findings since the first date, and what waits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboards.screens.briefing.brief import Course, StepLinks
from dashboards.screens.briefing.changes import SinceFirst, compose_changes, since_first_of
from dashboards.screens.briefing.decisions import Decisions, compose_decisions, decisions_of
from dashboards.screens.briefing.trend import METRICS, compose_trend, courses_of
from dashboards.shell.stored import Finding
from graph.queries.catalog import catalog
from tests.support.screens import texts

MAY, JUNE, JULY = date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31)
STEPS = {
    "SIT-RIT": StepLinks("state", "region", 8, 6),
    "RIT-DIT": StepLinks("region", "district", 60, 39, weakest=True),
}


def rows(day: date, metric: str, key: str, **columns: float) -> list[dict[str, Any]]:
    named = {"as_of": day, "metric": metric, "key": key}
    return [{**named, "column": column, "value": float(value)} for column, value in columns.items()]


def state(day: date, connected: int, cant_tell: int = 0) -> list[dict[str, Any]]:
    known = {"buildings": 410, "starting": 10, "cant_tell": cant_tell, "both_ways": connected // 2}
    return rows(day, "alignment", "ST", connected=connected, **known)


def test_the_view_has_every_figure_that_is_shown() -> None:
    shown = {"alignment": {"buildings", "starting", "cant_tell", "connected", "both_ways"}}
    shown["weakest_step"] = {"pairs", "holds", "share"}
    assert set(METRICS) - {"critical_findings"} == set(shown)
    for metric, names in shown.items():
        assert names <= {column.name for column in catalog()[metric].columns if column.over_time}


def test_a_figure_has_a_row_with_what_it_was_at_each_date() -> None:
    told = [*state(MAY, 100), *state(JUNE, 200), *state(JULY, 300)]
    told += rows(MAY, "weakest_step", "RIT-DIT", pairs=60, holds=30, share=0.5)
    told += rows(JULY, "weakest_step", "RIT-DIT", pairs=60, holds=39, share=0.65)
    for day, count, age in ((MAY, 4, 0), (JUNE, 0, None), (JULY, 2, 45.5)):
        told += rows(day, "critical_findings", "", open=count, **({} if age is None else {"median_days": age}))
    courses = courses_of(told, "ST", STEPS)
    assert {each.name: [point.told for point in each.points] for each in courses} == {
        "Buildings connected": ["100 of 400", "200 of 400", "300 of 400"],
        "Both ways": ["50", "100", "150"],
        "Links that hold, region to district": ["30 of 60", "can't tell", "39 of 60"],
        "Critical problems open": ["4", "0", "2"],
        "Days open (median)": ["0", "none open", "45.5"],
    }
    heights = {each.name: [point.height for point in each.points] for each in courses}
    assert heights["Buildings connected"] == [0, 0.5, 1]
    assert heights["Links that hold, region to district"] == [0, None, 1]
    assert heights["Critical problems open"] == [1, 0, 0.5]


def test_a_figure_that_stays_as_it_is_has_a_level_line_and_a_small_change_is_seen() -> None:
    still = courses_of([*state(MAY, 100), *state(JUNE, 100)], "ST", {})[0]
    assert [point.height for point in still.points] == [0.5, 0.5]
    moved = courses_of([*state(MAY, 390), *state(JUNE, 391)], "ST", {})[0]
    assert [point.height for point in moved.points] == [0, 1]


def test_one_date_is_no_course() -> None:
    assert courses_of(state(MAY, 100), "ST", STEPS) == ()
    assert courses_of([], "ST", STEPS) == ()
    assert compose_trend(()) is None


def test_why_the_base_of_a_figure_changed_is_said_in_a_clause() -> None:
    def told(day: date, buildings: int, starting: int, pairs: int) -> list[dict[str, Any]]:
        known = {"cant_tell": 0, "both_ways": 1, "connected": 5}
        found = rows(day, "alignment", "ST", buildings=buildings, starting=starting, **known)
        waiting = {} if day == MAY else {"starting": 60 - pairs}
        return found + rows(day, "weakest_step", "RIT-DIT", pairs=pairs, holds=3, share=0.5, **waiting)

    every = [*told(MAY, 60, 6, 54), *told(JUNE, 60, 0, 54), *told(JULY, 57, 2, 60)]
    courses = {each.name: each.base for each in courses_of(every, "ST", STEPS)}
    assert courses["Buildings connected"] == (
        "30 Jun 2026: 60 buildings counted, not 54, because 6 that were starting have begun.",
        (
            "31 Jul 2026: 55 buildings counted, not 60, because 2 are starting and not counted yet and 3 fewer are "
            "in scope."
        ),
    )
    assert courses["Links that hold, region to district"] == (
        "31 Jul 2026: 60 links counted, not 54, because 6 that were starting have begun.",
    ), "of the first date it is not on record how many were starting"
    assert courses["Both ways"] == ()
    said = texts(str(compose_trend(courses_of(every, "ST", STEPS))))
    assert "Buildings connected, 30 Jun 2026: 60 buildings counted, not 54, because" in said
    same = [*told(MAY, 60, 6, 54), *told(JUNE, 60, 6, 54)]
    assert all(each.base == () for each in courses_of(same, "ST", STEPS))


def test_what_was_mostly_unknown_then_is_told_so_and_breaks_the_line() -> None:
    told = [*state(MAY, 100), *state(JUNE, 30, cant_tell=200), *state(JULY, 300)]
    connected = courses_of(told, "ST", {})[0]
    assert [point.told for point in connected.points] == ["100 of 400", "can't tell", "300 of 400"]
    made = str(compose_trend([connected]))
    (path,) = re.findall(r'<path d="([^"]+)"', made)
    assert (path.count("M"), path.count("L")) == (2, 0)
    assert 'aria-label="Buildings connected: 31 May 2026: 100 of 400; 30 Jun 2026: can&#x27;t tell;' in made


def test_a_figure_that_was_never_known_is_left_out() -> None:
    told = [*state(MAY, 30, cant_tell=200), *state(JUNE, 30, cant_tell=300)]
    assert courses_of(told, "ST", {}) == ()


def test_a_region_has_the_figures_that_are_kept_of_it() -> None:
    told = [*state(MAY, 100), *state(JUNE, 200)]
    assert [each.name for each in courses_of(told, "ST", {})] == ["Buildings connected", "Both ways"]


def course(months: int) -> Course:
    days = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(months)]
    return courses_of([row for at, day in enumerate(days) for row in state(day, 100 + at)], "ST", {})[0]


def test_many_dates_are_behind_a_fold_and_the_first_and_last_are_seen() -> None:
    said = texts(str(compose_trend([course(4)])))
    assert said.startswith("Over time Figure 1 Apr 2024 Since 1 Jan 2024 1 Mar 2024 1 Feb 2024 1 Jan 2024 Buildings")
    assert "All 4 dates" not in said
    said = texts(str(compose_trend([course(36)])))
    assert "Figure 1 Dec 2026 Since 1 Jan 2024 1 Nov 2026 1 Oct 2026 1 Jan 2024" in said
    assert "135 of 400 134 of 400 133 of 400 100 of 400 The latest date first." in said
    assert "All 36 dates Date Buildings connected 1 Dec 2026 135 of 400 1 Nov 2026 134 of 400" in said
    assert said.count(" of 400") == 4 + 36


def test_what_has_become_of_the_findings_of_the_first_date() -> None:
    row = {"as_of": MAY, "loads": 3, "then": 85, "still": 69, "gone": 13, "untold": 1, "come": 1}
    row |= {"under": 2, "ended": 2, "risen": 1}
    first = since_first_of([row], JULY)
    assert first is not None
    assert first.told == (
        "Since 31 May 2026: of the 85 findings then, 69 are still there (2 of them under another finding now), 13 are "
        "repaired, 2 ended with what they were about and 1 can't be told now; 1 finding has come since, and 1 that "
        "followed from another one then stands for itself now."
    )
    plain = replace(first, untold=0, under=0, ended=0, risen=0)
    assert plain.told == (
        "Since 31 May 2026: of the 85 findings then, 69 are still there and 13 are repaired; 1 finding has come since."
    )
    assert first.told in texts(str(compose_changes((), first)))
    assert replace(plain, then=0).told == "Since 31 May 2026, when there was no finding: 1 finding has come since."
    assert since_first_of([], JULY) is None


def test_at_the_first_date_nothing_is_compared_with_it() -> None:
    assert since_first_of([{"as_of": JULY}], JULY) is None
    assert isinstance(SinceFirst(MAY, 0, 0, 0, 0, 0).told, str)


def finding(sentence: str, severity: str = "high", **more: Any) -> Finding:
    return Finding(sentence, severity, 3, **{"status": "open", "open_since": MAY, **more})


def test_what_waits_for_a_decision() -> None:
    some = [
        finding("No owner.", "critical"),
        finding("Has one.", "critical", role="Director, North"),
        finding("Is waived.", "critical", status="waived", waived_until=date(2026, 8, 20)),
        finding("Is waived for long.", "critical", status="waived", waived_until=date(2027, 8, 20)),
        finding("Late.", due=date(2026, 7, 15)),
        finding("Later.", due=date(2026, 6, 15)),
        finding("In time.", due=JULY),
        finding("Not in the ledger.", "critical", status=""),
    ]
    found = decisions_of(some, JULY)
    assert [each.sentence for each in found.unowned] == ["No owner."]
    assert [each.sentence for each in found.overdue] == ["Later.", "Late."]
    assert [each.sentence for each in found.ending] == ["Is waived."]
    said = texts(str(compose_decisions(found, 1)))
    assert said == (
        "What waits for a decision 1 load is held: nothing of it was written. See Loads . "
        "No role is named yet to see to 1 critical problem: who sees to what . "
        "Name one with loopline finding assign ID ROLE . "
        "2 findings are past the day by which they were to be done 15 June 2026: Later. 15 July 2026: Late. "
        "1 finding is waived and open again within a month 20 August 2026: Is waived."
    )


def test_nothing_waits() -> None:
    assert compose_decisions(Decisions(), 0) is None
    assert decisions_of([finding("Small.", "low")], JULY) == Decisions()
    assert decisions_of([finding("No owner.", "critical")], None) == Decisions()


@pytest.mark.parametrize("late", [3, 4, 9])
def test_a_long_list_is_cut_and_counts_what_is_left(late: int) -> None:
    some = [finding(f"Late {at}.", due=date(2026, 7, at + 1)) for at in range(late)]
    said = texts(str(compose_decisions(decisions_of(some, JULY), 0)))
    assert said.count("Late ") == 3
    assert (f"{late - 3} more" in said) == (late > 3)
