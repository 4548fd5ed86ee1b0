"""`loopline dashboard`: one line with the address, a clean end, and words when it can't begin."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import psutil
import pytest

from dashboards.commands import dashboard
from graph.errors import LooplineError, UsageError
from graph.settings import Settings

pytestmark = pytest.mark.pages


def started(settings: Settings, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "LOOPLINE_HOME": str(settings.home), "BROWSER": "none"}
    environment.pop("NEO4J_URI", None)
    return subprocess.Popen(
        [sys.executable, "-m", "dashboards.cli", "dashboard", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.integration
@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_and_ends_cleanly(demo: Settings, end: signal.Signals) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = started(demo, "--port", str(port))
    assert command.stdout is not None
    line = command.stdout.readline()
    printed = re.search(rf"http://127\.0\.0\.1:{port}/\?token=([\w-]{{43}})", line)
    assert printed is not None, line
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=10)
    browser = build_opener(HTTPCookieProcessor())
    with browser.open(printed[0], timeout=10) as entered, browser.open(f"{_at(port)}/_stcore/health") as answer:
        assert (entered.status, answer.status) == (200, 200)
    assert printed[1] not in _processes(command.pid)
    os.kill(command.pid, end)
    said, complaint = command.communicate(timeout=20)
    assert command.returncode == 0
    assert "Dashboard stopped." in said
    assert "Traceback" not in complaint
    _gone(port)


@pytest.mark.integration
@pytest.mark.slow
def test_a_killed_command_leaves_no_server_behind(demo: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = started(demo, "--port", str(port))
    assert command.stdout is not None
    command.stdout.readline()
    command.kill()
    command.communicate(timeout=20)
    _gone(port)


def _at(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _processes(parent: int) -> str:
    """Arguments and environments of a command and of what it started."""
    every = [psutil.Process(parent), *psutil.Process(parent).children(recursive=True)]
    assert len(every) > 1
    return " ".join(f"{each.cmdline()} {each.environ()}" for each in every)


def _gone(port: int) -> None:
    """Wait until nobody listens on a port."""
    end = time.monotonic() + 15
    while time.monotonic() < end:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) != 0:
                return
        time.sleep(0.2)
    pytest.fail(f"something still listens on port {port}")


def test_a_port_in_use_is_told_and_another_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"Port {port} is in use"):
            dashboard._free_port(port)
        assert dashboard._free_port(None) != port


def test_a_server_that_cannot_be_reached_is_told_before_a_page_is_served(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, uri="bolt://127.0.0.1:1")
    with pytest.raises(LooplineError, match="can't be reached"):
        dashboard.serve(settings, browser=False)


def test_pages_read_the_same_folder_and_server_as_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "left over")
    assert "NEO4J_PASSWORD" not in dashboard._environment(Settings(home=tmp_path))
    assert dashboard._environment(Settings(home=tmp_path))["LOOPLINE_HOME"] == str(tmp_path)
    theirs = dashboard._environment(Settings(home=tmp_path, uri="bolt://h:7687", database="state"))
    assert (theirs["NEO4J_URI"], theirs["NEO4J_DATABASE"], theirs["NEO4J_PASSWORD"]) == ("bolt://h:7687", "state", "")


def test_no_window_is_opened_where_none_could_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert not dashboard._has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert dashboard._has_display()
    monkeypatch.setenv("BROWSER", "none")
    assert not dashboard._has_display()
