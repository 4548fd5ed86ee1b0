"""Sheets that make a state complete beside its teams and links: one module for what belongs together.

Each module has `SHEETS`: for each sheet its name, its columns, and what makes its rows. They are discovered.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator

from loaders.generator.state import Draft

ExtraSheet = tuple[str, tuple[str, ...], Callable[[Draft], Iterator[tuple[object, ...]]]]


def extra_sheets() -> Iterator[ExtraSheet]:
    """Every sheet of every module, in the order of the modules' names."""
    for entry in pkgutil.iter_modules(__path__):
        yield from importlib.import_module(f"{__name__}.{entry.name}").SHEETS
