"""The answer key: sorted, complete, about ids that are there; and the defects that fill it."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from loaders.generator import Options, generate, make
from loaders.generator.key import Key
from loaders.generator.planting import defects
from loaders.generator.seeded_random import Dice

# Every rule that a defect must be planted for. The rest of those that are checked are figures, not defects.
RULES = (
    *("S-01", "S-02", "S-03", "S-04", "S-05", "S-06", "S-07", "S-08", "S-09", "S-10", "S-11"),
    *("S-12", "S-13", "S-14", "S-15", "S-16", "S-17", "S-18", "S-20", "S-21", "S-22", "S-23", "S-24", "S-25", "S-26"),
    *("T-01", "T-02", "T-03", "T-04", "T-05", "T-06", "T-07", "T-08", "T-09", "T-10", "T-11", "T-12", "T-13", "T-15"),
    *("T-16", "T-17", "T-18", "T-19", "T-20", "T-21", "T-22", "T-23", "T-24", "T-25"),
    *("P-01", "P-02", "P-06", "P-07", "P-12", "P-15", "P-16"),
    *("F-01", "F-02", "F-03", "F-04", "F-05", "F-07", "F-08", "F-09", "F-10", "F-11", "F-12", "F-13", "F-14", "F-15"),
    *("F-16", "F-17", "F-18", "F-19", "F-20", "F-21", "F-22", "F-23", "F-25", "F-26", "F-27"),
    *("N-01", "N-03", "N-07", "N-09", "N-11", "N-12", "D-01", "D-02", "D-05"),
    *("A-01", "A-02", "A-03", "A-04", "A-05", "Z-01", "Z-02"),
)
Rows = list[dict[str, str]]


def _rows(folder: Path, name: str) -> Rows:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(Options(), tmp_path_factory.mktemp("state")).folder


@pytest.fixture(scope="module")
def planted(state: Path) -> Rows:
    return _rows(state, "planted")


def test_every_rule_has_a_defect() -> None:
    assert {rule for defect in defects().values() for rule in defect.rules} == set(RULES)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_rule_is_planted(rule: str, seed: int) -> None:
    rules, unplanted = _made(seed)
    assert rule in rules
    assert not unplanted


@cache
def _made(seed: int) -> tuple[set[str], dict[str, tuple[str, ...]]]:
    draft, unplanted = make(Options(seed=seed))
    draft.number_people()
    return draft.key.rules(), unplanted


@pytest.mark.slow
def test_the_key_is_sorted_and_says_why(planted: Rows) -> None:
    assert list(planted[0]) == ["rule", "ids", "because"]
    keys = [(row["rule"], row["ids"]) for row in planted]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))
    for row in planted:
        ids = row["ids"].split("|")
        assert ids == sorted(set(ids))
        assert row["because"]


def test_the_key_speaks_of_ids_in_the_sheets(state: Path, planted: Rows) -> None:
    known = {row["unit_id"] for row in _rows(state, "units")}
    known |= {row["team_id"] for row in _rows(state, "teams")}
    known |= {row["role_id"] for row in _rows(state, "roles")}
    known |= {row["person_id"] for row in _rows(state, "people")}
    known |= {row["innovation_id"] for row in _rows(state, "innovations")}
    for row in planted:
        assert set(row["ids"].split("|")) <= known, row


def test_a_few_dozen_defects(planted: Rows) -> None:
    """Consequences aside, a reader of the demo has something to find without drowning in it."""
    assert 60 <= sum(row["rule"] != "S-01" for row in planted) <= 400


@pytest.mark.slow
def test_no_defects_no_key(tmp_path: Path) -> None:
    made = generate(Options(defects=0), tmp_path / "healthy")
    assert made.findings == 0
    assert _rows(made.folder, "planted") == []


def test_twice_the_defects(planted: Rows) -> None:
    draft, _ = make(Options(defects=2))
    assert len(draft.key) > 1.4 * len(planted)


@pytest.mark.parametrize("rule", ["S-05", "F-05", "N-03", "D-01"])
def test_without_a_rule(rule: str) -> None:
    draft, _ = make(Options(without=frozenset({rule})))
    draft.number_people()
    assert rule not in draft.key.rules()


def test_no_two_defects_at_one_place() -> None:
    """Two defects of one link would hide each other: each required pair stands in the key under one F or P rule."""
    draft, _ = make(Options(defects=2, districts=30))
    draft.number_people()
    seen: dict[str, str] = {}
    for rule, ids, _why in draft.key.rows():
        if rule in ("F-01", "F-02", "F-03", "F-05", "F-07", "F-08", "P-01"):
            # A silent link with nothing in writing is one defect under two rules.
            assert ids not in seen or {seen[ids], rule} == {"F-01", "F-05"}, f"{ids}: {seen.get(ids)} and {rule}"
            seen[ids] = rule


def test_rows_with_one_anchor_are_one_finding() -> None:
    key = Key()
    key.add("S-07", ("R1", "D1"), "first", anchor="R1")
    key.add("S-07", ("R1", "D2"), "second", anchor="R1")
    key.add("S-07", ("R2", "D9"), "third", anchor="R2")
    assert list(key.rows()) == [("S-07", "D1|D2|R1", "first; second"), ("S-07", "D9|R2", "third")]


def test_the_same_seed_always_gives_the_same_numbers() -> None:
    """Written down once: a change here would change every generated state."""
    dice = Dice(7, "a name")
    assert [dice.between(1, 100) for _ in range(6)] == DICE
    assert Dice(7, "parts").parts(20, 5, 1.0) == PARTS


DICE = [78, 42, 54, 3, 55, 68]
PARTS = [7, 2, 2, 6, 3]


@pytest.mark.parametrize("total", [5, 6, 50, 1_000])
def test_parts_add_up(total: int) -> None:
    parts = Dice(3, "parts").parts(total, 5, 1.3)
    assert sum(parts) == total
    assert min(parts) >= 1
