"""All figures: those in `FIGURES` of the modules in this package."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

import graph.figures
from graph.errors import LooplineError, UsageError
from graph.figures.figure import Figure
from graph.suggest import did_you_mean, ended


@cache
def figures() -> dict[str, Figure]:
    """All figures by name, in alphabetical order.

    Raises:
        LooplineError: Two have one name.
    """
    found: list[Figure] = []
    for module in pkgutil.iter_modules(graph.figures.__path__, "graph.figures."):
        found += getattr(importlib.import_module(module.name), "FIGURES", ())
    return by_name(found)


def by_name(found: Iterable[Figure]) -> dict[str, Figure]:
    """Figures by name, in alphabetical order.

    Raises:
        LooplineError: Two have one name.
    """
    named: dict[str, Figure] = {}
    for figure in sorted(found, key=lambda figure: figure.name):
        if figure.name in named:
            raise LooplineError(f"Two measures are named {figure.name}.", "Rename one of them.")
        named[figure.name] = figure
    return named


def find(name: str) -> Figure:
    """One figure by name; case, and `-` or a space for `_`, don't matter.

    Raises:
        UsageError: There is none; suggests similar names.
    """
    known = figures()
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted not in known:
        raise UsageError(
            ended(f"There is no measure {name!r}{did_you_mean(wanted, known)}"),
            "Run `loopline measure` to list all measures.",
        )
    return known[wanted]
