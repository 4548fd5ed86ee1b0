"""The vault: what goes in comes out, with the right key only, and a file is whole or refused."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import LooplineError
from graph.settings import Settings
from graph.vault import sealed_file
from graph.vault.key import PersonKey
from graph.vault.vault import Texts, Vault, known_vault, vault_file

KEY = PersonKey(b"a key for tests", "the tests")
OTHER = PersonKey(b"another key", "elsewhere")
KIND = sealed_file.Kind("trial", "a trial", "try again.")
ANN: Texts = (("name", "Ann Able"), ("email", "ann@x.org"))


def filled(path: Path) -> Vault:
    vault = Vault(path, KEY)
    vault.add("p1", ANN)
    vault.save()
    return vault


PEOPLE = st.dictionaries(
    st.text(min_size=1, max_size=8),
    st.lists(st.tuples(st.sampled_from(["name", "email"]), st.text(max_size=12)), min_size=1, max_size=4, unique=True),
    max_size=5,
)


@settings(max_examples=30, deadline=None)
@given(people=PEOPLE, unsettled=st.sets(st.text(max_size=5), max_size=3))
def test_what_goes_in_comes_out(people: dict[str, list[tuple[str, str]]], unsettled: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        vault = Vault(Path(folder) / "names.vault", KEY, unsettled=unsettled)
        for person, texts in people.items():
            vault.add(person, texts)
        vault.save()
        again = Vault.open(vault.path, KEY)
        assert len(again) == len(people)
        assert again.unsettled == unsettled
        for person, texts in people.items():
            assert list(again.texts(person).values()) == texts
            for name, text in texts:
                assert again.text(person, again.digest(person, name, text)) == text
        raw = vault.path.read_bytes()
        assert not [text for texts in people.values() for _, text in texts if len(text) > 6 and text.encode() in raw]


@pytest.mark.parametrize("people", [0, 1, 2, 5])
def test_many_people_are_written_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, people: int) -> None:
    monkeypatch.setattr("graph.vault.vault._PEOPLE_A_LINE", 2)
    vault = Vault(tmp_path / "names.vault", KEY)
    for number in range(people):
        vault.add(f"p{number}", [("name", f"Person\n{number}\ud800")])
    vault.save()
    again = Vault.open(vault.path, KEY)
    assert len(again) == people
    assert [list(again.texts(f"p{n}").values()) for n in range(people)] == [
        [("name", f"Person\n{n}\ud800")] for n in range(people)
    ]


def test_no_file_is_an_empty_vault_and_nothing_is_made(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path / "names.vault", KEY)
    assert len(vault) == 0
    assert vault.text("p1", "0" * 32) is None
    assert vault.text("p1", None) is None
    assert list(tmp_path.iterdir()) == []


def test_only_what_is_referred_to_is_kept(tmp_path: Path) -> None:
    vault = filled(tmp_path / "names.vault")
    vault.add("p1", [("name", "Ann Baker"), *ANN])
    assert len(vault.texts("p1")) == 3
    married = vault.digest("p1", "name", "Ann Baker")
    vault.keep("p1", {married, "unknown"})
    assert vault.texts("p1") == {married: ("name", "Ann Baker")}
    vault.keep("p1", ())
    assert len(vault) == 0


def test_equal_names_of_two_people_are_not_to_be_seen() -> None:
    assert KEY.digest("p1", "name", "Ann") != KEY.digest("p2", "name", "Ann")
    assert KEY.digest("p1", "name", "Ann") != KEY.digest("p1", "email", "Ann")
    assert KEY.digest("p1", "name", "Ann") != OTHER.digest("p1", "name", "Ann")
    assert KEY.digest("p1", "name", "Ann") == PersonKey(KEY.secret, "elsewhere").digest("p1", "name", "Ann")


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path / "names.vault").path
    before = path.read_bytes()
    with pytest.raises(LooplineError, match="was written with another key than the one in elsewhere") as refused:
        Vault.open(path, OTHER)
    assert "LOOPLINE_PERSON_KEY" in refused.value.fix
    assert path.read_bytes() == before


@pytest.mark.parametrize("change", ["cut", "longer", "first line", "check", "body", "end", "empty", "text"])
def test_a_damaged_file_is_refused(tmp_path: Path, change: str) -> None:
    path = filled(tmp_path / "names.vault").path
    raw = path.read_bytes()
    flipped = {"first line": 3, "body": len(raw) - 20, "end": len(raw) - 1}
    if change in flipped:
        at = flipped[change]
        raw = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
    else:
        line = raw.index(b"\n") + 1
        raw = {
            "cut": raw[:-5],
            "longer": raw + b"x",
            "check": raw[:line] + b"zz" + raw[line + 2 :],
            "empty": b"",
            "text": b"person_id,name\np1,Ann\n",
        }[change]
    path.write_bytes(raw)
    with pytest.raises(LooplineError, match="damaged") as refused:
        Vault.open(path, KEY)
    assert str(path) in refused.value.message
    assert "backup" in refused.value.fix
    assert path.read_bytes() == raw, "never overwritten"


def test_a_file_of_another_version_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "names.vault").path
    path.write_bytes(path.read_bytes().replace(b"names 1\n", b"names 2\n", 1))
    with pytest.raises(LooplineError, match="another version of Loopline"):
        Vault.open(path, KEY)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        path = filled(tmp_path / "new" / "names.vault").path
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = filled(tmp_path / "names.vault")
    before = vault.path.read_bytes()
    vault.add("p2", [("name", "Bob Bold")])

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LooplineError, match="No space left on device"):
        vault.save()
    assert vault.path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["names.vault"]


def test_the_same_content_is_encrypted_differently_each_time(tmp_path: Path) -> None:
    path = tmp_path / "x"
    seen = set()
    for _ in range(3):
        sealed_file.write(path, KEY, [b"the ", b"same"], KIND)
        seen.add(path.read_bytes())
        assert sealed_file.read(path, KEY, KIND) == b"the same"
    assert len(seen) == 3


def test_each_graph_has_a_vault_of_its_own(tmp_path: Path) -> None:
    own = Settings(home=tmp_path)
    there = Settings(home=tmp_path, uri="bolt://graph.example.org")
    same = Settings(home=tmp_path, uri="neo4j+s://graph.example.org:7687")
    other = Settings(home=tmp_path, uri="bolt://graph.example.org", database="../two")
    files = [vault_file(each) for each in (own, there, same, other)]
    assert files[0] == tmp_path / "names.vault"
    assert files[1] == files[2]
    assert len(set(files)) == 3
    assert {path.parent for path in files} == {tmp_path}
    assert all(path.suffix == ".vault" for path in files)


def test_a_reader_without_any_key_finds_no_vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert known_vault(Settings(home=tmp_path)) is None
    monkeypatch.setenv("LOOPLINE_PERSON_KEY", "a key for tests")
    filled(tmp_path / "names.vault")
    vault = known_vault(Settings(home=tmp_path))
    assert vault is not None
    assert len(vault) == 1
