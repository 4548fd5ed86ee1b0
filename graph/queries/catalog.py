"""Query files: each `.cypher` file is one query, described as YAML in the comment lines at its top.

The catalog is built from the folders under `cypher/`; there is no list to maintain. Everything that a header declares
is checked when it is read, so an inconsistent file never becomes a `Query`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic import Field as Declared

from graph.errors import InputError, LooplineError, UsageError
from graph.model.cypher_builder import CYPHER
from graph.model.nodes import NODES
from graph.model.vocabulary import Severity
from graph.profile.words import Words, spoken
from graph.queries.in_words import in_words
from graph.queries.query_header import AS_OF, CHECKS, FOLDERS
from graph.queries.ranges import outside
from graph.queries.values import fits, literal
from graph.suggest import did_you_mean, ended
from graph.validation_messages import fields_of, place_of, say_misfit
from graph.wording import Template, say_list
from graph.yaml_text import read_yaml

# What any Neo4j tool sets `$as_of` to: the as-of date of the last published load, as `loopline` itself does.
LAST_AS_OF = (
    "COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0]"
)

Kind = Literal["finding", "metric", "view", "derive"]
ValueType = Literal["text", "whole", "number", "share", "flag", "date", "texts"]
Word = Annotated[str, Declared(min_length=1)]
_LISTED = Declared(default=(), strict=False)


class QueryFileError(LooplineError):
    """An inconsistent query file; the message names file and field."""


class _Declared(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Param(_Declared):
    """A parameter of a query.

    Attributes:
        type: Type of its value.
        default: The default value; null means "no limit" or "any".
        help: What it changes, in one sentence.
        source: The profile's value, a threshold or a name of `graph.profile.places`, written `from: profile.NAME`.
        optional: Whether the query still works if the profile lacks what `from` names; the value is then null.
        of: What the text names: a label, whose id it is, or a property of one, as in `Role.code`.
    """

    type: ValueType
    default: Any = None
    help: Word
    source: str | None = Declared(default=None, alias="from", pattern=r"^profile\.\w+$")
    optional: bool = False
    of: str = ""

    @property
    def threshold(self) -> str | None:
        """Name of the profile value that it takes, if any: a threshold, or team types by their place."""
        return self.source.removeprefix("profile.") if self.source else None

    @property
    def names(self) -> tuple[str, ...]:
        """Label and property of what the value names; empty if it names nothing."""
        label, _, prop = self.of.partition(".")
        return (label, prop or NODES[label].key) if label else ()

    @model_validator(mode="after")
    def _default_fits(self) -> Param:
        if self.default is not None and not fits(self.default, self.type):
            raise ValueError(f"default {self.default!r} is not of type {self.type}")
        if self.type in ("number", "share") and (found := outside(self.default, self.type)):
            raise ValueError(f"default {found}, not {self.default!r}")
        return self

    @model_validator(mode="after")
    def _of_is_known(self) -> Param:
        if not self.of:
            return self
        label = self.of.partition(".")[0]
        if label not in NODES:
            raise ValueError(f"of: unknown label {label!r}{did_you_mean(label, NODES)}")
        words = [prop.name for prop in NODES[label].all_properties if not prop.restricted]
        if self.names[1] not in words:
            raise ValueError(f"of: {label} has no property {self.names[1]!r}{did_you_mean(self.names[1], words)}")
        if self.type not in ("text", "texts"):
            raise ValueError(f"of: a {self.type} can't name a node; leave it out")
        return self


class Column(_Declared):
    """A column of a query's rows.

    Attributes:
        name: Its name in RETURN.
        type: Type of its values; `share` is a number from 0 to 1.
        key: One of the columns that identify a row, now and in later loads.
        subject: Label of the node whose id is in this column.
        over_time: Whether the ledger keeps its value at every load; only a metric has such columns.
        help: What the value means, if the name does not say it.
    """

    name: Annotated[str, Declared(pattern=r"^[a-z][a-z0-9_]*$")]
    type: ValueType
    key: bool = False
    subject: str = ""
    over_time: bool = False
    help: str = ""


class Population(_Declared):
    """What a finding's rows are counted against: "3 of 41 teams"."""

    count: Word
    of: Word


class Query(_Declared):
    """One query file.

    Attributes:
        needs: Derivation steps that must have run since the last load.
        sheets: Input sheets that it needs; a nested list means any one of these.
        effect: Name of the column with the buildings that a finding costs; decides its severity
            (`graph.queries.severity`).
        repairs: Name of the column with the link, or the links of one owner, whose repair a finding asks for; pages say
            who repairs it and how.
        sentence: Template of the sentence for a row.
        was: Id of the query that it replaces under another name, so that its findings keep their history.
        text: The statement, without header and semicolon.
        path: The file.
        shown_params: The `:params` line of the header, as it is in the file.
    """

    id: Annotated[str, Declared(pattern=r"^[a-z][a-z0-9_]*$")]
    rule: Annotated[str, Declared(pattern=r"^[A-Z]-\d\d$")] | None = None
    title: Word
    question: Annotated[str, Declared(pattern=r"\?$")] = "?"
    kind: Kind
    severity: Severity | None = None
    effect: str = ""
    repairs: str = ""
    needs: tuple[Word, ...] = _LISTED
    sheets: tuple[Word | Annotated[tuple[Word, ...], Declared(strict=False)], ...] = _LISTED
    advice: str = ""
    source: str = ""
    params: dict[Word, Param] = Field(default_factory=dict)
    columns: tuple[Column, ...] = _LISTED
    population: Population | None = None
    sentence: str = ""
    was: Annotated[str, Declared(pattern=r"^[a-z][a-z0-9_]*$")] | Literal[""] = ""
    text: Word
    path: Annotated[Path, Declared(strict=False)]
    shown_params: str = ""

    @cached_property
    def template(self) -> Template:
        """The sentence's template, read."""
        return Template.read(self.sentence)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Names of the key columns."""
        return tuple(column.name for column in self.columns if column.key)

    @cached_property
    def version(self) -> str:
        """Changes with the file's text."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:12]

    @property
    def file(self) -> str:
        """The file's path below the top folder, for messages."""
        return f"cypher/{self.path.parent.name}/{self.path.name}"

    def column(self, name: str) -> Column | None:
        """A column by name."""
        return next((column for column in self.columns if column.name == name), None)

    def params_line(self) -> str:
        """The line that gives every parameter its default in any Neo4j tool."""
        values = [f"{AS_OF}: {LAST_AS_OF}"] if f"${AS_OF}" in self.text else []
        values += [f"{name}: {literal(param.default)}" for name, param in self.params.items()]
        return f":params {{{', '.join(values)}}}" if values else ""

    @model_validator(mode="after")
    def _whole(self) -> Query:
        problems = [problem for check in CHECKS for problem in check(self)]
        if problems:
            raise ValueError("; ".join(problems))
        return self


