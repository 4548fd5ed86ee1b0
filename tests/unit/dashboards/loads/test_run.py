"""A load from the command line on a graph in memory, and the same load again from its kept input."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboards.loads.run import Way, run_load
from graph.errors import LooplineError
from graph.kept.folder import KeptInputs, inputs_folder
from graph.private_file import write_private_file
from graph.settings import Settings
from graph.vault.key import known_key
from tests.support.memory_command import MemoryCommand, people
from tests.support.memory_graph import MemoryGraph
from tests.support.screens import texts

CUT = people(60)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> MemoryCommand:
    return MemoryCommand(tmp_path / "in", monkeypatch, capsys)


def kept(settings: Settings) -> KeptInputs:
    return KeptInputs(inputs_folder(settings), known_key(settings) or pytest.fail("no key"))


def test_a_load_built_again_keeps_the_time_of_the_first(command: MemoryCommand) -> None:
    command.load(people(20))
    (first,) = command.graph.loads.values()
    settings = Settings.from_env()
    inputs = kept(settings)
    given = inputs.read(inputs.published()[0])
    assert given.loaded_at == first["loaded_at"]
    for again, same in ((given, True), (replace(given, loaded_at=None), False)):
        command.graph = MemoryGraph()
        run_load(settings, again, Way(derive=False, guarded=False))
        (second,) = command.graph.loads.values()
        assert (second["loaded_at"] == first["loaded_at"]) is same


def held_id(text: str) -> str:
    return text.split("Load ")[1].split(maxsplit=1)[0]


def test_a_held_load_says_each_reason_list_and_command_on_a_line_of_its_own(command: MemoryCommand) -> None:
    command.load(people(100))
    ended = command.load(f"{CUT},nobody\n", as_of="2026-10-01")
    assert ended.code == 3
    lines = ended.err.splitlines()
    load = held_id(ended.err)
    assert lines[0] == f"loopline: Load {load} is held, and nothing was written."
    assert lines[1].startswith("  - 40 of 100 people of this source are not in the files; ")
    listed = next(line for line in lines if "Rows that would be set aside, each with its reason: " in line)
    assert Path(listed.split(": ", 1)[1]).exists()
    every = next(line for line in lines if "Everything that it would begin, end and change: " in line)
    changes = Path(every.split(": ", 1)[1])
    text = changes.read_text(encoding="utf-8")
    assert text.count("\nended,person,P0") == 40
    at = lines.index("  If the files are right:")
    assert lines[at + 1] == f'    loopline approve {load} --reason "..."'
    assert lines[at + 3] == f'    loopline reject {load} --reason "..."'
    command.run("reject", load, "--reason", "cut off")
    assert not changes.exists(), "it is decided"


def test_files_that_were_rejected_stay_held_and_say_why(
    command: MemoryCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "ann")
    command.load(people(100))
    load = held_id(command.load(CUT, as_of="2026-10-01").err)
    command.run("reject", load, "--reason", "cut off in the download")
    for day in ("2026-10-01", "2026-10-02"):
        again = command.load(CUT, as_of=day)
        assert again.code == 3
        other = ", as of 2026-10-01" if day != "2026-10-01" else ""
        (line,) = (line for line in again.err.splitlines() if "These files were rejected on " in line)
        assert line.endswith(f"{other} (by ann): cut off in the download.")
        planned = command.load(CUT, "--plan", as_of=day)
        assert planned.out.count("These files were rejected on ") == 1
        assert ": cut off in the download." in planned.out
    assert command.load(people(99), as_of="2026-10-01").code == 0, "other files of that date are not those"


def test_rejected_files_are_held_even_where_nothing_else_speaks_against_them(command: MemoryCommand) -> None:
    command.load(people(100))
    load = held_id(command.load(CUT, as_of="2026-10-01").err)
    command.run("reject", load, "--reason", "of another agency")
    (command.home / "settings.toml").write_text("[guards.default]\nended_share = 0.9\n", encoding="utf-8")
    held = command.load(CUT, as_of="2026-10-01")
    assert (held.code, held.err.count("\n  - ")) == (3, 1)
    command.run("approve", load, "--reason", "they are ours now")  # writes; deriving needs a server
    assert [each["approved"] for each in command.graph.loads.values()] == [None, "they are ours now"]


def test_an_approval_is_remembered_and_holds_nothing(command: MemoryCommand) -> None:
    command.load(people(100))
    load = held_id(command.load(CUT, as_of="2026-10-01").err)
    command.run("approve", load, "--reason", "forty went to another agency")
    command.load(people(61), as_of="2026-10-01")
    again = command.load(CUT, as_of="2026-10-01")
    assert again.code == 0, again.err
    assert "These files were approved on " in again.err
    assert ": forty went to another agency." in again.err
    assert command.graph.loads[load]["approved"] == "forty went to another agency"


def test_what_people_wrote_stands_in_no_log(command: MemoryCommand) -> None:
    command.load(people(100))
    load = held_id(command.load(CUT, as_of="2026-10-01").err)
    command.run("reject", load, "--reason", "Ann Able said so")
    for more in ((), ("--plan",)):
        logged = command.load(CUT, "--log", "json", *more, as_of="2026-10-01").err
        assert "These files were rejected on " in logged
        assert "Ann" not in logged


class FullDisk:
    """Refuses to write pages until there is room."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        monkeypatch.setattr("dashboards.loads.report_page.write_private_file", self.write)

    def write(self, path: Path, content: bytes) -> bool:
        if self.full:
            raise LooplineError(f"{path} can't be written: No space left on device.", "Free up space there.")
        return write_private_file(path, content)


def test_a_load_whose_page_can_not_be_written_is_loaded_and_says_so(
    command: MemoryCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(monkeypatch)
    command.load(people(20))
    ended = command.load(people(21), as_of="2026-10-01")
    assert ended.code == 0
    assert len(command.graph.loads) == 2
    assert "only the page with its report is missing" in ended.err
    assert "No space left on device" in ended.err
    assert "as a page" not in ended.out
    disk.full = False
    again = command.load(people(21), as_of="2026-10-01")
    assert again.out.startswith("Nothing new: ")
    (page,) = inputs_folder(Settings.from_env()).glob("*.html")
    assert str(page) in again.out
    said = texts(page.read_text(encoding="utf-8"))
    assert "1 person new: P020" in said
    assert "People 1 0 0 -" in said, "what stayed as it was is not on record"
    assert "This page was written when the same files were given again" in said
    third = command.load(people(21), as_of="2026-10-01")
    assert "as a page" not in third.out, "it is there"


def test_what_fails_after_a_load_says_that_the_load_is_done(
    command: MemoryCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise LooplineError("The disk is full.", "Free up space.")

    monkeypatch.setattr(KeptInputs, "release", full)
    ended = command.load(people(20))
    (load,) = command.graph.loads
    assert ended.code == 1
    assert f"The disk is full. Load {load} itself is in the graph; what failed came after it." in ended.err
    assert "The same command again does the rest." in ended.err
    monkeypatch.undo()
