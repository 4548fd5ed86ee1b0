// id: vacancies_by_region
// title: Vacant posts by region
// question: How many posts are vacant in each region, by kind of post?
// kind: metric
// needs: [scope]
// sheets: [units, roles, assignments]
// source: "A post is vacant when nobody holds it on the as-of date"
// params:
//   code: {type: text, of: Role.code, help: "only posts of this code, such as principal; blank for all"}
//   role_codes: {type: texts, default: [superintendent, principal, teacher], from: profile.role_codes, help: "codes that have a word of their own"}
//   role_words: {type: texts, default: [superintendent, principal, teacher], from: profile.role_words, help: "these words, in the same order"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit, help: "the state or one of its regions"}
//   - {name: unit, type: text}
//   - {name: level, type: text, help: "state or region; the state counts its regions too"}
//   - {name: code, type: text, key: true, help: "kind of post"}
//   - {name: post, type: text, help: "the kind of post in words"}
//   - {name: posts, type: whole, over_time: true, help: "roles on teams and in units, filled or not"}
//   - {name: vacant, type: whole, over_time: true, help: "those that nobody holds on the as-of date"}
//   - {name: share, type: share, over_time: true, help: "share of all posts that is vacant"}
// sentence: >-
//   {vacant} of {posts:post|posts} ({post}) in {unit} {vacant:=is|are} vacant.
//
// :params {code: null, role_codes: ['superintendent', 'principal', 'teacher'], role_words: ['superintendent', 'principal', 'teacher']}
MATCH (role:Role)
WHERE $code IS NULL OR role.code = $code
OPTIONAL MATCH (role)-[:ON]->(:Team {status: 'active'})-[:SERVES]->(served:Unit)
OPTIONAL MATCH (role)-[:AT]->(at:Unit)
WITH role, min(coalesce(served.unit_id, at.unit_id)) AS place
MATCH (unit:Unit {unit_id: place})
WHERE unit.scoped OR unit.level = 'state'
WITH role, unit, NOT EXISTS {
  MATCH (role)<-[:HOLDS]-(person:Person)
} AS vacant
WITH unit, coalesce(role.code, 'other') AS code, count(role) AS posts, count(CASE WHEN vacant THEN role END) AS vacant
// Without a label there is no lookup by level: the path goes up from each unit, whatever the planner estimates.
MATCH (unit)-[:PART_OF*0..5]->(over)
WHERE over.level IN ['state', 'region']
WITH DISTINCT unit, code, posts, vacant, over
WITH over.unit_id AS place, code, sum(posts) AS posts, sum(vacant) AS vacant
MATCH (over:Unit {unit_id: place})
RETURN over.unit_id AS unit_id, over.name AS unit, over.level AS level, code,
       coalesce([at IN range(0, size($role_codes) - 1) WHERE $role_codes[at] = code | $role_words[at]][0], code) AS post,
       posts, vacant,
       toFloat(vacant) / posts AS share
ORDER BY CASE level WHEN 'state' THEN 0 ELSE 1 END, unit_id, code;
