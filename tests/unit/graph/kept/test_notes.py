"""What stands beside the inputs in the clear: no name, no key, and it goes with the load that it is about."""

from __future__ import annotations

import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from graph.kept.folder import KeptInputs
from graph.kept.notes import Changes, LoadNotes
from graph.loading.journal import Journal
from tests.support.names_help import KEY

A, B = "a" * 16, "b" * 16
KIND = ("PART_OF", "Unit", "Unit")


@pytest.fixture
def inputs(tmp_path: Path) -> KeptInputs:
    (tmp_path / "inputs").mkdir()
    return KeptInputs(tmp_path / "inputs", KEY)


def journal(load: str = A) -> Journal:
    made = Journal(load, 2, "hr", date(2026, 9, 1), begun=True)
    made.created["Person"] += ["secret-id-1", "secret-id-2"]
    made.note_node("ended", "Team", "T1", [])
    made.texts["name"] = [("secret-id-1", "Ann Secret")]
    return made


def test_how_much_a_load_changed_is_read_without_the_key_and_tells_no_record(inputs: KeptInputs) -> None:
    inputs.keep_journal(journal())
    found = LoadNotes(inputs.folder).changes(A)
    assert found == Changes({"Person": {"new": 2}, "Team": {"ended": 1}}, {}, begun=True, whole=True)
    (path,) = inputs.folder.glob("*.changes")
    text = path.read_text(encoding="utf-8")
    assert "secret" not in text.lower()
    assert "T1" not in text
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert LoadNotes(inputs.folder).changes(B) is None


@pytest.mark.parametrize("taken_back", [True, False])
def test_what_a_load_changed_goes_when_it_is_taken_back(inputs: KeptInputs, taken_back: bool) -> None:
    inputs.keep_journal(journal())
    inputs.begin_undo(journal(), "last month's file", "2026-11-30T09:00:00+00:00")
    assert inputs.notes.waiting() == []
    inputs.settle({} if taken_back else {A: 2})
    assert (inputs.notes.changes(A) is None) is taken_back
    assert [each.facts["state"] for each in inputs.notes.waiting()] == (["undone"] if taken_back else [])


def test_kept_are_the_inputs_of_published_loads(inputs: KeptInputs) -> None:
    assert inputs.notes.kept() == set()
    for name in (f"000001-{A}.input", f"staged-{B}.input", f"held-{B}.input", f"{B}.journal"):
        (inputs.folder / name).touch()
    assert inputs.notes.kept() == {A}


def test_a_folder_that_is_missing_has_no_notes(tmp_path: Path) -> None:
    notes = LoadNotes(tmp_path / "none")
    assert (notes.waiting(), notes.kept(), notes.changes(A)) == ([], set(), None)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a permission there")
def test_a_note_that_goes_while_the_folder_is_read_is_none(inputs: KeptInputs) -> None:
    inputs.notes.note(A, {"state": "held", "held_at": "2026-11-30"})
    (inputs.folder / f"held-{B}.json").symlink_to(inputs.folder / "decided just now")
    assert [each.load_id for each in inputs.notes.waiting()] == [A]
