"""Loads that are held: each accident with the cause it names, and real months that must not be."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from graph.errors import Exit, HeldError, InputError, ServerError
from graph.loading import writing
from graph.loading.limits import Limits
from graph.loading.loaded import Loaded
from graph.loading.review import Approval, Review
from graph.runner import Counters
from tests.support.loading_help import DAY, gather, put
from tests.support.memory_graph import MemoryGraph

Row = dict[str, str]
State = dict[str, list[Row]]
LATER = DAY + timedelta(days=30)


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret


def state(seed: int, districts: int = 6, schools: int = 4, people: int = 4) -> State:
    """Some districts with schools, and in each school a team with people who hold its roles."""
    made = dice(seed)
    units = [{"unit_id": "ST", "name": "State", "level": "state", "parent_id": ""}]
    found: State = {"units": units, "teams": [], "people": [], "roles": [], "assignments": []}
    for one in range(districts):
        district = f"D{one:02}"
        units.append({"unit_id": district, "name": f"District {one}", "level": "district", "parent_id": "ST"})
        for two in range(schools):
            school = f"{district}S{two}"
            units.append({"unit_id": school, "name": f"School {one}-{two}", "level": "school", "parent_id": district})
            name = f"Team of {school}"
            found["teams"].append({"team_id": f"T{school}", "name": name, "type": "BIT", "unit_id": school})
            for three in range(people):
                number = f"{one * 1000 + two * 100 + three:05}"
                title = made.choice(["Coach", "Teacher"])
                found["people"].append({"person_id": f"P{number}", "job_title": title, "unit_id": school})
                found["roles"].append({"role_id": f"R{number}", "title": "Member", "team_id": f"T{school}"})
                found["assignments"].append({"person_id": f"P{number}", "role_id": f"R{number}", "fte": "0.2"})
    return found


def texts(given: State) -> dict[str, str]:
    """Sheets as CSV text."""
    return {
        name: "\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows)]) + "\n"
        for name, rows in given.items()
        if rows
    }


def without_people(given: State, gone: set[str]) -> State:
    """The state without some people."""
    kept = {name: [row for row in rows if row.get("person_id") not in gone] for name, rows in given.items()}
    return {**given, **kept}


def cut_off(given: State, made: random.Random) -> State:
    size = len(given["people"]) * made.randint(30, 85) // 100
    return without_people(given, {row["person_id"] for row in given["people"][size:]})


def other_people(given: State, made: random.Random) -> State:
    at = {row["person_id"]: f"Z{made.randint(10**6, 10**7)}q{place}x" for place, row in enumerate(given["people"])}
    return renamed(given, at)


def renamed(given: State, at: dict[str, str]) -> State:
    """The state with other ids for people."""
    return {
        name: [{**row, "person_id": at[row["person_id"]]} if "person_id" in row else row for row in rows]
        for name, rows in given.items()
    }


def prefixed(given: State, made: random.Random) -> State:
    word = made.choice(["HR-", "X", "2026-"])
    return renamed(given, {row["person_id"]: word + row["person_id"] for row in given["people"]})


def units_anew(given: State, made: random.Random) -> State:
    word = made.choice(["U-", "new"])
    columns = ("unit_id", "parent_id")
    return {
        name: [{key: word + cell if key in columns and cell else cell for key, cell in row.items()} for row in rows]
        for name, rows in given.items()
    }


def district_missing(given: State, made: random.Random) -> State:
    one = f"D{made.randint(0, 5):02}"
    return without_people(given, {row["person_id"] for row in given["people"] if row["unit_id"].startswith(one)})


def column_emptied(given: State, made: random.Random) -> State:
    name, column = made.choice([("people", "job_title"), ("people", "unit_id"), ("assignments", "fte")])
    return {**given, name: [{**row, column: ""} for row in given[name]]}


def all_changed(given: State, made: random.Random) -> State:
    word = made.choice(["a", "b"])
    return {**given, "people": [{**row, "job_title": f"{row['job_title']} {word}"} for row in given["people"]]}


def unreadable_ids(given: State, made: random.Random) -> State:
    rows = [{**row, "role_id": "R?"} if made.random() < 0.4 else row for row in given["assignments"]]
    return {**given, "assignments": rows}


def few_assignments(given: State, made: random.Random) -> State:
    return {**given, "assignments": given["assignments"][: len(given["assignments"]) // made.randint(2, 5)]}


def teams_filtered(given: State, made: random.Random) -> State:
    kept = {row["team_id"] for row in given["teams"][: made.randint(2, 12)]}
    roles = [row for row in given["roles"] if row["team_id"] in kept]
    held = {row["role_id"] for row in roles}
    teams = [row for row in given["teams"] if row["team_id"] in kept]
    assigned = [row for row in given["assignments"] if row["role_id"] in held]
    return {**given, "teams": teams, "roles": roles, "assignments": assigned}


ACCIDENTS: dict[str, tuple[Callable[[State, random.Random], State], str]] = {
    "cut off": (cut_off, "probably cut off"),
    "somebody else's": (other_people, "another district or system"),
    "ids with another prefix": (prefixed, "probably made anew"),
    "units with other ids": (units_anew, "probably made anew|already has one"),
    "a district is missing": (district_missing, "gone and none came in their place|probably cut off"),
    "a column is empty": (column_emptied, "probably left out of the export|a column empty"),
    "all changed": (all_changed, "written in another way"),
    "ids can't be read": (unreadable_ids, "would be set aside"),
    "few assignments": (few_assignments, "cut off"),
    "teams filtered": (teams_filtered, "of this source are not in the files"),
}


def leave(given: State, made: random.Random) -> State:
    people = [row["person_id"] for row in given["people"]]
    return without_people(given, set(made.sample(people, len(people) * 3 // 100 + 1)))


def many_moves(given: State, made: random.Random) -> State:
    """A summer: a third of all people change places with others."""
    some = made.sample(range(len(given["people"])), len(given["people"]) // 3)
    places = {at: given["people"][other]["unit_id"] for at, other in zip(some, some[1:] + some[:1], strict=True)}
    roles = {at: given["assignments"][other]["role_id"] for at, other in zip(some, some[1:] + some[:1], strict=True)}
    people = [{**row, "unit_id": places.get(at, row["unit_id"])} for at, row in enumerate(given["people"])]
    held = [{**row, "role_id": roles.get(at, row["role_id"])} for at, row in enumerate(given["assignments"])]
    return {**given, "people": people, "assignments": held}


def reorganized(given: State, made: random.Random) -> State:
    """One district's teams are dissolved, and others are formed in their place."""
    one = f"TD{made.randint(0, 5):02}"

    def anew(row: Row) -> Row:
        if not row.get("team_id", "").startswith(one):
            return row
        name = {"name": f"Group {row['team_id']}"} if "name" in row else {}
        return {**row, "team_id": f"G{row['team_id'][1:]}n", **name}

    return {**given, "teams": [anew(row) for row in given["teams"]], "roles": [anew(row) for row in given["roles"]]}


