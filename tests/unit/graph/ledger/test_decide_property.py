"""Whatever a year of loads looks like: the same ids, nothing falsely closed, waivers kept to their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ledger.enter import waive
from graph.ledger.entry import Found
from tests.support.ledger_help import FIRST, Book, asked, found

QUERIES = ("s01_x", "f05_y", "p01_z")
NAMES = [f"{query}|U{number}" for query in QUERIES for number in range(4)]
WITHDRAWN = {query: asked() for query in QUERIES}

# What may happen in a month without any of the findings going away.
MONTHS = st.lists(
    st.fixed_dictionaries(
        {
            "order": st.permutations(NAMES),
            "sentence": st.sampled_from(["As before.", "Unit 1 North waits.", "Unit 1 Lake waits."]),
            "severity": st.sampled_from(["critical", "high", "low"]),
            "withdrawn": st.sets(st.sampled_from(QUERIES)),
            "turned": st.sets(st.sampled_from(QUERIES)),
            "twice": st.booleans(),
        }
    ),
    min_size=12,
    max_size=12,
)


def there(month: dict[str, object]) -> list[Found]:
    return [
        found(name, str(month["severity"]), str(month["sentence"]))
        for name in month["order"]  # type: ignore[attr-defined]
        if name.partition("|")[0] not in month["withdrawn"]  # type: ignore[operator]
    ]


@settings(deadline=None)
@given(MONTHS, st.sets(st.sampled_from(NAMES)), st.integers(min_value=1, max_value=380))
def test_a_year_in_which_nothing_is_repaired(months: list[dict[str, object]], waived: set[str], days: int) -> None:
    book, versions = Book(), dict.fromkeys(QUERIES, 0)
    until = FIRST + timedelta(days=days)
    book.load(*map(found, NAMES), questions=WITHDRAWN)
    for name in waived:
        book.enter(name, lambda entry: waive(entry, "ann", FIRST, until, "agreed"))
    for month in months:
        for query in month["turned"]:  # type: ignore[attr-defined]
            versions[query] += 1
        questions = {
            query: asked(f"v{number}", answered=query not in month["withdrawn"])  # type: ignore[operator]
            for query, number in versions.items()
        }
        book.again(there(month), questions, later=True)
        assert set(book.ledger.entries) == set(NAMES)
        for name, entry in book.ledger.entries.items():
            assert entry.first_seen == FIRST
            if entry.query in month["withdrawn"]:  # type: ignore[operator]
                assert entry.status == "unknown"
            else:
                assert entry.status == ("waived" if name in waived and book.now.as_of < until else "open")
        if month["twice"]:
            assert book.again(reversed(there(month)), questions).empty
    assert not {event.kind for event in book.said} & {"resolved", "reopened", "question_changed", "newly_answered"}


@settings(deadline=None)
@given(st.lists(st.sets(st.sampled_from(NAMES)), min_size=2, max_size=12))
def test_what_is_answered_is_open_exactly_while_it_is_found(months: list[set[str]]) -> None:
    book = Book()
    for names in months:
        book.load(*map(found, sorted(names)), questions=WITHDRAWN)
        assert {name for name, entry in book.ledger.entries.items() if entry.standing} == names
    for name, entry in book.ledger.entries.items():
        first = next(at for at, names in enumerate(months) if name in names)
        assert entry.first_load == first + 1
        turns = sum(
            a != b for a, b in zip([False, *(name in m for m in months)], [name in m for m in months], strict=False)
        )
        assert len(book.kinds(name)) == turns


def test_a_unit_that_is_renamed_is_the_same_subject() -> None:
    book = Book()
    book.load(found(sentence="Elm waits."))
    book.load(replace(found(sentence="Oak waits."), buildings=9))
    assert book.kinds() == ["opened"]
