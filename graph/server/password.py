"""The password of the server's one user: created once, kept in a file that only its owner can read."""

from __future__ import annotations

import hashlib
import secrets

from graph.errors import ServerError
from graph.server.home import ServerHome, write_private

USERNAME = "neo4j"
_ITERATIONS = 1024


def ensure_password(home: ServerHome) -> str:
    """The password; on the first start a random one, passed to Neo4j as a salted hash.

    Neo4j reads the hash when it creates its system database. Its own tool for this needs a second Java start and shows
    the password in the process list.

    Raises:
        ServerError: The password is lost while the store still needs it.
    """
    if home.password_file.exists():
        password = home.password_file.read_text(encoding="utf-8").strip()
        if password and (home.initial_login.exists() or (home.store / "system").exists()):
            home.password_file.chmod(0o600)
            return password
    if (home.store / "system").exists():
        raise ServerError(
            f"The store's password is lost: {home.password_file} is missing or empty.",
            f"Restore that file, or move {home.folder} out of the way and load the data again.",
        )
    password = secrets.token_urlsafe(24)
    write_private(home.password_file, password + "\n")
    write_private(home.initial_login, credential(password, secrets.token_bytes(32)))
    return password


def credential(password: str, salt: bytes) -> str:
    """A line of Neo4j's file of initial users: `user:SHA-256,hash,salt,rounds:` with hash and salt in hexadecimal."""
    digest = salt + password.encode()
    for _ in range(_ITERATIONS):
        digest = hashlib.sha256(digest).digest()
    return f"{USERNAME}:SHA-256,{digest.hex()},{salt.hex()},{_ITERATIONS}:\n"
