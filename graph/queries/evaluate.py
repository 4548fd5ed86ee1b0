"""Run one query: whether it can be answered, with which parameters, and what its rows mean."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.errors import LooplineError, QueryError, UsageError
from graph.model.cypher_builder import statement
from graph.model.vocabulary import SEVERITIES
from graph.profile.places import LACKS
from graph.profile.profile import Profile
from graph.profile.recorded import recorded_profile
from graph.queries.catalog import Query
from graph.queries.namesakes import Namesakes
from graph.queries.query_header import AS_OF
from graph.queries.severity import CRITICAL_FROM, severity_of
from graph.queries.values import fits
from graph.runner import Result, Runner
from graph.wording import say_count, say_list, say_number

# Marks a query that reads the answers of others; not a derivation step.
ANSWERS = "answers"
# Marks a query that compares with how links stood at an earlier date; not a derivation step.
HISTORY = "history"
NO_HISTORY = "an earlier load to compare with"


@dataclass(frozen=True)
class Context:
    """What is in the graph: decides whether a query can be answered, and as of when.

    Attributes:
        load: Id of the last published load; None if nothing has been loaded yet.
        as_of: Latest as-of date of the published loads.
        sheets: Sheets in a published load, with or without rows.
        ran: Steps that have run since the last load.
        basis: By step, which contact it counted; steps that count none are left out.
        names: Units whose name is not theirs alone.
    """

    load: str | None
    as_of: date | None
    sheets: frozenset[str] = frozenset()
    ran: frozenset[str] = frozenset()
    basis: Mapping[str, str] = field(default_factory=dict)
    names: Namesakes = field(default_factory=Namesakes)

    @classmethod
    def read(cls, runner: Runner) -> Context:
        """Read it from the graph."""
        found = runner.read(statement("answers/context")).rows[0]
        load = found["load"]
        ran = {step for step, of, _ in found["steps"] if of == load}
        if load in found["answered"]:
            ran.add(ANSWERS)
        if found["history"]:
            ran.add(HISTORY)
        return cls(
            load,
            found["as_of"],
            frozenset(found["sheets"]),
            frozenset(ran),
            {step: basis for step, _, basis in found["steps"] if basis},
            Namesakes.read(runner),
        )

    def missing(self, query: Query) -> tuple[str, ...]:
        """What is missing to answer a query, in words; empty when it can be answered."""
        if self.load is None and (query.sheets or query.needs):
            return ("nothing has been loaded yet",)
        reasons = [_missing_sheet(required, self.sheets) for required in query.sheets]
        reasons += [_missing_step(step) for step in query.needs if step not in self.ran]
        return tuple(dict.fromkeys(words for words in reasons if words))

    def counted(self, query: Query) -> str:
        """Which contact the steps that a query needs have counted."""
        return " / ".join(dict.fromkeys(self.basis[step] for step in query.needs if step in self.basis))


def _missing_step(step: str) -> str:
    return NO_HISTORY if step == HISTORY else f"the step {step} has not run since the last load"


def _missing_sheet(required: str | tuple[str, ...], loaded: Collection[str]) -> str:
    names = (required,) if isinstance(required, str) else required
    if any(name in loaded for name in names):
        return ""
    if len(names) == 1:
        return f"the sheet {names[0]} has not been loaded"
    return f"none of the sheets {say_list(names)} has been loaded"


@dataclass(frozen=True)
class Row:
    """One row of an answer.

    Attributes:
        key: Values of the key columns, separated by `|`: what stays the same from load to load.
        values: Every declared column by name, dates as `date`.
        severity: Severity of this row; None for a metric.
        buildings: Number of buildings in scope that are affected.
        effect: Number of buildings that it cuts off, or would if one person left; 0 for a query without an effect.
        origins: What it reports, for findings that follow from it.
        follows: What it follows from.
        cause: Id of the finding at the root of what it follows from; empty if it stands for itself.
    """

    key: str
    values: Mapping[str, Any]
    ids: tuple[str, ...] = ()
    severity: str | None = None
    buildings: int = 0
    sentence: str = ""
    effect: int = 0
    origins: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    cause: str = ""


@dataclass(frozen=True)
class Answer:
    """The answer to a query, or why there is none.

    Attributes:
        version: Version of the query file that was run.
        load: The last published load at that time.
        missing: What is missing, in words; empty when it could be answered.
        population: What the rows are counted against; None if the query names nothing.
        basis: Which contact was counted: period, channel, strength; empty if none was.
    """

    query: str
    rule: str | None
    title: str
    kind: str
    version: str
    load: str | None
    as_of: date | None
    missing: tuple[str, ...] = ()
    rows: tuple[Row, ...] = field(default=())
    population: int | None = None
    basis: str = ""

    @property
    def evaluable(self) -> bool:
        """Whether the question could be answered; if so, no rows is an answer."""
        return not self.missing

    def size(self, of: str = "") -> str:
        """How many rows, out of the population if there is one: `3 of 41 teams`."""
        if self.population is None:
            return say_count(len(self.rows), "row", "rows")
        return f"{say_number(len(self.rows))} of {say_number(self.population)} {of}".strip()

    def records(self) -> list[dict[str, Any]]:
        """The rows for output; a query that can't be answered gives one row that says so."""
        if not self.evaluable:
            return [{"query": self.query, "rule": self.rule, "evaluable": False, "missing": list(self.missing)}]
        if self.kind != "finding":
            return [dict(row.values) for row in self.rows]
        return [self.record(row) for row in self.rows]

    def record(self, row: Row) -> dict[str, Any]:
        """One finding as it is handed out."""
        return {
            "query": self.query,
            "rule": self.rule,
            "ids": list(row.ids),
            "key": row.key,
            "severity": row.severity,
            "buildings": row.buildings,
            "sentence": row.sentence,
            "cause": row.cause,
            **{name: value for name, value in row.values.items() if name not in _ROW_FIELDS},
        }


