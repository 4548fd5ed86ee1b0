"""Computing answers ahead: all findings and metrics at the last load, kept in the graph for pages and commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from graph.ledger.new_ids import findings_under_new_ids
from graph.ledger.store import Journal, settle
from graph.model.cypher_builder import statement
from graph.model.vocabulary import SEVERITIES
from graph.profile.profile import Profile
from graph.profile.recorded import recorded_profile
from graph.profile.words import speak
from graph.queries.aliases import keep_new_ids, known_aliases, labels_of
from graph.queries.catalog import Catalog, Query, catalog
from graph.queries.causes import finding_id, fold, ordered
from graph.queries.dependencies import Names, meet, mentions
from graph.queries.entries import ledger_statements
from graph.queries.evaluate import ANSWERS, Answer, Context, lacking, run, to_json
from graph.queries.link_periods import WRITTEN, keep_periods
from graph.queries.namesakes import VIEW as NAMESAKES
from graph.queries.stored import stored
from graph.runner import Counters, Runner, Statement

Progress = Callable[[str, int, int], None]

# Rows in one statement; all statements together are one transaction.
_BATCH = 5_000


@dataclass(frozen=True)
class Change:
    """How findings differ from those that were kept before, each known by its query and key.

    Attributes:
        new: Findings that were not there before, by rule.
        gone: Findings that are no longer there, by rule.
        changed: Findings that were there before and say something else now, by rule.
        same: How many say what they said before.
        first: Of the new ones, how many answer a question that could not be answered before.
        critical: Findings that were not critical before and are now, by rule; those that follow from another one
            left out.
    """

    new: dict[str, int]
    gone: dict[str, int]
    changed: dict[str, int]
    same: int
    first: int = 0
    critical: dict[str, int] = field(default_factory=dict)


@dataclass
class Computed:
    """What computing all answers gave.

    Attributes:
        answers: One per query, in the catalog's order.
        written: The server's counters: all zero when nothing changed.
        change: Against what was kept before; None where nothing was to compare with.
    """

    answers: list[Answer]
    written: Counters = field(default_factory=Counters)
    change: Change | None = None


def compute_all(
    runner: Runner,
    profile: Profile | None = None,
    *,
    as_of: date | None = None,
    on_progress: Progress | None = None,
    queries: Catalog | None = None,
    changed: Names | None = None,
    since: str | None = None,
    journal: Journal | None = None,
) -> Computed:
    """Run every finding and metric and keep what they say.

    Only what differs from what is kept is written. Queries that read the answers of others run last, over the answers
    that were written before; findings are written in one transaction, with what they change in the ledger.

    Args:
        runner: The door to the graph.
        profile: Gives thresholds and words; the one that the last load recorded by default.
        as_of: The date to judge by; by default the latest as-of date of the published loads.
        on_progress: Called before each query with its title, its number and how many there are.
        queries: The catalog; the one that is shipped by default.
        changed: Names of all that has changed since the answers after the load `since`; of a query that mentions none
            of it the kept answer stands. None where anything may have changed.
        since: Id of that load.
        journal: Keeps changes of the ledger outside of the graph.

    Raises:
        LooplineError: A query is refused; nothing is kept then.
    """
    profile = profile or recorded_profile(runner)
    speak(profile)
    asked = (queries or catalog()).of_kind("finding", "metric")
    context, written = _begin(runner, profile, as_of, {query.id: query for query in asked}, journal)
    changed = changed | WRITTEN if changed is not None and written.total else changed
    thresholds = profile.parameters(context.as_of)
    last = [query for query in asked if ANSWERS in query.needs]
    answers: dict[str, Answer] = {}
    standing = {} if changed is None else {one.query: one for one in stored(runner) if one.load == since}

    def answer(some: Sequence[Query], known: Context) -> None:
        for query in some:
            if on_progress is not None:
                on_progress(query.title, len(answers) + 1, len(asked))
            kept = standing.get(query.id)
            stands = kept is not None and changed is not None and _stands(kept, query, known, changed, thresholds)
            again = replace(kept, load=known.load, basis=known.counted(query)) if kept is not None and stands else None
            answers[query.id] = again or run(query, runner, context=known, thresholds=thresholds)

    answer([query for query in asked if ANSWERS not in query.needs], context)
    computed = Computed([], written)
    before = _Kept.read(runner)
    folded = fold(list(answers.values()))
    if before.differs(folded):
        computed.written.add(runner.write_all(before.begin(folded, {query.id for query in last})))
    answer(last, replace(context, ran=context.ran | {ANSWERS}))
    computed.answers = fold([answers[query.id] for query in asked])
    called = before.under_new_ids(runner, computed.answers, {query.id: query for query in asked})
    computed.change = called.change(computed.answers, {query.id for query in last})
    computed.written.add(_write(runner, computed.answers, asked, thresholds, journal))
    return computed


def _begin(
    runner: Runner, profile: Profile, as_of: date | None, queries: Mapping[str, Query], journal: Journal | None
) -> tuple[Context, Counters]:
    """What is in the graph, and what was written: the ledger as it was kept, and which links stand otherwise now.

    Periods of links have the dates of loads: for another date none is written.
    """
    written = settle(runner, journal)
    published = Context.read(runner)
    context = replace(published, as_of=as_of or published.as_of)
    if context.as_of == published.as_of:
        written.add(keep_new_ids(runner, context, queries, journal))
        written.add(keep_periods(runner, context, profile, profile.parameters(context.as_of), journal))
    return context, written


def _write(
    runner: Runner,
    answers: list[Answer],
    asked: Sequence[Query],
    thresholds: dict[str, Any],
    journal: Journal | None,
) -> Counters:
    """Write what differs in answers and findings, with what that changes in the ledger, as one transaction."""
    todo: list[Statement] = [*_Kept.read(runner).statements(answers)]
    todo += ledger_statements(runner, answers, {query.id: query for query in asked}, thresholds, journal)
    return runner.write_all(todo) if todo else Counters()


def _stands(kept: Answer, query: Query, context: Context, changed: Names, thresholds: dict[str, Any]) -> bool:
    """Whether an answer would be the same again."""
    missing = (*kept.missing, *context.missing(query), *lacking(query, {}, thresholds))
    if missing or (kept.version, kept.as_of) != (query.version, context.as_of):
        return False
    # A finding's sentence says where a unit is whose name another one has, whatever the query reads of them.
    counted = mentions(query.population.count) if query.population else frozenset()
    named = mentions(catalog()[NAMESAKES].text) if query.kind == "finding" else frozenset()
    return not meet(changed, mentions(query.text) | counted | named)


@dataclass(frozen=True)
class _Kept:
    """Answers and findings as the graph has them, by query and by finding id."""

    answers: dict[str, dict[str, Any]]
    findings: dict[str, dict[str, Any]]

    @classmethod
    def read(cls, runner: Runner) -> _Kept:
        every = {"query": None}
        return cls(
            {row["query"]: row for row in runner.read(statement("answers/answers"), every).rows},
            {row["finding_id"]: row for row in runner.read(statement("answers/findings"), every).rows},
        )

    def changed_answers(self, answers: Sequence[Answer]) -> list[dict[str, Any]]:
        return [row for row in map(_answer_node, answers) if self.answers.get(row["query"]) != row]

    def differs(self, answers: Sequence[Answer]) -> bool:
        """Whether anything of these queries is not as it is kept; ranks aside, which depend on all queries."""
        if self.changed_answers(answers):
            return True
        asked = {answer.query for answer in answers}
        mine = {name: row for name, row in self.findings.items() if row["query"] in asked}
        found = {row["finding_id"]: row for row in _finding_nodes(answers)}
        return {name: {**row, "rank": 0} for name, row in mine.items()} != {
            name: {**row, "rank": 0} for name, row in found.items()
        }

    def under_new_ids(self, runner: Runner, answers: Sequence[Answer], queries: Mapping[str, Query]) -> _Kept:
        """The same, with the ids that findings have now that what they are about has another id."""
        there = {row["finding_id"] for row in _finding_nodes(answers)}
        called = findings_under_new_ids(
            ((row["query"], row["key"]) for row in self.findings.values()),
            known_aliases(runner).renamed,
            lambda query, key: labels_of(key, queries.get(query)),
            there,
        )
        return replace(self, findings={called.get(name, name): row for name, row in self.findings.items()})

    def change(self, answers: Sequence[Answer], last: set[str]) -> Change | None:
        """What is new and what is gone; what the last queries say of other answers is no finding about the state.

        None where no whole run was kept: nothing at all, or answers whose findings were still to be written.
        """
        if not self.answers or not (self.findings or last <= self.answers.keys()):
            return None
        there = {name: row for name, row in self.findings.items() if row["query"] not in last}
        found = {row["finding_id"]: row for row in _finding_nodes(answers) if row["query"] not in last}
        new = [row for name, row in found.items() if name not in there]
        changed = [row for name, row in found.items() if name in there and _said(row) != _said(there[name])]
        answered = {query for query, row in self.answers.items() if row["evaluable"]}
        return Change(
            _by_rule(new),
            _by_rule([row for name, row in there.items() if name not in found]),
            _by_rule(changed),
            len(found) - len(new) - len(changed),
            sum(row["query"] not in answered for row in new),
            _by_rule([row for name, row in found.items() if _is_critical(row) and not _is_critical(there.get(name))]),
        )

    def begin(self, answers: Sequence[Answer], last: set[str]) -> list[tuple[str, dict[str, Any]]]:
        """What goes before the findings.

        Until they are written too, what the last queries said is gone: a run that was cut off in between is seen to be
        unfinished.
        """
        return [
            *_batches("answers/sweep_answers", "queries", sorted(last & self.answers.keys())),
            *_batches("answers/write_answers", "rows", self.changed_answers(answers)),
        ]

    def statements(self, answers: Sequence[Answer]) -> list[tuple[str, dict[str, Any]]]:
        """What makes the graph say exactly this; empty where it does already."""
        found = _finding_nodes(answers)
        return [
            *_batches("answers/sweep_answers", "queries", sorted(self.answers.keys() - {one.query for one in answers})),
            *_batches("answers/write_answers", "rows", self.changed_answers(answers)),
            *_batches(
                "answers/sweep_findings",
                "findings",
                sorted(self.findings.keys() - {row["finding_id"] for row in found}),
            ),
            *_batches(
                "answers/write_findings", "rows", [row for row in found if self.findings.get(row["finding_id"]) != row]
            ),
        ]


def _is_critical(row: dict[str, Any] | None) -> bool:
    return row is not None and row["severity"] == SEVERITIES[0] and not row["cause"]


def _said(row: dict[str, Any]) -> tuple[Any, ...]:
    """What a reader of a finding is told."""
    return tuple(row[name] for name in ("severity", "sentence", "buildings"))


def _by_rule(rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    return dict(sorted(Counter(row["rule"] for row in rows).items()))


def _batches(name: str, param: str, rows: list[Any]) -> list[tuple[str, dict[str, Any]]]:
    """A statement over rows, a batch at a time; none where there are no rows."""
    return [(statement(name), {param: rows[start : start + _BATCH]}) for start in range(0, len(rows), _BATCH)]


def _answer_node(answer: Answer) -> dict[str, Any]:
    content = to_json([row.values for row in answer.rows]) if answer.kind != "finding" and answer.evaluable else None
    return {
        "query": answer.query,
        "rule": answer.rule,
        "title": answer.title,
        "kind": answer.kind,
        "version": answer.version,
        "load": answer.load,
        "as_of": answer.as_of,
        "evaluable": answer.evaluable,
        "missing": list(answer.missing),
        "rows": len(answer.rows),
        "population": answer.population,
        "basis": answer.basis,
        "content": content,
    }


def _finding_nodes(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """All findings in their order over all queries."""
    return [
        {
            "finding_id": finding_id(answer.query, row.key),
            "query": answer.query,
            "rule": answer.rule,
            "ids": list(row.ids),
            "key": row.key,
            "severity": row.severity,
            "buildings": row.buildings,
            "sentence": row.sentence,
            "cause": row.cause,
            "rank": place,
            "content": to_json(row.values),
        }
        for place, (answer, row) in enumerate(ordered(answers), start=1)
    ]