def new_district(given: State, made: random.Random) -> State:
    more = state(made.randint(0, 9), districts=7)
    return {
        name: [*rows, *(row for row in more[name] if row not in rows and "D06" in repr(row))]
        for name, rows in given.items()
    }


MONTHS = {
    "few leave": leave,
    "many moves": many_moves,
    "a reorganized district": reorganized,
    "a new one": new_district,
}


def plan(graph: MemoryGraph, given: State, at: Path) -> Loaded:
    return put(graph, gather(at, **texts(given)), as_of=LATER, review=Review(Limits(), plan_only=True))


@pytest.mark.parametrize("accident", ACCIDENTS)
@pytest.mark.slow
def test_every_accident_is_held_with_its_cause(tmp_path: Path, accident: str) -> None:
    change, cause = ACCIDENTS[accident]
    missed = []
    for seed in range(30):
        graph, given = MemoryGraph(), state(seed)
        put(graph, gather(tmp_path / f"{seed}", **texts(given)))
        written = len(graph.texts)
        try:
            said = " ".join(plan(graph, change(given, dice(seed)), tmp_path / f"{seed}-b").held_for)
        except InputError as refused:
            said = str(refused)
        if not any(part in said for part in cause.split("|")):
            missed.append((seed, said))
        assert len(graph.texts) == written, "nothing is written"
    assert not missed


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.slow
def test_real_months_are_not_held(tmp_path: Path, month: str) -> None:
    held = []
    for seed in range(25):
        graph, given = MemoryGraph(), state(seed)
        put(graph, gather(tmp_path / f"{seed}", **texts(given)))
        held += plan(graph, MONTHS[month](given, dice(seed)), tmp_path / f"{seed}-b").held_for
    assert not held


