"""Listeners on loopback that take what a hook sends: a web server, and a minimal mail server."""

from __future__ import annotations

import base64
import json
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any


class Web:
    """What a web server got, and what it answers.

    Attributes:
        got: The JSON documents, in their order.
        answers: Status codes for the next requests; afterwards 204.
        headers: Headers of its answers.
    """

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.answers: list[int] = []
        self.headers: dict[str, str] = {}
        self.url = ""


@contextmanager
def web(certificate: Path | None = None) -> Iterator[Web]:
    """A web server; with a file of certificate and key it speaks TLS."""
    taken = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(taken.answers.pop(0) if taken.answers else 204)
            for name, value in taken.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the class above has it
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if certificate is not None:
            server.socket = _context(certificate).wrap_socket(server.socket, server_side=True)
        taken.url = f"http{'s' if certificate else ''}://127.0.0.1:{server.server_address[1]}/hooks/secret-token"
        with _serving(server):
            yield taken


class Mails:
    """What a mail server got.

    Attributes:
        got: Senders, receivers and texts, in their order.
        logins: User and password of each login.
        port: Its port.
    """

    def __init__(self) -> None:
        self.got: list[tuple[str, list[str], str]] = []
        self.logins: list[tuple[str, str]] = []
        self.port = 0


class _Mail(socketserver.StreamRequestHandler):
    """One conversation with the mail server: a method for each word of its language that is known here."""

    taken: Mails
    certificate: Path | None
    sender, safe = "", False

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def line(self) -> str:
        return self.rfile.readline().decode().rstrip("\r\n")

    def handle(self) -> None:
        self.receivers: list[str] = []
        self.say("220 sink")
        while line := self.line():
            word = line.split()[0].lower()
            answer = getattr(self, f"on_{word}", None)
            self.say(answer(line) if answer is not None else "502 unknown")
            if word == "quit" or (word == "starttls" and not self.encrypt()):
                return

    def on_ehlo(self, _: str) -> str:
        self.say("250-sink")
        if self.certificate and not self.safe:
            self.say("250-STARTTLS")
        return "250 AUTH PLAIN"

    def on_starttls(self, _: str) -> str:
        return "220 go on"

    def encrypt(self) -> bool:
        """Whether the other side trusts the certificate."""
        assert self.certificate is not None
        try:
            self.request = _context(self.certificate).wrap_socket(self.request, server_side=True)
        except OSError:
            return False
        self.setup()
        self.safe = True
        return True

    def on_auth(self, line: str) -> str:
        _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
        self.taken.logins.append((user, password))
        return "235 welcome"

    def on_mail(self, line: str) -> str:
        self.sender = line.partition("<")[2].partition(">")[0]
        return "250 ok"

    def on_rcpt(self, line: str) -> str:
        self.receivers.append(line.partition("<")[2].partition(">")[0])
        return "250 ok"

    def on_data(self, _: str) -> str:
        self.say("354 go on")
        self.taken.got.append((self.sender, self.receivers, "\n".join(iter(self.line, "."))))
        return "250 kept"

    def on_quit(self, _: str) -> str:
        return "221 bye"


@contextmanager
def mail_server(certificate: Path | None = None) -> Iterator[Mails]:
    """A mail server that keeps all; with a file of certificate and key it offers STARTTLS."""
    taken = Mails()
    handler = type("Handler", (_Mail,), {"taken": taken, "certificate": certificate})

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            del request, client_address  # a client that leaves at once

    with Server(("127.0.0.1", 0), handler) as server:
        taken.port = server.server_address[1]
        with _serving(server):
            yield taken


def certificate(folder: Path) -> Path:
    """A file with a new self-signed certificate for 127.0.0.1 and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "certificate.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*form))
    return file


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(10)
