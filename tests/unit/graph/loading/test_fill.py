"""A first load that is written in another way than by statements, and when that is chosen."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from graph.connection import Neo4jRunner
from graph.errors import LooplineError, ServerError, UsageError
from graph.first_load import VARIABLE, FirstLoad
from graph.loading import publishing
from graph.loading.differences import Step
from graph.loading.load import load
from graph.loading.loaded import Loaded
from graph.loading.review import Review
from graph.loading.store import Store
from graph.loading.writing import OnProgress
from graph.runner import Counters
from graph.server import room
from graph.server.importer import Import
from graph.settings import Settings
from tests.support.loading_help import DAY, EDUCATION, SMALL, gather, put
from tests.support.memory_graph import MemoryGraph
from tests.support.names_help import names_in


class Poured:
    """Writes what creates into the graph at once; notes what was known by then."""

    def __init__(self, graph: MemoryGraph, *, fails: bool = False) -> None:
        self.graph = graph
        self.fails = fails
        self.calls = 0
        self.saved = ""
        self.begun: list[str] = []

    def pays(self, records: int) -> bool:
        return records > 1

    def __call__(self, steps: Iterable[Step], total: int, written: Counters, on_progress: OnProgress) -> list[Step]:
        self.calls += 1
        self.begun = [one["status"] for one in self.graph.loads.values()]
        found = list(steps)
        self.saved = self.graph.vault.saved
        if self.fails:
            raise ServerError("The importer failed.")
        written.add(self.graph.write_all(found))
        on_progress("importing", total, total)
        return []


def filled(graph: MemoryGraph, sheets: Path, fill: Poured | None, as_of: date = DAY) -> Loaded:
    return load(
        graph,
        gather(sheets, **SMALL),
        EDUCATION,
        names=names_in(graph.vault),
        source="hr",
        as_of=as_of,
        keep_problems=lambda *_: "",
        keep_journal=lambda journal: graph.journals.update({journal.load: journal}),
        fill=fill,
        today=DAY,
    )


def said(graph: MemoryGraph) -> Any:
    loads = [{name: value for name, value in one.items() if name != "loaded_at"} for one in graph.loads.values()]
    return graph.facts(), loads, graph.batches, graph.journals


def test_the_graph_is_the_one_that_statements_make(tmp_path: Path) -> None:
    plain, other = MemoryGraph(), MemoryGraph()
    result = put(plain, gather(tmp_path / "plain", **SMALL))
    fill = Poured(other)
    found = filled(other, tmp_path / "other", fill)
    assert (fill.calls, fill.begun) == (1, ["loading"])
    assert "Ann Able" in fill.saved, "the vault has the names before the graph refers to them"
    assert said(other) == said(plain)
    assert (found.published, found.nodes, found.edges) == (True, result.nodes, result.edges)
    again = filled(other, tmp_path / "again", fill)
    assert (fill.calls, again.written.total) == (1, 0)


def test_what_failed_before_is_filled_anew_and_on_record_as_a_whole(tmp_path: Path) -> None:
    plain, other = MemoryGraph(), MemoryGraph()
    put(plain, gather(tmp_path / "plain", **SMALL))
    with pytest.raises(ServerError):
        filled(other, tmp_path / "failed", Poured(other, fails=True))
    assert [one["status"] for one in other.loads.values()] == ["loading"]
    assert not any(other.nodes.values())
    fill = Poured(other)
    assert filled(other, tmp_path / "anew", fill).published
    assert fill.calls == 1
    assert said(other) == said(plain)
    (journal,) = other.journals.values()
    assert journal.whole


@pytest.mark.parametrize("again", [True, False])
def test_what_failed_before_and_is_loaded_with_another_date_leaves_nothing_behind(
    tmp_path: Path, *, again: bool
) -> None:
    plain, other = MemoryGraph(), MemoryGraph()
    put(plain, gather(tmp_path / "plain", **SMALL))
    with pytest.raises(ServerError):
        filled(other, tmp_path / "failed", Poured(other, fails=True), DAY - timedelta(days=1))
    assert Store(other).unfinished()
    fill = Poured(other)
    filled(other, tmp_path / "anew", fill if again else None)
    assert fill.calls == again
    assert not Store(other).unfinished()
    assert said(other)[0] == said(plain)[0]
    assert [one["status"] for one in other.loads.values()] == ["published"]
    (journal,) = other.journals.values()
    assert (journal.whole, journal.again) == (True, ())
    assert filled(other, tmp_path / "same", fill).written.total == 0


def test_a_plan_of_what_was_cut_off_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, gathered = MemoryGraph(), gather(tmp_path, **SMALL)
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "ensure_schema", _killed)
        with pytest.raises(KeyboardInterrupt):
            filled(graph, tmp_path / "all", Poured(graph))
    assert any(graph.nodes.values())
    written = len(graph.texts)
    with pytest.raises(LooplineError, match="a plan creates none") as refused:
        put(graph, gathered, review=Review(plan_only=True))
    assert "loopline resume" in refused.value.fix
    assert len(graph.texts) == written
    assert put(graph, gathered).published
    written = len(graph.texts)
    put(graph, gathered, review=Review(plan_only=True))
    assert len(graph.texts) == written


def _killed(*_: object) -> Counters:
    raise KeyboardInterrupt


def test_a_graph_with_facts_is_never_filled(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "units", units=SMALL["units"]), source="units")
    fill = Poured(graph)
    assert filled(graph, tmp_path / "all", fill).published
    assert fill.calls == 0


@pytest.mark.parametrize(
    ("word", "records", "free", "pays"),
    [
        ("", 500_000, 1e12, True),
        ("auto", 499_999, 1e12, False),
        ("auto", 500_000, 1e8, False),
        ("import", 1, 1e8, True),
        ("statements", 10_000_000, 1e12, False),
    ],
)
def test_when_an_import_pays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, records: int, free: float, *, pays: bool
) -> None:
    monkeypatch.setenv(VARIABLE, word)
    monkeypatch.setattr(room, "free_room", lambda _: free)
    runner = cast("Neo4jRunner", MemoryGraph())
    assert FirstLoad(runner, Settings(home=tmp_path)).pays(records) is pays
    assert FirstLoad(runner, Settings(home=tmp_path, uri="bolt://elsewhere")).pays(records) is False


def test_another_word_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "never")
    with pytest.raises(UsageError, match=VARIABLE):
        FirstLoad(cast("Neo4jRunner", MemoryGraph()), Settings(home=tmp_path))


@pytest.mark.parametrize(
    ("error", "said", "fix"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "/data/x"), "use /data/x: Permission denied", "yours to"),
        (OSError(errno.ENOSPC, "No space left on device"), "import: No space left on device", "Free up some space"),
        (OSError("?"), "import: OSError", "LOOPLINE_FIRST_LOAD=statements"),
    ],
)
def test_a_file_that_cannot_be_written_is_named_with_the_reason_and_a_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str, fix: str
) -> None:
    def refused(_: Import) -> Path:
        raise error

    monkeypatch.setattr(Import, "begin", refused)
    fill = FirstLoad(cast("Neo4jRunner", MemoryGraph()), Settings(home=tmp_path))
    with pytest.raises(ServerError) as failed:
        fill([], 1, Counters(), lambda *_: None)
    assert said in failed.value.message
    assert "Nothing was published." in failed.value.message
    assert fix in failed.value.fix
