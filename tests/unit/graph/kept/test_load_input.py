"""A load's input comes out of its file as it went in."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import LooplineError
from graph.kept.load_input import LoadInput, pack, unpack
from graph.loading.loaded import content_hash
from graph.problem import Problem
from graph.profile.profile import FOLDER, Profile
from graph.staging.date_order import DateOrder
from graph.staging.extract import Extract, FileRows, SheetRows
from tests.support.loading_help import EDUCATION, SMALL, gather, gather_mapped, put
from tests.support.memory_graph import MemoryGraph
from tests.support.reading_inputs import made

DAY = date(2026, 9, 1)
MAPPING = """
name: schools
title: Schools with their districts
files:
  schools: {pattern: "schools*.csv"}
rows:
  - sheet: units
    values: {unit_id: ST, name: The state, level: state}
sheets:
  - sheet: units
    from: schools
    columns: {unit_id: Id, name: Name, level: {value: school}, parent_id: District}
  - sheet: units
    from: schools
    parents: true
    columns: {unit_id: District, name: District, level: {value: district}, parent_id: {value: ST}}
"""
SCHOOLS = "Id,Name,District,Fax\nS1,One,D1,1\nS2,Two,D1,2\nS2,Two,D1,2\nS3,,D2\n"


def same(found: Any, given: Any) -> bool:
    """Whether two values are equal, frames and arrays with their types."""
    if isinstance(given, pd.DataFrame):
        pd.testing.assert_frame_equal(found, given, check_column_type=False)
        return True
    if isinstance(given, np.ndarray):
        return bool(found.dtype == given.dtype and (found == given).all())
    if isinstance(given, tuple):
        return len(found) == len(given) and all(map(same, found, given))
    if isinstance(given, Extract | FileRows | SheetRows):
        return all(same(getattr(found, each.name), getattr(given, each.name)) for each in fields(given))
    return bool(found == given)


def through(extract: Extract, profile: Profile = EDUCATION) -> LoadInput:
    return unpack(pack(LoadInput("hr", DAY, extract, profile)))


def test_sheets(tmp_path: Path) -> None:
    extract = gather(tmp_path, **SMALL)
    found = through(extract)
    assert (found.source, found.as_of) == ("hr", DAY)
    assert same(found.extract, extract)
    assert content_hash(found.extract, found.profile) == content_hash(extract, EDUCATION)


def test_an_export(tmp_path: Path) -> None:
    extract = gather_mapped(MAPPING, made(tmp_path / "schools.csv", SCHOOLS))
    assert same(through(extract).extract, extract)
    first, second = MemoryGraph(), MemoryGraph()
    loads = put(first, extract), put(second, through(extract).extract)
    assert loads[0] == loads[1]
    assert loads[0].sums()["duplicates"] == 1
    assert first.nodes == second.nodes


def test_everything_else_that_an_extract_holds() -> None:
    file = FileRows("a.csv", np.array([2, 3, 9]), np.array([False, True, False]), comma=True, used=np.array([True] * 3))
    rows = SheetRows(
        "units",
        pd.DataFrame({"unit_id": ["A", "\ud800", None], "name": ["", "Ä", "1"]}, dtype=object),
        np.array([0, -1, 2]),
        {"unit_id": "Id"},
        np.array([0, 0, 1]),
        np.array([1, 4]),
    )
    empty = SheetRows("teams", pd.DataFrame({"team_id": []}, dtype=object), np.zeros(0, dtype=np.int64))
    bare = SheetRows("roles", pd.DataFrame(index=range(2)), np.array([0, 1]))
    extract = Extract(
        (file, FileRows("b.csv", np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool))),
        (rows, empty),
        ((1, Problem("a.csv", 3, "Id", "bad-id", "\u2026", "Why.", "cell")),),
        "mine",
        {"a.csv": ("X", "Y")},
        ("A note.",),
        DateOrder.DAY,
    )
    assert same(through(extract).extract, extract)
    assert len(through(replace(extract, sheets=(bare,))).extract.sheets[0].frame) == 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(st.characters(), max_size=5), min_size=2, max_size=2), max_size=6))
def test_any_cells(cells: list[list[str]]) -> None:
    frame = pd.DataFrame(cells, columns=["unit_id", "name"], dtype=object)
    rows = SheetRows("units", frame, np.arange(len(frame)))
    assert same(through(Extract((), (rows,))).extract, Extract((), (rows,)))


def test_the_profile_comes_along(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text((FOLDER / "minimal.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    given = Profile.load(str(path))
    path.unlink()
    found = through(Extract((), ()), given).profile
    assert (found.origin, found.fingerprint) == (str(path), given.fingerprint)
    shipped = through(Extract((), ())).profile
    assert (shipped.origin, shipped.fingerprint) == ("education", EDUCATION.fingerprint)


def test_a_profile_that_this_version_no_longer_reads_is_taken_from_its_origin() -> None:
    assert Profile.from_text("{}", "minimal").name == "minimal"
    with pytest.raises(LooplineError, match="nowhere"):
        Profile.from_text("{}", "nowhere.yaml")


def test_a_newer_version_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("load.json", json.dumps({"version": 2}))
    with pytest.raises(LooplineError, match="by a newer version of Loopline"):
        unpack(content.getvalue())


@pytest.mark.parametrize("when", [None, datetime(2026, 9, 2, 8, 15, 30, tzinfo=UTC)])
def test_when_it_was_loaded_first_comes_along(when: datetime | None) -> None:
    assert unpack(pack(LoadInput("hr", DAY, Extract((), ()), EDUCATION, loaded_at=when))).loaded_at == when
