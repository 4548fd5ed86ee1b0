"""Silos: who must work together, what is little, and nothing of a unit with too few people."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from dashboards.drawing.inputs import UnitRef
from dashboards.screens.silos.matrix import compose_main, compose_side
from dashboards.screens.silos.text import (
    Between,
    Inward,
    LevelFigures,
    Look,
    Matrix,
    basis_of,
    brief_names,
    cells,
    expected_text,
    headline_of,
    lead_of,
    look_of,
)
from dashboards.shell.markup import Markup, join
from tests.support.screens import texts

NAMES = {"SE": "Office of Special Education", "CU": "Office of Curriculum", "FI": "Office of Finance", "LE": "Legal"}
UNITS = [UnitRef(unit_id, name, "office") for unit_id, name in NAMES.items()]  # type: ignore[arg-type]
DAY = date(2026, 10, 31)


def between(one: str, other: str, ties: int | None, expected: float | None, **more: Any) -> Between:
    required = more.get("required", False)
    look = look_of(ties, expected, 0.5, least=2 if required else 0, few=more.pop("few", False))
    return Between(one, other, look, ties, expected, **more)


CELLS = [
    between("SE", "CU", 2, 14.0, required=True, why="coaching", role="Literacy coordinator"),
    between("SE", "FI", 0, 6.2, required=True, why="budgets for coaching."),
    between("CU", "FI", 5, 6.0),
    between("SE", "LE", None, None, few=True, required=True),
    between("CU", "LE", None, None, few=True),
    between("FI", "LE", None, None, few=True),
]


def matrix(*cells_: Between, **changes: Any) -> Matrix:
    pairs = {(pair.one, pair.other): pair for pair in cells_ or CELLS}
    known = {"units": UNITS, "few": frozenset({"LE"}), "pairs": pairs, "levels": ("office", "region")}
    return Matrix(**{**known, "as_of": DAY, "since": date(2026, 3, 4), "sources": "contact records", **changes})


@pytest.mark.parametrize(
    ("ties", "expected", "least", "look"),
    [
        (7, 14.0, 0, "full"),
        (6, 14.0, 0, "half"),
        (0, 14.0, 0, "unexpected"),
        (0, 14.0, 2, "none"),
        (0, 0.9, 2, "none"),
        (1, 0.01, 2, "half"),
        (1, 0.01, 0, "full"),
        (2, 0.01, 2, "full"),
        (2, 14.0, 2, "half"),
        (None, 3.0, 2, "unknown"),
    ],
)
def test_looks(ties: int | None, expected: float, least: int, look: Look) -> None:
    assert look_of(ties, expected, 0.5, least=least, few=False) == look
    assert look_of(ties, expected, 0.5, least=least, few=True) == "few"


def test_headline_counts_pairs_that_must_work_together_and_have_little_contact() -> None:
    said = "Two pairs of offices that must work together have little or no contact on record."
    assert headline_of(matrix()) == said
    one = headline_of(matrix(CELLS[1]))
    assert one == "One pair of offices that must work together has no contact on record."
    little = headline_of(matrix(CELLS[0]))
    assert little == "One pair of offices that must work together has little contact on record."
    silent = [between("SE", other, 0, 14.0, required=True) for other in ("CU", "FI", "ED")]
    assert headline_of(matrix(*silent)) == ("Three pairs of offices that must work together have no contact on record.")
    assert "and one more" not in texts(join(*lead_of(matrix(*silent))))
    talk = between("SE", "CU", 20, 14.0, required=True)
    assert headline_of(matrix(talk)) == "The one pair of offices that must work together is in contact."
    open_ = between("SE", "FI", None, None, required=True)
    assert "Of 2 pairs of offices that must work together, 1 is known" in headline_of(matrix(talk, open_))
    assert headline_of(matrix(CELLS[2])) == "No two offices are recorded as having to work together."
    assert "is not loaded" in headline_of(matrix(CELLS[2], joint=False))


def test_lead_names_pairs_without_contact_and_what_is_not_shown() -> None:
    said = texts(join(*lead_of(matrix())))
    assert "One pair has none : Special Education with Finance. If they are in contact, record it." in said
    assert "One is not shown: an office has fewer than five people." in said


def test_the_legend_has_what_the_picture_shows_and_nothing_else() -> None:
    def legend(*shown: Between, **changes: Any) -> str:
        return texts(Markup(compose_main(matrix(*shown, **changes)).split('class="key">')[1].split("</div>")[0]))

    quiet = between("SE", "CU", 0, 9.0)
    fine = "none no contact on record; these offices are not required to work together"
    assert fine in legend(quiet, few=frozenset())
    assert "not required" not in legend(quiet, few=frozenset(), joint=False)
    both = legend(quiet, CELLS[1], few=frozenset())
    assert "none, though joint work is required" in both
    assert fine in both
    assert "fewer than" not in both
    assert "at least half" not in both
    everything = legend()
    assert "office of fewer than 5 people" in everything
    assert "less none, though joint work is required" in everything
    assert "not required" not in everything


def test_no_contact_where_none_is_required_is_said_in_words_and_has_no_cross() -> None:
    quiet = between("SE", "CU", 0, 9.0)
    made = compose_main(matrix(quiet, few=frozenset())).split('class="key"')[0]
    assert "none not required" in texts(made)
    assert "<svg" not in made
    assert "<svg" in compose_main(matrix(CELLS[1], few=frozenset())).split('class="key"')[0]


def test_only_framed_cells_are_tinted_and_numbered() -> None:
    made = compose_main(matrix())
    looks = re.findall(r'<td class="([a-z ]+)"><span class="box">', made)
    assert sorted(looks) == ["few", "few", "few framed", "full", "half framed lacks", "none framed lacks"]
    drawn, legend = made.split('class="key"')
    assert (drawn.count('class="disc"'), legend.count('class="disc"')) == (2, 1)
    silent = between("CU", "FI", 0, 9.0)
    assert 'class="unexpected"' in compose_main(matrix(silent))


def test_a_unit_of_too_few_people_is_hidden_in_its_row_and_column() -> None:
    leak = between("SE", "LE", 4, 9.0)
    made = compose_main(matrix(leak))
    assert made.count("too few") == 3
    assert "<b>4</b>" not in made
    assert cells(matrix(), CELLS[3])[2:5] == (None, None, "too few people to show")


def test_no_totals_are_printed() -> None:
    said = texts(compose_main(matrix()))
    assert not re.search(r"\b(total|sum|all together)\b", said)
    assert "7" not in re.findall(r"\d+", said.split("Pairs of people in contact")[0])


def test_cards_break_the_silent_first_then_the_largest_lack() -> None:
    more = between("CU", "LE", 1, 30.0, required=True)
    made = matrix(*CELLS[:3], more, few=frozenset())
    assert [(pair.one, pair.other) for pair in made.silences] == [("SE", "FI"), ("CU", "LE"), ("SE", "CU")]
    said = texts(compose_side(made))
    assert "1 Special Education and Finance: none Joint work is required: budgets for coaching." in said
    assert "6 pairs of people would be expected; no contact is on record. Do: Name one linking person" in said
    assert "Special Education and Curriculum: 2, expected 14" in said
    assert "14 pairs of people would be expected; two pairs are." in said
    assert "mostly through one role, Literacy coordinator." in said
    assert "Agree in writing what is shared" in said


def test_a_fourth_silence_is_counted_and_no_silence_is_never_an_empty_column() -> None:
    many = [between("SE", other, 0, 5.0 + at, required=True) for at, other in enumerate("ABCD")]
    assert "And one more pair" in texts(compose_side(matrix(*many)))
    calm = texts(compose_side(matrix(between("SE", "CU", 20, 14.0, required=True))))
    assert "No silence to break Every pair that must work together has at least half" in calm
    assert "nothing is guessed" in texts(compose_side(matrix(CELLS[2])))
    unsure = matrix(between("SE", "CU", None, None, required=True))
    assert "for the others we can't tell" in texts(compose_side(unsure))


def test_where_chance_gives_nothing_joint_work_asks_for_two() -> None:
    small = between("SE", "FI", 1, 0.02, required=True)
    made = matrix(small)
    assert expected_text(made, small) == "at least 2"
    assert "At least 2 pairs of people should be in contact; one pair is." in texts(compose_side(made))
    assert "at least two pairs of people" in basis_of(made)
    assert expected_text(made, between("SE", "CU", 0, 0.02)) == "expected <1"


def test_what_expected_means_the_period_and_the_coverage_are_said() -> None:
    said = basis_of(matrix(covered=0.889))
    assert "4 Mar 2026 to 31 Oct 2026, contact records; contacts of 89% of the people shown are known." in said
    assert "contact between offices were spread by their size alone" in said


def test_names_lose_their_office_where_they_stay_apart() -> None:
    assert brief_names(UNITS)["SE"] == "Special Education"
    twins = [UnitRef("a", "Office of Finance", "office"), UnitRef("b", "Division of Finance", "office")]  # type: ignore[arg-type]
    assert brief_names(twins) == {"a": "Office of Finance", "b": "Division of Finance"}
    assert brief_names([UnitRef("R1", "North", "region", "1")]) == {"R1": "1 North"}


def test_the_table_twin_tells_every_pair_in_words() -> None:
    said = compose_main(matrix(table=True))
    assert said.count("<tr>") == 1 + len(CELLS)
    assert "little" in said
    assert "too few people to show" in said
    assert "triangle" not in said


def test_units_that_talk_among_themselves() -> None:
    found = [Inward("90% of the contacts of Elm stay inside.", "D1")]
    made = compose_main(matrix(inward=found))
    assert 'href="alignment?at=D1"' in made
    assert "No unit stands out from its level" in texts(compose_main(matrix()))
    assert "We can't tell: people." in texts(compose_main(matrix(inward_missing="people")))


def test_what_is_missing_is_said_instead() -> None:
    bare = Matrix(missing="contact records are missing")
    assert headline_of(bare) == "We can't tell yet who talks with whom: contact records are missing."
    assert compose_side(bare) == ""
    assert "See what to collect first" in texts(join(*lead_of(bare)))


REGIONS = LevelFigures(
    "region",
    0.99,
    0.07,
    silence="No contact between any of the 8 regions is on record. Spread by size alone, about 787 would be.",
    advice="Bring the leads together.",
)
DISTRICTS = LevelFigures("district", 0.96, 0.01, 57)


def test_what_is_usual_is_said_in_words_with_the_metrics_own_figures() -> None:
    said = texts(compose_main(matrix(figures=(DISTRICTS, LevelFigures("office", 0.55, 0.04, 0)))))
    assert "96% of the contacts of a district stay inside it (by size alone, 1% would)" in said
    assert "55% of the contacts of an office stay inside it (by size alone, 4% would)" in said
    assert "only if it stands out from the others of its level. There are too few offices to compare." in said
    assert "No unit stands out from its level" in said


def test_a_silent_level_is_the_headline_the_first_card_and_never_usual() -> None:
    silent = [between(f"R{n}", f"R{n + 1}", 0, 0.0) for n in range(3)]
    made = matrix(*silent, level="region", few=frozenset(), figures=(REGIONS, DISTRICTS))
    assert headline_of(made) == "No contact between any of the 8 regions is on record."
    assert texts(join(*lead_of(made))) == "Spread by size alone, about 787 would be."
    assert "No contact between any of the 8 regions is on record. Do: Bring the leads" in texts(compose_side(made))
    said = texts(compose_main(made))
    assert "Spread by size alone, about 787 would be." in said
    assert "No unit stands out" not in said
    assert "of the contacts of a region" not in said
    assert "So little contact between regions is on record that single pairs can't be compared" in said
    assert not re.search(r"expected|Expected", said.split("What is usual")[0])
    assert cells(made, silent[0])[3] is None
    assert "not required" not in said


def test_units_that_need_not_work_together_are_counted_by_whether_they_are_in_contact() -> None:
    few = matrix(CELLS[2], figures=(LevelFigures("office", 0.5, 0.1, 8, 8, 3),))
    assert headline_of(few) == "3 of the 8 offices have no contact on record with any other."
    assert texts(join(*lead_of(few))) == "No two offices are recorded as having to work together."
    all_ = matrix(CELLS[2], figures=(LevelFigures("office", 0.5, 0.1, 8, 8, 0),), joint=False)
    assert headline_of(all_) == "Each of the 8 offices is in contact with another on record."
    assert "is not loaded" in texts(join(*lead_of(all_)))
    assert headline_of(matrix(*CELLS, figures=few.figures)).startswith("Two pairs of offices")


def test_a_level_that_is_silent_elsewhere_is_listed_on_every_tab() -> None:
    made = matrix(figures=(REGIONS,))
    assert headline_of(made).startswith("Two pairs of offices")
    assert "No contact between any of the 8 regions is on record." in texts(compose_main(made))
    assert "of the 8 regions" not in texts(compose_side(made))
