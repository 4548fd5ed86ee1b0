"""What a load did, as plain values and as text; `dashboards.loads.told` has the words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from dashboards.loads.changes import Names, row_of
from dashboards.loads.counts import plain
from dashboards.loads.told import WAITING, Part, finding_parts, parts_of
from dashboards.options import ReportFormat
from dashboards.rule_titles import figure_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.loading.comparison import Difference
    from graph.loading.foreseen import Foreseen
    from graph.loading.loaded import Loaded
    from graph.refresh import Refreshed
    from graph.staging.extract import Extract


def report_of(result: Loaded, extract: Extract) -> dict[str, Any]:
    """What a load did, as plain values."""

    def counts(rows: list[Any], name: str) -> list[dict[str, Any]]:
        return [{name: row.sheet, **{key: value for key, value in vars(row).items() if key != "sheet"}} for row in rows]

    from collections import Counter

    return {
        "load": result.load_id,
        "source": result.source,
        "as_of": result.as_of.isoformat(),
        "new": result.published,
        **result.sums(),
        "files": counts(result.files, "file"),
        "sheets": counts(result.sheets, "sheet"),
        "nodes": {label: vars(tally) for label, tally in result.nodes.items()},
        "relationships": {kind: vars(tally) for kind, tally in result.edges.items()},
        "problems": dict(Counter(problem.code for problem in result.problems if problem.lost == "row")),
        "cells_dropped": dict(Counter(problem.code for problem in result.problems if problem.lost == "cell")),
        "quarantine": result.quarantine or None,
        "dropped_columns": {file: list(names) for file, names in extract.dropped.items()},
        "notes": [*extract.notes, *result.warnings],
        "moved": result.moved or None,
        "renamed": result.renamed,
        "merged": {label: len(ids) for label, ids in result.merged.items()},
        "merged_into": result.merged,
        "held_for": result.held_for,
        "decided": result.decided,
        "decided_bare": result.decided_bare,
        **_foreseen(result.foreseen),
        "mode": str(result.mode),
        "written": vars(result.written),
    }


def _foreseen(found: Foreseen | None) -> dict[str, Any]:
    """What a load changes or would change, record by record; nothing if nobody looked."""
    if found is None:
        return {}
    differing = {plain(name): dict(columns) for name, columns in found.differing.items()}
    return changes_said(found.differences, found.names, found.units) | {"differing": differing}


def changes_said(
    differences: Iterable[Difference], names: Names, units: Mapping[tuple[str, str], str] | None = None
) -> dict[str, Any]:
    """Differences as a report has them.

    Args:
        differences: What began, ended and changed.
        names: Names of units and teams and titles of roles, by label and id.
        units: Units of records, by label and id; None where they are not known any more.
    """
    units = units or {}
    known = {key: name for (label, key), name in names.items() if label == "Unit"}
    rows = [row_of(each, names, units) for each in differences]
    return {
        "changes": [row | {"on": str(row["on"])} for row in rows],
        "differing": {},
        "units": {unit: known.get(unit) for unit in sorted(set(units.values()))},
    }


def show(report: dict[str, Any], output: ReportFormat) -> None:
    """Print a report in a format."""
    if output is ReportFormat.JSON:
        import json

        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        print_report(report)


def print_report(report: dict[str, Any]) -> None:
    """Print a report as text."""
    if report.get("moved"):
        print(report["moved"])
    if report.get("planned"):
        _print_parts(report, "Plan, nothing is written:")
        if report["held_for"]:
            print("  It would be held until somebody approves it:")
            # Of what holds it, a rejection comes with the words of whoever rejected it.
            reasons = [said for said in report["held_for"] if said not in report["decided_bare"]]
            for sentence in [*report["decided"], *reasons]:
                print(f"  - {sentence}")
        else:
            for sentence in report["decided"]:
                print(f"  {sentence}")
            print("  It would not be held.")
        return
    if report["new"]:
        _print_parts(report, "Loaded")
    else:
        which = f"{report['source']} as of {report['as_of']}"
        print(f"Nothing new: {which} with this content was loaded before. {_recomputed(report)}")
    if "findings" in report:
        print_findings(report["findings"])
    if report.get("page"):
        print(f"This report as a page for a browser: {report['page']}")
    if report.get("page_missing"):
        print(f"  {report['page_missing']}", file=sys.stderr)


def _print_parts(report: dict[str, Any], head: str) -> None:
    print(f"{head} {report['source']} as of {report['as_of']}.")
    for part in parts_of(report):
        _print_part(part)


def _print_part(part: Part) -> None:
    if part.headed:
        print(f"{part.head}:")
    for line in part.lines:
        print(f"  {line}", file=sys.stderr if part.aside else sys.stdout)


def _recomputed(report: dict[str, Any]) -> str:
    """What was written although the files are not new: links and findings that were out of date."""
    if not report.get("findings", {}).get("new"):
        return "Nothing else was written." if report.get("moved") else "0 writes."
    return "Its links and findings were out of date and have been computed again."


def found_of(refreshed: Refreshed, headlines: list[dict[str, Any]]) -> dict[str, Any]:
    """What was found after a load, as plain values.

    Args:
        refreshed: What was found.
        headlines: The state's figures, from `dashboards.loads.figures`.
    """
    return {
        "as_of": refreshed.as_of.isoformat() if refreshed.as_of else None,
        "new": refreshed.new,
        "by_severity": refreshed.by_severity(),
        "following": refreshed.following(),
        "change": vars(refreshed.change) if refreshed.change else None,
        "headlines": headlines,
        "figures": [answer.query for answer in refreshed.answers if answer.kind == "metric" and answer.rows],
        "not_evaluable": {answer.query: list(answer.missing) for answer in refreshed.not_evaluable()},
        "written": vars(refreshed.written),
    }


def print_findings(found: dict[str, Any]) -> None:
    """Print the part of a report that tells what was found, with the commands that show more."""
    summary, *others = finding_parts(found)
    print(f"Findings as of {found['as_of']}: {summary.lines[0]}. List them: loopline findings.")
    for part in others:
        if part.head != WAITING:
            _print_part(part)
    if found["figures"]:
        print("Figures, each with the command that shows it:")
        width = max(map(len, found["figures"]))
        for name in found["figures"]:
            print(f"  loopline run {name:<{width}}  {figure_title(name)}")
    for part in others:
        if part.head == WAITING:
            print(*part.lines)
