"""The profile: what it answers, and what it refuses, naming file, field and fix."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import LooplineError
from graph.profile.calendar import SchoolCalendar
from graph.profile.profile import FOLDER, Profile, available

EDUCATION = yaml.safe_load((FOLDER / "education.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def profile() -> Profile:
    return Profile.load("education")


def changed(tmp_path: Path, **fields: Any) -> Path:
    content = yaml.safe_load((FOLDER / "education.yaml").read_text(encoding="utf-8"))
    for name, value in fields.items():
        if value is None:
            del content[name]
        else:
            content[name] = value
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", available())
def test_every_shipped_profile_loads_under_its_own_name(name: str) -> None:
    assert Profile.load(name).name == name


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("DIT", ("DIT",)),
        ("dit", ("DIT",)),
        (" District Implementation Team ", ("DIT",)),
        ("district-implementation_team", ("DIT",)),
        ("State Transformation Team", ("SIT",)),
        ("State Transformation Specialists", ("SIT",)),
        ("DIT|DMT", ("DIT", "DMT")),
        ("DIT | dit", ("DIT",)),
        ("DIT|quilting circle", ("DIT", "other")),
        ("quilting circle", ("other",)),
        ("", ("other",)),
        ("|", ("other",)),
    ],
)
def test_a_cell_names_one_or_several_team_types(profile: Profile, text: str, types: tuple[str, ...]) -> None:
    assert profile.team_types_of(text) == types


@pytest.mark.parametrize("name", ["BLT", "DLT", "SLT", "Building Leadership Team"])
def test_acronyms_that_mean_two_things_have_no_alias(profile: Profile, name: str) -> None:
    assert profile.team_types_of(name) == ("other",)


def test_names_in_words(profile: Profile) -> None:
    assert profile.team_name("DIT") == "district implementation team"
    assert profile.team_name("other") == "team"
    assert profile.level_name("school") == "building"
    assert profile.level_name("school", 2) == "buildings"
    assert profile.level_name("office", 2) == "offices"
    assert profile.team_type("RIT").target_outcome == "support_DIT"
    with pytest.raises(LooplineError, match="no team type XIT"):
        profile.team_type("XIT")


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("child_welfare", "county", "district"),
        ("child_welfare", " Counties ", "district"),
        ("child_welfare", "Local Office", "school"),
        ("child_welfare", "office", "office"),
        ("child_welfare", "school", "school"),
        ("minimal", "site", "school"),
        ("education", "building", "school"),
        ("education", "county", "county"),
        ("education", "planet", "planet"),
    ],
)
def test_a_level_is_read_by_its_code_or_by_the_profiles_word(name: str, text: str, code: str) -> None:
    assert Profile.load(name).level_of(text) == code


def test_pairs_in_the_order_of_the_line(profile: Profile) -> None:
    assert [kind for kind, _ in profile.support_levels] == ["SIT-RIT", "RIT-DIT", "SIT-DIT", "DIT-BIT"]
    assert profile.leadership_levels == [("SIT-SMT", "state"), ("DIT-DMT", "district"), ("BIT-BMT", "school")]
    assert Profile.load("minimal").leadership_levels == []


def test_required_pairs_by_level(profile: Profile) -> None:
    def kind(upper: str, lower: str) -> str | None:
        pair = profile.support_pair(upper, lower)
        return pair.kind if pair else None

    assert kind("state", "region") == "SIT-RIT"
    assert kind("region", "district") == "RIT-DIT"
    assert kind("state", "district") == "SIT-DIT"
    assert kind("district", "school") == "DIT-BIT"
    assert kind("region", "school") is None
    assert profile.leadership_pair("region") is None
    assert {pair.kind for level in profile.levels if (pair := profile.leadership_pair(level))} == {
        "SIT-SMT",
        "DIT-DMT",
        "BIT-BMT",
    }


def test_every_threshold_has_a_source_and_is_a_query_parameter(profile: Profile) -> None:
    assert profile.threshold("core_min") == 5
    assert profile.parameters()["spof_buildings"] == 5
    for name, entry in profile.thresholds.items():
        assert entry.source, name
        assert entry.help, name
    with pytest.raises(LooplineError, match="no threshold nonesuch"):
        profile.threshold("nonesuch")


def test_thresholds_in_days_come_as_dates_too(profile: Profile) -> None:
    as_of = date(2026, 5, 3)
    cut = profile.parameters(as_of)["vacant_linking_days_before"]
    assert cut == as_of - timedelta(days=60)
    assert profile.calendar(as_of).since(cut) == 60
    assert profile.calendar(as_of).since(cut - timedelta(days=1)) == 61


def test_another_threshold_is_another_fingerprint(profile: Profile, tmp_path: Path) -> None:
    thresholds = {**EDUCATION["thresholds"], "core_min": {"value": 4, "source": "default", "help": "smaller"}}
    other = Profile.load(changed(tmp_path, thresholds=thresholds))
    assert other.fingerprint != profile.fingerprint
    assert Profile.load("education").fingerprint == profile.fingerprint


def _with(name: str, index: int, **fields: Any) -> list[Any]:
    entries = [dict(entry) for entry in EDUCATION[name]]
    entries[index].update(fields)
    return entries


def _set(name: str, value: float) -> dict[str, Any]:
    return {**EDUCATION["thresholds"], name: {"value": value, "source": "default", "help": "x"}}


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"title": None}, "title: this field is required"),
    ({"colour": "blue"}, "unknown field 'colour'"),
    ({"thresholds": {**EDUCATION["thresholds"], "core_min": {"value": "5", "source": "x", "help": "x"}}}, "core_min"),
    (
        {"thresholds": {**EDUCATION["thresholds"], "core_min": {"value": 5, "source": "", "help": "x"}}},
        "core_min.source",
    ),
    ({"thresholds": {**EDUCATION["thresholds"], "core_min": {"value": -1, "source": "x", "help": "x"}}}, "core_min"),
    (
        {"thresholds": {**EDUCATION["thresholds"], "core_min": {"value": -1.5, "source": "x", "help": "x"}}},
        "-1.5 is too",
    ),
    ({"thresholds": _set("core_min", -1.5)}, "core_min.value: -1.5 is too small"),
    ({"thresholds": _set("core_min", 10**30)}, "thresholds.core_min: 1e.30 is too large"),
    ({"thresholds": _set("coverage_share", 7)}, "thresholds.coverage_share: 7 must be between 0 and 1"),
    ({"thresholds": _set("rhythm_days", 1.5)}, "thresholds.rhythm_days: 1.5 must be a whole number of days"),
    ({"thresholds": _set("core_min", float("nan"))}, "core_min.value: expected a whole number, found nan"),
    ({"thresholds": {"core_min": EDUCATION["thresholds"]["core_min"]}}, "thresholds: .* is missing"),
    ({"families": {**EDUCATION["families"], "alive": "fine"}}, "families.alive: unknown family 'fine'"),
    ({"families": {**EDUCATION["families"], "happy": "holds"}}, "families: unknown state 'happy'"),
    ({"families": {"alive": "holds"}}, "families: the state goodwill is missing"),
    (
        {"breaks": [{"name": "x", "from": "02-30", "to": "03-01", "source": "default"}]},
        "breaks.x: 02-30 is not a day of the year",
    ),
    ({"breaks": [{"name": "x", "from": "6/15", "to": "08-14", "source": "default"}]}, "breaks.0.from"),
    ({"breaks": [{"name": "x", "from": date(2026, 6, 15), "to": "08-14", "source": "default"}]}, "breaks.0.from"),
    ({"pairs": _with("pairs", 0, upper="XIT")}, "pairs.SIT-RIT.upper: unknown team type 'XIT'; did you mean 'SIT'"),
    ({"pairs": _with("pairs", 0, upper="RIT", lower="SIT")}, "pairs.SIT-RIT: a support pair must run down"),
    ({"pairs": _with("pairs", 0, kind="RIT-DIT")}, "pairs.RIT-DIT: the kind 'RIT-DIT' appears twice"),
    ({"tiers": _with("tiers", 0, level="planet")}, "planet"),
    ({"tiers": _with("tiers", 0, level="region")}, "tiers: the level 'region' appears twice"),
    ({"tiers": _with("tiers", 0, implementation="SMT")}, "tiers.state.implementation: SMT is of the kind leadership"),
    (
        {"team_types": _with("team_types", 0, aliases=["DIT"])},
        "team_types.DIT: the name 'DIT' already belongs to the type SMT",
    ),
    ({"team_types": _with("team_types", 0, kind="boss")}, "team_types.SMT: unknown kind 'boss'"),
    ({"team_types": _with("team_types", 0, level="office")}, "team_types.SMT: unknown level 'office'"),
]


@pytest.mark.parametrize(("fields", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_wrong_profile_is_refused_by_file_field_and_fix(tmp_path: Path, fields: dict[str, Any], message: str) -> None:
    path = changed(tmp_path, **fields)
    with pytest.raises(LooplineError, match=message) as refused:
        Profile.load(path)
    assert str(path) in refused.value.message
    assert refused.value.fix


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: a\nname: b\n", "line 2: The key 'name' appears twice."),
        ("name: [\n", "line 2: This is not valid YAML"),
        ("? [a, b]\n: c\n", "line 1: A key must be a word."),
        ("- just\n- a list\n", "own.yaml: It holds no profile"),
        ("", "own.yaml: It holds no profile"),
        ("title: 2026-02-30\n", "line 1: '2026-02-30' is not a date."),
        ("2026-02-01: x\n", "line 1: A key must be a word."),
        ("a: &a [*a]\n", "line 1: An alias"),
    ],
)
def test_text_that_is_no_profile_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LooplineError, match=message):
        Profile.load(path)


@pytest.mark.parametrize(("name", "value"), [("coverage_share", 1), ("coverage_share", 0.0), ("rhythm_days", 30.0)])
def test_thresholds_at_the_ends_of_their_range_are_taken(tmp_path: Path, name: str, value: float) -> None:
    assert Profile.load(changed(tmp_path, thresholds=_set(name, value))).threshold(name) == value


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LooplineError, match="no profile named nonesuch") as refused:
        Profile.load("nonesuch")
    assert "education" in refused.value.fix
    with pytest.raises(LooplineError, match="no profile file"):
        Profile.load(tmp_path / "none.yaml")
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"title: \xe9cole\n")
    with pytest.raises(LooplineError, match="can't be read"):
        Profile.load(latin)


# Days in session ---------------------------------------------------------------------------------------------------

SUMMER, WINTER = ("06-15", "08-14"), ("12-24", "01-01")


@pytest.mark.parametrize(
    ("day", "as_of", "days"),
    [
        (date(2026, 5, 3), date(2026, 5, 3), 0),
        (date(2026, 5, 2), date(2026, 5, 3), 1),
        (date(2026, 5, 4), date(2026, 5, 3), 0),  # later than the as-of date: not negative
        (date(2026, 6, 14), date(2026, 8, 15), 1),  # the whole summer between two school days
        (date(2026, 6, 15), date(2026, 8, 14), 0),
        (date(2025, 12, 23), date(2026, 1, 2), 1),  # over the new year
        (date(2025, 5, 3), date(2026, 5, 3), 365 - 61 - 9),
    ],
)
def test_days_in_session(day: date, as_of: date, days: int) -> None:
    assert SchoolCalendar(as_of, (SUMMER, WINTER)).since(day) == days


def test_dates_before_anything_are_just_long_ago() -> None:
    calendar = SchoolCalendar(date(2026, 5, 3))
    assert calendar.since(date.min) > 14_000
    assert SchoolCalendar(date(1, 1, 5)).since(date.min) == 4


DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
MARKS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day.month:02d}-{day.day:02d}")


@settings(deadline=None)
@given(day=DAYS, as_of=DAYS, breaks=st.lists(st.tuples(MARKS, MARKS), max_size=3))
def test_days_in_session_are_counted_one_by_one(day: date, as_of: date, breaks: list[tuple[str, str]]) -> None:
    def off(when: date) -> bool:
        mark = when.strftime("%m-%d")
        return any(a <= mark <= b if a <= b else not b < mark < a for a, b in breaks)

    one_by_one = sum(not off(day + timedelta(days=n + 1)) for n in range(max((as_of - day).days, 0)))
    assert SchoolCalendar(as_of, breaks).since(day) == one_by_one


@settings(deadline=None)
@given(as_of=DAYS, days=st.integers(0, 400))
def test_back_is_the_earliest_day_within(as_of: date, days: int) -> None:
    calendar = SchoolCalendar(as_of, (SUMMER, WINTER))
    cut = calendar.back(days)
    assert calendar.since(cut) <= days < calendar.since(cut - timedelta(days=1))
