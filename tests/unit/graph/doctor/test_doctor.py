"""What the doctor finds, and that it always says what to do."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import psutil
import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from graph.connection import Neo4jRunner
from graph.doctor import checks, doctor
from graph.doctor.checks import Check, Verdict
from graph.errors import QueryError
from graph.runner import Result
from graph.server.address import Address
from graph.server.archive import archive_path, refusal_file
from graph.server.home import ServerHome
from graph.server.jars import Jar, JarLock, jar_folder
from graph.server.java import Java
from graph.server.options import ServerOptions
from graph.server.password import ensure_password
from graph.settings import Settings

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")


@dataclass
class FakeServer:
    """A runner that refuses with a message, or answers with rows."""

    refuses: str | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def read(self, text: str, params: dict[str, Any], *, timeout: float | None = None) -> Result:
        del timeout
        self.asked.append((text, params))
        if self.refuses is not None:
            raise QueryError(self.refuses)
        return Result(("name", "value"), self.rows)


def runner(server: FakeServer) -> Neo4jRunner:
    return cast("Neo4jRunner", server)


@pytest.fixture
def home(tmp_path: Path) -> ServerHome:
    found = ServerHome.of(tmp_path)
    found.prepare()
    return found


def test_a_folder_that_takes_files_is_ok_and_left_clean(tmp_path: Path) -> None:
    assert doctor.check_folder(tmp_path / "new").verdict is Verdict.OK
    assert list((tmp_path / "new").iterdir()) == []


def test_a_folder_that_is_a_file_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    check = doctor.check_folder(tmp_path / "file")
    assert check.verdict is Verdict.FAIL
    assert "LOOPLINE_HOME" in check.fix


@pytest.mark.parametrize(
    ("free", "verdict"), [(50_000_000_000, Verdict.OK), (1_000_000_000, Verdict.WARN), (1_000_000, Verdict.FAIL)]
)
def test_room_on_the_disk(free: int, verdict: Verdict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    assert doctor.check_disk(tmp_path / "not" / "there").verdict is verdict


LOCK = JarLock("org", "a", "5.26.30", 17, (Jar("org/a/1/a-5.26.30.jar", "a" * 64, 3), Jar("org/b/b.jar", "b" * 64, 3)))


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ServerOptions:
    monkeypatch.setattr(JarLock, "read", lambda _: LOCK)
    return ServerOptions(cache=tmp_path)


def test_jars_that_are_not_there_yet_are_only_mentioned(locked: ServerOptions) -> None:
    check = doctor.check_jars(locked)
    assert check.verdict is Verdict.WARN
    assert "2 of 2" in check.found


def test_a_damaged_jar_fails_with_its_name(locked: ServerOptions) -> None:
    path = jar_folder(locked.cache) / LOCK.jars[1].path
    path.parent.mkdir(parents=True)
    path.write_bytes(b"bad")
    check = doctor.check_jars(locked)
    assert check.verdict is Verdict.FAIL
    assert "b.jar" in check.found
    assert "1 of 2" in check.found
    assert path.exists(), "the doctor looks, the next start mends"


@POSIX
def test_a_password_that_others_can_read_fails_with_the_command(home: ServerHome) -> None:
    assert doctor.check_password_file(home).verdict is Verdict.OK, "none yet"
    ensure_password(home)
    assert doctor.check_password_file(home).verdict is Verdict.OK
    home.password_file.chmod(0o640)
    check = doctor.check_password_file(home)
    assert check.verdict is Verdict.FAIL
    assert "chmod 600" in check.fix
    home.password_file.chmod(0o600)
    home.folder.chmod(0o755)
    assert "chmod 700" in doctor.check_password_file(home).fix


def test_a_lost_password_fails(home: ServerHome) -> None:
    (home.store / "system").mkdir(parents=True)
    assert doctor.check_password_file(home).verdict is Verdict.FAIL


LOCKER = """
import fcntl, sys, time
file = open(sys.argv[1], "r+b")
fcntl.lockf(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


@POSIX
def test_a_store_that_a_stranger_has_open_fails(home: ServerHome) -> None:
    assert doctor.check_store_lock(home, served=False).verdict is Verdict.OK, "no store yet"
    home.store.mkdir(parents=True)
    path = home.store / "store_lock"
    path.write_bytes(b"")
    assert doctor.check_store_lock(home, served=False).verdict is Verdict.OK
    holder = subprocess.Popen([sys.executable, "-c", LOCKER, str(path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline().strip() == b"held"
        assert doctor.check_store_lock(home, served=False).verdict is Verdict.FAIL
        assert doctor.check_store_lock(home, served=True).verdict is Verdict.OK, "our own server holds it"
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()


@pytest.mark.parametrize(
    ("ip", "verdict"),
    [
        ("127.0.0.1", Verdict.OK),
        ("::ffff:127.0.0.1", Verdict.OK),
        ("::1", Verdict.OK),
        ("10.0.0.1", Verdict.FAIL),
        ("::", Verdict.FAIL),
        ("192.168.1.5", Verdict.FAIL),
    ],
)
def test_only_loopback_is_listened_on(
    ip: str, verdict: Verdict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = SimpleNamespace(laddr=SimpleNamespace(ip=ip, port=7), status=psutil.CONN_LISTEN, type=socket.SOCK_STREAM)
    monkeypatch.setattr(psutil.Process, "net_connections", lambda *_, **__: [found])
    address = Address("bolt://127.0.0.1:7", "neo4j", tmp_path / "password", "neo4j", "5.26.30", os.getpid(), tmp_path)
    assert doctor.check_port(address).verdict is verdict


def test_a_system_that_does_not_let_us_look_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil.Process, "net_connections", refuse)
    address = Address("bolt://127.0.0.1:7", "neo4j", tmp_path / "password", "neo4j", "5.26.30", os.getpid(), tmp_path)
    assert doctor.check_port(address).verdict is Verdict.WARN


@pytest.mark.parametrize(
    ("version", "verdict"),
    [
        ("5.26.30", Verdict.OK),
        ("5.27-aura", Verdict.OK),
        ("2026.08.1", Verdict.OK),
        ("5.25.9", Verdict.FAIL),
        ("4.4.40", Verdict.FAIL),
        ("", Verdict.FAIL),
    ],
)
def test_the_server_is_new_enough(version: str, verdict: Verdict) -> None:
    assert checks.check_version(version).verdict is verdict


def test_files_are_refused_or_it_is_said() -> None:
    refusal = "Cannot load: configuration property 'dbms.security.allow_csv_import_from_file_urls' is false"
    assert checks.check_files(runner(FakeServer(refusal)), Verdict.WARN).verdict is Verdict.OK
    for server in (FakeServer(), FakeServer("Couldn't load the external resource at: file:///loopline-doctor.csv")):
        check = checks.check_files(runner(server), Verdict.WARN)
        assert check.verdict is Verdict.WARN
        assert "allow_csv_import_from_file_urls=false" in check.fix


def test_a_session_for_reading_that_writes_fails() -> None:
    assert checks.check_read_only(runner(FakeServer("Writing not allowed"))).verdict is Verdict.OK
    assert checks.check_read_only(runner(FakeServer())).verdict is Verdict.FAIL


def test_an_endless_query_must_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    server = FakeServer("terminated")
    assert checks.check_time_limit(runner(server)).verdict is Verdict.OK
    assert server.asked[0][1] == {"rows": 10**12}
    assert checks.check_time_limit(runner(FakeServer())).verdict is Verdict.FAIL
    clock = iter([0.0, 60.0])
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    assert checks.check_time_limit(runner(FakeServer("terminated"))).verdict is Verdict.FAIL, "too late"


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([{"name": "x", "value": "512.00MiB"}], Verdict.OK),
        ([{"name": "x", "value": "0B"}], Verdict.WARN),
        ([{"name": "x", "value": "0"}], Verdict.WARN),
        ([], Verdict.WARN),
    ],
)
def test_memory_has_a_limit(rows: list[dict[str, Any]], verdict: Verdict) -> None:
    assert checks.check_memory_limit(runner(FakeServer(rows=rows))).verdict is verdict


def test_a_server_that_hides_its_settings_is_a_warning() -> None:
    assert checks.check_memory_limit(runner(FakeServer("not permitted"))).verdict is Verdict.WARN


def test_one_failing_check_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path) -> Check:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(doctor, "check_folder", broken)
    monkeypatch.setattr("graph.doctor.doctor.running", lambda _: None)
    found = list(doctor.examine(Settings(home=tmp_path), ServerOptions(cache=tmp_path / "empty")))
    assert found[0].verdict is Verdict.FAIL
    assert [check.name for check in found] == [
        "data folder",
        "disk",
        "person key",
        "java",
        "jars",
        "class archive",
        "password file",
        "store lock",
        "server",
    ]
    assert found[-1].verdict is Verdict.WARN, "nothing is fetched by asking"
    assert all(check.fix for check in found if check.verdict is not Verdict.OK)


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[Check]:
    found = [Check("java", Verdict.OK, "Java 21."), Check("disk", Verdict.WARN, "Little room.", "Free some.")]

    def examine(*_: object) -> Iterator[Check]:
        yield from found

    monkeypatch.setattr(doctor, "examine", examine)
    return found


def test_warnings_do_not_fail_the_command(examined: list[Check]) -> None:
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 0
    assert len(examined) == 2
    assert "Little room." in done.stdout
    assert "Free some." in done.stdout
    assert "2 checks: 0 failed, 1 warning." in done.stdout


def test_a_failure_is_exit_code_1_in_both_formats(examined: list[Check]) -> None:
    examined.append(Check("server", Verdict.FAIL, "It died.", "Wake it."))
    assert CliRunner().invoke(app, ["doctor"]).exit_code == 1
    done = CliRunner().invoke(app, ["doctor", "--format", "json"])
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert said["ok"] is False
    assert said["checks"][2] == {"name": "server", "verdict": "fail", "found": "It died.", "fix": "Wake it."}


def test_settings_that_make_no_sense_are_a_failing_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOPLINE_HEAP", "much")
    done = CliRunner().invoke(app, ["doctor", "--format", "json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout)["checks"][0]["name"] == "settings"


class TestTheClassArchive:
    @pytest.fixture
    def path(self, locked: ServerOptions, monkeypatch: pytest.MonkeyPatch) -> Path:
        java = Java(Path("java"), 21, "21.0.8", bundled=True)
        monkeypatch.setattr("graph.server.java.find", lambda *_: java)
        lock = JarLock.read(locked.version)
        found = archive_path(locked.cache, lock, java, [jar_folder(locked.cache) / jar.path for jar in lock.jars])
        found.parent.mkdir(parents=True)
        return found

    def test_one_that_is_not_there_is_no_defect(self, locked: ServerOptions, path: Path) -> None:
        check = doctor.check_archive(locked)
        assert check.verdict is Verdict.OK
        assert not path.exists()
        assert "None yet" in check.found

    def test_its_size_and_place_are_told(self, locked: ServerOptions, path: Path) -> None:
        path.write_bytes(bytes(2_000_000))
        check = doctor.check_archive(locked)
        assert check.verdict is Verdict.OK
        assert f"{path}, 2 MB" in check.found

    def test_why_java_could_not_make_it_is_shown(self, locked: ServerOptions, path: Path) -> None:
        refusal_file(path).write_text("no", encoding="utf-8")
        check = doctor.check_archive(locked)
        assert check.verdict is Verdict.WARN
        assert str(refusal_file(path)) in check.found
        assert "Delete" in check.fix

    def test_a_java_of_the_users_own_has_none_of_ours(
        self, locked: ServerOptions, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("graph.server.java.find", lambda *_: Java(Path("java"), 21, "21.0.8"))
        assert "LOOPLINE_JAVA" in doctor.check_archive(locked).found
