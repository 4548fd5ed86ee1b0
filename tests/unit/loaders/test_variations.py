"""Broken exports by the hundred: what was in the file is in the graph, or counted with its reason."""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from loaders import sheets
from tests.support.loading_help import put
from tests.support.memory_graph import MemoryGraph

COLUMNS = ("person_id", "name", "job_title", "employed_fte", "hired", "left", "unit_id", "manager_id")
UNITS = "unit_id,name,level,parent_id\nS,State,state,\nD1,North,district,S\n"
IDS = st.sampled_from(
    ["p1", "P1", "p2", "002", "2", "2.0", '="003"', "'004", "p\u20135", "p-5", "p6\u200b", "1.0E+05", ""]
)
NAMES = st.sampled_from(["Ann Able", "Bob Null", "Null", "NULL", "Jos\u00e9 Nu\u00f1ez", "Total", "=1+1", ""])
JOBS = st.sampled_from(["Coach", "Student", "Principal, acting", "N/A", "#REF!", ""])
SHARES = st.sampled_from(["1", "0.5", "0,5", "50%", "37.5", "1.000", "-", "N/A", ""])
DAYS = st.sampled_from(
    [
        "2020-01-31",
        "01/31/2020",
        "31/01/2020",
        "31-JAN-2020",
        "2020-01-31T00:00:00Z",
        "1900-01-01",
        "0001-01-01",
        "soon",
        "",
    ]
)
ENDS = st.sampled_from(["9999-12-31", "4712-12-31", "2019-01-31", "2026-08-31", "NULL", ""])
PLACES = st.sampled_from(["D1", "d1", "D1 ", "S", "D9", "D1;S", "none", ""])
BOSSES = st.sampled_from(["p1", "p2", "p9", "NO_MANAGER", "p1|p2", "p1;p2", "002", "2", ""])
ROW = st.tuples(IDS, NAMES, JOBS, SHARES, DAYS, ENDS, PLACES, BOSSES)
BETWEEN = st.sampled_from(
    [
        ",".join(COLUMNS),
        "Grand Total,2",
        "End of report",
        "District 5 North",
        "2 rows",
        "",
        ",,,",
        "Page 1 of 2",
        "x" * 20,
    ]
)
ABOVE = st.sampled_from(["", "Staff list\n", "Staff list,,\nRun 2026-09-01,,\n\n"])


@dataclass(frozen=True)
class Export:
    """An export: rows of people and lines that are none, in some order, written in some way."""

    lines: tuple[tuple[str, ...] | str, ...]
    above: str
    delimiter: str
    codec: str

    def write(self, folder: Path) -> None:
        out = io.StringIO(newline="")
        out.write(self.above.replace(",", self.delimiter))
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator="\n")
        writer.writerow(COLUMNS)
        for line in self.lines:
            if isinstance(line, str):
                cells = line.split(",")
                writer.writerow([*cells, *[""] * (len(COLUMNS) - len(cells))])
            else:
                writer.writerow(line)
        (folder / "people.csv").write_bytes(out.getvalue().encode(self.codec, "replace"))
        (folder / "units.csv").write_text(UNITS, encoding="utf-8")


EXPORTS = st.builds(
    Export,
    st.lists(ROW | BETWEEN, min_size=1, max_size=9).map(tuple),
    ABOVE,
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EXPORTS)
def test_nothing_is_lost_in_silence(export: Export) -> None:
    """Every filled line is loaded, set aside, or an exact copy; and whoever is loaded is somebody of the file."""
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        export.write(folder)
        graph = MemoryGraph()
        try:
            gathered = sheets.read([folder])
            result = put(graph, gathered)
        except InputError:  # the whole file: dates that fit both ways, or no row that can be loaded
            return
    (count,) = (count for count in result.files if count.sheet.endswith("people.csv"))
    filled = [
        line for line in export.lines if any(cell.strip(" ,") for cell in ([line] if isinstance(line, str) else line))
    ]
    assert count.read == len(filled)
    assert count.read == count.loaded + count.quarantined + count.duplicates
    aside = {
        problem.line for problem in result.problems if problem.lost == "row" and problem.file.endswith("people.csv")
    }
    assert count.quarantined <= len(aside)
    people = graph.nodes.get("Person", {})
    assert len(people) <= count.loaded
    assert all(problem.reason.endswith(".") for problem in result.problems)
    ids = {line[0].strip("='\" ") for line in export.lines if not isinstance(line, str)}
    written = {text.encode(export.codec, "replace").decode(export.codec) for text in ids}
    full = sum(not isinstance(line, str) and sum(map(bool, line)) > len(COLUMNS) / 2 for line in export.lines)
    if full:  # a heading is told from an id by what the records look like
        assert set(people) <= written | {"x" * 20}, "nobody is invented, no heading becomes a person"
    left_out = sum(problem.lost == "cell" for problem in result.problems if problem.file.endswith("people.csv"))
    assert count.cells == left_out
