from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.model.sheets import SHEETS
from graph.model.vocabulary import RULE_FAMILIES
from graph.profile.profile import Profile
from graph.queries.catalog import Catalog, QueryFileError, catalog, read_query
from graph.queries.lint import lint, refresh
from graph.queries.values import fits
from tests.support.fake_answers import HEADER, STATEMENT, make_query, write_query


def test_a_query_file_becomes_a_query(tmp_path: Path) -> None:
    query = make_query(tmp_path)
    assert (query.id, query.rule, query.severity, query.keys) == ("s01_x", "S-01", "high", ("team_id",))
    assert query.sheets == ("units", ("contacts", "meetings"))
    assert query.text + ";" == STATEMENT
    assert query.file == "cypher/findings/s01_x.cypher"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: {id}", "id: other", "id: other does not match the file name"),
        ("kind: finding", "kind: metric", "does not belong in the folder findings"),
        ("kind: finding", "kind: finding\nseverety: low", "unknown field 'severety'; did you mean 'severity'?"),
        ("question: Which teams have no support?", "question: Teams without support", "question"),
        ("severity: high", "severity: terrible", "severity"),
        ("severity: high\n", "", "severity: missing; a finding needs it"),
        ("advice: Name one.\n", "", "advice: missing"),
        ("rule: S-01", "rule: S1", "rule"),
        ("rule: S-01\n", "", "rule: missing"),
        ("sheets: [units", "sheets: [unitz", "unknown sheet 'unitz'; did you mean 'units'?"),
        (", key: true", "", "there is no key"),
        ("subject: Team", "subject: Teem", "unknown label 'Teem'; did you mean 'Team'?"),
        ("name: ids, type: texts", "name: ids, type: text", "a finding needs ids of type texts"),
        ("  - {{name: buildings, type: whole}}\n", "", "a finding needs buildings"),
        ("name: since, type: date", "name: since, type: day", "columns.1.type"),
        ("name: since", "name: team_id", "team_id appears twice"),
        ('"{{team_id}} has', '"{{team}} has', "unknown column 'team'; did you mean 'team_id'?"),
        ("buildings}}.", "buildings}}", "must end with a period"),
        ("[ since {{since}}]", "[ since {{since}}", "not closed"),
        (
            "source: somewhere",
            "source: somewhere\nparams: {{n: {{type: whole, default: x, help: h}}}}",
            "is not of type whole",
        ),
        (
            "source: somewhere",
            "source: somewhere\nparams: {{n: {{type: whole, help: h, from: core}}}}",
            "params.n.from",
        ),
        (
            "source: somewhere",
            "source: somewhere\nparams: {{as_of: {{type: date, help: h}}}}",
            "every query gets as_of",
        ),
        ("source: somewhere", "source: [", ", line 12: This is not valid YAML"),
        ("source: somewhere", "source: somewhere\ntitle: Again", ", line 11: The key 'title' appears twice."),
        ("source: somewhere", "source: somewhere\n2026-09-01: x", "A key must be a word."),
        ("source: somewhere", "source: &a [*a]", "An alias (`*name`) is not allowed."),
    ],
)
def test_a_header_that_contradicts_itself_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in HEADER
    path = write_query(tmp_path, header=HEADER.replace(old, new))
    with pytest.raises(QueryFileError) as refused:
        read_query(path)
    assert "cypher/findings/s01_x.cypher" in refused.value.message
    assert said in refused.value.message
    assert refused.value.fix


def test_a_file_without_header_or_semicolon_is_refused(tmp_path: Path) -> None:
    path = write_query(tmp_path)
    path.write_text("MATCH (n) RETURN n;\n", encoding="utf-8")
    with pytest.raises(QueryFileError, match="the header is missing"):
        read_query(path)
    with pytest.raises(QueryFileError, match="does not end in"):
        make_query(tmp_path, text=STATEMENT[:-1])


def test_two_files_can_not_share_an_id(tmp_path: Path) -> None:
    query = make_query(tmp_path)
    with pytest.raises(QueryFileError, match="have the same id"):
        Catalog([query, make_query(tmp_path)])


def test_the_folder_is_the_catalog(tmp_path: Path) -> None:
    write_query(tmp_path, "s01_b")
    write_query(tmp_path, "s01_a")
    found = catalog(tmp_path)
    assert list(found) == ["s01_a", "s01_b"]
    assert [query.id for query in found.rules()["S-01"]] == ["s01_a", "s01_b"]
    with pytest.raises(UsageError) as refused:
        found.find("s01")
    assert "s01_a" in str(refused.value)
    with pytest.raises(UsageError, match="S-01 has several queries: s01_a and s01_b") as several:
        found.find("S-01")
    assert several.value.fix


def test_a_query_is_found_by_its_rule() -> None:
    assert catalog().find("s-04").id == "s04_regional_team_unsupported"


@pytest.mark.parametrize(
    ("value", "kind", "ok"),
    [
        (1, "whole", True),
        (True, "whole", False),
        (1, "number", True),
        (0.5, "share", True),
        ("x", "text", True),
        (["x"], "texts", True),
        ([1], "texts", False),
        (date(2026, 1, 1), "date", True),
        (False, "flag", True),
        (0, "flag", False),
    ],
)
def test_types(value: object, kind: str, ok: bool) -> None:
    assert fits(value, kind) is ok


# The shipped files ---------------------------------------------------------------------------------------------------

