"""Names and addresses on a real server: nothing in the graph has them, whatever is loaded and derived."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from dashboards import cli
from graph.connection import Neo4jRunner
from graph.derive.run import derive
from graph.doctor.checks import Verdict
from graph.doctor.names import check_key, check_names
from graph.loading.hashing import graph_hash
from graph.profile.profile import Profile
from graph.queries.results import compute_all
from graph.settings import Settings
from graph.vault.vault import known_vault, vault_file
from tests.support.loading_command import Load, one, wrote_nothing
from tests.support.loading_help import folder

pytestmark = pytest.mark.integration

SHEETS = {
    "units": "unit_id,name,level,parent_id\n"
    "ST,State,state,\nR1,Region,region,ST\nD1,North,district,R1\nS1,Elm,school,D1\n",
    "teams": "team_id,name,type,unit_id\nt1,District team,DIT,D1\nt2,Building team,BIT,S1\n",
    "roles": "role_id,title,team_id,unit_id\nr1,Lead,t1,\nr2,Principal,t2,\n",
    "people": "person_id,name,email,manager_id,unit_id\n"
    "p1,Zacharias Zuckmayer,Zach.Zuckmayer@canary.example,,D1\n"
    "Quirin Quast,Quirin Quast,,p1,S1\n"
    "x.xaver@canary.example,Xenia Xaver,x.xaver@canary.example,Quirin Quast,S1\n"
    "yorckyves,Yves Yorck,,Zacharias Zuckmayer,S1\n",
    "assignments": "person_id,role_id,since\nQuirin Quast,r1,2020-01-01\nX.Xaver@canary.example,r2,2020-01-01\n",
    "contacts": "from_person,to_person,channel,count,last\nyorckyves,Quirin Quast,email,3,2026-08-01\n"
    "zach.zuckmayer@canary.example,x.xaver@canary.example,chat,1,2026-08-02\n",
    "meetings": "meeting_id,team_id,held_on,attendees\nm1,t1,2026-08-03,Quirin Quast|p1\n",
}
CANARIES = ("zacharias", "zuckmayer", "quirin", "quast", "xenia", "xaver", "yves", "yorck", "canary")
SURVEY = {"people": "person_id,name,email\np1,Zacharias Zuckmayer-Quast,z@canary.example\n"}


def everything(runner: Neo4jRunner) -> str:
    """All that is in the database: every property of every node and relationship."""
    nodes = runner.read("MATCH (n) RETURN collect([labels(n), properties(n)]) AS found").rows
    edges = runner.read("MATCH ()-[r]->() RETURN collect([type(r), properties(r)]) AS found").rows
    return repr((nodes, edges)).casefold()


def files(home: Path) -> str:
    """What lies in the data folder in the clear, the server's own files left out."""
    found = [path for path in home.rglob("*") if path.is_file() and home / "server" not in path.parents]
    return "".join(path.read_bytes().decode("latin-1") for path in found).casefold()


def canaries(text: str) -> list[str]:
    return [word for word in CANARIES if word in text]


def names(settings: Settings, runner: Neo4jRunner) -> set[str]:
    """Everybody's name as the vault has it."""
    vault = known_vault(settings)
    assert vault is not None
    rows = runner.read("MATCH (p:Person) RETURN p.person_id AS id, p.name_key AS digest").rows
    return {text for row in rows if (text := vault.text(row["id"], row["digest"])) is not None}


