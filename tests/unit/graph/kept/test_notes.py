"""What stands beside the inputs in the clear: no name, no key, and it goes with the load that it is about."""

from __future__ import annotations

import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from graph.kept.folder import KeptInputs
from graph.kept.notes import Changes, LoadNotes, Made
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
    inputs.begin_undo(journal(), Made("2026-11-30T09:00:00+00:00", "last month's file"))
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


def test_what_was_decided_of_files_is_known_by_their_content_and_survives_the_load(inputs: KeptInputs) -> None:
    facts = {"state": "held", "source": "hr", "as_of": "2026-09-01", "held_at": "2026-09-02", "content": "c1"}
    notes, days = inputs.notes, [f"2026-09-0{day}T08:00:00+00:00" for day in (2, 3, 4)]
    notes.note(A, {**facts, "reasons": []})
    inputs.reject(notes.waiting()[0], Made(days[0], "cut off", "ann"))
    notes.note(A, {**facts, "reasons": [], "earlier": notes.earlier(A)})
    inputs.release(A, Made(days[1], "right after all"))
    assert notes.waiting() == [], "it is published"
    inputs.begin_undo(journal(), Made(days[2]), "c1")
    found = notes.decided("hr", "c1", B)
    assert [(each.what, each.reason) for each in found] == [
        ("rejected", "cut off"), ("approved", "right after all"), ("undone", ""),
    ]  # fmt: skip
    assert found[0].said(date(2026, 9, 1)) == "These files were rejected on 2 September 2026 (by ann): cut off."
    assert found[2].said(date(2026, 9, 30)) == "These files were taken back on 4 September 2026, as of 2026-09-01."
    assert notes.decided("survey", "c1", B) == notes.decided("hr", "c2", B) == []
    inputs.settle({A: 2})
    assert [each.what for each in notes.decided("hr", "c1", B)] == ["rejected", "approved"], "it was not taken back"


def test_a_load_of_which_nothing_was_decided_leaves_no_note(inputs: KeptInputs) -> None:
    inputs.notes.note(A, {"state": "held", "source": "hr", "as_of": "2026-09-01", "held_at": "2026-09-02"})
    inputs.release(A, Made("2026-09-03T08:00:00+00:00"))
    assert list(inputs.notes.every()) == []


def test_why_a_load_was_held_stays_known_after_it_is_approved(inputs: KeptInputs) -> None:
    facts = {"state": "held", "source": "hr", "as_of": "2026-09-01", "held_at": "2026-09-02", "plan": {"Unit": {}}}
    inputs.notes.note(A, {**facts, "reasons": ["9 units are gone."]})
    assert inputs.notes.approvals() == {}, "it still waits"
    inputs.release(A, Made("2026-09-03T08:00:00+00:00", "a merger", "ann"))
    inputs.release(A, Made("2026-09-04T08:00:00+00:00"))
    found = inputs.notes.approvals()[A]
    assert found.reasons == ("9 units are gone.",)
    assert (found.decision.by, found.decision.reason, found.decision.when.day) == ("ann", "a merger", 3)
    inputs.begin_undo(journal(), Made("2026-09-05T08:00:00+00:00", by="ben"))
    assert inputs.notes.approvals() == {}, "it is being taken back"
    inputs.settle({A: 2})
    assert inputs.notes.approvals()[A] == found, "it was not taken back"
    inputs.begin_undo(journal(), Made("2026-09-06T08:00:00+00:00", by="ben"))
    inputs.settle({})
    (gone,) = inputs.notes.waiting()
    assert gone.facts["reasons"] == ["9 units are gone."]
    assert [each["by"] for each in gone.facts["earlier"]] == ["ann", "ben"]
