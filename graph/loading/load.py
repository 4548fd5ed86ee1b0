"""One load, from the rows of the files to a published state of the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from graph.database_schema import ensure_schema
from graph.errors import HeldError
from graph.loading.decision import Decision
from graph.loading.differences import Stamp, Step, Tally
from graph.loading.foreseen import Foreseen
from graph.loading.journal import Journal
from graph.loading.load_warnings import load_warnings, same_again
from graph.loading.names import Names
from graph.loading.people import join, say_unmatched, telling_ids, unmatched_people
from graph.loading.plan import Planner
from graph.loading.refusals import refuse_before, refuse_nothing
from graph.loading.renaming import store_under
from graph.loading.review import Review
from graph.loading.store import Begun, Store
from graph.loading.turning import turn_steps
from graph.loading.writing import Fill, OnProgress, in_step, is_paged, send
from graph.model import cypher_builder
from graph.problem import Problem
from graph.runner import Counters, Runner
from graph.staging.absent import Mode
from graph.staging.extract import Extract
from graph.staging.parsed_sheet import TeamTypes
from graph.staging.stage import SheetCount, Staged, stage

NO_REVIEW = Review()
"""Nothing holds the load."""

KeepProblems = Callable[[str, list[Problem]], str]
"""Called with the load's id and its quarantine; returns the path of the file that it writes."""


@dataclass
class Loaded:
    """What a load did.

    Attributes:
        load_id: Identity of the load: source, as-of date, mode and content.
        published: False if the same content with the same as-of date is already loaded.
        written: The server's counters; all zero if nothing was written.
        files: Counts of file rows by file.
        sheets: Counts of file rows by the sheet they fed.
        nodes: New, changed and unchanged nodes by label.
        edges: The same for relationships by type.
        problems: Rejected rows.
        quarantine: The file that lists them; empty if there are none.
        warnings: What the user should know in addition to the counts.
        held_for: Why the load would be held, if it was only planned.
        decided: What was decided of the same files before, a sentence each, with what people wrote: not for logs.
        decided_bare: The same sentences without it.
        foreseen: What it changes or would change, record by record; None if nobody looked before it was written.
        renamed: How many nodes get another id, by label.
        merged: How many nodes become part of another one, by label.
        moved: That names and addresses were moved to where they now belong, as a sentence; empty if none were.
    """

    load_id: str
    source: str
    as_of: date
    mode: Mode
    published: bool
    written: Counters = field(default_factory=Counters)
    files: list[SheetCount] = field(default_factory=list)
    sheets: list[SheetCount] = field(default_factory=list)
    nodes: dict[str, Tally] = field(default_factory=dict)
    edges: dict[str, Tally] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    quarantine: str = ""
    warnings: list[str] = field(default_factory=list)
    moved: str = ""
    renamed: dict[str, int] = field(default_factory=dict)
    merged: dict[str, int] = field(default_factory=dict)
    held_for: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    decided_bare: list[str] = field(default_factory=list)
    foreseen: Foreseen | None = None

    def sums(self) -> dict[str, int]:
        """Counts of file rows over all files: read = loaded + quarantined + duplicates + passed; and cells left out."""
        names = ("read", "loaded", "quarantined", "duplicates", "passed", "cells")
        return {name: sum(getattr(file, name) for file in self.files) for name in names}


