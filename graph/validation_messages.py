"""Validation errors of YAML files in words: the field, what was found there, what is expected there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from graph.suggest import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

FORMS = {
    r"^[a-z][a-z0-9_]*$": "lowercase letters, digits and _, starting with a letter",
    r"^[A-Z][A-Za-z0-9_]*$": "letters, digits and _, starting with a capital letter",
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$": "a month and day in quotes, such as '06-15'",
    r"^[A-Z]-\d\d$": "a rule number, such as S-04",
    r"^profile\.\w+$": "the name of a threshold, such as profile.core_min",
    r"\?$": "a question that ends in a question mark",
}
"""What a field with a pattern expects, by pattern."""

_BELONGS = {
    "string": "text",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "finite": "a finite number",
    "tuple": "a list",
    "list": "a list",
    "dict": "names with values, as in name: value",
    "mapping": "names with values, as in name: value",
    "model": "fields, as in name: value",
    "date": "a date, such as 2026-09-01",
}
"""What a field expects, by the first word of pydantic's error type."""

_OWN = "value_error"
_UNKNOWN = "extra_forbidden"
_MESSAGES: dict[str, Callable[[str, Mapping[str, Any]], str]] = {
    _OWN: lambda _, bounds: str(bounds["error"]),
    "missing": lambda *_: "this field is required",
    "string_pattern_mismatch": lambda found, bounds: f"{found} is not valid; use {_form(bounds['pattern'])}",
    "string_too_short": lambda *_: "must not be empty",
    "too_short": lambda _, bounds: (
        f"has {bounds['actual_length'] or 'no'} entries; give {bounds['min_length']} or more"
    ),
    "literal_error": lambda found, bounds: f"{found} is not a known value; use {bounds['expected']}",
    "greater_than_equal": lambda found, bounds: f"{found} is too small; use {bounds['ge']:g} or more",
}
_LONGEST = 40


def is_own(problem: ErrorDetails) -> bool:
    """Whether the message comes from one of Loopline's own checks and is used as it is."""
    return problem["type"] == _OWN


def say_misfit(problem: ErrorDetails, known: Iterable[str] = ()) -> str:
    """What is wrong with a field, as the rest of a sentence that starts with the field's path and a colon.

    Args:
        problem: The validation error.
        known: Names of all fields, to suggest one for an unknown name.
    """
    if problem["type"] == _UNKNOWN:
        name = str(problem["loc"][-1])
        return f"unknown field {_found(name)}{did_you_mean(name, known)}"
    kind, found = problem["type"], _found(problem["input"])
    bounds: Mapping[str, Any] = problem.get("ctx", {})
    if kind in _MESSAGES:
        return _MESSAGES[kind](found, bounds)
    expected = _BELONGS.get(kind.split("_")[0])
    return f"expected {expected}, found {found}" if expected else f"{found} is not valid here"


def place_of(problem: ErrorDetails, content: object) -> str:
    """The field's path with dots between the names: only what is in the file, or is missing from it.

    The message names an unknown field itself; its path is that of the part that contains it.

    Args:
        problem: The validation error.
        content: The whole content of the file.
    """
    words: list[str] = []
    at: Any = content
    for part in problem["loc"][: -1 if problem["type"] == _UNKNOWN else None]:
        inside = part in at if isinstance(at, Mapping) else isinstance(at, list) and part in range(len(at))
        if not inside and not (isinstance(at, Mapping) and problem["type"] == "missing"):
            break  # the name of one of several types that a value may have
        at = at[part] if inside else None
        words.append(str(part))
    return ".".join(words)


def fields_of(models: Iterable[Any]) -> list[str]:
    """Names of all fields of some models, as a file spells them."""
    return sorted({field.alias or name for model in models for name, field in model.model_fields.items()})


def _form(pattern: str) -> str:
    return FORMS.get(pattern, "the form that the shipped files use")


def _found(given: object) -> str:
    """What the file contains, in short."""
    if isinstance(given, Mapping):
        return "a group of fields"
    if isinstance(given, list | tuple):
        return "a list"
    if given is None:
        return "nothing"
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, str):
        return repr(given if len(given) <= _LONGEST else f"{given[:_LONGEST]}...")
    return str(given)
