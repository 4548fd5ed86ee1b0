"""Streamlit's scripts that all our pages need, requested together with the page.

Streamlit's frontend learns which elements a page has only when the first ones arrive; it then fetches the scripts of
each, and their imports, in several round trips. Listed in the page's head, they load while the page starts.
"""

from __future__ import annotations

import re
from pathlib import Path

import streamlit

ELEMENTS = ("BidiComponent", "Html", "TextInput")
"""Elements on every page: our markup, our style, the search box."""

_IMPORTED = re.compile(r'(?:from|import)\s*"\./([\w.$-]+\.js)"')


def scripts(static: Path = Path(streamlit.__file__).parent / "static") -> list[str]:
    """The elements' scripts and all their imports, except those that Streamlit's page lists itself; sorted by name.

    Args:
        static: Folder of Streamlit's page. If a later Streamlit keeps its scripts elsewhere, the list is empty.
    """
    folder, page = static / "static" / "js", static / "index.html"
    if not folder.is_dir() or not page.is_file():
        return []
    named = page.read_text(encoding="utf-8")
    todo = [path for name in ELEMENTS for path in folder.glob(f"{name}.*.js")]
    found: set[str] = set()
    while todo:
        script = todo.pop()
        if script.name in found or script.name in named or not script.is_file():
            continue
        found.add(script.name)
        todo += [folder / name for name in _IMPORTED.findall(script.read_text(encoding="utf-8"))]
    return sorted(found)


def links() -> bytes:
    """The scripts as links for the head of a page."""
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{script}">' for script in scripts()
    ).encode()