def content_hash(extract: Extract, types: TeamTypes) -> str:
    """Digest of the files' content, independent of the order of rows, files and columns."""
    parts: dict[str, tuple[int, int]] = {}
    for rows in extract.sheets:
        frame = rows.frame[sorted(rows.frame.columns)]
        each = pd.util.hash_pandas_object(frame, index=False).to_numpy(dtype=np.uint64)
        name = f"{rows.sheet}:{','.join(frame.columns)}"
        count, total = parts.get(name, (0, 0))
        parts[name] = (count + len(each), (total + int(each.sum(dtype=np.uint64))) % 2**64)
    # Team types depend on the profile, so the same teams differ under another one.
    profile = types.fingerprint if any(rows.sheet == "teams" for rows in extract.sheets) else ""
    content_text = repr((sorted(parts.items()), extract.mapping, len(extract.problems), profile, extract.date_order))
    return hashlib.sha256(content_text.encode()).hexdigest()


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
    result = Loaded(_load_id(source, as_of, content, mode), source, as_of, mode, published=False)
    day = today or datetime.now(UTC).astimezone().date()
    before = store.begun(result.load_id, as_of)
    if not before.empty and store.unfinished():  # an import that was cut off has left facts without constraints
        result.written.add(ensure_schema(runner))
    refuse_before(store, extract, before, as_of, day)
    names.check(store)
    with _told("checking", on_progress):
        staged = _check(store, result, extract, types, day, content, keep_problems)
    with _told("planning", on_progress):
        view = store_under(store, staged.aliases, names)
        _plan(view, staged, result, before, names, review, review.decided(content, result.load_id))
    if review.plan_only:
        return result
    keep_input(result.load_id)
    names.settle(store)
    result.moved = names.move(runner, store, result.written)
    begin = _begin(result, content, extract.mapping, types, names, review, now)
    _write_changes(runner, staged, result, begin, before, names, keep_journal, fill, on_progress)
    return result


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
    planned = (store, staged, _stamp(result, before), before, names, decided)
    result.decided = [each.said(result.as_of) for each in decided]
    result.decided_bare = [each.bare(result.as_of) for each in decided]
    if review.plan_only:
        found, result.foreseen, result.held_for = review.plan(*planned)
        result.nodes, result.edges = found.plan.nodes, found.plan.edges
    elif not _nothing_new(store, result, names):
        try:
            result.foreseen = review.agree(*planned)
        except HeldError as held:
            if result.quarantine:
                held.name_list("Rows that would be set aside, each with its reason", result.quarantine)
            raise
        if review.approved is None:
            result.warnings += result.decided


def _stamp(result: Loaded, before: Begun) -> Stamp:
    return Stamp(result.load_id, before.number, result.source, result.as_of)


def _nothing_new(store: Store, result: Loaded, names: Names) -> bool:
    """Whether the last load of all had just this content, and the graph and the vault are as it left them."""
    counted, latest = _known(store, result)
    incomplete = store.person_keys() == {""} or store.unfinished() or names.lacking(store)
    return counted and latest and not incomplete


def _write_changes(  # noqa: PLR0913, PLR0917 - what a load depends on
    runner: Runner,
    staged: Staged,
    result: Loaded,
    begin: dict[str, Any],
    before: Begun,
    names: Names,
    keep_journal: Callable[[Journal], None],
    fill: Fill | None,
    on_progress: OnProgress,
) -> None:
    """Write and publish what the graph does not have yet; what was done goes into the result."""
    store = Store(runner, result.source)
    if _nothing_new(store, result, names):
        return
    counted, _ = _known(store, result)
    older = store.person_keys() == {""}
    total = sum(len(frame) for frame in (*staged.nodes.values(), *staged.edges.values()))
    fill = fill if before.empty and fill is not None and fill.pays(total) else None
    if fill is None:  # a filled graph gets its constraints afterwards
        result.written.add(ensure_schema(runner))
    # One after the other: an id that was an address may be hidden first and find its person then.
    was = {new: old for old, new in staged.aliases.renamed.get("Person", {}).items()}
    addresses = {key: was.get(person, person) for key, person in staged.addresses.items()}
    groups = (staged.hidden | (telling_ids(store) if older else {}), addresses)
    found = [join(runner, store, names, ids, result.load_id, result.written) for ids in groups]
    joined = any(found)
    view = store_under(store, staged.aliases, names)
    unmatched = unmatched_people(view, staged, result.source)
    result.warnings += say_unmatched(unmatched)
    begin["number"] = before.number
    planner = Planner(view, _stamp(result, before), before, names)
    whole = before.empty or not store.unfinished()  # what is unfinished has written nothing if the graph is empty
    known = whole and not (joined or staged.aliases.renamed or result.merged)
    planner.journal.whole = whole
    planner.journal.repeated = result.load_id in store.numbers()
    planner.journal.joined = joined or older
    steps = planner.steps(staged)
    if counted and not (older or joined):  # loaded before, other loads came later: write only a difference
        first = next(steps, None)
        if first is None:
            names.finish()
            return
        steps = chain([first], steps)
    begun = (cypher_builder.statement("load/begin"), begin)
    with in_step(names, store):
        if fill is not None:
            steps = iter(_fill(runner, fill, begun, steps, total, result, names, on_progress))
            on_progress = _nobody
        following = chain(
            [begun],
            steps,
            turn_steps(store, staged, before, result.as_of, paged=is_paged(total)),
            _published(result, planner, keep_journal, known=known, unmatched=unmatched is not None),
        )
        send(runner, following, total, result.written, on_progress, names)
    result.published, result.nodes, result.edges = True, planner.plan.nodes, planner.plan.edges


