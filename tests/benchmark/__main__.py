"""Measure everything and record it: `python -m tests.benchmark`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from graph.server import stop
from graph.settings import Settings
from tests.benchmark import loads, pages
from tests.benchmark.figure import Figure, record
from tests.support.samples import sample


def _all() -> Iterator[Figure]:
    yield from loads.texas(sample("data/texas_state/askted"))
    yield from loads.contacts()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = Settings(home=home / "demo")
        try:
            yield from loads.demo(home)
            yield from pages.pages(settings)
        finally:
            stop(settings)


def main() -> None:
    """Print each figure as it comes, then record all."""
    load = os.getloadavg()[0]
    found = []
    for figure in _all():
        print(figure.row(), flush=True)
        found.append(figure)
    record(found, load)


if __name__ == "__main__":
    main()
