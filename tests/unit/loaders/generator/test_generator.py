"""The generator's sheets: by the contract, the same bytes every time, and nothing real in them."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest

from graph.errors import LooplineError, UsageError
from graph.model.sheets import SHEETS
from graph.profile.profile import Profile
from graph.staging.stage import stage
from loaders import sheets
from loaders.generator import DEMO, Options, demo_state, generate, make
from loaders.generator.contacts import contact_rows
from loaders.generator.people import person_id
from loaders.generator.state import Draft
from loaders.generator.world import TYPES

pytestmark = pytest.mark.slow

Rows = list[dict[str, str]]


class _Nothing:
    """A graph that holds nothing yet."""

    def present(self, label: str, ids: Iterable[str]) -> set[str]:  # noqa: ARG002 - as staging asks it
        return set()

    def every(self, label: str) -> set[str]:  # noqa: ARG002 - as staging asks it
        return set()

    def by_address(self, keys: Iterable[str]) -> dict[str, str]:  # noqa: ARG002 - as staging asks it
        return {}

    def states(self) -> set[str]:
        return set()

    def parents(self) -> dict[str, str]:
        return {}

    def ever(self, label: str, ids: Iterable[str]) -> set[str]:  # noqa: ARG002 - as staging asks it
        return set()

    def told_elsewhere(self, label: str, ids: Iterable[str]) -> set[str]:  # noqa: ARG002 - as staging asks it
        return set()

    def stated(self, label: str) -> dict[str, bool]:  # noqa: ARG002 - as staging asks it
        return {}

    def aliases(self) -> list[list[str]]:
        return []

    def under(self, renamed: Mapping[str, Mapping[str, str]]) -> _Nothing:  # noqa: ARG002 - as staging asks it
        return self


def _read(folder: Path) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found[path.stem] = list(csv.DictReader(stream))
    return found


def _hash(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(Options(), tmp_path_factory.mktemp("state")).folder


@pytest.fixture(scope="module")
def tables(state: Path) -> dict[str, Rows]:
    return _read(state)


def test_every_sheet_keeps_to_the_contract(tables: dict[str, Rows]) -> None:
    for name, rows in tables.items():
        if name == "planted":
            continue
        sheet = SHEETS[name]
        columns = set(rows[0])
        assert columns <= set(sheet.columns), f"{name} has columns of its own"
        assert set(sheet.required) <= columns
        for row in rows:
            assert all(row[column] for column in sheet.required), f"{name}: {row}"


def test_staging_takes_every_row(state: Path) -> None:
    gathered = sheets.read([state])
    staged = stage(gathered, Profile.load("education"), _Nothing(), Options().as_of)
    assert not staged.problems
    assert not gathered.dropped
    for count in staged.counts:
        assert (count.quarantined, count.duplicates) == (0, 0), count.sheet
        assert count.loaded == count.read


@pytest.mark.parametrize("name", ["units", "teams", "people", "roles", "protocols", "meetings", "barriers"])
def test_ids_are_unique(tables: dict[str, Rows], name: str) -> None:
    key = SHEETS[name].key[0]
    ids = [row[key] for row in tables[name]]
    assert len(ids) == len(set(ids))


def test_dates_lie_before_the_day_of_the_records(tables: dict[str, Rows]) -> None:
    ahead = {"planned_start", "until", "funding_ends"}
    for name, rows in tables.items():
        for column in rows[0]:
            for row in rows:
                if re.fullmatch(r"\d{4}-\d\d-\d\d", row[column]) and column not in ahead:
                    assert date.fromisoformat(row[column]) <= Options().as_of, f"{name}.{column}: {row}"


def test_the_size_is_as_asked(tables: dict[str, Rows]) -> None:
    def count(level: str, scope: str) -> int:
        return sum(row["level"] == level and row["in_scope"] == scope for row in tables["units"])

    assert (count("state", "true"), count("region", "true"), count("district", "true")) == (1, 8, 60)
    assert count("school", "true") == 400
    assert count("school", "false") == 1_730


def test_overview_fits_the_lanes(tables: dict[str, Rows]) -> None:
    """The picture of 8 regions draws each district where a region has at most ten."""
    parents = [row["parent_id"] for row in tables["units"] if row["level"] == "district"]
    assert max(parents.count(region) for region in set(parents)) <= 10


def test_nobody_gives_more_time_than_employed_unless_planted(tables: dict[str, Rows]) -> None:
    total: dict[str, float] = {}
    for row in tables["assignments"]:
        total[row["person_id"]] = total.get(row["person_id"], 0) + float(row["fte"] or 0)
    employed = {row["person_id"]: float(row["employed_fte"]) for row in tables["people"]}
    over = {person for person, fte in total.items() if fte > employed[person] + 1e-9}
    planted = {row["ids"] for row in tables["planted"] if row["rule"] == "T-05"}
    assert over
    assert {row["unit_id"] for row in tables["people"] if row["person_id"] in over} == planted


def _regions_in_contact(draft: Draft) -> set[tuple[str, ...]]:
    """Pairs of regions whose people are in contact, by who works where."""
    free = draft.number_people()
    region = {}
    for of in draft.skeleton.regions:
        for unit in of.below():
            for team in (draft.implementers(unit), draft.teams.get((unit.unit_id, TYPES[unit.level][1]))):
                if team is not None and team.status is not None:
                    region.update({person_id(number): of.unit_id for _, _, number in team.holders()})
    ends = ((region.get(str(row[0])), region.get(str(row[1]))) for row in contact_rows(draft, free))
    return {tuple(sorted((one, other))) for one, other in ends if one and other and one != other}


def test_neighboring_regions_are_in_contact_unless_they_are_planted_apart() -> None:
    healthy, _ = make(Options(districts=24, defects=0))
    assert len(_regions_in_contact(healthy)) == len(healthy.skeleton.regions) - 1 == 2
    apart, _ = make(Options(districts=24))
    assert _regions_in_contact(apart) == set()
    assert "N-01" in apart.key.rules()


def test_nothing_in_it_is_real(state: Path, tables: dict[str, Rows]) -> None:
    """Mail addresses end in a domain that can't exist; surnames come from syllables; the folder says so itself."""
    assert (state / "README.txt").read_text(encoding="utf-8").startswith("This is invented data")
    assert all(row["email"].endswith(".example") for row in tables["people"])
    assert all(row["email"].split("@")[0] == row["person_id"].lower() for row in tables["people"])
    from loaders.generator import words

    surnames = {first + last for first in words.SURNAME_BEGINNINGS for last in words.SURNAME_ENDINGS}
    for row in tables["people"]:
        first, _, last = row["name"].partition(" ")
        assert first in words.FIRST_NAMES
        assert last in surnames


