"""`loopline load`: load files into the graph, then derive links and compute all findings."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboards.options import day_of
from graph.errors import UsageError
from graph.loading.load_warnings import bounded
from graph.settings import Settings
from graph.staging.date_order import DateOrder
from graph.wording import say_count, say_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.kept.load_input import LoadInput
    from graph.loading.load import Loaded
    from graph.profile.profile import Profile
    from graph.refresh import Refreshed
    from graph.runner import Runner
    from graph.staging.extract import Extract

_NAMED = 5
"""How many ignored columns the report names; the rest are counted."""


class Format(StrEnum):
    """How a command prints its result."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("load")(load)


def load(
    paths: Annotated[list[Path], typer.Argument(help="Sheets as a folder, zip or workbook, or an export to map.")],
    source: Annotated[str, typer.Option(help="Name of the source; use the same name for each of its loads.")],
    as_of: Annotated[str, typer.Option(help="Date that the files describe, for example 2026-09-01.")],
    mapping: Annotated[str, typer.Option(help="Mapping for an export: a shipped name or a YAML file.")] = "",
    profile: Annotated[
        str, typer.Option(help="Profile to use: a name or a YAML file; by default the last load's.")
    ] = "",
    date_order: Annotated[
        DateOrder | None, typer.Option(help="What comes first in dates such as 03/04/2026; by default as they tell.")
    ] = None,
    derive: Annotated[
        bool, typer.Option("--derive/--no-derive", help="After loading, derive links and compute all findings.")
    ] = True,
    output: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TEXT,
) -> None:
    """Load sheets or an export; rows that can't be loaded are set aside with the reason.

    Names and addresses of people go to the vault in the data folder, encrypted. LOOPLINE_PERSON_KEY gives the key;
    without it the first load makes one. LOOPLINE_NAMES=graph keeps names in the graph, and closes own queries.
    """
    from graph.kept.load_input import LoadInput
    from graph.loading.names import take_key
    from graph.profile.profile import Profile

    day = day_of(as_of, "--as-of")
    _check_source(source)
    settings = Settings.from_env()
    types = Profile.load(profile) if profile else None
    take_key(settings)
    extract = _read(paths, mapping, source, day)
    if date_order is not None:
        extract = replace(extract, date_order=date_order)
    types = types or _last(settings)
    report = run_load(settings, LoadInput(source, day, extract, types), derive=derive)
    if output is Format.JSON:
        import json

        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _print(report)


def run_load(settings: Settings, given: LoadInput, *, derive: bool, lists: Path | None = None) -> dict[str, Any]:
    """Load, derive, compute findings and report; `load`, `demo` and `rebuild` share this.

    Args:
        settings: Data folder and graph.
        given: What was read, from which source and of which date.
        derive: Whether to derive and compute findings afterwards.
        lists: The data folder that lists the rows set aside, if it is another one.

    Raises:
        LooplineError: Nothing was loaded, or not all; the message says which.
    """
    from dashboards.progress import progress
    from graph.connection import connect
    from graph.lease import leased
    from graph.profile.words import speak
    from graph.server.home import ServerHome
    from graph.server.room import need_room

    speak(given.profile)
    if settings.uri is None:
        need_room(ServerHome.of(settings.home), sum(len(rows.frame) for rows in given.extract.sheets))
    doing = f"loading {given.source} as of {given.as_of.isoformat()}"
    with progress() as report_progress, connect(settings) as connected, leased(connected, doing) as runner:
        report_progress("starting", 1, 1)
        report = _write(runner, settings, given, lists or settings.home, report_progress)
        if derive:
            from graph.refresh import refresh

            report["findings"] = _found(
                refresh(runner, given.profile, on_progress=report_progress, folder=settings.snapshots)
            )
    return report


def _write(
    runner: Runner, settings: Settings, given: LoadInput, lists: Path, on_progress: Callable[[str, int, int], None]
) -> dict[str, Any]:
    """Load, keep the input, and report."""
    from graph.kept.folder import KeptInputs, inputs_folder
    from graph.loading.load import load as write_load
    from graph.loading.names import names_for
    from graph.loading.store import Store
    from loaders import quarantine

    store = Store(runner)
    with names_for(settings) as names:
        inputs = KeptInputs(inputs_folder(settings), names.key)
        numbers = store.numbers()
        inputs.settle(numbers)
        aside = inputs.put_aside(numbers)
        result = write_load(
            runner,
            given.extract,
            given.profile,
            names=names,
            source=given.source,
            as_of=given.as_of,
            keep_problems=lambda load_id, problems: quarantine.write(lists, load_id, problems),
            keep_input=lambda load_id: inputs.stage(load_id, given),
            on_progress=on_progress,
        )
        inputs.publish(result.load_id, store.numbers()[result.load_id])
    report = _report(result, given.extract)
    report["notes"] += [aside] if aside else []
    return report


