"""What a load changes in the ledger: decided from what was known and what is found, without a graph."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from graph.ledger.decide import Lost, decide, missing
from graph.ledger.enter import acknowledge, assign, waive
from graph.ledger.entry import Change, Entry, Question
from graph.queries.catalog import catalog
from tests.support.ledger_help import FIRST, Book, asked, found

T1 = "s01_x|T1"


@pytest.fixture
def book() -> Book:
    """A ledger after its first load, which found one thing."""
    book = Book()
    book.load(found())
    return book


def test_at_first_everything_is_seen_first_then(book: Book) -> None:
    entry = book.ledger.entries[T1]
    assert (entry.status, entry.since, entry.first_seen, entry.first_load) == ("open", FIRST, FIRST, 1)
    assert book.kinds() == ["opened"]


def test_what_stays_is_only_seen_again(book: Book) -> None:
    change = book.load(found())
    assert (change.entries, change.seen, change.events, change.asked) == ((), (T1,), (), ())
    entry = book.ledger.entries[T1]
    assert (entry.first_load, entry.last_load, entry.since) == (1, 2, FIRST)
    assert entry.last_seen == FIRST + timedelta(days=30)


def test_the_same_load_again_changes_nothing(book: Book) -> None:
    assert book.again([found()], {"s01_x": asked()}).empty


def test_what_is_gone_is_resolved_and_what_comes_back_reopened(book: Book) -> None:
    book.load()
    gone = book.ledger.entries[T1]
    assert (gone.status, gone.since, gone.last_load) == ("resolved", FIRST + timedelta(days=30), 1)
    assert book.load().empty
    book.load(found())
    back = book.ledger.entries[T1]
    assert (back.status, back.first_seen, back.since) == ("reopened", FIRST, FIRST + timedelta(days=90))
    assert (gone.open_since, back.open_since) == (FIRST, back.since)
    assert book.kinds() == ["opened", "resolved", "reopened"]


@pytest.mark.parametrize("questions", [{"s01_x": asked(answered=False)}, {"s02_y": asked()}])
def test_without_an_answer_nothing_is_resolved(book: Book, questions: dict[str, object]) -> None:
    book.enter(T1, lambda entry: acknowledge(entry, "ann", FIRST))
    book.load(questions=questions)  # type: ignore[arg-type]
    assert book.status() == "unknown"
    assert book.ledger.entries[T1].since == book.now.as_of
    assert book.load(questions=questions).empty  # type: ignore[arg-type]
    book.load(found())
    assert book.status() == "acknowledged"
    assert book.ledger.entries[T1].open_since == FIRST
    assert book.ledger.entries[T1].before == ""
    assert book.kinds() == ["opened", "acknowledged", "unknown", "known_again"]


def test_what_ends_with_its_subject_is_no_repair(book: Book) -> None:
    change = decide(book.ledger, [], {"s01_x": asked("v2")}, book.now, Lost(gone={T1}))
    assert [(entry.status, event.kind) for entry, event in zip(change.entries, change.events, strict=True)] == [
        ("ended", "subject_gone")
    ]
    assert [entry.finding_id for entry in missing(book.ledger, [], {"s01_x": asked()})] == [T1]
    assert missing(book.ledger, [], {"s01_x": asked(answered=False)}) == []
    assert missing(book.ledger, [found()], {"s01_x": asked()}) == []


def test_what_can_not_be_judged_any_more_is_no_repair_either(book: Book) -> None:
    """The records of a link ran out: its question is answered, but not for that link."""
    book.enter(T1, lambda entry: acknowledge(entry, "ann", FIRST))

    def dark() -> Change:
        change = decide(book.ledger, [], {"s01_x": asked()}, book.now, Lost(untold={T1}))
        book.ledger = book.ledger.after(change)
        return change

    assert [event.kind for event in dark().events] == ["unknown"]
    assert (book.status(), book.ledger.entries[T1].before) == ("unknown", "acknowledged")
    assert dark().empty
    book.load(found())
    assert book.status() == "acknowledged"
    book.load()
    assert book.status() == "resolved"


def test_what_is_gone_when_its_question_can_be_answered_again_is_resolved_then(book: Book) -> None:
    book.load(questions={"s01_x": asked(answered=False)})
    book.load()
    assert book.kinds() == ["opened", "unknown", "resolved"]
    assert book.ledger.entries[T1].since == book.now.as_of


def test_what_a_changed_question_no_longer_finds_is_never_called_resolved(book: Book) -> None:
    book.load(questions={"s01_x": asked("v2")})
    book.load(questions={"s01_x": asked("v2")})
    assert book.status() == "unknown"
    assert book.kinds() == ["opened", "question_changed"]
    book.load(found(), questions={"s01_x": asked("v2")})
    assert book.status() == "open"
    book.load(questions={"s01_x": asked("v2")})
    assert book.status() == "resolved"


def test_what_only_a_changed_question_finds_is_told_apart(book: Book) -> None:
    other = "s01_x|T2"
    book.load(found(), found(other), questions={"s01_x": asked("v2")})
    assert book.kinds() == ["opened"]
    assert book.kinds(other) == ["question_changed"]
    assert book.status(other) == "open"
    book.load(found("s01_x|T3"), found(other), found(), questions={"s01_x": asked("v2")})
    assert book.kinds("s01_x|T3") == ["opened"]


def test_a_changed_question_that_found_nothing_before_is_known_too() -> None:
    book = Book()
    book.load()
    book.load(found(), questions={"s01_x": asked("v2")})
    assert book.kinds() == ["question_changed"]


def test_what_a_changed_question_finds_of_what_was_resolved(book: Book) -> None:
    book.load()
    book.load(found(), questions={"s01_x": asked("v2")})
    assert book.status() == "reopened"
    assert book.kinds() == ["opened", "resolved", "question_changed"]


def test_the_first_answer_to_a_question_is_told_apart() -> None:
    book = Book()
    book.load(questions={"s01_x": asked(answered=False)})
    book.load(found())
    assert book.kinds() == ["newly_answered"]
    book.load(found(), found("s02_y|T1"), questions={"s01_x": asked(), "s02_y": asked()})
    assert book.kinds("s02_y|T1") == ["newly_answered"]


def test_a_renamed_query_keeps_the_history(book: Book) -> None:
    book.enter(T1, lambda entry: waive(entry, "ann", FIRST, FIRST + timedelta(days=400), "agreed"))
    book.load(found(), found("s01_x|T2"))
    book.load(found("s01_new|T1"), questions={"s01_new": asked(was="s01_x")})
    assert set(book.ledger.entries) == {"s01_new|T1", "s01_new|T2"}
    kept = book.ledger.entries["s01_new|T1"]
    assert (kept.first_load, kept.status, kept.query, kept.reason) == (1, "waived", "s01_new", "agreed")
    assert book.status("s01_new|T2") == "resolved"
    assert book.kinds("s01_new|T1") == ["renamed"]
    assert set(book.ledger.asked) == {"s01_new"}
    assert book.again([found("s01_new|T1")], {"s01_new": asked(was="s01_x")}).empty


def test_the_first_finding_of_a_renamed_query_is_no_first_answer() -> None:
    book = Book()
    book.load()
    book.load(found("s01_new|T1"), questions={"s01_new": asked(was="s01_x")})
    assert book.kinds("s01_new|T1") == ["opened"]


def test_severity_has_an_event_and_a_sentence_has_none(book: Book) -> None:
    book.load(found(sentence="T1 waits for support."))
    assert book.ledger.entries[T1].sentence == "T1 waits for support."
    book.load(found(severity="critical", sentence="T1 waits for support."))
    assert book.kinds() == ["opened", "more_severe"]
    assert book.said[-1].text == "High before, critical now."
    assert book.ledger.entries[T1].since == FIRST
    book.load(found(severity="medium", sentence="T1 waits for support."))
    assert book.kinds() == ["opened", "more_severe", "less_severe"]


@pytest.mark.parametrize(
    ("now", "questions", "why"),
    [
        ({"effect": 12}, {"s01_x": replace(asked(), counts="cut off")}, ": cut off: 4 before, 12 now."),
        ({"effect": 12}, {"s01_x": asked()}, "."),
        ({"buildings": 9}, {"s01_x": replace(asked(), counts="cut off")}, ": buildings behind it: 2 before, 9 now."),
        ({"buildings": 9}, {"s01_x": asked("v2")}, ": the question or a limit of it was changed."),
        ({"sentence": "T1 waits long."}, {"s01_x": asked()}, ". The sentence before: T1 waits."),
    ],
)
def test_a_severity_that_changed_says_why(now: dict[str, Any], questions: dict[str, Question], why: str) -> None:
    book = Book()
    book.load(replace(found(), effect=4))
    book.load(replace(found(severity="critical"), **{"effect": 4, **now}), questions=questions)
    assert book.said[-1].text == f"High before, critical now{why}"


def test_whether_it_stood_for_itself_is_what_the_last_load_of_its_first_date_says(book: Book) -> None:
    assert book.ledger.entries[T1].stood
    below = replace(found(), cause="s02_y|D1")
    book.again([below], {"s01_x": asked()})
    assert book.ledger.entries[T1].stood is False
    book.load(found())
    assert book.ledger.entries[T1].stood is False, "that was later"


def test_a_waiver_ends_on_its_day(book: Book) -> None:
    until = FIRST + timedelta(days=60)
    book.enter(T1, lambda entry: waive(entry, "ann", FIRST, until, "summer"))
    book.load(found())
    assert book.status() == "waived"
    book.load(found())
    entry = book.ledger.entries[T1]
    assert (book.now.as_of, entry.status, entry.since, entry.waived_until, entry.reason) == (
        until,
        "open",
        until,
        None,
        "",
    )
    assert book.kinds() == ["opened", "waived", "waiver_ended"]
    assert book.said[-1].text.endswith("summer")


def test_a_waiver_that_ended_while_nobody_could_tell_is_over_afterwards(book: Book) -> None:
    book.enter(T1, lambda entry: waive(entry, "ann", FIRST, FIRST + timedelta(days=40), "soon"))
    book.load(questions={"s01_x": asked(answered=False)})
    book.load(questions={"s01_x": asked(answered=False)})
    assert book.status() == "unknown"
    book.load(found())
    assert book.status() == "open"
    assert book.kinds()[-3:] == ["unknown", "known_again", "waiver_ended"]


def test_what_comes_back_is_no_longer_waived_and_keeps_its_owner(book: Book) -> None:
    book.enter(T1, lambda entry: assign(entry, "ann", FIRST, "r1", None))
    book.enter(T1, lambda entry: waive(entry, "ann", FIRST, FIRST + timedelta(days=400), "agreed"))
    book.load()
    book.load(found())
    entry = book.ledger.entries[T1]
    assert (entry.status, entry.waived_until, entry.reason, entry.owner) == ("reopened", None, "", "r1")


def test_only_differences_are_changes(book: Book) -> None:
    change = decide(book.ledger, [found(), found("s01_x|T2")], {"s01_x": asked()}, replace(book.now))
    assert [entry.finding_id for entry in change.entries] == ["s01_x|T2"]
    assert change.seen == ()


def test_an_entry_comes_back_from_its_row(book: Book) -> None:
    entry = replace(book.ledger.entries[T1], waived_until=FIRST, reason="x")
    assert entry.row()["owner"] is None
    assert Entry.of(entry.row()) == entry


def test_findings_are_known_by_ids_alone() -> None:
    keys = [column for query in catalog().of_kind("finding") for column in query.columns if column.key]
    assert {column.type for column in keys} == {"text"}
    # Ids of derived nodes are made of units, teams, roles and levels; level, type and the code of a role are words of
    # the profile, a source is what its loads call it, and a topic is what teams call it. A zone and an instrument have
    # names that are their ids, a kind is a type of relationship, and supporters are ids of teams, joined.
    made = {"silo_id", "pair_id", "mix_id", "cut_id", "id", "level", "type", "query", "code", "source", "topic"}
    words = {"zone", "instrument", "kind", "supporters"}
    assert {column.name for column in keys if not column.subject} == made | words
