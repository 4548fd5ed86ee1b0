"""Files that only their owner can read, which appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from graph.errors import LooplineError


def write_private_file(path: Path, content: bytes, *, replace: bool = True) -> bool:
    """Write to a temporary file beside it, to the disk, and only then under its name; mode 0600 from the first byte on.

    Args:
        path: The file; its folder is created if missing, for its owner only.
        content: All of it.
        replace: Whether an existing file is replaced.

    Returns:
        Whether it was written; false only for a file that exists and is not to be replaced.

    Raises:
        LooplineError: It can't be written: the disk is full, or the folder belongs to someone else.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        number, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".part", dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(number, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            written = _put(part, path, replace=replace)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise LooplineError(
            f"{path} can't be written: {error.strerror or type(error).__name__}.",
            "Free up space there, or set LOOPLINE_HOME to a folder that you can write to.",
        ) from error
    return written


def _put(part: Path, path: Path, *, replace: bool) -> bool:
    if not replace:
        try:
            path.hardlink_to(part)  # of two processes at the same moment only one succeeds
        except FileExistsError:
            return False
        except OSError:  # a disk without hard links
            if path.exists():
                return False
        else:
            return True
    part.replace(path)
    return True


def _sync_folder(folder: Path) -> None:
    """Bring the name itself to the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
