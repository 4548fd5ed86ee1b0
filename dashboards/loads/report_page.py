"""The report of a load as one page: a file that fetches nothing, beside the load's kept input.

It says what the text report says, as `dashboards.loads.told` tells both. People are named by their ids only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dashboards.loads.told import Part, finding_parts, mode_said, nested, parts_of
from dashboards.shell.markup import Markup, join, tag, text
from graph.private_file import write_private_file
from graph.wording import say_date

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page_path(folder: Path, load_id: str) -> Path:
    """Where the page of a load is.

    Args:
        folder: The folder of kept inputs.
        load_id: The load.
    """
    return folder / f"{load_id}.html"


def write_page(folder: Path, report: dict[str, Any]) -> Path:
    """Write the page of a load that was published; the file appears whole or not at all.

    Args:
        folder: The folder of kept inputs.
        report: The load's report.

    Raises:
        LooplineError: It can't be written.
    """
    path = page_path(folder, report["load"])
    write_private_file(path, compose_page(report).encode("utf-8", "backslashreplace"))
    return path


def compose_page(report: Mapping[str, Any]) -> str:
    """The page.

    Args:
        report: From `dashboards.loads.report`, of a load that was published.
    """
    title = f"Load of {report['source']} as of {say_date(date.fromisoformat(report['as_of']))}"
    found = finding_parts(report["findings"], sent=True) if "findings" in report else ()
    parts = [*found, *parts_of(report, sent=True)]  # what it means first, then what was read
    about = f"Load {report['load']}. {mode_said(report)} People are named by their ids."
    body = join(tag("h1", title), tag("p", about, class_="muted"), *map(_part, parts))
    style = (_HERE / "report_page.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{text(_POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title><style>{style}</style></head><body>{tag('main', body)}</body></html>\n"
    )


def _part(part: Part) -> Markup:
    return join(tag("h2", part.head), _table(part) if part.columns else _list(part))


def _list(part: Part) -> Markup:
    items = [
        tag("li", line, tag("ul", [tag("li", each) for each in inner]) if inner else None)
        for line, inner in nested(part.lines)
    ]
    return tag("ul", items)


def _table(part: Part) -> Markup:
    heads = [tag("th", column, scope="col") for column in part.columns]
    body = [tag("tr", tag("th", row[0], scope="row"), [tag("td", cell) for cell in row[1:]]) for row in part.rows]
    return tag("div", tag("table", tag("thead", tag("tr", heads)), tag("tbody", body)), class_="wide")
