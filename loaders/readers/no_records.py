"""Rows of a table that are no records: column names again, labels, tries, headings, totals, the end of a report.

Report tools write them between and below the records. Each is set aside with its line; what only resembles such a row,
but has other cells filled as records have, stays.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from graph.errors import InputError
from graph.problem import Problem, mask
from loaders.readers.tables import Table

_PLAIN = re.compile(r"[\W_]+")
_REPORT = re.compile(
    r"[\s*=#\-\u2013\u2014]*(?:"
    r"end of (?:the )?(?:report|file|data|list)|report (?:run|created|generated|date|by|total)|"
    r"(?:generated|printed|created|exported|run|as of|last updated|updated)\b.*(?:\d|\bby\b)|"
    r"page \d+|filters?\b|applied filters?|(?:record|row|total)s? ?(?:count|records?|rows?)\b|count\b|"
    r"[\d,. ]+ (?:rows?|records?|entries|employees|people|results?)\b|rows? (?:returned|selected)|"
    r"confidential|for (?:internal|official) use|do not distribute|source:|notes?:|copyright|\u00a9"
    r").*",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:grand|sub|report|overall)?[ -]?(?:totals?|sum|average|mean)\b.*", re.IGNORECASE)
_NAMED_TOTAL = re.compile(r"\s*(?:(?:grand|sub|report|overall)[ -]?totals?\b.*|totals?:?\s*)", re.IGNORECASE)
_NUMERIC = re.compile(r"[-+]?[\d.,%$ ]+")
_IMPORT_ID = '{"ImportId"'
_LABEL = re.compile(re.escape(_IMPORT_ID) + r".*|\(.*\)|\[.*\]|<.*>")
_STATES = frozenset({"status", "responsetype"})  # of an answer to a survey
_TRIES = frozenset({"survey preview", "survey test"})
_LABEL_ROWS = 3
_EXAMPLE = re.compile(r"\(?(?:e\. ?g\.|for example\b|(?:example|sample)\)?[\s:_\-]*\d*$).*", re.IGNORECASE)
_EXAMPLE_OF = re.compile(r"\(?example\b.*", re.IGNORECASE)
_ENDS = 50
_MOST_CHECKED = 500_000  # rows of a table up to which cells of blanks alone count as blank
_SPACED = 0.05  # share of records whose first cell may hold a blank, where a lone cell with one is a heading

_REASONS = {
    "header_again": "The column names stand here again. Remove the row.",
    "label_row": "This row explains the columns and is no record. Remove it.",
    "test_row": "This is a try of the survey by its author and no answer. Remove it.",
    "total_row": "This looks like a totals row. Remove it from the file.",
    "no_record": "This looks like a heading or the end of a report, not like a record. Remove it.",
}


def set_apart(table: Table) -> Table:
    """The table without rows that are no records; these are among its problems, each with its reason."""
    if not len(table):
        return table
    filled = _filled(table)
    count = filled.sum(axis=1)
    first = filled.argmax(axis=1)
    found: dict[int, str] = {}
    _find_headers(table, filled, first, found)
    _find_totals(table, filled, first, found)
    _find_lone(table, count, first, found)
    _find_labels(table, filled, found)
    _find_tries(table, found)
    if not found:
        return table
    keep = np.ones(len(table), dtype=bool)
    keep[list(found)] = False
    problems = [_problem(table, row, int(first[row]), found[row]) for row in sorted(found)]
    return replace(
        table,
        frame=table.frame[keep].reset_index(drop=True),
        lines=table.lines[keep],
        problems=[*table.problems, *problems],
    )


def _filled(table: Table) -> np.ndarray:
    """Which cells are filled, rows by columns."""
    columns = (table.frame.iloc[:, place] for place in range(len(table.headers)))
    if len(table) > _MOST_CHECKED:
        return np.column_stack([(cells != "").to_numpy() for cells in columns])
    return np.column_stack([[text != "" and not text.isspace() for text in cells] for cells in columns])


def _find_headers(table: Table, filled: np.ndarray, first: np.ndarray, found: dict[int, str]) -> None:
    """Rows all of whose cells say the name of their column.

    Raises:
        InputError: A row names the columns in another order, so that the rows below it belong to another table.
    """
    plain = [_plain(header) for header in table.headers]
    names = {name for name in plain if name}
    for place in range(len(plain)):
        cells = table.frame.iloc[:, place]
        maybe = [text for text in cells[(first == place) & filled[:, place]].unique() if _plain(text) in names]
        for row in map(int, np.flatnonzero(cells.isin(maybe).to_numpy() & (first == place)) if maybe else ()):
            said = {int(other): _plain(_cell(table, row, int(other))) for other in np.flatnonzero(filled[row])}
            if len(said) < min(2, len(plain)) or not names.issuperset(said.values()):
                continue
            if any(name != plain[other] for other, name in said.items()):
                if len(set(said.values())) < len(said) or len(said) * 2 < len(names):
                    continue
                raise InputError(
                    "The column names stand here again in another order, so that the rows below are of another table.",
                    "Put the two tables in files of their own.",
                    file=table.file,
                    line=int(table.lines[row]),
                )
            found[row] = "header_again"


def _find_totals(table: Table, filled: np.ndarray, first: np.ndarray, found: dict[int, str]) -> None:
    """Rows that begin with a total by name and go on with nothing but numbers."""
    for place in range(len(table.headers)):
        cells = table.frame.iloc[:, place]
        named = [text for text in cells[(first == place) & filled[:, place]].unique() if _NAMED_TOTAL.fullmatch(text)]
        for row in map(int, np.flatnonzero(cells.isin(named).to_numpy() & (first == place)) if named else ()):
            if _only_numbers(table, row, place):
                found[row] = "total_row"


def _find_lone(table: Table, count: np.ndarray, first: np.ndarray, found: dict[int, str]) -> None:
    """Other totals, and rows with a single cell that reads like a heading or the end of a report."""
    records = count > 1
    records[list(found)] = False
    spaced: dict[int, bool] = {}
    typical = int(np.median(count[records])) if records.any() else 1
    least = max(1, (typical + 1) // 2)
    sparse, regular = np.flatnonzero(count <= least), records & (count > least)
    if not records.any():  # ids alone: what a report adds stands at its ends
        sparse = np.unique([*sparse[:_ENDS], *sparse[-_ENDS:]])
    for row in map(int, sparse):
        place = int(first[row])
        text = _cell(table, row, place).strip()
        if row in found or not text:
            continue
        if _TOTAL.fullmatch(text) and _only_numbers(table, row, place):
            found[row] = "total_row"
        elif count[row] == 1:
            if place not in spaced:
                others = table.frame.iloc[:, place][regular].str.strip()
                spaced[place] = others.empty or bool((others.str.contains(" ", regex=False)).mean() > _SPACED)
            heading = " " in text or text.endswith(":")
            if _REPORT.fullmatch(text) or (heading and not spaced[place]):
                found[row] = "no_record"


def _find_labels(table: Table, filled: np.ndarray, found: dict[int, str]) -> None:
    """Rows right below the column names that explain them; a survey's ids of questions stand below the questions."""
    for row in range(min(_LABEL_ROWS, len(table))):
        cells = [_cell(table, row, int(place)).strip() for place in np.flatnonzero(filled[row])]
        if len(cells) > 1 and all(_LABEL.fullmatch(cell) for cell in cells):
            found.setdefault(row, "label_row")
            if all(cell.startswith(_IMPORT_ID) for cell in cells):
                found |= {above: "label_row" for above in range(row) if above not in found}
        elif _is_example(cells, below_label=found.get(row - 1) == "label_row"):
            found.setdefault(row, "label_row")


