"""The folder of a generated state: its sheets, the answer key, and a note that everything is invented."""

from __future__ import annotations

import csv
import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from graph.errors import LooplineError
from graph.model.sheets import SHEETS
from graph.wording import say_count
from loaders.generator import contacts, people, structure
from loaders.generator.extras import extra_sheets
from loaders.generator.state import Draft

MARK = "invented data"
README = "README.txt"
KEY = "planted.csv"

Rows = Iterable[tuple[object, ...]]

# Values that the csv module would write differently; None becomes blank, and dates are already ISO.
_FLAGS = {True: "true", False: "false"}


@dataclass(frozen=True)
class SheetFile:
    """One sheet to write.

    Attributes:
        name: Name of the sheet.
        columns: Columns it fills, in order.
        rows: Makes its rows.
    """

    name: str
    columns: tuple[str, ...]
    rows: Callable[[], Rows]


def sheet_files(draft: Draft) -> list[SheetFile]:
    """Every sheet of the state, in the order in which it is written."""
    free = draft.number_people()
    return [
        SheetFile("units", structure.UNITS, lambda: structure.unit_rows(draft)),
        SheetFile("teams", structure.TEAMS, lambda: structure.team_rows(draft)),
        SheetFile("people", people.PEOPLE, lambda: people.people_rows(draft, free)),
        SheetFile("roles", people.ROLES, lambda: people.role_rows(draft)),
        SheetFile("assignments", people.ASSIGNMENTS, lambda: people.assignment_rows(draft, free)),
        SheetFile("team_links", structure.TEAM_LINKS, lambda: structure.team_link_rows(draft)),
        SheetFile("protocols", structure.PROTOCOLS, lambda: structure.protocol_rows(draft)),
        SheetFile("contacts", contacts.CONTACTS, lambda: contacts.contact_rows(draft, free)),
        SheetFile("meetings", contacts.MEETINGS, lambda: contacts.meeting_rows(draft)),
        SheetFile("link_checks", contacts.LINK_CHECKS, lambda: contacts.check_rows(draft)),
        SheetFile("collected", structure.COLLECTED, lambda: structure.collected_rows(draft)),
        SheetFile("joint_work", structure.JOINT_WORK, lambda: structure.joint_rows(draft)),
        *(SheetFile(name, columns, partial(make, draft)) for name, columns, make in extra_sheets()),
    ]


def prepare(out: Path) -> None:
    """Create the folder, or empty one that an earlier run of the generator filled.

    Raises:
        LooplineError: The folder contains something else; nothing is changed.
    """
    if out.exists() and not out.is_dir():
        raise LooplineError(f"{out} is a file.", "Choose a folder that does not exist yet.")
    try:
        inside = sorted(out.iterdir()) if out.is_dir() else []
        if inside and not _is_ours(out, inside):
            raise LooplineError(
                f"{out} is not empty, and what is in it was not generated.",
                "Choose a folder that does not exist yet, or empty this one yourself.",
            )
        for path in inside:
            path.unlink()
        out.mkdir(parents=True, exist_ok=True)
        # Written first, so that the next run recognizes the folder even if this one is interrupted.
        (out / README).write_text(f"This is {MARK}, not finished.\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise LooplineError(
            f"{out} can't be written: {error.strerror}.", "Choose a folder that you can write to."
        ) from error


def _is_ours(out: Path, inside: list[Path]) -> bool:
    """Whether the folder contains only an earlier generated state."""
    readme = out / README
    marked = readme.is_file() and MARK in readme.read_text(encoding="utf-8", errors="replace")[:200]
    known = {README, KEY, *(f"{name}.csv" for name in SHEETS)}
    return marked and all(path.name in known and path.is_file() for path in inside)


def write(out: Path, file: SheetFile) -> int:
    """Write one sheet as `<name>.csv`, row by row.

    Returns:
        Rows written, without the header.

    Raises:
        LooplineError: The file can't be written.
    """
    try:
        with (out / f"{file.name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(file.columns)
            count = 0
            for row in file.rows():
                writer.writerow([_FLAGS[cell] if isinstance(cell, bool) else cell for cell in row])
                count += 1
            return count
    except OSError as error:
        raise LooplineError(
            f"{file.name}.csv can't be written in {out}: {error.strerror}.",
            "Free some disk space, or choose another folder.",
        ) from error


def key_file(draft: Draft) -> SheetFile:
    """The answer key as a file."""
    return SheetFile(KEY.removesuffix(".csv"), ("rule", "ids", "because"), draft.key.rows)


def readme(draft: Draft, sizes: dict[str, int]) -> str:
    """The note next to the sheets; its first words identify a generated folder."""
    options = draft.options

    def lines() -> Iterator[str]:
        yield f"This is {MARK}: {draft.world.nobody}."
        yield ""
        yield f"{draft.skeleton.state.name}, records as of {options.as_of}."
        yield (
            f"Made by: loopline generate --districts {options.districts} --seed {options.seed} "
            f"--regions {options.region_count} --buildings {options.building_count} --others {options.other_count} "
            f"--defects {options.defects:g} --staff {options.staff} --as-of {options.as_of}"
            + (f" --profile {shlex.quote(options.profile)}" if options.profile != "education" else "")
            + "".join(f" --without {rule}" for rule in sorted(options.without))
        )
        yield ""
        yield f"{KEY} is the answer key: which findings the planted defects lead to, and why."
        yield "The sheets:"
        for name, count in sizes.items():
            yield f"  {name}.csv  {say_count(count, 'row', 'rows')}"

    return "\n".join(lines()) + "\n"
