"""In which properties records differ between two loads: what journals kept of them, against what stands now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.loading.journal import BACK, NEW, Journal, Key, Row
from graph.loading.names import SEALED
from graph.loading.store import Store, pages
from graph.model import cypher_builder
from graph.model.cypher_builder import EdgeKind
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import NODE_TRAIL
from graph.runner import Runner

Record = tuple[str | EdgeKind, str, Key]
"""Label or kind, the source (blank for nodes, which sources share), and what identifies it."""

_PLAIN = {key: name for name, key in SEALED.items()}
_EDGE_TRAIL = 7
"""How many values of a journal's row come before the properties of a relationship."""


@dataclass(frozen=True)
class Cell:
    """A property of a record that has changed.

    Attributes:
        name: The property.
        before: What it was.
        now: What it is.
        restricted: Whether neither may be shown; both are None then.
    """

    name: str
    before: Any = None
    now: Any = None
    restricted: bool = False


def plain_name(column: str) -> str:
    """A property's name for readers: that of the value, where the graph holds a hash of it."""
    return _PLAIN.get(column, column)


def changed_cells(
    runner: Runner, records: Iterable[Record], between: Sequence[Journal], later: Sequence[Journal]
) -> dict[Record, tuple[Cell, ...]]:
    """The properties in which records differ.

    Args:
        runner: The graph.
        records: Records that stand at both loads.
        between: What the loads after the earlier one changed, up to the later one, in their order.
        later: What the loads after the later one changed, in their order.
    """
    wanted = {record: record for record in records}
    before, first = _before(between, wanted)
    now, last = _after(later, wanted)
    standing = _standing(runner, {record for record, each in last.items() if each not in now})
    now |= {last[record]: values for record, values in standing.items()}
    renamed = {each for called in (first, last) for record, each in called.items() if record != each}
    return {
        each: _cells(each[0], before[each], now[each], renamed=each in renamed)
        for each in wanted
        if each in before and each in now
    }


def under_new_ids(record: Record, journal: Journal) -> Record:
    """The same record under the ids that it has after a load."""
    return _called(record, _ids(journal, old=1, new=0))


_Called = dict[Record, Record]
"""Records by what they are called at a load, each with what it is called at the later one of the two."""
_Ids = Mapping[str, Mapping[str, str]]


def _ids(journal: Journal, *, old: int, new: int) -> _Ids:
    found = {
        label: {row[old]: row[new] for row in rows if row[old] != row[new]} for label, rows in journal.renamed.items()
    }
    return {label: ids for label, ids in found.items() if ids}


def _called(record: Record, ids: _Ids) -> Record:
    if not ids:
        return record
    kind, source, key = record
    labels = (kind,) if isinstance(kind, str) else kind[1:]
    named = (ids.get(label, {}).get(each, each) for label, each in zip(labels, key, strict=False))
    return kind, source, (*named, *key[len(labels) :])


def _before(journals: Sequence[Journal], called: _Called) -> tuple[dict[Record, Row], _Called]:
    """The properties of each record before the first load that touched it, and what records were called at first."""
    found: dict[Record, Row] = {}
    for journal in reversed(journals):
        found |= {called[record]: values for record, values in _touched(journal, called)}
        ids = _ids(journal, old=0, new=1)
        called = {_called(record, ids): each for record, each in called.items()} if ids else called
    return found, called


def _after(journals: Sequence[Journal], called: _Called) -> tuple[dict[Record, Row], _Called]:
    """The same before the first of the loads that came later, and what records are called after all of them."""
    found: dict[Record, Row] = {}
    for journal in journals:
        ids = _ids(journal, old=1, new=0)
        called = {_called(record, ids): each for record, each in called.items()} if ids else called
        for record, values in _touched(journal, called):
            found.setdefault(called[record], values)
    return found, called


def _touched(journal: Journal, called: _Called) -> Iterator[tuple[Record, Row]]:
    for record, how, values in _rows(journal):
        if record in called and how not in {NEW, BACK}:
            yield record, values


def _rows(journal: Journal) -> Iterator[tuple[Record, str, Row]]:
    for label, rows in journal.before.items():
        for how, key, *rest in rows:
            yield (label, "", (key,)), how, rest[len(NODE_TRAIL) :]
    for kind, rows in journal.was.items():
        identity = cypher_builder.identity_of(kind)
        for row in rows:
            values = row[_EDGE_TRAIL:]
            yield (kind, journal.source, (row[1], row[2], *(str(values[at]) for at in identity))), row[0], values


def _standing(runner: Runner, records: set[Record]) -> dict[Record, Row]:
    """The properties of records in the graph."""
    found: dict[Record, Row] = {}
    grouped: dict[tuple[str | EdgeKind, str], set[str]] = defaultdict(set)
    for kind, source, key in records:
        grouped[kind, source].add(key[0])
    for (kind, source), keys in grouped.items():
        store = Store(runner, source)
        for page in pages(sorted(keys)):
            if isinstance(kind, str):
                nodes = store.nodes(kind, page)
                found |= {(kind, source, (key,)): row[len(NODE_TRAIL) :] for key, row in nodes.items()}
                continue
            identity = cypher_builder.identity_of(kind)
            for _, start, end, _, _, ended, _, _, *values in store.edges(kind, (), page):
                if ended is None:
                    found[kind, source, (start, end, *(str(values[at]) for at in identity))] = values
    return found


def _cells(kind: str | EdgeKind, before: Row, now: Row, *, renamed: bool) -> tuple[Cell, ...]:
    """Where they differ. A hash is of the record's id, too: under another id it does not tell whether the text is."""
    if isinstance(kind, str):
        columns, properties = cypher_builder.node_columns(kind), NODES[kind].properties
    else:
        columns, properties = cypher_builder.edge_columns(kind[0]), RELATIONSHIPS[kind[0]].properties
    restricted = {prop.name for prop in properties if prop.restricted}
    return tuple(
        Cell(plain_name(column), restricted=True) if column in restricted else Cell(column, old, new)
        for column, old, new in zip(columns, before, now, strict=True)
        if old != new and not (renamed and column in _PLAIN)
    )
