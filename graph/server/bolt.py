"""Just enough of the Bolt protocol to check that a server answers and accepts our login, without the driver.

The handshake and the messages HELLO and LOGON of Bolt 5.1 and 5.2, as Neo4j's Bolt protocol documentation defines
them. Everything else is left to the driver.
"""

from __future__ import annotations

import socket
import struct
from enum import Enum

_MAGIC = b"\x60\x60\xb0\x17"
_VERSIONS = bytes([0, 1, 2, 5]) + bytes(12)  # 5.2 down to 5.1; three empty proposals
_HELLO, _LOGON, _GOODBYE = 0x01, 0x6A, 0x02
_SUCCESS = 0x70
_UNAUTHORIZED = b"Neo.ClientError.Security.Unauthorized"


class Login(Enum):
    """The outcome of a login."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_READY = "not ready"


def answers(port: int, timeout: float = 1.0) -> bool:
    """Whether something on this loopback port speaks Bolt."""
    try:
        with _shake_hands(port, timeout):
            return True
    except (OSError, ValueError):
        return False


def login(port: int, username: str, password: str, timeout: float = 10.0) -> Login:
    """Log in on a loopback port, then log out.

    Args:
        port: The port.
        username: The user.
        password: The password; sent to loopback only.
        timeout: Seconds without an answer.
    """
    try:
        with _shake_hands(port, timeout) as connection:
            _send(connection, _HELLO, {"user_agent": "loopline/1"})
            if _receive(connection)[1] != _SUCCESS:
                return Login.NOT_READY
            _send(connection, _LOGON, {"scheme": "basic", "principal": username, "credentials": password})
            reply = _receive(connection)
            if reply[1] == _SUCCESS:
                _send(connection, _GOODBYE)
                return Login.ACCEPTED
            return Login.REFUSED if _UNAUTHORIZED in reply else Login.NOT_READY
    except (OSError, ValueError):
        return Login.NOT_READY


def _shake_hands(port: int, timeout: float) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=timeout)
    try:
        connection.sendall(_MAGIC + _VERSIONS)
        agreed = _exactly(connection, 4)
        if agreed[3] != 5:
            raise ValueError("no common version of Bolt")
    except BaseException:
        connection.close()
        raise
    return connection


def _exactly(connection: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        piece = connection.recv(count - len(found))
        if not piece:
            raise ValueError("the connection was closed")
        found += piece
    return found


def _send(connection: socket.socket, signature: int, fields: dict[str, str] | None = None) -> None:
    body = bytes([0xB0 + (fields is not None), signature]) + (_pack(fields) if fields is not None else b"")
    connection.sendall(struct.pack(">H", len(body)) + body + b"\x00\x00")


def _receive(connection: socket.socket) -> bytes:
    """One message, its chunks joined: first byte the kind of structure, second the signature."""
    message = b""
    while True:
        size = struct.unpack(">H", _exactly(connection, 2))[0]
        if size:
            message += _exactly(connection, size)
        elif len(message) >= 2:
            return message


def _pack(fields: dict[str, str]) -> bytes:
    """A map of short texts (fewer than 16 entries, each at most 255 bytes)."""
    packed = bytes([0xA0 + len(fields)])
    for key, value in fields.items():
        for text in (key.encode(), value.encode()):
            packed += bytes([0xD0, len(text)]) + text
    return packed
