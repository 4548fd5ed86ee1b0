"""The jars of one Neo4j version: names, hashes and paths.

A lock file `neo4j-VERSION.lock` in this folder lists every jar with its path below a Maven repository, its size and its
SHA-256. It has no address: the jars may come from any repository.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.errors import ServerError, UsageError
from graph.server.options import version_numbers

_FOLDER = Path(__file__).parent
_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64}) (?P<size>[1-9][0-9]*) (?P<path>[A-Za-z0-9_][A-Za-z0-9_./+-]*\.jar)")
_HEAD = re.compile(r"# (?P<group>[a-z0-9.]+):(?P<artifact>[a-z0-9-]+):(?P<version>[0-9.]+) java (?P<java>[0-9]+)")
_ENTRY_POINT = "META-INF/services/org.neo4j.server.startup.EntryPoint"
_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Jar:
    """One jar: its path below the repository (and below the cache), its SHA-256 in hexadecimal, its size in bytes."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True)
class JarLock:
    """Every jar of one version.

    Attributes:
        group: Maven group of the root artifact.
        artifact: Maven name of the root artifact.
        version: Its version.
        java: Oldest Java version that runs it.
        jars: The root artifact's jar and all its dependencies, sorted by path.
    """

    group: str
    artifact: str
    version: str
    java: int
    jars: tuple[Jar, ...]

    @property
    def size(self) -> int:
        """Bytes of all jars together."""
        return sum(jar.size for jar in self.jars)

    @property
    def root(self) -> Jar:
        """The jar that names the entry point."""
        path = f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.artifact}-{self.version}.jar"
        return next(jar for jar in self.jars if jar.path == path)

    def render(self) -> str:
        """The text of the lock file."""
        head = f"# {self.group}:{self.artifact}:{self.version} java {self.java}\n"
        note = (
            f"# python -m graph.server.locking {self.version} wrote this: SHA-256, bytes, path below the repository\n"
        )
        return head + note + "".join(f"{jar.sha256} {jar.size} {jar.path}\n" for jar in self.jars)

    @classmethod
    def parse(cls, text: str, origin: str) -> JarLock:
        """Read the text of a lock file.

        Args:
            text: The content of the file.
            origin: The file's name, for messages.

        Raises:
            ServerError: A line is not in the format of `render`, a jar is listed twice, or the root artifact is
                missing.
        """
        lines = text.splitlines()
        head = _HEAD.fullmatch(lines[0]) if lines else None
        if head is None:
            raise ServerError(f"{origin}, line 1: a lock file header was expected.", _REINSTALL)
        jars: list[Jar] = []
        for number, line in enumerate(lines[1:], start=2):
            if line.startswith("#") or not line:
                continue
            match = _LINE.fullmatch(line)
            if match is None or ".." in match["path"].split("/"):
                raise ServerError(
                    f"{origin}, line {number}: this line is not a jar with hash, size and path.", _REINSTALL
                )
            jars.append(Jar(match["path"], match["sha256"], int(match["size"])))
        lock = cls(head["group"], head["artifact"], head["version"], int(head["java"]), tuple(jars))
        if len({jar.path for jar in jars}) != len(jars):
            raise ServerError(f"{origin}: a jar is listed twice.", _REINSTALL)
        if not any(jar.path.endswith(f"/{lock.artifact}-{lock.version}.jar") for jar in jars):
            raise ServerError(f"{origin}: the jar of {lock.artifact} {lock.version} itself is missing.", _REINSTALL)
        return lock

    @classmethod
    def read(cls, version: str) -> JarLock:
        """The lock file of one version.

        Raises:
            UsageError: There is no lock file for it.
            ServerError: The lock file is damaged.
        """
        versions = locked_versions()
        if version not in versions:
            raise UsageError(
                f"Loopline has no lock file for Neo4j {version}.",
                f"Set LOOPLINE_NEO4J_VERSION to one of {', '.join(versions)}, or unset it.",
            )
        path = lock_path(version)
        return cls.parse(path.read_text(encoding="ascii"), path.name)


_REINSTALL = "Reinstall Loopline."


def lock_path(version: str) -> Path:
    """The path of a version's lock file."""
    return _FOLDER / f"neo4j-{version}.lock"


def locked_versions() -> list[str]:
    """The versions that have a lock file, oldest first."""
    found = [path.name.removeprefix("neo4j-").removesuffix(".lock") for path in _FOLDER.glob("neo4j-*.lock")]
    return sorted(found, key=version_numbers)


def jar_folder(cache: Path) -> Path:
    """The folder of jars in a cache folder; the paths below it are those in the lock file."""
    return cache / "jars"


def missing(lock: JarLock, cache: Path) -> list[Jar]:
    """The jars that are missing or have the wrong size."""
    folder = jar_folder(cache)

    def is_present(jar: Jar) -> bool:
        try:
            return (folder / jar.path).stat().st_size == jar.size
        except OSError:
            return False

    return [jar for jar in lock.jars if not is_present(jar)]


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def damaged(jars: Iterable[Jar], cache: Path) -> list[Jar]:
    """The jars that exist but do not have the locked hash. Reads every byte: 0.2 seconds for a version."""
    folder = jar_folder(cache)
    return [jar for jar in jars if (folder / jar.path).is_file() and hash_file(folder / jar.path) != jar.sha256]


def entry_point(jar: Path) -> str:
    """The class that starts the server, as the root jar names it (the name differs between versions).

    Raises:
        ServerError: The jar can't be read or does not name one.
    """
    try:
        with zipfile.ZipFile(jar) as archive:
            names = archive.read(_ENTRY_POINT).decode("ascii").split()
    except (OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise ServerError(f"{jar.name} does not name the class that starts Neo4j.", _REFETCH) from error
    if not names:
        raise ServerError(f"{jar.name} does not name the class that starts Neo4j.", _REFETCH)
    return names[0]


_REFETCH = "Try again; if the problem stays, reinstall Loopline."
