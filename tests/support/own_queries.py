"""Statements that users may write: honest ones, which all must run, and hostile ones, which must all be refused."""

from __future__ import annotations

HONEST = r"""
MATCH (t:Team) RETURN count(t) AS teams;
MATCH (u:Unit) RETURN u.level AS level, count(*) AS units ORDER BY units DESC;
MATCH (t:Team)-[:SERVES]->(u:Unit) RETURN t.name, u.name ORDER BY t.name LIMIT 5;
MATCH (t:Team) RETURN t.name AS set ORDER BY set LIMIT 3;
MATCH (t:Team) WITH t.kind AS set, count(*) AS n WHERE set IS NOT NULL RETURN set, n;
MATCH (t:Team) WITH t.kind AS set WHERE set = 'team' RETURN set;
MATCH (t:Team) RETURN t.status AS delete, count(*) AS n ORDER BY delete;
MATCH (t:Team) WITH t.kind AS create, count(*) AS n RETURN create, n ORDER BY create DESC;
MATCH (u:Unit) RETURN u.level AS show, count(*) AS load;
MATCH (u:Unit) WITH u.level AS show RETURN show, count(*) AS n;
MATCH (u:Unit) WITH u.level AS call RETURN call AS level, count(*) AS n;
MATCH (t:Team) RETURN {set: t.name, delete: t.kind, call: 1} AS x LIMIT 2;
MATCH (t:Team) RETURN t {.name, set: t.kind} AS x LIMIT 2;
MATCH (t:Team) WHERE t.remove IS NULL RETURN count(t) AS n;
MATCH (t:Team) RETURN t.merge, t.set, t.use LIMIT 1;
MATCH (start:Unit)-[:PART_OF]->(stop:Unit) RETURN start.name, stop.name LIMIT 3;
MATCH (start:Unit)-[:PART_OF]->(stop:Unit) WHERE start <> stop WITH start, stop RETURN count(start) + count(stop) AS n;
MATCH (start:Unit) WITH start ORDER BY start.name LIMIT 2 MATCH (start)-[:PART_OF]->(up) RETURN start.name, up.name;
UNWIND [3, 1, 2] AS set RETURN set ORDER BY set;
UNWIND [1, 2] AS use WITH use WHERE use > 1 RETURN use;
UNWIND ['a', 'b'] AS detach RETURN collect(detach) AS all;
WITH [1, 2, 3] AS set RETURN [x IN set WHERE x > 1 | x] AS more;
WITH [1, 2, 3] AS set RETURN size(set) AS n, set[0] AS first, set[-1] AS last, set[..2] AS some, set[1..] AS rest;
WITH ['a', 'b', 'c'] AS names, 1 AS i RETURN names[i] AS name;
WITH ['a', 'b', 'c'] AS names RETURN [i IN range(0, size(names) - 1) | names[i]] AS again;
WITH {a: 1} AS m RETURN m['a'] AS x, m.a AS y;
MATCH (t:Team) WITH collect(t.name) AS names RETURN names[0] AS first, names[size(names) / 2] AS middle;
MATCH (t:Team) RETURN t['name'] AS name LIMIT 1;
MATCH (t:Team) RETURN [k IN keys(t) | k + '=' + toString(t[k] IS NOT NULL)] AS keys LIMIT 1;
RETURN 'CREATE; DROP // no /* comment */' AS words;
RETURN "SET t.name = 'x'" AS words, 'CALL db.labels()' AS more;
RETURN 'it\'s' AS a, "say \"so\"" AS b, '\\' AS c;
// how many teams there are
MATCH (t:Team) RETURN count(t) AS n // all of them
;
MATCH (t:Team) /* CREATE is only a word here */ RETURN count(t) AS n;
RETURN 1 AS `SET x`, 2 AS `a``b`, 3 AS `// no comment`;
MATCH (t:`Team`) RETURN t.`name` AS `the name` LIMIT 1;
MATCH (t:Team) WHERE t.name =~ '(?i).*district.*' RETURN count(t) AS n;
MATCH (t:Team) WHERE t.name STARTS WITH 'D' OR t.name ENDS WITH 'm' OR t.name CONTAINS 'team' RETURN count(t) AS n;
MATCH (t:Team) WHERE 'BIT' IN t.type RETURN collect(t.team_id)[0..10] AS some;
MATCH (u:Unit) WHERE u.unit_id IN ['a', 'b'] OR EXISTS { (u)<-[:SERVES]-(:Team) } RETURN count(u) AS n;
MATCH (u:Unit) WHERE NOT EXISTS { MATCH (u)<-[:SERVES]-(t:Team) WHERE t.status = 'x' } RETURN count(u) AS n;
MATCH (u:Unit) WHERE (u)<-[:SERVES]-(:Team) RETURN count(u) AS n;
MATCH (u:Unit) RETURN u.name, COUNT { (u)<-[:PART_OF]-() } AS below ORDER BY below DESC LIMIT 3;
MATCH (t:Team) RETURN COLLECT { MATCH (t)-[:SERVES]->(u:Unit) RETURN u.name ORDER BY u.name } AS units LIMIT 3;
MATCH (u:Unit) CALL (u) { MATCH (u)<-[:PART_OF]-(x:Unit) RETURN count(x) AS below } RETURN u.unit_id, below LIMIT 3;
MATCH (u:Unit) OPTIONAL CALL (u) { MATCH (u)<-[:SERVES]-(t:Team) RETURN t.name AS name LIMIT 1 } RETURN name LIMIT 3;
CALL { MATCH (t:Team) RETURN count(t) AS teams } CALL { MATCH (u:Unit) RETURN count(u) AS units } RETURN teams, units;
CALL () { MATCH (t:Team) RETURN count(t) AS teams } RETURN teams;
MATCH (t:Team) RETURN count(t) AS n UNION MATCH (u:Unit) RETURN count(u) AS n;
MATCH (t:Team) RETURN t.name AS name LIMIT 1 UNION ALL MATCH (u:Unit) RETURN u.name AS name LIMIT 1;
MATCH (u:Unit) RETURN u.name, [(u)<-[:SERVES]-(t:Team) | t.name] AS teams LIMIT 3;
MATCH (u:Unit) RETURN u.name, size([(u)<-[:SERVES]-(t:Team) WHERE t.name IS NOT NULL | t]) AS teams LIMIT 3;
MATCH way = (:Unit {level: 'school'})-[:PART_OF*1..3]->(:Unit) RETURN length(way) AS n, count(*) AS ways;
MATCH (u:Unit)-[:PART_OF*]->(top:Unit {level: 'state'}) RETURN top.name, count(u) AS n;
MATCH (u:Unit)-[:PART_OF]->{1,3}(top:Unit) RETURN top.level AS level, count(*) AS n;
MATCH (u:Unit)(()-[:PART_OF]->()){1,2}(top:Unit) RETURN count(*) AS n;
MATCH p = SHORTEST 1 (:Unit {level: 'school'})-[:PART_OF]->+(:Unit {level: 'state'}) RETURN length(p) AS n LIMIT 3;
MATCH (a:Unit {level: 'school'}) WITH a LIMIT 1 MATCH (b:Unit {level: 'state'}) WITH a, b LIMIT 1
MATCH p = shortestPath((a)-[:PART_OF*..6]->(b)) RETURN [n IN nodes(p) | n.name] AS names;
MATCH (a:Unit)-[r:PART_OF]->(b) RETURN type(r) AS type, labels(b) AS labels, count(*) AS n;
MATCH (t:Team)<-[:ON]-(r:Role) RETURN t.name, collect(DISTINCT r.title)[..3] AS titles LIMIT 3;
MATCH (r:Role) WHERE r.required AND r.vacant_since IS NOT NULL RETURN r.title, r.vacant_since ORDER BY r.vacant_since;
MATCH (p:Person)-[h:HOLDS]->(r:Role) WHERE h.until < date('2026-01-01') RETURN r.title, count(p) AS people;
MATCH (p:Person)-[h:HOLDS]->(r:Role) RETURN r.function AS role, sum(h.fte) AS fte, avg(h.fte) AS mean ORDER BY fte DESC;
MATCH (:Person)-[c:COMMUNICATES_WITH]->(:Person) RETURN c.channel AS channel, sum(c.count) AS n;
MATCH (p:Person)-[:COMMUNICATES_WITH]-(q:Person) WITH p, count(DISTINCT q) AS others
  RETURN avg(others) AS mean, max(others) AS most;
MATCH (p:Person)-[:MANAGED_BY]->(m:Person) WITH m, count(p) AS reports
  RETURN reports, count(m) AS managers ORDER BY reports;
MATCH (l:Link) RETURN l.state AS state, count(*) AS n ORDER BY n DESC;
MATCH (l:Link) WHERE l.days_since > 30 AND l.state <> 'gone' RETURN l.kind, count(*) AS n;
MATCH (l:Line) RETURN l.state AS state, l.weak AS weak, count(*) AS n ORDER BY n DESC LIMIT 10;
MATCH (f:Finding) RETURN f.rule AS rule, f.severity AS severity, count(*) AS n ORDER BY rule, severity;
MATCH (s:Silo)-[:OF]->(x) RETURN labels(x)[0] AS label, avg(s.inside) AS inside;
MATCH (t:Team) RETURN CASE WHEN t.stage IS NULL THEN 'none' ELSE t.stage END AS stage, count(*) AS n;
MATCH (t:Team) RETURN CASE t.kind WHEN 'a' THEN 1 WHEN 'b' THEN 2 ELSE 0 END AS n, count(*) AS teams;
MATCH (t:Team) RETURN coalesce(t.stage, 'none') AS stage, count(*) AS n;
MATCH (t:Team) WITH t, size(t.name) AS length ORDER BY length DESC RETURN t.name, length LIMIT 3;
MATCH (u:Unit) WITH u.level AS level, collect(u.name) AS names
  RETURN level, size(names) AS n, reduce(s = 0, x IN names | s + size(x)) AS letters;
RETURN reduce(best = 0, x IN [3, 1, 2] | CASE WHEN x > best THEN x ELSE best END) AS best;
UNWIND range(1, 12) AS month RETURN month, date({year: 2026, month: month, day: 1}) AS first;
UNWIND range(1, 12) AS a UNWIND range(1, 31) AS b RETURN count(*) AS n;
RETURN range(0, 100, 10) AS tens, range(10, 0, -2) AS down;
RETURN date('2026-09-01') AS d, duration({days: 3}) AS three, duration.between(date('2026-01-01'),
  date('2026-09-01')).months AS m;
RETURN date.truncate('month', date('2026-09-17')) AS month, datetime('2026-09-17T10:00:00Z').year AS y;
RETURN point({x: 1.5, y: 2}) AS p, point.distance(point({x: 0, y: 0}), point({x: 3, y: 4})) AS d;
RETURN toUpper('a') + toLower('B') + trim('  c ') + substring('abcdef', 1, 3) + replace('xyz', 'y', '-') AS text;
RETURN split('a,b,c', ',') AS parts, left('abc', 1) AS l, right('abc', 1) AS r, reverse('abc') AS back;
RETURN 1 + 2 * 3 - 4 / 2 % 3 AS n, 2 ^ 3 AS power, -1 AS minus, 0x1F AS hex, 0o17 AS octal, 1.5e3 AS real,
  .5 AS half, 1_000 AS grouped;
RETURN true AND NOT false XOR true OR false AS yes, 1 = 1.0 AS same, 1 <> 2 AS differ, 1 <= 2 AS le,
  null IS NULL AS nothing;
RETURN abs(-1) AS a, round(2.5) AS b, ceil(1.2) AS c, floor(1.8) AS d, sign(-3) AS e, sqrt(16) AS f, log(1) AS g,
  rand() < 2 AS h;
RETURN toInteger('5') AS i, toFloat('1.5') AS f, toString(5) AS s, toBoolean('true') AS b, toIntegerOrNull('x') AS n;
RETURN head([1, 2]) AS h, last([1, 2]) AS l, tail([1, 2]) AS t, isEmpty([]) AS e, all(x IN [1] WHERE x > 0) AS a,
  none(x IN [1] WHERE x > 1) AS n;
MATCH (t:Team) RETURN elementId(t) IS NOT NULL AS known, id(t) >= 0 AS old LIMIT 1;
MATCH (t:Team) RETURN properties(t) AS all LIMIT 1;
MATCH (t:Team) RETURN t {.*} AS all LIMIT 1;
MATCH (n) RETURN labels(n) AS labels, count(*) AS n ORDER BY n DESC;
MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS n ORDER BY n DESC;
MATCH (n:Team|Unit) RETURN count(n) AS n;
MATCH (n:Team&!Unit) RETURN count(n) AS n;
MATCH (n) WHERE n:Team OR n:Unit RETURN count(n) AS n;
MATCH (t:Team WHERE t.name IS NOT NULL) RETURN count(t) AS n;
MATCH (t:Team)-[s:SERVES WHERE type(s) = 'SERVES']->(u) RETURN count(u) AS n;
MATCH (t:Team) WITH t SKIP 2 LIMIT 3 RETURN t.name;
MATCH (t:Team) WITH * WHERE t.name IS NOT NULL RETURN DISTINCT t.kind AS kind;
MATCH (t:Team) RETURN *, 1 AS one LIMIT 1;
MATCH (t:Team), (u:Unit) WHERE (t)-[:SERVES]->(u) RETURN count(*) AS n;
MATCH (a:Team)-[:SUPPORTS]->(b:Team)-[:SERVES]->(u:Unit)-[:PART_OF]->(v:Unit)<-[:SERVES]-(c:Team) RETURN count(*) AS n;
MATCH (a:Team) OPTIONAL MATCH (a)-[:SUPPORTS]->(b:Team) OPTIONAL MATCH (a)-[:REPORTS_TO]->(c:Team)
  RETURN a.name, b.name, c.name LIMIT 3;
MATCH (t:Team) RETURN percentileCont(size(t.name), 0.5) AS median, stDev(size(t.name)) AS spread, min(t.name) AS first;
MATCH (u:Unit) USING INDEX u:Unit(unit_id) WHERE u.unit_id = 'x' RETURN u.name;
MATCH (t:Team) RETURN count(t.stage)*100/count(*) AS share;
MATCH (é:Team) RETURN é.name AS größe LIMIT 1;
MATCH (t:Team)
WHERE t.name <> ''   // not blank
  AND t.kind IS NOT NULL
RETURN t.kind AS kind,
       count(*) AS n
ORDER BY n DESC;
match (t:team) return count(t) as n;
RETURN valueType(1) AS t, 1 IS :: INTEGER AS whole, 'a' || 'b' AS joined;
WITH 1 AS transactions RETURN 1 IN [transactions] AS there;
RETURN 5 AS in, 6 AS profile, 7 AS explain, 8 AS cypher;
MATCH (t:Team) RETURN t.name AS name, t.chartered_on.year AS year ORDER BY year DESC LIMIT 3;
MATCH (b:Barrier)-[:RAISED_BY]->(t:Team) WITH b.theme AS theme, count(*) AS n WHERE n > 1 RETURN theme, n;
MATCH (x:Load) RETURN x.source AS source, x.read AS read, x.loaded AS loaded ORDER BY x.loaded_at DESC;
"""
"""Separated by semicolons at the end of a line."""

