"""Compiled and plain, the same answers; and where compiled code is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.network.core import kernels

EVERYTHING = """
import hashlib
import numpy as np
from graph.network.centrality import betweenness, constraint, k_core, pagerank
from graph.network.key_players import fragmentation, reach
from graph.network.structure import components, cuts, disjoint_paths, hierarchy, reciprocity
from graph.network.core.network import Network
rng = np.random.default_rng(3)
said = []
for size in (0, 1, 2, 9, 40, 90):
    ends = rng.integers(0, max(size, 1), (3 * size if size > 1 else 0, 2))
    network = Network.of(size, ends[:, 0], ends[:, 1], rng.random(len(ends)) + 0.1)
    found = cuts.compute(network)
    people = np.arange(size)
    said += [components.compute(network), found.points, found.bridges, cuts.groups(found, people, people // 3),
             k_core.compute(network), pagerank.compute(network).rank.round(9), reciprocity.compute(network),
             constraint.compute(network).constraint.round(9), constraint.compute(network).effective_size.round(9),
             betweenness.compute(network).betweenness.round(6), hierarchy.compute(network),
             fragmentation.compute(network, 3), round(fragmentation.distance_weighted(network, people[:2]), 9),
             reach.compute(network, 3, hops=2), disjoint_paths.compute(network, 3, people, people % 3, people[-5:])]
    if size:
        said.append(betweenness.compute(network, exact_up_to=0, sample=5).sampled_betweenness.round(6))
np.set_printoptions(threshold=10**6)
print(type(k_core._coreness).__name__, hashlib.sha256(repr(said).encode()).hexdigest())
"""


def said(**changed: str) -> list[str]:
    environment = os.environ | changed
    command = [sys.executable, "-W", "error", "-c", EVERYTHING]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.slow
def test_compiled_and_plain_agree() -> None:
    plain, compiled = said(LOOPLINE_NUMBA="0"), said(LOOPLINE_NUMBA="1")
    assert plain[0] == "function"
    assert compiled[0] == "CPUDispatcher"
    assert plain[1] == compiled[1]


def test_without_numba_kernels_are_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    assert kernels.kernel(said) is said


def test_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOOPLINE_CACHE", str(tmp_path))
    assert kernels.cache_folder() == tmp_path / "kernels"
    monkeypatch.delenv("LOOPLINE_CACHE")
    assert kernels.cache_folder().name == "kernels"


def test_compiled_kernels_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("numba")
    monkeypatch.setenv("LOOPLINE_CACHE", str(tmp_path))
    assert kernels.kernel(twice)(4) == 8
    assert list((tmp_path / "kernels").rglob("*.nbc"))


def test_an_unwritable_cache_is_done_without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    numba = pytest.importorskip("numba")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("LOOPLINE_CACHE", str(tmp_path / "file"))
    before = numba.config.CACHE_DIR
    assert kernels.kernel(twice)(4) == 8
    assert before == numba.config.CACHE_DIR


def twice(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize(("size", "parts"), [(0, 3), (1, 3), (10, 3), (10, 1), (7, 7)])
def test_work_is_spread_over_everything_once(size: int, parts: int) -> None:
    stretches = kernels.spread(size, lambda first, stop: list(range(first, stop)), parts)
    assert [one for stretch in stretches for one in stretch] == list(range(size))
    assert len(stretches) == max(1, min(size, parts))
