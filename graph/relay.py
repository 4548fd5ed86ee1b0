"""A line to a Bolt server that is cut at a time, at a number of bytes, or at a message that is too large.

The driver collects a whole message before it gives any of it away, and waits for an answer without an end. So a user's
query goes over a line of its own, through this process: what passes is counted, and a cut frees whoever waits.
"""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from urllib.parse import urlsplit

_DEFAULT_PORT = 7687
_PIECE = 65_536
_CONNECT_PATIENCE = 15.0
_PROPOSAL = b"\x60\x60\xb0\x17" + bytes([0, 8, 8, 5]) + bytes(12)  # Bolt 5.8 down to 5.0, which is answered by 4 bytes
_ANSWER = 4


class Cut(StrEnum):
    """Why a line ended before its user closed it."""

    TIME = "time"
    BYTES = "bytes"
    MESSAGE = "message"
    SERVER = "server"


@dataclass(frozen=True)
class Bounds:
    """What may pass.

    Attributes:
        seconds: From opening to the cut.
        total: Bytes from the server.
        message: Bytes of one message from the server; a row is a message.
    """

    seconds: float
    total: int
    message: int


class Relay:
    """One line from the driver to a server; a context manager.

    Args:
        server: The server's address, such as `bolt://host:7687` or `neo4j+s://host`.
        bounds: When it is cut.

    Attributes:
        cut: Why it was cut; None while it is not.
        uri: The driver connects here instead of to the server.
    """

    def __init__(self, server: str, bounds: Bounds) -> None:
        parts = urlsplit(server)
        self._host, self._port = parts.hostname or "localhost", parts.port or _DEFAULT_PORT
        self._tls = _tls(parts.scheme)
        self._bounds = bounds
        self._meter = Meter(bounds)
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._over = False
        self.cut: Cut | None = None

    def __enter__(self) -> Relay:
        listener = socket.create_server(("127.0.0.1", 0), backlog=1)
        self.uri = f"bolt://127.0.0.1:{listener.getsockname()[1]}"
        self._keep(listener)
        self._timer = threading.Timer(self._bounds.seconds, self._end, [Cut.TIME])
        self._timer.daemon = True
        self._timer.start()
        threading.Thread(target=self._serve, args=(listener,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the line, whatever is under way."""
        self._timer.cancel()
        self._end(None)

    def _serve(self, listener: socket.socket) -> None:
        """Take one caller, connect it to the server, and pass what comes."""
        try:
            near = listener.accept()[0]
            listener.close()
            self._keep(near)
            far = socket.create_connection((self._host, self._port), timeout=_CONNECT_PATIENCE)
            far.settimeout(None)
            if self._tls is not None:
                far = self._tls.wrap_socket(far, server_hostname=self._host)
            self._keep(far)
            _exactly(near, len(_PROPOSAL))  # the driver's own proposal, answered by a list of any length
            far.sendall(_PROPOSAL)
            near.sendall(_exactly(far, _ANSWER))
        except OSError:
            self._end(Cut.SERVER)
            return
        threading.Thread(target=self._pass_on, args=(near, far), daemon=True).start()
        self._pass_back(far, near)

    def _pass_on(self, near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError):
            while piece := near.recv(_PIECE):
                far.sendall(piece)
        self._end(None)

    def _pass_back(self, far: socket.socket, near: socket.socket) -> None:
        with suppress(OSError):
            while piece := far.recv(_PIECE):
                beyond = self._meter.take(piece)
                if beyond is not None:
                    self._end(beyond)
                    return
                near.sendall(piece)
        self._end(Cut.SERVER)

    def _keep(self, opened: socket.socket) -> None:
        with self._lock:
            self._sockets.append(opened)
            if not self._over:
                return
        _close(opened)

    def _end(self, why: Cut | None) -> None:
        """Close everything, once; the first reason counts."""
        with self._lock:
            if self._over:
                return
            self._over, self.cut = True, why
            opened = list(self._sockets)
        for each in opened:
            _close(each)


class Meter:
    """Counts bytes, and the bytes of each message by the chunk sizes that Bolt puts before its pieces."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._total = 0
        self._message = 0
        self._left = 0
        self._head = b""

    def take(self, piece: bytes) -> Cut | None:
        """Count a piece; the bound that it breaks, if any."""
        self._total += len(piece)
        at = 0
        while at < len(piece):
            if self._left:
                step = min(self._left, len(piece) - at)
                self._left -= step
            else:
                step = min(2 - len(self._head), len(piece) - at)
                self._head += piece[at : at + step]
                if len(self._head) == 2:
                    self._left = int.from_bytes(self._head)
                    self._head = b""
                    self._message = self._message + self._left if self._left else 0
                    if self._message > self._bounds.message:
                        return Cut.MESSAGE
            at += step
        return Cut.BYTES if self._total > self._bounds.total else None


def _tls(scheme: str) -> ssl.SSLContext | None:
    """As the driver reads the schemes: `+s` checks the certificate, `+ssc` takes any."""
    if not scheme.endswith(("+s", "+ssc")):
        return None
    context = ssl.create_default_context()
    if scheme.endswith("+ssc"):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _exactly(connection: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        piece = connection.recv(count - len(found))
        if not piece:
            raise ConnectionError("closed during the handshake")
        found += piece
    return found


def _close(opened: socket.socket) -> None:
    with suppress(OSError):
        opened.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        opened.close()
