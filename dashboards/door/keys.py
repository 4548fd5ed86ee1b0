"""The secrets of one run of the dashboard: what an address carries, and what a browser gets for it.

The printed address lasts as long as the dashboard, so that whoever closes the browser comes back in. The address that
the command hands to a browser itself is seen by other accounts in the list of processes, so it lets one browser in,
soon, and nobody later.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

TOKEN = "token"  # noqa: S105 - the parameter's name, no secret
HANDED_SECONDS = 120.0
"""How long the address handed to a browser can be used: a browser on a slow machine takes a while to start."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What addresses carry.

    Attributes:
        printed: In the address that the command prints.
        handed: In the address that the command hands to a browser.
    """

    printed: str
    handed: str

    @classmethod
    def new(cls) -> Tokens:
        """Fresh ones."""
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32))


class Keys:
    """Exchanges tokens for the secret of the session, which no address ever carries.

    Args:
        tokens: What addresses carry.
        clock: Seconds that never go back.
    """

    def __init__(self, tokens: Tokens, clock: Callable[[], float] = time.monotonic) -> None:
        self._printed = tokens.printed
        self._handed: str | None = tokens.handed
        self._clock = clock
        self._until = clock() + HANDED_SECONDS
        self._session = secrets.token_urlsafe(32)

    def exchange(self, token: str, *, ours: Callable[[], bool]) -> str | None:
        """The session's secret for a token; None if the token is not valid or not valid any more.

        Args:
            token: What an address carried.
            ours: Whether a program of the same user asks; only called for the address handed to a browser.
        """
        if _same(token, self._printed):
            return self._session
        if self._handed is None or not _same(token, self._handed):
            return None
        self._handed = None  # whoever came first: a second one is told to use the printed address
        return self._session if self._clock() < self._until and ours() else None

    def holds(self, secret: str) -> bool:
        """Whether a browser's cookie is the session's secret."""
        return _same(secret, self._session)


def _same(given: str, known: str) -> bool:
    """Compare in a time that tells nothing."""
    return secrets.compare_digest(given.encode(), known.encode())