WRITES = r"""
CREATE (n:Team) RETURN n
create(:X)
/* harmless */ Create (:X)
// a comment that a carriage return ends{CR}CREATE (:X) RETURN 1 AS x
MATCH (n:Team) SET n.kind = 'x'
MATCH (n:Team) SET n:Other
MATCH (n:Team) SET n += {kind: 'x'}
MATCH (n:Team) SET order.x = 1
MATCH (n) DETACH DELETE n
MATCH (n) NODETACH DELETE n
MATCH (n:Team) REMOVE n.kind RETURN n
MERGE (n:Team {team_id: 'x'}) RETURN n
MATCH (n:Team) FOREACH (x IN [1] | SET n.kind = 'x')
match (n:Team) call (n) { set n.kind = 'x' } return 1
MATCH ((a)-[:R]->(b))+ CREATE (:X)
MATCH (n:%) SET n.kind = 'x'
WITH 1 AS as CREATE (:X)
MATCH (n) WHERE n.x IS :: LIST<STRING> DELETE n
MATCH (n) WHERE n.x IS :: STRING! DELETE n
MATCH (as) WITH as SET as.kind = 'x'
RETURN 1 AS `'` UNION CREATE (n) RETURN 1 AS `'`
RETURN '\\' AS x UNION CREATE (n) RETURN '\\' AS x
RETURN COLLECT { CREATE (n:X) RETURN n } AS x
INSERT (:X)
MATCH (n:Team) CALL (n) { RETURN 1 AS x } IN TRANSACTIONS OF 10 ROWS RETURN x
MATCH (n:Team) CALL (n) { RETURN 1 AS x } IN 2 CONCURRENT TRANSACTIONS RETURN x
MATCH (n:Team) CALL (n) { RETURN 1 AS x } IN /**/ TRANSACTIONS RETURN x
DROP CONSTRAINT x
CREATE INDEX FOR (n:Team) ON (n.kind)
ALTER USER neo4j SET PASSWORD 'x'
GRANT ROLE x TO y
STOP DATABASE neo4j
"""
REACHES = r"""
LOAD CSV FROM 'file:///x' AS line RETURN line
LOAD /* hidden */ CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line
RETURN COLLECT { LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line } AS x
MATCH (n) WHERE EXISTS { LOAD{NBSP}CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line } RETURN n
WITH 'x' AS load LOAD CSV FROM 'file:///x' AS line RETURN line
RETURN apoc.load.json('http://127.0.0.1:1') AS x
RETURN `apoc.load.json`('http://127.0.0.1:1') AS x
RETURN genai . vector . encode('x') AS x
RETURN [x IN [1] | genai.`vector`.encode('x')] AS x
"""
CALLS = r"""
CALL db.labels()
CALL/**/db.labels()
CALL `db`.`labels`()
CALL dbms.components
call db . labels() yield label return label
OPTIONAL CALL db.labels() YIELD label RETURN label
// {CR}CALL dbms.listConfig() YIELD name RETURN name
RETURN 1 AS x // {CR}UNION CALL db.labels() YIELD label AS x RETURN x
RETURN [x IN [1] | COLLECT { CALL db.labels() YIELD label RETURN label }] AS x
RETURN EXISTS { CALL db.labels() YIELD label RETURN label } AS x
MATCH (n:Team) RETURN n.kind AS `'` UNION CALL db.labels() YIELD label AS `'` RETURN 1 AS x
WITH 1 AS call CALL db.labels() YIELD label RETURN label
WITH 1 AS as CALL order.by() YIELD x RETURN x
CALL { CALL db.labels() YIELD label RETURN label } RETURN label
"""
MANAGES = r"""
SHOW TRANSACTIONS
SHOW SETTINGS YIELD name
show/**/procedures
//{CR}SHOW SETTINGS
TERMINATE TRANSACTION 'x'
SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTIONS t YIELD message RETURN message
CALL { SHOW SETTINGS YIELD name RETURN name } RETURN name
USE system RETURN 1 AS x
USE `system` SHOW USERS
USE graph.byName('system') RETURN 1 AS x
RETURN 1 AS x UNION USE system RETURN 2 AS x
RETURN COLLECT { USE system RETURN 1 AS x } AS x
CYPHER 25 RETURN 1 AS x
EXPLAIN RETURN 1
profile return 1
/**/ EXPLAIN RETURN 1
RETURN 1 AS x; RETURN 2 AS x
; RETURN 1 AS x
RETURN ';' AS x; RETURN 2 AS x
"""
ODD = r"""
RETURN '\u0041' AS x
RETURN 1 AS {RLO}x
RETURN 1 AS x{NUL}
RETURN 'no end
RETURN "no end
RETURN 1 AS `no end
RETURN 1 AS x /* no end
"""