def test_a_reason_names_the_units_first_three_and_how_many_more(tmp_path: Path) -> None:
    graph, given = MemoryGraph(), state(1, districts=9)
    put(graph, gather(tmp_path / "a", **texts(given)))

    def left(*kept: str) -> str:
        rows = {name: [row for row in rows if ids(row, kept)] for name, rows in given.items()}
        return " ".join(plan(graph, rows, tmp_path / "-".join(kept)).held_for)

    def ids(row: Row, kept: tuple[str, ...]) -> bool:
        named = row.get("unit_id") or row.get("team_id") or row.get("role_id") or ""
        return named == "ST" or any(f"D{one}" in named or named.startswith(f"R{one}") for one in kept)

    said = left("00", "01", "05", "06", "07", "08")
    assert "15 of 46 units of this source are not in the files; " in said
    assert "Gone with all below: District 2, District 3 and District 4." in said
    assert "48 of 144 people of this source are not in the files" in said
    assert "They were in: District 2, District 3 and District 4." in said, "units that are gone speak for those below"
    assert "District 1, District 2, District 3 and 1 more unit." in left("00", "05", "06", "07", "08")


def test_a_reason_about_one_unit_names_it_and_many_buildings_are_told_by_their_district(tmp_path: Path) -> None:
    graph, given = MemoryGraph(), state(2, districts=3)
    put(graph, gather(tmp_path / "a", **texts(given)))

    def said(gone: str) -> str:
        people = {row["person_id"] for row in given["people"] if row["unit_id"].startswith(gone)}
        return " ".join(plan(graph, without_people(given, people), tmp_path / gone).held_for)

    assert "Of the 16 people of unit D01 (District 1), 16 are gone and none came in their place." in said("D01")
    assert "16 of 48 people of this source are not in the files" in said("D02")
    assert "They were in: District 2." in said("D02")


def test_a_held_load_writes_nothing_until_just_its_plan_is_approved(tmp_path: Path) -> None:
    graph, given = MemoryGraph(), state(1)
    put(graph, gather(tmp_path / "a", **texts(given)))
    written = len(graph.texts)
    wrong = gather(tmp_path / "b", **texts(cut_off(given, dice(1))))
    with pytest.raises(HeldError, match="probably cut off") as held:
        put(graph, wrong, as_of=LATER, review=Review(Limits()))
    assert held.value.code is Exit.HELD
    assert f"loopline approve {held.value.load_id}" in held.value.fix
    assert len(graph.texts) == written
    other = Approval("0" * 16, "looks right")
    with pytest.raises(HeldError, match="another plan"):
        put(graph, wrong, as_of=LATER, review=Review(Limits(), other))
    agreed = Approval(held.value.digest, "half of them were moved to another system")
    result = put(graph, wrong, as_of=LATER, review=Review(Limits(), agreed))
    assert result.published
    assert graph.loads[result.load_id]["approved"] == agreed.reason


