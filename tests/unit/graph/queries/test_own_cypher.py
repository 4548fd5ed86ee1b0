"""Own Cypher is open exactly while no name lies in the graph."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from graph.errors import Exit
from graph.lease import leased
from graph.queries.own_cypher import closed, remarks
from graph.settings import Settings
from tests.support.loading_help import SMALL, gather, put
from tests.support.memory_graph import MemoryGraph


@pytest.mark.parametrize(
    ("in_graph", "setting", "said"),
    [
        (False, "vault", ""),
        (True, "graph", "LOOPLINE_NAMES=graph"),
        (False, "graph", "LOOPLINE_NAMES=graph"),
        (True, "vault", "an older version"),
    ],
)
def test_names_in_the_graph_close_it(tmp_path: Path, in_graph: bool, setting: str, said: str) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path, **SMALL), in_graph=in_graph)
    refusal = closed(graph, Settings(home=tmp_path, names=setting))  # type: ignore[arg-type]
    assert (refusal is None) == (not said)
    if refusal is not None:
        assert said in refusal.message
        assert refusal.message.startswith(
            "Own queries are closed, because names and addresses of people lie in the graph"
        )
        assert "moves" in refusal.fix


def test_a_graph_without_people_is_open(tmp_path: Path) -> None:
    assert closed(MemoryGraph(), Settings(home=tmp_path)) is None


def test_it_waits_while_a_command_writes(tmp_path: Path) -> None:
    graph = MemoryGraph()
    with leased(graph, "loading hr as of 2026-09-01"):
        refusal = closed(graph, Settings(home=tmp_path))
    assert refusal is not None
    assert refusal.code is Exit.BUSY
    assert "Own queries wait. Another loopline is writing to this graph: loading" in refusal.message
    assert closed(graph, Settings(home=tmp_path)) is None


def test_a_writer_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    graph = MemoryGraph()
    graph.holder = f"{platform.node()}|{2**22 + 1}|1.0|0123456789abcdef"
    assert closed(graph, Settings(home=tmp_path)) is None


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("MATCH (p:Person) RETURN p.name AS name", ["Person.name"]),
        (
            "MATCH (p:Person)-[:HOLDS]->(r:Role) WHERE p.email IS NULL RETURN r.title, p.name",
            ["Person.email", "Person.name"],
        ),
        ("MATCH (t:Team) RETURN t.name", []),
        ("MATCH (p:Person), (t:Team) RETURN p.job_title, t.name", []),
    ],
)
def test_properties_that_are_always_empty_get_a_warning(text: str, empty: list[str]) -> None:
    assert [sentence.split(" is empty")[0] for sentence in remarks(text)] == empty
