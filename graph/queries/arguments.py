"""Parameter values as people type them: parsed, range-checked, and looked up if they name something in the graph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.errors import UsageError
from graph.model.cypher_builder import known_values, present_nodes, present_values
from graph.model.nodes import NODES
from graph.queries.catalog import Param, Query
from graph.queries.evaluate import parameters
from graph.queries.query_header import AS_OF
from graph.queries.ranges import outside
from graph.runner import Runner
from graph.suggest import did_you_mean, ended
from graph.wording import say_list

_FEW = 12
"""Up to this many known values a message lists them; beyond that it suggests the closest."""


def parse(query: Query, name: str, text: str) -> Any:  # noqa: ANN401 - a value of the parameter's type
    """Parse a parameter's value; a blank means no value if the parameter's default is null.

    Raises:
        UsageError: The query has no such parameter, or the text is not a value of its type or is out of range.
    """
    param = query.params.get(name)
    kind = "date" if name == AS_OF else param.type if param else ""
    if not kind:
        parameters(query, None, given={name: text})
    if param is not None and param.default is None and not text.strip():
        return None
    try:
        value = _PARSERS[kind](text)
    except ValueError:
        raise UsageError(
            f"{name} must be {_KINDS[kind]}, not {text!r}.", f"For example: {name}={_EXAMPLES[kind]}."
        ) from None
    found = outside(value, kind)
    if found and param is not None and not outside(param.default, kind):
        fix = f"For example: {name}={_EXAMPLES[kind]}."
        if kind == "share" and 1 < value <= 100:
            fix = f"For {value:g} percent, use {name}={value / 100:g}."
        raise UsageError(f"{name} {found}, not {text.strip()}.", fix)
    return value


def unknown_values(query: Query, runner: Runner, given: Mapping[str, Any]) -> tuple[str, ...]:
    """A sentence for each value that names something that is not in the graph.

    Args:
        query: Its header says what its parameters name.
        runner: The graph.
        given: Values that were typed, by parameter.
    """
    sentences = []
    for name, param in query.params.items():
        value = given.get(name)
        values = [each for each in (value if isinstance(value, list) else [value]) if each]
        if not param.names or not values:
            continue
        label, prop = param.names
        text = present_nodes(label) if prop == NODES[label].key else present_values(label, prop)
        found = set(runner.read(text, {"keys": values}).column("found")[0])
        sentences += [_missing(param, each, runner) for each in dict.fromkeys(values) if each not in found]
    return tuple(sentences)


def _missing(param: Param, value: str, runner: Runner) -> str:
    label, prop = param.names
    thing = re.sub(r"(?<!^)(?=[A-Z])", " ", label).lower()
    if prop == NODES[label].key:
        way = " `loopline run find_units -p words=NAME` finds the id." if label == "Unit" else ""
        return f"The graph has no {thing} with the id {value!r}.{way}"
    known = runner.read(known_values(label, prop)).column("found")[0]
    listed = f"; there are {say_list(known)}" if 0 < len(known) <= _FEW else did_you_mean(value, known)
    return ended(f"The graph has no {thing} with the {prop} {value!r}{listed}")


def _flag(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()] if text.lower() in ("true", "false") else _refuse(text)


def _refuse(text: str) -> bool:
    raise ValueError(text)


_PARSERS: dict[str, Any] = {
    "text": str.strip,
    "whole": int,
    "number": float,
    "share": float,
    "flag": _flag,
    "date": date.fromisoformat,
    "texts": lambda text: [part.strip() for part in text.split(",") if part.strip()],
}
_KINDS = {
    "text": "text",
    "whole": "a whole number",
    "number": "a number",
    "share": "a number",
    "flag": "true or false",
    "date": "a date",
    "texts": "text",
}
_EXAMPLES = {
    "text": "text",
    "whole": "5",
    "number": "0.5",
    "share": "0.8",
    "flag": "true",
    "date": "2026-09-01",
    "texts": "a,b",
}
