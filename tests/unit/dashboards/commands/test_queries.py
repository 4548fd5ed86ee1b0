from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboards.cli import app, main
from dashboards.commands.catalog import GENERATED, markdown, severities
from dashboards.commands.run import _value
from dashboards.ledger import LEDGER
from dashboards.readme import SECTIONS, replaced
from graph.errors import LooplineError
from graph.model.cypher_builder import present_nodes
from graph.queries.catalog import catalog
from graph.settings import Settings
from tests.support.fake_answers import FakeRunner

S04 = catalog()["s04_regional_team_unsupported"]
ROW: dict[str, Any] = {
    "team_id": "R1-RIT",
    "team": "=Region 1",
    "unit_id": "R1",
    "unit": "Region 1",
    "link_id": "SIT-RIT:R1",
    "severity": None,
    "origins": ["support:R1-RIT"],
    "follows": [],
    "last_contact": None,
    "last_month": None,
    "ids": ["R1-RIT", "R1"],
    "buildings": 1234,
}


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> FakeRunner:
    """The command line's door to a graph in which one query finds one thing, and the rest nothing."""
    tables: dict[str, list[dict[str, Any]]] = {query.text: [] for query in catalog().values()}
    tables |= {q.population.count: [{"n": 8}] for q in catalog().values() if q.population}
    tables[S04.text] = [ROW]
    found = FakeRunner(
        tables,
        sheets=["units", "teams", "team_links"],
        steps=[
            ["scope", "l1", None],
            ["links", "l1", None],
            ["link_state", "l1", "channel: email"],
            ["redundancy", "l1", "channel: email"],
        ],
    )

    @contextmanager
    def connect(settings: Settings) -> Iterator[FakeRunner]:
        del settings
        yield found

    monkeypatch.setattr("graph.connection.connect", connect)
    return found


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["loopline", *arguments])
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


