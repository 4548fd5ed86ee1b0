"""Data health: what was loaded, what is missing, and which sheet would add most."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboards.drawing.phrasing import in_order, lane
from dashboards.screens.alignment.read import Names
from dashboards.screens.data_health.side import compose_side
from dashboards.screens.data_health.text import (
    Came,
    Health,
    Now,
    Silent,
    Step,
    Vacant,
    compose_headline,
    compose_main,
    lacking_records,
    sheet_name,
)
from dashboards.shell import panel
from dashboards.shell.address import DATA_HEALTH
from dashboards.shell.downloads import csv_button
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import join, tag
from dashboards.shell.page import run_page
from dashboards.shell.readers import answer, view
from dashboards.shell.stored import Unanswered, has_findings, questions, unanswered
from dashboards.shell.top_line import top_line
from graph.model.sheets import SHEETS
from graph.profile.words import worded
from graph.queries.namesakes import VIEW as NAMESAKES
from graph.queries.namesakes import Namesakes

if TYPE_CHECKING:
    from collections.abc import Iterable

_STEPS = (
    (
        "Units, teams, who supports whom",
        "one form per district, once a year",
        "The drawing, gaps, who owns them; teams not formed",
    ),
    (
        "Roles, and who holds them, for team members only",
        "one list per team",
        "Stand-ins, vacant posts, who holds each link",
    ),
    (
        "Short check of each link, with what is agreed",
        "five minutes per team, each quarter",
        "Connected, both ways, overdue, on paper only",
    ),
    (
        "Barriers, answers, and who decides what",
        "a shared log",
        "What waits for an answer, and with whom; how long until those who raised it hear back",
    ),
    (
        "Use of each practice, and staff supported",
        "once a term",
        "Whether teachers are supported as planned",
    ),
)
_TEAMS, _CHECKS = "teams", "link_checks"
_PROBLEM = ("file", "line", "column", "code", "value", "reason", "lost")
_MOST_PROBLEMS = 200_000


def show() -> None:
    """The page."""
    run_page("Data health", _body, needs="server")


def _body(context: LoadContext) -> None:
    loads = [row for row in view(context, "loads") if row["published"]]
    health = read_health(context, loads)
    with top_line(context, DATA_HEALTH, "all sheets", narrows=False):
        if any(row["quarantine"] for row in loads):
            rows = [list(row.values()) for row in quarantined(loads)]
            csv_button(_PROBLEM, rows, "loopline_set_aside.csv", "Download rows set aside")
    sides = tag("div", tag("div", compose_main(health)), tag("div", compose_side(health)), class_="columns")
    panel.show(join(compose_headline(health), sides), key="health")


def read_health(context: LoadContext, loads: Sequence[dict[str, Any]]) -> Health:
    """Everything that the page shows.

    Args:
        context: The published load.
        loads: Rows of the view `loads`, of published ones.
    """
    open_ = unanswered(context)
    waiting = _waiting(open_)
    silent = view(context, "teams_not_covered") if context.loaded == "all" else []
    teams, never = (silent[0]["teams"], silent[0]["never_teams"]) if silent else (0, 0)
    lacking = lacking_records(teams, never)
    names = Namesakes.of(view(context, NAMESAKES)) if silent else Namesakes()
    counts = view(context, "way_down") if context.derived and context.state else []
    vacancies = answer(context, "vacancies_by_region")
    missing = next((each.missing for each in open_ if each.query == "vacancies_by_region"), "")
    return Health(
        context=context,
        cant_tell=counts[-1]["cant_tell"] if counts else 0,
        questions=len(questions()),
        findings=sum(query.kind == "finding" for query in questions()),
        unanswered=tuple((each.question, each.missing) for each in open_),
        steps=tuple(step_of(number, context.sheets, open_, lacking) for number in range(1, len(_STEPS) + 1)),
        came=_came(view(context, "sheets_loaded"), view(context, "sheets_held")),
        reasons=reasons_of(quarantined(loads)),
        silent=tuple(
            Silent(
                names.placed(row["name"], [row["unit_id"]]),
                row["unit_id"],
                row["buildings"] or 0,
                row["cant_tell"],
                never=row["never"],
                until=row["until"],
            )
            for row in silent
        ),
        silent_count=teams,
        never_count=never,
        best=_best(waiting),
        vacancies=vacant_of(vacancies),
        vacancies_missing=missing,
        has_findings=has_findings(context),
    )


def step_of(number: int, loaded: Iterable[str], open_: Sequence[Unanswered], lacking: str = "") -> Step:
    """One of the steps of what to collect first.

    Args:
        number: 1 to 5.
        loaded: Names of the sheets that were loaded.
        open_: Questions that can't be answered.
        lacking: Which teams lack contact records; the step that says whether links are in use is not complete without.
    """
    name, effort, unlocks = map(worded, _STEPS[number - 1])
    sheets = [sheet.name for sheet in SHEETS.values() if sheet.step == number]
    missing = [sheet for sheet in sheets if sheet not in set(loaded)]
    now: Now = "complete" if not missing else "not begun" if len(missing) == len(sheets) else "in part"
    # All that comes after the first step is about teams: without any, none of it can be whole.
    teamless = number > 1 and _TEAMS not in set(loaded)
    lacking = lacking if number == SHEETS[_CHECKS].step else ""
    return Step(
        number,
        name,
        effort,
        unlocks,
        "in part" if (teamless or lacking) and now == "complete" else now,
        tuple(sheet_name(sheet).lower() for sheet in missing),
        sum(not set(missing).isdisjoint(each.sheets) for each in open_),
        teamless=teamless,
        lacking=lacking,
    )


def _waiting(open_: Sequence[Unanswered]) -> Counter[str]:
    """How many unanswered questions need each sheet; with alternatives, the first sheet counts."""
    counted: Counter[str] = Counter()
    for each in open_:
        counted.update(each.sheets)
    return counted


def _best(waiting: Counter[str]) -> tuple[str, int] | None:
    if not waiting:
        return None
    # Records of contact, roles or barriers say nothing of teams that nobody knows.
    first: dict[str, int] = {_TEAMS: waiting[_TEAMS]} if waiting[_TEAMS] else waiting
    sheet, count = min(first.items(), key=lambda item: (-item[1], SHEETS[item[0]].step or 9, item[0]))
    return sheet_name(sheet), count


def _contract_order(row: dict[str, Any]) -> tuple[int, str]:
    """Sheets in the documented order."""
    return list(SHEETS).index(row["sheet"]) if row["sheet"] in SHEETS else len(SHEETS), row["source"]


def _came(rows: Sequence[dict[str, Any]], held: Sequence[dict[str, Any]]) -> tuple[Came, ...]:
    """The last load of each sheet and source, sheets in the documented order."""
    counts = {row["sheet"]: row for row in held}
    none = {"held": None, "ended": 0, "upcoming": 0}
    return tuple(
        Came(
            sheet_name(row["sheet"]),
            row["source"],
            row["as_of"],
            row["read"],
            row["loaded"],
            row["quarantined"],
            row["duplicates"],
            known["held"],
            row["cells"],
            past=known["ended"],
            ahead=known["upcoming"],
        )
        for row in sorted(rows, key=_contract_order)
        for known in [counts.get(row["sheet"], none)]
    )


def quarantined(loads: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """Rows and cells that published loads set aside, with masked values; deleted files are skipped."""
    return [row for load in loads if load["quarantine"] for row in _file(Path(load["quarantine"]))]


def _file(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines)):
                if number >= _MOST_PROBLEMS:
                    return
                yield {name: row.get(name) or "" for name in _PROBLEM}
    except OSError:
        return


def reasons_of(rows: Sequence[dict[str, str]]) -> tuple[tuple[str, int], ...]:
    """Reasons with their counts, most frequent first; a row may have several. A cell left out is named as such."""
    counted = Counter(
        ("Cell left out: " if row.get("lost") == "cell" else "")
        + (re.split(r"[;.] ", row["reason"])[0].rstrip(".") or row["code"])
        for row in rows
    )
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def vacant_of(rows: Sequence[dict[str, Any]]) -> tuple[Vacant, ...]:
    """Posts and vacancies by region and kind of post, regions in the drawing's order.

    Args:
        rows: Rows of the metric `vacancies_by_region`.
    """
    regions = [row for row in rows if row["level"] == "region"]
    names = Names({row["unit_id"]: row["unit"] for row in regions}.items())
    vacancies = []
    for row in regions:
        unit = names.unit(row["unit_id"], row["unit"], "region")
        vacancies.append((in_order(unit), Vacant(lane(unit), row["code"], row["posts"], row["vacant"])))
    return tuple(vacant for _, vacant in sorted(vacancies, key=lambda item: item[0]))
