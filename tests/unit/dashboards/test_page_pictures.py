"""Pictures that the READMEs show are there, are of pages that exist, and stay small."""

from __future__ import annotations

import re
from pathlib import Path

from dashboards.shell.pages import PAGES
from tests.pictures.__main__ import FOLDER, LARGEST

ROOT = Path(__file__).parents[3]


def test_every_page_has_a_small_picture_and_nothing_else_has() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{page.path}.png" for page in PAGES}
    assert all(path.stat().st_size <= LARGEST for path in FOLDER.iterdir())


def test_pictures_that_are_shown_are_there() -> None:
    shown = 0
    for readme in (ROOT / "README.md", ROOT / "dashboards" / "README.md"):
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme.read_text(encoding="utf-8")):
            assert (readme.parent / name).is_file(), f"{readme.name} shows {name}"
            shown += 1
    assert shown == len(PAGES) + 1
