"""Sections of the README that are written by commands, between marks that name them."""

from __future__ import annotations

from pathlib import Path

from dashboards.tables import note
from graph.errors import LooplineError

README = Path(__file__).resolve().parents[1] / "README.md"


def replaced(readme: str, name: str, section: str) -> str:
    """The README with a new section between its marks.

    Raises:
        LooplineError: The marks are not there.
    """
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    first, last = readme.find(begin), readme.find(end)
    if first < 0 or last < first:
        raise LooplineError(f"README.md has no marks for the section {name}.", f"Add the lines {begin} and {end}.")
    return f"{readme[: first + len(begin)]}\n\n{section}\n{readme[last:]}"


def rewrite(name: str, section: str) -> None:
    """Put a new section into the README of this checkout.

    Raises:
        LooplineError: There is no README beside the program, or the marks are not there.
    """
    if not README.exists():
        raise LooplineError("There is no README.md beside the program.", "Run this in a checkout.")
    old = README.read_text(encoding="utf-8")
    new = replaced(old, name, section)
    if new != old:
        README.write_text(new, encoding="utf-8")
    note(f"README.md {'rewritten' if new != old else 'is up to date'}.")
