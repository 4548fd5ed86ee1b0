"""The bench: its network, what it makes of a run, and that every tool there answers as we do."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from typing import Any

import numpy as np
import pytest

from dashboards.commands.benchmark import _write, markdown, table
from graph.benchmark import instructions, recorded, run
from graph.benchmark.answers import AS_GOOD, Partition, alike, digest, modularity, summarize
from graph.benchmark.compare import OURS, PEERS, Ran, _by_task, _documents, _ratio, _together, compare, same
from graph.benchmark.peers import loopline
from graph.benchmark.synthetic import LEVELS, Synthetic, make
from graph.benchmark.tasks import GROWTH, STRUCTURAL
from graph.errors import LooplineError, UsageError
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import communities

# scikit-network lets a reader who can go nowhere stay, so its PageRank is another one. orgnet's is not worked out to
# the same digit, and its constraint is 1 by rule for people with one contact, and blind to who knows whom beyond ten.
OTHERWISE = {("scikit_network", "PageRank"), ("orgnet", "PageRank"), ("orgnet", "constraint")}
DRAWINGS = {"page of 1,000 people", "picture of 1,000 people"}
"""What others draw, and we don't: we draw units and teams."""
NOT_NEEDED = {"orgnet", "vivainsights"}
"""Tools that are no part of the development environment; all others must be there."""


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
@pytest.mark.slow
def test_every_tool_gives_our_answers(peer: str, seed: int) -> None:
    if peer in NOT_NEEDED and importlib.util.find_spec(peer) is None:
        with pytest.raises(ImportError, match=peer):
            importlib.import_module(f"graph.benchmark.peers.{peer}")
        return
    module = importlib.import_module(f"graph.benchmark.peers.{peer}")
    network = make(400, links_each=2, seed=seed)
    theirs, mine = module.prepare(network), loopline.prepare(network)
    both = {task: work for task, work in module.TASKS.items() if task not in DRAWINGS}
    assert set(both) <= set(loopline.TASKS)
    ours = {task: summarize(loopline.TASKS[task](mine), network) for task in both}
    differ = {task for task, work in both.items() if not alike(summarize(work(theirs), network), ours[task])}
    assert differ == {task for name, task in OTHERWISE if name == peer}


def test_a_tool_that_is_not_installed_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "vivainsights", None)
    monkeypatch.delitem(sys.modules, "graph.benchmark.peers.vivainsights", raising=False)
    monkeypatch.setattr(sys, "argv", ["run", "vivainsights", "nowhere"])
    run.main()
    assert json.loads(capsys.readouterr().out) == {"missing": "vivainsights"}


def test_a_page_has_everyone_and_every_link() -> None:
    pyvis = importlib.import_module("graph.benchmark.peers.pyvis")
    network = make(1_200)
    people, links, shown = pyvis.TASKS["page of 1,000 people"](pyvis.prepare(network))
    assert (people, shown) == (1_000, 1.0)
    assert links == int((np.maximum(network.start, network.end) < 1_000).sum())


def test_what_is_said_of_tasks_is_said_of_tasks_that_there_are() -> None:
    assert set(STRUCTURAL) <= set(loopline.TASKS)
    assert set(GROWTH) <= set(loopline.TASKS)
    assert list(loopline.TASKS)[: len(STRUCTURAL)] == list(STRUCTURAL)


def test_partitions_are_as_good_as_their_modularity() -> None:
    network = make(500, seed=3)
    codes = network.levels["team"] % 7
    mine = modularity(network, Partition(codes * 5))
    groups = Groups.of("x", codes)
    one = Network.of(network.people, *network.pairs)
    assert mine == pytest.approx(communities.modularity(one, groups))
    assert summarize(Partition(codes), network) == {"quality": pytest.approx(mine)}
    ours = {"quality": 0.5}
    assert alike({"quality": 0.6}, ours)
    assert alike({"quality": 0.5 - AS_GOOD / 2}, ours)
    assert not alike({"quality": 0.5 - AS_GOOD * 2}, ours)
    assert not alike({"digest": "a"}, ours)
    assert not alike(ours, {"digest": "a"})
    nobody = Synthetic(3, np.zeros(0, np.int32), np.zeros(0, np.int32), {})
    assert modularity(nobody, Partition(np.arange(3))) == 0


def test_pairs_are_counted_once_whichever_way() -> None:
    network = Synthetic(4, np.array([0, 2, 1], np.int32), np.array([1, 0, 0], np.int32), {})
    assert [x.tolist() for x in network.pairs] == [[0, 0], [1, 2]]


def _ran(**seconds: float) -> Ran:
    done = {task: {"seconds": took, "cpu": took, "peak_mib": 1.0, "digest": task} for task, took in seconds.items()}
    return Ran(before={"imports": 0.5, "warm_up": 0.25, "reading": 0.125}, tasks=done)


def test_a_ratio_is_of_the_tasks_that_both_did_with_the_same_answer() -> None:
    ours, theirs = _ran(a=1.0, b=2.0, c=1.0), _ran(a=10.0, b=20.0)
    theirs.tasks["b"]["digest"] = "another"
    assert same(theirs, ours) == ["a"]
    assert _ratio(theirs, ours) == 10.0
    assert _by_task(theirs, ours) == {"a": 10.0}
    assert _ratio(Ran(missing="x"), ours) is None


def test_a_sum_is_of_all_or_not_at_all() -> None:
    assert _together(_ran(a=1.0, b=2.0, c=4.0), ["a", "c"]) == {"seconds": 5.0, "cpu": 5.0}
    assert _together(_ran(a=1.0), ["a", "c"]) == {"seconds": None, "cpu": None}


