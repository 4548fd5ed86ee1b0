from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.queries.clauses import faults
from graph.queries.tokens import tokens
from tests.support.own_queries import CALLS, MANAGES, REACHES, WRITES, honest, hostile


def reasons(text: str) -> list[str]:
    return [reason for reason, _ in faults(tokens(text))]


@pytest.mark.parametrize("text", honest())
def test_honest_statements_have_no_fault(text: str) -> None:
    assert reasons(text) == []


@pytest.mark.parametrize("text", hostile(WRITES))
def test_writing_is_seen(text: str) -> None:
    assert any("not read-only" in reason for reason in reasons(text))


@pytest.mark.parametrize("text", hostile(CALLS))
def test_procedures_are_seen(text: str) -> None:
    assert "it calls a procedure" in reasons(text)


@pytest.mark.parametrize("text", hostile(REACHES))
def test_files_addresses_and_foreign_functions_are_seen(text: str) -> None:
    assert any(reason.startswith(("LOAD CSV", "it calls a function from")) for reason in reasons(text))


@pytest.mark.parametrize("text", [text for text in hostile(MANAGES) if ";" not in text])
def test_what_manages_the_server_is_seen(text: str) -> None:
    assert reasons(text)


@pytest.mark.parametrize(
    "word", ["create", "SET", "delete", "Remove", "show", "start", "stop", "drop", "use", "load", "call"]
)
@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN n.{}",
        "MATCH (n) RETURN n.x AS {}",
        "MATCH (n) WITH n.x AS {} RETURN {} ORDER BY {} DESC LIMIT 3",
        "MATCH ({}:Team) WHERE {}.x = 1 RETURN {}.name",
        "MATCH (n:{}) RETURN n",
        "MATCH (n)-[{}:{}]->(m) RETURN {}.x",
        "RETURN {{{}: 1, x: {{{}: 2}}}} AS x",
        "RETURN [{} IN [1, 2] WHERE {} > 1 | {} + 1] AS x",
        "RETURN ${} + 1 AS x",
        "UNWIND [1] AS {} RETURN -{} * {} AS x",
        "WITH 1 AS {} RETURN CASE WHEN {} = 1 THEN {} ELSE {} END AS x",
        "WITH 1 AS {}, 2 AS b MATCH (n) WHERE n.x IN [{}] RETURN n {{.name, {}: {}}}",
        "RETURN '{}' AS `{}`, \"{} (:X)\" AS x // {} (:X)",
    ],
)
def test_a_word_may_be_a_name(text: str, word: str) -> None:
    assert reasons(text.replace("{}", word).replace("{{", "{").replace("}}", "}")) == []


@pytest.mark.parametrize("name", ["as", "with", "where", "return", "order", "in", "distinct", "case"])
@pytest.mark.parametrize(
    "clause", ["CREATE (:X)", "SET {}.x = 1", "CALL db.labels() YIELD label", "LOAD CSV FROM 'x' AS l"]
)
def test_names_that_are_words_hide_no_clause(name: str, clause: str) -> None:
    assert reasons(f"WITH 1 AS {name} WITH {name} {clause.format(name)} RETURN 1 AS x")


HARMFUL = st.text(max_size=20).map(lambda text: text + " CREATE (:X) CALL db.labels() LOAD CSV FROM 'x' SHOW USERS ")


@given(HARMFUL)
def test_what_is_quoted_is_never_judged(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    named = text.replace("`", "``").replace(".", " ")
    commented = text.replace("\n", " ").replace("\r", " ")
    assert reasons(f"RETURN '{escaped}' AS `{named}` //{commented}\n") == []
    assert reasons(f"RETURN 1 /*{commented.replace('*/', '')} */ AS x") == []


@given(
    st.sampled_from(hostile(WRITES, CALLS, REACHES)),
    st.sampled_from(["/**/", " // x\n", "// x\r", "\t", "\u00a0"]),
    st.booleans(),
)
def test_no_blank_comment_or_case_hides_a_fault(text: str, between: str, low: bool) -> None:
    found = tokens(text)
    again = between.join(token.text.swapcase() if low and token.word else token.text for token in found)
    assert reasons(again)


@pytest.mark.parametrize("piece", ["a.b(", "set ", "call ", "a.", "(", "`a`.", "in transactions ", "} in "])
def test_no_statement_takes_long(piece: str) -> None:
    found = tokens(piece * (19_000 // len(piece)))
    began = time.process_time()
    list(faults(found))
    assert time.process_time() - began < 1
