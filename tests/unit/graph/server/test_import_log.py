"""Of the importer's output only known lines are kept."""

from __future__ import annotations

from graph.server.import_log import disk_is_full, harmless

SAID = """
Neo4j version: 5.26.30
Importing the contents of these files into /home/Ann Able/import:
Available resources:
  Total machine memory: 23.54GiB
  Max heap memory : 1.778GiB
  Max worker threads: 2

Import starting 2026-11-30 15:51:53.645+0000
  Estimated number of node properties: 4.00
  Estimated disk space usage: 148B
  Estimated required memory usage: 1020MiB
(1/4) Node import 2026-11-30 15:51:53.712+0000
Critical error occurred! Shutting down the import...
Node import COMPLETED in 2s 290ms
IMPORT FAILED in 1m 3s 56ms.
Data statistics is not available.
Peak memory usage: 1.004GiB
Error importing csv file.
Imported:
  2 nodes
  11 properties"""
QUOTES = """
  2 nodes of Ann Able
Imported: Ann Able
Neo4j version: 12 Able Street
# nodes
Estimated disk space usage: 148B Ann
at org.neo4j.Reader(Ann Able)"""
ERRORS = {
    "java.io.IOException: No space left on device": "java.io.IOException: No space left on device",
    "java.io.IOException: No space left on device Ann Able": "java.io.IOException",
    "Caused by: org.neo4j.csv.reader.InputException: Ann Able": "Caused by: org.neo4j.csv.reader.InputException",
    "	java.lang.OutOfMemoryError: Java heap space": "java.lang.OutOfMemoryError: Java heap space",
}


def test_known_lines_are_kept_and_all_others_counted() -> None:
    said = [line.strip() for line in SAID.splitlines() if line.strip()]
    *kept, left = harmless([f"{line} " for line in SAID.splitlines()])
    assert kept == [line for line in said if not line.startswith(("Importing", "Available"))]
    assert left == "2 lines left out: each may quote what was to be imported."
    assert harmless(kept) == kept


def test_a_line_that_could_quote_is_left_out() -> None:
    assert harmless(QUOTES.splitlines()) == ["6 lines left out: each may quote what was to be imported."]


def test_of_an_error_its_kind_is_kept() -> None:
    assert harmless(list(ERRORS)) == list(ERRORS.values())
    assert disk_is_full(list(ERRORS))
    assert not disk_is_full(SAID.splitlines())
