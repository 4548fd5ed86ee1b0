"""A relay before a server that loses one of its answers: the server has done what was asked, and nobody hears of it.

It reads the Bolt protocol as far as it must: after the handshake, messages in chunks, each with its length before it,
of which an empty one is the end. A server answers the requests of a connection in their order.
"""

from __future__ import annotations

import socket
import threading
from collections import deque
from contextlib import suppress
from types import TracebackType

_BLOCK = 65_536
_MAGIC = b"\x60\x60\xb0\x17"
_PROPOSED = 16
_MANIFEST = b"\x00\x00\x01\xff"
"""The server lists the versions that it speaks, and the driver answers with one, where others just agree on one."""
_REQUESTS = {0x0F: "RESET", 0x10: "RUN", 0x11: "BEGIN", 0x12: "COMMIT", 0x13: "ROLLBACK", 0x2F: "DISCARD", 0x3F: "PULL"}
_UNANSWERED = 0x02  # GOODBYE
_RECORD = 0x71


class Cutter:
    """Listens on loopback and passes everything on, until it is told to lose an answer.

    Attributes:
        port: Where it listens.
        answers: Since the last `lose`, what the server has answered: the request of each message, "COMMIT" or "PULL".
        cut: The request whose answer was lost since the last `lose`; empty if none was.
    """

    def __init__(self, port: int) -> None:
        """A relay to the server on a port of this machine."""
        self._server = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.answers: list[str] = []
        self.cut = ""
        self._lost, self._of = 0, ""
        self._lock = threading.Lock()

    def lose(self, which: int, of: str = "") -> None:
        """Count anew, and close the connection instead of passing on this answer; 0 for none.

        Args:
            which: Its number.
            of: Count the answers to this request only, such as "COMMIT".
        """
        with self._lock:
            self.answers, self.cut, self._lost, self._of = [], "", which, of

    def __enter__(self) -> Cutter:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:  # closed: the test is over
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._server))
            except OSError:  # the client sees that nobody is there, and the next one is accepted
                client.close()
                continue
            threading.Thread(target=_Line(self, client, server).serve, daemon=True).start()

    def is_lost(self, request: str) -> bool:
        """Count an answer to this request; whether it is the one to lose."""
        with self._lock:
            self.answers.append(request)
            counted = self.answers.count(self._of) if self._of else len(self.answers)
            lost = counted == self._lost and self._of in {"", request}
            self.cut = request if lost else self.cut
            return lost


class _Line:
    """One connection, of which both directions are read message by message."""

    def __init__(self, cutter: Cutter, client: socket.socket, server: socket.socket) -> None:
        self._cutter, self._client, self._server = cutter, client, server
        self._asked: deque[int] = deque()

    def serve(self) -> None:
        """Pass on both directions until either ends or an answer is lost."""
        try:
            with suppress(OSError, EOFError):
                self._shake_hands()
                threading.Thread(target=self._closing, args=(self._requests,), daemon=True).start()
                self._answers()
        finally:
            self._close()

    def _closing(self, work: object) -> None:
        with suppress(OSError, EOFError):
            assert callable(work)
            work()
        self._close()

    def _close(self) -> None:
        for each in (self._client, self._server):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _shake_hands(self) -> None:
        proposed = _exactly(self._client, len(_MAGIC) + _PROPOSED)
        assert proposed.startswith(_MAGIC)
        self._server.sendall(proposed)
        agreed = _exactly(self._server, 4)
        if agreed != _MANIFEST:
            self._client.sendall(agreed)
            return
        count, said = _number(self._server)
        versions = _exactly(self._server, 4 * count)
        self._client.sendall(agreed + said + versions + _number(self._server)[1])
        self._server.sendall(_exactly(self._client, 4) + _number(self._client)[1])

    def _requests(self) -> None:
        while True:
            raw, kind = _message(self._client)
            if kind not in {None, _UNANSWERED}:
                self._asked.append(kind or 0)
            self._server.sendall(raw)

    def _answers(self) -> None:
        while True:
            raw, kind = _message(self._server)
            if kind is not None:
                asked = self._asked[0] if kind == _RECORD else self._asked.popleft()
                if self._cutter.is_lost(_REQUESTS.get(asked, "OTHER")):
                    return
            self._client.sendall(raw)


def _message(source: socket.socket) -> tuple[bytes, int | None]:
    """A message as it came, and what it is; None for the empty chunk that only keeps a line open."""
    raw, kind = b"", None
    while True:
        head = _exactly(source, 2)
        length = int.from_bytes(head, "big")
        chunk = _exactly(source, length)
        raw += head + chunk
        if not length:
            return raw, kind
        kind = chunk[1] if kind is None else kind


def _number(source: socket.socket) -> tuple[int, bytes]:
    """A number of seven bits a byte, the least first, and its bytes."""
    said, number = b"", 0
    while True:
        byte = _exactly(source, 1)
        number |= (byte[0] & 0x7F) << (7 * len(said))
        said += byte
        if byte[0] < 0x80:
            return number, said


def _exactly(source: socket.socket, length: int) -> bytes:
    found = bytearray()
    while len(found) < length:
        piece = source.recv(min(_BLOCK, length - len(found)))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)