def _last(settings: Settings) -> Profile:
    """The profile of the last load; the education profile if there was none."""
    from graph.connection import connect
    from graph.profile.recorded import recorded_profile

    with connect(settings) as runner:
        return recorded_profile(runner)


def _check_source(source: str) -> None:
    if not source.strip() or not source.isprintable() or len(source) > 60 or source != source.strip() or "|" in source:
        raise UsageError("--source must be a short name: no `|`, no space at either end.", "For example: --source hr.")


def _read(paths: list[Path], mapping: str, source: str, as_of: date) -> Extract:
    if not mapping:
        from loaders import sheets

        return sheets.read(paths, source, as_of)
    from loaders.mapping import loader
    from loaders.mapping.file import find

    return loader.reader(find(mapping))(paths, source, as_of)


def _report(result: Loaded, extract: Extract) -> dict[str, Any]:
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
        "closes_by_absence": False,
        "written": vars(result.written),
    }


def _print(report: dict[str, Any]) -> None:
    if report.get("moved"):
        print(report["moved"])
    if not report["new"]:
        which = f"{report['source']} as of {report['as_of']}"
        print(f"Nothing new: {which} with this content was loaded before. {_recomputed(report)}")
    else:
        _print_counts(report)
    if "findings" in report:
        _print_findings(report["findings"])


def _recomputed(report: dict[str, Any]) -> str:
    """What was written although the files are not new: links and findings that were out of date."""
    if not report.get("findings", {}).get("new"):
        return "Nothing else was written." if report.get("moved") else "0 writes."
    return "Its links and findings were out of date and have been computed again."


def _found(refreshed: Refreshed) -> dict[str, Any]:
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


def _print_findings(found: dict[str, Any]) -> None:
    none = "none from the questions that can be answered" if found["not_evaluable"] else "none"
    counts = ", ".join(f"{count:,} {word}" for word, count in found["by_severity"].items()) or none
    more = f"; {found['following']:,} more follow from them" if found.get("following") else ""
    print(f"Findings as of {found['as_of']}: {counts}{more}. List them: loopline findings.")
    if found["change"]:
        _print_change(found["change"])
    if found["figures"]:
        print(f"Figures: loopline run NAME, where NAME is {say_list(found['figures'], 'or')}.")
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
    parts = [
        f"{word}: {', '.join(f'{rule} {count:,}' for rule, count in change[word.lower()].items())}"
        for word in ("New", "Gone", "Changed")
        if change[word.lower()]
    ]
    if parts:
        print(f"  {'. '.join(parts)}.")


def _plural(label: str) -> str:
    """A label as a plural in plain words: people for Person, link checks for LinkCheck."""
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", label).lower()
    return "people" if label == "Person" else f"{words}s"


def _print_tally(name: str, tally: dict[str, int]) -> None:
    if not any(tally.values()):
        return
    bare = f" ({tally['id_only']:,} of them with only an id)" if tally["id_only"] else ""
    noted = (
        f", {tally['source_only']:,} unchanged and now also confirmed by this source" if tally["source_only"] else ""
    )
    older = f", {tally['older']:,} older than the record" if tally["older"] else ""
    older += f", {tally['ended']:,} ended" if tally["ended"] else ""
    print(
        f"  {name}: {tally['new']:,} new{bare}, {tally['changed']:,} changed, {tally['same']:,} unchanged{noted}{older}"
    )


def _print_counts(report: dict[str, Any]) -> None:
    print(f"Loaded {report['source']} as of {report['as_of']}.")
    for row in report["files"]:
        print(
            f"  {row['file']}: {say_count(row['read'], 'row', 'rows')} read = {row['loaded']:,} loaded + "
            f"{row['quarantined']:,} set aside + {say_count(row['duplicates'], 'exact copy', 'exact copies')}"
            + (f" + {row['passed']:,} passed over by the mapping" if row["passed"] else "")
        )
    for label, tally in report["nodes"].items():
        _print_tally(_plural(label), tally)
    # Only analysts know the types of relationships: one line for all here, one for each in the JSON report.
    ties = report["relationships"].values()
    _print_tally(
        "connections between these records", {name: sum(tally[name] for tally in ties) for name in next(iter(ties), {})}
    )
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
    print("  A load adds and updates records; it does not close records that are no longer in the files.")
