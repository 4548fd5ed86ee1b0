"""A relay before a server that loses one of its answers: the server has done what was asked, and nobody hears of it."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType

_BLOCK = 65_536


class Cutter:
    """Listens on loopback and passes everything on, until it is told to lose an answer.

    Attributes:
        port: Where it listens.
        answers: Pieces that the server has sent since the last `lose`.
    """

    def __init__(self, port: int) -> None:
        """A relay to the server on a port of this machine."""
        self._server = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.answers = 0
        self._lost = 0
        self._lock = threading.Lock()

    def lose(self, which: int) -> None:
        """Count anew, and close the connection instead of passing on this piece; 0 for none."""
        with self._lock:
            self.answers, self._lost = 0, which

    def __enter__(self) -> Cutter:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._server))
                for source, target, told in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._pass_on, args=(source, target, told), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, told: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(_BLOCK):
                if told and self._is_lost():
                    break
                target.sendall(piece)
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _is_lost(self) -> bool:
        with self._lock:
            self.answers += 1
            return self.answers == self._lost
