"""One file with all that a data folder needs to be built again: kept inputs, settings and the key."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from graph.errors import LooplineError
from graph.private_file import write_private_file

_VERSION = 1
_FACTS = "backup.json"
_SINGLE = ("settings.toml",)
_MOST = 100_000
"""More files than this no backup has."""


@dataclass(frozen=True)
class Backup:
    """What a backup says of itself.

    Attributes:
        made_at: When it was made.
        loads: How many loads' inputs it holds.
        hash: The hash of the facts in the graph then; empty if there was no graph that could be asked.
        has_key: Whether the key of people's names is in it.
    """

    made_at: datetime
    loads: int
    hash: str
    has_key: bool


def write_backup(path: Path, home: Path, folder: Path, key_file: Path | None, facts: Backup) -> int:
    """Write a backup, whole or not at all.

    Args:
        path: The file; it must not be there.
        home: The data folder.
        folder: The folder of kept inputs.
        key_file: The key to put in; None to leave it out.
        facts: What it says of itself.

    Returns:
        Its size in bytes.

    Raises:
        LooplineError: It is there, or can't be written.
    """
    if path.exists():
        raise LooplineError(f"{path} is there already, and was left as it is.", "Name a new file.")
    part = path.with_name(f".{path.name}.part")
    try:
        write_private_file(part, b"")  # for its owner only, from the first byte on
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for file in sorted(each for each in folder.glob("*") if each.is_file()):
                archive.write(file, f"inputs/{file.name}")
            for file in (home / name for name in _SINGLE):
                if file.is_file():
                    archive.write(file, file.name)
            if key_file is not None:
                archive.write(key_file, key_file.name)
            said = {"version": _VERSION, "made_at": facts.made_at.isoformat(), "loads": facts.loads, "hash": facts.hash}
            archive.writestr(_FACTS, json.dumps(said, indent=2))
        part.replace(path)
    except OSError as error:
        raise LooplineError(f"{path} can't be written: {error.strerror}.", "Free up space there.") from error
    finally:
        part.unlink(missing_ok=True)
    return path.stat().st_size


def read_backup(path: Path) -> Backup:
    """What a backup says of itself.

    Raises:
        LooplineError: It is no backup, damaged, or of a newer version.
    """
    with _opened(path) as archive:
        return _facts(path, archive)


def unpack_backup(path: Path, home: Path, folder: Path) -> Backup:
    """Put what a backup holds into an empty data folder.

    Args:
        path: The backup.
        home: The data folder.
        folder: The folder of kept inputs in it.

    Raises:
        LooplineError: It is no backup or damaged; nothing is left in the folder then.
    """
    written: list[Path] = []
    with _opened(path) as archive:
        facts = _facts(path, archive)
        try:
            for name in list(_names(path, archive)):
                target = (folder if len(name.parts) > 1 else home) / name.name
                written.append(target)
                write_private_file(target, archive.read(str(name)))
        except (zipfile.BadZipFile, OSError, EOFError) as error:
            for each in written:
                each.unlink(missing_ok=True)
            raise _damaged(path) from error
    return facts


def _names(path: Path, archive: zipfile.ZipFile) -> Iterator[PurePosixPath]:
    for name in archive.namelist():
        found = PurePosixPath(name)
        known = found.parts[:1] == ("inputs",) and len(found.parts) == 2 and found.name not in {"..", "."}
        if name == _FACTS:
            continue
        if not known and name not in {*_SINGLE, "person.key"}:
            raise LooplineError(
                f"{path} holds {name!r}, which no backup does. Nothing was restored.",
                "Use a file that `loopline backup` made.",
            )
        yield found


def _facts(path: Path, archive: zipfile.ZipFile) -> Backup:
    try:
        said = json.loads(archive.read(_FACTS))
        if said["version"] != _VERSION:
            raise LooplineError(f"{path} was made by a newer version of Loopline.", "Use that version.")
        key = "person.key" in archive.namelist()
        return Backup(datetime.fromisoformat(said["made_at"]), int(said["loads"]), str(said["hash"]), key)
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise _damaged(path) from error


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise LooplineError(f"There is no file {path}.", "Name the file that `loopline backup` made.") from error
    except (OSError, zipfile.BadZipFile) as error:
        raise _damaged(path) from error
    # Ours are stored as they are: a small file can't unpack to a large one.
    if len(archive.namelist()) > _MOST or any(each.compress_type != zipfile.ZIP_STORED for each in archive.infolist()):
        archive.close()
        raise _damaged(path)
    return archive


def _damaged(path: Path) -> LooplineError:
    return LooplineError(f"{path} is no backup of Loopline, or is damaged.", "Use another copy of it.")
