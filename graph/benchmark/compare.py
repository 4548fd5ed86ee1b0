"""Run all peers one after another on one network, each in its own process, and compare the results."""

from __future__ import annotations

import json
import os
import pkgutil
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from graph.benchmark import peers as peers_folder
from graph.benchmark.answers import alike
from graph.benchmark.synthetic import make
from graph.benchmark.tasks import GROWTH, STRUCTURAL
from graph.errors import UsageError

OURS = "loopline"
PEERS = tuple(sorted({found.name for found in pkgutil.iter_modules(peers_folder.__path__)} - {OURS}))
"""Every other tool that has a module in `graph/benchmark/peers`."""

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}


@dataclass
class Ran:
    """One peer's run.

    Attributes:
        missing: The package that is not installed; empty if it is.
        before: Seconds of importing, warming up (compiling, for us) and reading.
        tasks: By task: seconds, cpu seconds, peak_mib of the process so far, digest or quality of the answer.
        stopped: Whether it timed out or failed before it was done.
    """

    missing: str = ""
    before: dict[str, float] = field(default_factory=dict)
    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    stopped: bool = False


def compare(
    people: int,
    peers: Sequence[str],
    *,
    seed: int = 1,
    limit: float = 600.0,
    cold: bool = False,
    report: Callable[[str], None] = print,
) -> dict[str, Any]:
    """Run everything and report.

    Args:
        people: Size of the network; ten links are drawn for each.
        peers: Names out of `PEERS`.
        seed: Of the network.
        limit: Seconds for one peer; what is not done by then is left out and reported.
        cold: Whether our kernels are compiled again instead of taken from the cache.
        report: Called with the name of each peer before it runs.

    Returns:
        `people`, `links`, `seed`, `cold`, `machine`, `runs` by name; `structural`: the tasks of our structural set and
        their `seconds` and `cpu` together, which are None if not all were done; `growth`: what of ours grows by more
        than people and links; `ratio`: a peer's seconds over ours, for all tasks that both did with the same answer;
        and `by_task`: the same for each of these tasks.

    Raises:
        UsageError: There is no such peer.
    """
    unknown = next((name for name in peers if name not in PEERS), None)
    if unknown is not None:
        raise UsageError(f"Unknown peer {unknown!r}.", f"Choose from: {', '.join(PEERS)}.")
    network = make(people, seed=seed)
    runs: dict[str, Ran] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.npz"
        network.save(path)
        for name in (OURS, *peers):
            report(name)
            runs[name] = _run(name, path, limit, Path(folder) / "cache" if cold else None)
    return {
        "people": people,
        "links": len(network.start),
        "seed": seed,
        "cold": cold,
        "machine": {
            "cores": os.cpu_count(),
            "memory_gib": round(psutil.virtual_memory().total / 2**30),
            "python": platform.python_version(),
        },
        "runs": {name: vars(ran) for name, ran in runs.items()},
        "structural": {"tasks": list(STRUCTURAL), **_together(runs[OURS], STRUCTURAL)},
        "growth": GROWTH,
        "ratio": {name: value for name in peers if (value := _ratio(runs[name], runs[OURS])) is not None},
        "by_task": {name: _by_task(runs[name], runs[OURS]) for name in peers if runs[name].tasks},
    }


def _together(ran: Ran, tasks: Sequence[str]) -> dict[str, float | None]:
    """Seconds and processor seconds of some tasks; None if one of them was not done."""
    done = [ran.tasks[task] for task in tasks if task in ran.tasks]
    whole = len(done) == len(tasks)
    return {what: sum(run[what] for run in done) if whole else None for what in ("seconds", "cpu")}


def same(ran: Ran, ours: Ran) -> list[str]:
    """Tasks that both did with the same answer."""
    return [task for task, done in ran.tasks.items() if task in ours.tasks and alike(done, ours.tasks[task])]


def _ratio(ran: Ran, ours: Ran) -> float | None:
    tasks = same(ran, ours)
    mine = sum(ours.tasks[task]["seconds"] for task in tasks)
    return round(sum(ran.tasks[task]["seconds"] for task in tasks) / mine, 1) if mine > 0 else None


def _by_task(ran: Ran, ours: Ran) -> dict[str, float]:
    mine = {task: ours.tasks[task]["seconds"] for task in same(ran, ours)}
    return {task: round(ran.tasks[task]["seconds"] / took, 2) for task, took in mine.items() if took > 0}


def _run(name: str, path: Path, limit: float, cache: Path | None) -> Ran:
    ran = Ran()
    surroundings = dict(os.environ) if cache is None else {**os.environ, "LOOPLINE_CACHE": str(cache)}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "graph.benchmark.run", name, str(path)],
            stdout=out,
            stderr=subprocess.DEVNULL,
            env=surroundings,
        )
        until = time.monotonic() + limit
        while process.poll() is None:
            if time.monotonic() > until:
                process.kill()
            time.sleep(0.02)
        ran.stopped = process.returncode != 0
        out.seek(0)
        for message in _documents(out.read()):
            if "missing" in message:
                ran.missing = message["missing"]
            elif "task" in message:
                ran.tasks[message.pop("task")] = message
            else:
                ran.before = message
    return ran


def _documents(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        if line.startswith("{") and line.endswith("}"):
            yield json.loads(line)
