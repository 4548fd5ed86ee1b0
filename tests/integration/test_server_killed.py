"""A month's load whose server is killed in its middle: the same command starts the server again and finishes it.

One step inside the transaction that writes, the step before its commit and one drawn at random by default;
LOOPLINE_TEST_KILLS=1000 tries every one.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from graph.connection import connect
from graph.loading.hashing import graph_hash
from graph.server import stop
from graph.settings import Settings
from graph.vault.vault import known_vault
from loaders.generator import Options, generate
from tests.support.killed_load import COMMITTING, KILLED, WRITING, steps_in
from tests.support.loading_command import any_command
from tests.support.months import next_month, read_sheets, write_sheets

pytestmark = [pytest.mark.integration, pytest.mark.slow]

KILLS = int(os.environ.get("LOOPLINE_TEST_KILLS", "1"))
LONGEST = 300
"""Seconds that a command may take, with the server's start."""
DAYS = ("2026-10-31", "2026-11-30")


def test_the_server_is_killed_and_the_load_given_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path / "home")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setattr("dashboards.loads.run.findings_after", lambda *_: {})  # not what is tested, and slow
    run = any_command(settings, monkeypatch, capsys)
    made = generate(Options(districts=2, regions=1, buildings=6, seed=11, others=0), tmp_path / "made")
    first = read_sheets(made.folder)
    second = next_month(first, 2, date.fromisoformat(DAYS[1]))
    paths = [write_sheets(tmp_path / f"month{at}", sheets) for at, sheets in enumerate((first, second))]
    steps_file = tmp_path / "steps"

    def load(month: int, step: int = 0) -> subprocess.CompletedProcess[str]:
        """In a process of its own, whose server is killed before a step."""
        words = ("load", str(paths[month]), "--source", "hr", "--as-of", DAYS[month], "--no-derive")
        command = [sys.executable, "-m", "tests.support.killed_load", str(step), str(steps_file), *words]
        environment = {**os.environ, "LOOPLINE_TEST_KILLED": "server"}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=LONGEST)

    def take_back(said: str) -> None:
        code, _, err = run("undo", "hr", "--format", "json")
        assert code == 0, (said, err)
        assert known() == before, f"{said}, the load was finished, then taken back"

    def known() -> str:
        with connect(settings) as runner:
            return graph_hash(runner, known_vault(settings))

    try:
        done = load(0)
        assert done.returncode == 0, done.stderr
        before = known()
        done = load(1)
        assert done.returncode == 0, done.stderr
        steps, after = steps_in(steps_file), known()
        take_back("nothing")
        for step in _drawn(steps):
            killed = load(1, step)
            said = f"the server was killed before step {step} of {len(steps)}, {steps[step - 1]}"
            assert KILLED in steps_in(steps_file), said
            assert "Traceback" not in killed.stderr, (said, killed.stderr)
            if steps[step - 1] in {WRITING, COMMITTING}:
                assert killed.returncode != 0, f"{said}, and the load heard nothing of it"
            done = load(1)
            assert done.returncode == 0, (said, done.stderr)
            assert known() == after, said
            take_back(said)
    finally:
        stop(settings)


def _drawn(steps: list[str]) -> list[int]:
    """Steps by number: in the middle of the largest transaction, before its commit, and some at random."""
    commits = [at for at, name in enumerate(steps, 1) if name == COMMITTING]
    _, began, ended = max((steps[before:at].count(WRITING), before, at) for before, at in pairwise([0, *commits]))
    inside = [at for at in range(began + 1, ended) if steps[at - 1] == WRITING]
    some = random.Random(5).sample(range(1, len(steps) + 1), min(KILLS, len(steps)))  # noqa: S311 - no secret
    return sorted({inside[len(inside) // 2], ended, *some})
