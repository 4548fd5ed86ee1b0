"""Steps that each answer one question about contact: a planted case, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from graph.connection import Neo4jRunner
from tests.support.small_state import WELL, run, silence

pytestmark = pytest.mark.integration

# Five people of district D and the first of its leaders, everybody in contact with everybody and the leader with nobody
# else.
CIRCLE = """
MATCH (d:Unit {unit_id: 'D'}) MATCH (leader:Person {person_id: 'DMT-D.1'})
CALL (leader) { MATCH (leader)-[contact:COMMUNICATES_WITH]-() DELETE contact }
CALL (d) { UNWIND range(1, 5) AS n CREATE (c:Person {person_id: 'C' + n})-[:WORKS_AT]->(d) RETURN collect(c) AS some }
WITH some + leader AS all
UNWIND all AS one UNWIND all AS other
WITH one, other WHERE one.person_id < other.person_id
CREATE (one)-[:COMMUNICATES_WITH {channel: 'email', count: 3, last: date('2026-04-26')}]->(other)
"""
# The five contacts lead as well, so that there are enough leaders to count them.
LEAD = """
MATCH (d:Unit {unit_id: 'D'}) MATCH (c:Person) WHERE c.person_id STARTS WITH 'C'
CREATE (c)-[:HOLDS]->(:Role {role_id: 'lead.' + c.person_id, function: 'leadership'})-[:AT]->(d)
"""
CIRCLES = "MATCH (c:Circle) RETURN c.level AS level, c.people AS people, c.leaders AS leaders"
SIX = [{"level": "district", "people": 6, "leaders": 6}]


def rows(runner: Neo4jRunner, text: str) -> list[dict[str, Any]]:
    return runner.read(text).rows


def test_leaders_with_one_circle_are_counted_until_one_contact_leads_elsewhere(runner: Neo4jRunner) -> None:
    run(runner, *WELL)
    assert rows(runner, CIRCLES) == []
    run(runner, CIRCLE, LEAD)
    assert rows(runner, CIRCLES) == SIX
    assert run(runner).written.total == 0
    run(
        runner,
        "MATCH (a:Person {person_id: 'DMT-D.1'}) MATCH (b:Person {person_id: 'DMT-E.1'}) "
        "CREATE (a)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-26')}]->(b)",
    )
    assert rows(runner, CIRCLES) == [{"level": "district", "people": 5, "leaders": 6}]


def test_fewer_leaders_than_a_group_are_not_counted_because_one_would_be_singled_out(runner: Neo4jRunner) -> None:
    run(runner, *WELL, CIRCLE)
    assert rows(runner, CIRCLES) == []


def test_a_leader_of_whose_team_too_little_is_known_stays_out(runner: Neo4jRunner) -> None:
    run(runner, *WELL, CIRCLE, LEAD, silence("DIT-D", "DMT-D"))
    covered = rows(runner, "MATCH (t:Team {team_id: 'DMT-D'}) RETURN t.covered AS covered")
    assert covered == [{"covered": 0.5}]
    assert rows(runner, CIRCLES) == [{"level": "district", "people": 5, "leaders": 5}]


def test_nobody_who_does_not_lead_has_a_circle(runner: Neo4jRunner) -> None:
    run(runner, *WELL, CIRCLE, LEAD, "MATCH (t:Team {team_id: 'DMT-D'}) SET t.type = ['other']")
    assert rows(runner, CIRCLES) == [{"level": "district", "people": 5, "leaders": 5}]
    run(runner, "MATCH (r:Role {role_id: 'role.DMT-D.1'}) SET r.code = 'superintendent'")
    assert rows(runner, CIRCLES) == SIX


# Six districts more, each with a team of one; the first three at one stage, the others at another; 1 and 2, 2 and 3, 4
# and 5, 5 and 6 in contact, and 3 with 4.
COHORTS = """
MATCH (region:Unit {unit_id: 'R'})
CREATE (i:Innovation {innovation_id: 'I', name: 'Reading'})
WITH region, i UNWIND range(1, 6) AS n
CREATE (p:Person {person_id: 'Q' + n})-[:HOLDS]->(:Role {role_id: 'q' + n})
       -[:ON]->(t:Team {team_id: 'T' + n, type: ['DIT'], status: 'active', stage: 'initial'})
       -[:SERVES]->(:Unit {unit_id: 'Q' + n, level: 'district'})-[:PART_OF]->(region)
