"""The guard for users' own Cypher: read-only, one statement, bounded in time, memory and rows.

Neo4j Community has no read-only users, and a READ session still allows LOAD CSV, procedures and SHOW. What is judged is
what is sent: the text made of the statement's tokens, comments left out. First by its tokens, which costs the server
nothing, then by the type and the operators of the plan that EXPLAIN returns without running anything.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from graph.errors import QueryError
from graph.queries.clauses import Fault, faults
from graph.queries.statement_limits import MAX_CHARACTERS, excesses
from graph.queries.tokens import Token, parameters, plain, tokens
from graph.queries.warnings import plan_warnings
from graph.relay import Bounds
from graph.runner import Own, Params, Plan, Result

MAX_ROWS = 10_000
MAX_BYTES = 20_000_000
MAX_ROW_BYTES = 1_000_000
MAX_VALUES = 1_000_000
MAX_ESTIMATE = 1e12
TIMEOUT = 30.0

BOUNDS = f"{TIMEOUT:.0f} seconds, {MAX_ROWS:,} rows, {MAX_BYTES / 1e6:.0f} MB ({MAX_ROW_BYTES / 1e6:.0f} MB a row)"
"""The bounds of an answer in words; those of a statement are in `statement_limits.LIMITS`."""

# Every operator that only reads the graph or works on rows. All others are rejected: everything that writes or
# changes the schema, LoadCSV, ProcedureCall, and all of SHOW and TERMINATE.
_READING = """
    AllNodesScan AllShortestPaths AntiConditionalApply AntiSemiApply Apply Argument ArgumentTracker AssertSameNode
    AssertSameRelationship BFSPruningVarLengthExpand BidirectionalRepeat CacheProperties CartesianProduct
    ConditionalApply DirectedAllRelationshipsScan DirectedRelationshipByElementIdSeek DirectedRelationshipByIdSeek
    DirectedRelationshipIndexContainsScan DirectedRelationshipIndexEndsWithScan DirectedRelationshipIndexScan
    DirectedRelationshipIndexSeek DirectedRelationshipIndexSeekByRange DirectedRelationshipTypeScan
    DirectedUnionRelationshipTypesScan Distinct Eager EagerAggregation EmptyResult EmptyRow ExhaustiveLimit Expand
    Filter
    IntersectionNodeByLabelsScan LeftOuterHashJoin LetAntiSemiApply LetSelectOrAntiSemiApply LetSelectOrSemiApply
    LetSemiApply Limit MultiNodeIndexSeek NodeByElementIdSeek NodeByIdSeek NodeByLabelScan NodeCountFromCountStore
    NodeHashJoin NodeIndexContainsScan NodeIndexEndsWithScan NodeIndexScan NodeIndexSeek NodeIndexSeekByRange
    NodeLeftOuterHashJoin NodeRightOuterHashJoin NodeUniqueIndexSeek NodeUniqueIndexSeekByRange NullifyMetadata Optional
    OptionalExpand OrderedAggregation OrderedDistinct OrderedUnion PartialSort PartialTop PartitionedAllNodesScan
    PartitionedNodeByLabelScan PartitionedUnwind PathPropagatingBFS ProduceResults ProjectEndpoints Projection
    RelationshipCountFromCountStore RepeatTrail Repeat RightOuterHashJoin RollUpApply SelectOrAntiSemiApply
    SelectOrSemiApply SemiApply ShortestPath Skip Sort StatefulShortestPath SubtractionNodeByLabelsScan Top Top1WithTies
    TriadicBuild TriadicFilter TriadicSelection UndirectedAllRelationshipsScan UndirectedRelationshipByElementIdSeek
    UndirectedRelationshipByIdSeek UndirectedRelationshipIndexContainsScan UndirectedRelationshipIndexEndsWithScan
    UndirectedRelationshipIndexScan UndirectedRelationshipIndexSeek UndirectedRelationshipIndexSeekByRange
    UndirectedRelationshipTypeScan UndirectedUnionRelationshipTypesScan Union UnionNodeByLabelsScan Unwind
    ValueHashJoin VarLengthExpand