_FIELDS = fields_of((Query, Param, Column, Population))


def read_query(path: Path) -> Query:
    """Read one query file.

    Raises:
        QueryFileError: The file can't be read, or its header is inconsistent; names file, field and fix.
    """
    place = f"cypher/{path.parent.name}/{path.name}"
    header, shown, statement = _split(path.read_text(encoding="utf-8"))
    try:
        declared = read_yaml(header, place)
    except InputError as error:
        raise QueryFileError(error.message, error.fix) from error
    if not isinstance(declared, dict):
        raise QueryFileError(f"{place}: the header is missing.", "Describe the query in `//` lines at the top.")
    if not statement.endswith(";"):
        raise QueryFileError(f"{place}: the statement does not end in `;`.", "End it with a semicolon.")
    try:
        return Query(**{**declared, "text": statement[:-1].rstrip(), "path": path, "shown_params": shown})
    except ValidationError as error:
        raise QueryFileError(
            f"{place}: {ended(_complaint(error, declared))}", "Correct the header of this file."
        ) from error


def _split(text: str) -> tuple[str, str, str]:
    """Header as YAML, the `:params` line, and the statement."""
    lines = text.splitlines()
    end = next((at for at, line in enumerate(lines) if not line.startswith("//")), len(lines))
    comments = [line[2:].removeprefix(" ") for line in lines[:end]]
    shown = next((line for line in comments if line.startswith(":params")), "")
    header = "\n".join("" if line.startswith(":params") else line for line in comments)
    return header, shown, "\n".join(lines[end:]).strip()


def _complaint(error: ValidationError, declared: dict[str, Any]) -> str:
    said = []
    for problem in error.errors(include_url=False):
        message, field = say_misfit(problem, _FIELDS), place_of(problem, declared)
        said.append(f"{field}: {message}" if field else message)
    return "; ".join(dict.fromkeys(said))


class Catalog(Mapping[str, Query]):
    """All query files of some folders, by id, in the order of kind and id."""

    def __init__(self, queries: list[Query]) -> None:
        self._queries = {query.id: query for query in queries}
        if len(self._queries) < len(queries):
            twice = next(query for query in queries if self._queries[query.id] is not query)
            raise QueryFileError(
                f"{twice.file} and {self._queries[twice.id].file} have the same id {twice.id}.", "Rename one of them."
            )
        replaced = [query.was for query in queries if query.was]
        for query in queries:
            if query.was and (query.was in self._queries or replaced.count(query.was) > 1):
                raise QueryFileError(
                    f"{query.file}: was: {query.was} still exists, or another query replaces it too.",
                    "Name the query that this one alone replaces, or leave it out.",
                )

    def __getitem__(self, name: str) -> Query:
        return self._queries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)

    def of_kind(self, *kinds: str) -> list[Query]:
        """Queries of these kinds."""
        return [query for query in self.values() if query.kind in kinds]

    def rules(self) -> dict[str, list[Query]]:
        """Queries by the rule that they answer."""
        found: dict[str, list[Query]] = {}
        for query in self.values():
            if query.rule:
                found.setdefault(query.rule, []).append(query)
        return dict(sorted(found.items()))

    def find(self, name: str) -> Query:
        """A query by id, or by its rule if it is the only query for that rule.

        Raises:
            UsageError: There is none, and the message suggests similar names; or a rule has several, and the message
                lists them.
        """
        by_rule = self.rules().get(name.upper(), [])
        if name in self:
            return self[name]
        if len(by_rule) == 1:
            return by_rule[0]
        if by_rule:
            said = say_list([query.id for query in by_rule])
            raise UsageError(f"The rule {by_rule[0].rule} has several queries: {said}.", "Run one of them by its id.")
        choices = [query.id for query in self.of_kind("finding", "metric")]
        raise UsageError(
            f"There is no query {ended(f'{name!r}{did_you_mean(name, choices)}')}",
            "Run `loopline catalog` to list all queries.",
        )


def catalog(folder: Path = CYPHER) -> Catalog:
    """The catalog of a folder and its sub-folders, in the words now spoken.

    Raises:
        QueryFileError: A file is inconsistent.
    """
    return _worded(folder, spoken())


@lru_cache(maxsize=8)
def _worded(folder: Path, words: Words) -> Catalog:
    read = _read(folder)
    return Catalog([in_words(query, words) for query in read.values()]) if words.terms else read


@cache
def _read(folder: Path) -> Catalog:
    return Catalog([read_query(path) for name in FOLDERS for path in sorted((folder / name).glob("*.cypher"))])