def test_no_name_and_no_address_reaches_graph_logs_or_reports(
    load: Load, runner: Neo4jRunner, server_settings: Settings, tmp_path: Path
) -> None:
    code, report, err = load(folder(tmp_path / "a", **SHEETS))
    assert (code, err) == (0, "")
    assert report["problems"] == {}
    assert report["cells_dropped"] == {"unknown_id": 1}, "nobody has the name that yorckyves gives as the manager's"
    code, other, _ = load(folder(tmp_path / "b", **SURVEY), source="survey", as_of="2026-09-02")
    assert code == 0
    profile = Profile.load("education")
    derive(runner, profile, folder=server_settings.snapshots)
    compute_all(runner, profile)
    assert one(runner, "MATCH (p:Person) RETURN count(p)") == 4
    assert canaries(everything(runner)) == []
    assert canaries(repr((report, other)).casefold().replace(str(tmp_path).casefold(), "")) == []
    assert canaries(files(server_settings.home)) == []
    assert names(server_settings, runner) == {"Zacharias Zuckmayer-Quast", "Quirin Quast", "Xenia Xaver", "Yves Yorck"}
    if sys.platform != "win32":
        assert stat.S_IMODE(vault_file(server_settings).stat().st_mode) == 0o600


def test_the_second_load_writes_nothing_and_a_new_name_is_a_change(
    load: Load, runner: Neo4jRunner, server_settings: Settings, tmp_path: Path
) -> None:
    load(folder(tmp_path / "a", **SHEETS))
    vault, before = vault_file(server_settings).read_bytes(), everything(runner)
    again = load(folder(tmp_path / "b", **SHEETS))[1]
    assert wrote_nothing(again)
    assert vault_file(server_settings).read_bytes() == vault
    assert everything(runner) == before
    married = {"people": SHEETS["people"].replace("Xenia Xaver", "Xenia Zorn")}
    report = load(folder(tmp_path / "c", **married), as_of="2026-10-01")[1]
    assert (report["nodes"]["Person"]["changed"], report["nodes"]["Person"]["same"]) == (1, 3)
    assert "Xenia Zorn" in names(server_settings, runner)


def test_names_kept_in_the_graph_close_own_queries_until_they_are_moved(
    load: Load,
    runner: Neo4jRunner,
    server_settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    own = tmp_path / "own.cypher"
    own.write_text("MATCH (p:Person) RETURN count(p) AS people", encoding="utf-8")

    def run() -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["loopline", "run", "--file", str(own)])
        code: Any = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code or 0
        said = capsys.readouterr()
        return int(code), said.out + said.err

    load(folder(tmp_path / "a", **SHEETS))
    hashed = graph_hash(runner, known_vault(server_settings))
    assert run()[0] == 0
    monkeypatch.setenv("LOOPLINE_NAMES", "graph")
    report = load(folder(tmp_path / "b", **SHEETS))[1]
    assert report["moved"].startswith("Names and addresses of 4 people were moved from ")
    assert one(runner, "MATCH (p:Person {person_id: 'p1'}) RETURN p.name") == "Zacharias Zuckmayer"
    assert graph_hash(runner, known_vault(server_settings)) == hashed, "the same facts, wherever names lie"
    code, said = run()
    assert code == 1
    assert (
        "Own queries are closed, because names and addresses of people lie in the graph (LOOPLINE_NAMES=graph)" in said
    )
    monkeypatch.delenv("LOOPLINE_NAMES")
    assert "an older version" in run()[1], "the setting alone does not open them"
    assert check_names(server_settings, runner).verdict is Verdict.WARN
    # As an older version left them: no load says which key was used.
    runner.write("MATCH (l:Load) REMOVE l.person_key")
    report = load(folder(tmp_path / "c", **SHEETS))[1]
    assert report["moved"].startswith("Names and addresses of 4 people were moved from the graph to ")
    assert canaries(everything(runner)) == []
    assert graph_hash(runner, known_vault(server_settings)) == hashed
    assert run()[0] == 0
    assert check_names(server_settings, runner).verdict is Verdict.OK
    assert check_key(server_settings).verdict is Verdict.OK


def test_whether_names_lie_in_the_graph_is_asked_of_an_index(runner: Neo4jRunner) -> None:
    from graph.model.cypher_builder import statement

    runner.write("UNWIND range(1, 20000) AS n CREATE (:Person {person_id: 'n' + n})")
    for name in ("load/any_named", "load/named_people"):
        operators = runner.explain(statement(name)).operators
        assert not [each for each in operators if each.startswith(("NodeByLabelScan", "AllNodesScan"))], operators
