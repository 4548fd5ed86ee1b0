"""Java's archive of the server's classes, which makes starts faster: it is mapped into memory at every start.

The Java that comes with Loopline has no class-data archive, so that each start loads and verifies some 18,000 classes
from 216 jars. The first server that uses a cache records which classes it loads; after it stops, a background process
(`graph.server.archiving`) creates one archive from them next to the jars, for every data folder. A failure only costs
time: Java starts without an archive that is missing, damaged or made for something else.

Source: JEP 310 (application class-data sharing), and Java's `-XX:SharedArchiveFile`, `-XX:DumpLoadedClassList`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.server.home import ServerHome, write_private
from graph.server.jars import JarLock
from graph.server.java import Java

_KEY = 16  # hexadecimal digits
_QUIET = "-Xlog:cds*=off"  # a mismatch only costs time and should not clutter a log that is read when a start fails


@dataclass(frozen=True)
class Recipe:
    """How to create an archive; saved in the server's folder while the class list is being written.

    Attributes:
        java: The Java program that the archive is for.
        class_path: The jars, in the order of the server's class path.
        target: Where the archive goes.
    """

    java: str
    class_path: tuple[str, ...]
    target: str

    def write(self, path: Path) -> None:
        """Save it, readable by its owner only."""
        write_private(path, json.dumps(asdict(self)) + "\n")

    @classmethod
    def read(cls, path: Path) -> Recipe | None:
        """The saved recipe, or None if there is none or it is not valid."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            return cls(str(found["java"]), tuple(str(jar) for jar in found["class_path"]), str(found["target"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None


def archive_folder(cache: Path) -> Path:
    """The folder of archives in a cache folder."""
    return cache / "archives"


def archive_path(cache: Path, lock: JarLock, program: Java, class_path: Sequence[Path]) -> Path:
    """The file of one archive; its name depends on the Java, the jars and their paths.

    Args:
        cache: Folder of jars and archives.
        lock: Which Neo4j, with the hash of every jar.
        program: The Java, with its full version output.
        class_path: The jars; Java rejects an archive whose jars have another path, size or time.
    """
    digest = hashlib.sha256()
    for part in (str(program.program), program.build, lock.render(), *_stamps(class_path)):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    return archive_folder(cache) / f"neo4j-{lock.version}-{digest.hexdigest()[:_KEY]}.jsa"


def _stamps(class_path: Iterable[Path]) -> Iterable[str]:
    for path in class_path:
        try:
            found = path.stat()
        except OSError:
            yield str(path)
        else:
            yield f"{path} {found.st_size} {found.st_mtime_ns}"


def refusal_file(target: Path) -> Path:
    """The file that says why Java could not create an archive; while it exists, there is no other try."""
    return target.with_suffix(".failed")


def archive_arguments(home: ServerHome, target: Path, program: Java, class_path: Sequence[Path]) -> list[str]:
    """Java's arguments to use the archive, or else to record what it would contain.

    Args:
        home: The server's folder, for the recipe and the class list.
        target: From `archive_path`.
        program: The Java that starts.
        class_path: The jars.
    """
    if target.is_file():
        forget(home)
        with suppress(OSError):
            os.utime(target)  # so that an archive in use does not count as old
        # Java checks only the archive's header unless told otherwise; a damaged archive could crash it.
        return [f"-XX:SharedArchiveFile={target}", "-XX:+VerifySharedSpaces", "-Xshare:auto", _QUIET]
    if refusal_file(target).exists() or waiting(home, target):
        return []
    forget(home)
    if not os.access(_nearest_existing(target.parent), os.W_OK):
        return []
    Recipe(str(program.program), tuple(str(path) for path in class_path), str(target)).write(home.archive_recipe)
    return [f"-XX:DumpLoadedClassList={home.class_list}"]


def waiting(home: ServerHome, target: Path) -> bool:
    """Whether an earlier server on this folder has recorded the content of this archive."""
    recipe = Recipe.read(home.archive_recipe)
    return recipe is not None and recipe.target == str(target) and home.class_list.is_file()


def forget(home: ServerHome) -> None:
    """Delete the recipe and the class list."""
    for path in (home.archive_recipe, home.class_list):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def making(home: ServerHome) -> tuple[list[str], Path] | None:
    """The command that creates the archive recorded by a stopped server, and the folder to run it in.

    Returns:
        None if there is nothing to create.
    """
    recipe = Recipe.read(home.archive_recipe)
    if recipe is None or not home.class_list.is_file():
        return None
    folder = _nearest_existing(Path(recipe.target).parent)
    return [sys.executable, "-P", "-m", "graph.server.archiving", str(home.folder)], folder


def _nearest_existing(folder: Path) -> Path:
    """The folder, or its nearest parent that exists."""
    return next(found for found in (folder, *folder.parents) if found.exists())
