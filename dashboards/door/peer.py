"""Whether a program of the same user is at the other end of a connection, where the system tells."""

from __future__ import annotations

import os
import socket
import struct
import sys
from pathlib import Path

_TABLE = Path("/proc/net/tcp")
_ROOT = 0
"""May do anything here, and carries the connection where a browser outside a container or virtual machine asks."""


def same_user(client: tuple[str, int] | None, server: tuple[str, int] | None, table: Path = _TABLE) -> bool:
    """Whether this user, or root, has the other end of a connection over loopback.

    Only Linux shows other accounts the arguments of a browser, and only Linux tells whose a connection is. Elsewhere
    the answer is yes.

    Args:
        client: Address and port of the other end.
        server: Address and port of our end.
        table: The system's table of connections.
    """
    if not sys.platform.startswith("linux"):
        return True
    if client is None or server is None:
        return False
    try:
        ends = [_end(client), _end(server)]
        lines = table.read_text(encoding="ascii").splitlines()[1:]
    except (OSError, ValueError):
        return False
    owners = {int(cells[7]) for cells in map(str.split, lines) if cells[1:3] == ends}
    return bool(owners) and owners <= {os.getuid(), _ROOT}


def _end(end: tuple[str, int]) -> str:
    """An end of a connection as the table writes it: the address as a number of this machine, in hexadecimal."""
    (number,) = struct.unpack("=I", socket.inet_aton(end[0]))
    return f"{number:08X}:{end[1]:04X}"
