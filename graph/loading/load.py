"""One load, from the rows of the files to a published state of the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
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
from graph.loading.load_warnings import load_warnings
from graph.loading.names import Names
from graph.loading.people import join, say_unmatched, telling_ids, unmatched_people
from graph.loading.plan import Planner
from graph.loading.refusals import refuse_before, refuse_nothing
from graph.loading.review import Review
from graph.loading.second_source import ask_whether_same
from graph.loading.store import Begun, Store
from graph.loading.turning import turn_steps
from graph.loading.writing import OnProgress, in_step, is_paged, send
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
        foreseen: What it would change record by record, if it was only planned.
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
    held_for: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
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
    refuse_before(store, extract, before, as_of, day)
    names.check(store)
    on_progress("checking", 0, 1)
    staged = _check(store, result, extract, types, day, content, keep_problems)
    on_progress("checking", 1, 1)
    on_progress("planning", 0, 1)
    _plan(store, staged, result, before, names, review, review.decided(content, result.load_id))
    on_progress("planning", 1, 1)
    if review.plan_only:
        return result
    keep_input(result.load_id)
    names.settle(store)
    result.moved = names.move(runner, store, result.written)
    begin = _begin(result, content, extract.mapping, types, names, now)
    begin["approved"] = review.approved.reason if review.approved else None
    _write_changes(runner, staged, result, begin, before, names, keep_journal, on_progress)
    return result


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
    if review.plan_only:
        found, result.foreseen, result.held_for = review.plan(*planned)
        result.nodes, result.edges = found.plan.nodes, found.plan.edges
        result.warnings += ask_whether_same(store, before, result.nodes)
    elif not _nothing_new(store, result, names):
        try:
            review.agree(*planned)
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


def _write_changes(
    runner: Runner,
    staged: Staged,
    result: Loaded,
    begin: dict[str, Any],
    before: Begun,
    names: Names,
    keep_journal: Callable[[Journal], None],
    on_progress: OnProgress,
) -> None:
    """Write and publish what the graph does not have yet; what was done goes into the result."""
    store = Store(runner, result.source)
    if _nothing_new(store, result, names):
        return
    counted, _ = _known(store, result)
    older = store.person_keys() == {""}
    result.written.add(ensure_schema(runner))
    # One after the other: an id that was an address may be hidden first and find its person then.
    groups = (staged.hidden | (telling_ids(store) if older else {}), staged.addresses)
    found = [join(runner, store, names, ids, result.load_id, result.written) for ids in groups]
    joined = any(found)
    unmatched = unmatched_people(store, staged, result.source)
    result.warnings += say_unmatched(unmatched)
    begin["number"] = before.number
    planner = Planner(store, _stamp(result, before), before, names)
    unfinished = store.unfinished()
    known = not (unfinished or joined)
    planner.journal.whole = not unfinished
    several = unfinished or any(load.source != result.source for load in store.loads())
    planner.journal.repeated = result.load_id in store.numbers()
    planner.journal.joined = joined or older
    steps = planner.steps(staged)
    if counted and not (older or joined):  # loaded before, other loads came later: write only a difference
        first = next(steps, None)
        if first is None:
            names.finish()
            return
        steps = chain([first], steps)
    total = sum(len(frame) for frame in (*staged.nodes.values(), *staged.edges.values()))
    whole = chain(
        [(cypher_builder.statement("load/begin"), begin)],
        steps,
        turn_steps(store, staged, before, result.as_of, paged=is_paged(total), several=several),
        _published(result, planner, keep_journal, known=known, unmatched=unmatched is not None),
    )
    with in_step(names, store):
        send(runner, whole, total, result.written, on_progress, names)
    result.published, result.nodes, result.edges = True, planner.plan.nodes, planner.plan.edges
    result.warnings += ask_whether_same(store, before, result.nodes)


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
    result.problems, result.files, result.sheets = staged.problems, staged.files, staged.counts
    result.warnings = [*_same_again(store, result, content), *load_warnings(extract, staged, result.as_of, today)]
    result.quarantine = keep_problems(result.load_id, staged.problems) if staged.problems else ""
    refuse_nothing(result.files, result.quarantine)
    return staged


def _same_again(store: Store, result: Loaded, content: str) -> list[str]:
    """A question, if an earlier load of the source had just the same content."""
    loads = [load for load in store.loads() if load.source == result.source]
    same = next((load for load in loads if load.content == content and load.as_of < result.as_of), None)
    if same is None:
        return []
    said = f"These files say exactly what {result.source} said as of {same.as_of}"
    if same is not loads[0]:
        return [
            f"{said}, and other files came since. If they are old ones, load the new ones: these go back to that day."
        ]
    text = "Was the export really made anew? If not, load the new one: what changed since is not in the graph."
    return [f"{said}. {text}"]


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
    result: Loaded, content: str, mapping: str, types: TeamTypes, names: Names, now: datetime | None
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
