"""A month's load of which one answer of the server is lost: the same command finishes it, and nothing is there twice.

The last answers, among them the one to the commit, and two drawn at random; LOOPLINE_TEST_CUTS=200 draws 200.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
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
from tests.support.loading_command import one
from tests.support.months import next_month, read_sheets, write_sheets

pytestmark = [pytest.mark.integration, pytest.mark.slow]

CUTS = int(os.environ.get("LOOPLINE_TEST_CUTS", "2"))
LAST = 4
DAYS = ("2026-10-31", "2026-11-30")


@pytest.fixture
def cutter(server_settings: Settings) -> Iterator[Cutter]:
    with Cutter(int(login_of(server_settings).uri.rpartition(":")[2])) as found:
        yield found


def test_an_answer_is_lost_anywhere(
    runner: Neo4jRunner, server_settings: Settings, cutter: Cutter, tmp_path: Path
) -> None:
    login = login_of(server_settings)
    settings = Settings(tmp_path / "home", f"bolt://127.0.0.1:{cutter.port}", login.username, login.password)
    made = generate(Options(districts=2, regions=1, buildings=6, seed=11, others=0), tmp_path / "made")
    first = read_sheets(made.folder)
    second = next_month(first, 2, date.fromisoformat(DAYS[1]))
    paths = [write_sheets(tmp_path / f"month{at}", sheets) for at, sheets in enumerate((first, second))]

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        named = {"NEO4J_URI": settings.uri or "", "NEO4J_USERNAME": login.username, "NEO4J_PASSWORD": login.password}
        environment = {**os.environ, "LOOPLINE_HOME": str(settings.home), **named}
        command = [sys.executable, "-m", "dashboards.cli", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def load(month: int) -> subprocess.CompletedProcess[str]:
        return run("load", str(paths[month]), "--source", "hr", "--as-of", DAYS[month], "--no-derive")

    def known() -> tuple[str, int]:
        facts = graph_hash(runner, known_vault(settings))
        return facts, one(runner, "MATCH ()-[r]->() WHERE r.source IS NOT NULL RETURN count(r)")

    done = load(0)
    assert done.returncode == 0, done.stderr
    before = known()
    cutter.lose(0)
    assert load(1).returncode == 0
    answers, after = cutter.answers, known()
    assert run("undo", "hr").returncode == 0
    assert known() == before != after

    drawn = random.Random(5).sample(range(1, answers - LAST), min(CUTS, answers - LAST - 1))  # noqa: S311 - no secret
    heard = 0
    for which in (*sorted(drawn), *range(answers - LAST, answers + 1)):
        cutter.lose(which)
        done = load(1)
        cutter.lose(0)
        assert "Traceback" not in done.stderr, which
        assert done.returncode == 0 or "The connection to Neo4j was lost" in done.stderr or "reached" in done.stderr, (
            which,
            done.stderr,
        )
        heard += done.returncode == 0
        done = load(1)
        assert done.returncode == 0, (which, done.stderr)
        assert known() == after, f"answer {which} of {answers} was lost"
        done = run("undo", "hr")
        assert done.returncode == 0, (which, done.stderr)
        assert known() == before, f"answer {which} of {answers} was lost, the load finished, then taken back"
    assert heard < len(drawn) + LAST + 1, "no answer was lost"
