"""Continuity: roles, never names; rows and headline agree; what is not known is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboards.drawing.inputs import LinkFacts, UnitRef
from dashboards.screens.continuity.page import missing_of
from dashboards.screens.continuity.rows import compose_main
from dashboards.screens.continuity.side import breaks_with, compose_side
from dashboards.screens.continuity.text import HeldRole, Single, Standing, cells, ends, headline_of, lead_of, stands_in
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import join
from tests.support.screens import texts

STATE = UnitRef("ST", "Tamarack", "state")
LAKE = UnitRef("R2", "Lake Country", "region", "2")
CEDAR = UnitRef("R3", "Cedar Valley", "region", "3")
LEAD = HeldRole("RIT-R2-lead", "Regional support lead", "Region 2 team")


def single(upper: UnitRef, lower: UnitRef, lose: int, *roles: HeldRole, **changes: object) -> Single:
    facts = LinkFacts(f"X:{lower.unit_id}", "X", "alive", "holds", upper, lower, people=1, single=True)
    given = {"buildings": lose, "connected": lose, **changes}
    named = {name: given.pop(name) for name in ("within", "written", "inside") if name in given}
    return Single(replace(facts, **given), roles=roles, **named)  # type: ignore[arg-type]


def district(name: str) -> UnitRef:
    return UnitRef(f"D-{name}", name, "district")


REGION_LINK = single(STATE, LAKE, 31, LEAD, inside=12)
CANFIELD = single(LAKE, district("Canfield"), 5, HeldRole("c", "District coordinator"), within=("X:R2",))
CLEARWATER = single(LAKE, district("Clearwater"), 5, HeldRole("w", "District coaching lead"), within=("X:R2",))
EASTLAKE = single(CEDAR, district("Eastlake"), 12, HeldRole("e", "District support coordinator"))
ROWS = [REGION_LINK, EASTLAKE, CANFIELD, CLEARWATER]


def standing(rows: list[Single] = ROWS, **changes: object) -> Standing:
    chosen = rows[0] if rows else None
    known = {"rows": rows, "different": 43, "connected": 247, "total": 400, "chosen": chosen, "lost": 31}
    return Standing(**{**known, "breaks": rows[:1], **changes})  # type: ignore[arg-type]


def test_headline_counts_links_and_different_buildings() -> None:
    said = "Four links hang on one person each, with no stand-in; 43 connected buildings depend on them."
    assert headline_of(standing()) == said
    one = standing([EASTLAKE], different=1)
    assert headline_of(one) == "One link hangs on one person, with no stand-in; 1 connected building depends on it."
    assert headline_of(standing([])) == "No link hangs on one person without a stand-in."
    none = headline_of(standing(different=0))
    assert none.endswith("no connected buildings depend on them.")


def test_lead_names_the_largest_and_what_cannot_be_told() -> None:
    said = texts(join(*lead_of(standing(unknown=7))))
    assert "If one of these roles falls vacant, the connected buildings behind its link lose their line." in said
    assert "The Region 2 link alone carries 31 connected buildings ; name a stand-in." in said
    assert "For 7 links we can't tell how many people hold them." in said


def test_nested_links_are_said_in_words_and_add_up() -> None:
    said = texts(compose_main(standing()))
    assert (
        "The two links inside Region 2 carry 10 of the same 31 connected buildings, so the rows add up to 53 for 43"
        in said
    )
    assert "Region 2 and Canfield (in Region 2)" in said
    assert "add up" not in texts(compose_main(standing([REGION_LINK, EASTLAKE])))


def test_links_nested_in_several_others_are_said_too() -> None:
    cedar = single(STATE, CEDAR, 20, HeldRole("s", "Specialist"))
    inner = replace(EASTLAKE, within=("X:R3",))
    said = texts(compose_main(standing([REGION_LINK, cedar, inner, CANFIELD], different=51)))
    assert "Two of these links lie inside others and carry 17 of the same connected buildings" in said
    assert "add up to 68 for 51 different buildings" in said


def test_the_largest_bar_is_150_px_and_a_row_without_connected_buildings_has_none() -> None:
    far = single(CEDAR, district("Far"), 0, HeldRole("f", "Coach"), buildings=9)
    made = compose_main(standing([REGION_LINK, EASTLAKE, far], different=43))
    assert 'style="width:150.0px"' in made
    assert f'style="width:{150 * 12 / 31:.1f}px"' in made
    assert made.count('class="bar gap"') == 2
    assert "9 in scope, none connected now" in texts(made)


def test_rows_beyond_the_tenth_are_folded() -> None:
    rows = [single(CEDAR, district(f"No{at}"), 20 - at, HeldRole(f"h{at}", f"Role {at}")) for at in range(13)]
    folded = compose_main(standing(rows, different=260))
    assert "Role 9" in folded
    assert "Role 10" not in folded
    assert "Show 3 more" in folded
    assert "Role 12" in compose_main(standing(rows, different=260, every=True))


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (HeldRole("a", "A"), ""),
        (HeldRole("a", "A", acting=True, until=date(2027, 1, 31)), "acting until 31 Jan 2027"),
        (HeldRole("a", "A", acting=True), "acting"),
        (HeldRole("a", "A", until=date(2027, 6, 30)), "ends 30 Jun 2027"),
        (HeldRole("a", "A", until=date(2027, 6, 30), holders=2), "one holder ends 30 Jun 2027"),
        (HeldRole("a", "A", holders=0, vacant_since=date(2026, 5, 3)), "vacant since 3 May 2026"),
    ],
)
def test_recorded_ends(role: HeldRole, said: str) -> None:
    assert ends(replace(EASTLAKE, roles=(role,)), none="") == said


def test_a_role_that_nobody_knows_is_said_in_words() -> None:
    counted = replace(EASTLAKE, roles=())
    made = standing([counted], different=12)
    assert "Role not known counted by the teams themselves" in texts(compose_main(made))
    side = texts(compose_side(made))
    assert "If this one person leaves" in side
    assert "the teams counted the people themselves" in side


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (EASTLAKE, "nobody"),
        (single(CEDAR, district("A"), 9, LEAD, single=False, written=True), "a role is responsible in writing"),
        (single(CEDAR, district("A"), 4, LEAD, single=False), "fewer than five buildings depend on it"),
        (single(CEDAR, district("A"), 9, LEAD, single=False), "somebody stands in"),
        (single(CEDAR, district("A"), 9, single=False), "can't tell: role not known"),
    ],
)
def test_who_stands_in(row: Single, said: str) -> None:
    assert stands_in(row, 5) == said


def test_covered_links_are_counted_apart_from_those_we_cannot_tell() -> None:
    covered = [
        single(CEDAR, district("Held"), 9, LEAD, single=False),
        single(CEDAR, district("Open"), 9, single=False),
    ]
    closed = texts(compose_main(standing(covered=covered)))
    assert "1 more link is held by one person, and needs no step now" in closed
    assert "Of one more we can't tell whose role holds them." in closed
    assert "Region 3 and Open" not in closed
    assert "Region 3 and Open" in texts(compose_main(standing(covered=covered, listed=True)))


def test_what_if_counts_down_and_says_what_still_works() -> None:
    side = compose_side(standing())
    said = texts(side)
    assert "247 → 216 connected" in said
    assert "State team to Region 2" in said
    assert "31 connected, all in Lake Country" in said
    assert "12 links inside Region 2" in said
    assert "Do: State team lead names a stand-in, or a second person of Region 2 joins." in said
    assert "216 of 400 buildings in scope stay connected, 31 fall" in side
    assert "protects 31 connected buildings. Next: Region 3 to Eastlake, 12." in said


def test_a_role_that_holds_two_links_breaks_both() -> None:
    second = single(STATE, CEDAR, 20, LEAD)
    rows = [REGION_LINK, second, EASTLAKE]
    broken = breaks_with(rows, second)
    assert broken == [second, REGION_LINK]
    made = standing(rows, different=51, chosen=second, breaks=broken, lost=51)
    said = texts(compose_side(made))
    assert "Links that break State team to Region 3 State team to Region 2" in said
    assert "247 → 196 connected" in said
    assert "Regional support lead two links" in texts(compose_main(made))


def test_a_row_selects_itself_through_the_address() -> None:
    made = compose_main(standing())
    assert 'href="continuity?link=X%3AD-Eastlake"' in made
    assert made.count('aria-current="true"') == 1


def test_what_is_missing_is_said_instead() -> None:
    units = ("units", "teams", "roles", "assignments")
    assert missing_of(LoadContext(loaded="teams", sheets=units)) == "contact records are missing"
    assert missing_of(LoadContext(loaded="all", sheets=(*units, "contacts"))) == ""
    lacking = missing_of(LoadContext(loaded="all", sheets=("units", "teams", "contacts")))
    assert lacking == "roles and who holds which role were not loaded"
    bare = Standing(missing=lacking)
    assert headline_of(bare).startswith("We can't tell yet which links hang on one person: roles and")
    assert compose_main(bare) == compose_side(bare) == ""


def test_the_table_twin_holds_every_link() -> None:
    covered = [single(CEDAR, district("Held"), 9, LEAD, single=False)]
    rows = [single(CEDAR, district(f"No{at}"), 9, HeldRole(f"h{at}", f"Role {at}")) for at in range(13)]
    made = standing(rows, different=117, covered=covered, table=True)
    table_of = compose_main(made)
    assert table_of.count("<tr>") == 1 + 13 + 1
    unknown = single(CEDAR, district("A"), 9, single=False)
    assert cells(made, unknown)[0] == "role not known", "who counted it is told only where that is known"
    assert cells(made, rows[0])[:5] == ("Role 0", "", "Region 3 and No0", 9, 9)


def test_a_long_list_of_covered_links_is_cut_with_its_count() -> None:
    covered = [single(CEDAR, district(f"No{at}"), 1, LEAD, single=False) for at in range(307)]
    made = compose_main(standing(covered=covered, listed=True))
    assert "And 7 more: download the list to see them all." in made
    assert "307 more links are held by one person, and need no step now" in made


def test_good_news_is_told_without_a_doubt_that_there_is_not() -> None:
    assert headline_of(Standing()) == "No link hangs on one person without a stand-in."
    assert headline_of(Standing(unknown=4)) == "No link is known to hang on one person without a stand-in."