def test_findings_as_json(runner: FakeRunner, monkeypatch: Patch, capsys: Capture) -> None:
    assert call(monkeypatch, "findings", "--fresh", "--format", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    found = [row for row in rows if row.get("evaluable", True)]
    assert found == [
        {
            "query": "s04_regional_team_unsupported",
            "rule": "S-04",
            "ids": ["R1-RIT", "R1"],
            "key": "R1-RIT",
            "severity": "high",
            "buildings": 1234,
            "sentence": "Support by a state implementation team is not on record for the regional implementation team "
            "of Region 1. 1,234 buildings are below it.",
            "cause": "",
            "team_id": "R1-RIT",
            "team": "=Region 1",
            "unit_id": "R1",
            "unit": "Region 1",
            "link_id": "SIT-RIT:R1",
            "origins": ["support:R1-RIT"],
            "follows": [],
            "last_contact": None,
            "last_month": None,
            **dict.fromkeys(LEDGER),  # computed anew, so without a history
        }
    ]
    silent = {row["query"]: row for row in rows if not row.get("evaluable", True)}
    assert silent["f01_no_protocol"]["missing"][0] == "the sheet protocols has not been loaded"
    assert silent["n01_inward_group"]["rule"] == "N-01"
    assert runner.written == []


def test_findings_by_rule_and_severity(runner: FakeRunner, monkeypatch: Patch, capsys: Capture) -> None:
    del runner
    assert call(monkeypatch, "findings", "--fresh", "--rule", "s-04", "--format", "json") == 0
    assert [row["rule"] for row in json.loads(capsys.readouterr().out)] == ["S-04"]
    assert call(monkeypatch, "findings", "--fresh", "--severity", "low", "--format", "json") == 0
    low = json.loads(capsys.readouterr().out)
    assert "N-07" in {row["rule"] for row in low}
    assert not any(row["evaluable"] for row in low)
    assert call(monkeypatch, "findings", "--rule", "S-4") == 2
    said = capsys.readouterr().err
    assert "did you mean" in said
    assert "'S-04'" in said
    assert call(monkeypatch, "findings", "--rule", "S-19") == 2
    assert "loopline run alignment" in capsys.readouterr().err
    assert call(monkeypatch, "findings", "--severity", "awful") == 2


def test_findings_in_words(runner: FakeRunner, monkeypatch: Patch, capsys: Capture) -> None:
    del runner
    assert call(monkeypatch, "findings", "--fresh") == 0
    said = capsys.readouterr().out
    assert said.startswith("1 finding as of 1 June 2026; ")
    assert "High" in said
    assert "1 of 8 regional implementation teams" in " ".join(said.split())
    assert "We can't tell yet" in said


def test_kept_findings_are_read_and_stale_ones_said(runner: FakeRunner, monkeypatch: Patch, capsys: Capture) -> None:
    from graph.queries.results import compute_all

    compute_all(runner)
    runner.asked.clear()
    assert call(monkeypatch, "findings", "--rule", "S-04", "--format", "json") == 0
    kept = capsys.readouterr()
    assert [(row["key"], row["status"], row["first_seen"]) for row in json.loads(kept.out)] == [
        ("R1-RIT", "open", "2026-06-01")
    ]
    assert kept.err == ""
    assert S04.text not in {text for text, _ in runner.asked}
    runner.context["load"] = "l2"
    assert call(monkeypatch, "findings", "--rule", "S-04", "--format", "json") == 0
    assert "older than the last load" in capsys.readouterr().err


def test_no_column_of_a_finding_has_a_name_of_the_ledger() -> None:
    for query in catalog().of_kind("finding"):
        assert not {column.name for column in query.columns} & set(LEDGER), query.id


def test_nothing_loaded_is_said(runner: FakeRunner, monkeypatch: Patch, capsys: Capture) -> None:
    runner.context["load"] = None
    assert call(monkeypatch, "findings") == 1
    assert "Nothing is loaded yet." in capsys.readouterr().err


def test_csv_is_safe_in_a_spreadsheet(runner: FakeRunner, monkeypatch: Patch, capsys: Capture) -> None:
    del runner
    assert call(monkeypatch, "run", "S-04", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["team"] == "'=Region 1"
    assert rows[0]["ids"] == "R1-RIT|R1"
    assert rows[0]["buildings"] == "1234"
    assert rows[0]["severity"] == "high"


def test_run_takes_typed_parameters(runner: FakeRunner, monkeypatch: Patch, capsys: Capture) -> None:
    assert call(monkeypatch, "run", "S-04", "-p", "as_of=2026-01-02", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)[0]["key"] == "R1-RIT"
    types = {"state_team": "SIT", "region_team": "RIT"}
    assert (S04.text, {"as_of": date(2026, 1, 2), **types}) in runner.asked
    assert call(monkeypatch, "run", "S-04") == 0
    assert "Contact counted: channel: email." in capsys.readouterr().out
    for wrong in ("as_of=soon", "nobody=1", "as_of"):
        assert call(monkeypatch, "run", "S-04", "-p", wrong) == 2
    assert call(monkeypatch, "run", "s04_regional_team_unsuported") == 2
    assert "s04_regional_team_unsupported" in capsys.readouterr().err
    assert call(monkeypatch, "run") == 2


def test_run_says_what_it_does_not_know(runner: FakeRunner, monkeypatch: Patch, capsys: Capture) -> None:
    present = present_nodes("Unit")
    runner.tables[present] = [{"found": []}]
    assert call(monkeypatch, "run", "links_below", "-p", "unit=R9", "--format", "json") == 0
    said = capsys.readouterr()
    assert said.err.startswith("The graph has no unit with the id 'R9'.")
    assert json.loads(said.out) == []
    runner.tables[present] = [{"found": ["R9"]}]
    assert call(monkeypatch, "run", "links_below", "-p", "unit=R9") == 0
    assert capsys.readouterr().err == ""
    assert call(monkeypatch, "run", "links_below", "-p", "depth=-1") == 2
    assert "depth must be 0 or more, not -1" in capsys.readouterr().err


def test_run_says_what_is_missing(runner: FakeRunner, monkeypatch: Patch, capsys: Capture) -> None:
    del runner
    assert call(monkeypatch, "run", "N-02") == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "the sheet people has not been loaded" in said
    assert "the step silos has not run since the last load" in said
    assert call(monkeypatch, "run", "N-01") == 2
    assert "n01_inward_group and n01_silent_level" in capsys.readouterr().err
    assert call(monkeypatch, "run", "members") == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("-1.5", -1.5),
        ("001902", "001902"),
        ("true", True),
        ("null", None),
        ("2026-01-02", date(2026, 1, 2)),
        ("'5'", "5"),
        ("principal", "principal"),
    ],
)
def test_values_of_own_queries(text: str, value: object) -> None:
    assert _value(text) == value


