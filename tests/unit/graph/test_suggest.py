"""Names that may have been meant, in one form of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.suggest import did_you_mean, ended


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("severety", ["severity", "sheets"], "; did you mean 'severity'?"),
        ("s-4", ["S-04", "S-05", "T-01"], "; did you mean 'S-04'?"),
        ("team", ["team_id", "buildings"], "; did you mean 'team_id'?"),
        ("team", ["team_a", "team_b", "team_c", "team_d"], "; did you mean 'team_a', 'team_b' or 'team_c'?"),
        ("quite else", ["severity"], ""),
        ("", ["severity"], ""),
        ("x", [], ""),
    ],
)
def test_the_end_of_a_sentence(name: str, known: list[str], said: str) -> None:
    assert did_you_mean(name, known) == said


@given(st.text(), st.lists(st.text()))
def test_only_known_names_are_offered_and_never_too_many(name: str, known: list[str]) -> None:
    said = did_you_mean(name, known)
    assert said == "" or said.endswith("?")
    assert sum(repr(other) in said for other in set(known)) >= (1 if said else 0)


@given(st.text(min_size=3), st.lists(st.text()))
def test_a_name_that_is_known_is_near_itself(name: str, known: list[str]) -> None:
    assert did_you_mean(name, [name, *known]).startswith(f"; did you mean {name!r}")


def test_a_question_needs_no_full_stop() -> None:
    assert ended("Unknown sheet 'unitz'; did you mean 'units'?") == "Unknown sheet 'unitz'; did you mean 'units'?"
    assert ended("Unknown sheet 'x'") == "Unknown sheet 'x'."
    assert ended("That is all.") == "That is all."
