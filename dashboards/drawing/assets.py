"""The scripts and styles of the picture, and the vis-network file that the pyvis package carries."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from dashboards.drawing.legend import legends
from dashboards.drawing.palette import DARK, LIGHT
from dashboards.drawing.scene import FACTS
from graph.errors import LooplineError

_SCRIPTS = ("shapes.js", "vector.js", "graph.js", "keyboard.js", "panel.js", "print.js", "component.js")


@cache
def read_asset(name: str) -> str:
    """Text of a file next to this module.

    Args:
        name: File name.
    """
    return (files("dashboards.drawing") / name).read_text(encoding="utf-8")


@cache
def read_library() -> str:
    """The vis-network file of the pyvis package, without the pointer to its source map.

    Raises:
        LooplineError: The installed pyvis carries none.
    """
    folder = files("pyvis") / "templates" / "lib"
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("vis-")) if folder.is_dir() else []
    for name in reversed(found):
        library = folder / name / "vis-network.min.js"
        if library.is_file():
            return re.sub(r"(?m)^//# sourceMappingURL=.*$", "", library.read_text(encoding="utf-8"))
    raise LooplineError("The installed pyvis package has no vis-network file.", "Run `make setup` again.")


@cache
def script() -> str:
    """The picture's script: palettes, styles, then all parts in order."""
    constants = {
        "LOOPLINE_LIGHT": LIGHT,
        "LOOPLINE_DARK": DARK,
        "LOOPLINE_LEGENDS": legends(translate=str),  # under other profiles, a picture brings its own
        "LOOPLINE_FACTS": FACTS,
        "LOOPLINE_CSS": read_asset("picture.css"),
        "LOOPLINE_PRINT": read_asset("picture.css").replace(".loopline", "#loopline-print") + read_asset("print.css"),
    }
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in constants.items())
    return head + "\n".join(read_asset(name) for name in _SCRIPTS)


@cache
def loader() -> str:
    """The module of the loader component: library and script, then a signal to components that wait for them."""
    ready = (
        "\nglobalThis.looplinePicture = { mount: mountPicture };\n"
        'dispatchEvent(new Event("loopline-ready"));\n'
        "export default function ({ parentElement }) {\n"
        "  const box = parentElement.host?.closest('[data-testid=\"stElementContainer\"]');\n"
        '  if (box) box.style.display = "none";\n'
        "}\n"
    )
    return f"{read_library()}\n{script()}{ready}"


def warm() -> None:
    """Read and import what the first picture needs, so that nobody waits for it: importing pyvis takes a second."""
    import pyvis.network  # noqa: F401

    loader()