def test_an_approval_is_of_the_graph_as_it_was(tmp_path: Path) -> None:
    graph, given = MemoryGraph(), state(2)
    put(graph, gather(tmp_path / "a", **texts(given)))
    wrong = gather(tmp_path / "b", **texts(cut_off(given, dice(1))))
    with pytest.raises(HeldError) as held:
        put(graph, wrong, as_of=LATER, review=Review(Limits()))
    put(graph, gather(tmp_path / "c", people="person_id,job_title\nP00000,Chief\n"), "survey", LATER)
    with pytest.raises(HeldError, match="graph has changed") as again:
        put(graph, wrong, as_of=LATER, review=Review(Limits(), Approval(held.value.digest, "right")))
    assert again.value.digest != held.value.digest


def test_rows_that_are_always_set_aside_hold_nothing(tmp_path: Path) -> None:
    graph, given = MemoryGraph(), state(3)
    messy = unreadable_ids(given, dice(3))
    put(graph, gather(tmp_path / "a", **texts(messy)))
    assert not plan(graph, leave(messy, dice(3)), tmp_path / "b").held_for
    assert "more than before" in " ".join(plan(graph, unreadable_ids(messy, dice(4)), tmp_path / "c").held_for)


def test_a_first_load_that_was_cut_off_is_finished_and_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "ROWS_A_TRANSACTION", 3)
    graph, messy = MemoryGraph(), gather(tmp_path, **texts(unreadable_ids(state(4), dice(4))))
    write, left = graph._write, 12

    def failing(text: str, params: dict[str, object]) -> Counters:
        nonlocal left
        left -= not text.startswith("CREATE ")
        if left < 0:
            raise ServerError("The server is gone.")
        return write(text, params)

    monkeypatch.setattr(graph, "_write", failing)
    with pytest.raises(ServerError):
        put(graph, messy, review=Review(Limits()))
    monkeypatch.setattr(graph, "_write", write)
    assert put(graph, messy, review=Review(Limits())).published


def test_the_same_again_is_not_planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, given = MemoryGraph(), gather(tmp_path, **texts(state(5)))
    put(graph, given)
    monkeypatch.setattr("graph.loading.review.rehearse", lambda *_: pytest.fail("nothing would be written"))
    assert not put(graph, given, review=Review(Limits())).published


def test_limits_of_a_source_come_before_those_of_all(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        "[guards.default]\nended_share = 0.2\nfew = 5\n\n[guards.hr]\nended_share = 1\n", encoding="utf-8"
    )
    assert Limits.of(tmp_path, "hr") == Limits(few=5, ended_share=1.0)
    assert Limits.of(tmp_path, "mail") == Limits(few=5, ended_share=0.2)
    assert Limits.of(tmp_path / "none", "hr") == Limits()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[guards.hr]\nended = 1\n", r"There is no limit 'ended'.*There are few"),
        ("[guards.hr]\nended_share = 10\n", "ended_share is 10. Give a share from 0 to 1"),
        ("[guards.hr]\nfew = 1.5\n", "few is 1.5. Give a whole number"),
        ("[guards.hr]\nfew = true\n", "few is True"),
        ("[guards]\nhr = 3\n", "guards is no table"),
        ("guards = 3\n", "guards is no table"),
        ("[guards.hr\n", "can't be read"),
    ],
)
def test_a_wrong_limit_is_said_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said) as error:
        Limits.of(tmp_path, "hr")
    assert "settings.toml" in str(error.value)


@pytest.mark.parametrize(("left", "held"), [(8, False), (0, True)])
def test_filled_posts_hold_nothing_and_a_column_without_any_vacancy_does(
    tmp_path: Path,
    left: int,
    held: bool,
) -> None:
    """The first day of a vacancy is blank again once somebody holds the post."""
    graph, given = MemoryGraph(), state(4)

    def vacant(posts: int) -> State:
        days = ["2026-07-01" if at < posts else "" for at in range(len(given["roles"]))]
        return {**given, "roles": [{**row, "vacant_since": day} for row, day in zip(given["roles"], days, strict=True)]}

    put(graph, gather(tmp_path / "a", **texts(vacant(20))))
    said = " ".join(plan(graph, vacant(left), tmp_path / "b").held_for)
    assert ("The column vacant_since of roles was filled and is now blank in 20 of 20 rows" in said) == held
    assert bool(said) == held
