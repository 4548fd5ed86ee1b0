"""The key of people: what ids and names are hashed with, and what the vault is encrypted with.

It is the text in `LOOPLINE_PERSON_KEY`, or else one that the first load makes and keeps in the data folder.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from graph.errors import LooplineError
from graph.private_file import write_private_file
from graph.settings import Settings
from graph.staging import person_key

VARIABLE = "LOOPLINE_PERSON_KEY"
FILE = "person.key"
_FORM = re.compile(r"key: (?P<key>\S+)\nids: (?P<ids>keyed|plain)\n")
# A passphrase may be short: trying out many has to cost time. About 50 ms and 16 MiB.
_COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 64}


@dataclass(frozen=True)
class PersonKey:
    """A key and what is made with it.

    Attributes:
        secret: The key itself.
        origin: Where it comes from, in words.
        ids: Whether ids are hashed with it; a graph that an older version filled without a key keeps its ids.
    """

    secret: bytes = field(repr=False)
    origin: str
    ids: bool = True

    @cached_property
    def _master(self) -> bytes:
        return hashlib.scrypt(self.secret, salt=b"loopline people", **_COST)

    @cached_property
    def _digest_key(self) -> bytes:
        return self._part("digest")

    def _part(self, use: str) -> bytes:
        return hashlib.blake2b(digest_size=32, key=self._master, person=use.encode()).digest()

    @cached_property
    def check(self) -> str:
        """Tells two keys apart without giving either away: 16 hexadecimal digits."""
        return self._part("check").hex()[:16]

    @cached_property
    def cipher(self) -> bytes:
        """The key of the vault's encryption, 32 bytes."""
        return self._part("cipher")

    def digest(self, person: str, name: str, text: str) -> str:
        """What stands for a person's name or address in the graph: 32 hexadecimal digits.

        The person's id goes into it, so that two people of one name can't be told by equal hashes.
        """
        said = "\x1f".join((person, name, text)).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(said, digest_size=16, key=self._digest_key).hexdigest()


def key_file(home: Path) -> Path:
    """Where a data folder keeps the key that was made for it."""
    return home / FILE


def known_key(settings: Settings) -> PersonKey | None:
    """The key of a data folder; None if no load has made one yet.

    Raises:
        LooplineError: The key file can't be read.
    """
    given = os.environ.get(VARIABLE, "")
    if given:
        return PersonKey(given.encode(), VARIABLE)
    path = key_file(settings.home)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path) from error
    found = _FORM.fullmatch(text)
    if found is None:
        raise _unreadable(path)
    return PersonKey(found["key"].encode(), str(path), found["ids"] == "keyed")


def _unreadable(path: Path) -> LooplineError:
    return LooplineError(
        f"The key of people's ids and names can't be read: {path}.",
        f"Restore that file from a backup, make it readable, or set {VARIABLE} to the key.",
    )


def key_for_loads(settings: Settings, is_new: Callable[[], bool]) -> PersonKey:
    """The key of a data folder, made if there is none; ids are hashed with it from then on.

    Args:
        settings: The data folder.
        is_new: Whether nothing was loaded before, asked only where a key is made.

    Raises:
        LooplineError: The key is lost while a vault still needs it, or can't be read or written.
    """
    key = known_key(settings)
    if key is None:
        _refuse_lost(settings.home)
        text = f"key: {secrets.token_hex(32)}\nids: {'keyed' if is_new() else 'plain'}\n"
        write_private_file(
            key_file(settings.home), text.encode(), replace=False
        )  # if another load was faster, its key counts
        key = known_key(settings)
        if key is None:
            raise _unreadable(key_file(settings.home))
    person_key.keep_key(key.secret if key.ids else b"")
    return key


def _refuse_lost(home: Path) -> None:
    vaults = sorted(home.glob("*.vault"))
    if vaults:
        raise LooplineError(
            f"{vaults[0]} holds names that only their key can open, and the key is missing: {VARIABLE} is not set, and "
            f"there is no {key_file(home)}.",
            f"Set {VARIABLE} as in the earlier loads, or restore {FILE} from a backup. If the key is lost, load "
            "everything again into a new data folder (LOOPLINE_HOME).",
        )
