"""The YAML reader for profiles, query headers, mappings and test cases.

It accepts only a safe subset: no tags that make objects, no aliases (a few of them could expand into any amount of
memory), no duplicate keys (YAML would silently keep the last), and no key that is not a word.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from graph.errors import InputError

MAX_SIZE = 1_000_000  # characters: the longest file anyone writes has a few thousand
MAX_DEPTH = 30

_Typed: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Reads numbers, flags and dates as such; uses the C loader if available."""
_Plain: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as text, so that 01, no and 2026-09-01 stay as they are."""
_WORD = "tag:yaml.org,2002:str"
_DAY = "tag:yaml.org,2002:timestamp"


def read_yaml(text: str, file: str, *, as_text: bool = False) -> Any:  # noqa: ANN401 - whatever YAML holds
    """The content of a YAML text.

    Args:
        text: The text.
        file: The file's name, for messages.
        as_text: Whether every value stays text.

    Raises:
        InputError: It is not YAML, or contains something that is not accepted; names file, line and fix.
    """
    return construct(compose(text, file, as_text=as_text), file, as_text=as_text)


def read_file(path: Path) -> str:
    """The text of a YAML file, up to one character over the limit.

    Raises:
        InputError: It can't be read as text in UTF-8.
    """
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(MAX_SIZE + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("This file can't be read.", "Save it as text in UTF-8.", file=str(path)) from error


def compose(text: str, file: str, *, as_text: bool = False) -> yaml.Node | None:
    """The checked tree of a YAML text, whose nodes know their lines; None for an empty text.

    Raises:
        InputError: As `read_yaml`.
    """
    if len(text) > MAX_SIZE:
        raise InputError(f"This file is longer than {MAX_SIZE:,} characters.", "Shorten it.", file=file)
    try:
        _check_events(text, file)
        tree = yaml.compose(text, Loader=_loader(as_text))
    except yaml.YAMLError as error:
        raise _invalid(error, file) from None
    if tree is not None:
        _check_keys(tree, file)
    return tree


def construct(tree: yaml.Node | None, file: str, *, as_text: bool = False) -> Any:  # noqa: ANN401 - whatever YAML holds
    """The values of a checked tree; None for no tree.

    Raises:
        InputError: A value is impossible, such as 2026-02-30.
    """
    loader = _loader(as_text)("")
    try:
        if tree is None:
            return None
        for node in _scalars(tree):
            _check_day(loader, node, file)
        return loader.construct_document(tree)
    except yaml.YAMLError as error:
        raise _invalid(error, file) from None
    finally:
        loader.dispose()


def _loader(as_text: bool) -> Any:  # noqa: ANN401, FBT001 - PyYAML's classes are untyped; one of two readings
    return _Plain if as_text else _Typed


def _check_events(text: str, file: str) -> None:
    """Reject aliases and deep nesting before a tree is built."""
    depth = 0
    for event in yaml.parse(text, Loader=_Plain):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            raise InputError("An alias (`*name`) is not allowed.", "Write out the value.", file=file, line=line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise InputError("This is nested too deeply.", f"Use at most {MAX_DEPTH} levels.", file=file, line=line)


def _check_keys(node: yaml.Node, file: str) -> None:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _check_keys(item, file)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag != _WORD:
            raise InputError("A key must be a word.", "Put numbers, dates, yes and no in quotes.", file=file, line=line)
        if key.value in seen:
            raise InputError(f"The key {key.value!r} appears twice.", "Keep one of them.", file=file, line=line)
        seen.add(key.value)
        _check_keys(value, file)


def _scalars(node: yaml.Node) -> list[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        return [node]
    parts = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else node.value
    return [found for part in parts for found in _scalars(part)]


def _check_day(loader: Any, node: yaml.ScalarNode, file: str) -> None:  # noqa: ANN401 - PyYAML's classes are untyped
    if node.tag != _DAY:
        return
    try:
        loader.construct_yaml_timestamp(node)
    except (ValueError, AttributeError):  # a handwritten tag can precede any text
        raise InputError(
            f"{node.value[:40]!r} is not a date.",
            "Use YYYY-MM-DD, for example 2026-09-01.",
            file=file,
            line=node.start_mark.line + 1,
        ) from None


def _invalid(error: yaml.YAMLError, file: str) -> InputError:
    mark: yaml.Mark | None = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it can't be parsed"
    return InputError(
        f"This is not valid YAML: {what}.",
        "Correct the indentation or the quotes there.",
        file=file,
        line=mark.line + 1 if mark else None,
    )
