"""Parse one cell: from text to a value by the column's kind, or a reason why not."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from graph.model.schema import Kind, Property
from graph.model.sheets import Column
from graph.spreadsheet_errors import SPREADSHEET_ERRORS
from graph.staging.bad_value import BadValue
from graph.staging.date_order import DateOrder
from graph.staging.dates import read_date

MAX_ID = 200
MAX_TEXT = 2_000
_THOUSAND = 1_000
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_MANGLED_ID = re.compile(r"\d(\.\d+)?[eE]\+\d+", re.ASCII)
_TOTAL = re.compile(r"(grand|sub)?[ -]?totals?:?[ \d.,]*", re.IGNORECASE | re.ASCII)
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BREAKS = re.compile(r"\s*[\t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]\s*")
_DECIMAL_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+", re.ASCII)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+", re.ASCII)
_POINTED = re.compile(r"[+-]?\d*\.\d+", re.ASCII)
_FORMULA_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_DASHES = re.compile("[-\u2010-\u2015\u2212]+")
_NOTHING = frozenset({"null", "(null)", "n/a", "#n/a", "none", "(none)", "no_manager", "no manager", "nil", "(blank)"})
_DITTO_MARKS = frozenset({'"', "''", "\u2033", "\u3003", "\u201c", "\u201d", "\u201e", '-"-', '- " -'})
_DITTO = frozenset({"ditto", "same as above", "as above", "see above"})
_TRUE, _FALSE = ("true", "t", "yes", "y", "on", "x", "1"), ("false", "f", "no", "n", "off", "0")
_FLAGS = {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}
_NO = frozenset({"false", "no", "0", "never", "unchecked", "\u2610"})


def clean(text: str) -> str:
    """Normalize to composed form, with blanks of every kind as plain spaces, and trim; `="001"` becomes 001."""
    if not text.isascii():
        text = _BLANKS.sub(" ", unicodedata.normalize("NFC", text))
    text = text.strip()
    if text.startswith('="') and (written := _FORMULA_TEXT.fullmatch(text)):
        return written[1].replace('""', '"').strip()
    return text


def says_nothing(text: str, *, free: bool = False) -> bool:
    """Whether a cell holds a word that systems write where there is no value: NULL, N/A, none, a dash.

    Args:
        text: Cleaned.
        free: The column is free text, in which "Null" may be somebody's name.
    """
    if _DASHES.fullmatch(text):
        return True
    return len(text) <= len("no_manager") and text.casefold() in _NOTHING and not (free and text == "Null")


def words_for_no(texts: Iterable[str]) -> set[str]:
    """Those of some marks that say no: FALSE of a checkbox, never, 0.

    Args:
        texts: All marks that are used together. A single letter or `off` says no only beside nothing but yes and no:
            an F among other letters may be a facilitator.
    """
    marks = {text: clean(text).casefold() for text in texts}
    flags = all(mark in _FLAGS for mark in marks.values())
    return {text for text, mark in marks.items() if mark in _NO or (flags and not _FLAGS[mark])}


def _invisible(text: str) -> list[str]:
    """Control, bidirectional, zero-width and unassigned characters of a text."""
    if text.isascii() and text.isprintable():
        return []
    return [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")]


def _check_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise BadValue("too_long", f"The text has {len(text):,} characters; the limit is {limit:,}. Shorten it.")


def read_text(text: str) -> str:
    """A name or other plain text on one line, without invisible characters."""
    _check_length(text, MAX_TEXT)
    text = _BREAKS.sub(" ", text)
    for character in set(_invisible(text)):
        text = text.replace(character, "")
    return text.strip()


def read_id(text: str) -> str:
    """An id: text, never a number; a spreadsheet's leading apostrophe is not part of it."""
    if len(text) > 1 and text[0] == "'":
        text = text[1:].strip()
    _check_length(text, MAX_ID)
    for character in _invisible(text):
        raise BadValue(
            "control_character",
            f"It contains the invisible character U+{ord(character):04X}. Retype the id without it.",
        )
    if _MANGLED_ID.fullmatch(text):
        raise BadValue(
            "mangled_id",
            "A spreadsheet turned this id into a number. Format the column as text and export it again.",
        )
    if "|" in text:
        raise BadValue("separator_in_id", "It contains `|`, which separates ids. Write the id without it.")
    if _TOTAL.fullmatch(text):
        raise BadValue("total_row", "This looks like a totals row. Remove it from the file.")
    return text


def points_group(texts: Iterable[str]) -> bool | None:
    """Whether a point before three digits sets thousands apart, by all numbers of a file that may have decimal commas.

    Returns:
        None where 1.204 is the only kind of number with a mark that there is, or other numbers say both.
    """
    numbers = {clean(text) for text in texts}
    groups = any(
        _DECIMAL_COMMA.fullmatch(text) or (_GROUPED.fullmatch(text) and text.count(".") > 1) for text in numbers
    )
    decimals = any(_POINTED.fullmatch(text) and not _GROUPED.fullmatch(text) for text in numbers)
    return groups if groups != decimals else None


