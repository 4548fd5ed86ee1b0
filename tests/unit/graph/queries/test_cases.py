"""Every query that a person reads has its case file, without a server: the rows themselves are checked on one."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model.cypher_builder import CYPHER
from graph.profile.profile import Profile
from graph.queries.catalog import Query, catalog
from graph.queries.evaluate import parameters
from graph.queries.query_header import READS
from tests.cases import FOLDER, NAMES, Case, all_cases, read_cases

EDUCATION = Profile.load("education")
FILES = [path for folder in ("findings", "metrics", "views") for path in sorted((CYPHER / folder).glob("*.cypher"))]
# Columns that every row of a finding has, whatever its header declares.
_OF_A_FINDING = {"severity", "ids", "buildings"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_query_file_has_its_three_cases(path: Path) -> None:
    cases = FOLDER / f"{path.stem}.yaml"
    assert cases.exists(), f"{path.parent.name}/{path.name} has no case file: write tests/cases/{cases.name}"
    assert set(read_cases(cases)) >= set(NAMES), f"tests/cases/{cases.name} needs {', '.join(NAMES)}"


def test_every_case_file_is_of_a_query() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {path.stem for path in FILES}
    assert {path.stem for path in FILES} == {query.id for query in catalog().values() if query.kind in READS}


@pytest.mark.parametrize("case", list(all_cases()), ids=lambda case: f"{case.query}-{case.name}")
def test_a_case_names_what_its_query_has(case: Case) -> None:
    query = catalog()[case.query]
    assert set(parameters(query, case.as_of, EDUCATION, case.params)) >= set(case.params)
    for expected in case.expect:
        assert set(expected) <= _columns(query)
    if case.name == "fires":
        assert case.expect


def _columns(query: Query) -> set[str]:
    own = _OF_A_FINDING if query.kind == "finding" else set()
    return {column.name for column in query.columns} | own