CREATE (t)-[:USES {stage: CASE WHEN n <= 3 THEN 'full' ELSE 'installation' END, as_of: date('2026-01-01')}]->(i)
CREATE (t)-[:USES {stage: 'exploration', as_of: date('2025-01-01')}]->(i)
WITH p, n ORDER BY n WITH collect(p) AS people
UNWIND range(0, 4) AS at
WITH people[at] AS one, people[at + 1] AS other
CREATE (one)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-26')}]->(other)
"""
MIXES = (
    "MATCH (m:StageMix) RETURN m.mix_id AS id, m.level AS level, m.teams AS teams, m.ties AS ties, m.same AS same, "
    "m.expected AS expected, m.stages AS stages, "
    "COLLECT { MATCH (m)-[:OF]->(i:Innovation) RETURN i.innovation_id } AS of ORDER BY id"
)


def test_contact_within_a_stage_is_counted_by_pair_of_teams_of_one_level(runner: Neo4jRunner) -> None:
    run(runner, *WELL, COHORTS)
    (row,) = rows(runner, MIXES)
    assert (row["id"], row["level"], row["of"]) == ("I:district", "district", ["I"])
    assert (row["teams"], row["ties"], row["same"]) == (6, 5, 4)
    assert row["stages"] == ["installation", "full"]
    # Of all 20 ways to deal out three and three, a pair is at one stage in 2 of 5: six of fifteen pairs.
    assert row["expected"] == pytest.approx(0.4)
    assert run(runner).written.total == 0
    # Without the records of who works on what, every team's own stage counts: six are at one, the others say none.
    run(runner, "MATCH (i:Innovation) DETACH DELETE i")
    (row,) = rows(runner, MIXES)
    assert (row["id"], row["of"], row["ties"], row["same"]) == ("team:district", [], 5, 5)


def test_teams_of_which_too_little_is_known_have_no_stage_in_it(runner: Neo4jRunner) -> None:
    run(runner, *WELL, COHORTS, "MATCH (:Person {person_id: 'Q1'})-[c:COMMUNICATES_WITH]-() DELETE c")
    (row,) = rows(runner, MIXES)
    assert (row["teams"], row["ties"], row["same"]) == (5, 4, 3)


OFFICES = """
UNWIND range(1, 3) AS o CREATE (office:Unit {unit_id: 'O' + o, level: 'office'})
WITH office, o UNWIND range(1, 4) AS n CREATE (:Person {person_id: o + '.' + n})-[:WORKS_AT]->(office)
"""


def _together(part: int) -> str:
    """Contact of everybody with everybody of the same first, or second, part of their id."""
    return (
        "MATCH (one:Person) MATCH (other:Person) WHERE one.person_id < other.person_id "
        f"AND split(one.person_id, '.')[{part}] = split(other.person_id, '.')[{part}] "
        "CREATE (one)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-26')}]->(other)"
    )


OFFICES_ALONE = "MATCH (office:Unit) CREATE (:Person {person_id: office.unit_id + '.alone'})-[:WORKS_AT]->(office)"
LIKE = "MATCH (f:Likeness) RETURN properties(f) AS all ORDER BY f.level"


def test_communities_are_compared_with_formal_groups(runner: Neo4jRunner) -> None:
    run(runner, OFFICES, _together(0))
    ((level,),) = [row.values() for row in rows(runner, LIKE)]
    assert (level["level"], level["groups"], level["people"], level["communities"]) == ("office", 3, 12, 3)
    assert level["ari"] == level["nmi"] == level["stability"] == 1.0
    assert level["modularity"] == pytest.approx(1 - 3 * (1 / 3) ** 2)
    assert level["low"] <= level["high"] < 1
    assert (level["seeds"], level["method"]) == (5, "Louvain, scikit-network")
    assert run(runner).written.total == 0
    # Contact now goes across offices: four groups of one of each. No pair of people is together in both.
    run(runner, "MATCH ()-[c:COMMUNICATES_WITH]->() DELETE c", _together(1))
    ((level,),) = [row.values() for row in rows(runner, LIKE)]
    by_chance = 18 * 12 / 66
    assert level["communities"] == 4
    assert level["ari"] == pytest.approx(-by_chance / ((18 + 12) / 2 - by_chance))
    assert level["ari"] <= level["high"]


def test_likeness_is_withheld_where_few_people_are_known(runner: Neo4jRunner) -> None:
    run(
        runner,
        OFFICES,
        _together(0),
        "MATCH (p:Person) WHERE p.person_id ENDS WITH '.4' DETACH DELETE p",
        OFFICES_ALONE,
    )
    ((level,),) = [row.values() for row in rows(runner, LIKE)]
    assert (level["people"], level["covered"], level.get("ari"), level.get("communities")) == (12, 0.75, None, None)


KEYS = (
    "MATCH (k:KeySet) RETURN k.size AS size, k.people AS people, k.before AS before, k.after AS after, "
    "k.teams AS teams, k.buildings AS buildings, k.covered AS covered, "
    "COLLECT { MATCH (k)-[:OF]->(r:Role) RETURN r.role_id ORDER BY r.role_id } AS roles"
)


def test_the_three_roles_whose_leaving_parts_contact_most(runner: Neo4jRunner) -> None:
    # One person of each team alone is left in contact with the teams next to theirs: the line is a tree of 13.
    second = "MATCH (p:Person)-[c:COMMUNICATES_WITH]-() WHERE p.person_id ENDS WITH '.2' DELETE c"
    with_them = (
        "MATCH (a:Person) WHERE a.person_id ENDS WITH '.1' "
        "MATCH (b:Person {person_id: left(a.person_id, size(a.person_id) - 1) + '2'}) "
        "CREATE (a)-[:COMMUNICATES_WITH {channel: 'email', last: date('2026-04-26')}]->(b)"
    )
    run(runner, *WELL, second, with_them)
    (row,) = rows(runner, KEYS)
    assert (row["size"], row["people"], row["before"], row["covered"]) == (3, 26, 0.0, 1.0)
    # Of all 2,600 sets of three only one leaves fewer pairs than this: two districts and the state, 44 instead of 52.
    # No exchange of one person leads there, which is what "not proved to be the largest" means.
    assert row["roles"] == ["role.BIT-C.1", "role.DIT-D.1", "role.RIT-R.1"]
    sizes = [4, 4, 4, 4, 2, 2, 1, 1, 1]  # state, buildings A and B, district E; leaders of D and of C; three colleagues
    assert sum(sizes) == 23
    assert row["after"] == pytest.approx(1 - sum(size * (size - 1) for size in sizes) / (23 * 22))
    # All teams but the state's two.
    assert (row["teams"], row["buildings"]) == (11, 3)
    assert run(runner).written.total == 0
    run(runner, "MATCH ()-[c:COMMUNICATES_WITH]->() DELETE c")
    assert rows(runner, KEYS) == []


# The period before the last, and the one before that: the contact of today, and the leader of building A with three of
# the district's leaders and staff besides, of whom fewer and fewer are left.
EARLIER = """
MATCH (one:Person)-[now:COMMUNICATES_WITH]->(other:Person)
UNWIND [date('2025-09-01'), date('2025-01-15')] AS day
CREATE (one)-[:COMMUNICATES_WITH {channel: 'chat', count: 1, last: day}]->(other)
"""
LESS = """
UNWIND [[date('2025-01-15'), 4], [date('2025-09-01'), 2]] AS wave
UNWIND ['BMT-A.1', 'BMT-A.2', 'BIT-A.1', 'BIT-A.2', 'DIT-D.1', 'DIT-D.2'][..wave[1] + 2] AS one
UNWIND ['BMT-A.1', 'BMT-A.2', 'BIT-A.1', 'BIT-A.2', 'DIT-D.1', 'DIT-D.2'][..wave[1] + 2] AS other
WITH wave, one, other WHERE one < other
MATCH (a:Person {person_id: one}) MATCH (b:Person {person_id: other})
CREATE (a)-[:COMMUNICATES_WITH {channel: 'phone', count: 1, last: wave[0]}]->(b)
"""
# The leaders of building C, with as many in each period.
STEADY = """
UNWIND [date('2025-01-15'), date('2025-09-01'), date('2026-04-26')] AS day
UNWIND ['BMT-C.1', 'BMT-C.2', 'BIT-C.1', 'BIT-C.2'] AS one
UNWIND ['BMT-C.1', 'BMT-C.2', 'BIT-C.1', 'BIT-C.2'] AS other
WITH day, one, other WHERE one < other
MATCH (a:Person {person_id: one}) MATCH (b:Person {person_id: other})
CREATE (a)-[:COMMUNICATES_WITH {channel: 'phone', count: 1, last: day}]->(b)
"""
DRIFTS = "MATCH (d:Drift) RETURN d.level AS level, d.people AS people, d.leaders AS leaders"
# One more leader of building C, so that there are enough leaders to count them.
ONE_MORE = """
MATCH (p:Person {person_id: 'BIT-C.1'}) MATCH (c:Unit {unit_id: 'C'})
CREATE (p)-[:HOLDS]->(:Role {role_id: 'lead.BIT-C.1', function: 'leadership'})-[:AT]->(c)
"""
WAYS = "MATCH (l:Line {line_id: 'A'}) RETURN l.routes AS now, l.routes_before AS before"


def test_leaders_whose_contact_is_less_in_each_period_are_counted_by_level(runner: Neo4jRunner) -> None:
    run(runner, *WELL)
    assert rows(runner, DRIFTS) == []
    run(runner, EARLIER)
    assert rows(runner, DRIFTS) == []
    run(runner, LESS, STEADY)
    # Two of four: fewer than a group, so that a count would single them out.
    assert rows(runner, DRIFTS) == []
    # Who kept contact was looked at too; all other leaders had only two people around them to begin with.
    run(runner, ONE_MORE)
    assert rows(runner, DRIFTS) == [{"level": "school", "people": 2, "leaders": 5}]
    assert run(runner).written.total == 0
    run(runner, "MATCH (t:Team {team_id: 'BMT-A'}) SET t.type = ['other']")
    assert rows(runner, DRIFTS) == []


def test_ways_to_the_state_stand_beside_those_of_the_period_before(runner: Neo4jRunner) -> None:
    run(runner, *WELL)
    assert rows(runner, WAYS) == [{"now": 2, "before": None}]
    run(
        runner,
        EARLIER,
        "MATCH (a:Person)-[c:COMMUNICATES_WITH {channel: 'email'}]-(b:Person) "
        "WHERE a.person_id STARTS WITH 'BIT-A.' AND b.person_id = 'DIT-D.2' DELETE c",
    )
    (row,) = rows(runner, WAYS)
    assert row == {"now": 1, "before": 2}
