"""Who is in contact with whom, out of the graph: read once, and after a load only what it changed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.connection import Neo4jRunner
from graph.derive.read import pages
from graph.derive.read.contacts import read_records
from graph.derive.read.records import Records
from graph.derive.run import derive
from graph.derive.step import Work
from graph.model.cypher_builder import statement
from graph.runner import Params, Result
from tests.support.loading_command import Load
from tests.support.small_state import AS_OF, PROFILE, WELL

pytestmark = pytest.mark.integration

LOADED = "CREATE (:Load {load_id: 'L', status: 'published', source: 's', as_of: $as_of, sequence: 1, number: 1})"
PEOPLE = [f"P{number}" for number in range(40)]


class Counting:
    """A runner that notes for which loads contact is read out of the graph; None stands for all of it."""

    def __init__(self, runner: Neo4jRunner) -> None:
        self._runner = runner
        self.reads: list[Any] = []
        self.rows = 0

    def read(self, text: str, params: Params | None = None, **options: Any) -> Result:
        found = self._runner.read(text, params, **options)
        if text == statement("derive/network/contacts"):
            self.reads.append((params or {})["loads"])
            self.rows += sum(len(row["starts"]) for row in found.rows)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._runner, name)


def test_an_unchanged_graph_is_read_once_and_a_changed_one_again(runner: Neo4jRunner, tmp_path: Path) -> None:
    for text in WELL:
        runner.write(text)
    runner.write(LOADED, {"as_of": AS_OF})
    folder = tmp_path / "snapshots"

    def reads(as_of: date = AS_OF) -> list[Any]:
        counting = Counting(runner)
        derive(counting, PROFILE, as_of, folder=folder)
        return counting.reads

    def silos() -> list[dict[str, Any]]:
        return runner.read("MATCH (s:Silo) RETURN properties(s) AS all ORDER BY s.silo_id").rows

    assert reads() == [None]
    first = silos()
    assert reads() == []
    assert silos() == first
    assert len(list(folder.iterdir())) == 1
    assert reads(date(2026, 5, 4)) == []  # rows of contact are of any date
    runner.write("MATCH ()-[c:COMMUNICATES_WITH]->() WITH c LIMIT 1 DELETE c")
    assert reads() == [None]
    (kept,) = folder.iterdir()
    kept.write_bytes(b"no arrow file")
    assert reads() == [None]
    assert reads() == []


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of a few people, so that forty take several."""
    monkeypatch.setattr(pages, "_PAGE", 7)


def invented(dice: random.Random, rows: int) -> list[list[str]]:
    """Rows of contact; days and channels are left out here and there."""

    def day() -> str:
        return str(date(2026, 8, 1) - timedelta(days=dice.randrange(300)))

    made = []
    for _ in range(rows):
        first, last = sorted([day(), day()])
        one, other = dice.sample(PEOPLE, 2)
        said = [first if dice.random() < 0.7 else "", last if dice.random() < 0.9 else ""]
        made.append([one, other, dice.choice(["email", "chat", ""]), str(dice.randrange(1, 9)), *said])
    return made


def write(folder: Path, rows: list[list[str]], people: list[str]) -> Path:
    folder.mkdir()
    header = "from_person,to_person,channel,count,first,last"
    (folder / "contacts.csv").write_text("\n".join([header, *map(",".join, rows), ""]), encoding="utf-8")
    (folder / "people.csv").write_text("\n".join(["person_id", *people, ""]), encoding="utf-8")
    return folder


def told(records: Records) -> list[tuple[Any, ...]]:
    """Everything of records, whatever the order of rows."""
    people = records.people.tolist()
    columns = (records.start, records.end, records.age, records.count, records.channel)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [
        *sorted((people[start], people[end], *facts) for start, end, *facts in rows),
        *zip(people, records.units.tolist(), records.here.tolist(), strict=True),
    ]


@pytest.mark.usefixtures("small_pages")
def test_after_a_load_only_what_it_changed_is_read_and_all_is_as_read_anew(
    load: Load, runner: Neo4jRunner, tmp_path: Path
) -> None:
    dice = random.Random(4)  # noqa: S311 - invented rows
    folder, rows = tmp_path / "snapshots", invented(dice, 150)
    assert load(write(tmp_path / "0", rows, PEOPLE), as_of="2026-08-01")[0] == 0
    as_of = date(2026, 8, 1)

    def read(counting: Counting) -> Records:
        latest = runner.read(statement("derive/run/latest")).rows[0]
        return read_records(Work(counting, PROFILE, as_of, latest["load"], folder))

    def anew() -> Records:
        return read_records(Work(runner, PROFILE, as_of))

    whole = Counting(runner)
    assert told(read(whole)) == told(anew())
    assert whole.reads == [None] * 6
    for number in (1, 2, 3):
        as_of += timedelta(days=20)
        # A few rows more, one with a later count, and somebody new whose id lies among the others.
        rows = [*rows, *invented(dice, 3)]
        rows[dice.randrange(len(rows))][3] = "99"
        arrived = [*PEOPLE, *(f"P1{letter}" for letter in "abc"[:number])]
        assert load(write(tmp_path / str(number), rows, arrived), as_of=str(as_of))[0] == 0
        counting = Counting(runner)
        assert told(read(counting)) == told(anew())
        assert counting.reads
        assert None not in counting.reads
        assert 0 < counting.rows < whole.rows / 3
        again = Counting(runner)
        assert told(read(again)) == told(anew())
        assert again.reads == []


@pytest.mark.usefixtures("small_pages")
def test_what_somebody_else_wrote_is_read_with_all_the_rest(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    dice = random.Random(5)  # noqa: S311 - invented rows
    folder, rows = tmp_path / "snapshots", invented(dice, 60)
    load(write(tmp_path / "0", rows, PEOPLE), as_of="2026-08-01")
    work = Work(runner, PROFILE, date(2026, 8, 1), "first", folder)
    before = read_records(work)
    runner.write("MATCH (a {person_id: 'P1'}) MATCH (b {person_id: 'P2'}) CREATE (a)-[:COMMUNICATES_WITH]->(b)")
    load(write(tmp_path / "1", [*rows, *invented(dice, 1)], PEOPLE), as_of="2026-08-02")
    counting = Counting(runner)
    after = read_records(Work(counting, PROFILE, date(2026, 8, 2), "second", folder))
    assert None in counting.reads
    assert len(after.start) == len(before.start) + 2
    unsaid = (after.people[after.start] == "P1") & (after.people[after.end] == "P2") & (after.age == 0)
    assert np.any(unsaid & (after.count == 1))
