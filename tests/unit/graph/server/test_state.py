"""The note on the server's process, its password and its folder."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph.errors import ServerError
from graph.server import bolt, lifecycle
from graph.server.address import Address
from graph.server.config import render_conf
from graph.server.home import ServerHome, write_private
from graph.server.lifecycle import Phase, phase, running, stop
from graph.server.options import ServerOptions
from graph.server.password import credential, ensure_password
from graph.server.process import is_own
from graph.server.state import State, last_port, marker, process_of, search
from graph.settings import Settings

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")


@pytest.fixture
def home(tmp_path: Path) -> ServerHome:
    found = ServerHome.of(tmp_path / "data of the state")
    found.prepare()
    return found


@pytest.fixture
def lookalike(home: ServerHome) -> Iterator[subprocess.Popen[bytes]]:
    """A process that calls itself the server of this folder."""
    code = "import time; time.sleep(60)"
    command = [sys.executable, "-c", code, "-Dloopline.version=5.26.30", marker(home)]
    process = subprocess.Popen(command)
    while not psutil.Process(process.pid).cmdline():  # empty for an instant after a start
        time.sleep(0.01)
    yield process
    process.kill()
    process.wait()


def state_of(pid: int) -> State:
    return State(pid, psutil.Process(pid).create_time(), 12345, "5.26.30")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_note_survives_writing_and_reading(home: ServerHome) -> None:
    state = State(7, 1.5, 12345, "5.26.30")
    state.write(home.state_file)
    assert State.read(home.state_file) == state
    assert [path.name for path in home.folder.glob("state*")] == ["state.json"], "no draft stays behind"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"pid": 7, "created": 1.5, "port": 123',
        "[]",
        "null",
        '{"pid": 7}',
        '{"pid": "x", "created": 1, "port": 1, "version": "5"}',
        '{"pid": 0, "created": 1, "port": 1, "version": "5"}',
        '{"pid": -1, "created": 1, "port": 1, "version": "5"}',
        '{"pid": 7, "created": 1, "port": 99999, "version": "5"}',
        '{"pid": null, "created": 1, "port": 1, "version": "5"}',
        "\x00\x01",
    ],
)
def test_a_note_that_makes_no_sense_counts_as_none(home: ServerHome, text: str) -> None:
    home.state_file.write_text(text, encoding="utf-8")
    assert State.read(home.state_file) is None
    assert running(Settings(home=home.folder.parent)) is None


def test_a_note_that_is_no_text_counts_as_none(home: ServerHome) -> None:
    home.state_file.write_bytes(b"\xff\xfe\xff")
    assert State.read(home.state_file) is None


def test_a_dead_process_is_not_believed(home: ServerHome) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert process_of(State(process.pid, 1.0, 12345, "5.26.30"), home) is None


def test_an_id_that_another_program_has_now_is_not_believed(home: ServerHome) -> None:
    assert process_of(state_of(os.getpid()), home) is None, "this process is no server"


def test_a_process_of_another_user_is_not_believed(
    home: ServerHome, lookalike: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    home.conf_file.write_text(render_conf(ServerOptions(), 23456), encoding="utf-8")
    note = state_of(lookalike.pid)
    assert search(home) is not None
    monkeypatch.setattr("graph.server.state.is_own", lambda _: False)
    assert process_of(note, home) is None
    assert search(home) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells users apart by name")
def test_whose_process_it_is(lookalike: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    found = psutil.Process(lookalike.pid)
    assert is_own(found)
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert not is_own(found)

    def denied(_: psutil.Process) -> None:
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil.Process, "uids", denied)
    assert not is_own(found), "where the system does not tell, the answer is no"


def test_a_port_that_another_process_has_is_not_the_servers(
    home: ServerHome, lookalike: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def answers(port: int) -> bool:
        raise AssertionError(f"port {port} is not even spoken to")

    monkeypatch.setattr("graph.server.process._is_open", lambda _: True)
    monkeypatch.setattr(bolt, "answers", answers)
    state_of(lookalike.pid).write(home.state_file)
    assert running(Settings(home=home.folder.parent)) is None


def test_a_server_of_another_folder_is_not_believed(
    home: ServerHome, lookalike: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    assert process_of(state_of(lookalike.pid), home) is not None
    assert process_of(state_of(lookalike.pid), ServerHome.of(tmp_path / "other")) is None


@POSIX
def test_a_folder_reached_by_another_name_is_the_same_one(
    home: ServerHome, lookalike: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    other = tmp_path / "link"
    other.symlink_to(home.folder.parent)
    assert process_of(state_of(lookalike.pid), ServerHome.of(other)) is not None


def test_a_process_that_started_at_another_time_is_not_believed(
    home: ServerHome, lookalike: subprocess.Popen[bytes]
) -> None:
    state = state_of(lookalike.pid)
    assert process_of(State(state.pid, state.created - 3600, state.port, state.version), home) is None


def test_a_server_without_a_note_is_found(home: ServerHome, lookalike: subprocess.Popen[bytes]) -> None:
    assert search(home) is None, "without configuration its port is unknown"
    home.conf_file.write_text(render_conf(ServerOptions(), 23456), encoding="utf-8")
    found = search(home)
    assert found is not None
    assert (found.pid, found.port, found.version) == (lookalike.pid, 23456, "5.26.30")


def test_a_server_that_does_not_answer_yet_is_starting(
    home: ServerHome, lookalike: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=home.folder.parent)
    assert phase(settings) is Phase.STOPPED
    state_of(lookalike.pid).write(home.state_file)
    monkeypatch.setattr(lifecycle, "listens", lambda *_: True)
    monkeypatch.setattr(bolt, "answers", lambda _: False)
    assert phase(settings) is Phase.STARTING
    assert running(settings) is None
    monkeypatch.setattr(bolt, "answers", lambda _: True)
    assert phase(settings) is Phase.RUNNING


def test_stopping_ends_the_process_and_forgets_it(home: ServerHome, lookalike: subprocess.Popen[bytes]) -> None:
    settings = Settings(home=home.folder.parent)
    state_of(lookalike.pid).write(home.state_file)
    assert stop(settings)
    lookalike.wait(timeout=10)
    assert not home.state_file.exists()
    assert not stop(settings)


def test_stopping_never_touches_a_process_that_is_not_ours(home: ServerHome) -> None:
    state_of(os.getpid()).write(home.state_file)
    assert not stop(Settings(home=home.folder.parent))
    assert not home.state_file.exists(), "the note was of no use"


def test_stopping_where_nothing_ever_ran_makes_nothing(tmp_path: Path) -> None:
    assert not stop(Settings(home=tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_the_last_port_comes_from_the_configuration(home: ServerHome) -> None:
    assert last_port(home) is None
    home.conf_file.write_text(render_conf(ServerOptions(), 23456), encoding="utf-8")
    assert last_port(home) == 23456


@POSIX
def test_folders_and_files_belong_to_their_owner_alone(home: ServerHome) -> None:
    home.folder.chmod(0o755)
    home.prepare()
    ensure_password(home)
    state_of(os.getpid()).write(home.state_file)
    assert mode(home.folder) == 0o700
    for path in (home.password_file, home.initial_login, home.state_file):
        assert mode(path) == 0o600, path


@POSIX
def test_a_file_is_private_even_where_a_readable_one_was(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o644)
    write_private(path, "new")
    assert (mode(path), path.read_text(encoding="utf-8")) == (0o600, "new")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ServerError, match="Can't write to") as caught:
        ServerHome.of(tmp_path / "file").prepare()
    assert "LOOPLINE_HOME" in caught.value.fix


def test_the_credential_is_what_neo4j_admin_writes() -> None:
    """`neo4j-admin dbms set-initial-password` of 5.26.30 made this line from this password and salt."""
    salt = bytes.fromhex("530f4b10cdbf7fe7b109303b5cc16aa3f0235fef2b0dc7481eed4dd340770d99")
    digest = "fa5a47e61f67fcd36e3ea5f2f5ba225c03ca131d7ee420e98309ae7a739259b7"
    assert credential("testpassword123", salt) == f"neo4j:SHA-256,{digest},{salt.hex()},1024:\n"


def test_the_password_is_random_and_stays(home: ServerHome, tmp_path: Path) -> None:
    password = ensure_password(home)
    assert len(password) >= 24
    assert ensure_password(home) == password
    assert password not in home.initial_login.read_text(encoding="utf-8")
    other = ServerHome.of(tmp_path / "other")
    other.prepare()
    assert ensure_password(other) != password


def test_a_half_made_password_is_made_again(home: ServerHome) -> None:
    """The first start was killed between the two files."""
    first = ensure_password(home)
    home.initial_login.unlink()
    second = ensure_password(home)
    assert second != first
    home.password_file.write_text("", encoding="utf-8")
    third = ensure_password(home)
    assert home.initial_login.read_text(encoding="utf-8") == credential(third, _salt(home))


def _salt(home: ServerHome) -> bytes:
    return bytes.fromhex(home.initial_login.read_text(encoding="utf-8").split(",")[2])


def test_a_lost_password_of_a_store_is_said_and_never_replaced(home: ServerHome) -> None:
    ensure_password(home)
    (home.store / "system").mkdir(parents=True)
    home.password_file.unlink()
    with pytest.raises(ServerError, match="is lost") as caught:
        ensure_password(home)
    assert str(home.folder) in caught.value.message


def test_an_address_shows_no_password(home: ServerHome) -> None:
    password = ensure_password(home)
    address = Address.of(State(7, 1.0, 12345, "5.26.30"), home)
    assert address.password == password
    assert password not in repr(address)
    assert address.uri == "bolt://127.0.0.1:12345"
    home.password_file.unlink()
    with pytest.raises(ServerError, match="is missing or empty"):
        _ = address.password


@pytest.mark.parametrize("content", [b"\x00\xff\xfe", b"x" * 1_000_000, b"two words", "pässword".encode(), b"\x1b[31m"])
def test_a_password_file_that_holds_something_else(home: ServerHome, content: bytes) -> None:
    ensure_password(home)
    home.password_file.write_bytes(content)
    with pytest.raises(ServerError, match="holds something else than the password") as said:
        ensure_password(home)
    assert len(str(said.value)) < 400
    assert "Restore the file" in said.value.fix


def test_a_note_is_plain_json(home: ServerHome) -> None:
    State(7, 1.5, 12345, "5.26.30").write(home.state_file)
    found = json.loads(home.state_file.read_text(encoding="utf-8"))
    assert found == {"pid": 7, "created": 1.5, "port": 12345, "version": "5.26.30"}
