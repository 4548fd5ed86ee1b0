"""The bench: its network, what it makes of a run, and that every tool there answers as we do."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pytest

from dashboards.commands.bench import _write, markdown, table
from graph.bench.compare import OURS, PEERS, Ran, _documents, _ratio, compare, same
from graph.bench.run import digest
from graph.bench.synthetic import LEVELS, Synthetic, make
from graph.errors import LooplineError, UsageError

# scikit-network lets a reader who can go nowhere stay, so its PageRank is another one.
OTHERWISE = {("scikit_network", "PageRank")}


def test_a_network_is_the_same_for_the_same_seed_and_keeps_most_links_close() -> None:
    one, again, other = make(5_000), make(5_000), make(5_000, seed=2)
    assert np.array_equal(one.start, again.start)
    assert np.array_equal(one.end, again.end)
    assert not np.array_equal(one.end[:100], other.end[:100])
    assert (one.start != one.end).all()
    assert len(set(zip(one.start.tolist(), one.end.tolist(), strict=True))) == len(one.start)
    shares = [float((one.levels[name][one.start] == one.levels[name][one.end]).mean()) for name, _, _ in LEVELS]
    assert shares == sorted(shares)
    assert 0.4 < shares[0] < 0.7
    assert len(np.unique(one.levels["team"])) == 500


def test_a_network_comes_back_as_it_was_saved(tmp_path: Any) -> None:
    one = make(300)
    one.save(tmp_path / "n.npz")
    again = Synthetic.load(tmp_path / "n.npz")
    assert again.people == one.people
    assert all(np.array_equal(getattr(one, name), getattr(again, name)) for name in ("start", "end"))
    assert all(np.array_equal(one.levels[name], again.levels[name]) for name in one.levels)


def test_a_digest_forgives_rounding_and_nothing_else() -> None:
    assert digest([0.1 + 0.2, float("nan")]) == digest(np.array([0.3, np.nan]))
    assert digest([0.3, 1]) != digest([0.3001, 1])
    assert digest([0.2, 0.4]) != digest([0.1, 0.2])
    assert digest(0.5) != digest([0.5, 0.5])
    assert digest([-0.0]) == digest([0.0])


@pytest.mark.parametrize("peer", PEERS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_tool_gives_our_answers(peer: str, seed: int) -> None:
    module = importlib.import_module(f"graph.bench.peers.{peer}")
    ours = importlib.import_module(f"graph.bench.peers.{OURS}")
    network = make(400, links_each=2, seed=seed)
    theirs, mine = module.prepare(network), ours.prepare(network)
    assert set(module.TASKS) <= set(ours.TASKS)
    differ = {task for task, work in module.TASKS.items() if digest(work(theirs)) != digest(ours.TASKS[task](mine))}
    assert differ == {task for name, task in OTHERWISE if name == peer}


def _ran(**seconds: float) -> Ran:
    return Ran(tasks={task: {"seconds": took, "peak_mib": 1.0, "digest": task} for task, took in seconds.items()})


def test_a_ratio_is_of_the_tasks_that_both_did_with_the_same_answer() -> None:
    ours, theirs = _ran(a=1.0, b=2.0, c=1.0), _ran(a=10.0, b=20.0)
    theirs.tasks["b"]["digest"] = "another"
    assert same(theirs, ours) == ["a"]
    assert _ratio(theirs, ours) == 10.0
    assert _ratio(Ran(missing="x"), ours) is None


def test_the_table_shows_what_differs_and_who_is_missing() -> None:
    ours, theirs = _ran(a=1.0, b=2.0), _ran(a=10.0, b=20.0)
    theirs.tasks["b"]["digest"] = "another"
    runs = {OURS: vars(ours), "networkx": vars(theirs), "igraph": vars(Ran(missing="igraph"))}
    machine = {"cores": 2, "memory_gib": 8, "python": "3"}
    report = {"people": 10, "links": 20, "seed": 1, "machine": machine, "runs": runs, "ratio": {"networkx": 10.0}}
    rows = table(report)
    assert [row.get("networkx") for row in rows] == ["10.000", "(20.000)", "1", "10.0"]
    assert "igraph" not in rows[0]
    said = markdown(report, rows)
    assert "igraph: igraph is not installed." in said
    assert "| times ours | 1 | 10.0 |" in said


def test_what_a_killed_tool_was_writing_is_left_out() -> None:
    assert list(_documents('{"task": "a"}\n{"task": "b", "sec')) == [{"task": "a"}]


def test_an_unknown_tool_is_refused() -> None:
    with pytest.raises(UsageError, match="no peer 'gephi'"):
        compare(100, ["gephi"])


def test_a_report_that_cannot_be_written_is_told_with_a_remedy(tmp_path: Any) -> None:
    with pytest.raises(LooplineError, match="can't be written") as caught:
        _write({}, tmp_path / "absent" / "report.json")
    assert "folder" in caught.value.fix


@pytest.mark.slow
def test_networkx_takes_several_times_as_long() -> None:
    report = compare(10_000, ["networkx"], limit=120, told=lambda _: None)
    assert not report["runs"]["networkx"]["stopped"]
    assert len(same(Ran(**report["runs"]["networkx"]), Ran(**report["runs"][OURS]))) >= 8
    assert report["ratio"]["networkx"] > 3
