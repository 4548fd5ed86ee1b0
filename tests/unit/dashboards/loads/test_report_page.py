"""The page of a load: it fetches nothing, says what the text says, and escapes whatever a file contains."""

from __future__ import annotations

import re
import stat
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dashboards.loads.figures import figures_of, say_figure
from dashboards.loads.report import print_report, report_of
from dashboards.loads.report_page import compose_page, write_page
from graph.queries.catalog import catalog
from graph.runner import Result
from tests.support.loading_help import SMALL, gather, put
from tests.support.memory_graph import MemoryGraph
from tests.support.screens import texts

HEADLINE = {"figure": "buildings connected", "now": 217.0, "before": 298.0, "before_on": "2026-09-30"}
TALLY = {"new": 3, "changed": 1, "ended": 2, "same": 1200, "id_only": 0, "source_only": 0, "older": 0, "withdrawn": 0}
REPORT: dict[str, Any] = {
    "load": "0123456789abcdef",
    "source": "hr",
    "as_of": "2026-10-31",
    "mode": "full",
    "files": [{"file": "people<1>.csv", "read": 1206, "loaded": 1203, "quarantined": 2, "duplicates": 1, "passed": 0}],
    "nodes": {"Person": TALLY, "Unit": dict.fromkeys(TALLY, 0)},
    "relationships": {},
    "problems": {"unknown_id": 2},
    "cells_dropped": {"bad_date": 7},
    "quarantine": "/home/ann/set-aside/0123.csv",
    "dropped_columns": {"/home/ann/people<1>.csv": [f"Ann Able {at}" for at in range(9)]},
    "renamed": {"Team": 31},
    "merged": {"Unit": 32},
    "merged_into": {"Unit": {"U1": "U2"}},
    "moved": "Names and addresses of 4 people were moved.",
    "decided": ["These files were approved on 2 November 2026: Ann Able checked them."],
    "decided_bare": ["These files were approved on 2 November 2026."],
    "notes": ["A <script> in a note.", "These files were approved on 2 November 2026: Ann Able checked them."],
    "changes": [
        {"change": "ended", "what": "team", "label": "Team", "id": "T1", "name": "Elm & Oak", "unit": "D1", "load": 2}
    ],
    "differing": {},
    "units": {"D1": "Elm"},
    "findings": {
        "by_severity": {"critical": 1, "high": 20},
        "change": {"new": {"F-05": 2}, "gone": {}, "changed": {}, "same": 3, "first": 0},
        "headlines": [HEADLINE],
        "as_of": "2026-10-31",
        "following": 41,
        "figures": [],
        "not_evaluable": {"f01": ["meetings"], "f02": ["meetings"]},
    },
    "new": True,
    "held_for": [],
}
SAID = (
    "1,206 1,203 2 1",
    "unknown_id 2",
    "bad_date 7",
    "teams 31",
    "unit U1 into U2",
    "Names and addresses of 4 people were moved.",
    "A <script> in a note.",
    "These files were approved on 2 November 2026",
    "1 team ended: T1 (Elm & Oak)",
    "Elm (D1): 1 team ends",
    "1 critical, 20 high; 41 more follow from them",
    "2 of F-05",
    "3 unchanged",
    "buildings connected: 217; 298 as of 30 September 2026",
    "2 questions about findings and figures can't be answered yet",
    "0123.csv",
    "9 columns",
)
"""What a page says of REPORT, a piece for each of its parts."""


def page_of(report: dict[str, Any]) -> str:
    return texts(compose_page(report).partition("<body>")[2])


def test_it_says_what_the_load_did() -> None:
    said = page_of(REPORT)
    for words in (
        "Load of hr as of 31 October 2026",
        "What its files no longer list has ended.",
        "people<1>.csv 1,206 1,203 2 1",
        "People 3 1 2 1,200",
        *SAID,
    ):
        assert words in said
    assert "Units" not in said, "what does not change is left out"
    assert "older than the record" not in said, "and so is a column without counts"


