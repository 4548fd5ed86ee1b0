"""One load, from the rows of the files to a published state of the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial

from graph.database_schema import ensure_schema
from graph.errors import HeldError
from graph.loading.decision import Decision
from graph.loading.journal import Journal
from graph.loading.load_warnings import load_warnings, same_again
from graph.loading.loaded import Loaded, content_hash, load_id, nothing_new, stamp_of
from graph.loading.names import Names
from graph.loading.publishing import begin_facts, write_changes
from graph.loading.refusals import refuse_before, refuse_nothing, refuse_plan
from graph.loading.renaming import store_under
from graph.loading.review import Review
from graph.loading.second_source import ask_whether_same
from graph.loading.store import Begun, Store
from graph.loading.writing import Fill, OnProgress
from graph.problem import Problem
from graph.runner import Runner
from graph.staging.absent import Mode
from graph.staging.extract import Extract
from graph.staging.parsed_sheet import TeamTypes
from graph.staging.stage import Staged, stage

NO_REVIEW = Review()
"""Nothing holds the load."""

KeepProblems = Callable[[str, list[Problem]], str]
"""Called with the load's id and its quarantine; returns the path of the file that it writes."""


def load(  # noqa: PLR0913 - a load has many sides, and each caller names the ones it gives
    runner: Runner,
    extract: Extract,
    types: TeamTypes,
    *,
    names: Names,
    source: str,
    as_of: date,
    keep_problems: KeepProblems,
    mode: Mode = Mode.FULL,
    review: Review = NO_REVIEW,
    keep_input: Callable[[str], None] = lambda _: None,
    keep_journal: Callable[[Journal], None] = lambda _: None,
    fill: Fill | None = None,
    on_progress: OnProgress = lambda *_: None,
    today: date | None = None,
    now: datetime | None = None,
) -> Loaded:
    """Check, compare, write and publish.

    Args:
        runner: The graph.
        extract: The rows that a loader read.
        types: The profile's team types.
        names: Takes people's names and addresses where they are kept.
        source: Name of the source whose facts these are.
        as_of: The date that the files describe.
        keep_problems: Writes the quarantine file for the load's id and returns its path.
        mode: Whether the files tell all that the source knows, so that what they leave out has ended.
        review: Whether to stop after the plan, and what holds the load.
        keep_input: Called with the load's id when it is checked and nothing is written yet.
        keep_journal: Called with what the load changes, just before it is published.
        fill: Writes a large load into an empty graph; None to write it by statements, as every other one.
        on_progress: Called for each stage.
        today: The current date, against which an as-of date in the future is judged; the machine's date by default.
        now: When it was loaded first, if that was before; the machine's time by default.

    Raises:
        InputError: The load as a whole is rejected; nothing was written.
        HeldError: It waits until somebody agrees; nothing was written.
    """
    store = Store(runner, source)
    content = content_hash(extract, types)
    result = Loaded(load_id(source, as_of, content, mode), source, as_of, mode, published=False)
    day = today or datetime.now(UTC).astimezone().date()
    before = store.begun(result.load_id, as_of)
    if not before.empty and store.unfinished():
        _constrain(runner, result, review)
    refuse_before(store, extract, before, as_of, day)
    names.check(store)
    with _told("checking", on_progress):
        staged = _check(store, names, result, extract, types, day, content, keep_problems)
    with _told("planning", on_progress):
        decided = review.decided(content, result.load_id)
        _plan(store_under(store, staged.aliases, names), staged, result, before, names, review, decided)
    if review.plan_only:
        return result
    keep_input(result.load_id)
    names.settle(store)
    result.moved = names.move(runner, store, result.written)
    begin = begin_facts(result, content, extract.mapping, types, names, review, now)
    write_changes(runner, staged, result, begin, before, names, keep_journal, fill, on_progress)
    return result


def _constrain(runner: Runner, result: Loaded, review: Review) -> None:
    """Make the constraints of facts that an import has left without them when it was cut off."""
    if review.plan_only:
        refuse_plan(runner)
    result.written.add(ensure_schema(runner))


@contextmanager
def _told(stage: str, on_progress: OnProgress) -> Iterator[None]:
    on_progress(stage, 0, 1)
    yield
    on_progress(stage, 1, 1)


def _plan(
    store: Store,
    staged: Staged,
    result: Loaded,
    before: Begun,
    names: Names,
    review: Review,
    decided: Sequence[Decision],
) -> None:
    """Plan a load that stops here, or one that may be held; one of which the graph has all already is neither."""
    planned = (store, staged, stamp_of(result, before), before, names, decided)
    result.decided = [each.said(result.as_of) for each in decided]
    result.decided_bare = [each.bare(result.as_of) for each in decided]
    if review.plan_only:
        found, result.foreseen, result.held_for = review.plan(*planned)
        result.nodes, result.edges = found.plan.nodes, found.plan.edges
        result.warnings += ask_whether_same(store, before, result.nodes)
    elif not nothing_new(store, result, names):
        try:
            result.foreseen = review.agree(*planned)
        except HeldError as held:
            if result.quarantine:
                held.name_list("Rows that would be set aside, each with its reason", result.quarantine)
            raise
        if review.approved is None:
            result.warnings += result.decided


def _check(
    store: Store,
    names: Names,
    result: Loaded,
    extract: Extract,
    types: TeamTypes,
    today: date,
    content: str,
    keep_problems: KeepProblems,
) -> Staged:
    """All that can be said before a write: problems, counts and warnings go into the result.

    Raises:
        InputError: No row came through.
    """
    staged = stage(extract, types, store, result.as_of, result.mode, partial(names.known, store))
    result.renamed = {label: len(ids) for label, ids in staged.aliases.renamed.items()}
    result.merged = staged.aliases.merges
    result.problems, result.files, result.sheets = staged.problems, staged.files, staged.counts
    same = same_again(store, result.source, result.as_of, content)
    result.warnings = [*same, *load_warnings(extract, staged, result.as_of, today)]
    result.quarantine = keep_problems(result.load_id, staged.problems) if staged.problems else ""
    refuse_nothing(result.files, result.quarantine)
    return staged
