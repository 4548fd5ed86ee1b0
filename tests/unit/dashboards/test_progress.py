"""Progress in a log: lines, and none of them twice."""

from __future__ import annotations

import pytest

from dashboards.progress import progress


def test_a_stage_that_stands_still_says_so_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dashboards.progress._SILENCE", -1.0)
    with progress() as report:
        for done in (0, 9_170, 9_170, 9_170):
            report("writing", done, 9_170)
        report("deriving", 1, 17)
    assert capsys.readouterr().err.splitlines() == [
        "writing: 0 of 9,170", "writing: 9,170 of 9,170", "deriving: 1 of 17",
    ]  # fmt: skip
