"""The key of people's ids and names: given, made once, never made again silently."""

from __future__ import annotations

import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.errors import LooplineError
from graph.settings import Settings
from graph.staging.person_key import address_id, keep_key
from graph.vault.key import PersonKey, key_file, key_for_loads, known_key

ADDRESS = "ann@x.org"


def made(home: Path, *, is_new: bool = True) -> PersonKey:
    return key_for_loads(Settings(home=home), lambda: is_new)


def test_the_first_load_makes_a_key_and_ids_depend_on_it(tmp_path: Path) -> None:
    assert known_key(Settings(home=tmp_path)) is None
    without = address_id(ADDRESS)
    key = made(tmp_path)
    assert len(key.secret) == 64
    assert key.ids
    hashed = address_id(ADDRESS)
    assert hashed != without
    keep_key(b"")
    again = made(tmp_path, is_new=False)
    assert (again.secret, again.check, address_id(ADDRESS)) == (key.secret, key.check, hashed)
    assert made(tmp_path / "other").secret != key.secret
    assert key.secret.decode() not in repr(key)
    if sys.platform != "win32":
        assert stat.S_IMODE(key_file(tmp_path).stat().st_mode) == 0o600


def test_a_graph_of_an_older_version_keeps_its_ids(tmp_path: Path) -> None:
    before = address_id(ADDRESS)
    key = made(tmp_path, is_new=False)
    assert not key.ids
    assert address_id(ADDRESS) == before
    assert not made(tmp_path).ids, "nor does a later load change them"


def test_the_variable_comes_first_and_no_file_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = made(tmp_path / "a")
    monkeypatch.setenv("LOOPLINE_PERSON_KEY", "given")
    key = made(tmp_path / "b")
    assert (key.secret, key.origin, key.ids) == (b"given", "LOOPLINE_PERSON_KEY", True)
    assert not key_file(tmp_path / "b").exists()
    given = address_id(ADDRESS)
    made(tmp_path / "a")
    assert address_id(ADDRESS) == given
    # The text in the file, set as the variable, is the same key.
    monkeypatch.setenv("LOOPLINE_PERSON_KEY", kept.secret.decode())
    assert made(tmp_path / "c").check == kept.check


def test_a_lost_key_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "names-graph.example.org-7687.vault").write_bytes(b"sealed")
    with pytest.raises(LooplineError, match="the key is missing") as refused:
        made(tmp_path)
    assert "restore person.key from a backup" in refused.value.fix
    assert not key_file(tmp_path).exists()
    monkeypatch.setenv("LOOPLINE_PERSON_KEY", "given")
    assert made(tmp_path).secret == b"given"


@pytest.mark.parametrize("content", [b"", b"key: \nids: keyed\n", b"key: abc\nids: maybe\n", b"\xff\xfe", b"key: a\n"])
def test_a_damaged_key_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    key_file(tmp_path).write_bytes(content)
    for read in (made, lambda home: known_key(Settings(home=home))):
        with pytest.raises(LooplineError, match="can't be read") as refused:
            read(tmp_path)
        assert str(key_file(tmp_path)) in refused.value.message
    assert key_file(tmp_path).read_bytes() == content


def test_of_several_first_loads_one_makes_the_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: made(tmp_path).secret, range(16)))
    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["person.key"]
