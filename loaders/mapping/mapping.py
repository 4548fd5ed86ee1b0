"""A mapping: a YAML file that says how an export's columns become the sheets' columns.

This module defines its fields; `loaders.mapping.file` reads it, `loaders.mapping.loader` applies it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import regex
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from graph.model.schema import Kind
from graph.model.sheets import SHEETS
from graph.staging.date_order import DateOrder
from graph.suggest import did_you_mean
from loaders.mapping import patterns
from loaders.readers.tables import HEADER_ROWS


def _as_list(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    return [value] if isinstance(value, str) else value


def _as_cell(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    return {"column": value} if isinstance(value, str) else value


def _check_pattern(value: str) -> str:
    patterns.check(value)
    return value


def _check_date_format(value: str) -> str:
    day = datetime(2026, 9, 1, tzinfo=UTC)
    try:
        datetime.strptime(day.strftime(value), value)  # noqa: DTZ007 - only tried
    except ValueError:
        raise ValueError(f"{value!r} is not a date format; use one such as %m/%d/%Y") from None
    return value


Names = Annotated[list[str], BeforeValidator(_as_list)]
Pattern = Annotated[str, AfterValidator(_check_pattern)]
DateFormats = Annotated[list[Annotated[str, AfterValidator(_check_date_format)]], BeforeValidator(_as_list)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Match(_Strict):
    r"""A pattern and the value of a cell that matches it; `\1` in the value is the pattern's first group."""

    pattern: Pattern
    then: str

    @model_validator(mode="after")
    def _groups_are_there(self) -> Match:
        found = patterns.search("()" * patterns.groups(self.pattern), "")
        try:
            if found:
                found.expand(self.then)
        except (regex.error, IndexError):
            raise ValueError(f"{self.then!r} names a group that the pattern does not have") from None
        return self


class Cell(_Strict):
    """How one column of a sheet is filled.

    The steps in this order: the first of the named headers that the file has (or several joined with a space, a
    constant, the person's key), trimming, removal, value map, patterns, date format, capitals, hiding, prefix; the
    default if nothing is left. Headers match regardless of case, blanks and underscores.
    """

    column: Names = Field(
        default_factory=list, description="Header in the file; of several, the first one that the file has."
    )
    join: list[str] = Field(default_factory=list, description="Headers whose cells are joined with a space.")
    value: str | None = Field(None, description="The same text on every row.")
    person_key: bool = Field(default=False, description="The person's id, hashed from the file's person_key columns.")
    addresses: bool = Field(
        default=False, description="The mail addresses in the cell, each a row of its own; other text stays as it is."
    )
    split: Pattern = Field("", description="Pattern between several values in the cell; each makes a row of its own.")
    strip: str = Field("", description="Characters trimmed from both ends, in addition to spaces.")
    remove: Pattern = Field("", description="Pattern whose matches are removed.")
    map: dict[str, str] = Field(default_factory=dict, description="Whole cells and their replacements.")
    match: list[Match] = Field(default_factory=list, description="Patterns; the first that matches decides.")
    date: DateFormats = Field(
        default_factory=list,
        description="Format of the file's dates, as for strptime: %m/%d/%Y; of several, the one that fits most cells.",
    )
    times: float = Field(1, description="Number that a number in the cell is multiplied by: 0.01 for percents.")
    divide: float = Field(1, description="Number that a number in the cell is divided by: 40 for hours a week.", gt=0)
    title: bool = Field(default=False, description="EVERY WORD IN CAPITALS becomes Every Word In Capitals.")
    hide: Pattern = Field(
        "", description="A cell that matches this pattern is hashed, so that no address becomes an id."
    )
    prefix: str = Field("", description="Put before a cell that is not blank.")
    default: str = Field("", description="Used if the cell is blank or matches no map entry or pattern.")
    optional: bool = Field(default=False, description="The file may lack all of these headers.")

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


class When(_Strict):
    """A condition on the rows of a file: on one column, on what others say, or on the file's headers."""

    column: Names = Field(default_factory=list, description="Header in the file; of several, the first it has.")
    filled: bool | None = Field(None, description="Whether the cell is filled.")
    equals: Names = Field(default_factory=list, description="The cell is one of these words, whatever their case.")
    matches: Pattern = Field("", description="The cell matches this pattern.")
    no: When | None = Field(None, alias="not", description="This condition does not hold.")
    any_of: list[When] = Field(default_factory=list, description="One of these conditions holds.")
    has: Names = Field(default_factory=list, description="The file has one of these headers.")
    lacks: Names = Field(default_factory=list, description="The file has none of these headers.")

    @model_validator(mode="after")
    def _says_something(self) -> When:
        tests = [self.filled is not None, bool(self.equals), bool(self.matches)]
        if self.column and not any(tests):
            raise ValueError("say what the column holds: equals, matches or filled")
        if any(tests) and not self.column:
            raise ValueError("name the column that is meant")
        if not (self.column or self.no or self.any_of or self.has or self.lacks):
            raise ValueError("an empty condition; give column, not, any_of, has or lacks")
        return self


class Join(_Strict):
    """Columns of another file, or of other rows of the same one, looked up by a key; they are named `file.header`."""

    file: str
    key: str
    equals: str


class Newest(_Strict):
    """Rows that are each true from a date: per key only the newest on or before the as-of date counts.

    Attributes:
        by: Header of the date; further ones decide between rows of the same date, the higher value first.
        per: Headers that say whose rows these are.
    """

    by: Names = Field(min_length=1)
    per: Names = Field(min_length=1)


class Unpivot(_Strict):
    """A matrix: each filled cell of some columns makes a row, with its header in `header` and itself in `cell`.

    Attributes:
        columns: Pattern of the headers of these columns.
    """

    columns: Pattern = Field(min_length=1)


