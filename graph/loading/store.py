"""What a load reads from the graph before it writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from graph.loading import survivorship
from graph.model import cypher_builder
from graph.model.renaming_cypher import read_at
from graph.model.schema import NODE_TRAIL
from graph.runner import Runner

if TYPE_CHECKING:
    from graph.loading.renamed_store import RenamedStore

PAGE = 20_000
"""Number of keys read, or rows written, at once."""

T = TypeVar("T")


@dataclass(frozen=True)
class Published:
    """A published load, as its Load node holds it."""

    load_id: str
    source: str
    as_of: date
    content: str
    mapping: str
    sequence: int
    read: int
    loaded: int
    quarantined: int
    duplicates: int
    passed: int
    cells: int


@dataclass(frozen=True)
class Begun:
    """What was written before.

    Attributes:
        begun: A load of this source has written before, published or not: its relationships have to be compared.
        empty: The graph is empty: no node has to be looked up.
        number: The load's number.
        older: Loads are there that have no number, because an older version wrote them.
        again: Numbers of the source's loads with the same as-of date, which this one replaces.
    """

    begun: bool
    empty: bool
    number: int = 1
    older: bool = False
    again: tuple[int, ...] = ()


def pages(items: Sequence[T], size: int = PAGE) -> Iterator[Sequence[T]]:
    """Cut a sequence into parts of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


