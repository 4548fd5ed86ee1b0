from __future__ import annotations

from datetime import date, datetime

import pytest

from graph.wording import Template, TemplateError, say, say_list, say_number, say_share


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "not known"),
        (True, "yes"),
        (0, "0"),
        (1234567, "1,234,567"),
        (1.4, "1.4"),
        (0.8 + 0.6, "1.4"),
        (2.0, "2"),
        (date(2026, 1, 2), "2 January 2026"),
        (datetime(2026, 12, 31, 7, 5), "31 December 2026, 07:05"),  # noqa: DTZ001 - as the server gives it
        (["A", "B", "C"], "A, B and C"),
        ([], ""),
    ],
)
def test_values_in_words(value: object, said: str) -> None:
    assert say(value) == said


def test_shares_are_rounded_half_up_and_only_all_is_all() -> None:
    assert [say_share(share) for share in (0.669, 0.29, 0.575, 0.445, 0.4449)] == ["67%", "29%", "58%", "45%", "44%"]
    assert [say_share(share) for share in (1.0, 0.9999, 0.995, 0.9949)] == ["100%", ">99%", ">99%", "99%"]
    assert [say_share(share) for share in (0.0, 0.0001, 0.0049, 0.005)] == ["0%", "<1%", "<1%", "1%"]


def test_numbers_and_lists() -> None:
    assert say_number(1000) == "1,000"
    assert say_list(["A"]) == "A"


def test_a_template_counts_agrees_and_leaves_out_what_is_not_known() -> None:
    template = Template.read(
        "{n:building|buildings} {n:=waits|wait}[ since {seen}]; {live:it holds|it does not}, {p:%}."
    )
    row = {"n": 1, "seen": date(2026, 3, 4), "live": True, "p": 0.666}
    assert template.render(row) == "1 building waits since 4 March 2026; it holds, 67%."
    row = {"n": 1200, "seen": None, "live": False, "p": 1.0}
    assert template.render(row) == "1,200 buildings wait; it does not, 100%."
    assert {field.name for field in template.fields()} == {"n", "seen", "live", "p"}


def test_a_sentence_begins_with_a_capital() -> None:
    assert Template.read("{who} waits.").render({"who": "the team of B"}) == "The team of B waits."


@pytest.mark.parametrize("text", ["{n", "a } b", "[no field]", "[{a} [{b}]]", "[{a}", "{n:one}", "{n:a|b|c}", "]"])
def test_a_template_that_can_not_be_read_is_refused(text: str) -> None:
    with pytest.raises(TemplateError):
        Template.read(text)