class Ancestors(_Strict):
    """A path such as `State > Region 1 > North`: each of its steps makes a row.

    The step is in `step`, the one before it in `above` (blank for the first), and its number from 1 in `depth`.

    Attributes:
        column: Header of the path.
        separator: What stands between two steps.
    """

    column: str
    separator: str = Field(min_length=1)


class File(_Strict):
    """One file of the export, found by name pattern.

    Attributes:
        pattern: Name patterns such as `roster*.csv`; case is ignored.
        optional: The export may lack it.
        single: Only one file may match; two snapshots of the same export must not mix.
        person_key: Headers from which people's ids are hashed; the first must be filled.
        person_remove: Pattern removed from these cells before they are hashed.
        joins: Files whose columns are looked up.
        header_row: Line of the column names, where it can't be told from what the mapping reads.
        trailer: Pattern; from the first row on whose first filled cell matches it nothing is read.
        fill_down: Headers of columns in which a blank cell means the value above it.
        newest: Only the newest row of each key counts.
    """

    pattern: Names
    optional: bool = False
    single: bool = True
    person_key: list[str] = Field(default_factory=list)
    person_remove: Pattern = ""
    joins: list[Join] = Field(default_factory=list)
    header_row: int | None = Field(None, ge=1, le=HEADER_ROWS)
    trailer: Pattern = ""
    fill_down: Names = Field(default_factory=list)
    newest: Newest | None = None


class Block(_Strict):
    """Rows of one sheet, made from the rows of one file.

    Attributes:
        sheet: The sheet.
        file: Key under `files`.
        parents: Several rows of the file make one row of the sheet, such as a district on each of its schools' rows.
        total: Columns of numbers to sum over the rows with equal values in all other columns.
        when: Only rows that meet all of these.
        both_ways: Rows that meet any of these also make a row with the two ends exchanged.
        unpivot: The file is a matrix.
        ancestors: A column holds a path of units.
        columns: How each column of the sheet is filled.
    """

    sheet: str
    file: str = Field(alias="from")
    parents: bool = False
    total: Names = Field(default_factory=list)
    when: list[When] = Field(default_factory=list)
    both_ways: list[When] = Field(default_factory=list)
    unpivot: Unpivot | None = None
    ancestors: Ancestors | None = None
    columns: dict[str, Annotated[Cell, BeforeValidator(_as_cell)]]

    @model_validator(mode="after")
    def _known(self) -> Block:
        _check_columns(self.sheet, set(self.columns))
        for name in self.total:
            if name not in self.columns:
                raise ValueError(
                    f"total names {name!r}, which is not among its columns{did_you_mean(name, self.columns)}"
                )
            if SHEETS[self.sheet].columns[name].kind not in (Kind.NUMBER, Kind.WHOLE):
                raise ValueError(f"total names {name!r}, which is not a number")
        if self.both_ways and not self.ends:
            raise ValueError(f"rows of the sheet {self.sheet} have no two ends that could be exchanged")
        if self.unpivot and self.ancestors:
            raise ValueError("give one of: unpivot, ancestors")
        return self

    @property
    def ends(self) -> tuple[str, str] | None:
        """The two columns between which a row of the sheet leads; None if it leads nowhere."""
        first = next(iter(SHEETS[self.sheet].edges), None)
        if first is None or not (first.start.column and first.end.column):
            return None
        return first.start.column, first.end.column


class Row(_Strict):
    """Constant rows in the mapping, such as the state's own unit."""

    sheet: str
    values: dict[str, str]

    @model_validator(mode="after")
    def _known(self) -> Row:
        _check_columns(self.sheet, {name for name, text in self.values.items() if text.strip()})
        return self


class Mapping(_Strict):
    """A whole mapping."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    date_order: DateOrder | None = None
    files: dict[str, File] = Field(min_length=1)
    rows: list[Row] = Field(default_factory=list)
    sheets: list[Block] = Field(min_length=1)

    @model_validator(mode="after")
    def _hangs_together(self) -> Mapping:
        for block in self.sheets:
            if block.file not in self.files:
                raise ValueError(
                    f"the sheet {block.sheet} is read from {block.file!r}, which is not under files"
                    f"{did_you_mean(block.file, self.files)}"
                )
            needs_key = [name for name, cell in block.columns.items() if cell.person_key]
            if needs_key and not self.files[block.file].person_key:
                raise ValueError(f"{needs_key[0]} uses person_key, but files.{block.file} declares no person_key")
        for name, file in self.files.items():
            for join in file.joins:
                if join.file not in self.files:
                    near = did_you_mean(join.file, self.files)
                    raise ValueError(f"files.{name} joins {join.file!r}, which is not under files{near}")
        return self


def _check_columns(sheet: str, given: set[str]) -> None:
    """Reject an unknown sheet, unknown columns, and missing required columns."""
    if sheet not in SHEETS:
        raise ValueError(f"unknown sheet {sheet!r}{did_you_mean(sheet, SHEETS)}")
    columns = SHEETS[sheet].columns
    for name in sorted(given - set(columns)):
        raise ValueError(f"the sheet {sheet} has no column {name!r}{did_you_mean(name, columns)}")
    missing = [column.name for column in columns.values() if column.required and column.name not in given]
    if missing:
        raise ValueError(f"the sheet {sheet} also needs: {', '.join(missing)}")
    if SHEETS[sheet].one_of and not given & set(SHEETS[sheet].one_of):
        raise ValueError(f"the sheet {sheet} also needs one of: {', '.join(SHEETS[sheet].one_of)}")
