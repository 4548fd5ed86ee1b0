"""Loads: how current the data are, what waits, and what each load changed; plain words, and nothing of the data."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboards.loads.listing import ListedLoad
from dashboards.screens.loads.opened import Opened, SheetCounts, compose_opened, opened_headline, opened_lead
from dashboards.screens.loads.tables import COLUMNS, compose_tables, download_of
from dashboards.screens.loads.text import Loads, headline_of, lead_of, moment, said_counts
from dashboards.screens.loads.waiting import compose_waiting
from dashboards.shell.markup import join
from graph.kept.notes import Changes
from tests.support.screens import texts

WHEN = datetime(2026, 10, 1, 8, 15, tzinfo=UTC)
HR = ListedLoad("a" * 16, "hr", date(2026, 9, 30), "published", WHEN, 1, 100, 97, 2, 1, mode="full")
SURVEY = replace(HR, load_id="b" * 16, source="survey", as_of=date(2026, 8, 31), number=2, mode="delta")
LATER = replace(HR, load_id="c" * 16, as_of=date(2026, 10, 31), number=3, reason="two offices were closed")
HELD = ListedLoad(
    "d" * 16,
    "hr",
    date(2026, 11, 30),
    "held",
    WHEN,
    input_kept=True,
    reasons=("40 of 100 people of this source are not in the files.", "The file is probably cut off."),
    plan={"Person": {"new": 0, "changed": 1, "same": 59, "ended": 40}, "HOLDS": {"ended": 50}, "PART_OF": {"ended": 2}},
)
REJECTED = replace(HELD, load_id="e" * 16, state="rejected", reason="cut off in the download")
UNDONE = ListedLoad("f" * 16, "survey", date(2026, 7, 31), "undone", WHEN)
CHANGES = {HR.load_id: Changes({"Person": {"new": 97}}, {}, begun=False), LATER.load_id: Changes({}, {})}
EVERY = Loads((HELD, REJECTED, UNDONE, LATER, SURVEY, HR), CHANGES)


def lead(loads: Loads) -> str:
    return texts(join(*lead_of(loads)))


@pytest.mark.parametrize(
    ("loads", "says", "more"),
    [
        (
            EVERY,
            "The data are as of 31 October 2026, from 2 sources; 1 load waits for a decision.",
            "The source whose last load is oldest is survey, as of 31 August 2026.",
        ),
        (
            Loads((HR,)),
            "The data are as of 30 September 2026, from 1 source; no load waits for a decision.",
            "All of it comes from hr.",
        ),
        (
            Loads((HELD, HELD, replace(SURVEY, as_of=HR.as_of), HR)),
            "The data are as of 30 September 2026, from 2 sources; 2 loads wait for a decision.",
            "The last loads of all sources are of the same date.",
        ),
        (
            Loads((LATER, SURVEY, replace(SURVEY, source="mail"))),
            "The data are as of 31 October 2026, from 3 sources; no load waits for a decision.",
            "Oldest are the last loads of mail and survey, as of 31 August 2026.",
        ),
        (
            Loads((UNDONE,)),
            "Nothing is loaded now; no load waits for a decision.",
            "Load the files of a source to begin",
        ),
    ],
)
def test_the_headline_says_how_current_the_data_are_and_what_waits(loads: Loads, says: str, more: str) -> None:
    assert headline_of(loads) == says
    assert more in lead(loads)


def test_an_earlier_date_that_came_later_makes_no_source_older() -> None:
    late = replace(HR, as_of=date(2026, 5, 31), number=9)
    assert Loads((late, HR)).last == {"hr": HR.as_of}


def test_a_held_load_says_why_it_waits_what_it_would_do_and_how_to_decide() -> None:
    made = compose_waiting([HELD], [])
    said = texts(made)
    assert f"It has been waiting since {moment(WHEN)}." in said
    assert all(f"<li>{reason}</li>" in made for reason in HELD.reasons)
    assert "<li>People: 1 changed, 40 ended</li><li>Connections between these records: 52 ended</li>" in made
    commands = [texts(each) for each in re.findall(r"<pre.*?</pre>", made)]
    assert commands == [
        f'loopline approve {HELD.load_id} --reason "..."',
        f'loopline reject {HELD.load_id} --reason "..."',
    ]
    assert "until people have roles" in said
    assert "Nothing of these loads was written. They would" in texts(compose_waiting([HELD, HELD], []))


def test_a_load_that_did_not_finish_says_what_to_do() -> None:
    said = texts(compose_waiting([], [replace(HR, state="not finished", number=None)]))
    assert f"hr as of 30 September 2026, begun on {moment(WHEN)}" in said
    assert "run the same command again" in said
    assert compose_waiting([], []) == ""


def cells(made: str, label: str) -> list[list[str]]:
    (table,) = re.findall(rf'<table[^>]*aria-label="{label}".*?</table>', made)
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    return [[texts(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def test_published_loads_the_latest_first_each_opened_by_its_address() -> None:
    made = compose_tables(EVERY)
    rows = cells(made, "Published loads")[1:]
    assert [row[:3] for row in rows] == [
        ["Load 3", "hr", "31 Oct 2026"],
        ["Load 2", "survey", "31 Aug 2026"],
        ["Load 1", "hr", "30 Sep 2026"],
    ]
    assert rows[0][5:9] == ["full", "100", "97", "2"]
    assert [row[3] for row in rows] == [
        "nothing It was held, and approved: two offices were closed",
        "not on record",
        "first load of this source: 97 new",
    ]
    assert re.findall(r'href="([^"]+)"', made) == [f"loads?load={load.load_id}" for load in (LATER, SURVEY, HR)]


def test_earlier_loads_are_folded_and_none_is_lost() -> None:
    many = Loads(tuple(replace(HR, number=number) for number in range(30, 0, -1)))
    made = compose_tables(many)
    assert "Show 6 earlier loads" in texts(made)
    numbers = [row[0] for row in (*cells(made, "Published loads")[1:], *cells(made, "Earlier published loads")[1:])]
    assert numbers == [f"Load {number}" for number in range(30, 0, -1)]


def test_what_was_rejected_or_taken_back_says_why() -> None:
    rows = cells(compose_tables(EVERY), "Loads that were dropped")[1:]
    assert rows[0][3] == f"cut off in the download It was held: {' '.join(HELD.reasons)}"
    assert rows[0][2].startswith("Rejected on 1 Oct 2026, ")
    assert rows[1][2].startswith("Taken back on 1 Oct 2026, ")
    assert rows[1][3] == "No reason was given."
    assert "Rejected or taken back" not in compose_tables(Loads((HR,)))


def test_without_published_loads_the_table_says_so() -> None:
    assert "There are none: nothing is loaded now." in texts(compose_tables(Loads((UNDONE,))))


SHEETS = (SheetCounts("People", 90, 88, 2, 0, 0, 3), SheetCounts("Roles", 10, 9, 0, 1))


def test_an_opened_load_adds_up_and_says_where_the_rows_set_aside_are() -> None:
    load = replace(HR, set_aside_in="/data/quarantine/a.csv")
    made = compose_opened(Opened(load, SHEETS, CHANGES[HR.load_id], first=True))
    rows = cells(made, "Sheets")
    assert rows[0] == ["sheet", "rows read", "= loaded", "+ set aside", "+ exact copies", "cells left out"]
    assert rows[1] == ["People", "90", "88", "2", "0", "3"]
    said = texts(made)
    assert "All 100 97 2 1 3" in said
    assert "2 rows could not be loaded and 3 cells were left out of rows that were loaded." in said
    assert "/data/quarantine/a.csv" in said
    assert "People: 97 new" in said
    assert "Connections of a first load are not counted here." in said


def test_the_head_of_an_opened_load() -> None:
    assert opened_headline(Opened(HR)) == "Load 1: hr as of 30 September 2026."
    said = texts(join(*opened_lead(Opened(HR))))
    assert said == (
        f"Loaded on {moment(WHEN)}, as a full load: what the source no longer lists has ended. 97 of 100 rows are in."
    )
    assert "All 100 rows are in." in texts(join(*opened_lead(Opened(replace(SURVEY, loaded=100)))))


def test_an_opened_load_says_how_to_see_which_records_it_changed() -> None:
    changes = Changes({"Person": {"new": 97}}, {})
    said = texts(compose_opened(Opened(replace(HR, number=3), SHEETS, changes)))
    assert "Which ones: loopline diff 2 3 gives examples of what began, ended and changed" in said
    assert "loopline diff" not in texts(compose_opened(Opened(replace(HR, number=1), SHEETS, changes)))
    assert "loopline diff" not in texts(compose_opened(Opened(replace(HR, number=3), SHEETS, Changes({}, {}))))


def test_an_opened_load_says_what_is_not_known() -> None:
    said = texts(compose_opened(Opened(replace(LATER, set_aside=0))))
    assert "This is not on record" in said
    assert "None: every row could be loaded." in said
    assert "It was held, and approved with this reason: two offices were closed" in said
    approved = replace(LATER, reasons=("40 of 100 people are gone.",), by="ann")
    said = texts(compose_opened(Opened(approved)))
    assert "approved by ann with this reason: two offices were closed" in said
    assert "Why it was held: 40 of 100 people are gone." in said
    cut = texts(compose_opened(Opened(LATER, SHEETS, Changes({}, {}, whole=False))))
    assert "Nothing: all that it tells was known." in cut
    assert "only what the second part changed is counted" in cut
    assert "No list of them is on record." in cut


def test_reasons_that_people_write_stay_text() -> None:
    hostile = "<script>alert(1)</script>"
    loads = Loads(tuple(replace(load, reason=hostile, source=hostile) for load in (REJECTED, LATER)))
    held = replace(HELD, source=hostile, reasons=(hostile,))
    for made in (compose_tables(loads), compose_waiting([held], []), compose_opened(Opened(loads.published[0]))):
        assert "<script" not in made
        assert "alert(1)" in made


def test_counts_in_words() -> None:
    assert said_counts({"new": 1_200, "same": 5, "ended": 1, "back": 2, "withdrawn": 3}) == (
        "1,200 new, 1 ended, 2 back again, 3 planned and dropped"
    )
    assert said_counts({"same": 5}) == ""


def test_the_download_has_every_load_in_whole() -> None:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in download_of(EVERY)]
    assert [row["state"] for row in rows] == ["held", "rejected", "undone", "published", "published", "published"]
    assert rows[0]["held_because"] == " ".join(HELD.reasons)
    assert (rows[3]["reason"], rows[3]["changed"]) == ("two offices were closed", "nothing")
