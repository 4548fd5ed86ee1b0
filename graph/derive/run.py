"""Run the derivation: ordered steps that enrich the graph, each repeatable and recorded.

A step is a `.cypher` file in `cypher/derive/` or a module of `graph/derive/steps/` with a `STEP`; both declare what
they need and are discovered automatically. Every step writes only differences: deriving twice writes nothing.
"""

from __future__ import annotations

import importlib
import pkgutil
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import graph.derive.steps
from graph.derive.derivation_log import Latest, StepRecord, changed_since
from graph.derive.step import Step, Work
from graph.errors import LooplineError, StoreError
from graph.model.cypher_builder import CYPHER, statement
from graph.profile.profile import Profile
from graph.queries.catalog import Query, read_query
from graph.queries.dependencies import Names, meet, mentions
from graph.runner import Counters, Runner

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class StepReport:
    """What one step did.

    Attributes:
        rows: Facts of its kind that are now in the graph.
        milliseconds: Time it took; 0 if it was skipped because its inputs have not changed.
        written: The server's counters for what it changed.
    """

    step: str
    rows: int
    milliseconds: int
    written: Counters


@dataclass
class Report:
    """What the derivation did.

    Attributes:
        load: Id of the last published load, None in a graph that was not loaded by Loopline.
        written: All counters together, including bookkeeping.
        changed: Names of what loads and steps have changed since the last run; None if not known.
        since: Id of the last load before that run.
    """

    as_of: date
    load: str | None
    profile: str
    steps: list[StepReport] = field(default_factory=list)
    written: Counters = field(default_factory=Counters)
    changed: Names | None = None
    since: str | None = None

    @property
    def warnings(self) -> list[str]:
        """Steps that ran and found nothing: possible, but rarely expected."""
        return [f"Step {entry.step} ran and found nothing." for entry in self.steps if entry.rows == 0]


def steps() -> list[Step]:
    """All steps, each after those it needs.

    Raises:
        LooplineError: A step needs one that does not exist, or two need each other.
    """
    return ordered([*_measures(), *_files()])


def ordered(found: Iterable[Step]) -> list[Step]:
    """Sort steps so that each comes after those it needs, then by name, so that the order is stable.

    Raises:
        LooplineError: Two have one name, a step needs one that does not exist, or two need each other.
    """
    by_name: dict[str, Step] = {}
    for step in sorted(found, key=lambda step: step.name):
        if step.name in by_name:
            raise LooplineError(f"Two derivation steps are named {step.name}.", "Rename one of them.")
        by_name[step.name] = step
    for step in by_name.values():
        for need in step.needs:
            if need not in by_name:
                raise LooplineError(
                    f"Step {step.name} needs {need}, which does not exist.",
                    f"Correct its `needs`; there are {', '.join(by_name)}.",
                )
    try:
        order = TopologicalSorter({step.name: sorted(step.needs) for step in by_name.values()}).static_order()
        return [by_name[name] for name in order]
    except CycleError as error:
        raise LooplineError(
            f"Derivation steps depend on each other in a cycle: {' > '.join(error.args[1])}.", "Break the cycle."
        ) from error


def derive(
    runner: Runner,
    profile: Profile,
    as_of: date | None = None,
    on_progress: Progress | None = None,
    folder: Path | None = None,
    *,
    changed_only: bool = False,
) -> Report:
    """Run all steps.

    Args:
        runner: The graph.
        profile: Required pairs, thresholds and breaks.
        as_of: The date to derive for; by default the latest as-of date of the published loads, never today.
        on_progress: Called before each step with its name, its number and how many there are.
        folder: Where contact records are cached, so that an unchanged graph is not read again; None for no cache.
        changed_only: Skip steps whose inputs no load has changed since they ran, where that is known. Changes other
            than by loads are then not noticed.

    Raises:
        StoreError: An older version filled the graph.
        LooplineError: Nothing was loaded and no date is given, or a step fails; then its record and those of later
            steps are removed, so that no answer comes from a half-derived graph.
    """
    latest = Latest.read(runner)
    if latest.older:
        raise StoreError.of_older_version("Nothing was derived.")
    as_of = as_of or latest.as_of
    if as_of is None:
        raise LooplineError("Nothing is loaded yet.", "First run `loopline load PATH --source NAME --as-of DATE`.")
    todo = steps()
    work = Work(runner, profile, as_of, latest.load, folder)
    before = StepRecord.read(runner)
    report = Report(as_of, latest.load, profile.name)
    if changed_only and _comparable(before, todo, profile, as_of):
        report.changed, report.since = changed_since(runner, list(before.values()))
    if any(record.load != latest.load for record in before.values()):
        report.written.add(runner.write(statement("derive/run/begin")))
        before = {name: replace(record, load="") for name, record in before.items()}
    try:
        for number, step in enumerate(todo):
            if on_progress is not None:
                on_progress(step.name, number + 1, len(todo))
            report.steps.append(_run(step, work, latest, before, report))
    except BaseException:
        # The graph may be out of reach now; the user has to see the first error.
        with suppress(LooplineError):
            _forget(runner, before, {step.name for step in todo[len(report.steps) :]})
        raise
    report.written.add(_forget(runner, before, before.keys() - {step.name for step in todo}))
    return report


