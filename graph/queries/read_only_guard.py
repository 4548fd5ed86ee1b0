"""The guard for users' own Cypher: read-only by the server's plan, one statement, a row cap.

Neo4j Community has no read-only users, and a READ session still allows LOAD CSV, procedures and SHOW; the guard rejects
them by the type and the operators of the plan that EXPLAIN returns without running anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from graph.errors import QueryError
from graph.queries.cypher_text import blank
from graph.queries.warnings import plan_warnings
from graph.runner import Params, Plan, Result
from graph.wording import say_count

MAX_CHARACTERS = 20_000
MAX_ROWS = 10_000
TIMEOUT = 30.0

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
# An expression may have a nested plan that EXPLAIN does not show, so these words are searched for as well.
_WORDS = re.compile(
    r"\b(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|FOREACH|DROP|ALTER|GRANT|DENY|REVOKE|SHOW|TERMINATE|LOAD\s+CSV|"
    r"IN\s+(?:\d+\s+)?(?:CONCURRENT\s+)?TRANSACTIONS)\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"\s*(CYPHER|EXPLAIN|PROFILE|USE)\b", re.IGNORECASE)
_USE = re.compile(r"\bUSE(?:\s*`|\s+[^\W\d])", re.IGNORECASE)
_PROCEDURE = re.compile(r"\bCALL(?:\s*`|\s+[^\W\d])", re.IGNORECASE)
_FUNCTION = re.compile(r"\b([A-Za-z_]\w*)\.(?:\w+\.)*\w+\s*\(")
_FUNCTION_FAMILIES = frozenset(
    {"date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector"}
)


class Reader(Protocol):
    """The part of the graph connection that the guard needs."""

    def explain(self, text: str, params: Params | None = None) -> Plan:
        """Plan a statement without running it."""
        ...

    def read_some(self, text: str, params: Params | None = None, *, rows: int, timeout: float) -> Result:
        """The first rows, in a READ transaction that is always rolled back."""
        ...


@dataclass(frozen=True)
class Found:
    """The result of a user's query.

    Attributes:
        cut: There were more rows than `MAX_ROWS`; the rest is left out.
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
        timeout: Seconds after which the server stops it.

    Raises:
        QueryError: The text, a value or the plan is rejected, or the server rejects or stops it.
    """
    statement = checked(text)
    for name, value in (params or {}).items():
        if _is_too_large(value):
            raise QueryError(f"${name} is too large for a 64-bit integer.", "Use a smaller number, or text.")
    plan = reader.explain(statement, params)
    _check_plan(plan)
    try:
        result = reader.read_some(statement, params, rows=MAX_ROWS + 1, timeout=timeout)
    except QueryError as error:
        if "terminated" in error.message or "timed out" in error.message:
            raise QueryError(
                f"The query was stopped after {say_count(timeout, 'second', 'seconds')}.",
                "Narrow it down: start from one unit, or add a LIMIT.",
            ) from error
        raise
    return Found(
        Result(result.columns, result.rows[:MAX_ROWS]), cut=len(result.rows) > MAX_ROWS, warnings=plan_warnings(plan)
    )


def _is_too_large(value: object) -> bool:
    """Whether a value contains a number that is too large for a 64-bit integer."""
    if isinstance(value, dict | list):
        return any(map(_is_too_large, value.values() if isinstance(value, dict) else value))
    return isinstance(value, int) and not -(2**63) <= value < 2**63


def checked(text: str) -> str:
    """The statement without leading comment lines and final semicolon, if its text passes.

    Raises:
        QueryError: It does not pass; gives the reason and the fix.
    """
    # In this order, because text that is too long should not be searched.
    for faults in (_faults_of_form, _faults_of_words):
        for reason, fix in faults(text):
            raise QueryError(f"This query was rejected: {reason}.", fix)
    return blank_end(text)


def blank_end(text: str) -> str:
    """The text without the semicolon at its end."""
    plain = blank(text).rstrip()
    return text[: len(plain) - 1] if plain.endswith(";") else text


def _faults_of_form(text: str) -> Iterator[tuple[str, str]]:
    if len(text) > MAX_CHARACTERS:
        yield f"it has {len(text):,} characters", f"Shorten it to at most {MAX_CHARACTERS:,}."
        return
    if "\\u" in text or "\\U" in text:
        yield r"it contains a \u escape", "Write the character itself."
    odd = next((mark for mark in text if unicodedata.category(mark) in ("Cc", "Cf") and mark not in "\n\r\t"), None)
    if odd is not None:
        yield f"it contains the invisible character U+{ord(odd):04X}", "Remove it."
    plain = blank(text)
    if not plain.strip(" \n\r\t;"):
        yield "it is empty", "Write a statement such as MATCH (t:Team) RETURN count(t) AS teams."
    if ";" in plain.rstrip().removesuffix(";"):
        yield "it has more than one statement", "Run one statement at a time."


def _squeezed(text: str) -> str:
    """Collapse runs of blanks: thousands would keep a pattern busy for seconds. Line breaks stay: they end comments."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _faults_of_words(text: str) -> Iterator[tuple[str, str]]:
    plain = _squeezed(blank(text))
    if _PREFIX.match(plain) or _USE.search(plain):
        yield (
            "CYPHER, EXPLAIN, PROFILE and USE are not allowed",
            "Begin with MATCH, OPTIONAL MATCH, WITH, UNWIND or RETURN.",
        )
    word = _WORDS.search(plain)
    if word:
        yield f"with {' '.join(word[0].upper().split())}, it is not read-only", "Use MATCH and RETURN."
    if _PROCEDURE.search(plain):
        yield "it calls a procedure", "Use MATCH and RETURN; a subquery in CALL { ... } is allowed."
    for family in _FUNCTION.findall(plain):
        if family.lower() not in _FUNCTION_FAMILIES:
            yield f"it calls a function from {family}", "Use Cypher's own functions."


def _check_plan(plan: Plan) -> None:
    if plan.query_type != "r":
        raise QueryError("This query was rejected: the server's plan is not read-only.", "Use MATCH and RETURN.")
    for operator in plan.operators:
        if operator.split("(")[0] not in READING:
            raise QueryError(
                f"This query was rejected: the server's plan has the step {operator}.", "Use MATCH and RETURN."
            )
