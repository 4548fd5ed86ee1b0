"""The password of the server's one user: created once, kept in a file that only its owner can read."""

from __future__ import annotations

import hashlib
import secrets

from graph.errors import StoreError
from graph.server.home import ServerHome, write_private

USERNAME = "neo4j"
_ITERATIONS = 1024
_LONGEST = 200
_RESTORE = f"Restore the file from a backup. Without one, {StoreError.REBUILD}"


def read_password(home: ServerHome) -> str:
    """The password in its file; empty if there is no such file, or nothing in it.

    Raises:
        StoreError: It can't be read, or is no password.
    """
    path = home.password_file
    try:
        with path.open("rb") as file:
            found = file.read(_LONGEST + 1).strip()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise StoreError(f"{path} can't be read: {error.strerror}.", _RESTORE) from error
    if len(found) > _LONGEST or not all(33 <= byte < 127 for byte in found):
        raise StoreError(f"{path} holds something else than the password that Loopline wrote there.", _RESTORE)
    return found.decode("ascii")


def known_password(home: ServerHome) -> str:
    """The password of a store that has one.

    Raises:
        StoreError: Its file is missing or empty, can't be read, or is no password.
    """
    password = read_password(home)
    if not password:
        raise StoreError(f"The store's password is lost: {home.password_file} is missing or empty.", _RESTORE)
    return password


def ensure_password(home: ServerHome) -> str:
    """The password; on the first start a random one, passed to Neo4j as a salted hash.

    Neo4j reads the hash when it creates its system database. Its own tool for this needs a second Java start and shows
    the password in the process list.

    Raises:
        StoreError: The password is lost while the store still needs it, or its file can't be read.
    """
    password = read_password(home)
    if password and (home.initial_login.exists() or (home.store / "system").exists()):
        home.password_file.chmod(0o600)
        return password
    if (home.store / "system").exists():
        known_password(home)
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
