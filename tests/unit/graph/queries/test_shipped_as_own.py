"""Every shipped query passes the gate that users' own queries pass: the console starts from them."""

from __future__ import annotations

import pytest

from graph.queries.catalog import Query, catalog
from graph.queries.query_header import READS
from graph.queries.read_only_guard import checked

SHIPPED = [query for query in catalog().values() if query.kind in READS]


@pytest.mark.parametrize("query", SHIPPED, ids=lambda query: query.id)
def test_the_gate_lets_a_shipped_query_through(query: Query) -> None:
    assert set(checked(query.text).params) <= {*query.params, "as_of"}
