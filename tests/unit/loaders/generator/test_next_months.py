"""The next months of a generated state: the same every time, and each of them whole by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.loading.store import Store
from graph.profile.profile import Profile
from graph.staging.stage import stage
from loaders import sheets
from loaders.generator import Options, generate
from tests.support.memory_graph import MemoryGraph
from tests.support.months import EVENTS, Sheets, next_month, read_sheets, write_sheets

DAY = date(2026, 11, 30)
OWN_IDS = {"meetings": "meeting_id", "barriers": "barrier_id", "collected": "to", "link_checks": "period_end"}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    made = generate(Options(districts=6, regions=2, buildings=30, seed=11, others=0), tmp_path_factory.mktemp("state"))
    return read_sheets(made.folder)


@pytest.fixture(scope="module")
def second(first: Sheets) -> Sheets:
    return next_month(first, 2, DAY)


def ids(of: Sheets, sheet: str, column: str) -> set[str]:
    return {row[column] for row in of[sheet]}


def test_the_same_seed_gives_the_same_month(first: Sheets, second: Sheets) -> None:
    assert next_month(first, 2, DAY) == second
    assert next_month(first, 3, DAY) != second


def test_a_month_alone_is_loaded_whole(second: Sheets, tmp_path: Path) -> None:
    folder = write_sheets(tmp_path / "second", second)
    staged = stage(sheets.read([folder]), Profile.load("education"), Store(MemoryGraph()), DAY)
    assert not staged.problems
    assert all(count.loaded == count.read for count in staged.counts)


def test_what_a_personnel_department_exports(first: Sheets, second: Sheets) -> None:
    people, later = ids(first, "people", "person_id"), ids(second, "people", "person_id")
    assert (len(people - later), len(later - people)) == (len(people) * 3 // 100, len(people - (people - later)) // 100)
    roles = {(row["person_id"], row["role_id"]) for row in first["assignments"]}
    filled = {row["role_id"] for row in second["assignments"] if row["person_id"] in later - people}
    assert filled & {role for person, role in roles if person in people - later}
    units = {row["unit_id"]: row for row in first["units"]}
    (merged,) = units.keys() - ids(second, "units", "unit_id")
    assert units[merged]["level"] == "district"
    gone = {row["team_id"] for row in first["teams"] if row["team_id"] not in ids(second, "teams", "team_id")}
    assert gone > {row["team_id"] for row in first["teams"] if row["unit_id"] == merged} != set()
    names = {row["team_id"]: row["name"] for row in first["teams"]}
    assert sum(names[row["team_id"]] != row["name"] for row in second["teams"]) == 1
    moved = {row["person_id"]: row["unit_id"] for row in first["people"] if row["unit_id"] != merged}
    other = [row for row in second["people"] if moved.get(row["person_id"], row["unit_id"]) != row["unit_id"]]
    assert 1 < len(other) <= len(people) * 2 // 100


@pytest.mark.parametrize("name", EVENTS)
def test_events_are_of_this_month(first: Sheets, second: Sheets, name: str) -> None:
    before = {tuple(row.items()) for row in first[name]}
    assert second[name]
    assert not before & {tuple(row.items()) for row in second[name]}
    if name in OWN_IDS:
        assert not ids(first, name, OWN_IDS[name]) & ids(second, name, OWN_IDS[name])
