"""The last step of a load: every fact gets the name of its tense at the graph's date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from graph.loading.differences import Step
from graph.loading.store import Begun, Store
from graph.model.cypher_builder import EdgeKind, sourced_edges
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.sharing_cypher import share_edges
from graph.model.tense_cypher import turn_edges, turn_nodes
from graph.staging.stage import Staged

_ALL = 1_000_000_000
_PAGE = 20_000


def turn_steps(
    store: Store, staged: Staged, before: Begun, as_of: date, *, paged: bool, several: bool
) -> Iterator[Step]:
    """Statements that turn what began or ended, by this load or by the date that it moves.

    In a graph that was empty only what has dates of its own can be over or ahead. Where another source has loads, too,
    what several state gets its plain name once.

    Args:
        store: Reads the graph.
        staged: The load's rows.
        before: What was written before.
        as_of: The load's date.
        paged: Turn a page at a time, for a load of several transactions: each statement is to be repeated until it
            changes nothing.
        several: Another source may have facts in the graph.
    """
    day = max([as_of, *(load.as_of for load in store.loads()[:1])])
    labels, kinds = list(NODES), sourced_edges()
    if before.empty:
        labels = [label for label in labels if label in staged.nodes and NODES[label].life]
        kinds = [kind for kind in kinds if kind in staged.edges and _dated(kind)]
    yield from turn(day, labels, kinds, paged=paged)
    if several:
        yield from share(day, paged=paged)


def share(day: date, *, paged: bool) -> Iterator[Step]:
    """Statements that leave one of the relationships that several sources state its plain name."""
    params = {"date": day, "most": most(paged=paged)}
    for kind in sourced_edges():
        yield from ((text, params) for text in share_edges(*kind))


def turn(day: date, labels: Iterable[str], kinds: Iterable[EdgeKind], *, paged: bool) -> Iterator[Step]:
    """Statements that turn what has another tense at a date: nodes first, as relationships depend on their ends."""
    params = {"date": day, "most": most(paged=paged)}
    for label in labels:
        yield from ((text, params) for text in turn_nodes(label))
    for kind in kinds:
        yield from ((text, params) for text in turn_edges(*kind))


def most(*, paged: bool) -> int:
    """How many facts a statement takes that is repeated until it changes nothing; all where it is not repeated."""
    return _PAGE if paged else _ALL


def _dated(kind: EdgeKind) -> bool:
    return bool(RELATIONSHIPS[kind[0]].life or any(NODES[label].life for label in kind[1:]))
