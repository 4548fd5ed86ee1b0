"""A name that two units share is told with the unit that they are part of, and with nothing where it is plain."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.queries.evaluate import rows_of
from graph.queries.namesakes import Namesakes
from graph.runner import Result
from tests.support.fake_answers import make_query

ROWS = [
    {"unit_id": "B1", "name": "Lakeside", "within": "Elm"},
    {"unit_id": "B2", "name": "Lakeside", "within": "Oak"},
    {"unit_id": "D1", "name": "Elm", "within": "Region 1"},
]
NAMES = Namesakes.of(ROWS)


@pytest.mark.parametrize(
    ("text", "ids", "said"),
    [
        ("Team, Lakeside has no time.", ["T", "B2"], "Team, Lakeside (Oak) has no time."),
        ("Lakeside and Lakeside North.", ["B1"], "Lakeside (Elm) and Lakeside North."),
        ("Lakesides are many.", ["B1"], "Lakesides are many."),
        ("Elmwood and Lakeside.", ["B1"], "Elmwood and Lakeside (Elm)."),
        # The sentence says it anyway.
        ("Elm and Lakeside.", ["B1"], "Elm and Lakeside."),
        # Which of them is meant where is not known.
        ("Lakeside and Lakeside.", ["B1", "B2"], "Lakeside and Lakeside."),
        ("Nothing here.", ["B1"], "Nothing here."),
        ("Lakeside is well.", ["B9"], "Lakeside is well."),
    ],
)
def test_a_shared_name_has_its_place(text: str, ids: list[str], said: str) -> None:
    assert NAMES.placed(text, ids) == said


def test_a_finding_says_where_the_unit_that_it_names_is(tmp_path: Path) -> None:
    row = {"team_id": "Lakeside", "since": None, "ids": ["B1"], "buildings": 1}
    query = make_query(tmp_path)
    assert rows_of(query, Result((), [row]), 20, NAMES)[0].sentence == "Lakeside (Elm) has no support. 1 building."
    assert rows_of(query, Result((), [row]), 20)[0].sentence == "Lakeside has no support. 1 building."
