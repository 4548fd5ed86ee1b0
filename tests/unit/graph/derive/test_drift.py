"""Leaders who drift: falls worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from graph.derive.steps.drift import drifted


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
