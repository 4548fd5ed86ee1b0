"""Small files, and loading them into a graph in memory."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from graph.loading.load import NO_REVIEW, load
from graph.loading.loaded import Loaded
from graph.loading.review import Review
from graph.loading.store import Store
from graph.problem import Problem
from graph.profile.profile import Profile
from graph.staging.absent import Mode
from graph.staging.extract import Extract
from graph.staging.stage import Staged, stage
from loaders import sheets
from loaders.mapping import file, loader
from tests.support.memory_graph import MemoryGraph
from tests.support.names_help import names_in

EDUCATION = Profile.load("education")
DAY = date(2026, 9, 1)

UNITS = """
unit_id,name,level,parent_id
ST,State,state,
R1,Region 1,region,ST
D1,District 1,district,R1
S1,School 1,school,D1
"""
PEOPLE = """
person_id,name,job_title,unit_id,manager_id
p1,Ann Able,Coach,D1,
p2,Bob Bold,Principal,S1,p1
"""
TEAMS = """
team_id,name,type,unit_id,status
t1,District team,DIT,D1,
t2,Building team,BIT,S1,active
"""
ROLES = """
role_id,title,team_id,unit_id
r1,Lead,t1,
r2,Principal,,S1
"""
ASSIGNMENTS = """
person_id,role_id,fte,since
p1,r1,0.5,2026-01-01
p2,r2,1,2025-08-01
"""
SMALL = {"units": UNITS, "people": PEOPLE, "teams": TEAMS, "roles": ROLES, "assignments": ASSIGNMENTS}


def folder(at: Path, **texts: str) -> Path:
    """A folder of CSV files, by name; the blank first line of a text is left out."""
    at.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (at / f"{name}.csv").write_text(text.removeprefix("\n"), encoding="utf-8")
    return at


def gather(at: Path, **texts: str) -> Extract:
    """Sheets as the loader reads them."""
    return sheets.read([folder(at, **texts)])


def gather_mapped(mapping: str, *paths: Path, source: str = "hr") -> Extract:
    """An export as the mapping loader reads it."""
    return loader.reader(file.parse(mapping.removeprefix("\n"), "test.yaml"))(list(paths), source)


def staged(gathered: Extract, graph: MemoryGraph | None = None) -> Staged:
    """Gathered rows checked against a graph, by default an empty one."""
    return stage(gathered, EDUCATION, Store(graph or MemoryGraph()), DAY)


def put(
    graph: MemoryGraph,
    gathered: Extract,
    source: str = "hr",
    as_of: date = DAY,
    *,
    in_graph: bool = False,
    mode: Mode = Mode.FULL,
    review: Review = NO_REVIEW,
) -> Loaded:
    """Load into a graph in memory."""
    return load(
        graph,
        gathered,
        EDUCATION,
        names=names_in(graph.vault, in_graph=in_graph),
        source=source,
        as_of=as_of,
        mode=mode,
        review=review,
        keep_problems=_nowhere,
        keep_journal=lambda journal: graph.journals.update({journal.load: journal}),
        today=DAY,
    )


def problems(result: Staged | Loaded) -> set[tuple[str, int, str, str]]:
    """Problems as (file's stem, line, column, code)."""
    return {(Path(p.file).stem, p.line, p.column, p.code) for p in result.problems}


def _nowhere(load_id: str, found: list[Problem]) -> str:
    return f"{load_id}:{len(found)}"
