"""What is said about a server that did not start."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.server.home import ServerHome
from graph.server.startup_errors import PORT_TAKEN, cause_of, explain, meaningful, read_since

LOG = """2026-11-22 08:01:03.877+0000 INFO  Starting...
2026-11-22 08:01:05.161+0000 INFO  This instance is ServerId{b70bd8f6}
2026-11-22 08:01:07.416+0000 ERROR Failed to start Neo4j on dbms. Password is hunter2hunter2.
java.lang.RuntimeException: Error starting Neo4j
\tat org.neo4j.server.NeoBootstrapper.start(NeoBootstrapper.java:184)
\tat org.neo4j.server.Main.main(Main.java:1)
Caused by: java.net.BindException: Address already in use
\t... 12 more
"""


def test_only_the_lines_that_say_something_remain() -> None:
    assert meaningful(LOG, "hunter2hunter2") == [
        "ERROR Failed to start Neo4j on dbms. Password is ***.",
        "java.lang.RuntimeException: Error starting Neo4j",
        "Caused by: java.net.BindException: Address already in use",
    ]


def test_without_errors_the_last_lines_remain() -> None:
    quiet = "2026-11-22 08:01:03.877+0000 INFO  Starting...\n"
    assert meaningful(quiet) == ["INFO  Starting..."]
    assert meaningful("") == []


def test_a_log_is_cut_in_both_directions() -> None:
    many = "".join(f"ERROR number {number} {'x' * 1000}\n" for number in range(50))
    lines = meaningful(many)
    assert len(lines) == 6
    assert lines[-1].startswith("ERROR number 49")
    assert all(len(line) < 320 for line in lines)


@pytest.mark.parametrize(
    ("line", "meaning", "fix"),
    [
        ("java.io.IOException: No space left on device", "disk", "LOOPLINE_HOME"),
        ("FileLockException: Lock file has been locked by another process", "store open", "Stop the Neo4j"),
        ("java.lang.OutOfMemoryError: Java heap space", "heap was too small", "raise it"),
        ("java.lang.OutOfMemoryError: unable to create native thread", "memory", "lower"),
        ("ERROR Invalid memory configuration - exceeds physical memory.", "memory", "LOOPLINE_PAGE_CACHE"),
        ("OpenJDK: Could not reserve enough space for object heap", "memory", "LOOPLINE_HEAP"),
        ("java.lang.UnsupportedClassVersionError: org/neo4j/X", "too old", "LOOPLINE_JAVA"),
        ("java.lang.NoClassDefFoundError: org/neo4j/X", "jars", "doctor"),
        ("Error: Could not find or load main class org.X", "jars", "doctor"),
        ("java.nio.file.AccessDeniedException: /x", "write", "LOOPLINE_HOME"),
        ("Unrecognized VM option 'Foo'", "arguments", "JAVA_TOOL_OPTIONS"),
    ],
)
def test_known_reasons_come_with_a_remedy(line: str, meaning: str, fix: str, tmp_path: Path) -> None:
    error = explain(ServerHome.of(tmp_path), "5.26.30", line, "", 1)
    assert meaning in error.message
    assert line in error.message
    assert "exit code 1" in error.message
    assert fix in error.fix


def test_an_unknown_reason_points_to_the_log(tmp_path: Path) -> None:
    error = explain(ServerHome.of(tmp_path), "5.26.30", "ERROR something new", "", None)
    assert "something new" in error.message
    assert "exit code" not in error.message
    assert str(ServerHome.of(tmp_path).log) in error.fix


def test_silence_is_said_too(tmp_path: Path) -> None:
    assert "It logged nothing." in explain(ServerHome.of(tmp_path), "5.26.30", "", "", -9).message


def test_a_taken_port_is_told_apart() -> None:
    assert cause_of(LOG) is PORT_TAKEN
    assert cause_of("INFO  Started.") is None


def test_only_this_start_is_read(tmp_path: Path) -> None:
    home = ServerHome.of(tmp_path)
    home.prepare()
    home.log.write_text("ERROR of the last start\n", encoding="utf-8")
    offset = home.log.stat().st_size
    with home.log.open("a", encoding="utf-8") as log:
        log.write("ERROR of this start\n")
    home.console.write_bytes(b"\xff from Java\n")
    text = read_since(home, offset)
    assert "this start" in text
    assert "from Java" in text
    assert "last start" not in text


def test_a_log_that_was_never_written_is_no_trouble(tmp_path: Path) -> None:
    assert read_since(ServerHome.of(tmp_path), 0) == ""
