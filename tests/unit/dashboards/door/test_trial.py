"""The door is tried as the doctor does, and a door that lets in is noticed."""

from __future__ import annotations

import pytest

from dashboards.door import guard
from dashboards.door.guard import hung
from dashboards.door.trial import check_door
from graph.doctor.checks import Verdict


def test_the_door_turns_away_what_comes_from_elsewhere() -> None:
    found = check_door()
    assert (found.verdict, found.fix) == (Verdict.OK, "")
    assert not hung(), "the trial's door is gone"


def test_a_door_that_lets_in_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_judged", lambda *_: None)
    found = check_door()
    assert found.verdict is Verdict.FAIL
    assert "a page at another address (websocket)" in found.found
