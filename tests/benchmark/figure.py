"""What is recorded of a measurement."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from dashboards.readme import rewrite

RECORD = Path(__file__).with_name("recorded.json")


@dataclass(frozen=True)
class Figure:
    """One measured number.

    Attributes:
        what: What was done, in words.
        value: How long or how much.
        unit: Of the value and the aim.
        aim: What was hoped for; None where nothing was.
        most: Whether the aim is the most that it should be, not the least.
    """

    what: str
    value: float
    unit: str
    aim: float | None = None
    most: bool = True

    @property
    def met(self) -> bool:
        """Whether the aim was reached."""
        return self.aim is None or (self.value <= self.aim if self.most else self.value >= self.aim)

    def row(self) -> str:
        """A line of the README's table."""
        aim = "" if self.aim is None else f"{'at most' if self.most else 'at least'} {_said(self.aim)}"
        return f"| {self.what} | {_said(self.value)} {self.unit} | {aim}{'' if self.met else ', missed'} |"


def _said(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}".removesuffix(".0")


def record(figures: Iterable[Figure], load: float) -> None:
    """Write the figures with the machine they were measured on, and the README's table.

    Args:
        figures: In the order of the table.
        load: Load average before the first of them: what else the machine was doing.
    """
    found = list(figures)
    machine = {
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "system": platform.system(),
        "python": platform.python_version(),
        "load_before": round(load, 1),
    }
    said = {
        "measured": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": machine,
        "figures": [asdict(each) for each in found],
    }
    RECORD.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    head = (
        f"Measured with `make bench` on {machine['cores']} cores, {machine['memory_gib']} GiB, "
        f"Python {machine['python']}, load average {machine['load_before']} before it began:\n\n"
        "| what | measured | aim |\n|---|---|---|\n"
    )
    rewrite("figures", head + "\n".join(each.row() for each in found) + "\n")
