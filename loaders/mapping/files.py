"""Choose the files of an export that a mapping reads, by name pattern, also in folders and archives."""

from __future__ import annotations

import fnmatch
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from graph.errors import InputError
from loaders.mapping.mapping import File, Mapping
from loaders.readers.files import find_files, read_tables
from loaders.readers.tables import Table

if TYPE_CHECKING:
    from loaders.readers.tables import IsHeader


@dataclass(frozen=True)
class Entry:
    """A file of the export.

    Attributes:
        path: The file, or the archive that holds it.
        member: Its name in the archive; empty for a file of its own.
    """

    path: Path
    member: str = ""

    @property
    def shown(self) -> str:
        """Its name in messages."""
        return f"{self.path}!{self.member}" if self.member else str(self.path)

    def matches(self, patterns: Iterable[str]) -> bool:
        """Whether its name matches one of these patterns, ignoring case."""
        name = (PurePosixPath(self.member) if self.member else self.path).name.casefold()
        return any(fnmatch.fnmatchcase(name, pattern.casefold()) for pattern in patterns)

    def read(self, is_header: IsHeader) -> list[Table]:
        """Its tables: one, or one for each sheet of a workbook."""
        if self.member:
            return read_tables(self.path, wanted=lambda name: name == self.member, is_header=is_header)
        return read_tables(self.path, is_header=is_header)


def choose(mapping: Mapping, paths: list[Path]) -> tuple[dict[str, list[Entry]], list[Entry]]:
    """The files that a mapping reads, by their key in the mapping, and those that it does not read.

    If one required file was not found, a file that matches no pattern takes its place, if there is only one or the user
    named it.

    Raises:
        InputError: A required file is missing, or several match where only one is allowed.
    """
    entries = list(dict.fromkeys(entry for path in paths for file in find_files(path) for entry in _entries(file)))
    found = {key: [entry for entry in entries if entry.matches(spec.pattern)] for key, spec in mapping.files.items()}
    matched = {entry for group in found.values() for entry in group}
    spare = [entry for entry in entries if entry not in matched]
    wanting = [key for key, spec in mapping.files.items() if not found[key] and not spec.optional]
    if len(wanting) == 1 and (len(spare) == 1 or (spare and all(entry.path in paths for entry in spare))):
        found[wanting[0]], spare = spare, []
        wanting = []
    for key in wanting:
        patterns = " or ".join(mapping.files[key].pattern)
        raise InputError(
            f"There is no file named {patterns}, which the mapping {mapping.name!r} needs as {key!r}.",
            "Give the folder that holds the export, or rename the files to match.",
            file=", ".join(str(path) for path in paths),
        )
    for key, spec in mapping.files.items():
        _check_single(key, spec, found)
    return found, spare


def _entries(file: Path) -> list[Entry]:
    """A file, or the members of an archive."""
    if file.suffix.lower() != ".zip":
        return [Entry(file)]
    members: list[str] = []

    def note(member: str) -> bool:
        members.append(member)
        return False

    read_tables(file, wanted=note)
    return [Entry(file, member) for member in members]


def _check_single(key: str, spec: File, found: dict[str, list[Entry]]) -> None:
    group = found[key]
    if not spec.single or len(group) < 2:
        return
    rest = [others[0] for name, others in found.items() if name != key and others]
    example = " ".join(shlex.quote(str(entry.path)) for entry in dict.fromkeys([group[-1], *rest]))
    raise InputError(
        f"{len(group)} files match {key!r}: {', '.join(entry.shown for entry in group)}. Loading two of them together "
        "would mix them up.",
        f"Name the one you mean, such as: loopline load {example} ...",
        file=", ".join(dict.fromkeys(str(entry.path.parent) for entry in group)),
    )