def test_names_do_not_leak_into_ids(tables: dict[str, Rows]) -> None:
    assert all(re.fullmatch(r"P\d{7}", row["person_id"]) for row in tables["people"])


@pytest.mark.parametrize("options", [Options(), Options(districts=7, seed=3, staff=4), Options(defects=0)])
def test_the_same_wishes_make_the_same_bytes(tmp_path: Path, options: Options) -> None:
    one = generate(options, tmp_path / "one").folder
    other = generate(options, tmp_path / "other").folder
    assert _hash(one) == _hash(other)


def test_the_hash_seed_of_python_changes_nothing(tmp_path: Path) -> None:
    """Sets and dictionaries may be walked in another order by another process; the bytes stay."""
    script = (
        "import sys; from pathlib import Path; from loaders.generator import Options, generate; "
        "generate(Options(districts=12), Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", script, str(tmp_path / seed)], check=True, env=environment)
    assert _hash(tmp_path / "1") == _hash(tmp_path / "2")


def test_another_seed_makes_another_state(tmp_path: Path) -> None:
    one, other = (_read(generate(Options(districts=8, seed=s), tmp_path / str(s)).folder) for s in (1, 2))
    assert [row["name"] for row in one["units"]] != [row["name"] for row in other["units"]]
    assert [row["ids"] for row in one["planted"]] != [row["ids"] for row in other["planted"]]


