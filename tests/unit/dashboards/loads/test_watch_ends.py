"""How `loopline watch` ends: by a signal between loads, in one, and by a second one."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest

from dashboards.loads import watch as watching
from graph.errors import Exit
from graph.staging.stage import stage as real_stage
from tests.support.memory_command import MemoryCommand, people
from tests.support.watched import Watched


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Watched:
    return Watched(MemoryCommand(tmp_path / "drop", monkeypatch, capsys))


class Ends:
    """Ends a polling watcher by a signal at a moment of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def at_wait(self, number: int, times: int) -> None:
        """At the end of so many rounds."""
        left = [times]

        def wait(stop: watching.Stop, seconds: float) -> None:
            del seconds
            left[0] -= 1
            if not left[0]:
                signal.raise_signal(number)
            assert left[0] >= 0, "it does not end"
            assert stop.asked == (not left[0])

        self._patch.setattr(watching.Stop, "wait", wait)

    def in_a_load(self, signals: int) -> None:
        """While the first load is at work."""

        def stage(*given: Any) -> Any:
            for _ in range(signals):
                signal.raise_signal(signal.SIGTERM)
            return real_stage(*given)

        self._patch.setattr("graph.loading.load.stage", stage)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_between_loads_ends_it_cleanly(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    Ends(monkeypatch).at_wait(number, 3)
    watched.drop("hr_2026-01-31", people(20))
    (watched.folder / "x.csv").write_text("a", encoding="utf-8")
    before = signal.getsignal(number)
    ended = watched.poll()
    assert ended.code == 0
    assert ended.out.splitlines()[-1] == "Stopped. No load was cut off."
    assert ended.out.count("x.csv is not loaded") == 1, "what stays so is told once"
    assert signal.getsignal(number) == before


def test_a_signal_lets_the_load_at_work_finish(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    Ends(monkeypatch).in_a_load(1)
    watched.drop("hr_2026-01-31", people(20))
    watched.drop("hr_2026-02-28", people(20))
    ended = watched.poll()
    assert ended.code == 0
    assert "Stopping: the load of hr_2026-01-31 finishes first" in ended.out
    assert ended.out.splitlines()[-1] == "Stopped. No load was cut off."
    assert watched.names() == ["hr_2026-02-28"]
    assert watched.loads() == [("hr", "2026-01-31")]


def test_a_second_signal_cuts_the_load_off_and_the_next_run_finishes_it(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.drop("hr_2026-01-31", people(20))
    with monkeypatch.context() as patch:
        Ends(patch).in_a_load(2)
        ended = watched.poll()
    assert ended.code == Exit.STOPPED
    assert "The load of hr_2026-01-31 was cut off; the next run of this command finishes it." in ended.out
    assert watched.names() == ["hr_2026-01-31"]
    assert watched.once().code == 0
    assert watched.loads() == [("hr", "2026-01-31")]
