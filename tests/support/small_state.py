"""A small state written out as Cypher, and what tests of deriving ask about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.connection import Neo4jRunner
from graph.derive.run import Report, derive
from graph.model.cypher_builder import sourced_edges
from graph.model.nodes import NODES
from graph.model.tense_cypher import turn_edges, turn_nodes
from graph.profile.profile import Profile
from graph.runner import Runner

PROFILE = Profile.load("education")
AS_OF = date(2026, 5, 3)

# A state of one region and two districts: D with buildings A and B, E with building C. Every unit has its teams, every
# team has two members; who they are follows from the team's id: team `DIT-D` has `DIT-D.1` and `DIT-D.2`.
STATE = """
UNWIND [['S', 'state', null], ['R', 'region', 'S'], ['D', 'district', 'R'], ['E', 'district', 'R'],
        ['A', 'school', 'D'], ['B', 'school', 'D'], ['C', 'school', 'E']] AS row
CREATE (:Unit {unit_id: row[0], name: row[0], level: row[1]})
WITH row WHERE row[2] IS NOT NULL
MATCH (unit:Unit {unit_id: row[0]}) MATCH (parent:Unit {unit_id: row[2]})
CREATE (unit)-[:PART_OF]->(parent)
"""
TEAMS = """
UNWIND [['SIT', 'S'], ['SMT', 'S'], ['RIT', 'R'], ['DIT', 'D'], ['DMT', 'D'], ['DIT', 'E'], ['DMT', 'E'],
        ['BIT', 'A'], ['BMT', 'A'], ['BIT', 'B'], ['BMT', 'B'], ['BIT', 'C'], ['BMT', 'C']] AS row
MATCH (unit:Unit {unit_id: row[1]})
CREATE (team:Team {team_id: row[0] + '-' + row[1], type: [row[0]], status: 'active'})-[:SERVES]->(unit)
WITH team UNWIND [1, 2] AS number
CREATE (:Person {person_id: team.team_id + '.' + number})
       -[:HOLDS {core: number = 1, fte: 0.5}]->(:Role {role_id: 'role.' + team.team_id + '.' + number})-[:ON]->(team)
"""
# Everybody in contact with everybody of the teams next to theirs, both ways, a week before the as-of date.
CONTACTS = """
UNWIND [['SIT-S', 'SMT-S'], ['SIT-S', 'RIT-R'], ['RIT-R', 'DIT-D'], ['RIT-R', 'DIT-E'], ['DIT-D', 'DMT-D'],
        ['DIT-E', 'DMT-E'], ['DIT-D', 'BIT-A'], ['DIT-D', 'BIT-B'], ['DIT-E', 'BIT-C'], ['BIT-A', 'BMT-A'],
        ['BIT-B', 'BMT-B'], ['BIT-C', 'BMT-C']] AS pair
MATCH (one:Person) WHERE one.person_id STARTS WITH pair[0] + '.'
MATCH (other:Person) WHERE other.person_id STARTS WITH pair[1] + '.'
CREATE (one)-[:COMMUNICATES_WITH {channel: 'email', count: 3, last: date('2026-04-26')}]->(other)
CREATE (other)-[:COMMUNICATES_WITH {channel: 'email', count: 2, last: date('2026-04-26')}]->(one)
"""
PROTOCOLS = """
UNWIND [['SIT-S', 'RIT-R'], ['RIT-R', 'DIT-D'], ['RIT-R', 'DIT-E'], ['DIT-D', 'BIT-A'], ['DIT-D', 'BIT-B'],
        ['DIT-E', 'BIT-C']] AS pair
