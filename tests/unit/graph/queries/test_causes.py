"""Consequences under their causes: nothing hides behind a cause that nobody reports, and none ranks above its own."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph.queries.catalog import catalog
from graph.queries.causes import finding_id, fold, ordered
from graph.queries.evaluate import Answer, Row, rows_of
from graph.runner import Result


def row(key: str, severity: str = "high", **given: Any) -> Row:
    return Row(key, {}, (key,), severity, **given)


def answer(query: str, *rows: Row, kind: str = "finding") -> Answer:
    return Answer(query, "S-01", "title", kind, "v1", "l1", None, rows=rows)


def causes(*answers: Answer) -> dict[str, str]:
    return {row.key: row.cause for answer in fold(answers) for row in answer.rows}


def test_what_follows_from_a_reported_cause_stands_under_it() -> None:
    missing = answer("s02", row("D", origins=("team:D",)))
    unsupported = answer("s01", row("A", follows=("team:D",)), row("B", follows=("team:E",)), row("C"))
    assert causes(missing, unsupported) == {"D": "", "A": "s02|D", "B": "", "C": ""}


def test_a_chain_ends_at_its_root() -> None:
    missing = answer("s02", row("D", origins=("team:D",)))
    unsupported = answer("s01", row("A", origins=("support:A",), follows=("team:D",)))
    island = answer("s22", row("I", follows=("support:A",)))
    assert causes(island, unsupported, missing) == {"D": "", "A": "s02|D", "I": "s02|D"}


def test_every_cause_must_be_reported() -> None:
    missing = answer("s02", row("D", origins=("team:D",)))
    both = answer("s07", row("R", follows=("team:D", "team:E")))
    assert causes(missing, both)["R"] == ""
    other = answer("s02", row("D", origins=("team:D",)), row("E", "critical", origins=("team:E",)))
    assert causes(other, both)["R"] == "s02|E"  # the graver one


def test_nothing_is_its_own_cause_and_circles_have_none() -> None:
    assert causes(answer("a", row("A", origins=("x",), follows=("x",)))) == {"A": ""}
    circle = answer("a", row("A", origins=("x",), follows=("y",)), row("B", origins=("y",), follows=("x",)))
    assert set(causes(circle).values()) == {""}


def test_figures_have_no_cause() -> None:
    figure = answer("m", Row("R", {}), kind="metric")
    assert fold([figure]) == [figure]


def test_earlier_causes_do_not_stay() -> None:
    again = fold(fold([answer("s02", row("D", origins=("team:D",))), answer("s01", row("A", follows=("team:D",)))]))
    assert causes(again[1]) == {"A": ""}


def test_consequences_come_right_after_their_cause() -> None:
    small = answer("s02", row("D", "medium", origins=("team:D",)), row("E", "critical"))
    grave = answer("s01", row("A", "critical", follows=("team:D",)), row("B", "high"))
    assert [found.key for _, found in ordered(fold([grave, small]))] == ["E", "B", "D", "A"]


def test_what_it_costs_ranks_before_what_is_behind_it() -> None:
    found = answer("f05", row("A", buildings=90, effect=0), row("B", buildings=3, effect=3))
    assert [each.key for _, each in ordered([found])] == ["B", "A"]


_NAMES = st.sampled_from("abcdef")
_ROWS = st.builds(
    lambda severity, effect, origins, follows: (severity, effect, tuple(origins), tuple(follows)),
    st.sampled_from(["critical", "high", "medium", "low", "info"]),
    st.integers(0, 30),
    st.sets(_NAMES, max_size=2),
    st.sets(_NAMES, max_size=2),
)


@given(st.lists(_ROWS, max_size=8))
def test_every_finding_is_listed_once_and_never_before_its_cause(drawn: list[tuple[Any, ...]]) -> None:
    rows = [
        row(str(n), severity, effect=effect, origins=origins, follows=follows)
        for n, (severity, effect, origins, follows) in enumerate(drawn)
    ]
    folded = fold([answer("q", *rows)])
    places = {finding_id("q", found.key): place for place, (_, found) in enumerate(ordered(folded))}
    assert len(places) == len(rows)
    for found in folded[0].rows:
        assert not found.cause or places[found.cause] < places[finding_id("q", found.key)]
        assert not found.cause or found.follows


def test_the_order_in_which_the_server_gives_causes_means_nothing() -> None:
    query = catalog()["p01_one_person_link"]
    roles = ["lead", "coach"]
    texts = {
        "link_id": "DIT-BIT:B",
        "kind": "DIT-BIT",
        "pair": "D and B",
        "standing": "one person, covered",
        "note": "",
    }
    given: dict[str, Any] = {**dict.fromkeys(column.name for column in query.columns), **texts, "severity": "info"}

    def found(roles: list[str]) -> list[Row]:
        named = {"origins": [f"alone:{role}" for role in roles], "follows": [f"role:{role}" for role in roles]}
        return rows_of(query, Result((), [{**given, **named, "ids": ["D", "B"], "buildings": 1}]), 20)

    assert found(roles) == found(roles[::-1])
