"""A month's load that is killed anywhere: the same command finishes it, and it can be taken back.

Before four of its steps drawn at random by default, and at two moments; LOOPLINE_TEST_KILLS=1000 tries every step,
LOOPLINE_TEST_MOMENTS=100 that many moments. LOOPLINE_TEST_SEED draws others.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
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
MOMENTS = int(os.environ.get("LOOPLINE_TEST_MOMENTS", "2"))
SEED = int(os.environ.get("LOOPLINE_TEST_SEED", "5"))
LONGEST = 300
"""Seconds that a load may take."""
DAYS = ("2026-10-31", "2026-11-30")


class Killed:
    """A month loaded into a graph, and the next month's load, which is killed, finished and taken back.

    Attributes:
        before: The graph before that load.
        after: The graph after it.
        steps: How many steps it has.
        seconds: How long it takes.
    """

    def __init__(self, load: Load, run: Run, runner: Neo4jRunner, settings: Settings, at: Path) -> None:
        self._load, self._run, self._runner, self._settings = load, run, runner, settings
        self._steps = at / "steps"
        made = generate(Options(districts=2, regions=1, buildings=6, seed=11, others=0), at / "made")
        first = read_sheets(made.folder)
        second = next_month(first, 2, date.fromisoformat(DAYS[1]))
        paths = [write_sheets(at / f"month{number}", sheets) for number, sheets in enumerate((first, second))]
        self._path = paths[1]
        assert load(paths[0], as_of=DAYS[0])[0] == 0
        self.before = self.known()
        began = time.monotonic()
        assert self.until_step(0) == 0
        self.seconds = time.monotonic() - began
        self.steps, self.after = len(steps_in(self._steps)), self.known()
        self._take_back("")

    def known(self) -> str:
        """The graph's facts, with people's names and addresses."""
        vault = known_vault(self._settings)
        assert vault is not None
        assert not vault.unsettled
        return graph_hash(self._runner, vault)

    def until_step(self, step: int) -> int:
        """The month's load as a process of its own, killed before a step; its exit code."""
        return self._begun("tests.support.killed_load", str(step), str(self._steps)).wait(LONGEST)

    def until_moment(self, seconds: float) -> int:
        """The same, killed after so many seconds."""
        process = self._begun("dashboards.cli")
        began = time.monotonic()
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait(LONGEST)
        self.seconds = time.monotonic() - began
        return code

    def _begun(self, module: str, *words: str) -> subprocess.Popen[bytes]:
        load = ("load", str(self._path), "--source", "hr", "--as-of", DAYS[1], "--no-derive")
        return subprocess.Popen(
            [sys.executable, "-m", module, *words, *load],
            env={**os.environ, "LOOPLINE_HOME": str(self._settings.home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def finish_and_take_back(self, said: str) -> None:
        """Finish the load that was killed, in both ways, and take it back."""
        code, out, err = self._run("resume", "--no-derive")
        assert code == 0, (said, err)
        # Before its input was kept a load has written nothing, and there is nothing to resume.
        nothing = out == "No load was cut off.\n" and not self._published()
        assert self.known() == (self.before if nothing else self.after), said
        code, report, err = self._load(self._path, as_of=DAYS[1])
        assert code == 0, (said, report, err)
        assert self.known() == self.after, said
        self._take_back(said)

    def _take_back(self, said: str) -> None:
        code, _, err = self._run("undo", "hr", "--format", "json")
        assert code == 0, (said, err)
        assert self.known() == self.before, f"{said}, finished, then taken back"

    def _published(self) -> bool:
        return bool(one(self._runner, f"MATCH (load:Load {{as_of: date('{DAYS[1]}')}}) RETURN count(load)"))


@pytest.fixture
def month(
    load: Load,
    run: Run,
    runner: Neo4jRunner,
    server_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Killed:
    monkeypatch.setattr("dashboards.loads.run.findings_after", lambda *_: {})  # not what is tested, and slow
    return Killed(load, run, runner, server_settings, tmp_path)


def test_killed_before_any_step_finished_and_taken_back(month: Killed) -> None:
    drawn = random.Random(SEED).sample(range(1, month.steps + 1), min(KILLS, month.steps))  # noqa: S311 - no secret
    for step in sorted(drawn):
        assert month.until_step(step) == -signal.SIGKILL
        month.finish_and_take_back(f"killed before step {step} of {month.steps}")


def test_killed_at_any_moment_finished_and_taken_back(month: Killed) -> None:
    made, killed = random.Random(SEED), 0  # noqa: S311 - no secret
    for _ in range(3 * MOMENTS):  # some are done before their moment comes, and tell how long one takes
        seconds = made.uniform(0, month.seconds)
        killed += month.until_moment(seconds) == -signal.SIGKILL
        month.finish_and_take_back(f"killed after {seconds:.2f} of {month.seconds:.2f} seconds")
        if killed == MOMENTS:
            break
    assert killed == MOMENTS, f"only {killed} loads were killed before they were done"
