"""Explain why a server did not start: the relevant lines of its log, and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.errors import ServerError
from graph.server.home import ServerHome

_LINES = 6
_WIDTH = 300
_STAMP = re.compile(r"^[0-9-]{10} [0-9:.]{8,}[+0-9Z]*\s+")
_WORTH = re.compile(
    r"error|warn|exception|caused by|failed|denied|invalid|could not|cannot|unrecognized|space left", re.IGNORECASE
)


@dataclass(frozen=True)
class Cause:
    """A known reason: what its log lines contain, what it means, what to do."""

    pattern: re.Pattern[str]
    meaning: str
    fix: str


def _cause(pattern: str, meaning: str, fix: str) -> Cause:
    return Cause(re.compile(pattern), meaning, fix)


PORT_TAKEN = _cause(r"Address already in use|BindException", "Its port was taken by another program.", "Try again.")

_CAUSES = (
    PORT_TAKEN,
    _cause(
        r"No space left on device|There is not enough space",
        "The disk that holds the data folder is full.",
        "Free up some space, or set LOOPLINE_HOME to another folder.",
    ),
    _cause(
        r"[Ll]ock file has been locked|FileLockException|Unable to obtain lock on store",
        "Another process has the store open.",
        "Stop the Neo4j that is running on this data folder (maybe on another machine), then try again.",
    ),
    _cause(
        r"Java heap space|GC overhead limit|Too small maximum heap|Initial heap size set to a larger value",
        "Its Java heap was too small.",
        "Unset LOOPLINE_HEAP, or raise it, for example to 1g.",
    ),
    _cause(
        r"OutOfMemoryError|Could not reserve enough space|Cannot allocate memory|insufficient memory|memory config",
        "There was not enough memory.",
        "Close other programs, or lower LOOPLINE_HEAP and LOOPLINE_PAGE_CACHE, for example to 512m and 128m.",
    ),
    _cause(
        r"UnsupportedClassVersionError|compiled by a more recent version of the Java",
        "This Java version is too old for it.",
        "Unset LOOPLINE_JAVA, or set it to the java executable of a newer Java.",
    ),
    _cause(
        r"NoClassDefFoundError|ClassNotFoundException|Could not find or load main class|zip file|LinkageError",
        "Its jars do not match each other.",
        "Run `loopline doctor`; if all jars are fine, reinstall Loopline.",
    ),
    _cause(
        r"Permission denied|AccessDeniedException|Read-only file system",
        "It is not allowed to write to the data folder.",
        "Make the folder and everything in it yours and writable, or set LOOPLINE_HOME to another folder.",
    ),
    _cause(
        r"Unrecognized (VM )?option|Could not create the Java Virtual Machine",
        "Java rejected its arguments.",
        "Unset LOOPLINE_JAVA and JAVA_TOOL_OPTIONS, and try again.",
    ),
    _cause(
        r"UpgradeNotAllowed|unsupported (store|format)|higher version|[Ii]ncompatible",
        "The store was written by another version of Neo4j.",
        "Set LOOPLINE_NEO4J_VERSION to the version that wrote it, or set LOOPLINE_HOME to another folder.",
    ),
)


def read_since(home: ServerHome, offset: int) -> str:
    """The server's log since an offset, and all of Java's output."""
    text = ""
    for path, start in ((home.console, 0), (home.log, offset)):
        try:
            with path.open("rb") as file:
                file.seek(start)
                text += file.read().decode("utf-8", "replace")
        except OSError:
            continue
    return text


def meaningful(text: str, password: str = "") -> list[str]:
    """The last meaningful log lines, without stack frames, time stamps and the password."""
    lines: list[str] = []
    for raw in text.splitlines():
        line = _STAMP.sub("", raw).strip()
        if password:
            line = line.replace(password, "***")
        if line and not raw.startswith(("\tat ", "    at ", "\t...")) and line not in lines:
            lines.append(line if len(line) <= _WIDTH else line[:_WIDTH] + " ...")
    worth = [line for line in lines if _WORTH.search(line)]
    return (worth or lines)[-_LINES:]


def cause_of(text: str) -> Cause | None:
    """The first known reason found in the log."""
    return next((cause for cause in _CAUSES if cause.pattern.search(text)), None)


def explain(home: ServerHome, version: str, text: str, password: str, code: int | None) -> ServerError:
    """The error for a server that exited during its start.

    Args:
        home: Where it ran.
        version: Its Neo4j version.
        text: What it logged.
        password: Left out of the message.
        code: Its exit code, if known.
    """
    cause = cause_of(text)
    lines = meaningful(text, password)
    ended = f" (exit code {code})" if code else ""
    log_tail = "Its log ends with:" + "".join(f"\n    {line}" for line in lines) if lines else "It logged nothing."
    sentences = [f"Neo4j {version} did not start{ended}.", cause.meaning if cause else "", log_tail]
    fix = cause.fix if cause else f"Run `loopline doctor`; the full log is {home.log}."
    return ServerError(" ".join(sentence for sentence in sentences if sentence), fix)
