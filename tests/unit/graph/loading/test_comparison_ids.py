"""`loopline diff` over a load that gave other ids: one record, not one that went and one that came."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

from graph.loading.comparison import _fates, _under_new_ids
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
    fates = _under_new_ids(_fates(journals[1:3], Counter()), journals[3])
    assert {(kind, key): fate.change for (kind, _, key), fate in fates.items()} == {("Person", ("p1-last",)): "changed"}
