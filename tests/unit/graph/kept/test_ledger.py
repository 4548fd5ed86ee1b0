"""Kept changes of the ledger: sealed, in their order, exactly as they were, and in a graph with other load numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graph.errors import LooplineError
from graph.kept.folder import KeptInputs
from graph.kept.ledger import KeptLedger, kept_ledger
from graph.ledger.entry import Asked, Change, Event, Figure, Moment
from graph.settings import Settings
from tests.support.ledger_help import FIRST, Book, asked, found
from tests.support.names_help import KEY

LOAD, OTHER = "a" * 16, "b" * 16


def change(sequence: int, load: int = 1, as_of: date = FIRST, load_id: str = LOAD) -> Change:
    book = Book()
    book.load(found())
    entry = replace(
        book.ledger.entries["s01_x|T1"], first_load=load, last_load=load, waived_until=date(2027, 1, 1), reason="é"
    )
    return Change(
        Moment(as_of, load, load_id),
        renamed=(("s00_x|T1", "s01_x|T1"),),
        links=(("RIT-DIT:D1", "RIT-DIT:D2"),),
        keys=(("alignment", "S", "ST"),),
        entries=(entry,),
        seen=("s01_x|T2",),
        events=(Event("s01_x|T1", "note", "Ann says: wait.", "ann"),),
        asked=(Asked("s01_x", asked().asked, answered=True),),
        gone=("s00_x",),
        figures=(Figure("alignment", "connected", "ST", 217.0),),
        sequence=sequence,
        entered_at=datetime(2026, 2, 1, 9, 30, tzinfo=UTC),
    )


@pytest.fixture
def kept(tmp_path: Path) -> KeptLedger:
    return KeptLedger(tmp_path / "inputs", KEY)


def test_changes_come_back_as_they_were_in_their_order(kept: KeptLedger) -> None:
    assert kept.after(0) == []
    for sequence in (10, 2, 1):
        kept.keep(change(sequence))
    assert kept.after(0) == [change(1), change(2), change(10)]
    assert kept.after(2) == [change(10)]


def test_what_people_entered_is_sealed(kept: KeptLedger) -> None:
    kept.keep(change(1))
    (path,) = kept.folder.iterdir()
    assert path.name == f"ledger-000001-{LOAD}.ledger"
    assert b"Ann" not in path.read_bytes()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(LooplineError, match="which holds a change of the ledger of findings, is damaged"):
        kept.after(0)


def test_up_to_a_date_and_with_other_numbers(kept: KeptLedger, tmp_path: Path) -> None:
    kept.keep(change(1, load=3))
    kept.keep(change(2, load=4, as_of=date(2026, 3, 1)))
    other = kept.at(tmp_path / "other")
    kept.copy_to(other, last=FIRST, numbers={3: 1})
    assert other.after(0) == [change(1, load=1)]
    kept.copy_to(other)
    assert other.after(0) == kept.after(0)


def test_changes_of_another_store_are_put_aside(kept: KeptLedger) -> None:
    kept.keep(change(1))
    kept.keep(change(2, load_id=OTHER))
    inputs = KeptInputs(kept.folder, KEY)
    assert inputs.put_aside({LOAD: 1, OTHER: 2}) == ""
    assert "another ledger of findings" in inputs.put_aside({LOAD: 1})
    assert kept.after(0) == [change(1)]


def test_without_a_key_nothing_is_kept(tmp_path: Path) -> None:
    assert kept_ledger(Settings(home=tmp_path)) is None