_SHOWN = {"{CR}": "\r", "{NBSP}": "\N{NO-BREAK SPACE}", "{RLO}": "\N{RIGHT-TO-LEFT OVERRIDE}", "{NUL}": "\0"}


def honest() -> list[str]:
    """The honest statements."""
    return [text.strip() for text in (HONEST + "\n").split(";\n") if text.strip()]


def hostile(*groups: str) -> list[str]:
    """The hostile statements of some groups, or of all."""
    lines = "".join(groups or (WRITES, REACHES, CALLS, MANAGES, ODD)).splitlines()
    return [_written(line) for line in lines if line]


def _written(line: str) -> str:
    for shown, mark in _SHOWN.items():
        line = line.replace(shown, mark)
    return line


def shapes() -> dict[str, str]:
    """Statements that would keep the server or this process busy, refused before the server sees them."""
    return {
        "long": "RETURN 'a' AS x" + " " * 20_000,
        "many words": "RETURN " + "+".join(["1"] * 3_000) + " AS x",
        "deep brackets": "RETURN " + "(" * 30 + "1" + ")" * 30 + " AS x",
        "deep lists": "RETURN " + "[" * 17 + "]" * 17 + " AS x",
        "deep subqueries": "MATCH (a) WHERE " + "EXISTS { MATCH (a) WHERE " * 18 + "true" + " }" * 18 + " RETURN a",
        "many clauses": "WITH 1 AS x " * 120 + "RETURN x",
        "many optional": "MATCH (a) " + "OPTIONAL MATCH (a)-->(b) " * 26 + "RETURN a",
        "one long MATCH": "MATCH " + "-->".join(["()"] * 22) + " RETURN 1 AS x",
        "many relationships": " ".join(f"MATCH (a)<-[:R]-(b{n})" for n in range(61)) + " RETURN 1 AS x",
        "a long range": "UNWIND range(1, 10000000) AS x RETURN count(x) AS n",
        "ranges in ranges": "UNWIND range(1, 2000) AS a UNWIND range(0x1, 1_000) AS b RETURN count(*) AS n",
        "doubling": "RETURN reduce(t = 'x', i IN range(1, 30) | t + '-' + t) AS x",
    }


BUSY = {
    "groups": "UNWIND range(1, toInteger(1e12)) AS x WITH x % 1000 AS y, count(*) AS n RETURN sum(n) AS n",
    "many rows": "UNWIND range(1, toInteger(1e12)) AS x RETURN sum(x) AS n",
    "inside one value": "RETURN reduce(a = 0, i IN range(1, toInteger(1e12)) | a + 1) AS n",
    "a pattern of text": "RETURN '" + "x" * 60 + "!' =~ '" + "(.*)" * 12 + "[^x!]' AS n",
}
"""Statements that run longer than any limit and are seen by the server alone."""

LARGE = {
    "rows": "UNWIND range(1, 1000000) AS x RETURN x",
    "bytes": "WITH '" + "x" * 15_000 + "' AS t UNWIND range(1, 100000) AS i RETURN t + toString(i) AS x",
    "values": "UNWIND range(1, 9000) AS x RETURN [y IN range(1, toInteger(400)) | []] AS x",
}
"""Statements whose answer is cut."""
