"""One start, with a stand-in for the process: what is refused before it, and what a failed one leaves behind."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from graph.errors import ServerError
from graph.server import bolt, java, launcher, process
from graph.server.home import ServerHome
from graph.server.jars import Jar, JarLock
from graph.server.launcher import Launch, Starter
from graph.server.options import ServerOptions
from graph.server.progress import silent
from graph.server.state import State

LOCK = JarLock("org", "a", "5.26.30", 17, (Jar("org/a/5.26.30/a-5.26.30.jar", "a" * 64, 3),))
ENDED = "pass"
LIVING = "import time; time.sleep(60)"


class FakeStart(Starter):
    """Runs a stand-in instead of Java and logs what it is told to."""

    def __init__(self, home: ServerHome, logs: list[str], program: str = ENDED) -> None:
        super().__init__(home, ServerOptions(cache=home.folder), silent)
        self.home = home
        self.logs = logs
        self.program = program
        self.ports: list[int] = []
        self.mends: list[bool] = []
        self.arguments: list[str] = []
        self.children: list[subprocess.Popen[bytes]] = []

    def _launch(self, launch: Launch, main_class: str, port: int) -> subprocess.Popen[bytes]:
        del main_class
        self.arguments = launch.archive
        self.mends.append(launch.mend)
        self.ports.append(port)
        self.home.console.write_text(self.logs.pop(0) if self.logs else "", encoding="utf-8")
        self.children.append(subprocess.Popen([sys.executable, "-c", self.program]))
        if self.program == ENDED:
            self.children[-1].wait()
        return self.children[-1]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServerHome]:
    monkeypatch.setattr(JarLock, "read", lambda _: LOCK)
    monkeypatch.setattr(launcher, "ensure_jars", lambda *_: [])
    monkeypatch.setattr(launcher, "entry_point", lambda _: "org.example.Start")
    monkeypatch.setattr(java, "find", lambda *_: java.Java(Path("java"), 21))
    numbers = iter(range(40001, 41000))
    monkeypatch.setattr(process, "free_port", lambda: next(numbers))
    found = ServerHome.of(tmp_path / "home")
    found.prepare()
    yield found
    for child in psutil.Process().children():
        child.kill()


def test_a_server_that_ends_is_explained_and_forgotten(home: ServerHome) -> None:
    start = FakeStart(home, ["java.io.IOException: No space left on device"])
    with pytest.raises(ServerError, match="disk that holds the data folder is full"):
        start.run()
    assert State.read(home.state_file) is None
    assert not home.store_version.exists()
    assert len(start.ports) == 1, "what is no matter of ports is not tried again"


def test_a_taken_port_is_followed_by_others_until_five(home: ServerHome) -> None:
    start = FakeStart(home, ["java.net.BindException: Address already in use"] * 9)
    with pytest.raises(ServerError, match="5 ports in a row"):
        start.run()
    assert start.ports == [40001, 40002, 40003, 40004, 40005]


def test_the_reason_after_a_taken_port_is_the_one_told(home: ServerHome) -> None:
    start = FakeStart(home, ["Address already in use", "Permission denied"])
    with pytest.raises(ServerError, match="not allowed to write"):
        start.run()
    assert start.ports == [40001, 40002]


def test_a_full_disk_is_refused_before_anything_runs(home: ServerHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    start = FakeStart(home, [])
    with pytest.raises(ServerError, match="1 MB free"):
        start.run()
    assert start.ports == []


def test_a_store_of_a_newer_version_is_refused_before_anything_runs(home: ServerHome) -> None:
    home.store_version.write_text("2026.08.1\n", encoding="ascii")
    start = FakeStart(home, [])
    with pytest.raises(ServerError, match=r"by Neo4j 2026\.08\.1; 5\.26\.30 can't read") as caught:
        start.run()
    assert "LOOPLINE_NEO4J_VERSION" in caught.value.fix
    assert start.ports == []


@pytest.mark.parametrize("text", ["", "no version", "5.26.30\n", "5.25.1"])
def test_an_older_store_or_an_unreadable_mark_stops_nobody(home: ServerHome, text: str) -> None:
    home.store_version.write_text(text, encoding="ascii")
    start = FakeStart(home, ["something else"])
    with pytest.raises(ServerError, match="something else"):
        start.run()
    assert start.ports == [40001]


def test_a_process_that_nobody_could_find_again_is_ended(home: ServerHome, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(State, "write", full)
    start = FakeStart(home, [], LIVING)
    with pytest.raises(ServerError, match="Can't write to"):
        start.run()
    assert start.children[0].wait(timeout=10) != 0


def test_a_server_that_takes_our_login_is_noted_with_its_version(
    home: ServerHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([bolt.Login.NOT_READY, bolt.Login.ACCEPTED])
    monkeypatch.setattr(process, "listens", lambda *_: True)
    monkeypatch.setattr(bolt, "login", lambda *_: next(answers))
    start = FakeStart(home, [], LIVING)
    address = start.run()
    assert address.pid == start.children[0].pid
    assert address.uri == "bolt://127.0.0.1:40001"
    assert home.store_version.read_text(encoding="ascii").strip() == "5.26.30"
    noted = State.read(home.state_file)
    assert noted is not None
    assert (noted.pid, noted.port) == (address.pid, 40001)


def test_a_refused_password_is_said_without_it(home: ServerHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "listens", lambda *_: True)
    monkeypatch.setattr(bolt, "login", lambda *_: bolt.Login.REFUSED)
    with pytest.raises(ServerError, match="rejected the password") as caught:
        FakeStart(home, [], LIVING).run()
    assert home.password_file.read_text(encoding="utf-8").strip() not in str(caught.value)


def test_a_server_that_never_gets_ready_is_left_to_go_on(home: ServerHome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "listens", lambda *_: False)
    monkeypatch.setattr(launcher, "_START_PATIENCE", 0.2)
    start = FakeStart(home, [], LIVING)
    with pytest.raises(ServerError, match="is still starting") as caught:
        start.run()
    assert "db stop" in caught.value.fix
    assert start.children[0].poll() is None
    assert State.read(home.state_file) is not None


@pytest.mark.parametrize(("bundled", "noted"), [(True, True), (False, False)])
def test_a_java_of_the_users_own_is_left_its_own_archive(
    home: ServerHome,
    monkeypatch: pytest.MonkeyPatch,
    bundled: bool,
    noted: bool,
) -> None:
    monkeypatch.setattr(java, "find", lambda *_: java.Java(Path("java"), 21, "21.0.8", bundled))
    start = FakeStart(home, ["java.io.IOException: No space left on device"])
    with pytest.raises(ServerError):
        start.run()
    assert any("DumpLoadedClassList" in word for word in start.arguments) is noted
    assert not any("SharedArchiveFile" in word for word in start.arguments)
    assert home.archive_recipe.exists() is noted


def test_a_port_that_nobody_has_costs_no_look_through_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    listening = SimpleNamespace(status=psutil.CONN_LISTEN, laddr=SimpleNamespace(port=40001))

    def connections(_: psutil.Process, kind: str) -> list[SimpleNamespace]:
        looked.append(kind)
        return [listening]

    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(psutil.Process, "net_connections", connections)
    monkeypatch.setattr("socket.create_connection", refuse)
    assert not process.listens(psutil.Process(), 40001)
    assert looked == []
    monkeypatch.setattr("socket.create_connection", lambda *_, **__: SimpleNamespace(close=lambda: None))
    assert process.listens(psutil.Process(), 40001)
    assert not process.listens(psutil.Process(), 40002), "another program has that port"
    assert looked == ["tcp", "tcp"]
