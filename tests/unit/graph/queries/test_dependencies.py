"""What statements depend on and change, by name."""

from __future__ import annotations

import pytest

from graph.model.cypher_builder import CYPHER, statement
from graph.queries.catalog import catalog
from graph.queries.dependencies import ANYTHING, changes, meet, mentions, touched


def test_what_is_mentioned_is_named_with_its_owner() -> None:
    text = (
        "MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit) WHERE unit.level = $level "
        "RETURN team.name AS name // and Person.left is not asked"
    )
    assert mentions(text) == {"Team", "Team.status", "Team.name", "SERVES", "Unit", "Unit.level"}


def test_a_property_whose_owner_is_unknown_may_be_anyones() -> None:
    assert "*.name" in mentions("MATCH (:Unit)-[:PART_OF]->(upper) RETURN upper.name AS name")
    # A name given anew may stand for anything.
    text = "MATCH (unit:Unit)-[:PART_OF]->(upper:Unit) WITH upper AS unit RETURN unit.name AS name"
    assert {"Unit.name", "*.name"} <= mentions(text)


def test_some_properties_of_a_variable_are_still_its_own() -> None:
    text = "MATCH (:Person)-[tie:HOLDS]->(:Role) WITH tie {.since, .fte} AS said RETURN said.fte AS fte"
    assert mentions(text) == {"Person", "HOLDS", "Role", "HOLDS.fte"}
    again = text.replace("RETURN said.fte AS fte", "WITH said.fte AS said RETURN said.x AS x")
    assert "*.x" in mentions(again)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("(silo:Silo)-[:OF]->(team:Team)", "Silo.OF"),
        ("(team:Team)<-[:OF]-(silo:Silo)", "Silo.OF"),
        ("(:Silo)-[of:OF]->()", "Silo.OF"),
        ("(team:Team)<-[:OF]-(x)", "*.OF"),
        ("(silo:Silo)-[:OF]-(x:Team)", "*.OF"),
        ("(silo:Silo)-[:MEND|OF]->(unit:Unit)", "Silo.OF"),
    ],
)
def test_a_type_of_several_labels_is_named_by_whom_it_leaves(pattern: str, name: str) -> None:
    assert {named for named in mentions(f"MATCH {pattern} RETURN 1 AS one") if named.endswith(".OF")} == {name}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MATCH (team:Team {team_id: $id}) SET team.covered = $covered", {"Team.covered"}),
        (
            "MATCH (team:Team {team_id: $id}) SET team.covered = 1, team.stage = team.name",
            {"Team.covered", "Team.stage"},
        ),
        ("MATCH (x) WITH x AS team SET team.covered = 1", {"*.covered"}),
        ("MATCH (silo:Silo {silo_id: $id}) MERGE (silo)-[:MEND]->(:Unit {unit_id: $of})", None),
        ("MERGE (cut:Cut {cut_id: $id}) SET cut.people = 1", {"Cut", "Cut.cut_id", "Cut.people"}),
        ("MATCH (:Line)-[tie:PASSES]->(:Link) DELETE tie", {"PASSES"}),
        ("MATCH (cut:Cut)-[of:OF]->() DELETE of", {"Cut.OF"}),
        ("MATCH (cut:Cut) DETACH DELETE cut", {"Cut", "Cut.OF"}),
        ("MATCH (x) DETACH DELETE x", {ANYTHING}),
        ("MATCH (team:Team) REMOVE team.covered, team.stage", {"Team.covered", "Team.stage"}),
        ("MATCH (role:Role) MATCH (team:Team) CREATE (role)-[:ON]->(team)", {"ON"}),
        ("MATCH (role:Role)-[on:ON]->(:Team) DELETE on", {"ON"}),
        (
            "MERGE (cut:Cut {cut_id: $id}) ON CREATE SET cut.kind = 1 ON MATCH SET cut.people = 1",
            {"Cut", "Cut.cut_id", "Cut.kind", "Cut.people"},
        ),
        ("MATCH (x) SET x[$name] = 1", {ANYTHING}),
        ("CREATE ()", {ANYTHING}),
        ("MATCH (team:Team) RETURN team.name AS name", set()),
    ],
)
def test_what_a_statement_changes(text: str, names: set[str] | None) -> None:
    if names is None:
        assert {"MEND", "Unit", "Unit.unit_id"} == changes(text)
    else:
        assert changes(text) == names


def test_setting_all_of_a_node_changes_all_of_it() -> None:
    found = changes("MERGE (answer:Answer {query: $q}) SET answer += $row")
    assert found >= touched(["Answer"])


def test_a_label_given_or_taken_changes_whatever_has_it() -> None:
    assert changes("MATCH (x) WITH x AS y SET y:Team") == touched(["Team"])
    assert changes("MATCH (x) WITH x AS y REMOVE y:Team") == touched(["Team"])


def test_what_changed_meets_what_is_mentioned() -> None:
    asked = mentions("MATCH (team:Team)-[:SERVES]->(unit) RETURN team.covered, unit.name")
    assert meet({"Team.covered"}, asked)
    assert meet({"Unit.name"}, asked)  # nobody says what `unit` is
    assert meet({"*.covered"}, asked)
    assert meet({ANYTHING}, asked)
    assert not meet({"Team.stage", "Unit.level", "HOLDS", "Link.covered"}, asked)
    assert not meet(set(), asked)
    assert meet(touched(["Team"]), asked)
    assert meet(touched(["SERVES"]), asked)
    assert not meet(touched(["COMMUNICATES_WITH", "HOLDS"]), asked)
    assert touched(["OF"]) >= {"Assessment.OF", "Silo.OF"}


def test_every_shipped_statement_that_deriving_runs_says_whose_it_changes() -> None:
    parts_folder = CYPHER / "parts"
    parts = [
        path.relative_to(parts_folder).with_suffix("").as_posix()
        for path in sorted(parts_folder.glob("derive/**/*.cypher"))
    ]
    assert len(parts) > 25
    for part in parts:
        changed = changes(statement(part))
        assert ANYTHING not in changed, part
        assert not [name for name in changed if name.startswith("*")], part


def test_a_load_of_contacts_leaves_most_questions_as_they_were() -> None:
    questions = catalog().of_kind("finding", "metric")
    asked = [query.id for query in questions if meet(touched(["COMMUNICATES_WITH"]), mentions(query.text))]
    assert len(asked) < len(questions) / 2
