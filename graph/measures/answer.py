"""Compute one measure: rows of groups, with small or poorly known groups withheld.

A group is withheld if it has fewer people than the minimum group size, or if the contacts of too few of them are known.
If those withheld in a unit have together fewer people than that, the smallest other group is withheld as well, so that
nobody can compute them from the unit above (complementary suppression).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.derive.derivation_log import Latest
from graph.derive.read.contacts import read_network, read_network_before
from graph.derive.step import Work
from graph.errors import LooplineError, UsageError
from graph.measures.measure import Measure, Question, Values
from graph.measures.people import Chosen, choose
from graph.network.core.groups import Counts
from graph.profile.profile import Profile
from graph.runner import Runner

FEW, UNKNOWN, BESIDE = "too few people", "contacts of too few people are known", "too few people in the rest"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class MeasureAnswer:
    """A measure of every group.

    Attributes:
        measure: Which measure.
        as_of: The date.
        contact: Which contact was counted, in words.
        level: Level of the groups; `everyone` for one group.
        of: The unit whose people are counted; empty for all.
        counted: People counted, without those who left.
        everyone: People on record who have not left.
        least: The minimum group size.
        withheld: Groups withheld.
        rows: `group`, `people`, the measure's columns, and `withheld` with the reason or None; sorted by group.
        notes: Notes for the reader.
    """

    measure: Measure
    as_of: date
    contact: str
    level: str
    of: str
    counted: int
    everyone: int
    least: int
    withheld: int
    rows: list[dict[str, Any]]
    notes: tuple[str, ...]

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return ["group", "people", *(column.name for column in self.measure.columns), "withheld"]


def compute(
    measure: Measure,
    runner: Runner,
    profile: Profile,
    *,
    by: str = "",
    of: str = "",
    exported: bool = False,
    folder: Path | None = None,
    on_progress: Progress | None = None,
) -> MeasureAnswer:
    """Compute one measure.

    Args:
        measure: Which.
        runner: The graph.
        profile: Gives the period, tie strength and minimum group sizes.
        by: Level or `team`; empty for one group.
        of: Unit whose people, and those below it, are counted; empty for all.
        exported: Whether the rows are exported: then the larger minimum group size applies.
        folder: Where contact records are cached; None for no cache.
        on_progress: Called with the name of a stage, the steps done, and their total.

    Raises:
        UsageError: There is no such level or unit, or the measure compares groups and no level was chosen.
        LooplineError: Nothing is loaded, or no contact data.
    """
    work = _work(measure, runner, profile, by, folder)
    report = on_progress or _silent
    report("reading contact", 0, 2)
    chosen = choose(work, by, of)
    network = work.keep(read_network)
    report(measure.name.replace("_", " "), 1, 2)
    least = int(profile.threshold("group_min_export" if exported else "group_min"))
    question = Question(
        network.among(chosen.people),
        chosen.groups,
        least,
        int(profile.threshold("key_roles")),
        _share(chosen),
        profile.threshold("coverage_share"),
        partial(_before, work, chosen.people),
    )
    rows = answer_rows(measure, question, chosen.above)
    report(measure.name.replace("_", " "), 2, 2)
    contact = "; ".join(f"{name.replace('_', ' ')} {value}" for name, value in network.basis.items() if name != "as_of")
    notes = (*rows.notes, *_notes(chosen))
    return MeasureAnswer(
        measure, work.as_of, contact, chosen.groups.level, of, len(chosen.people), chosen.everyone, least,
        sum(row["withheld"] is not None for row in rows.rows), rows.rows, notes,
    )  # fmt: skip


def _work(measure: Measure, runner: Runner, profile: Profile, by: str, folder: Path | None) -> Work:
    """Prepare the data for a measure, after checking that it can be computed."""
    if measure.by_group and not by:
        raise UsageError(
            f"Measure {measure.name} compares groups.", "Add `--by team`, or a level such as `--by district`."
        )
    latest = Latest.read(runner)
    if latest.load is None or latest.as_of is None:
        raise LooplineError("Nothing is loaded yet.", "First run `loopline load PATH --source NAME --as-of DATE`.")
    work = Work(runner, profile, latest.as_of, latest.load, folder)
    if work.loaded.isdisjoint(measure.needs):
        raise LooplineError(
            f"Measure {measure.name} needs contact data, and none is loaded.",
            f"Load the sheet {' or '.join(measure.needs)}.",
        )
    return work


def _silent(*_: object) -> None:
    """Ignore progress."""


def _before(work: Work, people: NDArray[np.int64]) -> Any:  # noqa: ANN401 - a network
    return work.keep(read_network_before).among(people)


def _share(chosen: Chosen) -> NDArray[np.float64]:
    people = chosen.groups.people
    known = chosen.groups.sums(chosen.known.astype(np.float64))
    return np.where(people > 0, known / np.maximum(people, 1), np.nan)


def _notes(chosen: Chosen) -> tuple[str, ...]:
    nowhere = int((chosen.groups.codes < 0).sum())
    notes = []
    if chosen.cut:
        notes.append(f"Groups left out because only some of their people belong to the unit: {chosen.cut:,}.")
    if nowhere:
        notes.append(f"People who are in none of these groups, or in more than one: {nowhere:,}.")
    return tuple(notes)


@dataclass(frozen=True)
class Rows:
    """Rows that may be shown, with notes."""

    rows: list[dict[str, Any]]
    notes: tuple[str, ...]


def answer_rows(measure: Measure, question: Question, above: NDArray[np.int64]) -> Rows:
    """Rows of a measure's groups, with withheld values left blank.

    Args:
        measure: Which.
        question: What it is computed from.
        above: By group, the number of what it is part of.
    """
    found = measure.compute(question)
    groups = question.groups
    if measure.of_level:
        placed = int(groups.people.sum())
        share = np.nansum((question.covered if question.covered is not None else 1.0) * groups.people) / max(placed, 1)
        reason = FEW if placed < question.least else UNKNOWN if share < question.covered_min else None
        return Rows([_row(f"all of level {groups.level}", placed, found, 0, reason)], found.notes)
    counted = groups.people if found.counted is None else found.counted
    reasons = withheld(groups.people, counted, question, above)
    rows = [
        _row(groups.ids[place], int(groups.people[place]), found, place, reasons[place])
        for place in np.flatnonzero(groups.people > 0).tolist()
    ]
    return Rows(sorted(rows, key=lambda row: str(row["group"])), found.notes)


def withheld(people: Counts, counted: Counts, question: Question, above: NDArray[np.int64]) -> list[str | None]:
    """Why each group is withheld; None if it is shown.

    Args:
        people: People of each group.
        counted: Those on whom its values rest.
        question: The minimum group, and how much of each group's contact is known.
        above: By group, the number of what it is part of.
    """
    small = (people > 0) & ((people < question.least) | ((counted > 0) & (counted < question.least)))
    share = np.full(len(people), np.nan) if question.covered is None else question.covered
    thin = ~small & (people > 0) & (np.nan_to_num(share, nan=1.0) < question.covered_min)
    beside = np.zeros(len(people), dtype=np.bool_)
    for unit in np.unique(above[small]).tolist():
        of_it = (above == unit) & (counted > 0)
        shown = np.flatnonzero(of_it & ~small & ~thin)
        hidden = int(counted[of_it & small].sum())
        for place in shown[np.argsort(counted[shown], kind="stable")].tolist():
            if not 0 < hidden < question.least:
                break
            beside[place] = True
            hidden += int(counted[place])
    reasons = ((small, FEW), (thin, UNKNOWN), (beside, BESIDE))
    return [next((reason for flags, reason in reasons if flags[place]), None) for place in range(len(people))]


def _row(group: str, people: int, found: Values, place: int, reason: str | None) -> dict[str, Any]:
    values = {name: _number(column[place]) if reason is None else None for name, column in found.columns.items()}
    return {"group": group, "people": people, **values, "withheld": reason}


def _number(value: float) -> float | int | None:
    if not np.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
