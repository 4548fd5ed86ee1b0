"""Options of Loopline's own server, read from the environment."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs
import psutil

from graph.errors import UsageError

DEFAULT_VERSION = "5.26.30"
MEBIBYTE = 1024 * 1024

_MEMORY = re.compile(r"(?P<number>[1-9][0-9]{0,5})(?P<unit>[mg])")


def version_numbers(version: str) -> tuple[int, ...]:
    """A version as numbers, so that 5.26 comes before 2026.08."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())


# Memory for everything else on the machine: an eighth of what is beyond it may cache the store, which is slow if it
# does not fit.
_OTHERS = 4 * 1024 * MEBIBYTE


def memory_share(total: int, divisor: int, lowest: int, highest: int) -> int:
    """A share of the machine's memory, within limits.

    Args:
        total: Bytes of memory the machine has.
        divisor: One part in this many is taken.
        lowest: Smallest size in MiB.
        highest: Largest size in MiB.

    Returns:
        Size in MiB.
    """
    return max(lowest, min(highest, total // divisor // MEBIBYTE))


def read_memory(variable: str, default: int) -> int:
    """Size in MiB from an environment variable such as `1g` or `768m`.

    Raises:
        UsageError: The variable holds anything else.
    """
    text = os.environ.get(variable, "").strip().lower()
    if not text:
        return default
    match = _MEMORY.fullmatch(text)
    if match is None:
        raise UsageError(
            f"{variable} is {text!r}, which is not a memory size.",
            "Use a whole number with m or g, such as 768m or 2g.",
        )
    return int(match["number"]) * (1024 if match["unit"] == "g" else 1)


def default_cache() -> Path:
    """The folder of jars: outside the data folder, so that several data folders share them."""
    named = os.environ.get("LOOPLINE_CACHE")
    folder = Path(named).expanduser() if named else Path(platformdirs.user_cache_dir("loopline", appauthor=False))
    return folder.absolute()


def _memory_of_machine() -> int:
    return int(psutil.virtual_memory().total)


@dataclass(frozen=True)
class ServerOptions:
    """Options of one server. Memory is counted in MiB.

    Attributes:
        version: Neo4j version; one that has a lock file here.
        java: Java executable; None means the one that comes with Loopline.
        cache: Folder of the jars.
        heap: Largest Java heap; it starts at 512 MiB, or at this size if smaller.
        page_cache: Memory for pages of the store.
        transaction_memory: What all transactions together may use of the heap.
    """

    version: str = DEFAULT_VERSION
    java: Path | None = None
    cache: Path = field(default_factory=default_cache)
    heap: int = 1024
    page_cache: int = 512
    transaction_memory: int = 716

    @classmethod
    def from_env(cls) -> ServerOptions:
        """Read the `LOOPLINE_` variables; defaults depend on the machine's memory.

        Raises:
            UsageError: A memory size can't be read, or the transactions may use more than the heap.
        """
        total = _memory_of_machine()
        heap = read_memory("LOOPLINE_HEAP", memory_share(total, 8, 512, 2048))
        transactions = read_memory("LOOPLINE_TRANSACTION_MEMORY", heap * 7 // 10)
        if transactions > heap:
            raise UsageError(
                f"LOOPLINE_TRANSACTION_MEMORY ({transactions}m) is more than the heap ({heap}m).",
                "Lower it, or raise LOOPLINE_HEAP.",
            )
        java = os.environ.get("LOOPLINE_JAVA")
        return cls(
            version=os.environ.get("LOOPLINE_NEO4J_VERSION") or DEFAULT_VERSION,
            java=Path(java).expanduser() if java else None,
            heap=heap,
            page_cache=read_memory("LOOPLINE_PAGE_CACHE", memory_share(total - _OTHERS, 8, 128, 4096)),
            transaction_memory=transactions,
        )
