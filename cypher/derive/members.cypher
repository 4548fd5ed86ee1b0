// id: members
// title: Who is on which team
// kind: derive
// needs: []
// population:
//   count: MATCH (:Person)-[member:MEMBER_OF]->(:Team) RETURN count(member) AS members
//   of: memberships
CALL () {
  MATCH (person:Person)-[member:MEMBER_OF]->(team:Team)
  WHERE NOT EXISTS { (person)-[:HOLDS]->(:Role)-[:ON]->(team) }
  DELETE member
}
CALL () {
  MATCH (person:Person)-[holds:HOLDS]->(role:Role)-[:ON]->(team:Team)
  // Two sources may both tell of one role: its time counts once.
  WITH person, team, role, max(holds.fte) AS fte, collect(holds.core) AS core
  WITH person, team, collect(fte) AS ftes, reduce(all = [], some IN collect(core) | all + some) AS cores
  WITH person, team,
       CASE WHEN size(ftes) > 0 THEN round(reduce(sum = 0.0, fte IN ftes | sum + fte), 6) END AS fte,
       CASE WHEN size(cores) > 0 THEN any(core IN cores WHERE core) END AS core
  MERGE (person)-[member:MEMBER_OF]->(team)
  WITH member, fte, core
  // A blank differs from any value, and two blanks do not differ.
  WHERE coalesce(member.fte, -1.0) <> coalesce(fte, -1.0)
     OR coalesce(toString(member.core), '') <> coalesce(toString(core), '')
  SET member.fte = fte, member.core = core
};
