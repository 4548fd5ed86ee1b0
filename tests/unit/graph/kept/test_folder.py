"""The folder of kept inputs: staged, numbered, settled, put aside."""

from __future__ import annotations

import stat
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.errors import LooplineError
from graph.kept.folder import KeptInputs, inputs_folder
from graph.kept.load_input import LoadInput
from graph.kept.notes import Made
from graph.loading.journal import Journal
from graph.settings import Settings
from graph.vault import sealed_file
from graph.vault.key import PersonKey
from tests.support.loading_help import EDUCATION, SMALL, gather
from tests.support.names_help import KEY

A, B = "a" * 16, "b" * 16


@pytest.fixture
def given(tmp_path: Path) -> LoadInput:
    return LoadInput("hr", date(2026, 9, 1), gather(tmp_path / "in", **SMALL), EDUCATION)


@pytest.fixture
def inputs(tmp_path: Path) -> KeptInputs:
    return KeptInputs(tmp_path / "inputs", KEY)


def names(inputs: KeptInputs) -> list[str]:
    return sorted(path.name for path in inputs.folder.iterdir())


def test_staged_then_numbered(inputs: KeptInputs, given: LoadInput) -> None:
    assert inputs.published() == inputs.staged() == []
    inputs.stage(A, given)
    assert names(inputs) == [f"staged-{A}.input"]
    assert not inputs.published()
    inputs.publish(A, 1)
    inputs.publish(A, 1)
    assert names(inputs) == [f"000001-{A}.input"]
    (kept,) = inputs.published()
    assert (kept.number, kept.load_id) == (1, A)
    assert inputs.read(kept).source == "hr"


def test_nobody_can_read_it_without_the_key(inputs: KeptInputs, given: LoadInput) -> None:
    inputs.stage(A, given)
    (kept,) = inputs.staged()
    content = kept.path.read_bytes()
    assert b"Ann" not in content
    assert b"Principal" not in content
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(inputs.folder.stat().st_mode) == 0o700
    with pytest.raises(LooplineError, match="which holds the input of a load, was written with another key"):
        KeptInputs(inputs.folder, PersonKey(b"another", "elsewhere")).read(kept)
    kept.path.write_bytes(content[:-1])
    with pytest.raises(LooplineError, match="is damaged") as said:
        inputs.read(kept)
    assert "load those files again" in said.value.fix
    kept.path.unlink()
    with pytest.raises(LooplineError, match="is gone"):
        inputs.read(kept)


@pytest.mark.parametrize("linked", [True, False])
def test_files_that_come_again_count_again(
    inputs: KeptInputs, given: LoadInput, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    def refuse(*_: Path) -> None:
        raise PermissionError

    if not linked:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    for number, load in enumerate((A, B, A), 1):
        inputs.stage(load, given)
        inputs.publish(load, number)
    assert [(kept.number, kept.load_id) for kept in inputs.published()] == [(1, A), (2, B), (3, A)]
    assert [inputs.read(kept).source for kept in inputs.published()] == ["hr"] * 3


def test_what_a_killed_command_left_is_settled(inputs: KeptInputs, given: LoadInput) -> None:
    inputs.stage(A, given)
    inputs.stage(B, given)
    inputs.settle({A: 4})
    assert names(inputs) == [f"000004-{A}.input"]


def test_inputs_of_another_store_are_put_aside(inputs: KeptInputs, given: LoadInput) -> None:
    for number, load in enumerate((A, B), 1):
        inputs.stage(load, given)
        inputs.publish(load, number)
    assert inputs.put_aside({A: 3, B: 2}) == ""
    assert "it does not have 1 load whose input is kept" in inputs.put_aside({A: 1})
    assert names(inputs) == [f"000001-{A}.input"]
    assert "2" in inputs.put_aside({}).rpartition("of-another-store")[2], "the first folder is not written to again"
    others = sorted(path.relative_to(inputs.folder.parent) for path in inputs.folder.parent.glob("inputs.*/*"))
    assert list(map(str, others)) == [
        f"inputs.of-another-store/000002-{B}.input",
        f"inputs.of-another-store-2/000001-{A}.input",
    ]


def test_a_full_disk_says_that_nothing_was_loaded(
    inputs: KeptInputs, given: LoadInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise LooplineError("It can't be written: No space left on device.", "Free up space.")

    monkeypatch.setattr(sealed_file, "write", full)
    with pytest.raises(LooplineError, match="copy of the load's input; nothing was loaded"):
        inputs.stage(A, given)


def test_each_graph_has_its_own(tmp_path: Path) -> None:
    own = Settings(home=tmp_path)
    other = Settings(home=tmp_path, uri="bolt://graph.example.org:7688", database="state")
    assert inputs_folder(own) == tmp_path / "inputs"
    assert inputs_folder(other) == tmp_path / "inputs-graph.example.org_7688_state"


def journal(load: str) -> Journal:
    return Journal(load, 1, "hr", date(2026, 9, 1), begun=False, created={"Person": ["p1"]})


def test_why_it_was_approved_is_kept_with_the_input(inputs: KeptInputs, given: LoadInput) -> None:
    inputs.stage(A, replace(given, approved="two offices were closed"))
    (kept,) = inputs.staged()
    assert inputs.read(kept).approved == "two offices were closed"


def test_what_waits_is_known_in_another_folder_too(inputs: KeptInputs, given: LoadInput, tmp_path: Path) -> None:
    inputs.hold(A, given, {"source": "hr", "as_of": "2026-09-01", "held_at": "2026-09-02", "reasons": ["cut off"]})
    other = KeptInputs(tmp_path / "other" / "inputs", KEY)
    inputs.copy_waiting_to(other.folder)
    assert other.notes.waiting() == inputs.notes.waiting()
    assert other.held_input(A).source == "hr"


def test_a_load_that_is_taken_back_goes_once_the_graph_lacks_it(inputs: KeptInputs, given: LoadInput) -> None:
    inputs.stage(A, given)
    inputs.publish(A, 1)
    inputs.keep_journal(journal(A))
    inputs.begin_undo(journal(A), Made("2026-09-03", "wrong month"))
    assert not inputs.notes.waiting(), "it is not taken back yet"
    inputs.settle({A: 1})
    assert inputs.journal(A) == journal(A), "the graph has it still"
    assert len(inputs.published()) == 1
    inputs.begin_undo(journal(A), Made("2026-09-03", "wrong month"))
    inputs.settle({})
    assert (inputs.published(), inputs.journal(A)) == ([], None)
    (note,) = inputs.notes.waiting()
    assert (note.facts["state"], note.facts["reason"], note.held) == ("undone", "wrong month", False)


def test_a_journal_of_a_load_that_was_never_published_goes(inputs: KeptInputs) -> None:
    inputs.keep_journal(journal(A))
    inputs.keep_journal(journal(B))
    inputs.settle({B: 1})
    assert names(inputs) == [f"{B}.changes", f"{B}.journal"]
