"""Where jars come from, and the tool that writes lock files."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from graph.errors import ServerError
from graph.server import locking
from graph.server.jars import JarLock
from graph.server.progress import StderrReport
from graph.server.repository import Body, HttpRepository, InterruptedTransferError, repositories


class FakeAnswer(requests.Response):
    def __init__(self, status: int, data: bytes = b"", error: Exception | None = None) -> None:
        super().__init__()
        self.status_code = status
        self._data = data
        self._error = error

    def iter_content(self, chunk_size: int | None = 1, decode_unicode: bool = False) -> Iterator[Any]:
        del chunk_size, decode_unicode
        yield self._data
        if self._error:
            raise self._error

    def close(self) -> None:
        pass


class FakeWeb:
    """Answers by address; an exception as answer is raised."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answers: dict[str, FakeAnswer | Exception]) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._answers = answers
        monkeypatch.setattr(requests.Session, "get", lambda _, url, **given: self.get(url, **given))

    def get(self, url: str, *, headers: dict[str, str], stream: bool, timeout: tuple[int, int]) -> FakeAnswer:
        assert stream
        assert all(timeout)
        self.asked.append((url, headers))
        answer = self._answers[url]
        if isinstance(answer, Exception):
            raise answer
        return answer


def read(repository: HttpRepository, offset: int = 0) -> tuple[int, bytes]:
    with repository.read("org/a.jar", offset) as body:
        return body.offset, b"".join(body.chunks)


def test_the_users_repository_is_asked_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOPLINE_MAVEN_REPOSITORY", "http://mirror.example/maven/ ")
    assert repositories() == ["http://mirror.example/maven"]


def test_else_what_the_resolver_is_configured_with_and_its_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from jgo.constants import MAVEN_CENTRAL_URL

    monkeypatch.delenv("LOOPLINE_MAVEN_REPOSITORY", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    assert repositories() == [MAVEN_CENTRAL_URL]
    (tmp_path / ".jgorc").write_text("[repositories]\nours = http://mirror.example/maven\n", encoding="utf-8")
    assert repositories() == ["http://mirror.example/maven", MAVEN_CENTRAL_URL]


def test_a_file_is_asked_for_from_an_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    web = FakeWeb(monkeypatch, {"http://one/org/a.jar": FakeAnswer(206, b"rest")})
    assert read(HttpRepository(["http://one"]), 7) == (7, b"rest")
    assert web.asked[0][1]["Range"] == "bytes=7-"


def test_a_repository_without_offsets_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeWeb(monkeypatch, {"http://one/org/a.jar": FakeAnswer(200, b"all")})
    assert read(HttpRepository(["http://one"]), 7) == (0, b"all")


def test_the_next_repository_is_asked_for_what_one_does_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeWeb(monkeypatch, {"http://one/org/a.jar": FakeAnswer(404), "http://two/org/a.jar": FakeAnswer(200, b"x")})
    assert read(HttpRepository(["http://one", "http://two"])) == (0, b"x")


def test_what_nobody_has_is_named_with_every_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeWeb(monkeypatch, {"http://one/org/a.jar": FakeAnswer(404), "http://two/org/a.jar": FakeAnswer(403)})
    with pytest.raises(ServerError, match=r"a\.jar .* answered 404; .* answered 403") as caught:
        read(HttpRepository(["http://one", "http://two"]))
    assert "LOOPLINE_MAVEN_REPOSITORY" in caught.value.fix


@pytest.mark.parametrize(
    "answer",
    [
        requests.exceptions.ConnectionError("no route"),
        requests.exceptions.ReadTimeout("slow"),
        requests.exceptions.ProxyError("proxy"),
        FakeAnswer(503),
        FakeAnswer(429),
        FakeAnswer(200, b"half", requests.exceptions.ChunkedEncodingError("cut")),
    ],
)
def test_what_may_pass_is_worth_another_try(monkeypatch: pytest.MonkeyPatch, answer: FakeAnswer | Exception) -> None:
    FakeWeb(monkeypatch, {"http://one/org/a.jar": answer})
    with pytest.raises(InterruptedTransferError):
        read(HttpRepository(["http://one"]))


@pytest.mark.parametrize(
    "error",
    [
        requests.exceptions.InvalidURL("x"),
        requests.exceptions.InvalidSchema("x"),
        requests.exceptions.MissingSchema("x"),
    ],
)
def test_no_address_at_all_is_said(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    FakeWeb(monkeypatch, {"one/org/a.jar": error})
    with pytest.raises(ServerError, match="one is not a valid"):
        read(HttpRepository(["one"]))


class MemoryRepository:
    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    @contextmanager
    def read(self, path: str, offset: int) -> Iterator[Body]:
        yield Body(offset, iter([self._files[path][offset:]]))


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def test_a_lock_is_made_from_what_the_jars_are(monkeypatch: pytest.MonkeyPatch) -> None:
    root = "org/neo4j/neo4j/9.9.9/neo4j-9.9.9.jar"
    files = {
        root: zipped(
            {
                "META-INF/services/org.neo4j.server.startup.EntryPoint": b"org.example.Start",
                "org/example/Start.class": bytes.fromhex("cafebabe00000041") + b"rest",
            }
        ),
        "org/other/other-1.jar": b"other",
    }
    monkeypatch.setattr(locking, "resolve", lambda *_: sorted(files))
    made = locking.lock("9.9.9", MemoryRepository(files))
    assert made.java == 21, "class files of Java 21 carry the number 65"
    assert [(jar.path, jar.sha256, jar.size) for jar in made.jars] == [
        (path, hashlib.sha256(data).hexdigest(), len(data)) for path, data in sorted(files.items())
    ]
    assert JarLock.parse(made.render(), "x") == made


def test_a_start_class_that_is_none_is_refused(tmp_path: Path) -> None:
    jar = tmp_path / "x.jar"
    jar.write_bytes(
        zipped(
            {
                "META-INF/services/org.neo4j.server.startup.EntryPoint": b"org.example.Start",
                "org/example/Start.class": b"no class",
            }
        )
    )
    with pytest.raises(ServerError, match="not a class file"):
        locking.java_of(jar)


@pytest.mark.parametrize("version", ["latest", "5", "5.26.30; rm", "../5.26"])
def test_the_tool_takes_versions_only(version: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        locking.main([version])
    assert caught.value.code == 2
    assert "is not a version" in capsys.readouterr().err


def test_a_pipe_gets_one_line_a_step_and_nothing_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    with StderrReport() as report:
        for done in range(0, 101, 10):
            report("Fetching [bold]files", done, 100)
        report("Starting")
        report("Starting")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == ["Fetching [bold]files", "Starting"]