_ROW_FIELDS = frozenset({"query", "rule", "ids", "key", "severity", "buildings", "sentence", "cause"})


def run(
    query: Query,
    runner: Runner,
    params: Mapping[str, Any] | None = None,
    *,
    profile: Profile | None = None,
    context: Context | None = None,
    thresholds: Mapping[str, Any] | None = None,
) -> Answer:
    """Run one query.

    Args:
        query: A finding, metric or view.
        runner: The graph.
        params: Values that are not taken from the profile or the header; `as_of` among them.
        profile: Gives thresholds; the one that the last load recorded by default.
        context: What is in the graph, if already read.
        thresholds: The profile's parameters at the as-of date, if already computed.

    Raises:
        UsageError: The query does not have such a parameter.
    """
    context = context or Context.read(runner)
    as_of = (params or {}).get(AS_OF) or context.as_of
    head = (query.id, query.rule, query.title, query.kind, query.version, context.load, as_of)
    _check_known(query, params or {})
    if thresholds is None and (query.effect or any(param.threshold for param in query.params.values())):
        thresholds = (profile or recorded_profile(runner)).parameters(as_of)
    missing = (*context.missing(query), *lacking(query, params or {}, thresholds or {}))
    if missing:
        return Answer(*head, missing)
    values = parameters(query, as_of, profile, params, thresholds)
    result = runner.read(query.text, values)
    population = None
    if query.population:
        counted = runner.read(query.population.count, values).rows
        population = int(next(iter(counted[0].values()))) if counted else 0
    rows = tuple(rows_of(query, result, (thresholds or {}).get(CRITICAL_FROM), context.names))
    return Answer(*head, rows=rows, population=population, basis=context.counted(query))


