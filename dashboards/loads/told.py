"""What the report of a load says, part by part: the text prints it, the page shows it, and both say the same.

What stays with whoever runs the load is left out where the page is sent on: the reasons that people typed, the folders
of files, and the headers of columns that are not read, which in a file without a header row are somebody's data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dashboards.loads.changes import tell, tell_units
from dashboards.loads.counts import by_kind, plural
from dashboards.loads.figures import say_figure
from dashboards.loads.log import without_folders
from dashboards.rule_titles import rule_said
from graph.loading.load_warnings import bounded
from graph.wording import say_count, say_date, say_list

_NAMED = 5
"""How many columns that are not read a text names; the rest are counted."""
_ALL = "; --format json lists every record."
_FILES = {"read": "rows read", "loaded": "loaded", "quarantined": "set aside", "duplicates": "exact copies"}
_PASSED = {"passed": "passed over"}
_TALLY = {"new": "new", "changed": "changed", "ended": "ended", "same": "as before"}
_SELDOM = {
    "id_only": "new with only an id",
    "source_only": "now also said by this source",
    "older": "older than the record",
    "withdrawn": "planned and withdrawn",
}
WAITING = "Questions that can't be answered yet"
_MODES = {
    "full": "What its files no longer list has ended.",
    "delta": "A delta adds and updates records; what is not in its files stays as it was.",
}


@dataclass(frozen=True)
class Part:
    """A part of a report.

    Attributes:
        head: What it is about.
        lines: What it says; a line that begins with blanks belongs to the one before it.
        columns: Heads of the table that a page shows in place of the lines; empty for none.
        rows: Its rows.
        headed: Whether the text prints the head as well; elsewhere the lines stand for themselves.
        aside: Whether the text prints it beside the report, as a warning.
    """

    head: str
    lines: tuple[str, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    headed: bool = False
    aside: bool = False


def parts_of(report: Mapping[str, Any], *, sent: bool = False) -> Iterator[Part]:
    """All that is said of what a load did, or would do; parts that would be empty are left out.

    Args:
        report: From `dashboards.loads.report`.
        sent: Whether it is for a page, which others may be sent.
    """
    yield from filter(lambda part: part.lines, _parts(report, sent=sent))


def _parts(report: Mapping[str, Any], *, sent: bool) -> Iterator[Part]:
    yield _read(report, sent=sent)
    yield _changed(report)
    yield Part("Other ids", tuple(_ids(report)))
    yield Part("What was set aside", tuple(_aside(report, sent=sent)))
    yield Part("Columns not read", tuple(_columns(report, sent=sent)))
    yield Part("Worth checking", tuple(_notes(report, sent=sent)), aside=True)
    if report["mode"] == "delta" and not report.get("planned"):
        yield Part("What stays", (mode_said(report),))
    yield from _changes(report, sent=sent)


def mode_said(report: Mapping[str, Any]) -> str:
    """What the load makes of what is not in its files."""
    return _MODES[report["mode"]]


def _read(report: Mapping[str, Any], *, sent: bool) -> Part:
    lines = tuple(
        f"{row['file']}: {say_count(row['read'], 'row', 'rows')} read = {row['loaded']:,} loaded + "
        f"{row['quarantined']:,} set aside + {say_count(row['duplicates'], 'exact copy', 'exact copies')}"
        + (f" + {row['passed']:,} passed over by the mapping" if row["passed"] else "")
        for row in report["files"]
    )
    named = [(Path(row["file"]).name if sent else row["file"], row) for row in report["files"]]
    return Part("What was read", lines, *_table("File", _FILES, _PASSED, named))


def _changed(report: Mapping[str, Any]) -> Part:
    kinds = [kind for kind in by_kind(report["nodes"], report["relationships"]) if any(kind[1].values())]
    lines = tuple(line for name, tally in kinds if (line := tally_said(name, tally)))
    named = [(f"{name[0].upper()}{name[1:]}", tally) for name, tally in kinds]
    return Part("What it changed", lines, *_table("Records", _TALLY, _SELDOM, named))


def _table(
    first: str, columns: Mapping[str, str], seldom: Mapping[str, str], rows: list[tuple[str, Mapping[str, int]]]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Heads and rows of counts; what is seldom counted has a column only where it is, and what is not known a dash."""
    shown = {**columns, **{name: head for name, head in seldom.items() if any(row.get(name) for _, row in rows)}}
    cells = tuple((name, *(f"{row[each]:,}" if each in row else "-" for each in shown)) for name, row in rows)
    return (first, *shown.values()), cells


def tally_said(name: str, tally: Mapping[str, int]) -> str:
    """The counts of one kind of record; empty if there are none."""
    if not any(tally.values()):
        return ""
    tally = Counter(tally)
    bare = f" ({tally['id_only']:,} of them with only an id)" if tally["id_only"] else ""
    noted = (
        f", {tally['source_only']:,} unchanged and now also confirmed by this source" if tally["source_only"] else ""
    )
    older = f", {tally['older']:,} older than the record" if tally["older"] else ""
    older += f", {tally['ended']:,} ended" if tally["ended"] else ""
    older += f", {tally['withdrawn']:,} planned and withdrawn" if tally["withdrawn"] else ""
    return (
        f"{name}: {tally['new']:,} new{bare}, {tally['changed']:,} changed, {tally['same']:,} unchanged{noted}{older}"
    )


