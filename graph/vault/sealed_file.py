"""Files with names and addresses: compressed, encrypted and authenticated (AES-256-GCM), each says what it is.

The first two lines are readable: the format with its version, and a check value that tells one key from another. They
are authenticated along with the content, so a file that was changed anywhere is refused.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.errors import LooplineError
from graph.private_file import write_private_file
from graph.vault.key import VARIABLE, PersonKey

_VERSION = b"1"
_NONCE = 12  # bytes, as NIST SP 800-38D recommends for GCM


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    Attributes:
        word: What stands in its first line.
        holds: What it holds, in words that follow "which holds".
        loss: What to do when it is damaged and there is no backup, in words after "move it out of the way and".
    """

    word: str
    holds: str
    loss: str

    @property
    def format(self) -> bytes:
        """The beginning of the first line."""
        return f"loopline {self.word} ".encode()


def write(path: Path, key: PersonKey, content: Iterable[bytes | memoryview], kind: Kind) -> None:
    """Write the file, for its owner only; it appears whole or not at all.

    Args:
        path: The file.
        key: Encrypts it.
        kind: What is written.
        content: The content in parts, which are compressed one after the other.

    Raises:
        LooplineError: It can't be written.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head = _head(key, kind)
    nonce = secrets.token_bytes(_NONCE)
    squeeze = zlib.compressobj(1)
    packed = b"".join([*map(squeeze.compress, content), squeeze.flush()])
    write_private_file(path, head + nonce + AESGCM(key.cipher).encrypt(nonce, packed, head))


def read(path: Path, key: PersonKey, kind: Kind) -> bytes | None:
    """The content; None if there is no such file.

    Raises:
        LooplineError: It can't be read, is damaged, of another version, or was written with another key.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LooplineError(
            f"{path}, which holds {kind.holds}, can't be read: {error.strerror}.", f"Make {path} readable for you."
        ) from error
    head = _head(key, kind)
    first, _, rest = raw.partition(b"\n")
    if first.startswith(kind.format) and first != kind.format + _VERSION:
        raise LooplineError(
            f"{path}, which holds {kind.holds}, was written by another version of Loopline.",
            "Use that version, or a newer one.",
        )
    if first == kind.format + _VERSION and rest[: len(key.check) + 1] != key.check.encode() + b"\n" and _is_check(rest):
        raise LooplineError(
            f"{path}, which holds {kind.holds}, was written with another key than the one in {key.origin}.",
            f"Use the key of the earlier loads: set {VARIABLE}, or restore person.key from a backup.",
        )
    try:
        nonce = raw[len(head) : len(head) + _NONCE]
        return zlib.decompress(AESGCM(key.cipher).decrypt(nonce, raw[len(head) + _NONCE :], raw[: len(head)]))
    except (InvalidTag, ValueError, zlib.error) as error:
        raise LooplineError(
            f"{path}, which holds {kind.holds}, is damaged.",
            f"Restore it from a backup. Without one, move {path.name} out of the way and {kind.loss}",
        ) from error


def _head(key: PersonKey, kind: Kind) -> bytes:
    return kind.format + _VERSION + b"\n" + key.check.encode() + b"\n"


def _is_check(rest: bytes) -> bool:
    """Whether what follows the first line is a check value, so that it is the key that differs and not the file."""
    found, line_end, _ = rest.partition(b"\n")
    return bool(line_end) and len(found) == 16 and all(byte in b"0123456789abcdef" for byte in found)
