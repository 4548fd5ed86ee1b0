"""What the doctor says of kept inputs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from graph.doctor.checks import Verdict
from graph.doctor.inputs import check_inputs
from graph.kept.folder import KeptInputs, inputs_folder
from graph.kept.load_input import LoadInput
from graph.loading.store import Store
from graph.settings import Settings
from graph.vault.key import key_for_loads
from tests.support.loading_help import EDUCATION, SMALL, gather, put
from tests.support.memory_graph import MemoryGraph


def test_none_some_all(tmp_path: Path) -> None:
    settings, graph = Settings(home=tmp_path / "home"), MemoryGraph()
    assert check_inputs(settings, graph).found == "None yet: each load keeps its own."
    extract = gather(tmp_path / "in", **SMALL)
    load = put(graph, extract)
    found = check_inputs(settings, graph)
    assert found.verdict is Verdict.WARN
    assert "(1 of 1) are not in" in found.found
    assert "Load their files here again" in found.fix
    kept = KeptInputs(inputs_folder(settings), key_for_loads(settings, lambda: True))
    kept.stage(load.load_id, LoadInput("hr", date(2026, 9, 1), extract, EDUCATION))
    assert check_inputs(settings, graph).verdict is Verdict.WARN, "it may not have been published"
    kept.publish(load.load_id, Store(graph).numbers()[load.load_id])
    found = check_inputs(settings, graph)
    assert found.verdict is Verdict.OK
    assert "(1 load, 0.0 MB)" in found.found