def parameters(
    query: Query,
    as_of: date | None,
    profile: Profile | None = None,
    given: Mapping[str, Any] | None = None,
    thresholds: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Values of all parameters: those given, or else the profile's threshold, or else the header's default.

    Raises:
        UsageError: The query does not have such a parameter.
        ValueError: The query takes values from the profile, and neither it nor its parameters are given.
        LooplineError: The profile lacks a threshold that the query names.
    """
    given = given or {}
    _check_known(query, given)
    values: dict[str, Any] = {AS_OF: as_of}
    if thresholds is None and any(param.threshold and name not in given for name, param in query.params.items()):
        if profile is None:
            raise ValueError(f"{query.id} takes values from a profile, and none is given")
        thresholds = profile.parameters(as_of)
    thresholds = thresholds or {}
    for name, param in query.params.items():
        if name in given:
            values[name] = given[name]
        elif param.threshold is None or (param.threshold.endswith("_before") and as_of is None):
            values[name] = param.default
        elif param.threshold in thresholds or param.optional:
            values[name] = thresholds.get(param.threshold)
        else:
            raise LooplineError(
                f"{query.file} can't be answered: {_say_lack(param.threshold)}.",
                "Add it to the profile; a threshold needs value, source and help.",
            )
    return values


def lacking(query: Query, given: Mapping[str, Any], thresholds: Mapping[str, Any]) -> tuple[str, ...]:
    """What the profile lacks for a query, in words; empty if nothing is missing.

    Args:
        query: The query.
        given: Values that are not taken from the profile.
        thresholds: The profile's parameters.
    """
    names = [param.threshold for name, param in query.params.items() if name not in given and not param.optional]
    names += [CRITICAL_FROM] if query.effect else []
    return tuple(
        dict.fromkeys(_say_lack(name) for name in names if name and name.removesuffix("_before") not in thresholds)
    )


def _say_lack(name: str) -> str:
    if name in LACKS:
        return f"the profile has no {LACKS[name]}"
    return f"the profile has no threshold {name.removesuffix('_before')}"


def _check_known(query: Query, given: Mapping[str, Any]) -> None:
    unknown = set(given) - set(query.params) - {AS_OF}
    if unknown:
        name = min(unknown)
        known = [*query.params, AS_OF]
        said = f"Its parameters are {say_list(known)}." if len(known) > 1 else f"Its parameter is {AS_OF}."
        raise UsageError(f"The query {query.id} has no parameter {name!r}.", said)


def rows_of(
    query: Query, result: Result, critical_from: int | None = None, names: Namesakes | None = None
) -> list[Row]:
    """A result's rows in their order: a finding's by severity, buildings and ids; any other as the query gives them.

    If two rows have the same key (two sources disagree about one subject), the first is kept.

    Args:
        query: The query.
        result: What the server returned.
        critical_from: The profile's threshold for severity by effect.
        names: Units whose name is not theirs alone.
    """
    rows = [row_of(query, values, critical_from, names) for values in result.rows]
    if query.kind == "finding":
        rows.sort(key=rank)
    return list({row.key: row for row in reversed(rows)}.values())[::-1]


def row_of(
    query: Query, values: Mapping[str, Any], critical_from: int | None = None, names: Namesakes | None = None
) -> Row:
    """One row with its key, severity and sentence.

    Raises:
        QueryError: The row does not match what the header declares.
    """
    for column in query.columns:
        value = values.get(column.name)
        if column.name not in values or not (value is None or fits(value, column.type)):
            raise QueryError(
                f"{query.file}: column {column.name} is declared as {column.type} but holds {type(value).__name__}.",
                "Correct the header or the statement.",
            )
    key = "|".join("" if values[name] is None else str(values[name]) for name in query.keys)
    sentence = query.template.render(values) if query.sentence else ""
    if query.kind != "finding":
        return Row(key, values, sentence=sentence)
    sentence = (names or Namesakes()).placed(sentence, values["ids"])
    # Their order means nothing and is the server's own: the same facts, loaded in another order, give the same finding.
    values = {**values, **{name: sorted(values[name]) for name in ("origins", "follows") if values.get(name)}}
    return finding_row(query, key, values, severity_of(query, values, critical_from), sentence)


def finding_row(query: Query, key: str, values: Mapping[str, Any], severity: str | None, sentence: str) -> Row:
    """A row of a finding, with what its columns say of effect and causes."""
    ids = tuple(dict.fromkeys(values["ids"]))
    effect = (values[query.effect] or 0) if query.effect else 0
    origins, follows = (tuple(values.get(name) or ()) for name in ("origins", "follows"))
    return Row(key, values, ids, severity, values["buildings"] or 0, sentence, effect, origins, follows)


def rank(row: Row) -> tuple[int, int, int, tuple[str, ...], str]:
    """Sort key of a finding: severity, buildings that it costs, affected buildings (at least 1), ids."""
    return (SEVERITIES.index(row.severity or "info"), -row.effect, -max(row.buildings, 1), row.ids, row.key)


def to_json(values: Any, *, indent: int | None = None) -> str:  # noqa: ANN401 - rows of any shape
    """JSON with dates as ISO text; equal values give equal text."""
    return json.dumps(values, ensure_ascii=False, indent=indent, default=_iso, sort_keys=indent is None)


def from_json(query: Query, values: Mapping[str, Any]) -> dict[str, Any]:
    """A row's columns from JSON in their declared order, dates as `date`."""
    return {
        column.name: date.fromisoformat(values[column.name])
        if column.type == "date" and values[column.name] is not None
        else values[column.name]
        for column in query.columns
    }


def _iso(value: Any) -> str:  # noqa: ANN401 - json's own signature
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} can't be written as JSON")
