"""Pages that read while loads are published and taken back: each is to show the old state or the new one, never both.

That is not reached yet: Neo4j applies a commit bit by bit, and for that moment the old stamp stands beside new rows.

As a page does, a reader takes the stamp of what is published, reads several views, and drops what it read when the
stamp is another one by then. 1,000 such reads by default; LOOPLINE_TEST_READS=20000 for the figure that is promised.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dashboards.loads.run import Way, run_load
from dashboards.shell.load_context import stamp_of
from dashboards.shell.pinned import MovedOnError, pinned
from graph.connection import Neo4jRunner, connect
from graph.kept.load_input import LoadInput
from graph.profile.profile import Profile
from graph.queries.catalog import catalog
from graph.settings import Settings
from graph.staging.absent import Mode
from tests.support.loading_command import Run
from tests.support.loading_help import gather

pytestmark = [pytest.mark.integration, pytest.mark.slow]

READS = int(os.environ.get("LOOPLINE_TEST_READS", "1000"))
READERS = 4
MOST_MIXED = 0.1
"""Share of reads that fall into the moment at which a commit is applied, with readers that never rest."""
PEOPLE = 2_000
UNITS = "unit_id,name,level,parent_id\nST,State,state,\nA,North,region,ST\nB,South,region,ST\n"
PARTS = (
    "MATCH (p:Person) RETURN count(p) AS found",
    "MATCH (:Person)-[r:WORKS_AT]->(:Unit {unit_id: 'A'}) RETURN count(r) AS found",
    "MATCH (p:Person {job_title: 'Coach'}) RETURN count(p) AS found",
    "MATCH (u:Unit {name: 'North'}) RETURN count(u) AS found",
)
"""What a page would show: each part tells the first state from the second."""


class Readers:
    """Threads that read as pages do.

    Attributes:
        seen: How often each state was read, by the load that was published.
        late: How many reads were dropped, because another load was published meanwhile.
        failed: What ended a reader.
    """

    def __init__(self, settings: Settings) -> None:
        self.seen: Counter[tuple[str, tuple[int, ...]]] = Counter()
        self.late = 0
        self.failed: list[BaseException] = []
        self._settings, self._ended, self._lock = settings, threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._read_on) for _ in range(READERS)]

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(60)

    @property
    def reads(self) -> int:
        """How many there were."""
        return self.seen.total() + self.late

    def _read_on(self) -> None:
        try:
            with connect(self._settings) as runner:
                while not self._ended.is_set():
                    self._read(runner)
        except BaseException as error:
            self.failed.append(error)

    def _read(self, runner: Neo4jRunner) -> None:
        (shown,) = runner.read(catalog()["published"].text).rows

        def parts() -> tuple[int, ...]:
            return tuple(runner.read(text).column("found")[0] for text in PARTS)

        def now() -> str:
            return stamp_of(runner.read(catalog()["published"].text).rows[0])

        try:
            found = pinned(stamp_of(shown), parts, now)
        except MovedOnError:
            with self._lock:
                self.late += 1
            return
        with self._lock:
            self.seen[shown["load_id"], found] += 1


def people(count: int, unit: str, title: str) -> str:
    rows = "".join(f"P{number:05},{title},{unit}\n" for number in range(count))
    return f"person_id,job_title,unit_id\n{rows}"


@pytest.mark.usefixtures("runner")
def test_no_page_sees_two_loads(
    server_settings: Settings, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("dashboards.loads.run.findings_after", lambda *_: {})  # not what is tested, and slow
    first = gather(tmp_path / "a", units=UNITS, people=people(PEOPLE, "A", "Coach"))
    second = gather(tmp_path / "b", units=UNITS.replace("North", "East"), people=people(PEOPLE + 500, "B", "Teacher"))
    states = {date(2026, 10, 31): (PEOPLE, PEOPLE, PEOPLE, 1), date(2026, 11, 30): (PEOPLE + 500, 0, 0, 0)}

    def load(day: date) -> str:
        rows = first if day == min(states) else second
        given = LoadInput("hr", day, rows, Profile.load("education"), Mode.FULL)
        return str(run_load(server_settings, given, Way(derive=False, guarded=False))["load"])

    known = {(load(min(states)), states[min(states)])}
    loads = 0
    with Readers(server_settings) as readers:
        while readers.reads < READS or loads < 3:
            known.add((load(max(states)), states[max(states)]))
            code, _, err = run("undo", "hr", "--format", "json")
            assert code == 0, err
            loads += 1
            assert not readers.failed, readers.failed
    assert not readers.failed, readers.failed
    assert set(readers.seen) >= known, "both states are to be read"
    mixed = sum(count for state, count in readers.seen.items() if state not in known)
    said = f"{mixed} of {readers.reads} reads in {loads} loads showed parts of two: {readers.seen}"
    assert mixed <= MOST_MIXED * readers.reads, said
    if mixed:  # the promise is none; what is missing is in graph/DECISIONS.md
        pytest.xfail(said)
