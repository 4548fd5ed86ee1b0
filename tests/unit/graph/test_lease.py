"""Who may write: the lease and what a command says that does not get it."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from typing import Any

import psutil
import pytest

from graph.errors import Exit, ServerError
from graph.lease import leased
from graph.model.cypher_builder import statement
from graph.runner import Counters, NotProvenError, Params, Plan, Result, Statement

HERE = platform.node()


class Graph:
    """A graph with a lease as the statements of `cypher/parts/lease` keep it."""

    def __init__(self, holder: str = "", *, passed: bool = False, user: str | None = "ann") -> None:
        self.holder, self.passed, self.user = holder, passed, user
        self.written: list[str] = []

    def read(self, text: str, params: Params | None = None, *, timeout: float | None = None) -> Result:
        del params, timeout
        if text == statement("schema/present"):
            return Result(("found",), [{"found": []}])
        assert text == statement("lease/holder")
        since = datetime(2026, 9, 1, 10, 2, tzinfo=UTC)
        row = {
            "holder": self.holder,
            "user": self.user,
            "doing": "loading hr as of 2026-09-01",
            "since": since,
            "passed": self.passed,
        }
        return Result(tuple(row), [row] if self.holder else [])

    def write(self, text: str, params: Params | None = None) -> Counters:
        given = dict(params or {})
        if text == statement("lease/take"):
            if not self.holder or self.passed or self.holder in given["ended"]:
                self.holder, self.user, self.passed = given["holder"], given["user"], False
        elif text == statement("lease/leave"):
            self.holder = "" if self.holder == given["holder"] else self.holder
        else:
            assert "(n:Lease)" in text
        return Counters(properties_set=1)

    def write_all(self, statements: Any, *, proof: Statement | None = None) -> Counters:
        assert proof is not None
        if proof[1]["holder"] != self.holder:
            raise NotProvenError
        self.written += [text for text, _ in statements]
        return Counters(nodes_created=1)

    def explain(self, text: str, params: Params | None = None) -> Plan:
        raise AssertionError((text, params))


def process(pid: int, created: float) -> str:
    return f"{HERE}|{pid}|{created:.1f}|0123456789abcdef"


def living() -> str:
    return process(os.getpid(), psutil.Process().create_time())


def test_writes_while_it_holds_and_gives_the_lease_back() -> None:
    graph = Graph()
    with leased(graph, "deriving") as runner:
        assert graph.holder.startswith(f"{HERE}|{os.getpid()}|")
        assert graph.user == psutil.Process().username()
        runner.write("CREATE (:A)")
        runner.write_all([("CREATE (:B)", {}), ("CREATE (:C)", {})])
    assert graph.written == ["CREATE (:A)", "CREATE (:B)", "CREATE (:C)"]
    assert not graph.holder


def test_gives_it_back_when_the_command_fails() -> None:
    graph = Graph()
    with pytest.raises(KeyboardInterrupt), leased(graph, "deriving"):
        raise KeyboardInterrupt
    assert not graph.holder


def test_a_second_command_is_told_who_writes() -> None:
    holder = living()
    graph = Graph(holder)
    with pytest.raises(ServerError) as busy, leased(graph, "deriving"):
        pass
    assert busy.value.code is Exit.BUSY
    assert "loading hr as of 2026-09-01" in busy.value.message
    assert f"(process {os.getpid()} of ann on {HERE})" in busy.value.message
    assert "0123456789abcdef" not in str(busy.value)
    assert graph.holder == holder


def test_a_lease_of_another_machine_says_which() -> None:
    graph = Graph("elsewhere|17|1.0|0123456789abcdef")
    with pytest.raises(ServerError) as busy, leased(graph, "deriving"):
        pass
    assert re.fullmatch(
        r"Another loopline is writing to this graph since 2026-09-01 \d\d:\d\d: loading hr as of 2026-09-01 "
        r"\(process 17 of ann on elsewhere\)\.",
        busy.value.message,
    )


def test_a_lease_that_an_older_version_took_names_no_user() -> None:
    graph = Graph("elsewhere|17|1.0|0123456789abcdef", user=None)
    with pytest.raises(ServerError, match=r"\(process 17 on elsewhere\)"), leased(graph, "deriving"):
        pass


@pytest.mark.parametrize(
    ("holder", "passed", "taken"),
    [
        (process(os.getpid(), 1.0), False, True),  # another process had that number
        (process(2**22 + 1, 1.0), False, True),  # no such process
        ("elsewhere|17|1.0|0123456789abcdef", False, False),  # of another machine nobody can tell
        ("elsewhere|17|1.0|0123456789abcdef", True, True),
        ("written by hand", False, False),
        ("written by hand", True, True),
    ],
    ids=["reused number", "no process", "elsewhere", "elsewhere, too long", "no process named", "so, and too long"],
)
def test_takes_over_from_one_that_has_ended(holder: str, passed: bool, taken: bool) -> None:
    graph = Graph(holder, passed=passed)
    if not taken:
        with pytest.raises(ServerError, match="Another loopline is writing"), leased(graph, "deriving"):
            pass
        return
    with leased(graph, "deriving") as runner:
        runner.write("CREATE (:A)")
    assert graph.written == ["CREATE (:A)"]


def test_whoever_was_overtaken_writes_nothing_more() -> None:
    graph = Graph()
    with leased(graph, "deriving") as runner:
        runner.write("CREATE (:A)")
        graph.holder = "elsewhere|17|1.0|0123456789abcdef"
        with pytest.raises(ServerError, match="has begun to write") as overtaken:
            runner.write("CREATE (:B)")
    assert overtaken.value.code is Exit.BUSY
    assert graph.written == ["CREATE (:A)"]
    assert graph.holder.startswith("elsewhere"), "another's lease is not given back"
