"""After a load: derive, then compute all answers, unless they are already up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from graph.derive.run import derive, is_fresh
from graph.ledger.store import Journal, settle
from graph.model.vocabulary import SEVERITIES
from graph.profile.profile import Profile
from graph.queries.catalog import catalog
from graph.queries.entries import ledger_statements
from graph.queries.evaluate import ANSWERS, Answer, Context, Row
from graph.queries.results import Change, compute_all
from graph.queries.stored import stored
from graph.runner import Counters, Runner

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Refreshed:
    """What a refresh found.

    Attributes:
        as_of: The date as of which everything is computed.
        new: False if everything was up to date and nothing was run.
        answers: All findings and metrics, in the catalog's order.
        written: The server's counters.
        change: How the findings differ from the previous ones; None if nothing was run or there is nothing to compare
            with.
    """

    as_of: date | None
    new: bool
    answers: list[Answer]
    written: Counters = field(default_factory=Counters)
    change: Change | None = None

    def by_severity(self) -> dict[str, int]:
        """Findings that stand for themselves by severity, the worst first.

        See `following` for those that follow from them, and `not_evaluable` for what can't be answered.
        """
        rows = Counter(row.severity for row in self._findings() if not row.cause)
        return {word: rows[word] for word in SEVERITIES if rows[word]}

    def following(self) -> int:
        """How many findings follow from another one."""
        return sum(bool(row.cause) for row in self._findings())

    def _findings(self) -> list[Row]:
        """What was found about the state; what can't be answered says nothing about it."""
        known = catalog()
        judged = [
            answer for answer in self.answers if answer.kind == "finding" and ANSWERS not in known[answer.query].needs
        ]
        return [row for answer in judged for row in answer.rows]

    def not_evaluable(self) -> list[Answer]:
        """Questions that can't be answered, each with what is missing."""
        return [answer for answer in self.answers if not answer.evaluable]


def refresh(
    runner: Runner,
    profile: Profile,
    on_progress: Progress | None = None,
    folder: Path | None = None,
    journal: Journal | None = None,
) -> Refreshed:
    """Derive and compute all answers whose inputs have been changed by loads.

    Changes to the graph outside of loads are not noticed: `loopline derive` computes everything again.

    Args:
        runner: The graph.
        profile: The profile to use.
        on_progress: Called after each step of deriving and after each query that is answered.
        folder: Where derivation keeps contact records for the next run.
        journal: Keeps changes of the ledger of findings outside of the graph.

    Raises:
        LooplineError: Nothing is loaded, or a step or a query fails.
    """
    if is_fresh(runner, profile):
        kept = stored(runner)
        if (
            ANSWERS in Context.read(runner).ran
            and {(answer.query, answer.version) for answer in kept} == _current_queries()
        ):
            return Refreshed(kept[0].as_of, new=False, answers=kept, written=_record(runner, profile, kept, journal))
    steps, queries = _stage("deriving", on_progress), _stage("answering", on_progress)
    report = derive(runner, profile, on_progress=steps, folder=folder, changed_only=True)
    computed = compute_all(
        runner, profile, on_progress=queries, changed=report.changed, since=report.since, journal=journal
    )
    written = Counters()
    written.add(report.written)
    written.add(computed.written)
    return Refreshed(report.as_of, new=True, answers=computed.answers, written=written, change=computed.change)


def _stage(name: str, on_progress: Progress | None) -> Progress:
    """What steps report as one stage, whatever each is called."""
    return lambda _, done, total: on_progress(name, done, total) if on_progress is not None else None


def _record(runner: Runner, profile: Profile, answers: list[Answer], journal: Journal | None) -> Counters:
    """Bring the ledger up to date with answers that are: it may be younger than they, or be made from what is kept."""
    written = settle(runner, journal)
    todo = ledger_statements(runner, answers, catalog(), profile.parameters(answers[0].as_of), journal)
    written.add(runner.write_all(todo) if todo else Counters())
    return written


def _current_queries() -> set[tuple[str, str]]:
    return {(query.id, query.version) for query in catalog().of_kind("finding", "metric")}
