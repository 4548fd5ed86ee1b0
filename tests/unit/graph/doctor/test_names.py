"""What the doctor says of the key, the vault and names in the graph."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from graph.doctor.checks import Verdict
from graph.doctor.doctor import _guarded
from graph.doctor.names import check_key, check_names
from graph.runner import Counters, Params, Plan, Result
from graph.settings import Settings
from graph.vault.key import key_file, key_for_loads
from graph.vault.vault import Vault, vault_file


class Graph:
    """A graph with so many people, names in the clear, and hashes of names."""

    def __init__(self, named: int, sealed: int) -> None:
        self.rows = [{"people": 9, "named": named, "sealed": sealed}]

    def read(self, text: str, params: Params | None = None, *, timeout: float | None = None) -> Result:
        del text, params, timeout
        return Result((), self.rows)

    def write(self, text: str, params: Params | None = None) -> Counters:
        raise AssertionError((text, params))

    def write_all(self, statements: object, *, proof: object = None) -> Counters:
        raise AssertionError((statements, proof))

    def explain(self, text: str, params: Params | None = None) -> Plan:
        raise AssertionError((text, params))


def filled(home: Path, people: int, *, is_new: bool = True) -> Settings:
    settings = Settings(home=home)
    key = key_for_loads(settings, lambda: is_new)
    vault = Vault(vault_file(settings), key)
    for number in range(people):
        vault.add(f"p{number}", [("name", f"Canary {number}")])
    vault.save()
    return settings


def test_before_the_first_load_nothing_is_wrong(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert check_key(settings).verdict is Verdict.OK
    assert check_names(settings, Graph(0, 0)).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("named", "sealed", "verdict", "said"),
    [
        (0, 2, Verdict.OK, "of 2 people; none lies in the graph"),
        (0, 0, Verdict.OK, "of 2 people"),
        (0, 5, Verdict.WARN, "the graph has 5 with one"),
        (1, 2, Verdict.WARN, "of 1 people lie in the graph; own queries are closed"),
    ],
)
def test_where_names_lie(tmp_path: Path, named: int, sealed: int, verdict: Verdict, said: str) -> None:
    settings = filled(tmp_path, 2)
    found = check_names(settings, Graph(named, sealed))
    assert found.verdict is verdict
    assert said in found.found
    assert bool(found.fix) == (verdict is not Verdict.OK)
    assert "Canary" not in found.found + found.fix


def test_a_key_that_is_lost_or_damaged_is_a_failure(tmp_path: Path) -> None:
    settings = filled(tmp_path, 2)
    assert check_key(settings).verdict is Verdict.OK
    key_file(tmp_path).rename(tmp_path / "away")
    lost = check_key(settings)
    assert lost.verdict is Verdict.FAIL
    assert "It is missing" in lost.found
    (tmp_path / "away").rename(key_file(tmp_path))
    vault_file(settings).write_bytes(b"nothing")
    damaged = _guarded("person key", lambda: check_key(settings))
    assert damaged.verdict is Verdict.FAIL
    assert "is damaged" in damaged.found


def test_ids_made_without_a_key_are_a_warning(tmp_path: Path) -> None:
    found = check_key(filled(tmp_path, 1, is_new=False))
    assert found.verdict is Verdict.WARN
    assert "without it" in found.found


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")
@pytest.mark.parametrize("which", [vault_file, lambda settings: key_file(settings.home)])
def test_others_may_read_neither(tmp_path: Path, which: object) -> None:
    settings = filled(tmp_path, 1)
    path = which(settings)  # type: ignore[operator]
    path.chmod(0o640)
    found = check_key(settings)
    assert found.verdict is Verdict.FAIL
    assert found.fix == f"Run `chmod 600 '{path}'`."
