"""What `loopline load` says of what it did."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboards.loads.counts import plural
from dashboards.loads.report import print_findings, print_report, report_of
from dashboards.loads.told import tally_said
from dashboards.rule_titles import rule_said
from graph.loading.differences import Tally
from graph.loading.load_warnings import Warned, bounded
from graph.queries.catalog import catalog
from tests.support.loading_help import DAY, PEOPLE, SMALL, gather, put
from tests.support.memory_graph import MemoryGraph


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(), ""),
        (Tally(new=1200, same=3), "people: 1,200 new, 0 changed, 3 unchanged"),
        (
            Tally(new=1200, id_only=1100),
            "people: 1,200 new (1,100 of them with only an id), 0 changed, 0 unchanged",
        ),
        (
            Tally(source_only=7),
            "people: 0 new, 0 changed, 0 unchanged, 7 unchanged and now also confirmed by this source",
        ),
        (Tally(changed=1, older=2), "people: 0 new, 1 changed, 0 unchanged, 2 older than the record"),
    ],
)
def test_counts_in_words(tally: Tally, said: str) -> None:
    assert tally_said("people", vars(tally)) == said


def test_remarks_stand_beside_the_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gathered = gather(tmp_path, **{**SMALL, "people": PEOPLE, "contacts": "from_person,to_person,channel,count\n"})
    report = report_of(put(MemoryGraph(), gathered), gathered)
    print_report(report)
    said = capsys.readouterr()
    assert "contacts.csv has a header but no rows" in said.err
    assert "people: 2 new, 0 changed, 0 unchanged\n" in said.out
    assert ["no rows" in note for note in report["notes"]] == [True]


UNKNOWN = "a type that the profile does not know, which is read as other"


@pytest.mark.parametrize(
    ("types", "said"),
    [
        (["BLT"], f"1 team has {UNKNOWN} ('BLT')."),
        (["A", "B", "C", "D", "B"], f"5 teams have {UNKNOWN} ('B', 'A', 'C' and 1 more)."),
        (["x" * 90], f"1 team has {UNKNOWN} ('{'x' * 40}')."),
        (["other"], ""),
    ],
)  # fmt: skip
def test_team_types_that_the_profile_does_not_know_are_named(tmp_path: Path, types: list[str], said: str) -> None:
    teams = "team_id,name,type,unit_id\n" + "".join(f"X{at},X,{each},S1\n" for at, each in enumerate(types))
    gathered = gather(tmp_path, **{**SMALL, "teams": teams})
    notes = report_of(put(MemoryGraph(), gathered), gathered)["notes"]
    assert [note for note in notes if "read as other" in note] == ([said] if said else [])


def test_of_each_kind_of_warning_three_are_printed_and_the_others_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = [f"in/f{at}.csv has a header but no rows; it counts as loaded and empty." for at in range(200)]
    unlisted = [
        Warned(f"in/f{at}.csv: {at + 1:,} cells of Code{at} with a value that is not listed ('{at}')", "unlisted")
        for at in range(1200)
    ]
    lone = ["in/a.csv: read as UTF-16", "The as-of date 2099-01-01 is more than a month in the future."]
    said = bounded([empty[0], *unlisted, *lone, *empty])
    assert said == [
        *empty[:3], "197 more like these (--format json names all)",
        *unlisted[:3], "1,197 more like these (--format json names all)",
        *lone,
    ]  # fmt: skip
    gathered = gather(tmp_path, **SMALL)
    report = {**report_of(put(MemoryGraph(), gathered), gathered), "notes": unlisted}
    print_report(report)
    assert capsys.readouterr().err.count("\n") == 4
    assert len(report["notes"]) == 1200


def test_four_warnings_of_one_kind_are_three_and_a_count() -> None:
    assert bounded([f"f{at}.csv: read as UTF-16" for at in range(3)])[2:] == ["f2.csv: read as UTF-16"]
    assert bounded([f"f{at}.csv: read as UTF-16" for at in range(4)])[3:] == [
        "1 more like these (--format json names all)"
    ]


FOUND: dict[str, Any] = {
    "as_of": "2026-09-01",
    "new": True,
    "by_severity": {"high": 43},
    "change": None,
    "figures": [],
    "headlines": [],
    "not_evaluable": {},
}


def title(rule: str) -> str:
    (query,) = catalog().rules()[rule]
    return query.title


def test_figures_are_named_in_plain_words_with_their_commands(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings({**FOUND, "figures": ["weakest_step", "alignment"]})
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Figures, each with the command that shows it:",
        f"  loopline run weakest_step  {catalog()['weakest_step'].title}",
        f"  loopline run alignment     {catalog()['alignment'].title}",
    ]


def test_two_questions_of_one_rule_are_both_named_and_an_unknown_rule_stays() -> None:
    both = [query.title for query in catalog().rules()["S-02"]]
    assert rule_said("S-02") == f"S-02 ({'; '.join(both)})"
    assert rule_said("Z-99") == "Z-99"


def test_what_is_new_among_the_findings_is_said_by_rule(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings(FOUND)
    assert capsys.readouterr().out == "Findings as of 2026-09-01: 43 high. List them: loopline findings.\n"
    change = {"new": {"F-07": 2, "S-04": 1}, "gone": {"P-01": 1}, "changed": {"P-02": 3}, "same": 1040, "first": 0}
    print_findings({**FOUND, "change": change})
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  Compared with the previous findings: 3 new, 1 gone, 3 changed, 1,040 unchanged.",
        "  New:",
        f"    2 of F-07 ({title('F-07')})",
        f"    1 of S-04 ({title('S-04')})",
        "  Gone:",
        f"    1 of P-01 ({title('P-01')})",
        "  Changed:",
        f"    3 of P-02 ({title('P-02')})",
    ]
    print_findings({**FOUND, "change": {**change, "gone": {}, "changed": {}, "first": 2}})
    first = "3 new (2 of them from questions that could not be answered before), 0 gone, 0 changed, 1,040 unchanged."
    assert capsys.readouterr().out.splitlines()[1:] == [
        f"  Compared with the previous findings: {first}",
        "  New:",
        f"    2 of F-07 ({title('F-07')})",
        f"    1 of S-04 ({title('S-04')})",
    ]
    print_findings({**FOUND, "change": {"new": {}, "gone": {}, "changed": {}, "same": 43, "first": 0}})
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  Compared with the previous findings: 0 new, 0 gone, 0 changed, 43 unchanged."
    ]


def test_a_load_of_nothing_new_says_that_it_brought_the_findings_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    report = {"new": False, "source": "hr", "as_of": "2026-09-01"}
    print_report(report)
    before = "Nothing new: hr as of 2026-09-01 with this content was loaded before. "
    assert capsys.readouterr().out == before + "0 writes.\n"
    print_report({**report, "findings": {**FOUND, "new": False}})
    assert capsys.readouterr().out.startswith(before + "0 writes.\n")
    print_report({**report, "findings": FOUND})
    said = capsys.readouterr().out
    assert said.startswith(before + "Its links and findings were out of date and have been computed again.\n")
    assert "0 writes" not in said


@pytest.mark.parametrize(
    ("label", "said"),
    [("Person", "people"), ("Category", "categories"), ("LinkCheck", "link checks"), ("Team", "teams")],
)
def test_labels_are_said_in_plain_words(label: str, said: str) -> None:
    assert plural(label) == said


def test_files_of_an_earlier_load_are_remarked_on_whichever_it_was(tmp_path: Path) -> None:
    graph, days = MemoryGraph(), [DAY + at * timedelta(days=30) for at in range(4)]
    other = {**SMALL, "people": SMALL["people"].replace("Able", "Abel")}
    first, second = gather(tmp_path / "a", **SMALL), gather(tmp_path / "b", **other)
    assert put(graph, first, as_of=days[0]).warnings == put(graph, second, as_of=days[1]).warnings
    (again,) = [said for said in put(graph, second, as_of=days[2]).warnings if "exactly" in said]
    assert again.startswith(f"These files say exactly what hr said as of {days[1]}. Was the export really made anew?")
    (old,) = [said for said in put(graph, first, as_of=days[3]).warnings if "exactly" in said]
    assert old.startswith(f"These files say exactly what hr said as of {days[0]}, and other files came since.")


def test_a_plan_tells_what_was_decided_of_the_files_whether_or_not_it_would_be_held(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gathered = gather(tmp_path, **SMALL)
    said = "These files were approved on 1 September 2026: looked at."
    report = {**report_of(put(MemoryGraph(), gathered), gathered), "planned": True, "decided": [said]}
    for held, last in (([], "  It would not be held."), (["Too many would end."], "  - Too many would end.")):
        print_report({**report, "held_for": held, "changes": [], "differing": {}, "units": {}})
        out = capsys.readouterr().out.splitlines()
        assert said in "\n".join(out[-3:])
        assert out[-1] == last
