"""Which ids of people tell who it is, and what stands for them."""

from __future__ import annotations

import pytest

from graph.staging.person_key import (
    ADDRESS_ID,
    address_id,
    hidden_id,
    is_name_of,
    keep_key,
    name_id,
    says_nobody,
    tells_who,
)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Ann Able", True),
        ("Able, Ann", True),
        ("Able,Ann", True),
        ("A. Able", True),
        ("Ann\u00a0Able", True),
        ("\u00d6zg\u00fcr \u00c7elik", True),
        ("ann@x.org", True),
        ("Ann <ann@x.org>", True),
        ("ann@", True),
        ("P001", False),
        ("p-0123456789abcdef0123", False),
        ("EMP 0042", False),
        ("12 34", False),
        ("HR,17", False),
        ("a.able", False),
        ("ann_able", False),
        ("annable", False),
    ],
)
def test_an_id_of_several_words_or_an_address_tells_who_it_is(text: str, tells: bool) -> None:
    assert tells_who(text) is tells


@pytest.mark.parametrize(
    ("text", "name", "same"),
    [
        ("ann.able", "Ann Able", True),
        ("AbleAnn", "Ann Able", True),
        ("ANN_ABLE", "Able, Ann", True),
        ("cher", "Cher", True),
        ("\u5c71\u7530\u592a\u90ce", "\u5c71\u7530 \u592a\u90ce", True),
        ("aable", "Ann Able", False),
        ("ann", "Ann Able", False),
        ("ann.able2", "Ann Able", False),
        ("p1", "P", False),
        ("", "", False),
        ("17", "Ann", False),
    ],
)
def test_an_id_may_be_the_name_of_its_row(text: str, name: str, same: bool) -> None:
    assert is_name_of(text, name) is same


def test_what_stands_for_an_id_is_the_same_however_it_is_written() -> None:
    assert hidden_id("Ann  Able") == hidden_id("ANN ABLE") == name_id("ann able")
    assert hidden_id("mailto:Ann@X.org") == hidden_id("Ann <ann@x.org>") == address_id("ann@x.org")
    assert len({hidden_id(text) for text in ("Ann Able", "ann@x.org", "ann@x.org, bob@x.org", "Able Ann")}) == 4
    assert all(ADDRESS_ID.fullmatch(hidden_id(text)) for text in ("Ann Able", "ann@x.org", "a@x.org b@x.org", "@"))


def test_the_key_decides_and_the_variable_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = hidden_id("Ann Able")
    keep_key(b"one")
    keyed = hidden_id("Ann Able")
    monkeypatch.setenv("LOOPLINE_PERSON_KEY", "two")
    given = hidden_id("Ann Able")
    keep_key(b"three")
    assert hidden_id("Ann Able") == given
    assert len({plain, keyed, given}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "VACANT",
        "Vacant, posted 9/1",
        "(vacant)",
        "Vacancy 3",
        "VACANT1",
        "TBD",
        "tba - fall",
        "To be hired",
        "Unfilled",
    ],
)
def test_words_that_say_nobody(text: str) -> None:
    assert says_nobody(text)


@pytest.mark.parametrize("text", ["Vacanti, Joe", "tba2104", "TBD1", "Open, Ann", "Nobody Owens", "Noone", "P1", ""])
def test_ids_and_names_that_resemble_them(text: str) -> None:
    assert not says_nobody(text)
