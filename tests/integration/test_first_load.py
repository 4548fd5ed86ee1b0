"""A first load by an import of files: the graph is the one that statements make, wherever the import is cut off.

Two points of those at which it can be killed are drawn by default; LOOPLINE_TEST_KILLS=1000 tries every one.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.connection import connect
from graph.first_load import VARIABLE
from graph.kept.folder import KeptInputs, inputs_folder
from graph.loading.store import Store
from graph.model.tenses import former_type
from graph.server import stop
from graph.server.home import ServerHome
from graph.settings import Settings
from graph.vault.key import known_key
from loaders.generator import Options, generate
from tests.support.command_line import loopline
from tests.support.killed_import import POINTS
from tests.support.months import read_sheets, write_sheets

pytestmark = [pytest.mark.integration, pytest.mark.slow]

KILLS = int(os.environ.get("LOOPLINE_TEST_KILLS", "2"))
WORDS = ("--source", "hr", "--as-of", "2026-10-31", "--no-derive", "--format", "json")
AWKWARD = "\"Zoë's\" unit; a,b|c \\ 'null' \U0001f600"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A data folder with a server of its own, which the imports stop and start; a comma in its path is awkward."""
    found = Settings(home=tmp_path_factory.mktemp("first, load") / "home")
    try:
        yield found
    finally:
        stop(found)


@pytest.fixture
def settings(server: Settings) -> Settings:
    """The same with an empty graph, and with nothing kept."""
    empty(server)
    return server


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small state, one of whose units has an awkward name, and in which somebody no longer holds a role."""
    folder = generate(Options(districts=2, regions=1, buildings=6, seed=11, others=0), tmp_path_factory.mktemp("made"))
    changed = {"units": {"name": AWKWARD}, "assignments": {"since": "2025-01-01", "until": "2026-01-01"}}
    made = read_sheets(folder.folder)
    for name, cells in changed.items():
        made[name][-1].update(cells)
    return write_sheets(tmp_path_factory.mktemp("sheets") / "state", made)


def empty(settings: Settings) -> None:
    with connect(settings) as runner:
        while runner.write("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n").nodes_deleted:
            pass
    shutil.rmtree(inputs_folder(settings), ignore_errors=True)


def loaded(settings: Settings, sheets: Path, *words: str) -> dict[str, Any]:
    """Load; the report."""
    done = loopline(settings, "load", str(sheets), *WORDS, *words)
    assert done.returncode == 0, done.stderr + done.stdout
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def hash_of(settings: Settings) -> str:
    return loopline(settings, "db", "hash").stdout.strip()


def take_back(settings: Settings) -> None:
    done = loopline(settings, "undo", "hr")
    assert done.returncode == 0, done.stderr


def everything(settings: Settings) -> list[str]:
    """All that is in the graph, except when it was loaded and who writes."""
    texts = (
        "MATCH (n) WHERE NOT n:Lease RETURN labels(n) AS labels, properties(n) AS said",
        "MATCH (a)-[r]->(b) RETURN properties(a) AS a, type(r) AS type, properties(b) AS b, properties(r) AS said",
        "SHOW CONSTRAINTS YIELD name, labelsOrTypes, properties RETURN name, labelsOrTypes, properties",
        "SHOW INDEXES YIELD name, state, properties RETURN name, state, properties",
    )
    with connect(settings) as runner:
        rows = [row for text in texts for row in runner.read(text).rows]
    for row in rows:
        row.get("said", {}).pop("loaded_at", None)
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in rows)


def but_the_lease(settings: Settings) -> list[str]:
    """The same without the constraint of the lease, which every command takes that others have to wait for."""
    return [row for row in everything(settings) if '"lease_name"' not in row]


def kept(settings: Settings) -> list[Any]:
    """What is kept of the loads outside of the graph: number, input and journal."""
    inputs = KeptInputs(inputs_folder(settings), known_key(settings) or pytest.fail("no key"))
    return [(each.number, each.load_id, inputs.journal(each.load_id)) for each in inputs.published()]


def nothing_left(settings: Settings) -> None:
    home = ServerHome.of(settings.home)
    assert not home.importing.exists()
    assert not home.imported.exists()


def test_an_import_makes_the_graph_that_statements_make(
    settings: Settings, sheets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "statements")
    by_statements = loaded(settings, sheets)
    wanted = hash_of(settings), everything(settings), kept(settings)
    assert any(json.dumps(AWKWARD) in row for row in wanted[1])
    assert any(json.dumps(former_type("HOLDS")) in row for row in wanted[1])
    take_back(settings)
    monkeypatch.setenv(VARIABLE, "import")
    by_import = loaded(settings, sheets)
    assert (hash_of(settings), everything(settings), kept(settings)) == wanted
    for name in ("nodes", "relationships"):
        assert by_import[name] == by_statements[name]
    for name in ("nodes_created", "relationships_created"):
        assert by_import["written"][name] >= by_statements["written"][name] - 1
    nothing_left(settings)
    assert not any(loaded(settings, sheets)["written"].values())
    take_back(settings)


def kill(settings: Settings, sheets: Path, point: str) -> None:
    """A load that is killed at a point."""
    killed = subprocess.run(
        [sys.executable, "-m", "tests.support.killed_import", point, "load", str(sheets), *WORDS],
        env={**os.environ, "LOOPLINE_HOME": str(settings.home)},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with connect(settings) as runner:
        assert Store(runner).loads() == []


def killed_and_loaded_again(settings: Settings, sheets: Path, point: str) -> str:
    """The hash after a load that was killed at a point and given again; the graph is empty afterwards, as before."""
    kill(settings, sheets, point)
    loaded(settings, sheets)
    found = hash_of(settings)
    nothing_left(settings)
    assert not any(loaded(settings, sheets)["written"].values())
    empty(settings)
    return found


def test_killed_at_any_point_and_loaded_again(
    settings: Settings, sheets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "statements")
    loaded(settings, sheets)
    wanted = hash_of(settings)
    take_back(settings)
    monkeypatch.setenv(VARIABLE, "import")
    drawn = POINTS if len(POINTS) <= KILLS else random.Random(3).sample(POINTS, KILLS)  # noqa: S311 - no secret
    for point in drawn:
        assert killed_and_loaded_again(settings, sheets, point) == wanted, point


@pytest.mark.parametrize("way", ["import", "statements"])
def test_killed_and_loaded_with_another_date(
    settings: Settings, sheets: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv(VARIABLE, "import")
    kill(settings, sheets, "run:1")
    with connect(settings) as runner:
        assert Store(runner).unfinished()
    monkeypatch.setenv(VARIABLE, way)
    loaded(settings, sheets, "--as-of", "2026-11-30")
    with connect(settings) as runner:
        assert not Store(runner).unfinished()
        assert [each.as_of for each in Store(runner).loads()] == [date(2026, 11, 30)]
        assert runner.read("MATCH (load:Load) RETURN count(load) AS count").column("count") == [1]
    assert not any(loaded(settings, sheets, "--as-of", "2026-11-30")["written"].values())
    take_back(settings)


def test_a_plan_of_a_load_killed_before_its_constraints_writes_nothing(
    settings: Settings, sheets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "import")
    kill(settings, sheets, "ensure_schema:1")
    before = but_the_lease(settings)
    planned = loopline(settings, "load", str(sheets), *WORDS, "--plan")
    assert (planned.returncode, "loopline resume" in planned.stderr) == (1, True)
    assert but_the_lease(settings) == before
    loaded(settings, sheets)
