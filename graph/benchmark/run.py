"""One peer's process: reads the network, runs the tasks one after another, and reports each when it is done.

`python -m graph.benchmark.run PEER INPUT` prints one JSON document per line, the first about reading.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from graph.benchmark.answers import summarize
from graph.benchmark.synthetic import Synthetic, make


def main() -> None:
    """Run one peer."""
    name, path = sys.argv[1], Path(sys.argv[2])
    began = time.perf_counter()
    try:
        peer = importlib.import_module(f"graph.benchmark.peers.{name}")
    except ImportError as error:
        _tell(missing=str(error.name or name))
        return
    imported = time.perf_counter()
    _warm(peer)
    warmed = time.perf_counter()
    network = Synthetic.load(path)
    ready = peer.prepare(network)
    _tell(imports=imported - began, warm_up=warmed - imported, reading=time.perf_counter() - warmed)
    for task, work in peer.TASKS.items():
        _tell(task=task, **_timed(work, ready, network))


def _warm(peer: Any) -> None:  # noqa: ANN401 - a module
    """One run of everything on a small network, so that nothing is compiled or loaded within a timing."""
    ready = peer.prepare(make(200, seed=2))
    for work in peer.TASKS.values():
        work(ready)


def _timed(work: Callable[[Any], Any], ready: Any, network: Synthetic) -> dict[str, Any]:  # noqa: ANN401 - as the peer has it
    began, cpu = time.perf_counter(), time.process_time()
    answer = work(ready)
    took = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu, "peak_mib": _peak() / 2**20}
    return {**took, **summarize(answer, network)}


def _peak() -> int:
    """Peak memory of this process, in bytes."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    status = Path("/proc/self/status")
    if status.exists():  # Linux, where getrusage begins with what the process that started this one held
        lines = status.read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _tell(**message: Any) -> None:  # noqa: ANN401 - whatever JSON takes
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    main()
