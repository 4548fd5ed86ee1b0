"""The ledger in words: every status and every kind of event has its own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast

import pytest

from dashboards.ledger import ENTERED, LABELS, columns_of, in_order, say_event, say_status, told_of
from dashboards.ledger_between import between, tell_between
from dashboards.ledger_list import Status, print_entries, records_of
from dashboards.screens.briefing.changes import Changed, said
from graph.ledger.entry import Entry
from graph.model.vocabulary import LEDGER_EVENTS, LEDGER_STATUSES, STANDING
from graph.queries.catalog import catalog
from tests.support.ledger_help import FIRST, Book, found

if TYPE_CHECKING:
    from graph.runner import Runner


def entry() -> Entry:
    book = Book()
    book.load(found())
    return book.ledger.entries["s01_x|T1"]


def test_nothing_is_without_words() -> None:
    assert set(LABELS) == set(LEDGER_EVENTS)
    assert {str(status) for status in Status} == set(LEDGER_STATUSES)


def test_the_briefing_has_words_for_every_kind_that_its_view_counts() -> None:
    text = catalog()["ledger_changes"].text
    kinds = [kind for kind in LEDGER_EVENTS if f"'{kind}'" in text]
    assert set(LEDGER_EVENTS) - set(kinds) == {"renamed", "new_ids", "severity", *ENTERED}
    for kind in kinds:
        assert said([Changed(kind, 1)]).startswith("1 finding ")
        assert said([Changed(kind, 2)]) not in (said([Changed(kind, 1)]), "")


def test_a_status_is_told_with_its_dates() -> None:
    known = entry()
    assert say_status(known) == "open since 31 January 2026"
    assert say_status(replace(known, status="unknown")) == "can't be told since 31 January 2026"
    assert say_status(replace(known, status="reopened")) == "there again since 31 January 2026"
    assert say_status(replace(known, status="resolved")) == "repaired since 31 January 2026"
    assert say_status(replace(known, status="ended")) == "ended with its team, unit, link or role since 31 January 2026"
    answered = replace(known, status="resolved", query="d06_not_evaluable")
    assert say_status(answered) == "can be told since 31 January 2026"
    waived = replace(known, status="waived", waived_until=date(2026, 7, 1))
    assert say_status(waived) == "waived until 1 July 2026, since 31 January 2026"


@pytest.mark.parametrize("status", LEDGER_STATUSES)
def test_what_is_true_no_longer_is_told_in_the_past(status: str) -> None:
    told = told_of(replace(entry(), status=status))
    assert told == ("T1 waits." if status in STANDING else "Until 31 January 2026: T1 waits.")


def test_the_list_tells_apart_what_was_repaired_what_ended_and_what_is_told_now(
    capsys: pytest.CaptureFixture[str],
) -> None:
    known = entry()
    some = [replace(known, finding_id=status, status=status) for status in LEDGER_STATUSES]
    some.append(replace(known, finding_id="answered", status="resolved", query="d06_not_evaluable"))
    worse = {"kind": "more_severe", "text": "High before, critical now.", "by": None, "entered_at": None}
    print_entries(some, {"open": [worse, worse]})
    out = " ".join(capsys.readouterr().out.split())
    assert out.count("; id ") == len(some), "each is listed once"
    assert "T1 waits. More severe. High before, critical now. (open since 31 January 2026; id open)" in out
    for heading, status in (
        ("Repaired: no longer found", "resolved"),
        ("so that nothing was repaired", "ended"),
        ("Can no longer be told", "unknown"),
        ("Can be told now, and could not be before", "answered"),
    ):
        after = out.partition(heading)[2]
        assert re.match(rf" High S-01 Until 31 January 2026: T1 waits\. \([^;]*; id {status}\)", after), (
            heading,
            after,
        )
    assert [row["happened"] for row in records_of(some[:2], {"open": [worse]})] == [
        ["More severe. High before, critical now."], None,
    ]  # fmt: skip


def test_an_event_says_who_entered_it() -> None:
    event = {"kind": "note", "text": "Wait.", "by": "ann", "entered_at": datetime(2026, 2, 1, 12, tzinfo=UTC)}
    assert say_event(event).startswith("Note. Wait. (ann, 2026-02-01 ")
    assert say_event({"kind": "opened", "text": None, "by": None, "entered_at": None}) == "Opened."


def test_the_order_is_severity_buildings_ids() -> None:
    known = entry()
    some = [
        replace(known, finding_id=name, severity=severity, buildings=buildings)
        for name, severity, buildings in (("a", "low", 9), ("b", "high", 1), ("c", "high", 5), ("d", "critical", 0))
    ]
    assert [each.finding_id for each in in_order(some)] == ["d", "c", "b", "a"]


def test_what_the_ledger_does_not_know_is_blank() -> None:
    assert set(columns_of(None).values()) == {None}
    assert columns_of(entry())["first_seen"] == FIRST


def test_between_two_loads_it_is_told_what_became_more_severe_and_why(monkeypatch: pytest.MonkeyPatch) -> None:
    known = entry()
    entries = [
        replace(known, finding_id=name, severity=severity, query=query)
        for name, severity, query in (
            ("small", "low", "s01_x"), ("large", "critical", "s01_x"), ("untold", "info", "d06_not_evaluable"),
        )
    ]  # fmt: skip
    happened = [
        ("small", "opened", None, 2), ("large", "more_severe", "High before, critical now.", 3),
        ("large", "note", "Wait.", 3), ("untold", "opened", None, 3), ("small", "resolved", None, 4),
    ]  # fmt: skip
    events = [dict(zip(("finding_id", "kind", "text", "load"), each, strict=True)) for each in happened]
    monkeypatch.setattr("graph.ledger.store.read_entries", lambda _: entries)
    later = lambda _, load: [each for each in events if each["load"] >= load]  # noqa: E731 - as short as it gets
    monkeypatch.setattr("graph.ledger.store.read_events", later)
    rows = between(cast("Runner", None), 1, 3)
    assert [(row["finding_id"], row["happened"]) for row in rows] == [("large", "more_severe"), ("small", "opened")]
    assert list(tell_between(rows)) == [
        "  findings, opened: 1; more severe: 1",
        "    more severe: T1 waits. High before, critical now. (id large)",
    ]
    assert list(tell_between([])) == []
    assert len(list(tell_between(rows[:1] * 9))) == 1 + 5 + 1
