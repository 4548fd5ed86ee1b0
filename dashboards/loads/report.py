"""What a load did, as plain values and as text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from dashboards.loads.changes import row_of, tell, tell_units
from dashboards.loads.counts import by_kind, plain
from dashboards.options import ReportFormat
from dashboards.rule_titles import figure_title, rule_said
from graph.loading.load_warnings import bounded
from graph.wording import say_count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.loading.foreseen import Foreseen
    from graph.loading.load import Loaded
    from graph.refresh import Refreshed
    from graph.staging.extract import Extract

_NAMED = 5
"""How many ignored columns the report names; the rest are counted."""


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
        "held_for": result.held_for,
        "decided": result.decided,
        **_foreseen(result.foreseen),
        "mode": str(result.mode),
        "written": vars(result.written),
    }


def _foreseen(found: Foreseen | None) -> dict[str, Any]:
    """What a load would change, record by record; nothing of one that was written."""
    if found is None:
        return {}
    units = {key: name for (label, key), name in found.names.items() if label == "Unit"}
    return {
        "changes": [
            row | {"on": str(row["on"])}
            for row in (row_of(each, found.names, found.units) for each in found.differences)
        ],
        "differing": {plain(name): dict(columns) for name, columns in found.differing.items()},
        "units": {unit: units.get(unit) for unit in sorted(set(found.units.values()))},
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
        _print_counts(report, "Plan, nothing is written:")
        _print_changes(report)
        if report["held_for"]:
            print("  It would be held until somebody approves it:")
            # Of what holds it, a rejection comes with the words of whoever rejected it.
            told = tuple(report["decided"])
            reasons = [said for said in report["held_for"] if not any(each.startswith(said[:-1]) for each in told)]
            for sentence in [*report["decided"], *reasons]:
                print(f"  - {sentence}")
        else:
            for sentence in report["decided"]:
                print(f"  {sentence}")
            print("  It would not be held.")
        return
    if not report["new"]:
        which = f"{report['source']} as of {report['as_of']}"
        print(f"Nothing new: {which} with this content was loaded before. {_recomputed(report)}")
    else:
        _print_counts(report, "Loaded")
    if "findings" in report:
        print_findings(report["findings"])


def _print_changes(report: dict[str, Any]) -> None:
    """What a planned load would begin, end and change, by kind and by unit."""
    names = {("Unit", unit): name for unit, name in report["units"].items()}
    for head, lines in (
        ("What would begin, end and change:", tell(report["changes"], report["differing"])),
        ("What would begin and end, by unit:", tell_units(report["changes"], names)),
    ):
        for at, line in enumerate(lines):
            print(f"{head}\n{line}" if at == 0 else line)


def _recomputed(report: dict[str, Any]) -> str:
    """What was written although the files are not new: links and findings that were out of date."""
    if not report.get("findings", {}).get("new"):
        return "Nothing else was written." if report.get("moved") else "0 writes."
    return "Its links and findings were out of date and have been computed again."


def found_of(refreshed: Refreshed) -> dict[str, Any]:
    """What was found after a load, as plain values."""
    return {
        "as_of": refreshed.as_of.isoformat() if refreshed.as_of else None,
        "new": refreshed.new,
        "by_severity": refreshed.by_severity(),
        "following": refreshed.following(),
        "change": vars(refreshed.change) if refreshed.change else None,
        "figures": [answer.query for answer in refreshed.answers if answer.kind == "metric" and answer.rows],
        "not_evaluable": {answer.query: list(answer.missing) for answer in refreshed.not_evaluable()},
        "written": vars(refreshed.written),
    }


def print_findings(found: dict[str, Any]) -> None:
    """Print the part of a report that tells what was found."""
    none = "none from the questions that can be answered" if found["not_evaluable"] else "none"
    counts = ", ".join(f"{count:,} {word}" for word, count in found["by_severity"].items()) or none
    more = f"; {found['following']:,} more follow from them" if found.get("following") else ""
    print(f"Findings as of {found['as_of']}: {counts}{more}. List them: loopline findings.")
    if found["change"]:
        _print_change(found["change"])
    if found["figures"]:
        print("Figures, each with the command that shows it:")
        width = max(map(len, found["figures"]))
        for name in found["figures"]:
            print(f"  loopline run {name:<{width}}  {figure_title(name)}")
    waiting = found["not_evaluable"]
    if waiting:
        print(
            f"{say_count(len(waiting), 'question', 'questions')} about findings and figures can't be answered yet; "
            "`loopline findings` and the page Data health show what each one needs."
        )


def _print_change(change: dict[str, Any]) -> None:
    """New, gone and changed findings by rule; their sentences are on the page Findings."""
    new, gone, changed = (sum(change[which].values()) for which in ("new", "gone", "changed"))
    first = (
        f" ({change['first']:,} of them from questions that could not be answered before)" if change["first"] else ""
    )
    print(
        f"  Compared with the previous findings: {new:,} new{first}, {gone:,} gone, {changed:,} changed, "
        f"{change['same']:,} unchanged."
    )
    for word in ("New", "Gone", "Changed"):
        if change[word.lower()]:
            print(f"  {word}:")
            for rule, count in change[word.lower()].items():
                print(f"    {count:,} of {rule_said(rule)}")


def print_tally(name: str, tally: Mapping[str, int]) -> None:
    """Print the counts of one type; nothing if there are none."""
    if not any(tally.values()):
        return
    bare = f" ({tally['id_only']:,} of them with only an id)" if tally["id_only"] else ""
    noted = (
        f", {tally['source_only']:,} unchanged and now also confirmed by this source" if tally["source_only"] else ""
    )
    older = f", {tally['older']:,} older than the record" if tally["older"] else ""
    older += f", {tally['ended']:,} ended" if tally["ended"] else ""
    older += f", {tally['withdrawn']:,} planned and withdrawn" if tally["withdrawn"] else ""
    print(
        f"  {name}: {tally['new']:,} new{bare}, {tally['changed']:,} changed, {tally['same']:,} unchanged{noted}{older}"
    )


def _print_counts(report: dict[str, Any], head: str) -> None:
    print(f"{head} {report['source']} as of {report['as_of']}.")
    for row in report["files"]:
        print(
            f"  {row['file']}: {say_count(row['read'], 'row', 'rows')} read = {row['loaded']:,} loaded + "
            f"{row['quarantined']:,} set aside + {say_count(row['duplicates'], 'exact copy', 'exact copies')}"
            + (f" + {row['passed']:,} passed over by the mapping" if row["passed"] else "")
        )
    for name, tally in by_kind(report["nodes"], report["relationships"]):
        print_tally(name, tally)
    for what, name in (("Set aside", "problems"), ("Loaded without a cell that can't be read", "cells_dropped")):
        if report[name]:
            print(f"  {what}: {', '.join(f'{code} {count:,}' for code, count in sorted(report[name].items()))}.")
    if report["quarantine"]:
        print(f"  Each with line and reason: {report['quarantine']}")
    for file, names in report["dropped_columns"].items():
        more = f" and {len(names) - _NAMED:,} more (--format json names all)" if len(names) > _NAMED else ""
        print(f"  Columns not read in {file}: {', '.join(names[:_NAMED])}{more}")
    for note in bounded(report["notes"]):
        print(f"  {note}", file=sys.stderr)
    if report["mode"] == "delta" and not report.get("planned"):
        print("  A delta adds and updates records; what is not in its files stays as it was.")