"""
READING = frozenset(_READING.split())


class Reader(Protocol):
    """The part of the graph connection that the guard needs."""

    def bounded(self, bounds: Bounds) -> AbstractContextManager[Own]:
        """A line for one user's query; when it is over, the query is too."""
        ...


@dataclass(frozen=True)
class Statement:
    """A statement that passed by its tokens.

    Attributes:
        text: What is sent: without comments and the semicolon at the end, everything else in its place.
        params: Names of its parameters.
    """

    text: str
    params: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """The result of a user's query.

    Attributes:
        cut: There was more than the bounds allow; the rest is left out.
        warnings: A sentence for each name in the statement that is nowhere in the graph.
    """

    result: Result
    cut: bool
    warnings: tuple[str, ...] = ()


def run_own(text: str, reader: Reader, params: Params | None = None, *, timeout: float = TIMEOUT) -> Found:
    """Run a user's statement if it is read-only.

    Args:
        text: One statement; comments and a semicolon at the end are allowed.
        reader: The graph.
        params: Values of its parameters.
        timeout: Seconds for planning and running together.

    Raises:
        QueryError: The text, a value or the plan is rejected, or the server rejects or stops it.
        ServerError: The server can't be reached.
    """
    statement = checked(text)
    for name, value in (params or {}).items():
        if _is_too_large(value):
            raise QueryError(f"${name} is too large for a 64-bit integer.", "Use a smaller number, or text.")
    with reader.bounded(Bounds(timeout, MAX_BYTES, MAX_ROW_BYTES)) as own:
        plan = own.explain(statement.text, params)
        _check_plan(plan)
        answered = own.some(statement.text, params, rows=MAX_ROWS, values=MAX_VALUES)
    return Found(answered.result, cut=answered.cut, warnings=plan_warnings(plan))


def _is_too_large(value: object) -> bool:
    """Whether a value contains a number that is too large for a 64-bit integer."""
    if isinstance(value, dict | list):
        return any(map(_is_too_large, value.values() if isinstance(value, dict) else value))
    return isinstance(value, int) and not -(2**63) <= value < 2**63


def checked(text: str) -> Statement:
    """The statement as it is sent, if its tokens pass.

    Raises:
        QueryError: It does not pass; gives the reason and the fix.
    """
    _raise_first(_faults_of_text(text))
    found = tokens(text)
    if found and found[-1].text == ";":
        found = found[:-1]
    # In this order, because what is too long should not be judged further.
    _raise_first(_faults_of_form(found))
    _raise_first(excesses(found))
    _raise_first(faults(found))
    return Statement(plain(text, found), parameters(found))


def _raise_first(found: Iterator[Fault]) -> None:
    for reason, fix in found:
        raise QueryError(f"This query was rejected: {reason}.", fix)


def _faults_of_text(text: str) -> Iterator[Fault]:
    if len(text) > MAX_CHARACTERS:
        yield f"it has {len(text):,} characters", f"Shorten it to at most {MAX_CHARACTERS:,}."
    elif "\\u" in text or "\\U" in text:  # decoded by the server before it looks for tokens
        yield r"it contains a \u escape", "Write the character itself."
    odd = next((mark for mark in text if unicodedata.category(mark) in ("Cc", "Cf") and mark not in "\n\r\t"), None)
    if odd is not None:
        yield f"it contains the invisible character U+{ord(odd):04X}", "Remove it."


def _faults_of_form(found: tuple[Token, ...]) -> Iterator[Fault]:
    if not found:
        yield "it is empty", "Write a statement such as MATCH (t:Team) RETURN count(t) AS teams."
    if any(token.text == ";" for token in found):
        yield "it has more than one statement", "Run one statement at a time."


def _check_plan(plan: Plan) -> None:
    if plan.query_type != "r":
        raise QueryError("This query was rejected: the server's plan is not read-only.", "Use MATCH and RETURN.")
    for operator in plan.operators:
        if operator.split("(")[0] not in READING:
            raise QueryError(
                f"This query was rejected: the server's plan has the step {operator}.", "Use MATCH and RETURN."
            )
    if plan.estimated > MAX_ESTIMATE:
        raise QueryError(
            f"This query was rejected: the server expects {plan.estimated:,.0f} rows on the way.",
            "Join its patterns by a relationship or a property, or start from one unit.",
        )
