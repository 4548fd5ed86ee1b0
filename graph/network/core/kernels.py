"""How loops over arrays are compiled, and how they are spread over processors.

A kernel is plain Python over numpy arrays. If numba is installed, it is compiled on its first call, once per machine:
the compiled code is kept in `LOOPLINE_CACHE`, or else in the user's cache folder. Without numba, or with
`LOOPLINE_NUMBA=0`, the same source runs as plain Python: the same results, some hundred times slower. Importing a
measure imports numba; commands import measures where they need them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar, cast

import platformdirs

Function = TypeVar("Function", bound=Callable[..., Any])
Part = TypeVar("Part")

_MOST_WORKERS = 8
_WORTH_A_WORKER = 4096


def kernel(function: Function) -> Function:
    """Compile a loop over arrays; it releases the GIL.

    A kernel may call only kernels of its own file, because the compiled code is discarded only when that file changes.
    """
    if os.environ.get("LOOPLINE_NUMBA") == "0":
        return function
    try:
        import numba
    except ImportError:
        return function
    return cast("Function", _compiled(numba, function))


def _compiled(numba: Any, function: Callable[..., Any]) -> Any:  # noqa: ANN401 - numba is absent on some machines
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = before or str(cache_folder())
    try:
        return numba.njit(function, cache=True, nogil=True)
    except (RuntimeError, OSError):  # no folder to write to
        return numba.njit(function, nogil=True)
    finally:
        numba.config.CACHE_DIR = before


def cache_folder() -> Path:
    """Where compiled kernels are kept: `LOOPLINE_CACHE`, or the user's cache folder."""
    named = os.environ.get("LOOPLINE_CACHE")
    root = Path(named).expanduser() if named else Path(platformdirs.user_cache_dir("loopline", appauthor=False))
    return root.absolute() / "kernels"


def workers() -> int:
    """How many threads share a measure: the processors that this process may use, 8 at most."""
    try:
        allowed = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        allowed = os.cpu_count() or 1
    return min(allowed, _MOST_WORKERS)


def spread(size: int, work: Callable[[int, int], Part], parts: int | None = None) -> list[Part]:
    """Do a job over 0 to size - 1 in as many stretches as there are workers, at the same time.

    Args:
        size: How many there are.
        work: Called with the first of a stretch and the one after its last.
        parts: Stretches; where it is not given, as many as workers, but none of a few thousand only.

    Returns:
        What each stretch returned, in order.
    """
    parts = max(1, min(parts or min(workers(), size // _WORTH_A_WORKER), size))
    bounds = [size * part // parts for part in range(parts + 1)]
    stretches = list(pairwise(bounds))
    if parts == 1:
        return [work(*stretch) for stretch in stretches]
    with ThreadPoolExecutor(workers()) as pool:
        return list(pool.map(lambda stretch: work(*stretch), stretches))