def _ids(report: Mapping[str, Any]) -> Iterator[str]:
    """How many records get another id, and which become part of which others."""
    if report["renamed"]:
        counts = ", ".join(f"{plural(label)} {count:,}" for label, count in report["renamed"].items())
        yield f"Given another id, with their history: {counts}."
    merged = [
        (label, sorted(old for old in ids if ids[old] == new), new)
        for label, ids in report["merged_into"].items()
        for new in sorted(set(ids.values()))
    ]
    if merged:
        said = ", ".join(
            f"{label.lower() if len(olds) == 1 else plural(label)} {say_list(olds)} into {new}"
            for label, olds, new in merged[:_NAMED]
        )
        more = f", and into {len(merged) - _NAMED:,} more (--format json names all)" if len(merged) > _NAMED else ""
        yield f"Merged, with what hung on them: {said}{more}."


def _aside(report: Mapping[str, Any], *, sent: bool) -> Iterator[str]:
    for what, name in (("Set aside", "problems"), ("Loaded without a cell that can't be read", "cells_dropped")):
        if report[name]:
            yield f"{what}: {', '.join(f'{code} {count:,}' for code, count in sorted(report[name].items()))}."
    if report["quarantine"]:
        path = report["quarantine"]
        yield f"Each with line and reason: {Path(path).name if sent else path}"


def _columns(report: Mapping[str, Any], *, sent: bool) -> Iterator[str]:
    for file, names in report["dropped_columns"].items():
        if sent:
            yield f"{say_count(len(names), 'column', 'columns')} of {Path(file).name}"
            continue
        more = f" and {len(names) - _NAMED:,} more (--format json names all)" if len(names) > _NAMED else ""
        yield f"Columns not read in {file}: {', '.join(names[:_NAMED])}{more}"


def _notes(report: Mapping[str, Any], *, sent: bool) -> list[str]:
    """Notes about the files; that names and addresses were moved is among them on a page, and first in a text."""
    if not sent:
        return bounded(report["notes"])
    bare = dict(zip(report["decided"], report["decided_bare"], strict=True))
    notes = [bare.get(note, note) for note in bounded(report["notes"])]
    return [without_folders(note) for note in (*([report["moved"]] if report["moved"] else ()), *notes)]


def _changes(report: Mapping[str, Any], *, sent: bool) -> Iterator[Part]:
    """What the load begins, ends and changes, or would, by kind and by unit; nothing where nobody looked."""
    if "changes" not in report:
        return
    names = {("Unit", unit): name for unit, name in report["units"].items()}
    every, ends = ("would begin, end and change", "would begin and end") if report.get("planned") else (
        "began, ended and changed", "began and ended")  # fmt: skip
    for head, lines in (
        (f"What {every}", tell(report["changes"], report["differing"])),
        (f"What {ends}, by unit", tell_units(report["changes"], names, "" if sent else _ALL)),
    ):
        yield Part(head, tuple(line.removeprefix("  ") for line in lines), headed=True)


def finding_parts(found: Mapping[str, Any], *, sent: bool = False) -> Iterator[Part]:
    """What was found after a load, with what became of the findings before and of the state's figures.

    Args:
        found: From `dashboards.loads.report`.
        sent: As for `parts_of`.
    """
    waiting = found["not_evaluable"]
    none = "none from the questions that can be answered" if waiting else "none"
    counts = ", ".join(f"{count:,} {word}" for word, count in found["by_severity"].items()) or none
    more = f"; {found['following']:,} more follow from them" if found.get("following") else ""
    when = f" as of {say_date(date.fromisoformat(found['as_of']))}" if found["as_of"] else ""
    yield Part(f"Findings{when}", (f"{counts}{more}",))
    if found["change"]:
        yield Part("What became of findings", tuple(_change(found["change"])))
    if found["headlines"]:
        yield Part("Figures of the state", tuple(f"{say_figure(figure)}." for figure in found["headlines"]))
    if waiting:
        several = say_count(len(waiting), "question", "questions")
        where = "the page Data health shows" if sent else "`loopline findings` and the page Data health show"
        said = f"{several} about findings and figures can't be answered yet; {where} what each one needs."
        yield Part(WAITING, (said,))


def _change(change: Mapping[str, Any]) -> Iterator[str]:
    """New, gone and changed findings by rule; their sentences are on the page Findings."""
    new, gone, changed = (sum(change[which].values()) for which in ("new", "gone", "changed"))
    first = (
        f" ({change['first']:,} of them from questions that could not be answered before)" if change["first"] else ""
    )
    yield (
        f"Compared with the previous findings: {new:,} new{first}, {gone:,} gone, {changed:,} changed, "
        f"{change['same']:,} unchanged."
    )
    for word in ("New", "Gone", "Changed"):
        if change[word.lower()]:
            yield f"{word}:"
            yield from (f"  {count:,} of {rule_said(rule)}" for rule, count in change[word.lower()].items())


def nested(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Lines, each with those that belong to it."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(" ") and found:
            found[-1][1].append(line.strip())
        else:
            found.append((line.strip(), []))
    yield from found
