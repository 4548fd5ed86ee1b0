"""Write what a load changes, and publish it: by statements, or by an import into a graph that holds nothing yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from graph.database_schema import ensure_schema
from graph.loading.differences import Step
from graph.loading.journal import Journal
from graph.loading.loaded import Loaded, nothing_new, published_before, stamp_of
from graph.loading.names import Names
from graph.loading.people import join, say_unmatched, telling_ids, unmatched_people
from graph.loading.plan import Planner
from graph.loading.renaming import store_under
from graph.loading.review import Review
from graph.loading.second_source import ask_whether_same
from graph.loading.store import Begun, Store
from graph.loading.turning import turn_steps
from graph.loading.writing import Fill, OnProgress, in_step, is_paged, send
from graph.model import cypher_builder
from graph.runner import Runner
from graph.staging.parsed_sheet import TeamTypes
from graph.staging.stage import Staged


def write_changes(  # noqa: PLR0913, PLR0917 - what a load depends on
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
    if nothing_new(store, result, names):
        return
    counted, _ = published_before(store, result)
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
    planner = Planner(view, stamp_of(result, before), before, names)
    several = store.unfinished() or any(load.source != result.source for load in store.loads())
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
    begun = list(_begun(begin, before))
    with in_step(names, store):
        if fill is not None:
            steps = iter(_fill(runner, fill, begun, steps, total, result, names, on_progress))
            on_progress = _nobody
        following = chain(
            begun,
            steps,
            turn_steps(store, staged, before, result.as_of, paged=is_paged(total), several=several),
            _published(result, planner, keep_journal, known=known, unmatched=unmatched is not None),
        )
        send(runner, following, total, result.written, on_progress, names)
    result.published, result.nodes, result.edges = True, planner.plan.nodes, planner.plan.edges
    result.warnings += ask_whether_same(store, before, result.nodes)


def _begun(begin: dict[str, Any], before: Begun) -> Iterator[Step]:
    """Note that the load has begun; in a graph without facts, those that began before it have written nothing."""
    if before.empty:
        yield cypher_builder.statement("load/drop_begun"), {"load": begin["load"]}
    yield cypher_builder.statement("load/begin"), begin


def _fill(
    runner: Runner,
    fill: Fill,
    begun: list[Step],
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

    result.written.add(runner.write_all(begun))
    left = fill(all_steps(), total, result.written, on_progress)
    result.written.add(ensure_schema(runner))
    return left


def _nobody(stage: str, done: int, total: int) -> None:
    """Nobody is told of the last steps after a fill."""
    del stage, done, total


def begin_facts(
    result: Loaded, content: str, mapping: str, types: TeamTypes, names: Names, review: Review, now: datetime | None
) -> dict[str, Any]:
    """What is noted of a load when it begins."""
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
