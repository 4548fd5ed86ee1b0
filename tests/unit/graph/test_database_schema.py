"""Only what the database lacks is created."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.database_schema import ensure_schema
from graph.model.cypher_builder import schema
from graph.runner import Counters, Params, Result
from tests.support.memory_graph import MemoryGraph


@dataclass
class Database(MemoryGraph):
    """A database with these constraints and indexes."""

    present: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)

    def read(self, text: str, params: Params | None = None, *, timeout: float | None = None) -> Result:
        del text, params, timeout
        return Result(("found",), [{"found": sorted(self.present)}])

    def write(self, text: str, params: Params | None = None) -> Counters:
        assert not params
        self.texts.append(text)
        return Counters(constraints_added=1)


ALL = {name: text for texts in schema().values() for name, text in texts.items()}


def test_all_of_an_empty_one_and_nothing_of_a_whole_one() -> None:
    empty, whole = Database(), Database(set(ALL))
    assert ensure_schema(empty).constraints_added == len(ALL)
    assert empty.texts == list(ALL.values())
    assert ensure_schema(whole) == Counters()
    assert whole.texts == []


def test_just_what_is_missing() -> None:
    found = Database(set(ALL) - {"team_team_id"})
    ensure_schema(found)
    assert found.texts == [ALL["team_team_id"]]


def test_of_one_label() -> None:
    found = Database()
    ensure_schema(found, ["Lease"])
    assert found.texts == list(schema()["Lease"].values())


def test_every_name_is_taken_once() -> None:
    assert sum(map(len, schema().values())) == len(ALL)