def test_the_table_shows_what_differs_and_who_is_missing() -> None:
    ours, theirs = _ran(a=1.0, b=2.0), _ran(a=10.0, b=20.0)
    theirs.tasks["b"]["digest"] = "another"
    runs = {OURS: vars(ours), "networkx": vars(theirs), "igraph": vars(Ran(missing="igraph"))}
    machine = {"cores": 2, "memory_gib": 8, "python": "3"}
    theirs.tasks["page"] = {"seconds": 3.0, "peak_mib": 1.0, "digest": "p"}
    report = {
        "people": 10,
        "links": 20,
        "seed": 1,
        "cold": False,
        "machine": machine,
        "runs": runs,
        "structural": {"tasks": ["a"], "seconds": 1.0, "cpu": 1.0},
        "growth": {"b": "links squared"},
        "ratio": {"networkx": 10.0},
    }
    rows = table(report)
    shown = {row["task"]: (row[OURS], row["networkx"]) for row in rows}
    assert shown == {
        "imports": ("0.500", "0.500"),
        "compilation and warm-up": ("0.250", "0.250"),
        "reading": ("0.125", "0.125"),
        "a": ("1.000", "10.000"),
        "structural set together": ("1.000", ""),
        "b *": ("2.000", "(20.000)"),
        "page": ("", "3.000"),
        "memory, MiB": ("1", "1"),
        "times ours": ("1", "10.0"),
    }
    assert list(shown).index("structural set together") == list(shown).index("a") + 1
    assert all("igraph" not in row for row in rows)
    said = markdown(report, rows)
    assert "igraph: igraph is not installed." in said
    assert "| times ours | 1 | 10.0 |" in said
    assert "- b: links squared" in said


def test_what_a_killed_tool_was_writing_is_left_out() -> None:
    assert list(_documents('{"task": "a"}\n{"task": "b", "sec')) == [{"task": "a"}]


def test_an_unknown_tool_is_refused() -> None:
    with pytest.raises(UsageError, match="Unknown peer 'gephi'"):
        compare(100, ["gephi"])


def test_a_report_that_cannot_be_written_is_told_with_a_remedy(tmp_path: Any) -> None:
    with pytest.raises(LooplineError, match="can't be written") as caught:
        _write({}, tmp_path / "absent" / "report.json")
    assert "folder" in caught.value.fix


def test_instructions_are_those_between_two_dumps(tmp_path: Any) -> None:
    for number, count in enumerate((900, 11, 22), start=1):
        (tmp_path / f"counts.{number}").write_text(f"events: Ir\nsummary: 5\ntotals: {count}\n", encoding="utf-8")
    assert instructions.totals(tmp_path / "counts", ["a", "b"]) == {"a": 11, "b": 22}
    with pytest.raises(LooplineError, match="3 dumps for 1 tasks"):
        instructions.totals(tmp_path / "counts", ["a"])


def test_instructions_stand_beside_what_was_recorded(tmp_path: Any) -> None:
    path = tmp_path / "instructions.json"
    rows: list[dict[str, float | str]] = [
        {"task": "a", "2,000 people": 100, "4,000 people": 200, "growth": 2.0},
        {"task": "b", "2,000 people": 10, "4,000 people": 20, "growth": 2.0},
    ]
    assert recorded.beside(rows, 1, path)[1] == ["Nothing is recorded for seed 1."]
    recorded.record(rows, 1, path)
    assert [row["of recorded"] for row in recorded.beside(rows, 1, path)[0]] == ["1.000", "1.000"]
    assert recorded.beside(rows, 1, path)[1] == []
    dearer: list[dict[str, float | str]] = [{**rows[0], "4,000 people": 209}, {**rows[1], "4,000 people": 22}]
    summarize, said = recorded.beside(dearer, 1, path)
    assert [row["of recorded"] for row in summarize] == ["1.045", "1.100"]
    assert said == ["b takes 1.10 times the instructions that are recorded."]
    assert recorded.beside(rows, 2, path)[1] == ["Nothing is recorded for seed 2."]


def test_every_task_has_instructions_on_record() -> None:
    kept = json.loads(recorded.PATH.read_text(encoding="utf-8"))
    assert list(kept["instructions"]) == list(loopline.TASKS)
    for counts in kept["instructions"].values():
        assert list(counts) == [f"{people:,} people" for people in instructions.SIZES]


def test_instructions_are_not_counted_without_valgrind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(LooplineError, match="valgrind is not installed"):
        instructions.compare(report=lambda _: None)


@pytest.mark.slow
def test_methods_of_one_run_stand_in_proportion() -> None:
    report = compare(10_000, ["networkx", "scikit_network"], limit=120, report=lambda _: None)
    ours, theirs = Ran(**report["runs"][OURS]), Ran(**report["runs"]["networkx"])
    assert not ours.stopped
    assert not theirs.stopped
    assert list(ours.tasks) == list(loopline.TASKS)
    assert set(same(theirs, ours)) == set(theirs.tasks) >= {*STRUCTURAL, "communities, one run"}
    assert report["ratio"]["networkx"] > 3
    assert report["by_task"]["networkx"]["betweenness, 32 sources"] > 5
    assert report["by_task"]["networkx"]["articulation points and bridges"] > 20
    assert report["by_task"]["networkx"]["group matrix at every level"] > 2
    assert report["by_task"]["scikit_network"]["communities, one run"] > 0.2
    whole = report["structural"]["seconds"]
    assert theirs.tasks["betweenness, 32 sources"]["seconds"] > whole
    for task in ("people and teams cut off", "silos by team, with null", "pairs of teams, with null"):
        assert ours.tasks[task]["seconds"] < 2 * whole
    assert ours.tasks["person-disjoint routes by team"]["seconds"] < 4 * whole
    assert ours.tasks["E-I by department"]["seconds"] < 10 * ours.tasks["E-I by team"]["seconds"]
