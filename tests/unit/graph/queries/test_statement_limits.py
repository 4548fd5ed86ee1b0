from __future__ import annotations

import time

import pytest

from graph.queries.catalog import catalog
from graph.queries.query_header import READS
from graph.queries.statement_limits import MAX_DEPTH, MAX_IN_MATCH, MAX_RANGE, MAX_TOKENS, excesses
from graph.queries.tokens import tokens
from tests.support.own_queries import BUSY, LARGE, honest, shapes


def reasons(text: str) -> list[str]:
    return [reason for reason, _ in excesses(tokens(text))]


@pytest.mark.parametrize("name", [name for name in shapes() if name != "long"])
def test_shapes_are_beyond_a_limit(name: str) -> None:
    found = list(excesses(tokens(shapes()[name])))
    assert found
    assert all(reason and fix.endswith(".") for reason, fix in found)


@pytest.mark.parametrize("text", [*honest(), *BUSY.values(), *LARGE.values()])
def test_honest_and_short_statements_are_within(text: str) -> None:
    assert reasons(text) == []


def test_shipped_queries_are_within() -> None:
    assert {
        query.id: reasons(query.text) for query in catalog().values() if query.kind in READS and reasons(query.text)
    } == {}


def test_the_limits_themselves_are_allowed() -> None:
    assert reasons("RETURN " + "(" * MAX_DEPTH + "1" + ")" * MAX_DEPTH) == []
    assert reasons("MATCH " + "--".join(["()"] * (MAX_IN_MATCH + 1)) + " RETURN 1") == []
    assert reasons("MATCH " + "--".join(["()"] * (MAX_IN_MATCH + 2)) + " RETURN 1") != []
    assert reasons(f"UNWIND range(1, {MAX_RANGE}) AS x RETURN x") == []
    assert reasons("RETURN " + "+".join(["1"] * (MAX_TOKENS // 2))) == []


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("range(1, 10_000_000)", "10,000,000"),
        ("range(0x1, 0x989680)", "10,000,000"),
        ("range(10000000, 1, -1)", "10,000,000"),
        ("RANGE /* x */ (-5000000, 4999999)", "10,000,000"),
        ("range(1, 99999999999999999999999999)", "more than"),
        ("range(1, 1000) + range(1, 1001) + range(1, 1000)", "1,001,000,000"),
    ],
)
def test_ranges_are_counted_however_they_are_written(text: str, size: str) -> None:
    assert any(size in reason for reason in reasons(f"RETURN {text} AS x"))


@pytest.mark.parametrize(
    "text",
    [
        "range(1, size(xs))",
        "range(5, 1)",
        "range(1, 1000000, 10)",
        "range(1, $n)",
        "range (1)",
        "t.range",
        "range(1, 10, 0)",
    ],
)
def test_other_ranges_are_let_through(text: str) -> None:
    assert reasons(f"WITH [1] AS xs MATCH (t) RETURN {text} AS x") == []


@pytest.mark.parametrize(
    ("step", "doubles"),
    [
        ("s + s", True),
        ("s + '-' + s", True),
        ("[s, s]", True),
        ("replace(s, 'x', s)", True),
        ("s + x", False),
        ("s + t.s", False),
        ("CASE WHEN x > s THEN x ELSE s END", False),
    ],
)
def test_a_reduce_that_doubles_is_refused(step: str, doubles: bool) -> None:
    assert bool(reasons(f"MATCH (t) RETURN reduce(s = 'x', x IN [1, 2] | {step}) AS x, 's' AS s")) is doubles


@pytest.mark.parametrize("piece", ["reduce(a=", "range(1,", "a|a", "(", ")-[", "match ", "reduce(a=a|"])
def test_no_statement_takes_long(piece: str) -> None:
    found = tokens(piece * (19_000 // len(piece)))
    began = time.process_time()
    list(excesses(found))
    assert time.process_time() - began < 1
