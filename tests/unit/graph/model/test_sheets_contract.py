"""The sheets against their own description, and against the model."""

from __future__ import annotations

import re

import pytest

from graph.model.dictionary import data_dictionary
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import Kind
from graph.model.sheets import SHEETS, SINGLE
from tests.support.samples import sample

# Columns that a sheet takes beyond the description's table: the row's own id where the table leaves it out.
_BEYOND: dict[str, set[str]] = {}
_NOT_READ = {
    "protocols": {"backup_role", "designee_role"},
}
"""What is described and not read yet: backups of a protocol have no rule."""


def described() -> dict[str, tuple[set[str], set[str]]]:
    """Columns and required columns of each sheet, as the description's table has them."""
    found = {}
    for line in sample("sheets.md").read_text(encoding="utf-8").splitlines():
        match = re.fullmatch(r"\| (\w+) \| (.+) \|", line)
        if match and match[1] != "sheet":
            bare = match[2].replace("\\|", "/")
            while re.search(r"\([^()]*\)", bare):
                bare = re.sub(r"\([^()]*\)", "", bare)
            columns: set[str] = set()
            required: set[str] = set()
            for part in bare.split(","):
                names = re.findall(r"[a-z_]+\*?", part.replace(" or ", " "))
                columns |= {name.rstrip("*") for name in names}
                required |= {name.rstrip("*") for name in names if name.endswith("*") and " or " not in part}
            found[match[1]] = (columns, required)
    return found


def test_every_described_sheet_and_column_is_there() -> None:
    table = described()
    assert set(table) == set(SHEETS)
    for name, declared in SHEETS.items():
        columns, required = table[name]
        assert set(declared.columns) - _BEYOND.get(name, set()) == columns - _NOT_READ.get(name, set()), name
        assert set(declared.required) == required, name
    assert all(columns <= table[name][0] for name, columns in _NOT_READ.items())


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=str)
def test_a_sheet_makes_what_the_model_declares(sheet: object) -> None:
    declared = SHEETS[str(getattr(sheet, "name", ""))]
    for edge in declared.edges:
        assert (edge.start.label, edge.end.label) in RELATIONSHIPS[edge.type].ends
    assert set(declared.required) <= set(declared.columns)
    assert not any(column.kind is Kind.MOMENT for column in declared.columns.values())
    if declared.node and len(declared.key) == 1:
        assert declared.key[0] == NODES[declared.node].key


def test_personal_columns_are_known() -> None:
    restricted = {(name, c.name) for name, sheet in SHEETS.items() for c in sheet.columns.values() if c.restricted}
    assert restricted == {("people", "name"), ("people", "email")}


def test_ids_never_become_numbers() -> None:
    for sheet in SHEETS.values():
        for column in sheet.columns.values():
            if column.name.endswith("_id"):
                assert column.kind is Kind.TEXT, f"{sheet.name}.{column.name}"


def test_relationships_of_a_nodes_own_row_are_single() -> None:
    assert ("PART_OF", "Unit", "Unit") in SINGLE
    assert ("MANAGED_BY", "Person", "Person") in SINGLE
    assert ("ATTENDED", "Person", "Meeting") not in SINGLE
    assert not any(kind[0] in ("HOLDS", "SUPPORTS", "COMMUNICATES_WITH", "HANDLED_BY") for kind in SINGLE)


def test_every_column_says_what_it_holds() -> None:
    sections = data_dictionary().split("### ")[1:]
    rows = [line.split(" | ") for section in sections for line in section.splitlines() if line.startswith("| `")]
    assert len(rows) == sum(len(sheet.columns) for sheet in SHEETS.values())
    assert [row[0] for row in rows if not row[1].strip()] == []
