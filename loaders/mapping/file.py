"""Read a mapping's YAML file: every mistake is reported with file, line, field and fix."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import yaml
from pydantic import BaseModel, ValidationError

from graph.errors import InputError, UsageError
from graph.suggest import did_you_mean, ended
from graph.validation_messages import fields_of, say_misfit
from graph.yaml_text import compose, construct, read_file
from loaders.mapping.mapping import Ancestors, Block, Cell, File, Join, Mapping, Match, Newest, Row, Unpivot, When

_PARTS: dict[str, type[BaseModel]] = {
    "files": File,
    "joins": Join,
    "newest": Newest,
    "rows": Row,
    "sheets": Block,
    "when": When,
    "both_ways": When,
    "any_of": When,
    "not": When,
    "unpivot": Unpivot,
    "ancestors": Ancestors,
    "columns": Cell,
    "match": Match,
}
"""What stands below a word of a mapping."""


def shipped() -> list[str]:
    """Names of the mappings that ship with Loopline."""
    folder = resources.files("loaders.mapping")
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))


def find(name: str) -> Mapping:
    """A shipped mapping by name, or one from a file.

    Raises:
        UsageError: No mapping has that name, and there is no such file.
        InputError: The file is not a mapping.
    """
    if name in shipped():
        text = (resources.files("loaders.mapping") / f"{name}.yaml").read_text(encoding="utf-8")
        return parse(text, f"{name}.yaml")
    path = Path(name)
    if not path.is_file():
        raise UsageError(
            ended(f"There is no mapping {name!r} and no file with that name{did_you_mean(name, shipped())}"),
            f"Shipped mappings: {', '.join(shipped())}. Or give the path to a YAML file.",
        )
    return parse(read_file(path), name)


def parse(text: str, file: str) -> Mapping:
    """A mapping from YAML text.

    Raises:
        InputError: It is not YAML, or not a mapping; the message names the field and the fix.
    """
    tree = compose(text, file, as_text=True)
    if not isinstance(tree, yaml.MappingNode):
        raise InputError("This file does not contain a mapping.", "See the shipped mappings for examples.", file=file)
    try:
        return Mapping.model_validate(construct(tree, file, as_text=True))
    except ValidationError as error:
        raise _refusal(error, tree, file) from None


def _refusal(error: ValidationError, tree: yaml.Node, file: str) -> InputError:
    first = error.errors(include_url=False)[0]
    place, at = _place(tree, first["loc"])
    allowed = fields_of([_part(first["loc"])])
    message = say_misfit(first, allowed)
    if first["type"] == "extra_forbidden":
        message = (
            f"{message} Allowed here: {', '.join(allowed)}"
            if message.endswith("?")
            else (f"{message}; allowed here: {', '.join(allowed)}")
        )
    named = re.search(r"'([^']+)'", message)
    line = (_line_of(at, named[1]) if named else None) or at.start_mark.line + 1
    if first["type"].startswith("model"):
        message = "expected fields with values, such as {column: Name}"
    return InputError(
        ended(f"{place}: {message}"),
        "Correct the mapping.",
        file=file,
        line=line,
    )


def _part(path: Sequence[int | str]) -> type[BaseModel]:
    """What the field at the end of a path is part of."""
    above = [step for step in path[:-1] if step in _PARTS]
    return _PARTS[str(above[-1])] if above else Mapping


def _place(tree: yaml.Node, path: Sequence[int | str]) -> tuple[str, yaml.Node]:
    """A field's path in words, and the nearest node to it; list items are counted from 1."""
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
