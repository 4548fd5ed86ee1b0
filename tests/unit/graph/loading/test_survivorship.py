"""Several sources on one node: the result does not depend on the order in which they came."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph.loading.survivorship import Claims, dump, parse, settle
from graph.model.cypher_builder import node_columns

DAYS = st.dates(date(2020, 1, 1), date(2027, 1, 1))
TEXT = st.none() | st.text(max_size=5)
PERSON = st.tuples(  # name, email, job_title, employed_fte, hired, left, address_key, name_key, email_key
    *[TEXT] * 3, st.none() | st.floats(0, 1.5), st.none() | DAYS, st.none() | DAYS, *[TEXT] * 3
).map(list)
CLAIMS = st.dictionaries(st.sampled_from(["hr", "survey", "payroll"]), st.tuples(DAYS, PERSON), min_size=1)


@given(CLAIMS)
def test_claims_come_back_as_they_were_kept(said: Claims) -> None:
    assert len(node_columns("Person")) == 9
    kept = dump("Person", said)
    assert (kept is None) == (len(said) == 1)
    (_, (stated, _)) = max(said.items(), key=lambda claim: claim[1][0])
    assert parse("Person", kept, sorted(said), stated, settle(said)) == said


def test_claims_of_an_older_version_lack_what_came_later() -> None:
    kept = '{"hr":["2026-01-01",["Ann",null,null,1.0,null,null]],"log":["2026-02-01",[null,null,null,null,null,null]]}'
    said = parse("Person", kept, ["hr", "log"], date(2026, 2, 1), [])
    assert said["hr"][1] == ["Ann", None, None, 1.0, *[None] * 5]


@given(CLAIMS)
def test_the_order_of_sources_does_not_matter(said: Claims) -> None:
    results = [settle(dict(order)) for order in permutations(said.items())]
    assert all(result == results[0] for result in results)


def test_the_latest_word_that_is_not_blank_counts() -> None:
    old: list[Any] = ["Ann", None, "Coach", 1.0, None, None, None]
    new: list[Any] = ["Anna", None, None, 0.5, None, None, None]
    said = {"hr": (date(2026, 1, 1), old), "survey": (date(2026, 2, 1), new)}
    assert settle(said) == ["Anna", None, "Coach", 0.5, None, None, None]
    same_day = {"hr": (date(2026, 1, 1), old), "survey": (date(2026, 1, 1), new)}
    assert settle(same_day)[0] == "Anna", "of two sources with the same date the later name counts"
