"""A small state whose ids change, and one of which two districts become one."""

from __future__ import annotations

import csv
import io

from tests.support.loading_help import SMALL
from tests.support.months import Sheets

HEAD = "kind,old_id,new_id,since\n"
MORE = {
    "protocols": "protocol_id,from_team,to_team,responsible_role\nx1,t1,t2,r1\n",
    "drivers": "team_id,driver,role_id\nt1,coaching,r1\n",
    "link_checks": "from_team,to_team,period_end,confirmed_by_team,met_on\nt1,t2,2026-06-30,t1,2026-06-01\n",
    "collected": "source,team_id,from,to\nmail,t1,2026-01-01,2026-06-30\n",
    "contacts": "from_person,to_person,channel,count,first,last\np1,p2,email,3,2026-08-01,2026-08-31\n",
}
FULL = {**SMALL, **MORE, "people": SMALL["people"].replace("name,", "name,email,").replace(
    "Able,", "Able,ann@x.org,").replace("Bold,", "Bold,,")}  # fmt: skip
IDS = {"unit": ("ST", "R1", "D1", "S1"), "team": ("t1", "t2"), "role": ("r1", "r2"), "person": ("p1", "p2")}
ALIASES = HEAD + "".join(f"{kind},{old},{old}-new,\n" for kind, ids in IDS.items() for old in ids)


def renumbered(sheets: dict[str, str]) -> dict[str, str]:
    """The same sheets with new ids for all units, teams, roles and people."""
    olds = {old for ids in IDS.values() for old in ids}
    found = {}
    for name, text in sheets.items():
        rows = list(csv.reader(io.StringIO(text.removeprefix("\n"))))
        out = io.StringIO()
        changed = [[f"{cell}-new" if cell in olds else cell for cell in row] for row in rows[1:]]
        csv.writer(out, lineterminator="\n").writerows([rows[0], *changed])
        found[name] = out.getvalue()
    return found


_COLUMNS = {
    "unit": ("unit_id", "parent_id", "unit_a", "unit_b"),
    "team": ("team_id", "from_team", "to_team", "confirmed_by_team"),
    "role": ("role_id", "deputy_role_id", "responsible_role"),
    "person": ("person_id", "manager_id", "from_person", "to_person", "attendees"),
}


def all_renumbered(sheets: Sheets, before: Sheets, mark: str) -> Sheets:
    """A month whose every id has a mark before it, and the sheet aliases that tells of those of the month before."""
    columns = {name for names in _COLUMNS.values() for name in names}

    def anew(cell: str) -> str:
        return "|".join(mark + part for part in cell.split("|")) if cell else cell

    found = {
        name: [{column: anew(cell) if column in columns else cell for column, cell in row.items()} for row in rows]
        for name, rows in sheets.items()
    }
    own = {"unit": "units", "team": "teams", "role": "roles", "person": "people"}
    found["aliases"] = [
        {"kind": kind, "old_id": row[_COLUMNS[kind][0]], "new_id": mark + row[_COLUMNS[kind][0]], "since": ""}
        for kind, sheet in own.items()
        for row in before[sheet]
    ]
    return found


DISTRICTS = """
unit_id,name,level,parent_id
ST,State,state,
R1,Region 1,region,ST
D1,District 1,district,R1
D2,District 2,district,R1
S1,School 1,school,D1
"""
MERGED = """
unit_id,name,level,parent_id
ST,State,state,
R1,Region 1,region,ST
D2,District 2,district,R1
S1,School 1,school,D2
"""
INTO = HEAD + "unit,D1,D2,2026-09-15\n"
