"""`loopline graph`: the state overview as one self-contained HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.errors import LooplineError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("graph")(graph)


def graph(
    out: Annotated[Path, typer.Option("--out", help="HTML file to write; an existing file is replaced.")],
) -> None:
    """Write the state overview as one self-contained HTML file that opens without a server or the internet."""
    from dashboards.drawing.export import export_html
    from dashboards.overview import read_overview

    if not out.parent.is_dir():
        raise LooplineError(f"There is no folder {out.parent}.", "Create it, or choose another one.")
    text = export_html(read_overview())
    part = out.with_name(out.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise LooplineError(f"{out} can't be written: {error.strerror}.", "Choose another file.") from None
    print(f"Wrote {out} ({len(text.encode()) / 1e6:.1f} MB). Open it in a browser.")
