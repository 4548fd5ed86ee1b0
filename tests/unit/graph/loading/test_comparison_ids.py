"""`loopline diff` over a load that gave other ids: one record, not one that went and one that came."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

from graph.loading.changed_cells import Cell, changed_cells
from graph.loading.comparison import _fates, _renamed
from tests.support.loading_help import DAY, gather, put
from tests.support.memory_graph import MemoryGraph
from tests.support.renumbered import ALIASES, FULL, HEAD, renumbered


def test_a_record_goes_on_under_its_new_id(tmp_path: Path) -> None:
    graph = MemoryGraph()
    month = timedelta(days=30)
    one = FULL | {"people": FULL["people"].replace("Coach", "Lead")}
    two = renumbered(FULL) | {"people": renumbered(FULL)["people"].replace("Coach", "Chief"), "aliases": ALIASES}
    three = {"aliases": HEAD + "person,p1-new,p1-last,\n"}
    for at, sheets in enumerate((FULL, one, two, three)):
        put(graph, gather(tmp_path / f"{at}", **sheets), as_of=DAY + at * month)
    journals = sorted(graph.journals.values(), key=lambda journal: journal.number)
    fates = _fates(journals[1:3], Counter())
    cells = changed_cells(graph, fates, journals[1:3], journals[3:])
    person = ("Person", "", ("p1-last",))
    assert {record: fate.change for record, fate in _renamed(fates, journals[3]).items()} == {person: "changed"}
    title = Cell("job_title", "Coach", "Chief")
    assert _renamed(cells, journals[3]) == {person: (title,)}, "name and address are the same under another id"
