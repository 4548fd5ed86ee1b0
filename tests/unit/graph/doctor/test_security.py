"""The attacks that the doctor tries: what a weak installation looks like."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from graph.doctor import security
from graph.doctor.checks import Verdict
from graph.doctor.security import check_modes, check_refused, check_runaway, check_second_writer
from graph.errors import QueryError
from graph.model.cypher_builder import CYPHER, statement
from graph.queries.read_only_guard import checked
from graph.runner import Result


class Graph:
    """A graph that answers and takes whatever it is told."""

    def read(self, *_: Any, **__: Any) -> Result:
        return Result(("found",), [{"found": 1}])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_a_file_that_others_can_read_is_named(tmp_path: Path) -> None:
    assert check_modes(tmp_path).verdict is Verdict.OK
    key = tmp_path / "person.key"
    key.write_text("secret", encoding="utf-8")
    key.chmod(0o640)
    found = check_modes(tmp_path)
    assert found.verdict is Verdict.FAIL
    assert found.fix == f"Run `chmod 600 '{key}'`."


def test_an_attack_that_gets_through_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def lets_show_in(text: str, _: Any) -> None:
        if text != statement("attacks/show"):
            raise QueryError("refused")

    monkeypatch.setattr(security, "run_own", lets_show_in)
    found = check_refused(Graph())  # type: ignore[arg-type]
    assert (found.verdict, found.found) == (Verdict.FAIL, "Not refused: show.")


def test_every_attack_is_tried_and_the_other_two_pass_as_text() -> None:
    there = {path.stem for path in (CYPHER / "parts" / "attacks").glob("*.cypher")}
    assert there == {*security._REFUSED, "endless", "harmless"}
    for name in ("endless", "harmless"):
        checked(statement(f"attacks/{name}"))


def test_a_runaway_query_that_was_never_run_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "run_own", lambda *_, **__: None)
    assert check_runaway(Graph()).verdict is Verdict.FAIL  # type: ignore[arg-type]


def test_two_writers_at_once_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Anybody:
        def __enter__(self) -> None: ...

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(security, "leased", lambda *_: Anybody())
    assert check_second_writer(Graph()).verdict is Verdict.FAIL  # type: ignore[arg-type]
