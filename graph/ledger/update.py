"""A change of the ledger: numbered, kept, and then written; by what a load's answers say or by a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from graph.ledger.decide import NOTHING_LOST, Lost, decide, missing
from graph.ledger.entry import Change, Entry, Event, Figure, Found, Moment, Question
from graph.ledger.figures import critical_figures
from graph.ledger.periods import decide_periods
from graph.ledger.store import (
    Journal,
    read_figures,
    read_ledger,
    read_links,
    read_numbers,
    read_periods,
    settle,
    statements,
)
from graph.runner import Counters, Runner, Statement


def update(
    runner: Runner,
    found: Sequence[Found],
    questions: Mapping[str, Question],
    now: Moment,
    journal: Journal | None = None,
    lost_of: Callable[[list[Entry]], Lost] = lambda _: NOTHING_LOST,
    figures: Sequence[Figure] = (),
    called_of: Callable[[list[Entry]], dict[str, Entry]] = lambda _: {},
) -> list[Statement]:
    """What a load's answers change in the ledger, kept already, as statements for the transaction of its findings.

    What is kept and was never written has to be settled before.

    Args:
        runner: The graph.
        found: Every finding.
        questions: Every question about findings, by query.
        now: The load's id and date; its number is read.
        journal: Keeps changes outside of the graph; None to keep them in the graph alone.
        lost_of: Tells of entries that are not found which have lost their subject, or the records about it.
        figures: Every figure of metrics that is kept over time.
        called_of: Gives the entries whose subjects have other ids now, under these, by the ids that they have had.
    """
    standing = read_ledger(runner, now.load_id)
    called = called_of(list(standing.ledger.entries.values()))
    entries = (called.get(name, entry) for name, entry in standing.ledger.entries.items())
    under = replace(standing.ledger, entries={entry.finding_id: entry for entry in entries})
    lost = lost_of(missing(under, found, questions))
    now = replace(now, load=standing.load)
    change = decide(standing.ledger, found, questions, now, lost, called)
    all_figures = tuple(sorted((*figures, *critical_figures(standing.ledger.after(change), now))))
    if all_figures != read_figures(runner, now.load):
        change = replace(change, figures=all_figures)
    if change.empty:
        return []
    return statements(_kept(change, standing.ledger.sequence, journal))


def update_periods(runner: Runner, how: str, now: Moment, journal: Journal | None = None) -> Counters:
    """Write which links stand otherwise than before.

    What is kept and was never written has to be settled before.

    Args:
        runner: The graph.
        how: Changes with what decides how links are judged, other than facts.
        now: The last load, by id and date; its number is read.
        journal: Keeps changes outside of the graph.
    """
    sequence, load = read_numbers(runner, now.load_id)
    known = read_periods(runner, now.as_of)
    change = decide_periods(known, read_links(runner), how, replace(now, load=load))
    return Counters() if change.empty else runner.write_all(statements(_kept(change, sequence, journal)))


def rename_subjects(
    runner: Runner,
    links: Sequence[tuple[str, str]],
    keys: Sequence[tuple[str, str, str]],
    now: Moment,
    journal: Journal | None = None,
) -> Counters:
    """Let periods and figures go on under the ids that what they are of has now.

    What is kept and was never written has to be settled before.

    Args:
        runner: The graph.
        links: Old and new ids of links.
        keys: Metrics, with the old and the new key of a row.
        now: The last load, by id and date; its number is read.
        journal: Keeps changes outside of the graph.
    """
    sequence, load = read_numbers(runner, now.load_id)
    change = Change(replace(now, load=load), links=tuple(links), keys=tuple(keys))
    return Counters() if change.empty else runner.write_all(statements(_kept(change, sequence, journal)))


def enter(
    runner: Runner,
    entry: Entry,
    what: Callable[[Entry], tuple[Entry, Event]],
    now: Moment,
    journal: Journal | None = None,
) -> Counters:
    """Write what a person enters about a finding.

    Args:
        runner: The graph.
        entry: The finding.
        what: Gives the entry as it is then, and what happened; see `graph.ledger.enter`.
        now: The last load, by id and date; its number is read.
        journal: Keeps changes outside of the graph.
    """
    settle(runner, journal)
    standing = read_ledger(runner, now.load_id)
    known = standing.ledger.entries.get(entry.finding_id, entry)
    then, event = what(known)
    entries = () if then == known else (then,)
    change = Change(replace(now, load=standing.load), entries=entries, events=(event,))
    return runner.write_all(statements(_kept(change, standing.ledger.sequence, journal)))


def _kept(change: Change, sequence: int, journal: Journal | None) -> Change:
    change = replace(change, sequence=sequence + 1, entered_at=datetime.now(UTC).replace(microsecond=0))
    if journal is not None:
        journal.keep(change)
    return change