def is_fresh(runner: Runner, profile: Profile) -> bool:
    """Whether every step's last run was of this version and profile, at the last load and its as-of date."""
    latest, before, todo = Latest.read(runner), StepRecord.read(runner), steps()
    return (
        latest.load is not None
        and latest.as_of is not None
        and _comparable(before, todo, profile, latest.as_of)
        and {record.load for record in before.values()} == {latest.load}
    )


def _comparable(before: Mapping[str, StepRecord], todo: Sequence[Step], profile: Profile, as_of: date) -> bool:
    """Whether exactly these steps ran before, with this profile and for this date."""
    current = {step.name: (_version(step, profile), as_of) for step in todo}
    return {name: (record.version, record.as_of) for name, record in before.items()} == current


def _version(step: Step, profile: Profile) -> str:
    return f"{step.version}-{profile.fingerprint}"


def _forget(runner: Runner, before: Collection[str], names: Collection[str]) -> Counters:
    """Remove the records of steps."""
    obsolete = sorted(set(names) & set(before))
    return runner.write(statement("derive/run/forget"), {"steps": obsolete}) if obsolete else Counters()


def _run(step: Step, work: Work, latest: Latest, before: Mapping[str, StepRecord], report: Report) -> StepReport:
    """Run a step, or skip it if its inputs have not changed; either is recorded."""
    work.begin()
    last, milliseconds = before.get(step.name), 0
    if report.changed is not None and last is not None and not meet(report.changed, last.reads):
        mark = replace(last, load=work.load, sequence=latest.sequence)
    else:
        began = time.monotonic()
        rows = step.compute(work)
        milliseconds = max(1, round((time.monotonic() - began) * 1000))
        basis = "; ".join(f"{name.replace('_', ' ')} {value}" for name, value in work.basis.items()) or None
        version, reads = _version(step, work.profile), tuple(sorted(work.reads))
        mark = StepRecord(step.name, work.load, version, work.as_of, rows, basis, latest.sequence, reads)
        if report.changed is not None:
            report.changed |= work.changed
    entry = StepReport(step.name, mark.rows, milliseconds, work.counters)
    report.written.add(work.counters)
    # A record that differs only in its duration stays as it is.
    if last != mark:
        params = {**mark.params(), "milliseconds": milliseconds or None}
        report.written.add(work.runner.write(statement("derive/run/record"), params))
    return entry


@cache
def _measures() -> list[Step]:
    """Steps of the modules in `graph/derive/steps/`."""
    found = []
    for module in pkgutil.iter_modules(graph.derive.steps.__path__, "graph.derive.steps."):
        step = getattr(importlib.import_module(module.name), "STEP", None)
        if step is not None:
            found.append(step)
    return found


@cache
def _files() -> list[Step]:
    """Steps of the files in `cypher/derive/`."""
    queries = [read_query(path) for path in sorted((CYPHER / "derive").glob("*.cypher"))]
    return [Step(query.id, tuple(query.needs), query.version, partial(_compute_file, query)) for query in queries]


def _compute_file(query: Query, work: Work) -> int:
    """Run a step's one statement; its rows are its population."""
    params: dict[str, Any] = {"as_of": work.as_of}
    for name, param in query.params.items():
        params[name] = work.profile.threshold(param.threshold) if param.threshold else param.default
    work.run(query.text, params)
    if query.population is None:
        raise LooplineError(f"{query.file}: population is missing.", "Add a count of what the step produces.")
    work.reads |= mentions(query.text) | mentions(query.population.count)
    rows = work.runner.read(query.population.count, {"as_of": work.as_of}).rows
    return int(next(iter(rows[0].values())))
