"""The last recorded instruction counts of our tasks, to show later what became more expensive.

They depend on the compiler's version as well, which is kept beside them.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("instructions.json")
MORE = 1.05
"""Ratio to the recorded count that is worth reporting: counts of the same code differ by less than a thousandth."""

Rows = Sequence[Mapping[str, float | str]]


def surroundings() -> dict[str, str]:
    """Versions that a count depends on."""
    return {"python": platform.python_version(), **{name: version(name) for name in ("numba", "numpy")}}


def record(rows: Rows, seed: int, path: Path = PATH) -> None:
    """Keep counts, as `instructions.compare` gives them."""
    counts = {str(row["task"]): {name: row[name] for name in _sizes(row)} for row in rows}
    kept = {"surroundings": surroundings(), "seed": seed, "instructions": counts}
    path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def beside(rows: Rows, seed: int, path: Path = PATH) -> tuple[list[dict[str, Any]], list[str]]:
    """Counts beside what is recorded.

    Returns:
        The rows with `of recorded`, instructions of the largest network over the recorded ones, empty if none are;
        and notes on them.
    """
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known = kept.get("instructions", {}) if kept.get("seed") == seed else {}
    compared, dearer = [], []
    for row in rows:
        largest = _sizes(row)[-1]
        before = known.get(row["task"], {}).get(largest)
        times = float(row[largest]) / before if before else None
        compared.append({**row, "of recorded": "" if times is None else f"{times:.3f}"})
        if times is not None and times > MORE:
            dearer.append(f"{row['task']} takes {times:.2f} times the instructions that are recorded.")
    if not known:
        return compared, [f"Nothing is recorded for seed {seed}."]
    here, there = surroundings(), kept["surroundings"]
    other = [f"{name} {there[name]}" for name in there if there[name] != here.get(name)]
    return compared, [*dearer, *([f"Recorded with {', '.join(other)}."] if other else [])]


def _sizes(row: Mapping[str, float | str]) -> list[str]:
    return [name for name in row if name.endswith(" people")]
