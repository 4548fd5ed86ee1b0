"""A drop folder: which exports lie in it, whether they are complete, and where they go when they are done.

An export is a folder or a file named SOURCE_YYYY-MM-DD, with or without an ending. One that others still write to is
told by its size and times, which change, and by the names that programs give to unfinished files. Nothing but the
standard library looks at the folder, from time to time: that works on network drives, where changes are not announced.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dashboards.loads.request import check_source
from graph.errors import LooplineError, UsageError
from loaders.readers.files import READABLE

DONE, HELD, FAILED = "done", "held", "failed"
_REPLACED = "replaced"
RESULTS = (DONE, HELD, FAILED)
"""Folders in the drop folder, for exports that were loaded, wait for somebody, or could not be loaded."""

PATTERN = f"SOURCE_YYYY-MM-DD, such as hr_2026-03-31: a folder, or a file ending in {', '.join(READABLE)}"
REPORT = ".report.txt"

_NAME = re.compile(r"(?P<source>.+)_(?P<day>\d{4}-\d{2}-\d{2})(?P<ending>\.[A-Za-z]+)?", re.DOTALL)
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart", ".swp")
_OPEN = ("~$", ".~lock.", "~")

Look = tuple[tuple[str, int, int], ...]
"""Name, size and time of change of each file of an export; two that are equal tell that nobody wrote in between."""


@dataclass(frozen=True)
class Export:
    """An export whose name says what it is.

    Attributes:
        path: The folder or file.
        source: Name of its source.
        as_of: The date that it describes.
    """

    path: Path
    source: str
    as_of: date

    def __str__(self) -> str:
        return self.path.name


@dataclass(frozen=True)
class Misnamed:
    """An entry of the drop folder that is no export.

    Attributes:
        path: The entry.
        why: What is wrong with it, as a sentence.
    """

    path: Path
    why: str


def entries(folder: Path) -> tuple[list[Export], list[Misnamed]]:
    """What lies in the drop folder, besides the result folders, hidden files and those still being written.

    Exports come in the order in which they are loaded: by date, then by source and name.

    Raises:
        LooplineError: The folder can't be read.
    """
    exports, others = [], []
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        raise LooplineError(f"{folder} can't be read: {error.strerror}.", "Correct the path or its rights.") from error
    for path in found:
        if path.name in RESULTS or path.name.startswith(".") or is_unfinished(path.name):
            continue
        export = _export(path)
        if isinstance(export, Export):
            exports.append(export)
        else:
            others.append(Misnamed(path, export))
    return sorted(exports, key=lambda each: (each.as_of, each.source, each.path.name)), others


def _export(path: Path) -> Export | str:
    """The export at a path, or why it is none."""
    if path.is_symlink() or not (path.is_dir() or path.is_file()):
        return "It is neither a folder nor a file of its own."
    ending = path.suffix.lower()
    if path.is_file() and ending not in READABLE:
        return f"It is a file with another ending. Name it {PATTERN}."
    if path.is_dir() and ending:
        return f"It is a folder with an ending. Name it {PATTERN}."
    return _named(path, path.name)


def _named(path: Path, name: str) -> Export | str:
    """The export that a name tells of, or what is wrong with the name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return f"Its name does not say source and date. Name it {PATTERN}."
    try:
        check_source(found["source"])
        return Export(path, found["source"], date.fromisoformat(found["day"]))
    except ValueError:
        return f"{found['day']} is no day. Correct the date in its name."
    except UsageError:
        return "Its source has no name that a source can have: a short one without `|` and blanks at its ends."


def is_unfinished(name: str) -> bool:
    """Whether a name is one that programs give to a file that they still write, or keep open."""
    plain = name.casefold()
    return plain.endswith(_UNFINISHED) or plain.startswith(_OPEN)


def look(export: Export) -> Look | None:
    """What can be seen of an export's files; None if it is plainly not complete: empty, or with unfinished files."""
    try:
        found = sorted(_files(export.path))
    except OSError:
        return None  # moved or renamed while it was looked at
    if not found or any(is_unfinished(Path(name).name) for name, _, _ in found):
        return None
    return tuple(found)


