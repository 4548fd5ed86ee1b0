"""Why a store does not work or open, by what Neo4j logs."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.server.home import ServerHome
from graph.server.store_trouble import Trouble, does_not_open, has_given_up, log_size, trouble_since

START = "INFO  VM Arguments: [-Xms512m]\n"
FULL = "ERROR Database panic: The database has encountered an error\njava.io.IOException: No space left on device\n"
RECOVERED = "INFO  [neo4j/e607d268] Recovery in 'full' mode completed.\n"
RECOVERING = (
    "INFO  [system/00000001] Recovery required from position LogPosition{logVersion=0, byteOffset=64}\n"
    + RECOVERED.replace("neo4j/e607d268", "system/00000001")
    + "INFO  [neo4j/e607d268] Recovery required from position LogPosition{logVersion=0, byteOffset=3238}\n"
)
FAILED = """ERROR Failed to start DatabaseId{e607d268[neo4j]}
Caused by: java.lang.RuntimeException: Error reading transaction logs, recovery not possible.
Caused by: java.lang.NegativeArraySizeException: -1
"""
OTHER = """ERROR Failed to start DatabaseId{e607d268[neo4j]}
Caused by: java.lang.IllegalStateException: The store is of another format
"""


@pytest.fixture
def home(tmp_path: Path) -> ServerHome:
    found = ServerHome.of(tmp_path)
    found.prepare()
    return found


def write(home: ServerHome, text: str) -> None:
    home.debug_log.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "since", "exited", "trouble"),
    [
        (START, START, False, None),
        (START + FULL, START + RECOVERING + RECOVERED, False, None),
        (START + FULL, START + RECOVERING + FAILED, False, Trouble.HALF_WRITTEN),
        (START + FULL, START + RECOVERING, True, Trouble.HALF_WRITTEN),  # it took all memory
        (START + FULL, START, True, Trouble.HALF_WRITTEN),  # and that before it said anything
        (START + FULL + START + RECOVERING + RECOVERED, START, True, None),
        (START + FULL, START + RECOVERING + RECOVERED, True, None),
        (START, START + RECOVERING, True, None),
        (START, START + RECOVERING + FAILED, False, Trouble.DAMAGED_LOG),
        (START + FULL, START + OTHER, False, Trouble.OTHER),
    ],
)
def test_why_a_store_does_not_open(
    before: str, since: str, exited: bool, trouble: Trouble | None, home: ServerHome
) -> None:
    write(home, before)
    noted = log_size(home)
    write(home, before + since)
    assert trouble_since(home, noted, exited=exited) is trouble


def test_a_log_that_was_begun_anew_is_read_from_its_beginning(home: ServerHome) -> None:
    write(home, START + OTHER)
    assert trouble_since(home, 1_000_000, exited=False) is Trouble.OTHER


def test_no_log_tells_nothing(home: ServerHome) -> None:
    assert trouble_since(home, log_size(home), exited=True) is None
    assert not has_given_up(home)


@pytest.mark.parametrize(
    ("text", "given_up"),
    [(START, False), (START + FULL, True), (START + FULL + START, False), (START + FAILED, True)],
)
def test_a_store_that_has_given_up_since_the_last_start(text: str, given_up: bool, home: ServerHome) -> None:
    write(home, text)
    assert has_given_up(home) is given_up


def test_the_error_has_neo4js_own_reason(home: ServerHome) -> None:
    write(home, START + OTHER)
    said = does_not_open(home, 0)
    assert "does not open. Neo4j says: The store is of another format" in said.message
    assert str(home.debug_log) in said.fix
