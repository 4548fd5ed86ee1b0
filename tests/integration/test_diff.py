"""`loopline diff`: what differs between two loads, whether they are the last ones or not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dashboards.loads.changes import COLUMNS
from tests.support.loading_command import Load, Run
from tests.support.loading_help import SMALL, folder

pytestmark = pytest.mark.integration

PEOPLE = "person_id,name,job_title,unit_id,manager_id\n"
HELD = "person_id,role_id,fte,since,until\n"
MONTHS = [
    SMALL | {"assignments": HELD + "p1,r1,0.5,2026-01-01,\np2,r2,1,2025-08-01,\n"},
    # Bob has left and his post is vacant, Dee has come; Ann is to give up her role on the 15th.
    SMALL
    | {
        "people": PEOPLE + "p1,Ann Able,Coach,D1,\np4,Dee Dale,Coach,D1,p1\n",
        "assignments": HELD + "p1,r1,0.5,2026-01-01,2026-11-15\n",
    },
    # Dee is gone again, Cy has Bob's post; nobody has Ann's role, and no load said so.
    SMALL
    | {
        "people": PEOPLE + "p1,Ann Able,Chief,D1,\np3,Cy Cole,Principal,S1,p1\n",
        "assignments": HELD + "p1,r1,0.5,2026-01-01,2026-11-15\np3,r2,1,2026-11-01,\n",
    },
]
DAYS = ("2026-09-30", "2026-10-31", "2026-11-30")


@pytest.fixture
def loaded(load: Load, run: Run, tmp_path: Path) -> Run:
    for at, (sheets, day) in enumerate(zip(MONTHS, DAYS, strict=True)):
        assert load(folder(tmp_path / f"{at}", **sheets), as_of=day)[0] == 0
    return run


def diff(run: Run, *words: str) -> dict[str, Any]:
    code, out, err = run("diff", *words, "--format", "json")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def changes(found: dict[str, Any], what: str) -> set[tuple[str, str]]:
    return {(row["change"], row["id"]) for row in found["changes"] if row["what"] == what}


def test_a_month_and_the_next(loaded: Run) -> None:
    found = diff(loaded, "1", "2")
    assert changes(found, "person") == {("ended", "p2"), ("new", "p4")}
    assert changes(found, "holds") == {("ended", "p2"), ("changed", "p1")}
    until = next(row for row in found["changes"] if row["change"] == "changed")["properties"]
    assert until == [{"name": "until", "before": None, "now": "2026-11-15"}]
    assert [post["role"] for post in found["vacated"]] == ["r2"]
    assert found["filled"] == []
    held = next(row for row in found["changes"] if (row["what"], row["id"]) == ("holds", "p2"))
    assert (held["to"], held["to_name"], held["source"], held["load"], held["on"]) == (
        "r2",
        "Principal",
        "hr",
        2,
        "2026-10-31",
    )


def test_what_came_and_went_in_between_is_left_out(loaded: Run) -> None:
    found = diff(loaded, DAYS[0], DAYS[2])
    assert changes(found, "person") == {("ended", "p2"), ("new", "p3"), ("changed", "p1")}
    assert [post["role"] for post in found["vacated"]] == ["r1"], "its end came by its own date"
    assert changes(found, "holds") == {("ended", "p1"), ("ended", "p2"), ("new", "p3")}


def test_a_post_is_filled_and_another_falls_vacant_by_its_date(loaded: Run) -> None:
    found = diff(loaded, "2", "3")
    assert changes(found, "holds") == {("ended", "p1"), ("new", "p3")}
    assert ([post["role"] for post in found["filled"]], [post["role"] for post in found["vacated"]]) == (["r2"], ["r1"])


def test_the_same_load_twice_or_the_wrong_way_round_is_refused(loaded: Run) -> None:
    for words, said in ((("2", "1"), "does not come before"), (("2", "2"), "does not come before"),
                        (("9", "2"), "'9' means no load"), (("2020-01-01", "2"), "the first is as of 2026-09-30"),
                        (("x", "2"), "There are loads 1, 2 and 3")):  # fmt: skip
        code, _, err = loaded("diff", *words)
        assert code == 2
        assert said in err


def test_the_table_counts_and_names_some(loaded: Run) -> None:
    code, out, _ = loaded("diff", "1", "2")
    assert code == 0
    assert out.startswith("From load 1 (hr as of 2026-09-30) to load 2 (hr as of 2026-10-31):")
    assert "1 post fell vacant: r2 (Principal)" in out
    assert "1 person ended: p2" in out
    assert "holds, 1 changed: p1 > Lead\n    until 1: p1: blank > 15 November 2026\n" in out
    assert "Bob" not in out
    code, out, _ = loaded("diff", "1", "2", "--format", "csv")
    assert out.splitlines()[0] == ",".join(COLUMNS)
