"""All measures: those in `MEASURES` of the modules in this package."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

import graph.measures
from graph.errors import LooplineError, UsageError
from graph.measures.measure import Measure
from graph.suggest import did_you_mean, ended


@cache
def measures() -> dict[str, Measure]:
    """All measures by name, in alphabetical order.

    Raises:
        LooplineError: Two have one name.
    """
    found: list[Measure] = []
    for module in pkgutil.iter_modules(graph.measures.__path__, "graph.measures."):
        found += getattr(importlib.import_module(module.name), "MEASURES", ())
    return by_name(found)


def by_name(found: Iterable[Measure]) -> dict[str, Measure]:
    """Measures by name, in alphabetical order.

    Raises:
        LooplineError: Two have one name.
    """
    named: dict[str, Measure] = {}
    for measure in sorted(found, key=lambda measure: measure.name):
        if measure.name in named:
            raise LooplineError(f"Two measures are named {measure.name}.", "Rename one of them.")
        named[measure.name] = measure
    return named


def find(name: str) -> Measure:
    """One measure by name; case, and `-` or a space for `_`, don't matter.

    Raises:
        UsageError: There is none; suggests similar names.
    """
    known = measures()
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted not in known:
        raise UsageError(
            ended(f"There is no measure {name!r}{did_you_mean(wanted, known)}"),
            "Run `loopline measure` to list all measures.",
        )
    return known[wanted]
