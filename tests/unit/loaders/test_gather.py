"""Sheets that the loaders gather."""

from __future__ import annotations

from pathlib import Path

from tests.support.loading_help import SMALL, gather


def test_an_id_is_one_object_in_all_sheets(tmp_path: Path) -> None:
    frames = {rows.sheet: rows.frame for rows in gather(tmp_path, **SMALL).sheets}
    given = {text: text for text in frames["people"]["person_id"]}
    assert list(frames["assignments"]["person_id"]) == ["p1", "p2"]
    assert all(given[text] is text for text in frames["assignments"]["person_id"])
    assert list(frames["assignments"].columns) == ["person_id", "role_id", "fte", "since"]
