"""What a query file must declare of itself, beyond the form of each field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.model.nodes import NODES
from graph.model.sheets import SHEETS
from graph.suggest import did_you_mean
from graph.wording import Template, TemplateError

if TYPE_CHECKING:
    from graph.queries.catalog import Query

FOLDERS = {"findings": "finding", "metrics": "metric", "views": "view", "derive": "derive"}
READS = ("finding", "metric", "view")
AS_OF = "as_of"
_NUMBERS = ("whole", "number", "share")


def _place(query: Query) -> Iterator[str]:
    if query.id != query.path.stem:
        yield f"id: {query.id} does not match the file name; rename the file to {query.id}.cypher or correct the id"
    if FOLDERS.get(query.path.parent.name) != query.kind:
        yield f"kind: a {query.kind} does not belong in the folder {query.path.parent.name}"
    for choices in query.sheets:
        for name in (choices,) if isinstance(choices, str) else choices:
            if name not in SHEETS:
                yield f"sheets: unknown sheet {name!r}{did_you_mean(name, SHEETS)}"


def _kind(query: Query) -> Iterator[str]:
    if query.kind in READS:
        for name in ("question", "columns", *(("source",) if query.kind != "view" else ())):
            if getattr(query, name) in ("", "?", ()):
                yield f"{name}: missing; a {query.kind} needs it"
    if query.kind == "finding":
        for name in ("rule", "severity", "advice", "sentence"):
            if not getattr(query, name):
                yield f"{name}: missing; a finding needs it"
    else:
        for name in ("severity", "effect", "repairs", "was"):
            if getattr(query, name):
                yield f"{name}: only a finding has one; leave it out"
    if AS_OF in query.params:
        yield f"params: every query gets {AS_OF}; do not declare it"


def _columns(query: Query) -> Iterator[str]:
    if query.columns and not query.keys:
        yield "columns: there is no key; mark the columns that identify a row with `key: true`"
    names = [column.name for column in query.columns]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"columns: {name} appears twice"
    for column in query.columns:
        if column.subject and column.subject not in NODES:
            yield f"columns: unknown label {column.subject!r}{did_you_mean(column.subject, NODES)}"
    if query.kind == "finding":
        named = ((query.effect, "whole"), (query.repairs, "text or texts"))
        for name, kind in (("ids", "texts"), ("buildings", "whole"), *(each for each in named if each[0])):
            found = query.column(name)
            if found is None or found.type not in kind.split(" or "):
                yield f"columns: a finding needs {name} of type {kind}"
        for name, kind in (("severity", "text"), ("origins", "texts"), ("follows", "texts")):
            found = query.column(name)
            if found is not None and found.type != kind:
                yield f"columns: {name} of a finding is of type {kind}"


def _figures(query: Query) -> Iterator[str]:
    for column in query.columns:
        if column.over_time and (query.kind != "metric" or column.key or column.type not in _NUMBERS):
            yield f"columns: {column.name} can't be kept over time: only a metric's numbers are; leave over_time out"


def _words(query: Query) -> Iterator[str]:
    try:
        template = Template.read(query.sentence)
    except TemplateError as error:
        yield f"sentence: {error}"
        return
    for field in template.fields():
        if query.column(field.name) is None:
            near = did_you_mean(field.name, [c.name for c in query.columns])
            yield f"sentence: unknown column {field.name!r}{near}"
    if query.sentence and not query.sentence.rstrip("]").endswith((".", "?")):
        yield "sentence: must end with a period"


CHECKS = (_place, _kind, _columns, _figures, _words)
"""Each gives what is wrong with a query, as "field: what"."""
