"""Severity by effect: what a finding costs today decides, and the profile says from where on it is critical."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.errors import QueryError
from graph.profile.profile import Profile, available
from graph.queries.catalog import QueryFileError, catalog
from graph.queries.evaluate import lacking
from graph.queries.severity import CRITICAL_FROM, severity_of
from tests.support.fake_answers import HEADER, make_query

WITH_EFFECT = HEADER.replace("severity: high", "severity: high\neffect: buildings")


@pytest.mark.parametrize(
    ("cost", "severity"),
    [(None, "medium"), (0, "medium"), (1, "high"), (24, "high"), (25, "critical"), (26, "critical")],
)
def test_severity_by_effect(tmp_path: Path, cost: int | None, severity: str) -> None:
    query = make_query(tmp_path, header=WITH_EFFECT)
    assert severity_of(query, {"buildings": cost}, 25) == severity


@pytest.mark.parametrize(("given", "severity"), [("info", "info"), (None, "critical")])
def test_a_severity_in_the_row_comes_first(tmp_path: Path, given: str | None, severity: str) -> None:
    query = make_query(tmp_path, header=WITH_EFFECT)
    assert severity_of(query, {"buildings": 90, "severity": given}, 25) == severity


def test_without_an_effect_the_header_decides(tmp_path: Path) -> None:
    assert severity_of(make_query(tmp_path), {"buildings": 90}, 25) == "high"


def test_no_effect_never_raises_a_low_severity(tmp_path: Path) -> None:
    query = make_query(tmp_path, header=WITH_EFFECT.replace("severity: high", "severity: low"))
    assert severity_of(query, {"buildings": 0}, 25) == "low"


def test_a_severity_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="'grave' is not a severity"):
        severity_of(make_query(tmp_path), {"severity": "grave"}, 25)


def test_the_column_of_an_effect_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(QueryFileError, match="a finding needs lose of type whole"):
        make_query(tmp_path, header=WITH_EFFECT.replace("effect: buildings", "effect: lose"))


@pytest.mark.parametrize("name", available())
def test_every_profile_says_from_where_on_a_finding_is_critical(name: str) -> None:
    assert Profile.load(name).threshold(CRITICAL_FROM) > 0


def test_a_query_with_an_effect_needs_the_critical_threshold() -> None:
    known: dict[str, Any] = {}
    assert "the profile has no threshold critical_buildings" in lacking(catalog()["f05_silent_link"], {}, known)
