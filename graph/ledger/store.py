"""The ledger in the graph: read, and written by changes, of which each is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from graph.ledger.entry import Asked, Change, Entry, Figure, Ledger
from graph.ledger.period import PERIOD_FIELDS, Judgment, Period
from graph.ledger.periods import Periods
from graph.model.cypher_builder import statement
from graph.runner import Counters, Runner, Statement

# Rows in one statement; all statements of a change are one transaction.
_PAGE = 5_000


LABELS = ("Figure", "LinkPeriod", "LedgerEvent", "LedgerEntry", "LedgerQuestion", "Ledger")
"""All that the ledger is in the graph, with figures and the periods of links."""


class Journal(Protocol):
    """Where changes are kept outside of the graph, so that a rebuilt graph gets its ledger back."""

    def after(self, sequence: int) -> list[Change]:
        """Changes with a higher number, in order."""
        ...

    def keep(self, change: Change) -> None:
        """Keep a change before it is written to the graph."""
        ...


@dataclass(frozen=True)
class Standing:
    """The ledger, and the number of the load that it is asked for; 0 if that load has none."""

    ledger: Ledger
    load: int


def read_ledger(runner: Runner, load: str | None = None) -> Standing:
    """Read the whole ledger.

    Args:
        runner: The graph.
        load: Id of the load whose number is wanted.
    """
    (row,) = runner.read(statement("ledger/state"), {"load": load}).rows
    asked = {query: Asked(query, how, answered) for query, how, answered in row["asked"]}
    entries = {each.finding_id: each for each in read_entries(runner)}
    return Standing(Ledger(entries, asked, row["sequence"]), row["number"] or 0)


def read_entries(runner: Runner, finding: str | None = None) -> list[Entry]:
    """Entries by id: all, or one finding's."""
    return [Entry.of(row) for row in runner.read(statement("ledger/entries"), {"finding": finding}).rows]


def read_events(
    runner: Runner, finding: str | None = None, *, load: int | None = None, day: date | None = None
) -> list[dict[str, Any]]:
    """What happened, in order.

    Args:
        runner: The graph.
        finding: Id of a finding; all by default.
        load: Only from the load of this number on.
        day: Only from this as-of date on.
    """
    return runner.read(statement("ledger/events"), {"finding": finding, "load": load, "day": day}).rows


def read_figures(runner: Runner, load: int) -> tuple[Figure, ...]:
    """All figures of the load of a number, in order."""
    return tuple(sorted(Figure(**row) for row in runner.read(statement("ledger/figures"), {"load": load}).rows))


def read_numbers(runner: Runner, load: str) -> tuple[int, int]:
    """The number of the last change, and that of a load, by its id."""
    (row,) = runner.read(statement("ledger/state"), {"load": load}).rows
    return row["sequence"], row["number"] or 0


def read_periods(runner: Runner, day: date) -> Periods:
    """What is known of the periods of links at a date."""
    (row,) = runner.read(statement("ledger/periods"), {"day": day}).rows
    recent = tuple(Period(**dict(zip(PERIOD_FIELDS, values, strict=True))) for values in row["found"])
    return Periods(recent, row["earlier"], row["how"])


def read_links(runner: Runner) -> dict[str, Judgment]:
    """How every link is judged now, by its id."""
    (row,) = runner.read(statement("ledger/links")).rows
    return {link_id: Judgment(state, family) for link_id, state, family in row["found"]}


def settle(runner: Runner, journal: Journal | None) -> Counters:
    """Write the changes that are kept and that the graph does not have."""
    written = Counters()
    if journal is None:
        return written
    (row,) = runner.read(statement("ledger/state"), {"load": None}).rows
    for change in journal.after(row["sequence"]):
        written.add(runner.write_all(statements(change)))
    return written


def statements(change: Change) -> list[Statement]:
    """What makes a change, to be run in one transaction."""
    now = change.now
    seen = [{"finding_id": name, "last_seen": now.as_of, "last_load": now.load} for name in change.seen]
    events = [
        {
            "event_id": f"{change.sequence:06d}-{place:06d}",
            "finding_id": each.finding_id,
            "kind": each.kind,
            "text": each.text or None,
            "by": each.by or None,
            "as_of": now.as_of,
            "load": now.load,
            "entered_at": change.entered_at,
        }
        for place, each in enumerate(change.events, start=1)
    ]
    return [
        *_pages("rename", [list(pair) for pair in change.renamed]),
        *_pages("rename_links", [list(pair) for pair in change.links]),
        *_pages("rename_figures", [list(each) for each in change.keys]),
        *_pages("write_entries", [entry.row() for entry in change.entries]),
        *_pages("write_seen", seen),
        *_pages("write_asked", [vars(each) for each in change.asked]),
        *_pages("sweep_asked", list(change.gone)),
        *_pages("write_events", events),
        *_figures(change),
        *_pages("sweep_periods", list(change.dropped)),
        *_pages("write_periods", [period.row() for period in change.periods]),
        *([(statement("ledger/judged"), {"how": change.judged})] if change.judged else []),
        (statement("ledger/count"), {"sequence": change.sequence}),
    ]


def _figures(change: Change) -> list[Statement]:
    """What makes the figures of the change's load those of the change."""
    if change.figures is None:
        return []
    now = change.now
    rows = [
        {
            "figure_id": "|".join((f"{now.load:06d}", each.metric, each.column, each.key)),
            **vars(each),
            "as_of": now.as_of,
            "load": now.load,
        }
        for each in change.figures
    ]
    return [(statement("ledger/sweep_figures"), {"load": now.load}), *_pages("write_figures", rows)]


def _pages(name: str, rows: Sequence[Any]) -> list[Statement]:
    """A statement over rows, a page at a time; none where there are no rows."""
    text = statement(f"ledger/{name}")
    return [(text, {"rows": rows[start : start + _PAGE]}) for start in range(0, len(rows), _PAGE)]
