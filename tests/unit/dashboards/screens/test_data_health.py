"""Data health: rows add up, steps follow the contract, empty is never good news."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dashboards.screens.data_health.page import _best, quarantined, reasons_of, step_of, vacant_of
from dashboards.screens.data_health.side import compose_side
from dashboards.screens.data_health.text import (
    Came,
    Health,
    Silent,
    Step,
    Vacant,
    compose_headline,
    compose_main,
    lacking_records,
)
from dashboards.shell.load_context import LoadContext
from dashboards.shell.stored import Unanswered
from graph.model.nodes import in_all_tenses
from graph.model.sheets import SHEETS
from graph.model.tenses import also_type
from graph.problem import Problem
from graph.queries.catalog import catalog
from graph.queries.dependencies import mentions
from loaders import quarantine
from tests.support.screens import texts

DAY = date(2026, 10, 31)
CONTEXT = LoadContext(load="x", as_of=DAY, loaded="all", buildings=400, coverage=0.919)


def steps(*now: str) -> tuple[Step, ...]:
    return tuple(Step(number, "sheet", "effort", "unlocks", word) for number, word in enumerate(now, 1))  # type: ignore[arg-type]


def test_headline_counts_coverage_and_steps() -> None:
    health = Health(
        CONTEXT, 6, 148, (("Q?", "x"),) * 14, steps("complete", "complete", "in part", "in part", "in part")
    )
    said = texts(compose_headline(health))
    assert "Contact records are in, and recent enough, for 92% of active teams." in said
    assert "Two of five steps are complete, three in part." in said
    assert "For 6 buildings we can't tell whether the line holds. 14 of 148 questions can't be answered yet." in said


def test_headline_before_any_contact_and_when_all_is_there() -> None:
    bare = Health(LoadContext(load="x", as_of=DAY, loaded="units"), steps=steps(*["not begun"] * 5))
    assert "Teams are not in yet. None of five steps is complete." in texts(compose_headline(bare))
    teams = Health(LoadContext(load="x", as_of=DAY, loaded="teams"), steps=steps("complete", *["not begun"] * 4))
    assert "Contact records are not in yet. One of five steps is complete." in texts(compose_headline(teams))
    full = Health(CONTEXT, questions=38, steps=steps(*["complete"] * 5))
    assert "All five steps are complete." in texts(compose_headline(full))
    assert "All 38 questions can be answered." in texts(compose_headline(full))


def test_the_total_row_is_the_sum_and_each_row_adds_up() -> None:
    came = (Came("Units", "a", DAY, 10, 7, 2, 1), Came("Teams", "b", DAY, 5, 5, 0, 0))
    made = compose_main(Health(CONTEXT, came=came, steps=steps(*["complete"] * 5)))
    rows = [
        [int(cell.replace(",", "")) for cell in re.findall(r'<td class="number">([\d,]+)</td>', row)]
        for row in re.findall(r"<tr.*?</tr>", made)
    ]
    counted = [row for row in rows if len(row) == 4]
    assert counted == [[10, 7, 2, 1], [5, 5, 0, 0], [15, 12, 2, 1]]
    assert all(read == loaded + aside + copies for read, loaded, aside, copies in counted)
    assert "source" in made


def test_what_the_graph_holds_stands_once_a_sheet() -> None:
    came = (
        Came("Units", "a", DAY, 10, 7, 2, 1, 2208),
        Came("Units", "b", DAY, 5, 5, 0, 0, 2208),
        Came("Teams", "b", DAY, 3, 3, 0, 0),
    )
    said = texts(compose_main(Health(CONTEXT, came=came, steps=steps(*["complete"] * 5))))
    assert "+ exact copies in the graph now" in said
    assert "10 7 2 1 2,208 Units b 31 Oct 2026 5 5 0 0 as above Teams b 31 Oct 2026 3 3 0 0 All 18 15 2 1" in said


def test_every_sheet_is_counted_by_what_its_rows_make() -> None:
    text = catalog()["sheets_held"].text
    counted = dict(re.findall(r"\['(\w+)', (.*?)\],?\n", " ".join(text.split("\n    "))))
    assert set(counted) == set(SHEETS)
    for sheet in SHEETS.values():
        made = {sheet.node} if sheet.node else {edge.type for edge in sheet.edges}
        in_all = {name for plain in made for name in in_all_tenses(plain) if name != also_type(plain)}
        assert set(re.findall(r"[:|](\w+)", counted[sheet.name])) == in_all


def test_questions_say_what_they_are_about_and_one_building_is_told_as_one() -> None:
    full = Health(CONTEXT, questions=51, findings=43, steps=steps(*["complete"] * 5))
    said = texts(compose_headline(full))
    assert "All 51 questions (43 about findings, 8 about figures) can be answered." in said
    side = texts(compose_side(Health(CONTEXT, silent=(Silent("Elm team", "B1", 1, 1),), silent_count=1)))
    assert "one building depends on it, and we can't tell whether its line holds." in side
    side = texts(compose_side(Health(CONTEXT, silent=(Silent("Elm team", "D1", 6, 0),), silent_count=1)))
    assert "6 buildings depend on it." in side


def test_steps_follow_the_contract() -> None:
    named = {sheet.name for sheet in SHEETS.values() if sheet.step == 1}
    assert step_of(1, named, []).now == "complete"
    both = Unanswered("a", "", "Q?", "", ("teams", "team_links"))
    other = Unanswered("b", "", "Q?", "", ("contacts",))
    half = step_of(1, {"units"}, [both, other])
    assert half.now == "in part"
    assert half.waiting == 1, "a question that waits for two sheets waits once"
    assert set(half.missing) == {"teams", "who supports whom"}
    assert step_of(1, set(), []).now == "not begun"


def test_without_teams_no_later_step_is_complete() -> None:
    named = {sheet.name for sheet in SHEETS.values() if sheet.step == 2}
    alone = step_of(2, named, [])
    assert (alone.now, alone.teamless) == ("in part", True)
    said = texts(compose_main(Health(CONTEXT, steps=(alone,))))
    assert "in part" in said
    assert "what is loaded belongs to no team yet: load the teams first" in said
    assert step_of(2, {*named, "teams"}, []).now == "complete"
    nothing = step_of(2, set(), [])
    assert (nothing.now, nothing.teamless) == ("not begun", True)
    assert "not loaded: roles, who holds which role" in texts(compose_main(Health(CONTEXT, steps=(nothing,))))


def test_what_would_unlock_most_begins_with_the_teams() -> None:
    assert _best(Counter(contacts=9, teams=1)) == ("Teams", 1)
    assert _best(Counter(contacts=9, protocols=3)) == ("Contacts", 9)
    assert _best(Counter()) is None


def test_a_step_whose_facts_no_query_reads_says_so() -> None:
    read = set[str]().union(*(mentions(query.text) for query in catalog().values() if query.id != "sheets_held"))
    for number in range(1, 6):
        sheets = [sheet for sheet in SHEETS.values() if sheet.step == number]
        made = {name for sheet in sheets for name in (sheet.node, *(edge.type for edge in sheet.edges)) if name}
        used = not made.isdisjoint(read)
        assert ("no page or finding uses it yet" in step_of(number, set(), []).unlocks) is not used, number


def test_no_contact_records_at_all_and_old_ones_are_two_sentences() -> None:
    assert lacking_records(3, 3) == "3 teams have no contact records at all"
    assert lacking_records(3, 1) == (
        "1 team has no contact records at all and 2 teams have contact records that are too old or too few"
    )
    none, old = Silent("Elm team", "D1", 6, 0, never=True), Silent("Oak team", "D2", 5, 0, until=date(2026, 1, 31))
    said = texts(compose_side(Health(CONTEXT, silent=(none, old), silent_count=2, never_count=1)))
    assert "6 buildings depend on it; no contact records at all." in said
    assert "5 buildings depend on it; the last contact records end on 31 January 2026." in said
    for team, lacks in ((none, "no contact records at all"), (old, "the last contact records end on 31 January 2026")):
        said = texts(compose_side(Health(CONTEXT, silent=(team,), silent_count=1, never_count=int(team.never))))
        assert f"{team.team}: {lacks}" in said


def test_teams_without_contact_records_are_counted_in_all() -> None:
    some = tuple(Silent(f"Team {n}", f"D{n}", 6, 2) for n in range(4))
    said = texts(compose_side(Health(CONTEXT, silent=some, silent_count=214)))
    assert "214 teams have contact records that are too old or too few" in said
    assert "And 211 more." in said


def test_vacant_posts_by_region_add_up_to_all() -> None:
    rows = (
        Vacant("1 Edinburg", "principal", 10, 2),
        Vacant("1 Edinburg", "superintendent", 4, 1),
        Vacant("2 Corpus", "principal", 20, 5),
    )
    said = texts(compose_main(Health(CONTEXT, vacancies=rows, steps=steps(*["complete"] * 5))))
    table = said.split("Vacant posts by region")[1]
    assert "all posts share vacant 1 Edinburg 2 of 10 1 of 4 3 of 14 21%" in table
    assert "2 Corpus 5 of 20 \N{EN DASH} 5 of 20" in table
    assert "All 7 of 30 1 of 4 8 of 34 24%" in table


def test_kinds_of_posts_without_a_vacancy_stand_together() -> None:
    rows = (Vacant("1 Edinburg", "principal", 10, 2), Vacant("1 Edinburg", "team_lead", 7, 0))
    said = texts(compose_main(Health(CONTEXT, vacancies=rows, steps=steps(*["complete"] * 5))))
    table = said.split("Vacant posts by region")[1]
    assert "all others" in table
    assert "1 Edinburg 2 of 10 0 of 7 2 of 17" in table


def test_vacancies_that_cannot_be_told_say_why() -> None:
    said = texts(compose_main(Health(CONTEXT, vacancies_missing="the sheet roles has not been loaded")))
    assert "We can't tell: the sheet roles has not been loaded." in said


def test_metric_rows_become_regions_in_their_order() -> None:
    rows = [
        {
            "unit_id": f"ESC-{n:02}",
            "unit": f"Region {n} City{n}",
            "level": level,
            "code": "principal",
            "posts": 5,
            "vacant": n,
        }
        for n, level in ((10, "region"), (2, "region"), (1, "state"))
    ]
    assert [each.region for each in vacant_of(rows)] == ["2 City2", "10 City10"]


def test_rows_set_aside_are_read_masked_and_counted(tmp_path: Path) -> None:
    problems = [
        Problem("units.csv", 3, "opened", "bad_date", "3… (8 characters)", "This is no date; write 2026-09-01."),
        Problem("units.csv", 4, "opened", "bad_date", "4… (8 characters)", "This is no date; write 2026-09-01."),
        Problem("teams.csv", 9, "unit_id", "dangling", "X… (3 characters)", "No such unit; add it or correct the id."),
    ]
    place = quarantine.write(tmp_path, "abc", problems)
    rows = quarantined([{"quarantine": place}, {"quarantine": ""}, {"quarantine": str(tmp_path / "gone.csv")}])
    assert [row["code"] for row in rows] == ["bad_date", "bad_date", "dangling"]
    assert reasons_of(rows) == (("This is no date", 2), ("No such unit", 1))


def test_reasons_count_whatever_place_they_name() -> None:
    near = "There is no unit with this id, but one differs from it only by case. The other is in line {} of u.csv."
    rows = [{"reason": near.format(line), "code": "unknown_id", "lost": "cell"} for line in (2, 5)]
    assert reasons_of(rows) == (
        ("Cell left out: There is no unit with this id, but one differs from it only by case", 2),
    )


@pytest.mark.parametrize(
    ("aside", "cells", "said"),
    [
        (1, 0, "1 row set aside"),
        (0, 1, "1 cell left out of rows that were loaded"),
        (2, 5, "2 rows set aside, 5 cells left out of rows that were loaded"),
    ],
)
def test_cells_left_out_are_named_beside_rows(aside: int, cells: int, said: str) -> None:
    side = compose_side(Health(CONTEXT, came=(Came("Units", "a", DAY, 9, 9 - aside, aside, 0, None, cells),)))
    assert said in texts(side)


def test_what_needs_a_person_names_size_and_way_on() -> None:
    health = Health(
        CONTEXT,
        unanswered=(("Which loops?", "the sheet meetings has not been loaded"),),
        questions=38,
        came=(Came("Units", "a", DAY, 66, 0, 66, 0),),
        reasons=(("a person not in any list", 24), ("a date that can't be read", 19)),
        silent=(Silent("Palmer district team", "D19", 7, 6),),
        silent_count=1,
        best=("Meetings", 9),
    )
    said = texts(compose_side(health))
    assert (
        "Palmer district team : 7 buildings depend on it; for 6 of them we can't tell whether the line holds." in said
    )
    assert "66 rows set aside" in said
    assert "Each with file, row, column and reason; a row may have several." in said
    assert "Most often: a person not in any list (24), a date that can't be read (19)." in said
    assert "Most is unlocked by Meetings : 9 questions." in said
    assert "Which loops? (the sheet meetings has not been loaded)" in said


def test_an_empty_panel_says_so() -> None:
    assert "Nothing waits here" in compose_side(Health(CONTEXT))


def test_posts_without_a_kind_are_among_all_others_and_bars_are_shares() -> None:
    rows = (
        Vacant("1 Edinburg", "principal", 100, 2),
        Vacant("1 Edinburg", "other", 100, 6),
        Vacant("2 Corpus", "principal", 10, 1),
        Vacant("2 Corpus", "other", 10, 0),
    )
    made = compose_main(Health(CONTEXT, vacancies=rows, steps=steps(*["complete"] * 5)))
    assert "principal all others all posts" in texts(made)
    assert "other kinds" not in texts(made)
    alone = texts(compose_main(Health(CONTEXT, vacancies=rows[1::2], steps=steps(*["complete"] * 5))))
    assert "all others" not in alone, "beside all posts it would say the same twice"
    assert re.findall(r'class="bar share" style="width:([\d.]+)px"', made) == ["104.0", "130.0"]


def test_steps_are_not_complete_while_contact_records_of_teams_are_missing() -> None:
    every = {sheet.name for sheet in SHEETS.values() if sheet.step} | {"teams"}
    lacking = lacking_records(10, 3)
    steps_in = tuple(step_of(number, every, [], lacking) for number in range(1, 6))
    assert [step.now for step in steps_in] == ["complete", "complete", "in part", "complete", "complete"]
    health = Health(CONTEXT, steps=steps_in, silent_count=10, never_count=3)
    assert "Four of five steps are complete, one in part." in texts(compose_headline(health))
    said = texts(compose_main(health))
    assert "3 teams have no contact records at all and 7 teams have contact records that are too old or too few" in said
    assert [step_of(number, every, []).now for number in range(1, 6)] == ["complete"] * 5


def test_what_has_ended_is_not_in_the_graph_now() -> None:
    came = (Came("Units", "a", DAY, 10, 7, 2, 1, 2208, past=12, ahead=1), Came("Teams", "a", DAY, 3, 3, 0, 0, 3))
    said = texts(compose_main(Health(CONTEXT, came=came, steps=steps(*["complete"] * 5))))
    assert "2,208 12 ended 1 not begun Teams" in said
    assert "3 All" in said
