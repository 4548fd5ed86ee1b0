"""Small exports, read through a mapping that a test writes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from graph.staging.extract import Extract
from loaders.mapping import file, loader

AS_OF = date(2026, 9, 1)
HEAD = "name: m\ntitle: M\n"


def read(folder: Path, mapping: str, **texts: str) -> Extract:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return loader.reader(file.parse(HEAD + mapping, "m.yaml"))([folder], "hr", AS_OF)


def said(extract: Extract, words: str) -> bool:
    return any(words in note for note in extract.notes)
