"""A mapping: a YAML file that says how an export's columns become the sheets' columns.

The file is checked when it is read: an unknown sheet, column or word is an error that names file, place and fix.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Dictionary
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from graph.errors import InputError, UsageError
from graph.sheets import SHEETS
from loaders.gather import near


def _as_list(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    return [value] if isinstance(value, str) else value


def _as_text(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


Names = Annotated[list[str], BeforeValidator(_as_list)]
Text = Annotated[str, BeforeValidator(_as_text)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Match(_Strict):
    """A pattern and the value that a cell holding it stands for."""

    pattern: str
    then: Text

    @model_validator(mode="after")
    def _compiles(self) -> Match:
        try:
            re.compile(self.pattern)
        except re.error as error:
            raise ValueError(f"{self.pattern!r} is no pattern: {error}") from None
        return self


class Cell(_Strict):
    """How one column of a sheet is filled.

    The steps in this order: the first of the named headers that the file has (or several joined with a blank, a
    constant, the person's key), trimming, removal, value map, patterns, date format, default, prefix.
    """

    column: Names = Field(default_factory=list, description="Header in the file; several: the first that is there.")
    join: list[str] = Field(default_factory=list, description="Headers whose cells are joined with a blank.")
    value: Text | None = Field(None, description="The same text on every row.")
    person_key: bool = Field(default=False, description="The person's id, hashed from the file's person_key columns.")
    strip: str = Field("", description="Characters trimmed from both ends, beside blanks.")
    remove: str = Field("", description="Pattern whose matches are taken out.")
    map: dict[Text, Text] = Field(default_factory=dict, description="Whole cells and what they stand for.")
    match: list[Match] = Field(default_factory=list, description="Patterns; the first that is found decides.")
    date: str = Field("", description="Format of the file's dates, as for strptime: %m/%d/%Y.")
    default: Text = Field("", description="Where the cell is blank or not in a map with patterns.")
    prefix: str = Field("", description="Put before a cell that is not blank.")
    title: bool = Field(default=False, description="EVERY WORD IN CAPITALS becomes Every Word In Capitals.")
    optional: bool = Field(default=False, description="Left blank where the file has none of the headers.")

    @model_validator(mode="after")
    def _one_start(self) -> Cell:
        starts = [bool(self.column), bool(self.join), self.value is not None, self.person_key]
        if sum(starts) != 1:
            raise ValueError("give exactly one of: column, join, value, person_key")
        return self

    @property
    def headers(self) -> list[str]:
        """All headers the cell may be read from."""
        return [*self.column, *self.join]


def _as_cell(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    return {"column": value} if isinstance(value, str) else value


class When(_Strict):
    """Which rows of the file make a row of the sheet."""

    column: str
    filled: bool | None = None
    equals: list[Text] = Field(default_factory=list)
    matches: str = ""


class Join(_Strict):
    """Columns of another file, found by a key; they are named `file.header`."""

    file: str
    key: str
    equals: str


class File(_Strict):
    """One file of the export, found by the pattern of its name."""

    pattern: Names
    optional: bool = False
    person_key: list[str] = Field(default_factory=list)
    joins: list[Join] = Field(default_factory=list)


class Block(_Strict):
    """Rows of one sheet, made from the rows of one file."""

    sheet: str
    file: str = Field(alias="from")
    parents: bool = False
    when: list[When] = Field(default_factory=list)
    columns: dict[str, Annotated[Cell, BeforeValidator(_as_cell)]]

    @model_validator(mode="after")
    def _known(self) -> Block:
        if self.sheet not in SHEETS:
            raise ValueError(f"{self.sheet!r} is no sheet.{near(self.sheet, SHEETS)}")
        for name in self.columns:
            if name not in SHEETS[self.sheet].columns:
                raise ValueError(
                    f"the sheet {self.sheet} has no column {name!r}.{near(name, SHEETS[self.sheet].columns)}"
                )
        missing = [c.name for c in SHEETS[self.sheet].columns.values() if c.required and c.name not in self.columns]
        if missing:
            raise ValueError(f"the sheet {self.sheet} also needs: {', '.join(missing)}")
        return self


class Row(_Strict):
    """Rows that the mapping states itself, such as the state's own unit."""

    sheet: str
    values: dict[str, Text]


class Mapping(_Strict):
    """A whole mapping."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    files: dict[str, File]
    rows: list[Row] = Field(default_factory=list)
    sheets: list[Block]

    @model_validator(mode="after")
    def _hangs_together(self) -> Mapping:
        for block in self.sheets:
            if block.file not in self.files:
                raise ValueError(f"the sheet {block.sheet} is read from {block.file!r}, which is not under files")
            needs_key = [name for name, cell in block.columns.items() if cell.person_key]
            if needs_key and not self.files[block.file].person_key:
                raise ValueError(f"{needs_key[0]} is a person's key, but files.{block.file} names no person_key")
        for name, file in self.files.items():
            for join in file.joins:
                if join.file not in self.files:
                    raise ValueError(f"files.{name} joins {join.file!r}, which is not under files")
        return self


def shipped() -> list[str]:
    """Names of the mappings that Loopline brings."""
    folder = resources.files("loaders") / "mappings"
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))


def find(name: str) -> Mapping:
    """A shipped mapping by name, or one from a file.

    Raises:
        UsageError: No mapping has that name and no such file is there.
        InputError: The file is not a mapping.
    """
    if name in shipped():
        text = (resources.files("loaders") / "mappings" / f"{name}.yaml").read_text(encoding="utf-8")
        return parse(text, f"{name}.yaml")
    path = Path(name)
    if not path.is_file():
        raise UsageError(
            f"There is no mapping {name!r} and no file of that name.{near(name, shipped())}",
            f"Shipped mappings: {', '.join(shipped())}. Or give the path of a YAML file.",
        )
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("The mapping can't be read.", "Save it as text in UTF-8.", file=name) from error
    return parse(text, name)


def parse(text: str, file: str) -> Mapping:
    """A mapping from YAML text.

    Raises:
        InputError: It is not YAML, or not a mapping; the message names the place and the fix.
    """
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InputError(
            f"It is not YAML: {getattr(error, 'problem', '') or 'unreadable'}.",
            "Correct the indentation or the quotes there.",
            file=file,
            line=mark.line + 1 if mark else None,
        ) from None
    if not isinstance(data, Dictionary):
        raise InputError("It holds no mapping.", "See the shipped mappings for the form.", file=file)
    try:
        return Mapping.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the mapping"
        said = str(first["msg"]).removeprefix("Value error, ")
        raise InputError(f"{place}: {said}.".replace("..", "."), "Correct the mapping.", file=file) from None
