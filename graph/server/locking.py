"""Write the lock file of a Neo4j version: `python -m graph.server.locking VERSION`.

A tool for maintainers. It resolves `org.neo4j:neo4j:VERSION` and its dependencies, downloads the jars, and writes their
hashes, sizes and paths to this folder. Users never run it: they get exactly the jars in the lock file.
"""

from __future__ import annotations

import argparse
import re
import struct
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from graph.errors import LooplineError, ServerError
from graph.server.jars import Jar, JarLock, entry_point, hash_file, lock_path
from graph.server.repository import HttpRepository, Repository, repositories

GROUP = "org.neo4j"
ARTIFACT = "neo4j"
_THREADS = 16
_CLASS_MAGIC = 0xCAFEBABE
_FIRST_JAVA = 44  # class files of Java n have the version n + 44


def resolve(version: str, poms: Path) -> list[str]:
    """Paths of every jar that a version needs at run time, in order.

    Args:
        version: Version of the root artifact.
        poms: Folder in which project descriptions are kept.
    """
    from jgo.maven import MavenContext

    named = {f"repository{number}": address for number, address in enumerate(repositories())}
    context = MavenContext(repo_cache=poms, remote_repos=named)
    roots, others = context.resolver.resolve([context.create_dependency(f"{GROUP}:{ARTIFACT}:{version}")])
    found = {
        f"{dependency.artifact.component.path_prefix.as_posix()}/{dependency.artifact.filename}"
        for dependency in [*roots, *others]
        if dependency.type == "jar" and dependency.scope in {None, "compile", "runtime"}
    }
    return sorted(found)


def take(path: str, folder: Path, repository: Repository) -> Jar:
    """Download one jar that is not locked yet and describe it."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with repository.read(path, 0) as body, target.open("wb") as file:
        for chunk in body.chunks:
            file.write(chunk)
    return Jar(path, hash_file(target), target.stat().st_size)


def java_of(jar: Path) -> int:
    """Oldest Java that runs the server's main class."""
    with zipfile.ZipFile(jar) as archive:
        name = entry_point(jar).replace(".", "/") + ".class"
        magic, _, major = struct.unpack(">IHH", archive.read(name)[:8])
    if magic != _CLASS_MAGIC:
        raise ServerError(f"{jar.name}: {name} is not a class file.")
    return int(major) - _FIRST_JAVA


def lock(version: str, repository: Repository) -> JarLock:
    """Resolve, download and describe a version; every jar is downloaded again, whatever is in a cache."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        paths = resolve(version, folder / "poms")
        with ThreadPoolExecutor(_THREADS) as pool:
            jars = tuple(pool.map(lambda path: take(path, folder / "jars", repository), paths))
        draft = JarLock(GROUP, ARTIFACT, version, 0, jars)
        return replace(draft, java=java_of(folder / "jars" / draft.root.path))


def main(arguments: list[str] | None = None) -> int:
    """Entry of `python -m graph.server.locking`; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m graph.server.locking", description="Write a lock file of jars.")
    parser.add_argument("version", help="Neo4j version, such as 5.26.30")
    version = parser.parse_args(arguments).version
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)+", version):
        parser.error(f"{version!r} is not a version")
    try:
        found = lock(version, HttpRepository())
    except LooplineError as error:
        sys.stderr.write(f"{error}\n")
        return int(error.code)
    text = found.render()
    JarLock.parse(text, lock_path(version).name)
    lock_path(version).write_text(text, encoding="ascii")
    sys.stderr.write(f"{lock_path(version).name}: {len(found.jars)} jars, {found.size / 1e6:.0f} MB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
