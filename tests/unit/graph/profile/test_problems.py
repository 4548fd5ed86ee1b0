"""All problems of a profile file at once: line, field, what is wrong and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import LooplineError
from graph.profile.problems import Problem, problems_of
from graph.profile.profile import FOLDER, Profile, available

WRONG = """\
name: my_field
title: My field
colour: blue
tiers:
  - {lvel: state, one: state, many: states, implementation: SIT}
  - {level: region, one: region, many: regions, implementation: RTI}
  - {level: distrct, one: district, many: districts, implementation: DIT}
team_types:
  - {type: SIT, level: state, kind: implementation, name: state team}
  - {type: RIT, level: region, kind: implmentation, name: region team}
  - {type: DIT, level: district, kind: implementation, name: region team}
pairs:
  - {kind: SIT-RIT, group: suport, upper: SIT, lower: RIT}
  - {kind: RIT-DIT, group: support, upper: RIT, lower: DTI}
families: {alive: holds, goodwill: weak, stale: week, one_way_down: one_way, one_way_up: one_way, paper: gap,
           missing: gap, starting: starting, cant_tell: cant_tell}
thresholds:
  rhythm_days: {value: 30.5, source: default, help: x}
  coverage_share: {value: 8, source: default, help: x}
  window_days: {value: "180", source: default, help: x}
  stale_factor: {value: 1.5, source: default, help: x}
  paper_factor: {value: 3, source: default, help: x}
  collected_share: {value: 0.5, source: default, help: x}
  meeting_max: {value: 25, source: default, help: x}
  spof_buildings: {value: 5, source: default, help: x}
  small_staff: {value: 30, source: default, help: x}
"""


def found(tmp_path: Path, text: str) -> list[Problem]:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return problems_of(path)


@pytest.mark.parametrize("name", available())
def test_a_shipped_profile_has_no_problem(name: str) -> None:
    assert problems_of(FOLDER / f"{name}.yaml") == []


def test_every_problem_is_told_with_its_line_and_nothing_that_only_follows_from_one(tmp_path: Path) -> None:
    told = {(each.line, each.field): each for each in found(tmp_path, WRONG)}
    assert list(told) == [
        (3, "colour"),
        (5, "tiers.0.level"),
        (5, "tiers.0.lvel"),
        (6, "tiers.region.implementation"),
        (7, "tiers"),
        (10, "team_types.RIT"),
        (11, "team_types.DIT"),
        (13, "pairs.0.group"),
        (14, "pairs.RIT-DIT.lower"),
        (15, "families.stale"),
        (17, "thresholds"),
        (18, "thresholds.rhythm_days"),
        (19, "thresholds.coverage_share"),
        (20, "thresholds.window_days.value"),
    ]
    assert told[5, "tiers.0.lvel"].problem == "unknown field 'lvel'; did you mean 'level'?"
    assert told[6, "tiers.region.implementation"].problem == "unknown team type 'RTI'; did you mean 'RIT'?"
    assert told[7, "tiers"].problem == "unknown level 'distrct'; did you mean 'district'?"
    assert told[11, "team_types.DIT"].problem == "the name 'region team' already belongs to the type RIT."
    assert told[17, "thresholds"].problem == "the threshold small_buildings is missing."
    assert all(each.fix.endswith(".") for each in told.values())


def test_a_profile_with_problems_is_refused_by_the_loader_too(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(WRONG, encoding="utf-8")
    with pytest.raises(LooplineError):
        Profile.load(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("upper: SIT, lower: RIT}", "upper: SIT, lower: SIT}", "must run down, and state is not above state."),
        ("group: leadership, upper: SMT, lower: SIT", "group: leadership, upper: SMT, lower: DIT", "must stay within"),
        ("type: SMT,", "type: SIT,", "the type 'SIT' appears twice."),
        ("kind: DIT-BIT", "kind: RIT-DIT", "the kind 'RIT-DIT' appears twice."),
        ("one: building, ", "", "the field is missing."),
        ('from: "06-15"', 'from: "06-31"', "06-31 is not a day of the year."),
        ("goodwill: weak", "godwill: weak", "the state goodwill is missing."),
    ],
)
def test_one_slip_in_a_shipped_profile_is_found(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (FOLDER / "education.yaml").read_text(encoding="utf-8")
    assert old in text
    told = found(tmp_path, text.replace(old, new, 1))
    assert any(said in each.problem for each in told), told


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("name: a\nname: b\n", 2, "The key 'name' appears twice."),
        ("name: [\n", 2, "This is not valid YAML"),
        ("- just\n- a list\n", None, "The file holds no fields."),
        ("", None, "The file holds no fields."),
        ("tiers: 7\nteam_types: x\npairs: {}\nfamilies: []\nthresholds: 3\n", 1, "expected a list, found 7."),
    ],
)
def test_a_file_that_is_no_profile_at_all(tmp_path: Path, text: str, line: int | None, said: str) -> None:
    told = found(tmp_path, text)
    assert any(said in each.problem and each.line == line for each in told), told
