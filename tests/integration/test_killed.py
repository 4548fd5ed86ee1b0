"""A month's load that is killed before any of its steps: the same command finishes it, and it can be taken back.

Four steps drawn at random by default; LOOPLINE_TEST_KILLS=1000 tries every one.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from graph.connection import Neo4jRunner
from graph.loading.hashing import graph_hash
from graph.settings import Settings
from graph.vault.vault import known_vault
from loaders.generator import Options, generate
from tests.support.killed_load import steps_in
from tests.support.loading_command import Load, Run, one
from tests.support.months import next_month, read_sheets, write_sheets

pytestmark = [pytest.mark.integration, pytest.mark.slow]

KILLS = int(os.environ.get("LOOPLINE_TEST_KILLS", "4"))
DAYS = ("2026-10-31", "2026-11-30")


def load_until(step: int, settings: Settings, path: Path, counted: Path) -> int:
    """The month's load as a process of its own, killed before a step; its exit code."""
    words = ["load", str(path), "--source", "hr", "--as-of", DAYS[1], "--no-derive"]
    return subprocess.run(
        [sys.executable, "-m", "tests.support.killed_load", str(step), str(counted), *words],
        env={**os.environ, "LOOPLINE_HOME": str(settings.home)},
        capture_output=True,
        check=False,
    ).returncode


def published(runner: Neo4jRunner) -> bool:
    """Whether the month's load is published."""
    return bool(one(runner, f"MATCH (load:Load {{as_of: date('{DAYS[1]}')}}) RETURN count(load)"))


def test_killed_at_any_moment_finished_and_taken_back(
    load: Load, run: Run, runner: Neo4jRunner, server_settings: Settings, tmp_path: Path
) -> None:
    made = generate(Options(districts=2, regions=1, buildings=6, seed=11, others=0), tmp_path / "made")
    first = read_sheets(made.folder)
    paths = [
        write_sheets(tmp_path / f"month{at}", sheets)
        for at, sheets in enumerate((first, next_month(first, 2, date.fromisoformat(DAYS[1]))))
    ]

    def known() -> str:
        vault = known_vault(server_settings)
        assert vault is not None
        assert not vault.unsettled
        return graph_hash(runner, vault)

    assert load(paths[0], as_of=DAYS[0])[0] == 0
    before = known()
    counted = tmp_path / "steps"
    assert load_until(0, server_settings, paths[1], counted) == 0
    steps = len(steps_in(counted))
    after = known()
    assert run("undo", "hr")[0] == 0
    assert known() == before

    drawn = random.Random(5).sample(range(1, steps + 1), min(KILLS, steps))  # noqa: S311 - no secret
    for step in sorted(drawn):
        assert load_until(step, server_settings, paths[1], counted) == -signal.SIGKILL
        code, out, err = run("resume", "--no-derive")
        assert code == 0, (step, err)
        # Before its input was kept a load has written nothing, and there is nothing to resume.
        assert known() == (before if out == "No load was cut off.\n" and not published(runner) else after), step
        code, report, err = load(paths[1], as_of=DAYS[1])
        assert code == 0, (step, report, err)
        assert known() == after, f"killed before step {step} of {steps}"
        code, _, err = run("undo", "hr")
        assert code == 0, (step, err)
        assert known() == before, f"killed before step {step} of {steps}, finished, then taken back"
