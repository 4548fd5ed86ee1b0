"""A load from the command line on a graph in memory, and the same load again from its kept input."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboards.loads.run import Way, run_load
from graph.kept.folder import KeptInputs, inputs_folder
from graph.settings import Settings
from graph.vault.key import known_key
from tests.support.memory_command import MemoryCommand, people
from tests.support.memory_graph import MemoryGraph

CUT = people(60)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> MemoryCommand:
    return MemoryCommand(tmp_path / "in", monkeypatch, capsys)


def kept(settings: Settings) -> KeptInputs:
    return KeptInputs(inputs_folder(settings), known_key(settings) or pytest.fail("no key"))


def test_a_load_built_again_keeps_the_time_of_the_first(command: MemoryCommand) -> None:
    command.load(people(20))
    (first,) = command.graph.loads.values()
    settings = Settings.from_env()
    inputs = kept(settings)
    given = inputs.read(inputs.published()[0])
    assert given.loaded_at == first["loaded_at"]
    for again, same in ((given, True), (replace(given, loaded_at=None), False)):
        command.graph = MemoryGraph()
        run_load(settings, again, Way(derive=False, guarded=False))
        (second,) = command.graph.loads.values()
        assert (second["loaded_at"] == first["loaded_at"]) is same
