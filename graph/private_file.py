"""Files that only their owner can read, which appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from graph.errors import LooplineError


def write_private_file(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Write to a temporary file beside it, to the disk, and only then under its name; mode 0600 from the first byte on.

    Args:
        path: The file; its folder is created if missing, for its owner only.
        content: All of it.
        replace: Whether an existing file is replaced.

    Raises:
        FileExistsError: It exists and is not to be replaced.
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
            if replace:
                part.replace(path)
            else:
                path.hardlink_to(part)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise LooplineError(
            f"{path} can't be written: {error.strerror or type(error).__name__}.",
            "Free up space there, or set LOOPLINE_HOME to a folder that you can write to.",
        ) from error


def _sync_folder(folder: Path) -> None:
    """Bring the name itself to the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