MATCH (one:Team {team_id: pair[0]}) MATCH (other:Team {team_id: pair[1]})
CREATE (one)<-[:FROM]-(:Protocol {protocol_id: pair[0] + '>' + pair[1], since: date('2025-09-01')})-[:TO]->(other)
"""
WELL = (STATE, TEAMS, CONTACTS, PROTOCOLS)
SUPPORT = ["SIT-RIT:R", "RIT-DIT:D", "RIT-DIT:E", "DIT-BIT:A", "DIT-BIT:B", "DIT-BIT:C"]
LEADERSHIP = ["SIT-SMT:S", "DIT-DMT:D", "DIT-DMT:E", "BIT-BMT:A", "BIT-BMT:B", "BIT-BMT:C"]

# District D has six buildings, and one person alone speaks for it to the region.
ONE_PERSON = [
    (
        "MATCH (a:Person)-[c:COMMUNICATES_WITH]-(b:Person) WHERE a.person_id STARTS WITH 'RIT-R.' "
        "AND b.person_id = 'DIT-D.2' DELETE c"
    ),
    (
        "UNWIND range(1, 4) AS n MATCH (d:Unit {unit_id: 'D'}) "
        "CREATE (d)<-[:PART_OF]-(:Unit {unit_id: 'A' + n, level: 'school'})"
    ),
]


def turn(runner: Runner, day: date) -> None:
    """What a load does at its end."""
    texts = [text for label in NODES for text in turn_nodes(label)]
    texts += [text for kind in sourced_edges() for text in turn_edges(*kind)]
    runner.write_all([(text, {"date": day, "most": 10_000}) for text in texts])


def run(runner: Neo4jRunner, *texts: str, as_of: date | None = AS_OF, profile: Profile = PROFILE) -> Report:
    """Change the graph, give facts the names of their tenses, and derive."""
    for text in texts:
        runner.write(text)
    turn(runner, as_of or AS_OF)
    return derive(runner, profile, as_of)


def links(runner: Neo4jRunner, *names: str) -> dict[str, Any]:
    """Properties of all links by id; one property alone comes bare."""
    rows = runner.read("MATCH (l:Link) RETURN l.link_id AS link_id, properties(l) AS all").rows
    if len(names) == 1:
        return {row["link_id"]: row["all"].get(names[0]) for row in rows}
    return {row["link_id"]: {name: row["all"].get(name) for name in names} for row in rows}


def lines(runner: Neo4jRunner, name: str = "state") -> dict[str, Any]:
    rows = runner.read("MATCH (l:Line) RETURN l.line_id AS line_id, properties(l) AS all").rows
    return {row["line_id"]: row["all"].get(name) for row in rows}


def silence(one: str, other: str, *, back: bool = True) -> str:
    """Take contact away between two teams: both ways, or only from the first to the other."""
    ways = [(one, other), (other, one)] if back else [(one, other)]
    return " UNION ALL ".join(
        f"MATCH (a:Person)-[c:COMMUNICATES_WITH]->(b:Person) WHERE a.person_id STARTS WITH '{first}.' "
        f"AND b.person_id STARTS WITH '{second}.' DELETE c RETURN count(*) AS gone"
        for first, second in ways
    )


def snapshot(runner: Neo4jRunner) -> list[Any]:
    """Everything derived, in an order that does not depend on the store."""
    nodes = runner.read(
        "MATCH (n:Link|Line|Unit|Team) RETURN labels(n)[0] AS label, "
        "coalesce(n.link_id, n.line_id, n.unit_id, n.team_id) AS id, properties(n) AS all"
    ).rows
    ties = runner.read(
        "MATCH (a)-[r:OF|OWED_BY|REPAIRED_BY|UPPER|LOWER|PASSES|BREAKS_AT|HELD_THROUGH|MEMBER_OF]->(b) "
        "RETURN type(r) AS type, coalesce(a.link_id, a.line_id, a.person_id) AS start, "
        "coalesce(b.unit_id, b.team_id, b.link_id, b.role_id) AS end, properties(r) AS all"
    ).rows
    steps = runner.read("MATCH (d:Derivation) RETURN d.step AS step, d.rows AS rows, d.as_of AS as_of").rows
    return sorted(
        repr([sorted(value.items()) if isinstance(value, dict) else value for value in row.values()])
        for row in (*nodes, *ties, *steps)
    )
