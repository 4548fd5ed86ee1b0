"""Whatever does not fit into a profile, a mapping or a query's header is told in Loopline's words."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph.errors import InputError, LooplineError
from graph.profile.fields import Break, RequiredPair, TeamType, Threshold, Tier
from graph.profile.profile import FOLDER, Profile
from graph.queries.catalog import Column, Param, Population, Query, QueryFileError, read_query
from graph.validation_messages import FORMS, fields_of, place_of, say_misfit
from loaders.mapping.file import parse
from loaders.mapping.mapping import Block, Cell, File, Join, Mapping, Match, Row, When
from tests.support.fake_answers import HEADER, write_query
from tests.unit.loaders.mapping.test_mapping import GOOD

FOREIGN = re.compile(
    r"Input should|Value error|Field required|Extra inputs|valid (integer|number|string|boolean)|should (have|match|be)"
    r"|pydantic|dictionary|tuple|JSON|instance of|unable to|constrained|\[type=",
    re.IGNORECASE,
)
WRONG: list[Any] = [None, "", "x y", [], ["x"], [[]], {}, {"x": 1}, 5, -1.5, True, float("nan"), float("inf"), 10**30]
MODELS: tuple[type[BaseModel], ...] = (
    *(Profile, Tier, TeamType, RequiredPair, Break, Threshold),
    *(Query, Param, Column, Population),
    *(Mapping, Block, Cell, File, Join, Match, Row, When),
)


def places(content: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a file, of lists only the first entry."""
    yield here
    entries = (
        content.items() if isinstance(content, dict) else enumerate(content[:1] if isinstance(content, list) else ())
    )
    for key, value in entries:
        yield from places(value, (*here, key))


def bent(content: Any, place: tuple[Any, ...], value: Any) -> Any:
    """The content with something else at a place."""
    if not place:
        return value
    content = copy.deepcopy(content)
    at = content
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    return content


def dumped(content: Any) -> str:
    return str(yaml.dump(content, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper)))


def spoken(error: LooplineError, file: str = "") -> None:
    assert file in str(error)
    assert not FOREIGN.search(str(error)), str(error)
    assert error.fix


@pytest.mark.slow
def test_a_profile_is_refused_in_our_words(tmp_path: Path) -> None:
    right = yaml.safe_load((FOLDER / "education.yaml").read_text(encoding="utf-8"))
    right["thresholds"] = {name: right["thresholds"][name] for name in sorted(right["thresholds"])}
    path = tmp_path / "own.yaml"
    refused = 0
    short = {**right, "thresholds": dict(list(right["thresholds"].items())[:1])}
    for place in places(short):
        for value in WRONG:
            path.write_text(dumped(bent(right, place, value)), encoding="utf-8")
            try:
                Profile.load(path)
            except LooplineError as error:
                refused += 1
                spoken(error, str(path))
    assert refused > 400


def test_a_mapping_is_refused_in_our_words() -> None:
    right = yaml.safe_load(GOOD)
    refused = 0
    for place in places(right):
        for value in WRONG:
            try:
                parse(dumped(bent(right, place, value)), "my.yaml")
            except InputError as error:
                refused += 1
                spoken(error)
    assert refused > 100


def test_a_query_header_is_refused_in_our_words(tmp_path: Path) -> None:
    right = yaml.safe_load(HEADER.format(id="s01_x"))
    right["params"] = {"n": {"type": "whole", "default": 5, "help": "n"}}
    refused = 0
    for place in places(right):
        for value in WRONG:
            path = write_query(tmp_path, header=dumped(bent(right, place, value)).replace("{", "{{").replace("}", "}}"))
            try:
                read_query(path)
            except QueryFileError as error:
                refused += 1
                spoken(error)
    assert refused > 100


def test_every_pattern_has_words() -> None:
    declared = {
        rule.pattern
        for model in MODELS
        for field in model.model_fields.values()
        for rule in field.metadata
        if getattr(rule, "pattern", None)
    }
    assert declared
    assert declared <= FORMS.keys()


class Own(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    share: float | int = Field(ge=0)
    words: list[str] = Field(default=[], alias="said")


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        ({"share": "a lot"}, "share", "expected a number, found 'a lot'"),
        ({"share": -0.5}, "share", "-0.5 is too small; use 0 or more"),
        ({"share": 1, "said": [1]}, "said.0", "expected text, found 1"),
        ({"share": 1, "said": {}}, "said", "expected a list, found a group of fields"),
        ({}, "share", "this field is required"),
        ({"share": 1, "words": []}, "", "unknown field 'words'"),
        ({"share": "x" * 99}, "share", f"expected a number, found '{'x' * 40}...'"),
    ],
)
def test_a_misfit_is_placed_and_said(content: dict[str, Any], place: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Own.model_validate(content)
    first = refused.value.errors()[0]
    assert (place_of(first, content), say_misfit(first)) == (place, said)


def test_fields_are_named_as_a_file_spells_them() -> None:
    assert fields_of([Own]) == ["said", "share"]
