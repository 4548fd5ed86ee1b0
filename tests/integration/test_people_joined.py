"""One person in two sources, on a server: what was known of an address goes to the person who has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.connection import Neo4jRunner
from graph.derive.run import derive
from graph.profile.profile import Profile
from graph.queries.results import compute_all
from tests.support.loading_command import Load, one

pytestmark = pytest.mark.integration

PROFILE = Profile.load("education")
LEVELS = ("state", "region", "district", "school")
SHEETS = {
    "units": "unit_id,name,level,parent_id,in_scope\nS,State,state,,true\nR,Region,region,S,true\n"
    "D,North,district,R,true\nB,Elm,school,D,true\n",
    "teams": "team_id,name,type,unit_id\ntS,State team,SIT,S\ntR,Region team,RIT,R\ntD,District team,DIT,D\n"
    "tB,Building team,BIT,B\n",
    "team_links": "from_team,to_team,type\n"
    + "".join(f"{a},{b},supports\n{b},{a},reports_to\n" for a, b in (("tS", "tR"), ("tR", "tD"), ("tD", "tB"))),
    "roles": "role_id,title,team_id\n" + "".join(f"r{team}{n},Member,t{team}\n" for team in "SRDB" for n in (1, 2)),
    "assignments": "person_id,role_id,since\n"
    + "".join(f"p{team}{n},r{team}{n},2020-01-01\n" for team in "SRDB" for n in (1, 2)),
    "collected": "source,team_id,from,to\n" + "".join(f"mail,t{team},2025-09-01,2026-09-01\n" for team in "SRDB"),
}
PEOPLE = [f"p{team}{n}" for team in "SRDB" for n in (1, 2)]
WITHOUT = "person_id,name\n" + "".join(f"{person},Name {person}\n" for person in PEOPLE)
WITH = "person_id,name,email\n" + "".join(f"{person},Name {person},{person}@x.org\n" for person in PEOPLE)


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def log(folder: Path) -> Path:
    pairs = [(a + n, b + m) for a, b in ("SR", "RD", "DB") for n in "12" for m in "12"]
    rows = [f"P{a}@X.org,mailto:p{b}@x.org,2026-08-0{n}" for n, (a, b) in enumerate(pairs[:9], start=1)]
    rows += [f"p{b}@x.org,P{a}@X.org,2026-08-1{n % 10}" for n, (a, b) in enumerate(pairs)]
    rows += [f"P{a}@X.org,p{b}@x.org,2026-08-20" for a, b in pairs[9:]]
    return write(folder, contacts="from,to,date\n" + "\n".join(rows) + "\n")


def line(runner: Neo4jRunner) -> str:
    derive(runner, PROFILE)
    return str(one(runner, "MATCH (l:Line) RETURN l.state"))


@pytest.mark.parametrize("first", ["hr", "mail"])
def test_a_log_by_address_counts_as_the_log_of_its_people(
    load: Load, runner: Neo4jRunner, tmp_path: Path, first: str
) -> None:
    hr = write(tmp_path / "hr", people=WITH, **SHEETS)
    mail = log(tmp_path / "mail")
    for source in ("hr", "mail") if first == "hr" else ("mail", "hr"):
        files, mapping = (hr, "") if source == "hr" else (mail, "contacts")
        code, report, _ = load(files, source=source, mapping=mapping)
        assert (code, report["notes"]) == (0, [])
    assert one(runner, "MATCH (p:Person) RETURN count(p)") == len(PEOPLE)
    assert one(runner, "MATCH (p:Person) WHERE p.person_id STARTS WITH 'p-' RETURN count(p)") == 0
    assert line(runner) == "connected"


def test_a_log_of_strangers_makes_nobody_cut_off(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    load(write(tmp_path / "hr", people=WITHOUT, **SHEETS))
    code, report, _ = load(log(tmp_path / "mail"), source="mail", mapping="contacts")
    assert code == 0
    (note,) = report["notes"]
    assert "Of 8 people in these contacts only 0 (0%) are known from another source. They are mail addresses" in note
    assert line(runner) == "cant_tell"
    # The addresses arrive: those who were known by them alone become the people who have them.
    assert load(write(tmp_path / "more", people=WITH), as_of="2026-09-02")[0] == 0
    assert load(log(tmp_path / "again"), source="mail", mapping="contacts", as_of="2026-09-02")[0] == 0
    assert one(runner, "MATCH (p:Person) RETURN count(p)") == len(PEOPLE)
    assert one(runner, "MATCH (:Person {person_id: 'pS1'})-[c:COMMUNICATES_WITH]-() RETURN count(c) > 0")
    assert line(runner) == "connected"


@pytest.mark.parametrize(
    ("column", "day", "vacant"), [("left", "2026-08-31", 2), ("hired", "2026-09-02", 2), ("left", "2026-09-30", 1)]
)
def test_nobody_holds_a_role_before_the_first_day_or_after_the_last(
    load: Load, runner: Neo4jRunner, tmp_path: Path, column: str, day: str, vacant: int
) -> None:
    units = "unit_id,name,level\nS,State,state\n"
    roles = "role_id,title,unit_id,required\nr1,Chief,S,true\nr2,Coach,S,true\nr3,Coach,S,true\n"
    people = f"person_id,{column}\np1,{day}\np2,\np3,\n"
    held = "person_id,role_id,since\np1,r1,2020-01-01\np2,r2,\np3,r3,2026-10-01\n"
    load(write(tmp_path / "a", units=units, roles=roles, people=people, assignments=held))
    derive(runner, PROFILE)
    answers = {answer.query: answer.rows for answer in compute_all(runner, PROFILE).answers}
    assert sum(row.values["vacant"] for row in answers["vacancies_by_region"]) == vacant
    assert len(answers["t15_required_role_unfilled"]) == vacant
