"""Students: Loopline holds nothing about them, whichever way they come in."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from graph.errors import InputError
from graph.model.sheets import Sheet
from graph.problem import Problem, mask
from loaders.readers.tables import Table

_COLUMN = re.compile(r"student|pupil|learner", re.IGNORECASE)
_WORDS = frozenset({"student", "students", "pupil", "pupils", "learner", "learners"})
_PEOPLE = frozenset({"people", "assignments", "contacts"})


def refuse_student_column(table: Table, header: str) -> None:
    """Reject a file with a column about students.

    Raises:
        InputError: The header says so.
    """
    if _COLUMN.search(header):
        raise InputError(
            "This looks like a column about students; Loopline does not accept student data.",
            "Remove the column from the export.",
            file=table.file,
            line=table.line,
            column=header,
        )


def student_rows(table: Table) -> np.ndarray:
    """Which rows say in any cell that they are about a student, as a role or type of user does."""
    found = np.zeros(len(table), dtype=bool)
    for place in range(len(table.headers)):
        cells = table.frame.iloc[:, place]
        words = [text for text in cells.unique() if len(text) < 20 and text.strip().casefold() in _WORDS]
        if words:
            found |= cells.isin(words).to_numpy()
    return found


def is_about_people(sheet: str) -> bool:
    """Whether rows of a sheet stand for people."""
    return sheet in _PEOPLE


def set_students_apart(table: Table, sheet: Sheet) -> Table:
    """The table of a sheet about people without the rows of students, which are among its problems."""
    students = student_rows(table) if is_about_people(sheet.name) else np.zeros(len(table), dtype=bool)
    if not students.any():
        return table
    reason = "The row is about a student; Loopline does not accept student data. Leave such rows out of the export."
    problems = [
        Problem(table.file, int(table.lines[row]), "", "student", mask(""), reason) for row in np.flatnonzero(students)
    ]
    return replace(
        table,
        frame=table.frame[~students].reset_index(drop=True),
        lines=table.lines[~students],
        problems=[*table.problems, *problems],
    )
