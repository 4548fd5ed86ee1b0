"""Streamlit's own scripts that every page of ours needs, asked for together with the page.

Streamlit's browser side learns which elements a page has only when the first of them arrive; it then fetches the
scripts of each, and what those import, one round after another. Named in the page's head they come while it starts.
"""

from __future__ import annotations

import re
from pathlib import Path

import streamlit

ELEMENTS = ("BidiComponent", "Html", "TextInput")
"""Scripts of the elements of every page: our markup, our style, the search box."""

_IMPORTED = re.compile(r'(?:from|import)\s*"\./([\w.$-]+\.js)"')


def scripts(static: Path = Path(streamlit.__file__).parent / "static") -> list[str]:
    """Files of the elements and all that they import, beyond what Streamlit's page names itself; in order of name.

    Args:
        static: Folder of Streamlit's page; a later Streamlit that keeps its scripts elsewhere gives an empty list.
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
