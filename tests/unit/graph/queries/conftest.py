"""Queries that several files ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.queries.catalog import Catalog, Query
from tests.support.fake_answers import HEADER, RANGES, make_query


@pytest.fixture
def ranges(tmp_path: Path) -> Query:
    return make_query(tmp_path, header=HEADER + RANGES)


@pytest.fixture
def queries(tmp_path: Path) -> Catalog:
    first = make_query(tmp_path, name="s01_x")
    last = make_query(tmp_path, name="d06_y", header=HEADER.replace("[scope]", "[answers]").replace("high", "info"))
    return Catalog([first, last])