def _is_example(cells: list[str], *, below_label: bool) -> bool:
    """Whether cells are those of a template's example: the first says so, or a text below the hints does."""
    if len(cells) < 2:
        return False
    first, *others = cells
    return (
        _EXAMPLE.fullmatch(first) is not None
        or any(re.match(r"e\. ?g\.", cell, re.IGNORECASE) for cell in others)
        or (below_label and any(_EXAMPLE_OF.fullmatch(cell) for cell in others))
    )


def _find_tries(table: Table, found: dict[int, str]) -> None:
    """Rows that a survey tool marks as its author's own tries."""
    for place, header in enumerate(table.headers):
        if _plain(header) in _STATES:
            cells = table.frame.iloc[:, place]
            tries = cells.isin([text for text in cells.unique() if text.strip().casefold() in _TRIES]).to_numpy()
            found |= {row: "test_row" for row in map(int, np.flatnonzero(tries)) if row not in found}


def _only_numbers(table: Table, row: int, place: int) -> bool:
    """Whether the filled cells after a place are numbers."""
    rest = (_cell(table, row, other).strip() for other in range(place + 1, len(table.headers)))
    return all(_NUMERIC.fullmatch(other) for other in rest if other)


def _cell(table: Table, row: int, place: int) -> str:
    return str(table.frame.iat[row, place])


def _plain(text: str) -> str:
    return _PLAIN.sub("", text).casefold()


def _problem(table: Table, row: int, place: int, code: str) -> Problem:
    value = _cell(table, row, place)
    return Problem(table.file, int(table.lines[row]), table.headers[place], code, mask(value), _REASONS[code])
