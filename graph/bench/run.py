"""One peer's process: reads the network, does the tasks one after the other, and tells of each when it is done.

`python -m graph.bench.run PEER INPUT` prints one JSON document a line, the first about reading.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from graph.bench.synthetic import Synthetic, make


def digest(answer: Any) -> str:  # noqa: ANN401 - numbers or arrays of them
    """A short digest of an answer, the same for numbers that differ by less than a millionth of the largest."""
    numbers = np.nan_to_num(np.asarray(answer, dtype=np.float64), nan=-1.0)
    if (numbers == np.floor(numbers)).all():
        return hashlib.sha256((numbers + 0.0).tobytes()).hexdigest()[:12]
    largest = np.abs(numbers).max()
    shares = np.round(numbers / largest, 6) + 0.0
    return hashlib.sha256(shares.tobytes() + f"{largest:.5e}".encode()).hexdigest()[:12]


def main() -> None:
    """Run one peer."""
    name, path = sys.argv[1], Path(sys.argv[2])
    began = time.perf_counter()
    try:
        peer = importlib.import_module(f"graph.bench.peers.{name}")
    except ImportError as error:
        _tell(missing=str(error.name or name))
        return
    imported = time.perf_counter()
    _warm(peer)
    warmed = time.perf_counter()
    ready = peer.prepare(Synthetic.load(path))
    _tell(imports=imported - began, warm_up=warmed - imported, reading=time.perf_counter() - warmed)
    for task, work in peer.TASKS.items():
        _tell(task=task, **_timed(work, ready))


def _warm(peer: Any) -> None:  # noqa: ANN401 - a module
    """One run of everything on a small network, so that nothing is compiled or loaded within a timing."""
    ready = peer.prepare(make(200, seed=2))
    for work in peer.TASKS.values():
        work(ready)


def _timed(work: Callable[[Any], Any], ready: Any) -> dict[str, Any]:  # noqa: ANN401 - as the peer has it
    began, cpu = time.perf_counter(), time.process_time()
    answer = work(ready)
    return {
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - cpu,
        "peak_mib": _peak() / 2**20,
        "digest": digest(answer),
    }


def _peak() -> int:
    """Most memory that this process ever held, in bytes."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024


def _tell(**said: Any) -> None:  # noqa: ANN401 - whatever JSON takes
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
