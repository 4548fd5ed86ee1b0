"""Rows of contact by calendar day, and the file that keeps them."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.derive.read import snapshot
from graph.derive.read.pages import People
from graph.derive.read.records import Meetings
from graph.derive.read.rows import NO_DAY, Rows, days
from graph.derive.read.snapshot import Kept

UNSAID = date(1, 1, 1)


@given(st.lists(st.dates()))
def test_a_day_sent_as_year_and_day_of_the_year_is_the_same_day(sent: list[date]) -> None:
    coded = np.array([day.year * 366 + day.timetuple().tm_yday for day in sent], dtype=np.int64)
    assert days(coded).tolist() == [(day - date(1970, 1, 1)).days for day in sent]
    assert days(np.zeros(2, dtype=np.int64)).tolist() == [NO_DAY] * 2


def rows(*known: tuple[date | None, date | None]) -> Rows:
    def numbers(at: int) -> np.ndarray:
        basis = [NO_DAY if pair[at] is None else (pair[at] - date(1970, 1, 1)).days for pair in known]  # type: ignore[operator]
        return np.array(basis, dtype=np.int32)

    ends = np.arange(len(known), dtype=np.int32)
    return Rows(ends, ends[::-1], numbers(0), numbers(1), np.ones(len(known)), np.zeros(len(known), dtype=np.int8))


def test_ages_count_back_from_the_date_and_what_begins_later_is_not_there_yet() -> None:
    march, may, july = date(2026, 3, 1), date(2026, 5, 31), date(2026, 7, 1)
    found = rows((march, may), (march, july), (july, july), (None, may), (None, july), (None, None), (march, None))
    began, age, since = found.ages(date(2026, 6, 1))
    assert began.tolist() == [True, True, False, True, False, True, True]
    assert age[began].tolist() == [1, 0, 1, 0, 0]
    assert since[began].tolist() == [92, 92, 1, 0, 92]


def test_fresh_rows_take_the_place_of_those_that_are_not_kept() -> None:
    old = rows((date(2026, 1, 1), None), (None, date(2026, 1, 2)), (None, None))
    fresh = rows((date(2026, 1, 4), date(2026, 1, 5)))
    found = old.renewed(np.array([True, False, True]), fresh)
    assert found.start.tolist() == [0, 2, 0]
    assert found.first.tolist() == [*old.first[[0, 2]].tolist(), *fresh.first.tolist()]
    assert [getattr(found, name).dtype for name in vars(old)] == [getattr(old, name).dtype for name in vars(old)]
    assert len(old.renewed(np.zeros(3, dtype=np.bool_), Rows.joined([])).start) == 0


def kept(folder: Path) -> Kept:
    people = People(
        np.array(["A", "B"], dtype=object),
        np.array([7, 3]),
        np.array(["", "U"], dtype=object),
        np.array([True, False]),
    )
    met = np.array([0, 0], dtype=np.int32)
    found = Kept({"loads": [["L", 1]]}, date(2026, 6, 1), people, rows((None, None)), Meetings(met, met, met, met + 2))
    snapshot.store(folder, found)
    return found


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    found, back = kept(folder), snapshot.fetch(folder)
    assert back is not None
    assert (back.standing, back.as_of) == (found.standing, found.as_of)
    for part in ("people", "rows", "meetings"):
        ours, theirs = (
            {name: (value.dtype, value.tolist()) for name, value in vars(getattr(one, part)).items()}
            for one in (found, back)
        )
        assert ours == theirs
    assert back.people.places(np.array([3, 7])).tolist() == [1, 0]
    (file,) = folder.iterdir()
    assert os.name == "nt" or file.stat().st_mode & 0o077 == 0


def test_what_cannot_be_read_or_is_of_another_form_counts_as_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert snapshot.fetch(tmp_path) is None
    kept(tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for damaged in (b"", b"no arrow file", whole[: len(whole) // 2]):
        file.write_bytes(damaged)
        assert snapshot.fetch(tmp_path) is None
    kept(tmp_path)
    monkeypatch.setattr(snapshot, "VERSION", snapshot.VERSION + 1)
    assert snapshot.fetch(tmp_path) is None
