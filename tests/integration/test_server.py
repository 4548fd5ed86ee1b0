"""The server that Loopline brings, for real: found, guarded, killed, started again."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from graph.connection import connect
from graph.doctor.checks import Verdict
from graph.doctor.doctor import examine
from graph.doctor.security import attack
from graph.errors import QueryError, ServerError
from graph.model import cypher_builder
from graph.server import Address, Phase, ServerOptions, ensure_running, phase, process, running, stop
from graph.server.config import render_conf
from graph.server.home import ServerHome
from graph.server.state import State, marker
from graph.settings import Settings

pytestmark = pytest.mark.integration

STARTER = """
import sys
from pathlib import Path
from graph.server import ensure_running
from graph.settings import Settings
print(ensure_running(Settings(home=Path(sys.argv[1]))).pid, flush=True)
"""


def starter(home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", STARTER, str(home)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def servers_on(home: Path) -> list[int]:
    sought = marker(ServerHome.of(home))
    return [found.pid for found in psutil.process_iter(["cmdline"]) if sought in (found.info["cmdline"] or [])]


def forbidden(step: str, done: int = 0, total: int = 0) -> None:
    raise AssertionError(f"nothing was to be started: {step} {done} {total}")


def wait_for(path: Path) -> None:
    until = time.monotonic() + 180
    while not path.exists():
        assert time.monotonic() < until, f"{path} never came"
        time.sleep(0.01)


@pytest.fixture
def address(server_settings: Settings) -> Address:
    found = running(server_settings)
    assert found is not None
    return found


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Settings]:
    """A data folder of this test alone, with blanks and other letters in its path."""
    settings = Settings(home=tmp_path / "data of the state é")
    yield settings
    stop(settings)
    assert servers_on(settings.home) == []


@pytest.mark.every_server
class TestTheRunningServer:
    def test_it_is_found_and_not_started_again(self, server_settings: Settings, address: Address) -> None:
        assert ensure_running(server_settings, forbidden) == address
        assert phase(server_settings) is Phase.RUNNING
        assert servers_on(server_settings.home) == [address.pid]

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
    def test_nobody_else_reads_its_files(self, server_settings: Settings, address: Address) -> None:
        assert stat.S_IMODE(address.password_file.stat().st_mode) == 0o600
        folder = ServerHome.of(server_settings.home).folder
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        opened = [path for path in folder.rglob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077]
        assert opened == []

    def test_it_listens_on_loopback_only(self, address: Address) -> None:
        found = psutil.Process(address.pid).net_connections(kind="inet")
        listening = {item.laddr.ip for item in found if item.status == psutil.CONN_LISTEN}
        assert {ip.removeprefix("::ffff:") for ip in listening} == {"127.0.0.1"}
        assert [item for item in found if item.type == socket.SOCK_DGRAM] == []

    def test_its_password_is_not_in_its_command_line_or_environment(self, address: Address) -> None:
        process = psutil.Process(address.pid)
        assert all(address.password not in word for word in process.cmdline())
        assert address.password not in process.environ().values()

    def test_a_wrong_password_is_refused(self, address: Address) -> None:
        settings = Settings(home=address.home, uri=address.uri, password="wrong" + "0" * 8)
        with pytest.raises(ServerError, match="rejected the username or password"), connect(settings):
            pass

    def test_info_is_all_that_any_tool_needs(self, server_settings: Settings, address: Address) -> None:
        environment = {"LOOPLINE_HOME": str(server_settings.home)}
        done = CliRunner().invoke(app, ["db", "info", "--format", "json"], env=environment)
        assert done.exit_code == 0
        said = json.loads(done.stdout)
        assert set(said) == {"uri", "username", "password_file", "database", "version"}
        password = Path(said["password_file"]).read_text(encoding="utf-8").strip()
        told = Settings(address.home, said["uri"], said["username"], password, said["database"])
        with connect(told) as runner:
            assert runner.version() == said["version"] == address.version

    def test_the_hash_is_that_of_what_the_sources_say(self, address: Address) -> None:
        environment = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password}

        def said() -> str:
            done = CliRunner().invoke(app, ["db", "hash", "--format", "json"], env=environment)
            assert done.exit_code == 0
            return str(json.loads(done.stdout)["hash"])

        before = said()
        assert len(before) == 64
        with connect(Settings(address.home, address.uri, address.username, address.password)) as runner:
            runner.write("CREATE (:Unit {unit_id: 'hashed', sources: ['s']})")
            try:
                assert said() != before
            finally:
                runner.write("MATCH (unit:Unit {unit_id: 'hashed'}) DELETE unit")
        assert said() == before

    def test_info_of_a_server_that_someone_else_runs_has_no_password_file(self, address: Address) -> None:
        environment = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password}
        done = CliRunner().invoke(app, ["db", "info", "--format", "json"], env=environment)
        assert json.loads(done.stdout) == {
            "uri": address.uri,
            "username": "neo4j",
            "password_file": None,
            "database": None,
            "version": address.version,
        }
        refused = CliRunner().invoke(app, ["db", "stop"], env=environment)
        assert refused.exit_code != 0
        assert isinstance(refused.exception, ServerError)
        assert running(Settings(home=address.home)) == address

    def test_status_tells_state_and_process(self, server_settings: Settings, address: Address, tmp_path: Path) -> None:
        environment = {"LOOPLINE_HOME": str(server_settings.home)}
        said = json.loads(CliRunner().invoke(app, ["db", "status", "--format", "json"], env=environment).stdout)
        assert (said["state"], said["uri"], said["pid"]) == ("running", address.uri, address.pid)
        environment = {"LOOPLINE_HOME": str(tmp_path / "none")}
        said = json.loads(CliRunner().invoke(app, ["db", "status", "--format", "json"], env=environment).stdout)
        assert (said["state"], said["uri"]) == ("stopped", None)
        assert not (tmp_path / "none").exists()

    def test_every_line_of_its_configuration_is_in_force(self, server_settings: Settings, address: Address) -> None:
        text = ServerHome.of(server_settings.home).conf_file.read_text(encoding="utf-8")
        wanted = dict(line.split("=", 1) for line in text.splitlines() if not line.startswith("#"))
        assert wanted.keys() >= {"server.bolt.listen_address", "dbms.security.allow_csv_import_from_file_urls"}
        with connect(server_settings) as runner:
            rows = runner.read(cypher_builder.statement("doctor/settings"), {"names": list(wanted)}).rows
        found = {row["name"]: row["value"] for row in rows}
        shown = {name: value for name, value in wanted.items() if not name.startswith("internal.")}
        assert found.keys() == shown.keys(), "internal ones are in force too, but never shown: the doctor tries them"
        exact = {name for name in shown if not name.endswith((".size", ".max", "timeout"))}
        assert {name: found[name] for name in exact} == {name: shown[name] for name in exact}
        assert render_conf(replace(ServerOptions.from_env(), version=address.version), last_port_of(address)) == text

    def test_no_parameter_reaches_a_log(self, server_settings: Settings) -> None:
        canary = "Canary-Quetzal-8821"
        with connect(server_settings) as runner:
            assert runner.read("RETURN $name AS name", {"name": canary}).column("name") == [canary]
            with pytest.raises(QueryError):
                runner.read("RETURN date($name) AS day", {"name": canary})
        logs = ServerHome.of(server_settings.home).log.parent
        assert [path.name for path in logs.rglob("*") if canary.encode() in path.read_bytes()] == []

    def test_the_doctor_finds_nothing(self, server_settings: Settings) -> None:
        found = list(examine(server_settings, ServerOptions.from_env(), forbidden))
        assert [check for check in found if check.verdict is Verdict.FAIL] == []
        assert {"java", "jars", "port", "login", "version", "network access", "file access", "read-only session"} <= {
            check.name for check in found if check.verdict is Verdict.OK
        }

    @pytest.mark.usefixtures("runner")  # loads of other tests would be reported as not kept here
    def test_the_doctor_on_a_server_that_someone_else_runs(self, address: Address, tmp_path: Path) -> None:
        settings = Settings(home=tmp_path, uri=address.uri, password=address.password)
        found = list(examine(settings, ServerOptions.from_env(), forbidden))
        assert {check.verdict for check in found} == {Verdict.OK}
        assert "jars" not in {check.name for check in found}


def last_port_of(address: Address) -> int:
    return int(address.uri.rpartition(":")[2])


@pytest.mark.slow
class TestStartingAndKilling:
    def test_starters_at_once_make_one_server_that_outlives_them(self, own: Settings) -> None:
        starters = [starter(own.home) for _ in range(3)]
        with ThreadPoolExecutor(2) as pool:
            inside = [pool.submit(ensure_running, own) for _ in range(2)]
            pids = {int(process.communicate(timeout=300)[0]) for process in starters}
            pids |= {future.result().pid for future in inside}
        assert servers_on(own.home) == list(pids), "one server for all five"
        assert running(own) is not None
        began = time.monotonic()
        with connect(own) as runner:  # an idle connection that would hold up a stop for ten seconds
            runner.read("RETURN 1 AS one")
            began = time.monotonic()
            assert stop(own)
            took = time.monotonic() - began
        assert took < 9
        assert (running(own), phase(own)) == (None, Phase.STOPPED)

    def test_a_killed_server_is_started_again_with_its_data(self, own: Settings) -> None:
        first = ensure_running(own)
        with connect(own) as runner:
            runner.write("CREATE (:Load {load_id: 'kept'})")
        os.kill(first.pid, signal.SIGKILL)
        second = ensure_running(own)
        assert second.pid != first.pid
        assert second.password == first.password
        assert second.uri != first.uri, "nobody can wait for it where it was"
        with connect(own) as runner:
            assert runner.read("MATCH (l:Load) RETURN l.load_id AS id").column("id") == ["kept"]

    def test_a_killed_starter_leaves_a_server_that_is_taken_over(self, own: Settings) -> None:
        home = ServerHome.of(own.home)
        process = starter(own.home)
        wait_for(home.state_file)
        process.kill()
        process.communicate()
        state = State.read(home.state_file)
        assert state is not None
        taken = ensure_running(own)
        assert taken.pid == state.pid
        home.state_file.write_text('{"pid": ', encoding="utf-8")
        assert running(own) is None
        assert ensure_running(own).pid == state.pid, "found without a note that can be read"
        home.state_file.unlink()
        assert ensure_running(own).pid == state.pid, "found without any note"
        assert servers_on(own.home) == [state.pid]

    def test_a_first_start_that_is_killed_at_any_moment_blocks_no_later_one(self, own: Settings) -> None:
        home = ServerHome.of(own.home)
        for moment in (0.0, 1.5, 4.0):
            process = starter(own.home)
            wait_for(home.state_file)
            time.sleep(moment)
            process.kill()
            process.communicate()
            for pid in servers_on(own.home):
                os.kill(pid, signal.SIGKILL)
            assert home.state_file.exists(), "a stale note stays behind"
        assert ensure_running(own).pid in servers_on(own.home)

    def test_a_taken_port_is_replaced_by_another(self, own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = int(taken.getsockname()[1])
            ports = iter([port])
            real = process.free_port
            monkeypatch.setattr(process, "free_port", lambda: next(ports, None) or real())
            address = ensure_running(own)
        assert next(ports, None) is None, "the taken one was tried"
        assert last_port_of(address) != port

    def test_a_program_on_the_port_of_a_stopped_server_hears_nothing(self, own: Settings) -> None:
        with connect(own) as runner:
            assert runner.read("RETURN 1 AS one").column("one") == [1]
            port = last_port_of(ensure_running(own))
            stop(own)
            with socket.create_server(("127.0.0.1", port)) as listener:
                with pytest.raises(ServerError, match="has stopped, or was started again"):
                    runner.read("RETURN 1 AS one")
                listener.settimeout(0.5)
                with suppress(TimeoutError):
                    caller = listener.accept()[0]
                    assert caller.recv(100) == b"", "only a look whether anything listens"
                    with pytest.raises(TimeoutError):
                        listener.accept()

    def test_a_wrong_password_file_is_said(self, own: Settings) -> None:
        ensure_running(own)
        stop(own)
        ServerHome.of(own.home).password_file.write_text("not-the-password\n", encoding="utf-8")
        with pytest.raises(ServerError, match="rejected the password") as caught:
            ensure_running(own)
        assert "not-the-password" not in str(caught.value)

    def test_no_memory_and_an_older_version_are_said(self, own: Settings) -> None:
        with pytest.raises(ServerError, match="heap was too small") as caught:
            ensure_running(own, options=replace(ServerOptions.from_env(), heap=2, transaction_memory=1))
        assert "LOOPLINE_HEAP" in caught.value.fix
        ServerHome.of(own.home).store_version.write_text("2099.01.0\n", encoding="utf-8")
        with pytest.raises(ServerError, match=r"by Neo4j 2099\.01\.0"):
            ensure_running(own)


@pytest.mark.every_server
@pytest.mark.usefixtures("runner")
def test_the_server_of_a_run_holds_every_limit_and_keeps_quiet(server_settings: Settings) -> None:
    found = list(examine(server_settings, ServerOptions.from_env(), forbidden))
    assert {check.verdict for check in found} == {Verdict.OK}
    with connect(server_settings) as runner:
        tried = list(attack(server_settings, runner))
    assert [(check.name, check.found) for check in tried if check.verdict is not Verdict.OK] == []
    assert len(tried) == 5
    text = ServerHome.of(server_settings.home).log.read_text(encoding="utf-8")
    assert "Fleet discovery" not in text
    assert "console.neo4j.io" not in text
