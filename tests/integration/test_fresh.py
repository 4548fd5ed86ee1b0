"""After a load only what it can have changed is worked out again, and all is as worked out anew."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.connection import Neo4jRunner
from graph.derive.run import derive
from graph.model.cypher_builder import statement
from graph.model.derived_cypher import read_derived
from graph.profile.profile import Profile
from graph.queries.results import compute_all
from graph.refresh import refresh
from graph.runner import Params, Result
from loaders.generator import Options, generate
from tests.support.loading_command import Load, wrote_nothing

pytestmark = pytest.mark.integration

PROFILE = Profile.load("education")
AS_OF = "2026-10-31"
Row = dict[str, str]


class Asked:
    """A runner that notes which statements were read."""

    def __init__(self, runner: Neo4jRunner) -> None:
        self._runner = runner
        self.texts: set[str] = set()

    def read(self, text: str, params: Params | None = None, **options: Any) -> Result:
        self.texts.add(text)
        return self._runner.read(text, params, **options)

    def ran(self, *texts: str) -> list[bool]:
        """Whether each of these statements was read."""
        return [text in self.texts for text in texts]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._runner, name)


def sheet(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(folder: Path, name: str, rows: list[Row]) -> Path:
    folder.mkdir(parents=True)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


def other(rows: list[Row], where: Callable[[Row], bool], **values: str) -> list[Row]:
    """Some of the rows, saying something else; all of a kind that the state has."""
    found = [{**row, **values} for row in rows if where(row)]
    assert found
    return found


CHANGES: dict[str, tuple[str, Callable[[list[Row]], list[Row]], list[bool]]] = {
    # Which sheet, what it says now, and whether links and contact between teams are worked out again.
    "contact of one person is long ago": (
        "contacts",
        lambda rows: other(rows, lambda row: row["from_person"] == rows[0]["from_person"], first="", last="2025-01-05"),
        [False, True],
    ),
    "a team has ended": ("teams", lambda rows: other(rows[-1:], lambda _: True, status="inactive"), [True, True]),
    "a role is nobody's any more": (
        "assignments",
        lambda rows: other(rows[-1:], lambda _: True, until="2026-09-01"),
        [False, True],
    ),
    "a protocol says another rhythm": (
        "protocols",
        lambda rows: other(rows[:2], lambda _: True, every_days="3"),
        [False, True],
    ),
    "somebody's skill": ("team_skills", lambda rows: other(rows[:1], lambda _: True, holders="1"), [False, False]),
}


@pytest.mark.slow
def test_after_every_kind_of_load_all_is_as_worked_out_anew(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    made = generate(Options(districts=2, buildings=6, seed=5, others=0), tmp_path / "state").folder
    kept = tmp_path / "snapshots"
    assert load(made, as_of=AS_OF)[0] == 0
    assert refresh(runner, PROFILE, folder=kept).new
    for number, (what, (name, change, expected)) in enumerate(CHANGES.items()):
        rows = change(sheet(made, name)) if (made / f"{name}.csv").exists() else []
        if not rows:
            pytest.fail(f"the generated state has no sheet {name}")
        code, said, told = load(write(tmp_path / str(number), name, rows), as_of=AS_OF, mode="delta")
        assert code == 0, (what, told)
        assert not wrote_nothing(said), what
        asked = Asked(runner)
        refresh(asked, PROFILE, folder=kept)
        assert asked.ran(read_derived("Link"), statement("derive/contacts/members")) == expected, what
        assert not refresh(runner, PROFILE, folder=kept).new
        # Everything done again, from the graph alone, finds nothing to correct.
        assert derive(runner, PROFILE).written.total == 0, what
        assert compute_all(runner, PROFILE).written.total == 0, what


def test_a_sheet_for_the_first_time_and_another_date_leave_nothing_out(
    load: Load, runner: Neo4jRunner, tmp_path: Path
) -> None:
    made = generate(Options(districts=2, seed=5, others=0), tmp_path / "state").folder
    contacts = sheet(made, "contacts")
    (made / "contacts.csv").unlink()
    (made / "meetings.csv").unlink(missing_ok=True)
    assert load(made, as_of=AS_OF)[0] == 0
    refresh(runner, PROFILE)
    assert load(write(tmp_path / "first", "contacts", contacts), as_of=AS_OF)[0] == 0
    for as_of in (AS_OF, "2026-11-07"):
        contacts[0]["count"] = as_of[-2:]
        assert load(write(tmp_path / as_of, "contacts", contacts[:1]), as_of=as_of)[0] == 0
        asked = Asked(runner)
        assert refresh(asked, PROFILE).as_of == date.fromisoformat(as_of)
        assert asked.ran(read_derived("Link"), statement("derive/contacts/members")) == [True, True]
        assert derive(runner, PROFILE).written.total == 0


def test_what_was_cut_off_is_done_again_whole(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    made = generate(Options(districts=2, seed=5, others=0), tmp_path / "state").folder
    assert load(made, as_of=AS_OF)[0] == 0
    refresh(runner, PROFILE)
    contacts = sheet(made, "contacts")[:1]
    contacts[0]["count"] = "977"
    assert load(write(tmp_path / "one", "contacts", contacts), as_of=AS_OF)[0] == 0

    class Killed(Asked):
        def write(self, text: str, params: Params | None = None) -> Any:
            if text == statement("derive/run/record"):
                raise KeyboardInterrupt
            return self._runner.write(text, params)

        def write_all(self, statements: Any, *, proof: Any = None) -> Any:
            raise AssertionError(f"nothing is answered before all is derived: {statements} {proof}")

    with pytest.raises(KeyboardInterrupt):
        refresh(Killed(runner), PROFILE)
    asked = Asked(runner)
    assert refresh(asked, PROFILE).new
    assert asked.ran(read_derived("Link"), statement("derive/contacts/members")) == [True, True]
    assert derive(runner, PROFILE).written.total == 0