def _fill(
    runner: Runner,
    fill: Fill,
    begun: Step,
    steps: Iterator[Step],
    total: int,
    result: Loaded,
    names: Names,
    on_progress: OnProgress,
) -> list[Step]:
    """Write what steps create in another way than by statements; returns the steps that are left.

    That the load has begun is noted before: wherever it is cut off, the graph says so.
    """

    def all_steps() -> Iterator[Step]:
        yield from steps
        names.save()  # the vault has to know all names by the time that the graph refers to them

    result.written.add(runner.write_all([begun]))
    left = fill(all_steps(), total, result.written, on_progress)
    result.written.add(ensure_schema(runner))
    return left


def _nobody(stage: str, done: int, total: int) -> None:
    """Nobody is told of the last steps after a fill."""
    del stage, done, total


def _check(
    store: Store,
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
    staged = stage(extract, types, store, result.as_of, result.mode)
    result.renamed = {label: len(ids) for label, ids in staged.aliases.renamed.items()}
    result.merged = {label: count for label, count in staged.aliases.merges.items() if count}
    result.problems, result.files, result.sheets = staged.problems, staged.files, staged.counts
    same = same_again(store, result.source, result.as_of, content)
    result.warnings = [*same, *load_warnings(extract, staged, result.as_of, today)]
    result.quarantine = keep_problems(result.load_id, staged.problems) if staged.problems else ""
    refuse_nothing(result.files, result.quarantine)
    return staged


def _load_id(source: str, as_of: date, content: str, mode: Mode) -> str:
    """The identity of a load; loads that end nothing have the one that they had before there were others."""
    ends = "|full" if mode is Mode.FULL else ""
    return hashlib.sha256(f"{source}|{as_of}|{content}{ends}".encode()).hexdigest()[:16]


def _known(store: Store, result: Loaded) -> tuple[bool, bool]:
    """Whether a load of the same content is published with the same counts, and whether none came later."""
    loads = store.loads()
    before = next((published for published in loads if published.load_id == result.load_id), None)
    if before is None:
        return False, False
    counted = all(getattr(before, name) == total for name, total in result.sums().items())
    return counted, before.sequence == max(published.sequence for published in loads)


def _begin(
    result: Loaded, content: str, mapping: str, types: TeamTypes, names: Names, review: Review, now: datetime | None
) -> dict[str, Any]:
    return {
        "load": result.load_id,
        "source": result.source,
        "as_of": result.as_of,
        "content": content,
        "mapping": mapping,
        "mode": str(result.mode),
        "profile": types.origin,
        "fingerprint": types.fingerprint,
        "person_key": names.key.check,
        "now": now or datetime.now(UTC),
        "approved": review.approved.reason if review.approved else None,
    }


def _published(
    result: Loaded, planner: Planner, keep_journal: Callable[[Journal], None], *, known: bool, unmatched: bool
) -> Iterator[Step]:
    """The last statement, made after all others, when it is known what they change.

    There is no record of what an interrupted load has changed.
    """
    touched = planner.plan.touched if known else None
    keep_journal(planner.journal)
    yield cypher_builder.statement("load/publish"), _publish(result, touched, unmatched=unmatched)


def _publish(result: Loaded, touched: list[str] | None, *, unmatched: bool) -> dict[str, Any]:
    batches = [vars(count) for count in result.sheets]
    return {
        "load": result.load_id,
        "source": result.source,
        "as_of": result.as_of,
        "quarantine": result.quarantine,
        "batches": batches,
        "touched": touched,
        "unmatched": unmatched,
        **result.sums(),
    }
