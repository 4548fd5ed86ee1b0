"""The few Bolt messages that tell whether a server takes our login."""

from __future__ import annotations

import struct
from types import TracebackType

import pytest

from graph.server import bolt

SUCCESS = bytes([0xB1, 0x70, 0xA0])


def failure(code: bytes) -> bytes:
    return bytes([0xB1, 0x7F, 0xA1, 0xD0, 4]) + b"code" + bytes([0xD0, len(code)]) + code


def framed(*messages: bytes, chunk: int = 65535) -> bytes:
    wire = b""
    for message in messages:
        for start in range(0, len(message), chunk):
            piece = message[start : start + chunk]
            wire += struct.pack(">H", len(piece)) + piece
        wire += b"\x00\x00"
    return wire


class FakeConnection:
    """A connection whose other end says what it is given, a byte or a few at a time."""

    def __init__(self, says: bytes, pace: int = 3) -> None:
        self._says = says
        self._pace = pace
        self.heard = b""
        self.closed = False

    def recv(self, count: int) -> bytes:
        piece, self._says = self._says[: min(count, self._pace)], self._says[min(count, self._pace) :]
        return piece

    def sendall(self, data: bytes) -> None:
        self.heard += data

    def close(self) -> None:
        self.closed = True

    def __enter__(self) -> FakeConnection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def connected(monkeypatch: pytest.MonkeyPatch, says: bytes) -> FakeConnection:
    connection = FakeConnection(says)
    monkeypatch.setattr("socket.create_connection", lambda *_, **__: connection)
    return connection


AGREED = bytes([0, 0, 2, 5])


def test_a_login_is_accepted_after_hello_and_logon(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = connected(monkeypatch, AGREED + framed(SUCCESS, SUCCESS))
    assert bolt.login(1, "neo4j", "secret") is bolt.Login.ACCEPTED
    assert connection.heard.startswith(b"\x60\x60\xb0\x17" + bytes([0, 1, 2, 5]))
    assert b"secret" in connection.heard
    assert connection.heard.endswith(bytes([0xB0, 0x02, 0, 0])), "says goodbye"
    assert connection.closed


def test_a_wrong_password_is_told_apart_from_a_server_that_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    connected(monkeypatch, AGREED + framed(SUCCESS, failure(b"Neo.ClientError.Security.Unauthorized")))
    assert bolt.login(1, "neo4j", "wrong") is bolt.Login.REFUSED
    connected(monkeypatch, AGREED + framed(SUCCESS, failure(b"Neo.TransientError.General.DatabaseUnavailable")))
    assert bolt.login(1, "neo4j", "right") is bolt.Login.NOT_READY


@pytest.mark.parametrize(
    "says",
    [
        b"",
        b"\x00",
        bytes(4),
        b"HTTP/1.1 400",
        AGREED,
        AGREED + b"\x00",
        AGREED + framed(failure(b"x")),
        AGREED + b"\x00\x05ab",
    ],
)
def test_anything_else_is_not_ready(monkeypatch: pytest.MonkeyPatch, says: bytes) -> None:
    connection = connected(monkeypatch, says)
    assert bolt.login(1, "neo4j", "secret") is bolt.Login.NOT_READY
    assert b"secret" not in connection.heard, "the password goes to nobody who does not speak Bolt"
    assert connection.closed


def test_a_reply_in_several_chunks_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    connected(monkeypatch, AGREED + framed(SUCCESS, chunk=1) + framed(SUCCESS, chunk=2))
    assert bolt.login(1, "neo4j", "secret") is bolt.Login.ACCEPTED


def test_keep_alives_between_messages_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    connected(monkeypatch, AGREED + b"\x00\x00" + framed(SUCCESS) + b"\x00\x00" * 2 + framed(SUCCESS))
    assert bolt.login(1, "neo4j", "secret") is bolt.Login.ACCEPTED


def test_whoever_shakes_hands_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    connected(monkeypatch, AGREED)
    assert bolt.answers(1)
    connected(monkeypatch, bytes(4))
    assert not bolt.answers(1)


def test_nobody_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", refuse)
    assert not bolt.answers(1)
    assert bolt.login(1, "neo4j", "secret") is bolt.Login.NOT_READY