class Store:
    """Reads the current state of the graph.

    Args:
        runner: The graph.
        source: The source whose facts are asked for; empty where none is.
    """

    def __init__(self, runner: Runner, source: str = "") -> None:
        self._runner = runner
        self.source = source

    def present(self, label: str, ids: Iterable[str]) -> set[str]:
        """Of these ids of a label, the ones the graph holds."""
        found: set[str] = set()
        for page in pages(sorted(ids)):
            found.update(self._collected(cypher_builder.present_nodes(label), {"keys": list(page)}))
        return found

    def ever(self, label: str, ids: Iterable[str]) -> set[str]:
        """Of these ids of a label, the ones the graph holds or held."""
        found: set[str] = set()
        for page in pages(sorted(ids)):
            found.update(self._collected(cypher_builder.ever_nodes(label), {"keys": list(page)}))
        return found

    def every(self, label: str) -> set[str]:
        """All ids of a label that the graph holds."""
        return set(self._runner.read(cypher_builder.every_key(label)).column("found")[0])

    def stated(self, label: str) -> dict[str, bool]:
        """Ids of the nodes that the source states, and whether it is the only one."""
        found = self._runner.read(cypher_builder.own_nodes(label), {"source": self.source}).column("found")[0]
        return dict(found)

    def told_elsewhere(self, label: str, ids: Iterable[str]) -> set[str]:
        """Of these ids of a label, the ones of which another source knows more than the id."""
        found: set[str] = set()
        for page in pages(sorted(ids)):
            for key, (sources, _, stated, kept, _, _, *shown) in self.nodes(label, page).items():
                claims = survivorship.parse(label, kept, sources, stated, shown)
                if not all(survivorship.is_bare(values) for name, (_, values) in claims.items() if name != self.source):
                    found.add(key)
        return found

    def aliases(self) -> list[list[str]]:
        """Kind, old and new id of each alias that loads gave."""
        return sorted(self._runner.read(cypher_builder.statement("load/aliases")).column("found")[0])

    def under(self, renamed: Mapping[str, Mapping[str, str]]) -> RenamedStore:
        """The same graph, with these ids of each label renamed already."""
        from graph.loading.renamed_store import RenamedStore

        return RenamedStore(self._runner, self.source, renamed)

    def by_address(self, keys: Iterable[str]) -> dict[str, str]:
        """Ids of the people who have these addresses, by address id."""
        found: dict[str, str] = {}
        for page in pages(sorted(keys)):
            found.update(self._collected(cypher_builder.statement("load/addresses"), {"keys": list(page)}))
        return found

    def described(self, ids: Iterable[str], source: str) -> set[str]:
        """Of these people the ones of whom another source tells."""
        found: set[str] = set()
        for page in pages(sorted(ids)):
            params = {"keys": list(page), "source": source}
            found.update(self._collected(cypher_builder.statement("load/described"), params))
        return found

    def named_people(self) -> list[str]:
        """Ids of the people whose name or address lies in the graph itself."""
        return self._listed("named_people")

    def sealed_people(self) -> list[str]:
        """Ids of the people whose name or address stands in the graph as a keyed hash."""
        return self._listed("sealed_people")

    def any_named(self) -> bool:
        """Whether any name or address lies in the graph itself."""
        return bool(self._runner.read(cypher_builder.statement("load/any_named")).column("found")[0])

    def any_sealed(self) -> bool:
        """Whether anybody's name or address stands in the graph as a keyed hash."""
        return bool(self._runner.read(cypher_builder.statement("load/any_sealed")).column("found")[0])

    def person_keys(self) -> set[str]:
        """Check values of the keys that people's ids and names were made with; blank for loads of older versions."""
        return set(self._listed("person_keys"))

    def states(self) -> set[str]:
        """Ids of the units of level state."""
        return set(self._runner.read(cypher_builder.statement("load/states")).column("unit_id"))

    def parents(self) -> dict[str, str]:
        """Parent unit by unit; if there are several, the last by id."""
        rows = self._runner.read(cypher_builder.statement("load/parents")).rows
        return {row["unit_id"]: row["parent_id"] for row in rows}

    def places(self) -> dict[str, dict[str, str]]:
        """By label, the unit of each team, person, role and unit."""
        found: dict[str, dict[str, str]] = {}
        for row in self._runner.read(cypher_builder.statement("load/places")).rows:
            found.setdefault(row["label"], {})[row["key"]] = row["unit_id"]
        return found

    def named(self, label: str, keys: Iterable[str], column: str = "name") -> dict[str, str]:
        """Names of units or teams, or titles of roles, by id, whether they are there or were."""
        at = len(NODE_TRAIL) + cypher_builder.node_columns(label).index(column)
        return {key: row[at] for page in pages(sorted(keys)) for key, row in self.nodes(label, page).items()}

    def nodes(self, label: str, keys: Sequence[str]) -> dict[str, list[Any]]:
        """Nodes by key, each a list: the bookkeeping of `graph.model.schema.NODE_TRAIL`, then its properties."""
        rows = self._collected(cypher_builder.read_nodes(label), {"keys": list(keys)})
        return {row[0]: row[1:] for row in rows}

    def edges(self, kind: cypher_builder.EdgeKind, again: Sequence[int], starts: Sequence[str]) -> list[list[Any]]:
        """The source's relationships that leave these nodes: id, ends, as-of date, type, who ended it, properties.

        Args:
            kind: Type and both labels.
            again: Numbers of loads that are replaced: what they ended counts as standing.
            starts: Ids of the nodes.
        """
        params = {"keys": list(starts), "source": self.source, "again": list(again)}
        return self._collected(cypher_builder.read_edges(*kind), params)

    def standing_at(self, kind: cypher_builder.EdgeKind, keys: Sequence[str], *, outgoing: bool) -> list[list[Any]]:
        """What any source states and no load has ended, of nodes at one end; see `read_at`."""
        return self._collected(read_at(*kind, outgoing=outgoing), {"keys": list(keys)})

    def loads(self) -> list[Published]:
        """Published loads, latest as-of date first."""
        rows = self._runner.read(cypher_builder.statement("load/loads")).rows
        return [Published(**{field.name: row[field.name] for field in fields(Published)}) for row in rows]

    def numbers(self) -> dict[str, int]:
        """The number of each load that was published, by its id; of one that is being taken back, too."""
        rows = self._runner.read(cypher_builder.statement("load/numbers")).rows
        return {row["load_id"]: row["sequence"] for row in rows}

    def undoing(self) -> str | None:
        """Id of the load that a command began to take back and did not finish."""
        found = self._runner.read(cypher_builder.statement("load/undoing")).rows
        return str(found[0]["load_id"]) if found else None

    def loaded_sheets(self, source: str) -> dict[str, int]:
        """The most rows that each sheet of a source has had in a load."""
        rows = self._runner.read(cypher_builder.statement("load/batches")).rows
        found: dict[str, int] = {}
        for row in rows:
            if row["source"] == source:
                found[row["sheet"]] = max(found.get(row["sheet"], 0), row["read"])
        return found

    def last_sheets(self, source: str) -> dict[str, tuple[int, int]]:
        """The rows of each sheet in the source's last load that had it, and how many of them were set aside."""
        rows = self._runner.read(cypher_builder.statement("load/batches")).rows
        return {row["sheet"]: (row["read"], row["quarantined"]) for row in rows if row["source"] == source}

    def begun(self, load_id: str, as_of: date) -> Begun:
        """What was written before a load of the source."""
        params = {"source": self.source, "load": load_id, "as_of": as_of}
        row = self._runner.read(cypher_builder.statement("load/begun"), params).rows[0]
        return Begun(**{**row, "again": tuple(row["again"])})

    def unfinished(self) -> bool:
        """Whether a load started to write and was never published."""
        return bool(self._runner.read(cypher_builder.statement("load/unfinished")).column("unfinished")[0])

    def _listed(self, name: str) -> list[str]:
        return sorted(self._runner.read(cypher_builder.statement(f"load/{name}")).column("found")[0])

    def _collected(self, text: str, params: dict[str, Any]) -> list[Any]:
        return self._runner.read(text, params).column("found")[0] if params["keys"] else []
