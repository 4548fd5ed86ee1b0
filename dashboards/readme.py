"""Generated sections of the README files, between comments that mark them."""

from __future__ import annotations

from pathlib import Path

from dashboards.tables import note
from graph.errors import LooplineError

ROOT = Path(__file__).resolve().parents[1]
SECTIONS = {
    "catalog": ROOT / "cypher" / "README.md",
    "sheets": ROOT / "loaders" / "README.md",
    "exits": ROOT / "loaders" / "README.md",
    "pages": ROOT / "dashboards" / "README.md",
    "commands": ROOT / "dashboards" / "README.md",
    "model": ROOT / "graph" / "README.md",
    "figures": ROOT / "graph" / "README.md",
    "benchmark": ROOT / "graph" / "README.md",
}
"""The file of each generated section."""


def replaced(readme: str, name: str, section: str) -> str:
    """A README's text with a new section between its marks.

    Raises:
        LooplineError: The marks are missing.
    """
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    first, last = readme.find(begin), readme.find(end)
    if first < 0 or last < first:
        raise LooplineError(f"The README has no marks for the section {name}.", f"Add the lines {begin} and {end}.")
    return f"{readme[: first + len(begin)]}\n\n{section}\n{readme[last:]}"


def rewrite(name: str, section: str) -> None:
    """Write a new section into its README in this checkout.

    Raises:
        LooplineError: The README does not exist, as in an installed package, or the marks are missing.
    """
    path = SECTIONS[name]
    place = path.relative_to(ROOT)
    if not path.exists():
        raise LooplineError(f"There is no {place} next to the program.", "Run this in a checkout.")
    old = path.read_text(encoding="utf-8")
    new = replaced(old, name, section)
    if new != old:
        path.write_text(new, encoding="utf-8")
    note(f"{place}: {name} {'rewritten' if new != old else 'is up to date'}.")
