"""Two commands that write at once: one does, the other is told to wait, and nothing of it is in the graph."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import psutil
import pytest

from graph.connection import Neo4jRunner, connect
from graph.errors import Exit, ServerError
from graph.kept.folder import Kept, KeptInputs, inputs_folder
from graph.lease import leased
from graph.loading.store import Store
from graph.model.cypher_builder import statement
from graph.settings import Settings
from graph.vault.key import known_key
from tests.support.loading_command import Load

RACES = 100

pytestmark = pytest.mark.every_server


def test_one_winner_in_each_race(runner: Neo4jRunner, server_settings: Settings) -> None:
    runner.write("DROP CONSTRAINT lease_name IF EXISTS")  # the first race makes it
    start, inside, wrote = Barrier(2), 0, 0

    def race(own: Neo4jRunner) -> str:
        nonlocal inside
        start.wait(30)
        try:
            with leased(own, "loading") as mine:
                inside += 1
                assert inside == 1, "two hold the lease"
                mine.write("MERGE (n:Unit {unit_id: 'U'}) SET n.source_count = coalesce(n.source_count, 0) + 1")
                inside -= 1
        except ServerError as busy:
            return busy.code.name
        return "wrote"

    with connect(server_settings) as other, ThreadPoolExecutor(2) as pool:
        for _ in range(RACES):
            ends = list(pool.map(race, [runner, other]))
            assert "wrote" in ends
            assert set(ends) <= {"wrote", "BUSY"}
            wrote += ends.count("wrote")  # both, where one had finished before the other looked
    assert runner.read("MATCH (n:Unit {unit_id: 'U'}) RETURN n.source_count AS wrote").rows == [{"wrote": wrote}]


def test_a_late_write_of_the_overtaken_is_taken_back(runner: Neo4jRunner) -> None:
    with leased(runner, "loading") as first:
        first.write("CREATE (:Unit {unit_id: 'A'})")
        runner.write("MATCH (lease:Lease) SET lease.until = datetime() - duration('PT1S')")
        with leased(runner, "loading") as second:
            second.write("CREATE (:Unit {unit_id: 'B'})")
            with pytest.raises(ServerError, match="has begun to write"):
                first.write_all([("CREATE (:Unit {unit_id: 'C'})", {})])
    found = runner.read("MATCH (n:Unit) RETURN n.unit_id AS unit ORDER BY unit").column("unit")
    assert found == ["A", "B"]
    assert runner.read(statement("lease/holder")).rows == []


def test_a_load_beside_another_ends_with_code_5(runner: Neo4jRunner, load: Load, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("person_id,name\np1,Ann\n", encoding="utf-8")
    with leased(runner, "loading hr as of 2026-08-01"):
        code, report, _ = load(people)
        assert code == report["exit_code"] == Exit.BUSY
        assert "loading hr as of 2026-08-01" in report["error"]
        assert f"(process {os.getpid()} of {psutil.Process().username()} on " in report["error"]
        assert runner.read("MATCH (n) WHERE NOT n:Lease RETURN count(n) AS found").column("found") == [0]
    code, report, err = load(people)
    assert code == 0, err


def test_two_processes_that_load_at_once(
    runner: Neo4jRunner, server_settings: Settings, load: Load, tmp_path: Path
) -> None:
    days, sources = ("2026-08-01", "2026-09-01"), ("hr", "payroll")
    files = []
    for day in days:
        rows = "".join(f"p{number},Coach since {day},{day}\n" for number in range(2_000))
        (tmp_path / day).mkdir()
        files.append(tmp_path / day / "people.csv")
        files[-1].write_text(f"person_id,job_title,hired\n{rows}", encoding="utf-8")
    environment = {**os.environ, "LOOPLINE_HOME": str(server_settings.home)}
    started = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "dashboards.cli",
                "load",
                str(path),
                "--source",
                source,
                "--as-of",
                day,
                "--no-derive",
            ],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for path, day, source in zip(files, days, sources, strict=True)
    ]
    said = [process.communicate(timeout=180) for process in started]
    ends = [process.returncode for process in started]
    assert Exit.DONE in ends, said
    assert set(ends) <= {Exit.DONE, Exit.BUSY}, said
    for (_, err), end in zip(said, ends, strict=True):
        assert end == Exit.DONE or "Another loopline is writing to this graph" in err
    # Whoever was told to wait loads again; then the graph is as after one load and then the other.
    for path, day, source, end in zip(files, days, sources, ends, strict=True):
        if end == Exit.BUSY:
            assert load(path, source=source, as_of=day)[0] == Exit.DONE
    count = "MATCH (n:Person) RETURN n.job_title AS title, toString(n.hired) AS hired, count(*) AS people"
    assert runner.read(count).rows == [{"title": f"Coach since {days[1]}", "hired": days[1], "people": 2_000}]
    assert Store(runner).numbers().keys() == {kept.load_id for kept in _kept(server_settings)}


def _kept(settings: Settings) -> list[Kept]:
    key = known_key(settings)
    assert key is not None
    return KeptInputs(inputs_folder(settings), key).published()
