"""Processor instructions of our tasks, counted by valgrind: they vary by less than a thousandth between runs.

`python -m graph.benchmark.instructions INPUT` is the process that is counted. It requests its session before and after
each task, which nothing else does, and callgrind dumps its counts there. Kernels are compiled without valgrind before,
for a processor that it knows, and everything runs on one thread.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from graph.benchmark.synthetic import Synthetic, make
from graph.errors import LooplineError

SIZES = (2_000, 4_000)
"""People of the networks that are compared; a task that is linear takes twice as many for the second, or fewer."""


def compare(
    sizes: Sequence[int] = SIZES, *, seed: int = 1, report: Callable[[str], None] = print
) -> list[dict[str, float | str]]:
    """Count every task on networks of several sizes.

    Args:
        sizes: People, ten links drawn for each.
        seed: Of the networks.
        report: Called with each size before it is counted, which takes a minute or two.

    Returns:
        One row per task: `task`, instructions by size, and `growth`, those of the last size over those of the first.

    Raises:
        LooplineError: There is no valgrind, or it failed.
    """
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise LooplineError("valgrind is not installed.", "Install valgrind to count instructions (Linux only).")
    found: dict[int, Mapping[str, int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for people in sizes:
            report(f"{people:,} people ...")
            found[people] = _counted(valgrind, Path(folder), make(people, seed=seed))
    first, last = found[sizes[0]], found[sizes[-1]]
    return [
        {
            "task": task,
            **{f"{people:,} people": found[people][task] for people in sizes},
            "growth": round(last[task] / first[task], 2),
        }
        for task in first
    ]


def _counted(valgrind: str, folder: Path, network: Synthetic) -> dict[str, int]:
    path, out = folder / "network.npz", folder / "counts"
    network.save(path)
    for old in folder.glob("counts*"):
        old.unlink()
    surroundings = {
        **os.environ,
        "LOOPLINE_CACHE": str(folder / "cache"),
        "NUMBA_CPU_NAME": "generic",
        "NUMBA_CPU_FEATURES": "",
        "PYTHONHASHSEED": "0",
        "OMP_NUM_THREADS": "1",
    }
    work = [sys.executable, "-m", "graph.benchmark.instructions", str(path)]
    counting = [valgrind, "--tool=callgrind", "--dump-before=getsid", f"--callgrind-out-file={out}"]
    for command in (work, [*counting, *work]):
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
        if done.returncode:
            last_line = done.stderr.strip().splitlines()[-1:] or ["nothing"]
            raise LooplineError(f"Counting instructions failed: {last_line[0]}", "Run it with a newer valgrind.")
    return totals(out, done.stdout.splitlines())


def totals(out: Path, tasks: Sequence[str]) -> dict[str, int]:
    """Instructions of each task, out of what callgrind wrote down before, between and after them.

    Raises:
        LooplineError: There are more or fewer dumps than that.
    """
    dumps = sorted(out.parent.glob(f"{out.name}.*"), key=lambda path: int(path.suffix[1:]))
    if len(dumps) != len(tasks) + 1:
        raise LooplineError(
            f"callgrind wrote {len(dumps)} dumps for {len(tasks)} tasks.", "Run it with a newer valgrind."
        )
    found = [re.search(r"^totals: (\d+)", path.read_text(encoding="utf-8"), re.MULTILINE) for path in dumps[1:]]
    return {task: int(total[1]) if total else 0 for task, total in zip(tasks, found, strict=True)}


def main() -> None:
    """Do all tasks, and name them."""
    from graph.benchmark.peers import loopline

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    ready = loopline.prepare(Synthetic.load(Path(sys.argv[1])))
    small = loopline.prepare(make(200, seed=2))
    for work in loopline.TASKS.values():
        work(small)
    os.getsid(0)
    for task, work in loopline.TASKS.items():
        work(ready)
        os.getsid(0)
        print(task)


if __name__ == "__main__":
    main()