def test_own_query_files(runner: FakeRunner, monkeypatch: Patch, tmp_path: Path, capsys: Capture) -> None:
    del runner
    file = tmp_path / "own.cypher"
    for text, said in (
        ("CREATE (n)", "is not read-only"),
        ("MATCH (u:Unit {level: $level}) RETURN count(u) AS n", "a value for $level"),
    ):
        file.write_text(text, encoding="utf-8")
        assert call(monkeypatch, "run", "--file", str(file)) in (1, 2)
        assert said in capsys.readouterr().err
    assert call(monkeypatch, "run", "--file", str(tmp_path / "none.cypher")) == 4
    file.write_bytes(b"\xff\xfe\x00")
    assert call(monkeypatch, "run", "--file", str(file)) == 4


def test_own_queries_are_closed_while_names_lie_in_the_graph(
    runner: FakeRunner, monkeypatch: Patch, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "own.cypher"
    file.write_text("MATCH (p:Person) RETURN count(p) AS people", encoding="utf-8")
    runner.named = True
    assert call(monkeypatch, "run", "--file", str(file)) == 1
    said = capsys.readouterr().err
    assert "Own queries are closed, because names and addresses of people lie in the graph" in said
    assert "load any files again" in said
    assert runner.asked[-1][0] != file.read_text(encoding="utf-8")


def test_the_catalog_prints(monkeypatch: Patch, capsys: Capture) -> None:
    assert call(monkeypatch, "catalog") == 0
    assert "s04_regional_team_unsupported" in capsys.readouterr().out
    assert call(monkeypatch, "catalog", "--format", "json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert {query["query"] for query in listed} == {q.id for q in catalog().of_kind("finding", "metric")}
    assert call(monkeypatch, "catalog", "--format", "markdown") == 0
    assert capsys.readouterr().out == markdown(catalog())


def test_the_catalog_tells_every_severity_that_a_query_gives() -> None:
    told = {query.rule: severities(query) for query in catalog().of_kind("finding")}
    assert told["S-02"] == ("critical", "high", "medium")
    assert told["S-12"] == ("critical", "high", "medium")
    assert told["T-13"] == ("high",)
    assert told["P-01"] == ("critical", "high", "medium", "info")
    assert all(query.severity in severities(query) for query in catalog().of_kind("finding"))


@pytest.mark.parametrize(("name", "section"), [("catalog", lambda: markdown(catalog())), *GENERATED.items()])
def test_no_generated_section_is_behind(name: str, section: Callable[[], str]) -> None:
    text = SECTIONS[name].read_text(encoding="utf-8")
    assert replaced(text, name, section()) == text, "run `loopline catalog --refresh`"


def test_one_query_is_shown_in_full(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "catalog", "P-01") == 0
    shown = capsys.readouterr().out
    query = catalog().find("P-01")
    assert all(part in shown for part in (query.question, query.advice, query.source, query.text, query.file))
    assert all(f"`{column.name}`" in shown for column in query.columns)


def test_the_old_names_of_commands_still_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(monkeypatch, "catalogue", "--format", "markdown") == 0
    assert capsys.readouterr().out == markdown(catalog())
    assert call(monkeypatch, "bench", "--help") == 0


def test_a_section_is_replaced_between_its_marks() -> None:
    begin, end = "<!-- benchmark:begin -->", "<!-- benchmark:end -->"
    assert replaced(f"a\n{begin}\nold\n{end}\nb", "benchmark", "new\n") == f"a\n{begin}\n\nnew\n\n{end}\nb"
    with pytest.raises(LooplineError):
        replaced(f"{begin}{end}", "figures", "new")


def test_the_commands_are_there() -> None:
    names = {command.name for command in app.registered_commands}
    assert {"findings", "run", "catalog"} <= names
