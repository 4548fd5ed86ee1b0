"""A month's load of which one answer of the server is lost: the same command finishes it, and nothing is there twice.

The answer to each commit, and two of all answers drawn at random; LOOPLINE_TEST_CUTS=200 draws 200.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.connection import Neo4jRunner, login_of
from graph.loading.hashing import graph_hash
from graph.settings import Settings
from graph.vault.vault import known_vault
from loaders.generator import Options, generate
from tests.support.cutter import Cutter
from tests.support.loading_command import Run, one
from tests.support.months import next_month, read_sheets, write_sheets

pytestmark = [pytest.mark.integration, pytest.mark.slow]

CUTS = int(os.environ.get("LOOPLINE_TEST_CUTS", "2"))
COMMIT = "COMMIT"
DAYS = ("2026-10-31", "2026-11-30")
LONGEST = 300
"""Seconds that a command may take; one that waits for a lost answer would wait for good."""


@pytest.fixture
def cutter(server_settings: Settings) -> Iterator[Cutter]:
    with Cutter(int(login_of(server_settings).uri.rpartition(":")[2])) as found:
        yield found


def through(cutter: Cutter, server: Settings, home: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings by which commands, also those in processes of their own, reach the server through the cutter."""
    login = login_of(server)
    settings = Settings(home, f"bolt://127.0.0.1:{cutter.port}", login.username, login.password)
    monkeypatch.setenv("LOOPLINE_HOME", str(settings.home))
    monkeypatch.setenv("NEO4J_URI", settings.uri or "")
    monkeypatch.setenv("NEO4J_USERNAME", login.username)
    monkeypatch.setenv("NEO4J_PASSWORD", login.password)
    return settings


def test_an_answer_is_lost_anywhere(
    runner: Neo4jRunner,
    server_settings: Settings,
    cutter: Cutter,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    settings = through(cutter, server_settings, tmp_path / "home", monkeypatch)
    monkeypatch.setattr("dashboards.loads.run.findings_after", lambda *_: {})  # not what is tested, and slow
    made = generate(Options(districts=2, regions=1, buildings=6, seed=11, others=0), tmp_path / "made")
    first = read_sheets(made.folder)
    second = next_month(first, 2, date.fromisoformat(DAYS[1]))
    paths = [write_sheets(tmp_path / f"month{at}", sheets) for at, sheets in enumerate((first, second))]

    def load(month: int) -> subprocess.CompletedProcess[str]:
        """In a process of its own: what it holds of the graph must not outlive it."""
        words = ("load", str(paths[month]), "--source", "hr", "--as-of", DAYS[month], "--no-derive")
        command = [sys.executable, "-m", "dashboards.cli", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST)

    def known() -> tuple[str, int]:
        facts = graph_hash(runner, known_vault(settings))
        return facts, one(runner, "MATCH ()-[r]->() WHERE r.source IS NOT NULL RETURN count(r)")

    done = load(0)
    assert done.returncode == 0, done.stderr
    before = known()
    cutter.lose(0)
    done = load(1)
    assert done.returncode == 0, done.stderr
    answers, after = list(cutter.answers), known()
    assert run("undo", "hr", "--format", "json")[0] == 0
    assert known() == before != after

    drawn = random.Random(5).sample(range(1, len(answers) + 1), min(CUTS, len(answers)))  # noqa: S311 - no secret
    lost = Counter[str]()
    for which, of in [*((at + 1, COMMIT) for at in range(answers.count(COMMIT))), *((at, "") for at in sorted(drawn))]:
        said = f"answer {which} of {len(answers)} {of} was lost"
        cutter.lose(which, of)
        done = load(1)
        cut = cutter.cut
        cutter.lose(0)
        lost[cut] += 1
        assert "Traceback" not in done.stderr, said
        told = "The connection to Neo4j was lost" in done.stderr or "can't be reached" in done.stderr
        assert told or done.returncode == 0, (said, done.stderr)
        if done.returncode == 0:
            assert known() == after, f"{said}, and the load says that it is done"
        done = load(1)
        assert done.returncode == 0, (said, done.stderr)
        assert known() == after, f"{said}, then the same command again"
        code, _, err = run("undo", "hr", "--format", "json")
        assert code == 0, (said, err)
        assert known() == before, f"{said}, the load finished, then taken back"
    assert lost[COMMIT] >= answers.count(COMMIT), lost
    assert lost.total() - lost[""] >= min(CUTS, len(answers)), lost
