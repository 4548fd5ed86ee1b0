"""A month's load whose server is killed in its middle: the same command starts the server again and finishes it.

Three steps drawn at random by default; LOOPLINE_TEST_KILLS=1000 tries every one.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from graph.connection import connect
from graph.loading.hashing import graph_hash
from graph.server import stop
from graph.settings import Settings
from graph.vault.vault import known_vault
from loaders.generator import Options, generate
from tests.support.months import next_month, read_sheets, write_sheets

pytestmark = [pytest.mark.integration, pytest.mark.slow]

KILLS = int(os.environ.get("LOOPLINE_TEST_KILLS", "3"))
DAYS = ("2026-10-31", "2026-11-30")


def test_the_server_is_killed_and_the_load_given_again(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    made = generate(Options(districts=2, regions=1, buildings=6, seed=11, others=0), tmp_path / "made")
    first = read_sheets(made.folder)
    second = next_month(first, 2, date.fromisoformat(DAYS[1]))
    paths = [write_sheets(tmp_path / f"month{at}", sheets) for at, sheets in enumerate((first, second))]
    counted = tmp_path / "steps"

    def run(*words: str, step: int = 0) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "LOOPLINE_HOME": str(settings.home), "LOOPLINE_TEST_KILLED": "server"}
        environment.pop("NEO4J_URI", None)
        command = [sys.executable, "-m", "tests.support.killed_load", str(step), str(counted), *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def load(month: int, step: int = 0) -> subprocess.CompletedProcess[str]:
        return run("load", str(paths[month]), "--source", "hr", "--as-of", DAYS[month], "--no-derive", step=step)

    def known() -> str:
        with connect(settings) as runner:
            return graph_hash(runner, known_vault(settings))

    try:
        assert load(0).returncode == 0
        before = known()
        assert load(1).returncode == 0
        steps, after = int(counted.read_text(encoding="utf-8")), known()
        assert run("undo", "hr").returncode == 0
        assert known() == before
        for step in sorted(random.Random(5).sample(range(1, steps + 1), min(KILLS, steps))):  # noqa: S311 - no secret
            done = load(1, step)
            assert "Traceback" not in done.stderr, (step, done.stderr)
            done = load(1)
            assert done.returncode == 0, (step, done.stderr)
            assert known() == after, f"the server was killed before step {step} of {steps}"
            done = run("undo", "hr")
            assert done.returncode == 0, (step, done.stderr)
            assert known() == before, f"the server was killed before step {step} of {steps}, then taken back"
    finally:
        stop(settings)
