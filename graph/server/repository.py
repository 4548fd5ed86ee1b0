"""Download jars from a Maven repository, whose address comes from the user or the resolver's settings."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from graph.errors import ServerError

_TIMEOUT = (10, 60)  # seconds to connect, seconds without a byte
_CHUNK = 256 * 1024


class InterruptedTransferError(Exception):
    """The transfer was interrupted; the bytes so far are good, and another try can resume."""


@dataclass(frozen=True)
class Body:
    """Bytes of a file.

    Attributes:
        offset: Where in the file the first chunk starts: the requested offset, or 0 if the repository can't resume.
        chunks: The bytes; may raise `InterruptedTransferError`.
    """

    offset: int
    chunks: Iterator[bytes]


class Repository(Protocol):
    """A source of jars."""

    def read(self, path: str, offset: int) -> AbstractContextManager[Body]:
        """Bytes of the file at a path, from an offset on.

        Raises:
            InterruptedTransferError: It can't be reached, or the transfer is interrupted; worth another try.
            ServerError: It does not have the file, or denies access.
        """
        ...


def repositories() -> list[str]:
    """Addresses to try, in order: LOOPLINE_MAVEN_REPOSITORY alone, or else those configured for jgo and its default."""
    named = os.environ.get("LOOPLINE_MAVEN_REPOSITORY", "").strip()
    if named:
        return [named.rstrip("/")]
    from jgo.config import GlobalSettings
    from jgo.constants import MAVEN_CENTRAL_URL

    configured = [str(address).rstrip("/") for address in GlobalSettings.load().repositories.values()]
    return [*configured, MAVEN_CENTRAL_URL]


class HttpRepository:
    """Repositories over HTTP, tried one after another. Proxies and certificates come from the environment."""

    def __init__(self, addresses: list[str] | None = None) -> None:
        self._addresses = addresses or repositories()
        self._local = threading.local()

    @contextmanager
    def read(self, path: str, offset: int) -> Iterator[Body]:
        """See `Repository.read`."""
        import requests

        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()  # one per thread, to reuse its connections
        headers = {"Accept-Encoding": "identity"}
        if offset:
            headers["Range"] = f"bytes={offset}-"
        refused: list[str] = []
        for address in self._addresses:
            try:
                response = self._local.session.get(f"{address}/{path}", headers=headers, stream=True, timeout=_TIMEOUT)
            except (
                requests.exceptions.InvalidURL,
                requests.exceptions.InvalidSchema,
                requests.exceptions.MissingSchema,
            ) as error:
                raise ServerError(f"{address} is not a valid Maven repository address.", _CHECK) from error
            except requests.exceptions.RequestException as error:
                raise InterruptedTransferError(f"{address} can't be reached ({type(error).__name__})") from error
            with response:
                if response.status_code in {200, 206}:
                    yield Body(offset if response.status_code == 206 else 0, _chunks(response))
                    return
                if response.status_code in {408, 425, 429, 500, 502, 503, 504}:
                    raise InterruptedTransferError(f"{address} answered {response.status_code}")
                refused.append(f"{address} answered {response.status_code}")
        raise ServerError(f"{path.rpartition('/')[2]} can't be downloaded: {'; '.join(refused)}.", _CHECK)


def _chunks(response: object) -> Iterator[bytes]:
    import requests

    assert isinstance(response, requests.Response)  # noqa: S101 - narrows the type of a lazy import
    try:
        yield from response.iter_content(_CHUNK)
    except requests.exceptions.RequestException as error:
        raise InterruptedTransferError(f"the transfer broke off ({type(error).__name__})") from error


_CHECK = "Check LOOPLINE_MAVEN_REPOSITORY, or unset it."