def _files(path: Path) -> Iterator[tuple[str, int, int]]:
    if not path.is_dir():
        yield _seen(path)
        return
    for folder, below, names in os.walk(path, onerror=_raise):
        below.sort()
        for name in names:
            yield _seen(Path(folder) / name)


def _seen(path: Path) -> tuple[str, int, int]:
    facts = path.lstat()
    if not stat.S_ISREG(facts.st_mode):
        return str(path), 0, 0  # a link or a pipe, which the readers refuse
    return str(path), facts.st_size, facts.st_mtime_ns


def _raise(error: OSError) -> None:
    raise error


def prepare(folder: Path) -> None:
    """Make the result folders.

    Raises:
        LooplineError: There is no such folder, or it is not writable.
    """
    if not folder.is_dir():
        raise LooplineError(f"There is no folder {folder}.", "Create it, or correct the path.")
    try:
        for name in RESULTS:
            (folder / name).mkdir(exist_ok=True)
    except OSError as error:
        raise LooplineError(
            f"{folder} can't be written to: {error.strerror}. Exports are moved in it when they are done.",
            "Make it writable for this user.",
        ) from error


def put(export: Export, result: str, report: str) -> Path:
    """Move an export to a result folder with its report beside it; what is there stays, and a number is added.

    Args:
        export: The export.
        result: The result folder.
        report: The report; files of the export are named in it by where they are now.

    Returns:
        Where it is now.

    Raises:
        LooplineError: It can't be moved.
    """
    try:
        target = _free(export.path.parent / result, export.path)
        shutil.move(export.path, target)
        _report_of(target).write_text(moved_in(report, export, target), encoding="utf-8")
    except OSError as error:
        raise LooplineError(
            f"{export.path} can't be moved to {result}: {error.strerror or type(error).__name__}.",
            "Make the folder writable, or free up space; the next run moves it.",
        ) from error
    return target


def moved_in(text: str, export: Export, target: Path) -> str:
    """A text that names an export or files in it, with where they are now."""
    return re.sub(rf"{re.escape(str(export.path))}(?![\w~-]|\.\w)", lambda _: str(target), text)


def failed(folder: Path) -> list[Export]:
    """The exports in the folder of those that could not be loaded, whatever number was added to their names."""
    found = []
    for path in sorted((folder / FAILED).iterdir()):
        if path.name.endswith(REPORT):
            continue
        stem, ending = _parts(path)
        export = _named(path, f"{re.sub(r'~[0-9]+$', '', stem)}{ending}")
        if isinstance(export, Export):
            found.append(export)
    return found


def replaced(export: Export) -> list[Path]:
    """Move aside the failed exports that this one, which was loaded, replaces: those of its source and date.

    Returns:
        Where they are now.

    Raises:
        LooplineError: They can't be moved.
    """
    folder = export.path.parent
    moved = []
    for old in failed(folder):
        if (old.source, old.as_of) == (export.source, export.as_of):
            aside = folder / FAILED / _REPLACED
            try:
                aside.mkdir(exist_ok=True)
                target = _free(aside, old.path)
                old.path.rename(target)
                if _report_of(old.path).exists():
                    _report_of(old.path).rename(_report_of(target))
            except OSError as error:
                raise LooplineError(f"{old.path} can't be moved: {error.strerror}.", "Move it away by hand.") from error
            moved.append(target)
    return moved


def _parts(path: Path) -> tuple[str, str]:
    """A name without and with what it ends in; dots in a folder's name are no ending."""
    ending = path.suffix if path.suffix.lower() in READABLE else ""
    return path.name.removesuffix(ending), ending


def _free(folder: Path, path: Path) -> Path:
    stem, ending = _parts(path)
    found, number = folder / path.name, 1
    while os.path.lexists(found) or os.path.lexists(_report_of(found)):
        number += 1
        found = folder / f"{stem}~{number}{ending}"
    return found


def _report_of(path: Path) -> Path:
    return path.with_name(f"{path.name}{REPORT}")
