"""What was added to generated states later: zones, assessments, and defects that leave the places of others alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from loaders.generator import Options, make
from loaders.generator.extras import extra_sheets
from loaders.generator.planting import defects
from loaders.generator.state import Draft
from loaders.generator.structure import unit_rows
from loaders.generator.zones import MOST_BUILDINGS

HEALTHY = Options(districts=24, defects=0)
LATER = frozenset(rule for defect in defects().values() if defect.later for rule in defect.rules)
LINE, FALL = 0.8, 0.1


@pytest.fixture(scope="module")
def healthy() -> Draft:
    return make(HEALTHY)[0]


def assessments(draft: Draft) -> list[dict[str, Any]]:
    columns, rows = next((columns, rows) for name, columns, rows in extra_sheets() if name == "assessments")
    return [dict(zip(columns, row, strict=True)) for row in rows(draft)]


def of_units(draft: Draft) -> Iterator[dict[str, Any]]:
    return (row for row in assessments(draft) if row["unit_id"])


def test_a_healthy_state_has_one_zone_in_a_district_of_fitting_size(healthy: Draft) -> None:
    (zoned,) = (row for row in unit_rows(healthy) if row[-1])
    district = next(unit for unit in healthy.skeleton.districts if unit.unit_id == zoned[0])
    assert 0 < len(district.children) <= MOST_BUILDINGS


def test_a_healthy_state_is_assessed_and_above_the_line(healthy: Draft) -> None:
    rows = list(of_units(healthy))
    units = [healthy.skeleton.state, *healthy.skeleton.regions, *healthy.skeleton.districts]
    begun = {unit.unit_id for unit in units if healthy.implementers(unit).active}
    assert {row["unit_id"] for row in rows} == begun
    assert len({row["assessment_id"] for row in assessments(healthy)}) == len(assessments(healthy))
    assert all(row["score"] >= LINE * row["out_of"] for row in rows)
    totals: dict[str, list[float]] = {}
    for row in sorted(rows, key=lambda each: each["held_on"]):
        if not row["subscale"]:
            totals.setdefault(row["unit_id"], []).append(row["score"] / row["out_of"])
    assert {len(shares) for shares in totals.values()} == {2}
    assert all(before - last <= FALL for before, last in totals.values())


def test_a_region_that_fell_fell_far_enough() -> None:
    draft, _ = make(Options())
    (region,) = (unit_id for unit_id, outcome in draft.assessed.items() if outcome == "lower")
    totals = sorted((row for row in of_units(draft) if row["unit_id"] == region and not row["subscale"]), key=str)
    before, last = (row["score"] / row["out_of"] for row in sorted(totals, key=lambda each: each["held_on"]))
    assert before - last >= FALL


@pytest.mark.parametrize("seed", [1, 41])
def test_later_defects_leave_the_places_of_others_alone(seed: int) -> None:
    drafts = [make(Options(seed=seed, without=without))[0] for without in (LATER, frozenset[str]())]
    for draft in drafts:
        draft.number_people()
    before, after = ({(rule, ids) for rule, ids, _ in draft.key.rows()} for draft in drafts)
    # The island of a state without leaders also has the teams that later defects add.
    assert {(rule, ids) for rule, ids in before - after if rule != "S-22"} == set()
    assert {rule for rule, _ in after - before} >= LATER - {"S-13", "S-14"}


def test_later_defects_give_nobody_else_another_number() -> None:
    few, many = (make(Options(seed=41, without=without))[0] for without in (LATER, frozenset[str]()))
    few.number_people()
    many.number_people()
    numbers = {team.team_id: team.first for team in many.all_teams()}
    assert all(numbers[team.team_id] == team.first for team in few.all_teams())