RULES = """
S-01 S-02 S-03 S-04 S-05 S-06 S-07 S-09 S-12 S-15 S-19 S-22 T-01 T-03 T-05 T-13 T-15 P-01 P-02 P-03 P-04 P-07 P-12
F-01 F-02 F-03 F-05 F-07 F-08 N-01 N-03 N-13 D-01 D-02 D-05 D-06
"""


def test_every_rule_of_this_release_has_a_query() -> None:
    assert set(RULES.split()) <= set(catalog().rules())
    assert {"alignment", "weakest_step", "vacancies_by_region"} <= set(catalog())


def test_every_rule_belongs_to_a_family_by_which_pages_list_it() -> None:
    assert {rule[0] for rule in catalog().rules()} <= set(RULE_FAMILIES)


@pytest.mark.parametrize("query", [query for query in catalog().values() if query.kind != "derive"], ids=lambda q: q.id)
def test_a_shipped_file_is_clean(query: object) -> None:
    assert lint(query) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("query", list(catalog().values()), ids=lambda q: q.id)
def test_thresholds_are_those_of_the_education_profile(query: object) -> None:
    profile = Profile.load("education")
    given = profile.parameters(date(2026, 6, 1))
    for name, param in query.params.items():  # type: ignore[attr-defined]
        if param.threshold is None:
            continue
        assert param.threshold in given, f"{name}: the profile has no threshold {param.threshold}"
        if param.threshold in profile.thresholds:
            assert param.default == profile.threshold(param.threshold)
        if param.threshold in profile.places:
            assert param.default == profile.places[param.threshold]


@pytest.mark.parametrize("query", list(catalog().values()), ids=lambda q: q.id)
def test_no_statement_names_a_team_type(query: object) -> None:
    types = "|".join(entry.type for entry in Profile.load("education").team_types)
    counted = query.population.count if query.population else ""  # type: ignore[attr-defined]
    assert not re.search(rf"'({types})\b", f"{query.text} {counted}")  # type: ignore[attr-defined]


def test_sheets_of_queries_are_sheets() -> None:
    for query in catalog().values():
        for asked in query.sheets:
            assert {asked} if isinstance(asked, str) else set(asked) <= set(SHEETS)


# Lint ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (team:Teem) RETURN team.team_id AS team_id", "Teem is not a label"),
        ("MATCH (team:Team)-[:SERVED]->(unit:Unit) RETURN 1 AS team_id", "SERVED is not a relationship type"),
        ("MATCH (team:Team) RETURN team.level AS team_id", "team.level: Team has no property level"),
        ("MATCH (team:Team {level: 'x'}) RETURN 1 AS team_id", "Team has no property level"),
        ("MATCH (:Team)-[link:SUPPORTS]->(:Team) RETURN link.fte AS team_id", "link.fte: SUPPORTS has no property fte"),
        ("MATCH (team:Team) WHERE team.team_id = $who RETURN 1 AS team_id", "$who is used but not declared"),
        ("MATCH (team:Team) RETURN team.team_id AS id", "the header declares team_id"),
        ("MATCH (team:Team) SET team.name = 'x' RETURN 1 AS team_id", "SET is not allowed"),
        ("CALL db.labels() YIELD label RETURN label AS team_id", "a procedure call is not allowed"),
        ("MATCH (p:Person) RETURN p.name AS team_id", "p.name is restricted to loads"),
        ("MATCH (p:Person) WITH p AS q RETURN q.name AS team_id", "q.name is restricted to loads; give q a label"),
        ("MATCH (p:Person {name: 'x'}) RETURN 1 AS team_id", "name in a pattern is restricted to loads"),
        ("MATCH (p:Person) WITH p AS q RETURN q.email AS team_id", "email is restricted to loads"),
        ("MATCH (p:Person) RETURN p {.email_key} AS team_id", "email_key is restricted to loads"),
        ("MATCH (t:Team) RETURN t.claims AS team_id", "claims is restricted to loads"),
        ("MATCH (n) RETURN 1 AS team_id; MATCH (n) RETURN 1 AS team_id", "one statement"),
        ("MATCH (n:`Team`) RETURN 1 AS team_id", "no backtick"),
    ],
)
def test_lint_finds_what_the_server_would_not_judge(tmp_path: Path, text: str, said: str) -> None:
    faults = lint(make_query(tmp_path, text=f"{text};"))
    assert any(said in fault for fault in faults), faults


def test_lint_lets_honest_text_through(tmp_path: Path) -> None:
    text = STATEMENT.replace("RETURN", "WHERE unit.name <> 'SET; CREATE' // MERGE\nRETURN")
    assert lint(make_query(tmp_path, text=text)) == []


def test_lint_finds_words_that_no_leader_says(tmp_path: Path) -> None:
    query = make_query(tmp_path, header=HEADER.replace("has no support[", "is a node without DIT["))
    assert {"sentence: 'DIT' is jargon; use a plain word", "sentence: 'node' is jargon; use a plain word"} <= set(
        lint(query)
    )


def test_the_params_line_is_kept_fresh(tmp_path: Path) -> None:
    header = HEADER.replace("source: somewhere", "source: x\nparams: {{n: {{type: whole, default: 5, help: h}}}}")
    text = STATEMENT.replace("RETURN", "WHERE unit.buildings > $n AND team.chartered_on < $as_of RETURN")
    query = make_query(tmp_path, header=header, text=text)
    assert any("the :params line is stale" in fault for fault in lint(query))
    assert refresh(query)
    again = read_query(query.path)
    assert again.shown_params.startswith(":params {as_of: COLLECT {")
    assert again.shown_params.endswith("[0], n: 5}")
    assert lint(again) == []
    assert not refresh(again)