def test_an_earlier_state_is_replaced(tmp_path: Path) -> None:
    generate(Options(districts=6, staff=2), tmp_path / "out")
    again = generate(Options(districts=5), tmp_path / "out")
    assert _hash(again.folder) == _hash(generate(Options(districts=5), tmp_path / "new").folder)


def test_a_run_cut_short_leaves_a_folder_for_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from loaders.generator import people

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(people, "people_rows", fail)
    with pytest.raises(KeyboardInterrupt):
        generate(Options(districts=5), tmp_path / "out")
    monkeypatch.undo()
    assert (generate(Options(districts=5), tmp_path / "out").folder / "planted.csv").is_file()


@pytest.mark.parametrize("stranger", ["notes.txt", "teams.csv", "README.txt"])
def test_what_was_not_generated_is_left_alone(tmp_path: Path, stranger: str) -> None:
    (tmp_path / stranger).write_text("mine", encoding="utf-8")
    with pytest.raises(LooplineError, match="not generated"):
        generate(Options(districts=5), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [stranger]
    assert (tmp_path / stranger).read_text(encoding="utf-8") == "mine"


def test_a_file_someone_added_keeps_the_folder(tmp_path: Path) -> None:
    out = generate(Options(districts=5), tmp_path / "out").folder
    (out / "mine.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(LooplineError, match="not generated"):
        generate(Options(districts=5), out)
    assert (out / "mine.csv").is_file()


@pytest.mark.parametrize(
    "wishes",
    [
        {"districts": 0},
        {"regions": 9, "districts": 8},
        {"buildings": 7, "districts": 8},
        {"defects": -1},
        {"staff": -1},
    ],
)
def test_impossible_wishes_are_refused(wishes: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="out of range"):
        Options(**wishes)  # type: ignore[arg-type]


@pytest.mark.parametrize("as_of", [date(2026, 7, 20), date(2024, 2, 29), date(2027, 1, 1)])
def test_any_day_will_do(tmp_path: Path, as_of: date) -> None:
    """In the summer break, on a leap day, on the last day of the winter break."""
    made = generate(Options(districts=12, as_of=as_of), tmp_path / "out")
    staged = stage(sheets.read([made.folder]), Profile.load("education"), _Nothing(), as_of)
    assert not staged.problems


def test_a_state_of_one_district(tmp_path: Path) -> None:
    made = generate(Options(districts=1, buildings=1, others=0), tmp_path / "out")
    staged = stage(sheets.read([made.folder]), Profile.load("education"), _Nothing(), Options().as_of)
    assert not staged.problems
    assert made.unplanted, "there can't be room for everything"


def test_staff_beside_the_teams(tmp_path: Path) -> None:
    made = generate(Options(districts=3, buildings=6, staff=20), tmp_path / "out")
    plain = generate(Options(districts=3, buildings=6), tmp_path / "plain")
    assert made.sizes["people"] - plain.sizes["people"] == 6 * 20
    assert made.sizes["contacts"] > plain.sizes["contacts"] + 6 * 20 * 2
    staged = stage(sheets.read([made.folder]), Profile.load("education"), _Nothing(), Options().as_of)
    assert not staged.problems


def test_the_demo_state(tmp_path: Path) -> None:
    folder = demo_state(tmp_path / "demo")
    rules = {row["rule"] for row in _read(folder)["planted"]}
    assert "S-05" not in rules, "the demo's state has its leaders"
    assert DEMO.without == {"S-05"}


def test_memory_does_not_grow_with_people(tmp_path: Path) -> None:
    """Rows are written as they are made: millions of people for a benchmark are never in memory at once."""
    peaks, people = [], []
    for staff in (0, 150):
        tracemalloc.start()
        made = generate(Options(districts=10, staff=staff, others=0), tmp_path / str(staff))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        people.append(made.sizes["people"])
    assert people[1] - people[0] == 66 * 150
    assert peaks[1] - peaks[0] < 1_000_000
