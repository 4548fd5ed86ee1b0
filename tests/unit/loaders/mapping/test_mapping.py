"""Mappings: what their YAML may say, and how every mistake in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError, UsageError
from graph.model.sheets import SHEETS
from loaders.mapping.file import find, parse, shipped

GOOD = """
name: good
title: A good mapping
files:
  staff:
    pattern: "staff*.csv"
    person_key: [Name]
rows:
  - sheet: units
    values: {unit_id: X, name: The state, level: state}
sheets:
  - sheet: people
    from: staff
    parents: true
    columns:
      person_id: {person_key: true}
      name: Name
"""


@pytest.mark.parametrize("name", shipped())
def test_shipped_mappings_hold_together(name: str) -> None:
    mapping = find(name)
    assert mapping.name == name
    assert mapping.title
    assert all(block.sheet in SHEETS for block in mapping.sheets)


def test_there_are_shipped_mappings() -> None:
    assert {"askted", "cps_roster", "contacts"} <= set(shipped())


def test_words_stay_text() -> None:
    mapping = parse(GOOD.replace("unit_id: X", "unit_id: 007").replace("name: The state", "name: no"), "good.yaml")
    assert mapping.rows[0].values == {"unit_id": "007", "name": "no", "level": "state"}
    assert mapping.sheets[0].parents is True
    assert mapping.files["staff"].single is True


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("sheet: people", "sheet: peopel", 11, "unknown sheet 'peopel'; did you mean 'people'?"),
        ("      name: Name", "      nmae: Name", 16, "the sheet people has no column 'nmae'; did you mean 'name'?"),
        ("      person_id: {person_key: true}\n", "", 11, "the sheet people also needs: person_id"),
        ("parents: true", "parent: true", 13, "unknown field 'parent'; did you mean 'parents'?"),
        ("parents: true", "parents: perhaps", 13, "sheets.1.parents"),
        ("from: staff", "from: stuff", 12, "which is not under files; did you mean 'staff'?"),
        ("    person_key: [Name]\n", "", 1, "files.staff declares no person_key"),
        ("name: Name", "name: {column: Name, value: x}", 16, "give exactly one of: column, join, value, person_key"),
        ("name: Name", "name: {strip: x}", 16, "give exactly one of: column, join, value, person_key"),
        ("name: Name", "name: {column: Name, remove: '('}", 16, "'(' is not a valid pattern"),
        ("name: Name", "name: {column: Name, match: [{pattern: '[', then: x}]}", 16, "'[' is not a valid pattern"),
        (
            "name: Name",
            "name: {column: Name, match: [{pattern: a, then: '\\1'}]}",
            16,
            "names a group that the pattern",
        ),
        ("name: Name", "name: {column: Name, date: '%Q'}", 16, "'%Q' is not a date format"),
        ("name: Name", "name: [Name]", 16, "sheets.1.columns.name"),
        ("name: good", "name: Good Mapping", 1, "name:"),
        ("title: A good mapping\n", "", 1, "title: this field is required"),
        ("level: state", "level: state, levle: x", 9, "the sheet units has no column 'levle'; did you mean 'level'?"),
        (", level: state", "", 8, "the sheet units also needs: level"),
        ("files:\n", "files: {}\nother:\n", 3, "files:"),
        ("    parents: true\n", "    parents: true\n    total: fte\n", 14, "total names 'fte'"),
        (
            "    parents: true\n",
            "    parents: true\n    total: name\n",
            14,
            "total names 'name', which is not a number",
        ),
        ("title: A good mapping", "title: [A", 3, "This is not valid YAML"),
        ("title: A good mapping", "title: A\ntitle: B", 3, "The key 'title' appears twice."),
        ("title: A good mapping", "title: &a A\nname: *a", 3, "An alias (`*name`) is not allowed."),
        ("title: A good mapping", "? [a, b]\n: A", 2, "A key must be a word."),
        ("title: A good mapping", "title: A\x00", None, "This is not valid YAML"),
    ],
)
def test_mistakes_are_told_with_their_place(old: str, new: str, line: int | None, said: str) -> None:
    assert old in GOOD
    with pytest.raises(InputError) as caught:
        parse(GOOD.removeprefix("\n").replace(old, new, 1), "my.yaml")
    assert said in caught.value.message
    assert caught.value.file == "my.yaml"
    assert caught.value.line == line
    assert caught.value.fix.endswith(".")
    assert "pydantic" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "does not contain a mapping"),
        ("- a\n- b\n", "does not contain a mapping"),
        ("just words", "does not contain a mapping"),
        ("[" * 100_000, "nested too deeply"),
        ("a: b\n" * 300_000, "longer than"),
        ("a: 1\n---\nb: 2\n", "not valid YAML"),
        ("!!python/object/apply:os.system [x]", "does not contain a mapping"),
    ],
)
def test_files_that_are_no_mapping(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse(text, "my.yaml")


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no mapping 'asktd'.*did you mean 'askted'"):
        find("asktd")
    (tmp_path / "mine.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="can't be read"):
        find(str(tmp_path / "mine.yaml"))
    (tmp_path / "mine.yaml").write_text(GOOD, encoding="utf-8")
    assert find(str(tmp_path / "mine.yaml")).name == "good"