@pytest.mark.parametrize("words", SAID)
def test_the_text_says_what_the_page_says(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_report(REPORT)
    said = "".join(capsys.readouterr())
    others = {"1,206 1,203 2 1": "1,206 rows read = 1,203 loaded", "9 columns": "and 4 more"}
    assert others.get(words, words) in said


def test_every_part_of_a_report_is_told(tmp_path: Path) -> None:
    """A new part of a report has to be told as text and page, or be named here."""
    gathered = gather(tmp_path, **SMALL)
    made = report_of(put(MemoryGraph(), gathered), gathered)
    silent = {"sheets", "written", "read", "loaded", "quarantined", "duplicates", "passed", "cells"}
    assert made.keys() - silent == REPORT.keys() - {"changes", "differing", "units", "findings"}


def test_nothing_that_people_typed_and_no_folder_is_on_the_page() -> None:
    """A page may be sent on; the text stays with whoever loaded."""
    page = compose_page(REPORT)
    assert "Ann Able" not in page
    assert "/home" not in page


def test_counts_that_are_seldom_have_columns_where_there_are_any() -> None:
    seldom = {**TALLY, "id_only": 11, "source_only": 12, "older": 13, "withdrawn": 14}
    said = page_of({**REPORT, "nodes": {"Person": seldom}, "files": [{**REPORT["files"][0], "passed": 15}]})
    assert "1,206 1,203 2 1 15" in said
    assert "People 3 1 2 1,200 11 12 13 14" in said


def test_it_fetches_nothing_and_runs_nothing() -> None:
    page = compose_page(REPORT)
    assert "default-src &#x27;none&#x27;" in page
    assert not re.search(r"<script|src=|href=|url\(|@import|https?:", page)


def test_a_first_load_and_one_without_findings_say_less() -> None:
    bare = {name: value for name, value in REPORT.items() if name not in {"changes", "units", "differing", "findings"}}
    nothing: dict[str, Any] = {
        "problems": {},
        "cells_dropped": {},
        "quarantine": None,
        "dropped_columns": {},
        "notes": [],
    }
    said = page_of({**bare, **nothing, "mode": "delta", "moved": None, "renamed": {}, "merged": {}, "merged_into": {}})
    assert "A delta adds and updates records; what is not in its files stays as it was." in said
    for words in ("began", "Findings", "What was set aside", "Worth checking", "Columns", "Other ids"):
        assert words not in said


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    path = write_page(tmp_path, {**REPORT, "notes": ["caf\udce9"]})
    assert path.name == "0123456789abcdef.html"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert r"caf\udce9" in path.read_text(encoding="utf-8")


def figures(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    class Runner:
        def read(self, text: str, params: dict[str, Any]) -> Result:
            assert text == catalog()["figures_over_time"].text
            assert params["keys"] == ["ST", ""]
            return Result((), rows)

    answer = SimpleNamespace(query="alignment", rows=[SimpleNamespace(key="ST"), SimpleNamespace(key="R1")])
    return figures_of(Runner(), SimpleNamespace(answers=[answer], as_of=date(2026, 10, 31)))  # type: ignore[arg-type]


def value(day: date, number: float, metric: str = "alignment", column: str = "connected") -> dict[str, Any]:
    return {"as_of": day, "metric": metric, "key": "ST", "column": column, "value": number}


def test_a_figure_is_told_with_the_date_before() -> None:
    days = [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)]
    rows = [value(day, number) for day, number in zip(days, (310.0, 298.0, 217.0), strict=True)]
    rows += [value(days[2], 4.0, "critical_findings", "open"), value(days[2], 9.0, column="buildings")]
    found = figures(rows)
    assert found[0] == HEADLINE
    assert [say_figure(each) for each in found[1:]] == ["critical findings open: 4; not known as of 30 September 2026"]


def test_a_figure_that_is_only_known_of_an_earlier_date_is_not_told_as_of_now() -> None:
    """Where the question can't be answered any more, the last figure is months old."""
    rows = [value(date(2026, 8, 31), 310.0), value(date(2026, 9, 30), 298.0)]
    assert figures(rows) == []
    rows.append(value(date(2026, 10, 31), 4.0, "critical_findings", "open"))
    assert [say_figure(each) for each in figures(rows)] == [
        "critical findings open: 4; not known as of 30 September 2026"
    ]


@pytest.mark.parametrize("rows", [[], [value(date(2026, 10, 31), 217.0)]])
def test_nothing_is_compared_with_the_first_date(rows: list[dict[str, Any]]) -> None:
    assert [say_figure(each) for each in figures(rows)] == ["buildings connected: 217"][: len(rows)]
