"""What a finding is about gets another id: the same finding, with its history; merged is told apart from mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest

from graph.ledger.decide import Lost, decide
from graph.ledger.enter import acknowledge, waive
from graph.ledger.entry import Change, Entry, Ledger
from graph.ledger.new_ids import newest, under_new_ids
from graph.ledger.rollback import again
from graph.ledger.store import statements
from tests.support.ledger_help import Book, asked, found

TEAM = {"Team": {"T1": "T9"}}
QUESTIONS = {"s01_x": asked()}


def book() -> Book:
    """A finding about T1, waived by somebody."""
    made = Book()
    made.load(found("s01_x|T1"))
    made.enter("s01_x|T1", lambda entry: waive(entry, "ann", made.now.as_of, date(2027, 1, 1), "a new team comes"))
    return made


def test_a_waived_finding_stays_waived_under_the_new_id() -> None:
    made = book()
    there = found("s01_x|T9")
    called = under_new_ids(made.ledger.entries.values(), TEAM, lambda _: ["Team"], {there.finding_id})
    change = decide(made.ledger, [there], QUESTIONS, replace(made.now, load=2), called=called)
    assert change.renamed == (("s01_x|T1", "s01_x|T9"),)
    assert [event.kind for event in change.events] == ["new_ids"]
    after = made.ledger.after(change)
    entry = after.entries["s01_x|T9"]
    assert set(after.entries) == {"s01_x|T9"}
    assert (entry.status, entry.first_load, entry.ids, entry.key) == ("waived", 1, ("T9",), "T9")
    assert any("rename" in text or row["rows"] == [["s01_x|T1", "s01_x|T9"]] for text, row in statements(change))
    assert under_new_ids(after.entries.values(), TEAM, lambda _: ["Team"], {there.finding_id}) == {}


def test_one_that_was_mended_in_the_same_load_is_resolved_under_the_new_id() -> None:
    made = book()
    called = under_new_ids(made.ledger.entries.values(), TEAM, lambda _: ["Team"], set())
    change = decide(made.ledger, [], QUESTIONS, replace(made.now, load=2), called=called)
    assert [(event.finding_id, event.kind) for event in change.events] == [
        ("s01_x|T9", "new_ids"),
        ("s01_x|T9", "resolved"),
    ]


def test_a_part_that_is_no_id_stays_as_it_is() -> None:
    """The code of a role is a part of a key, and nobody's id; the finding need not be there any more."""
    made = Book()
    made.load(found("s01_x|T1|principal"))
    called = under_new_ids(made.ledger.entries.values(), TEAM, lambda _: ["Team", ""], set())
    assert [entry.finding_id for entry in called.values()] == ["s01_x|T9|principal"]


def test_one_about_a_merged_team_is_told_apart() -> None:
    made = book()
    lost = Lost(gone={"s01_x|T1"}, merged={"s01_x|T1": "T9"})
    change = decide(made.ledger, [], QUESTIONS, made.now, lost)
    assert [(event.kind, event.text) for event in change.events] == [
        ("subject_gone", "What it was about is part of T9 now.")
    ]


def test_ids_are_those_of_their_own_label() -> None:
    entry = replace(book().ledger.entries["s01_x|T1"], finding_id="q|7|support:7", query="q", key="7|support:7")
    ids = {"Unit": {"7": "70"}, "Team": {"7": "700"}}
    (told,) = under_new_ids([entry], ids, lambda _: ["Team", "Link"], set()).values()
    assert told.key == "700|support:70"


def test_a_part_of_no_known_label_changes_only_if_the_finding_is_there() -> None:
    entry = replace(book().ledger.entries["s01_x|T1"], finding_id="q|unit:U1>U2", query="q", key="unit:U1>U2")
    ids = {"Unit": {"U1": "U9"}}
    assert under_new_ids([entry], ids, lambda _: [""], set()) == {}
    assert set(under_new_ids([entry], ids, lambda _: [""], {"q|unit:U9>U2"})) == {"q|unit:U1>U2"}


