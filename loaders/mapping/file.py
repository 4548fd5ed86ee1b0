"""Reading a mapping's YAML file: every mistake is told with file, line, place and fix."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from graph.errors import InputError, UsageError
from graph.validation_messages import fields_of, say_misfit
from loaders.gather import near
from loaders.mapping.mapping import Block, Cell, File, Join, Mapping, Match, Row, When

MAX_SIZE = 1_000_000  # characters: the longest mapping anyone writes has a few thousand
MAX_DEPTH = 30

_WORDS = fields_of((Block, Cell, File, Join, Mapping, Match, Row, When))


_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The loader in C where there is one."""


class _Loader(_Base):  # type: ignore[misc]
    """Every scalar is text, so that 01, no and 2026-09-01 stay what they are; a key that stands twice is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="a key must be a word", problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value!r} stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return dict(super().construct_mapping(node, deep=deep))


def shipped() -> list[str]:
    """Names of the mappings that Loopline brings."""
    folder = resources.files("loaders.mapping")
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))


def find(name: str) -> Mapping:
    """A shipped mapping by name, or one from a file.

    Raises:
        UsageError: No mapping has that name and no such file is there.
        InputError: The file is not a mapping.
    """
    if name in shipped():
        text = (resources.files("loaders.mapping") / f"{name}.yaml").read_text(encoding="utf-8")
        return parse(text, f"{name}.yaml")
    path = Path(name)
    if not path.is_file():
        raise UsageError(
            f"There is no mapping {name!r} and no file of that name.{near(name, shipped())}",
            f"Shipped mappings: {', '.join(shipped())}. Or give the path of a YAML file.",
        )
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MAX_SIZE + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("The mapping can't be read.", "Save it as text in UTF-8.", file=name) from error
    return parse(text, name)


def parse(text: str, file: str) -> Mapping:
    """A mapping from YAML text.

    Raises:
        InputError: It is not YAML, or not a mapping; the message names the place and the fix.
    """
    tree = _read(text, file)
    if not isinstance(tree, yaml.MappingNode):
        raise InputError("It holds no mapping.", "See the shipped mappings for the form.", file=file)
    try:
        return Mapping.model_validate(_construct(tree, file))
    except ValidationError as error:
        raise _refusal(error, tree, file) from None


def _read(text: str, file: str) -> yaml.Node | None:
    """The tree of a YAML text, without aliases: a few of them could unfold into any amount of memory."""
    if len(text) > MAX_SIZE:
        raise InputError(f"It is longer than {MAX_SIZE:,} characters.", "Give a mapping.", file=file)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_Base):
            line = event.start_mark.line + 1 if event.start_mark else None
            if isinstance(event, yaml.AliasEvent):
                raise InputError("It holds an alias (`*name`).", "Write it out instead.", file=file, line=line)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise InputError("It is nested too deeply.", "Give a mapping.", file=file, line=line)
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise _not_yaml(error, file) from None


def _construct(tree: yaml.Node, file: str) -> Any:  # noqa: ANN401 - whatever YAML holds
    loader = _Loader("")
    try:
        return loader.construct_document(tree)
    except yaml.YAMLError as error:
        raise _not_yaml(error, file) from None
    finally:
        loader.dispose()


def _not_yaml(error: yaml.YAMLError, file: str) -> InputError:
    mark: yaml.Mark | None = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    return InputError(
        f"It is not valid YAML: {said}.",
        "Correct the indentation, the quotes or the key there.",
        file=file,
        line=mark.line + 1 if mark else None,
    )


def _refusal(error: ValidationError, tree: yaml.Node, file: str) -> InputError:
    first = error.errors(include_url=False)[0]
    place, at = _place(tree, first["loc"])
    said = say_misfit(first)
    named = re.search(r"'([^']+)'", said)
    line = (_line_of(at, named[1]) if named else None) or at.start_mark.line + 1
    if first["type"] == "extra_forbidden":
        said = f"this is no word of a mapping.{near(str(first['loc'][-1]), _WORDS)}"
    elif first["type"].startswith("model"):
        said = "here belongs a description in words and values, such as {column: Name}"
    return InputError(
        f"{place}: {said}".rstrip(".").replace("?.", "?") + ("" if said.endswith("?") else "."),
        "Correct the mapping there.",
        file=file,
        line=line,
    )


def _place(tree: yaml.Node, path: Sequence[int | str]) -> tuple[str, yaml.Node]:
    """A place in the tree as words, and the nearest node to it; list items are counted from 1."""
    words: list[str] = []
    at: yaml.Node = tree
    for step in path:
        words.append(str(step + 1) if isinstance(step, int) else step)
        if isinstance(at, yaml.MappingNode):
            at = next((value for key, value in at.value if key.value == step), at)
        elif isinstance(at, yaml.SequenceNode) and isinstance(step, int) and step < len(at.value):
            at = at.value[step]
    return ".".join(words) or "the mapping", at


def _line_of(node: yaml.Node, text: str) -> int | None:
    """The line of the first word with this text below a node."""
    if isinstance(node, yaml.ScalarNode):
        return node.start_mark.line + 1 if node.value == text else None
    parts = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
    return next((line for part in parts if (line := _line_of(part, text))), None)
