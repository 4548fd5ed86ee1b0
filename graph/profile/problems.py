"""All problems of a profile file at once, each with its line, for authors of profiles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from graph.errors import InputError
from graph.model.vocabulary import LEVELS
from graph.profile.checks import problems
from graph.profile.fields import Break, Declared, RequiredPair, TeamType, Threshold, Tier
from graph.suggest import ended
from graph.validation_messages import fields_of, place_of, say_misfit
from graph.yaml_text import compose, construct, read_file

_PARTS = (Declared, Tier, TeamType, RequiredPair, Break, Threshold)
_LISTS: Mapping[str, type[BaseModel]] = {
    "tiers": Tier,
    "team_types": TeamType,
    "pairs": RequiredPair,
    "breaks": Break,
}


@dataclass(frozen=True)
class Problem:
    """One problem in a profile file.

    Attributes:
        line: The line, from 1; None for the file as a whole.
        field: The field, as names joined with periods; empty for the file as a whole.
        problem: What is wrong.
        fix: What to do about it.
    """

    line: int | None
    field: str
    problem: str
    fix: str

    def facts(self) -> dict[str, Any]:
        """The problem as fields."""
        return asdict(self)


def problems_of(path: Path) -> list[Problem]:
    """All problems of a profile file, by line; empty if it is valid.

    A file that is not YAML has one problem, because the rest can't be checked.

    Args:
        path: The file.
    """
    try:
        tree = compose(read_file(path), str(path))
        content = construct(tree, str(path))
    except InputError as error:
        said = error.message.removeprefix(f"{path}").removeprefix(f", line {error.line}").removeprefix(": ")
        return [Problem(error.line, "", said, error.fix)]
    if tree is None or not isinstance(content, dict):
        return [Problem(None, "", "The file holds no fields.", "Write fields as `name: value`, as in education.yaml.")]
    found = [*_of_shape(content, tree), *_of_whole(content, tree)]
    return sorted(found, key=lambda each: (each.line or 0, each.field))


def _of_shape(content: dict[str, Any], tree: yaml.Node) -> Iterator[Problem]:
    """Fields that are unknown, missing, or have a wrong value."""
    seen: set[str] = set()
    for misfit in _misfits(Declared, content):
        place, said = place_of(misfit, content), say_misfit(misfit, fields_of(_PARTS))
        what, _, fix = said.partition("; ")
        if misfit["type"] == "extra_forbidden":
            what, fix = said, "Remove the field, or correct its name."
            place = ".".join(part for part in (place, str(misfit["loc"][-1])) if part)
        elif misfit["type"] == "missing":
            what, fix = "the field is missing", "Add it."
        if place in seen:
            continue  # a value that could be of two types is reported once
        seen.add(place)
        fix = fix or "Correct the value."
        yield Problem(_line(tree, misfit["loc"]), place, ended(what), f"{fix[:1].upper()}{fix[1:].rstrip('.')}.")


def _misfits(model: type[BaseModel], content: object) -> list[Any]:
    try:
        # Through JSON, because only there strict validation accepts a list for a tuple.
        model.model_validate_json(json.dumps(content, default=str))
    except ValidationError as error:
        return list(error.errors(include_url=False))
    return []


def _of_whole(content: dict[str, Any], tree: yaml.Node) -> Iterator[Problem]:
    """Problems between the readable parts; none about names in an unreadable part."""
    kept, places, unsure = _readable(content)
    # A misspelled level makes everything at that level seem wrong; only the misspelling is reported.
    unsure |= {text for tier in kept.tiers if tier.level not in LEVELS for text in _texts(tier.model_dump())}
    for problem in problems(kept):
        if unsure & set(problem.about):
            continue
        at = problem.at
        if len(at) > 1 and at[0] in places and isinstance(at[1], int):
            at = (at[0], places[str(at[0])][at[1]], *at[2:])
        yield Problem(_line(tree, at), problem.field, ended(problem.what), problem.fix)


def _readable(content: dict[str, Any]) -> tuple[Declared, dict[str, list[int]], set[str]]:
    """The readable parts; the positions of list entries in the file; and all texts in the unreadable parts."""
    parts: dict[str, Any] = {"name": "x", "title": "x"}
    places: dict[str, list[int]] = {}
    unsure: set[str] = set()
    for name, model in _LISTS.items():
        given = content.get(name)
        entries = given if isinstance(given, list) else []
        good = [index for index, entry in enumerate(entries) if not _misfits(model, entry)]
        places[name] = good
        parts[name] = tuple(model.model_validate_json(json.dumps(entries[index], default=str)) for index in good)
        unsure |= {text for index, entry in enumerate(entries) if index not in good for text in _texts(entry)}
    parts["families"] = _known(content.get("families"), TypeAdapter(str))
    parts["thresholds"] = _known(content.get("thresholds"), TypeAdapter(Threshold))
    for name in ("families", "thresholds"):
        given = content.get(name)
        unsure |= set(given if isinstance(given, dict) else ()) - set(parts[name])
    return Declared.model_construct(**parts), places, unsure


def _known(given: object, adapter: TypeAdapter[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in given.items() if isinstance(given, dict) else ():
        try:
            found[str(name)] = adapter.validate_json(json.dumps(value, default=str), strict=True)
        except ValidationError:
            continue
    return found


def _texts(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for value in entry.values():
            yield from _texts(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from _texts(value)


def _line(tree: yaml.Node, at: tuple[str | int, ...]) -> int:
    """The line of a field, or of its parent if it is missing."""
    node, line = tree, tree.start_mark.line + 1
    for part in at:
        if isinstance(node, yaml.MappingNode):
            entry = next(((key, value) for key, value in node.value if key.value == part), None)
            if entry is None:
                return line
            line, node = entry[0].start_mark.line + 1, entry[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            return line
    return line
