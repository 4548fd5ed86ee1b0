"""YAML: whichever file holds it, the same is refused in the same words, with file and line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError, LooplineError
from graph.profile.profile import Profile
from graph.queries.catalog import read_query
from graph.yaml_text import MAX_DEPTH, read_yaml
from loaders.mapping.file import parse
from tests.cases import read_cases


def by_profile(text: str, folder: Path) -> None:
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    Profile.load(folder / "own.yaml")


def by_query(text: str, folder: Path) -> None:
    (folder / "findings").mkdir(exist_ok=True)
    path = folder / "findings" / "own.cypher"
    header = "".join(f"// {line}\n" for line in text.splitlines())
    path.write_text(header + "MATCH (n) RETURN n;\n", encoding="utf-8")
    read_query(path)


def by_mapping(text: str, folder: Path) -> None:
    del folder
    parse(text, "own.yaml")


def by_case(text: str, folder: Path) -> None:
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    read_cases(folder / "own.yaml")


REFUSED = [
    ("title: a\ntitle: b\n", 2, "The key 'title' appears twice. Keep one of them."),
    ("a: {b: 1, b: 2}\n", 1, "The key 'b' appears twice. Keep one of them."),
    ("a: 1\n? [b]\n: 2\n", 2, "A key must be a word."),
    ("a: &x 1\nb: *x\n", 2, "An alias (`*name`) is not allowed. Write out the value."),
    ("a: &x [*x]\n", 1, "An alias (`*name`) is not allowed. Write out the value."),
    ("a: [b\nc: 1\n", 2, "This is not valid YAML"),
    ("a: " + "[" * 99 + "]" * 99, 1, "This is nested too deeply."),
]


@pytest.mark.parametrize("read", [by_profile, by_query, by_mapping, by_case])
@pytest.mark.parametrize(("text", "line", "said"), REFUSED)
def test_every_reader_refuses_the_same(
    read: Callable[[str, Path], None], text: str, line: int, said: str, tmp_path: Path
) -> None:
    with pytest.raises(LooplineError) as refused:
        read(text, tmp_path)
    assert f", line {line}: {said}" in str(refused.value)
    assert "own." in str(refused.value)
    assert refused.value.fix


@pytest.mark.parametrize("key", ["1", "1.5", "yes", "null", "2026-09-01", "~", "<<"])
def test_a_key_that_is_no_word_is_refused_unless_all_is_text(key: str) -> None:
    with pytest.raises(InputError, match="line 1: A key must be a word"):
        read_yaml(f"{key}: {{}}\n", "own.yaml")
    assert read_yaml(f"{key}: 1\n", "own.yaml", as_text=True) == {key: "1"}


def test_a_day_that_is_none_is_refused_with_its_line() -> None:
    with pytest.raises(InputError, match=r"line 2: '2026-02-30' is not a date. Use YYYY-MM-DD"):
        read_yaml("a: 1\nb: 2026-02-30\n", "own.yaml")
    assert read_yaml("b: 2026-02-28\n", "own.yaml") == {"b": date(2026, 2, 28)}
    with pytest.raises(InputError):
        read_yaml("b: !!timestamp soon\n", "own.yaml")
    with pytest.raises(InputError, match="not valid YAML"):
        read_yaml("b: !!python/object/apply:os.system [x]\n", "own.yaml")


def test_depth_is_taken_up_to_its_limit() -> None:
    assert read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "own.yaml")
    assert read_yaml("", "own.yaml") is None


LINE_ENDS = "\x85\u2028\u2029"
"""YAML takes these for line ends, and folds them as it does a new line: what was written can't come back."""
WORDS = st.text("abcdefgh", min_size=1, max_size=8).map("k".__add__)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(exclude_characters=LINE_ENDS, codec="utf-8"))
    | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


class Plain(yaml.SafeDumper):
    """Writes no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


@given(VALUES)
def test_what_was_written_is_read(value: Any) -> None:
    assert read_yaml(yaml.dump(value, Dumper=Plain, allow_unicode=True), "own.yaml") == value