@pytest.mark.parametrize(
    ("there", "told"),
    [("silo:70+8", ("silo:70+8", ("70", "8"))), ("silo:700+8", ("silo:700+8", ("700", "8"))), ("silo:71+8", None)],
)
def test_an_id_of_two_labels_means_the_one_that_is_found(there: str, told: tuple[str, tuple[str, ...]] | None) -> None:
    entry = replace(
        book().ledger.entries["s01_x|T1"], finding_id="q|silo:7+8", query="q", key="silo:7+8", ids=("7", "8")
    )
    ids = {"Unit": {"7": "70"}, "Team": {"7": "700"}}
    called = under_new_ids([entry], ids, lambda _: [""], {f"q|{there}"})
    assert {(each.key, each.ids) for each in called.values()} == ({told} if told else set())


def test_ids_of_a_finding_follow_the_labels_of_its_key() -> None:
    entry = replace(book().ledger.entries["s01_x|T1"], finding_id="q|7", query="q", key="7", ids=("7",))
    ids = {"Unit": {"7": "70"}, "Team": {"7": "700"}}
    (told,) = under_new_ids([entry], ids, lambda _: ["Unit"], set()).values()
    assert (told.key, told.ids) == ("70", ("70",))


class Counted(str):
    """A name that counts how often names are compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_a_renumbering_compares_no_name_with_all_others() -> None:
    made = book()
    called: dict[str, Entry] = {}
    first = made.ledger.entries["s01_x|T1"]
    for at in range(300):
        old, new = Counted(f"s01_x|O{at}"), Counted(f"s01_x|N{at}")
        made.ledger.entries[old] = replace(first, finding_id=old)
        called[old] = replace(first, finding_id=new, key=f"N{at}")
    Counted.compared = 0
    decide(made.ledger, [], QUESTIONS, replace(made.now, load=2), called=called)
    assert Counted.compared < 10_000


def test_causes_and_owners_go_along() -> None:
    entry = replace(book().ledger.entries["s01_x|T1"], owner="r1")
    other = replace(entry, finding_id="s01_x|T2", key="T2", ids=("T2",), cause="s01_x|T1", owner="")
    told = under_new_ids([entry, other], TEAM | {"Role": {"r1": "r9"}}, lambda _: ["Team"], set())
    assert told["s01_x|T1"].owner == "r9"
    assert told["s01_x|T2"].cause == "s01_x|T9"


def test_a_chain_leads_to_its_end() -> None:
    assert newest([("Unit", "a", "b"), ("Unit", "b", "c"), ("Team", "b", "x")]) == {
        "Unit": {"a": "c", "b": "c"},
        "Team": {"b": "x"},
    }


def test_a_load_that_is_taken_back_gives_the_old_ids_back_with_what_people_entered() -> None:
    made = Book()
    first = replace(made.now, load_id="one")
    change = decide(made.ledger, [found("s01_x|T1")], QUESTIONS, first)
    changes: list[Change] = [replace(change, sequence=1)]
    ledger = Ledger().after(changes[0])
    called = under_new_ids(ledger.entries.values(), TEAM, lambda _: ["Team"], {"s01_x|T9"})
    second = replace(first, load=2, load_id="two")
    changes.append(replace(decide(ledger, [found("s01_x|T9")], QUESTIONS, second, called=called), sequence=2))
    entry = reduce(Ledger.after, changes, Ledger()).entries["s01_x|T9"]
    then, event = acknowledge(entry, "ann", second.as_of)
    changes.append(Change(second, entries=(then,), events=(event,), sequence=3))
    kept, lost = again(changes, "two")
    assert lost == 0
    after = reduce(Ledger.after, [changes[0], *kept], Ledger())
    assert {name: entry.status for name, entry in after.entries.items()} == {"s01_x|T1": "acknowledged"}
    assert [event.finding_id for each in kept for event in each.events] == ["s01_x|T1"]
