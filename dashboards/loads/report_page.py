"""The report of a load as one page to send on: a file that fetches nothing, beside the load's kept input.

It says what the text report says: counts, what began, ended and changed with examples, what was set aside, and what
became of findings and figures. People are named by their ids only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from dashboards.loads.changes import tell, tell_units
from dashboards.loads.counts import by_kind
from dashboards.loads.figures import say_figure
from dashboards.rule_titles import rule_said
from dashboards.shell.markup import Markup, join, tag, text
from graph.private_file import write_private_file
from graph.wording import say_date

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TALLY = {"new": "new", "changed": "changed", "ended": "ended", "same": "as before"}
_FILES = {"read": "rows read", "loaded": "loaded", "quarantined": "set aside", "duplicates": "exact copies"}


def write_page(folder: Path, report: dict[str, Any]) -> Path:
    """Write the page of a load that was published; the file appears whole or not at all.

    Args:
        folder: The folder of kept inputs.
        report: The load's report.

    Raises:
        LooplineError: It can't be written.
    """
    path = folder / f"{report['load']}.html"
    write_private_file(path, compose_page(report).encode("utf-8", "backslashreplace"))
    return path


def compose_page(report: dict[str, Any]) -> str:
    """The page.

    Args:
        report: From `dashboards.loads.report`, of a load that was published.
    """
    title = f"Load of {report['source']} as of {say_date(date.fromisoformat(report['as_of']))}"
    how = "What its files no longer list has ended." if report["mode"] == "full" else "It adds and updates only."
    read = [_row(Path(row["file"]).name, row, _FILES) for row in report["files"]]
    body = join(
        tag("h1", title),
        tag("p", f"Load {report['load']}. {how} People are named by their ids.", class_="muted"),
        _table("What was read", ("File", *_FILES.values()), read),
        _kinds(report),
        _changes(report),
        _list("What was set aside", [f"{code}: {count:,}" for code, count in sorted(report["problems"].items())]),
        _list("To know", report["notes"]),
        _findings(report.get("findings")),
    )
    style = (_HERE / "report_page.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{text(_POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title><style>{style}</style></head><body>{tag('main', body)}</body></html>\n"
    )


def _row(name: str, counts: dict[str, Any], columns: Iterable[str]) -> list[str]:
    return [name, *(f"{counts.get(column, 0):,}" for column in columns)]


def _kinds(report: dict[str, Any]) -> Markup | None:
    kinds = by_kind(report["nodes"], report["relationships"])
    rows = [_row(name.capitalize(), dict(tally), _TALLY) for name, tally in kinds if any(tally.values())]
    return _table("What it changed", ("Records", *_TALLY.values()), rows)


def _changes(report: dict[str, Any]) -> Markup | None:
    """Examples by kind and by unit; a first load has none, as everything in it is new."""
    if "changes" not in report:
        return None
    names = {("Unit", unit): name for unit, name in report["units"].items()}
    return join(
        _list("What began, ended and changed", tell(report["changes"], report["differing"])),
        _list("What began and ended, by unit", tell_units(report["changes"], names)),
    )


def _findings(found: dict[str, Any] | None) -> Markup | None:
    if found is None:
        return None
    change = found["change"] or {}
    counts = [f"{count:,} {word}" for word, count in found["by_severity"].items()]
    said = [
        f"{word}: {count:,} of {rule_said(rule)}"
        for word in ("New", "Gone", "Changed")
        for rule, count in change.get(word.lower(), {}).items()
    ]
    return join(
        _list("Findings now", counts or ["none"]),
        _list("Compared with the findings before", said),
        _list("Figures of the state", [say_figure(each) for each in found["headlines"]]),
    )


def _list(head: str, lines: Iterable[str]) -> Markup | None:
    """A list under its heading; lines that belong to the one above are set in."""
    items = [tag("li", line.strip(), class_="inner" if line.startswith("    ") else None) for line in lines]
    return join(tag("h2", head), tag("ul", items)) if items else None


def _table(head: str, columns: Iterable[str], rows: list[list[str]]) -> Markup | None:
    if not rows:
        return None
    heads = [tag("th", column, scope="col") for column in columns]
    body = [tag("tr", tag("th", row[0], scope="row"), [tag("td", cell) for cell in row[1:]]) for row in rows]
    return join(tag("h2", head), tag("table", tag("thead", tag("tr", heads)), tag("tbody", body)))
