"""What `loopline load` says of what it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.commands.load import _print, _print_tally, _report
from graph.loading.plan import Tally
from tests.unit.loading_help import PEOPLE, SMALL, gather, put
from tests.unit.memory_graph import MemoryGraph


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(), ""),
        (Tally(new=1200, same=3), "  people: 1,200 new, 0 changed, 3 as before\n"),
        (
            Tally(new=1200, id_only=1100),
            "  people: 1,200 new (1,100 of them with nothing but an id), 0 changed, 0 as before\n",
        ),
        (
            Tally(source_only=7),
            "  people: 0 new, 0 changed, 0 as before, 7 as before with this source's word added\n",
        ),
        (Tally(changed=1, older=2), "  people: 0 new, 1 changed, 0 as before, 2 older than what is known\n"),
    ],
)
def test_counts_in_words(tally: Tally, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    _print_tally("people", vars(tally))
    assert capsys.readouterr().out == said


def test_remarks_stand_beside_the_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gathered = gather(tmp_path, **{**SMALL, "people": PEOPLE, "contacts": "from_person,to_person,channel,count\n"})
    report = _report(put(MemoryGraph(), gathered), gathered)
    _print(report)
    said = capsys.readouterr()
    assert "contacts.csv has no rows, only a header" in said.err
    assert "people: 2 new, 0 changed, 0 as before\n" in said.out
    assert [note.partition("has no rows")[1] for note in report["notes"]] == ["has no rows"]
