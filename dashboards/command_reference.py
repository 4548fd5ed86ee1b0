"""The command line as a README section: every command with its arguments and options, from what `--help` shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def reference() -> str:
    """Markdown: a heading for each command, its help, and a table of its arguments and options."""
    from dashboards.cli import command

    lines: list[str] = []
    for path, entry in _commands("loopline", command()):
        lines += [f"### `{path}`", (entry.help or "").strip(), ""]
        rows = [row for param in entry.params if (row := _row(param))]
        if rows:
            lines += ["| argument or option | what it is |", "|---|---|", *rows, ""]
    return "\n".join(lines)


def _commands(path: str, entry: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - click's commands have no stubs here
    for name, below in sorted(getattr(entry, "commands", {}).items()):
        if below.hidden:
            continue
        if getattr(below, "commands", None):
            yield from _commands(f"{path} {name}", below)
        else:
            yield f"{path} {name}", below


def _row(param: Any) -> str:  # noqa: ANN401 - as above
    """A table row; empty for hidden parameters and for `--help`."""
    if getattr(param, "hidden", False) or param.name == "help":
        return ""
    is_option = param.param_type_name == "option"
    name = ", ".join(f"`{word}`" for word in param.opts) if is_option else f"`{param.metavar or param.name.upper()}`"
    text = " ".join((getattr(param, "help", "") or "").split()).replace("|", "\\|")
    return f"| {name} | {text} |"
