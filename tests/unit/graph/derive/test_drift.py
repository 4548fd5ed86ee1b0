"""Leaders who drift: falls worked out by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

<<<<<<< HEAD
from graph.derive.steps.drift import drifted
=======
from graph.derive.step import Work
from graph.derive.steps.drift import _drifts, drifted
from graph.derive.steps.leading import merge_by_roles
from graph.model.cypher_builder import statement
from graph.profile.profile import Profile
from graph.queries.catalog import catalog
from graph.queries.dependencies import changes, meet, mentions
>>>>>>> def2e69 (Leaders who drift are told of without the figures of one person; tests over all answers and all routes)


def test_only_who_fell_each_time_has_drifted() -> None:
    #                  fell twice, once, never, rose between, nobody to begin with, fell to nothing
    depth = [np.array([8, 8, 5, 6, 0, 3]), np.array([6, 8, 5, 7, 0, 1]), np.array([2, 4, 5, 3, 0, 0])]
    usual, fell = drifted(depth, np.arange(6))
    assert fell.tolist() == [0, 5]
    # Shares left: 0.25, 0.5, 1, 0.5, none to tell, 0; the middle one of five.
    assert usual == pytest.approx(0.5)
    assert drifted(depth, np.array([2, 0]))[1].tolist() == [0]


def test_what_is_usual_is_never_more_than_all() -> None:
    depth = [np.array([1, 2]), np.array([2, 3]), np.array([4, 5])]
    usual, fell = drifted(depth, np.arange(2))
    assert (usual, fell.tolist()) == (1.0, [])
    assert drifted([np.zeros(2, dtype=np.int32)] * 3, np.arange(2))[0] == 1.0
    assert drifted(depth, np.zeros(0, dtype=np.int64))[1].tolist() == []
<<<<<<< HEAD
=======


def test_several_who_hold_one_role_are_told_of_once() -> None:
    rows = [("a", 1, 8, 5, 4), ("b", 1, 3, 2, 1), ("a", 1, 8, 4, 2), ("a", 1, 9, 8, 7)]
    assert list(merge_by_roles(rows, lambda figures: figures[2])) == [("a", 3, 8, 4, 2), ("b", 1, 3, 2, 1)]
    assert list(merge_by_roles([], lambda figures: figures[0])) == []


def test_how_many_could_be_judged_is_counted_again_where_it_changed() -> None:
    population = catalog()["n08_drifting_leader"].population
    assert population is not None
    assert meet(changes(statement("derive/drift/judge")), mentions(population.count))


@pytest.mark.parametrize(
    ("earliest", "now", "usual", "drifts"),
    [(8, 2, 1.0, True), (8, 4, 1.0, True), (8, 5, 1.0, False), (8, 3, 0.4, False), (2, 0, 1.0, False)],
)
def test_only_a_fall_beyond_what_is_usual_is_kept(earliest: int, now: int, usual: float, drifts: bool) -> None:
    work = SimpleNamespace(profile=Profile.load("education"))
    assert _drifts(cast("Work", work), earliest, earliest - 1, now, usual) is drifts
>>>>>>> def2e69 (Leaders who drift are told of without the figures of one person; tests over all answers and all routes)
