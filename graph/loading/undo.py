"""Take back the last load: the graph and the vault say again what they said before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from graph.errors import LooplineError, UsageError
from graph.loading.differences import Step
from graph.loading.journal import Journal
from graph.loading.names import LABEL as PEOPLE
from graph.loading.names import Names, said
from graph.loading.renaming import unmerge, unname, unrename
from graph.loading.store import PAGE, Published, Store, pages
from graph.loading.turning import most, share, turn
from graph.loading.writing import OnProgress, in_step, is_paged, send
from graph.model import cypher_builder
from graph.model.cypher_builder import EdgeKind
from graph.model.nodes import NODES, lasting
from graph.model.schema import NODE_TRAIL, Origin
from graph.runner import Counters, Runner
from graph.wording import say_list

_KEPT_LABELS = frozenset({"Lease"})
"""What stays even in a graph without loads: who writes now."""

_EVENTS_OF = 2_000
"""Of so many nodes the events are read at once: each may have many, of many months."""


def last_load(store: Store, source: str) -> str:
    """Id of the load to take back: that of the source, which must be the last of all.

    Args:
        store: Reads the graph.
        source: Name of the source.

    Raises:
        UsageError: The source has no load.
        LooplineError: Others came after its last one.
    """
    begun = store.undoing()
    loads = sorted(store.loads(), key=lambda load: load.sequence)
    own = [load for load in loads if load.source == source]
    if begun is not None:
        return begun
    if not own:
        known = sorted({load.source for load in loads})
        fix = f"Sources with loads are {say_list(known, 'and')}." if known else "Nothing is loaded."
        raise UsageError(f"{source!r} has no load that could be taken back.", fix)
    later = [load for load in loads if load.sequence > own[-1].sequence]
    if later:
        names = say_list([f"{load.source} as of {load.as_of}" for load in later], "and")
        steps = " && ".join(f"loopline undo '{load.source}'" for load in (*reversed(later), own[-1]))
        raise LooplineError(
            f"The last load of {source!r}, as of {own[-1].as_of}, is not the last of all: {names} came later and may "
            "refer to it. Nothing was taken back.",
            f"Take back the later ones first, and load their files again afterwards: {steps}",
        )
    return own[-1].load_id


def refuse_inexact(journal: Journal) -> None:
    """Refuse to take back a load of which something would be left.

    Raises:
        LooplineError: It can't be taken back exactly.
    """
    reason = ""
    if not journal.whole:
        reason = "it was cut off and finished later, so what the first part changed is not on record"
    elif journal.repeated:
        reason = "the same files had been loaded before, with other loads since"
    elif journal.joined:
        reason = "it told that people with two ids are one, and gave them one"
    if reason:
        raise LooplineError(
            f"The load of {journal.source} as of {journal.as_of} can't be taken back exactly: {reason}. Nothing was "
            "changed.",
            f"Load the right files with the same --as-of {journal.as_of}: they replace what this load said.",
        )


def take_back(runner: Runner, journal: Journal, names: Names, on_progress: OnProgress = lambda *_: None) -> Counters:
    """Write what was there before a load, and delete what it made.

    Done again after it was cut off, it finishes.

    Args:
        runner: The graph.
        journal: What the load changed; it must be the last load of all.
        names: Takes back names and addresses where they are kept.
        on_progress: Called for each step.

    Raises:
        LooplineError: It can't be taken back exactly, or the graph can't be written.
    """
    refuse_inexact(journal)
    store = Store(runner, journal.source)
    names.check(store)
    names.settle(store)
    renamed = unname(journal, names)
    for _, person, *there in journal.before.get(PEOPLE, []):
        if person not in renamed:
            names.bring_back(person, said(there), journal.texts.get(person, ()))
    for person in journal.created.get(PEOPLE, []):
        names.bring_back(person, (), ())
    others = [load for load in store.loads() if load.load_id != journal.load]
    written = Counters()
    steps = chain(
        [(cypher_builder.statement("load/undo_begin"), {"load": journal.load})],
        _relationships(store, journal),
        unmerge(journal),
        _nodes(journal),
        unrename(journal),
        _settled(others, paged=is_paged(journal.size)),
        [(cypher_builder.statement("load/undo_end"), {"load": journal.load})],
    )
    with in_step(names, store):
        send(runner, steps, journal.size, written, on_progress, names)
    return written


def _settled(others: list[Published], *, paged: bool) -> Iterator[Step]:
    """Every fact gets the tense of the date that counts again; without any load, what was derived goes, too."""
    if others:
        day = max(load.as_of for load in others)
        yield from turn(day, NODES, cypher_builder.sourced_edges(), paged=paged)
        yield from share(day, paged=paged)
        return
    for label, node in NODES.items():
        if node.origin in (Origin.DERIVED, Origin.BOOKKEEPING) and label not in _KEPT_LABELS:
            yield cypher_builder.delete_every(label), {"most": most(paged=paged)}


def _relationships(store: Store, journal: Journal) -> Iterator[Step]:
    for kind in cypher_builder.sourced_edges():
        if not journal.begun:
            params = {"source": journal.source, "most": most(paged=is_paged(journal.size))}
            yield cypher_builder.delete_edges_of(*kind), params
            continue
        made, was = journal.made.get(kind, []), journal.was.get(kind, [])
        starts = {row[0] for row in made} | {row[1] for row in was} | journal.starts.get(kind, set())
        for page in pages(sorted(starts), PAGE if lasting(kind) else _EVENTS_OF):
            yield from _of_page(store, journal, kind, page)


def _of_page(store: Store, journal: Journal, kind: EdgeKind, starts: Sequence[str]) -> Iterator[Step]:
    """Delete what the load wrote on relationships that leave these nodes, and make them again as they were."""
    wanted, identity = set(starts), cypher_builder.identity_of(kind)
    images = {tuple(row[1:]) for row in journal.was.get(kind, []) if row[1] in wanted}
    known = {tuple(row) for row in journal.made.get(kind, []) if row[0] in wanted}
    known |= {(*image[:2], *(image[6 + at] for at in identity)) for image in images}
    there, wrong = set(), []
    for element, start, end, stated, _, ended, load, until, *values in store.edges(
        kind, [*journal.again, journal.number], starts
    ):
        image = (start, end, load, stated, ended, until, *values)
        if lasting(kind) and (start, end, *(values[at] for at in identity)) not in known:
            continue
        there.add(image)
        if journal.number in (load, ended) and image not in images:
            wrong.append(element)
    if wrong:
        yield cypher_builder.delete_edges(*kind), {"id": wrong}
    if missing := sorted(images - there, key=repr):
        names = ("start", "end", "load", "stated", "ended", "until", *cypher_builder.edge_columns(kind[0]))
        columns = dict(zip(names, map(list, zip(*missing, strict=True)), strict=True))
        asked = ("start", "end", *cypher_builder.restored_columns(kind))
        yield cypher_builder.restore_edges(*kind), {"source": journal.source, **{name: columns[name] for name in asked}}


def _nodes(journal: Journal) -> Iterator[Step]:
    for label in NODES:
        names = ["key", *NODE_TRAIL, *cypher_builder.node_columns(label)]
        for rows in pages([row[1:] for row in journal.before.get(label, [])]):
            columns = map(list, zip(*rows, strict=True))
            yield cypher_builder.set_nodes(label), dict(zip(names, columns, strict=True))
        for keys in pages(journal.created.get(label, [])):
            yield cypher_builder.delete_nodes(label), {"key": list(keys)}
