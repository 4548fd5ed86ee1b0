"""The navigation: every page is reached from every page, at the same place."""

from __future__ import annotations

import re

import pytest

from dashboards.shell.fold import fold
from dashboards.shell.markup import tag
from dashboards.shell.navigation import compose
from dashboards.shell.pages import PAGES, start_page


@pytest.mark.parametrize("current", [page.path for page in PAGES])
def test_every_page_is_linked_with_the_place_and_one_is_open(current: str) -> None:
    made = compose(current, "R3/D17")
    assert re.findall(r'href="([^"]+)"', made) == [f"{page.path}?at=R3/D17" for page in PAGES]
    assert re.findall(r'href="([^"?]+)[^"]*"[^>]*aria-current="page"', made) == [current]


def test_the_menu_button_names_its_list_and_the_page() -> None:
    made = compose("findings", "")
    assert 'aria-expanded="false"' in made
    listed = re.search(r'aria-controls="([^"]+)"', made)
    assert listed
    assert f'<ul id="{listed[1]}">' in made
    assert "<span>Findings</span>" in made


@pytest.mark.parametrize(
    ("params", "path"), [([], "briefing"), (["at"], "alignment"), (["list"], "alignment"), (["embed"], "briefing")]
)
def test_the_first_page_is_briefing_unless_the_address_was_alignments(params: list[str], path: str) -> None:
    assert start_page(params).path == path


@pytest.mark.parametrize(("count", "folds"), [(0, 0), (7, 0), (8, 1), (56, 1), (57, 2), (156, 3)])
def test_a_long_list_is_folded_by_pages_and_loses_nothing(count: int, folds: int) -> None:
    made = fold([tag("li", f"row {n}") for n in range(count)])
    assert made.count("<li>") == count
    assert made.count("<details") == folds
    assert [int(n) for n in re.findall(r"row (\d+)", made)] == list(range(count))
