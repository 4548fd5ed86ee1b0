"""Invented states under each profile: its team types, its words, and no expectation that it can't meet."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml

from graph.errors import UsageError
from graph.profile.profile import FOLDER, Profile, available
from graph.queries.catalog import catalog
from graph.queries.evaluate import lacking
from loaders.generator import Options, generate
from loaders.generator.planting import defects, unanswered

EDUCATION_ONLY = re.compile(r"\b(districts?|schools?|buildings?|superintendents?|principals?)\b", re.IGNORECASE)
# A team whose unit is closed, and one whose type is of another level.
AMISS = ("S-21", "S-23")
STATE = Options(districts=20, seed=3, defects=2)


def sheet(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module", params=available())
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Profile, Path]:
    profile = Profile.load(request.param)
    options = Options(districts=20, seed=3, defects=2, profile=profile.name)
    return profile, generate(options, tmp_path_factory.mktemp("sheets") / profile.name).folder


def test_teams_have_types_of_the_profile_at_the_right_level(made: tuple[Profile, Path]) -> None:
    profile, folder = made
    level = {row["unit_id"]: row["level"] for row in sheet(folder, "units")}
    types = {entry.type: entry for entry in profile.team_types}
    unknown = []
    amiss = {each for row in sheet(folder, "planted") if row["rule"] in AMISS for each in row["ids"].split("|")}
    for row in sheet(folder, "teams"):
        if row["team_id"] in amiss:
            continue
        entry = types.get(row["type"].split("|")[0])
        if entry is None:
            unknown.append(row["type"])
            continue
        assert entry.level == level[row["unit_id"]]
        assert entry.kind == row["kind"]
    planted = [row for row in sheet(folder, "planted") if "is not a type of the profile" in row["because"]]
    assert len(unknown) == len(planted) > 0


def test_every_implementation_and_leadership_type_of_the_line_is_there(made: tuple[Profile, Path]) -> None:
    profile, folder = made
    found = {part for row in sheet(folder, "teams") for part in row["type"].split("|")}
    # The state's leaders are among the planted defects.
    assert set(profile.places["line_teams"]) - found <= {profile.places.get("state_leaders")}


def test_names_are_in_the_profiles_words(made: tuple[Profile, Path]) -> None:
    profile, folder = made
    if profile.name == "education":
        return
    files = ("units", "teams", "roles", "people", "barriers", "innovations", "joint_work", "planted")
    for name in files:
        for row in sheet(folder, name):
            said = " ".join(row.get(column, "") for column in ("name", "title", "job_title", "because"))
            assert not EDUCATION_ONLY.search(said), said
    units = sheet(folder, "units")
    district = profile.level_name("district").title()
    assert all(row["name"].endswith(f" {district}") for row in units if row["level"] == "district")


def test_names_of_child_welfare(tmp_path: Path) -> None:
    folder = generate(Options(districts=4, seed=2, defects=0, profile="child_welfare"), tmp_path / "state").folder
    units = {row["unit_id"]: row for row in sheet(folder, "units")}
    district = next(row for row in units.values() if row["level"] == "district")
    below = [row["name"] for row in units.values() if row["parent_id"] == district["unit_id"]]
    assert set(below) == {f"{district['name']} office {number}" for number in range(1, len(below) + 1)}
    teams = {row["type"]: row["name"] for row in sheet(folder, "teams")}
    assert teams["SST"] == "Sponsor team of State of Tamarack"
    assert teams["OCT"].startswith("CQI team of ")
    titles = {row["title"] for row in sheet(folder, "roles")}
    assert {"Executive sponsor", "County director", "Office manager"} <= titles
    assert "--profile child_welfare" in (folder / "README.txt").read_text(encoding="utf-8")


def test_nothing_is_expected_of_a_rule_that_the_profile_can_t_answer(made: tuple[Profile, Path]) -> None:
    profile, folder = made
    expected = {row["rule"] for row in sheet(folder, "planted")}
    values = profile.parameters(STATE.as_of)
    for query in catalog().of_kind("finding"):
        if lacking(query, {}, values):
            assert query.rule not in expected, query.id
    planted = {rule for defect in defects().values() for rule in defect.rules}
    lacks = {query.rule for query in catalog().of_kind("finding") if lacking(query, {}, values)} & planted
    assert unanswered(profile) == lacks


def test_minimal_expects_most_of_what_education_does(made: tuple[Profile, Path]) -> None:
    profile, folder = made
    expected = {row["rule"] for row in sheet(folder, "planted")}
    # Leaders of their own, and somebody who sits on two teams, are all that it lacks.
    assert len(expected) >= (22 if profile.name == "minimal" else 26), sorted(expected)


def test_the_same_wishes_make_the_same_state(tmp_path: Path) -> None:
    options = Options(districts=4, seed=2, profile="child_welfare")
    one, other = (generate(options, tmp_path / name).folder for name in ("one", "other"))
    for path in one.iterdir():
        assert path.read_bytes() == (other / path.name).read_bytes()


def test_a_profile_with_fewer_levels_is_refused(tmp_path: Path) -> None:
    content = yaml.safe_load((FOLDER / "minimal.yaml").read_text(encoding="utf-8"))
    content["tiers"] = [tier for tier in content["tiers"] if tier["level"] != "region"]
    content["team_types"] = [entry for entry in content["team_types"] if entry["level"] != "region"]
    content["pairs"] = [pair for pair in content["pairs"] if "Division" not in pair["kind"]]
    own = tmp_path / "own.yaml"
    own.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(UsageError, match="no level region"):
        generate(Options(districts=4, profile=str(own)), tmp_path / "state")
