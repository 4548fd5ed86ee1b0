"""Who belongs where, at several levels, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from graph.errors import LooplineError
from graph.network.core.groups import Groups, levels


def test_named_groups_are_numbered_in_order() -> None:
    groups = Groups.named("team", ["b", None, "a", "b", ""])
    assert groups.ids == ("a", "b")
    assert groups.codes.tolist() == [1, -1, 0, 1, -1]
    assert groups.people.tolist() == [1, 2]
    assert groups.sums(np.array([1, 10, 100, 1000, 5])).tolist() == [100, 1001]


def test_every_level_of_a_hierarchy() -> None:
    ids = ["state", "north", "d1", "d2", "s1", "s2", "s3", "office"]
    part_of = [-1, 0, 1, 1, 2, 2, 3, 0]
    kind = ["state", "region", "district", "district", "school", "school", "school", "office"]
    unit = np.array([4, 5, 6, 2, 0, -1, 7])
    found = levels(unit, np.array(part_of), kind, ids)
    assert found["school"].ids == ("s1", "s2", "s3")
    assert found["school"].codes.tolist() == [0, 1, 2, -1, -1, -1, -1]
    assert found["district"].codes.tolist() == [0, 0, 1, 0, -1, -1, -1]
    assert found["region"].codes.tolist() == [0, 0, 0, 0, -1, -1, -1]
    assert found["state"].codes.tolist() == [0, 0, 0, 0, 0, -1, 0]
    assert found["office"].codes.tolist() == [-1, -1, -1, -1, -1, -1, 0]
    above = found["school"].rolled_up("district", np.array([0, 0, 1]), ["d1", "d2"])
    assert above.codes.tolist() == [0, 0, 1, -1, -1, -1, -1]
    assert above.ids == found["district"].ids


def test_nobody_and_no_groups() -> None:
    assert Groups.of("team", np.zeros(0, dtype=np.int64)).count == 0
    assert Groups.of("team", [-1, -1]).people.tolist() == []
    assert Groups.named("team", []).ids == ()


def test_refusals_say_what_and_where() -> None:
    with pytest.raises(LooplineError, match="outside 0 to 1"):
        Groups.of("team", [0, 2], count=2)
    with pytest.raises(LooplineError, match="outside 0 to 0"):
        Groups.of("team", [0, -2])
    with pytest.raises(LooplineError, match="2 groups and 1 ids"):
        Groups.of("team", [0, 1], count=2, ids=["a"])
    with pytest.raises(LooplineError, match="must be whole numbers"):
        Groups.of("team", np.array([0.5, 1.0]))
    with pytest.raises(LooplineError, match="has 2 people, but the network has 3"):
        Groups.of("team", [0, 1]).checked(3)
    with pytest.raises(LooplineError, match="in a cycle"):
        levels(np.array([0]), np.array([1, 0, -1]), ["a", "a", "b"], ["x", "y", "z"])
    with pytest.raises(LooplineError, match="not listed"):
        levels(np.array([0]), np.array([7]), ["a"], ["x"])