def read_number(text: str, *, comma: bool = False, grouped: bool | None = False) -> float:
    """A number with a decimal point; with a decimal comma where the file's cells are separated by something else.

    Args:
        text: A cell, cleaned.
        comma: The file may write decimal commas.
        grouped: Whether 1.204 is more than a thousand; None where nothing tells.
    """
    if comma and _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif grouped is not False and _GROUPED.fullmatch(text):
        if grouped is None:
            raise BadValue("bad_number", "Its point may be a decimal point or set thousands apart. Write it without.")
        text = text.replace(".", "")
    if not _NUMBER.fullmatch(text):
        what = (
            "It has a comma" if "," in text else "It has a percent sign" if text.endswith("%") else "It is not a number"
        )
        raise BadValue("bad_number", f"{what}. Use digits and a decimal point, for example 12 or 0.5.")
    value = float(text)
    if not math.isfinite(value):
        raise BadValue("bad_number", "The number is too large. Correct it.")
    return value


def read_whole(text: str, *, comma: bool = False, grouped: bool | None = False) -> int:
    """A whole number; 30.0 counts as 30."""
    value = read_number(text, comma=comma, grouped=grouped)
    if value != int(value):
        raise BadValue("bad_number", "It must be a whole number. Correct it.")
    return int(value)


def read_flag(text: str) -> bool:
    """True or false, in the words that exports use."""
    try:
        return _FLAGS[text.casefold()]
    except KeyError:
        raise BadValue(
            "bad_flag",
            f"It is neither true ({', '.join(_TRUE)}) nor false ({', '.join(_FALSE)}). Leave it blank if not known.",
        ) from None


def read_ids(text: str) -> list[str]:
    """Several ids separated by `|`, without duplicates, in the given order."""
    return list(dict.fromkeys(read_id(part.strip()) for part in text.split("|") if part.strip()))


def reader(
    column: Column, order: DateOrder | None = None, *, comma: bool = False, grouped: bool | None = False
) -> Callable[[str], Any]:
    """The function that reads a cell of this column; it raises BadValue.

    Args:
        column: The column.
        order: How the column's dates that are numbers alone are read.
        comma: The file may write decimal commas.
        grouped: Whether its points set thousands apart; None where nothing tells.
    """
    high = None if column.fact is None else column.fact.high
    if grouped is None and high is not None and high < _THOUSAND:
        grouped = False
    readers: dict[Kind, Callable[[str], Any]] = {
        Kind.TEXT: read_id if column.is_id else read_text,
        Kind.DATE: partial(read_date, order=order, ends=column.fact is not None and column.fact.ends),
        Kind.NUMBER: partial(read_number, comma=comma, grouped=grouped),
        Kind.WHOLE: partial(read_whole, comma=comma, grouped=grouped),
        Kind.FLAG: read_flag,
        Kind.TEXTS: read_ids,
    }
    read = readers[column.kind]
    if column.values and column.kind is Kind.TEXT:
        words = {value.casefold(): value for value in column.values}

        def read_choice(text: str) -> str:
            word = words.get(re.sub(r"[\s-]+", "_", text).casefold())
            if word is None:
                raise BadValue("unknown_value", f"It must be one of: {', '.join(column.values)}.")
            return word

        return read_choice
    if column.fact is not None and (column.fact.low is not None or column.fact.high is not None):
        return _bounded(read, column.fact)
    return read


def _bounded(read: Callable[[str], Any], fact: Property) -> Callable[[str], Any]:
    """A reader of numbers that rejects values outside the model's bounds."""
    low = -math.inf if fact.low is None else fact.low
    high = math.inf if fact.high is None else fact.high

    def read_bounded(text: str) -> Any:  # noqa: ANN401 - number or whole number, by the column
        value = float(read(text))
        if not low <= value <= high or (fact.above_low and value == low):
            least = f"more than {low:g}" if fact.above_low else f"at least {low:g}"
            raise BadValue("out_of_range", f"It must be {least} and at most {high:,.10g}. Correct it.")
        return int(value) if fact.kind is Kind.WHOLE else value

    return read_bounded


def read_column(
    cells: pd.Series, read: Callable[[str], Any], *, free: bool = False
) -> tuple[np.ndarray, dict[int, BadValue]]:
    """Parse a whole column, each distinct text once.

    Args:
        cells: Text cells; blank means not known.
        read: A function of one cleaned text that raises BadValue.
        free: The column is free text.

    Returns:
        An object array of values (None where blank or bad), and the bad cells by position.
    """
    codes, texts = pd.factorize(cells.to_numpy(dtype=object), use_na_sentinel=False)
    values = np.empty(len(texts), dtype=object)
    refused: dict[int, BadValue] = {}
    for index, text in enumerate(texts):
        cleaned = clean(text)
        if not cleaned or says_nothing(cleaned, free=free):
            continue
        if cleaned in _DITTO_MARKS or cleaned.casefold() in _DITTO:
            refused[index] = BadValue("ditto_mark", "It means the cell above it. Write out what it means.")
            continue
        if cleaned in SPREADSHEET_ERRORS:
            refused[index] = BadValue("error_cell", SPREADSHEET_ERRORS[cleaned])
            continue
        try:
            values[index] = read(cleaned)
        except BadValue as bad:
            refused[index] = bad
    bad_rows: dict[int, BadValue] = {}
    if refused:
        for position in np.flatnonzero(np.isin(codes, list(refused))):
            bad_rows[int(position)] = refused[int(codes[position])]
    return values[codes], bad_rows
