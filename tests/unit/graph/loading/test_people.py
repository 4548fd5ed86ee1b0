"""One person in two sources, whichever comes first; and a log of people whom nobody knows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from graph.staging.person_key import address_id, addresses_in
from loaders.mapping import file, loader
from tests.support.loading_help import DAY, gather, put
from tests.support.memory_graph import MemoryGraph

HR = "person_id,name,email\n001,Ann,Ann.Able@X.org\n002,Bob,bob@x.org\n"
LOG = 'from,to\n"Able, Ann <ann.able@x.org>",bob@x.org\nbob@x.org,mailto:ANN.ABLE@x.org\n'
CONTACTS = ("COMMUNICATES_WITH", "Person", "Person")


def mail(folder: Path, text: str = LOG) -> object:
    folder.mkdir()
    (folder / "contacts.csv").write_text(text, encoding="utf-8")
    return loader.reader(file.find("contacts"))([folder], "mail")


def pairs(graph: MemoryGraph) -> set[tuple[str, str]]:
    return {(edge["start"], edge["end"]) for edge in graph.edges[CONTACTS].values()}


@pytest.mark.parametrize("order", [("hr", "mail"), ("mail", "hr"), ("mail", "hr", "mail")])
def test_a_log_by_address_meets_the_people_who_have_the_addresses(tmp_path: Path, order: tuple[str, ...]) -> None:
    graph = MemoryGraph()
    loads = {"hr": gather(tmp_path / "hr", people=HR), "mail": mail(tmp_path / "mail")}
    for number, source in enumerate(order):
        put(graph, loads[source], source, DAY + timedelta(days=number))  # type: ignore[arg-type]
    assert set(graph.nodes["Person"]) == {"001", "002"}
    assert pairs(graph) == {("001", "002"), ("002", "001")}


def test_people_who_came_without_their_address_get_it_later(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", people="person_id,name\n001,Ann\n002,Bob\n"))
    result = put(graph, mail(tmp_path / "mail"), "mail")  # type: ignore[arg-type]
    assert "Of 2 people in these contacts only 0 (0%) are known" in result.warnings[0]
    assert "They are mail addresses" in result.warnings[0]
    put(graph, gather(tmp_path / "b", people=HR), as_of=DAY + timedelta(days=1))
    assert set(graph.nodes["Person"]) == {"001", "002"}
    assert pairs(graph) == {("001", "002"), ("002", "001")}


def test_an_id_that_is_the_address_is_hashed_and_the_same_in_every_source(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "hr", people="person_id,name\nann.able@x.org,Ann\nBOB@x.org,Bob\n"))
    assert put(graph, mail(tmp_path / "mail"), "mail").warnings == []  # type: ignore[arg-type]
    assert set(graph.nodes["Person"]) == {address_id("ann.able@x.org"), address_id("bob@x.org")}
    assert "@" not in "".join(graph.nodes["Person"])


def test_an_address_of_two_people_is_nobodys(tmp_path: Path) -> None:
    graph = MemoryGraph()
    shared = HR.replace("bob@x.org", "ann.able@x.org")
    put(graph, gather(tmp_path / "hr", people=shared))
    put(graph, gather(tmp_path / "log", people="person_id\n003\n", contacts="from_person,to_person,channel,count\n"))
    assert set(graph.nodes["Person"]) == {"001", "002", "003"}


@pytest.mark.parametrize("together", [True, False])
def test_mail_of_a_shared_address_goes_to_nobody_in_particular(tmp_path: Path, together: bool) -> None:
    graph = MemoryGraph()
    shared = HR.replace("bob@x.org", "ann.able@x.org")
    contacts = "from_person,to_person,channel,count\nann.able@x.org,001,email,1\n"
    if together:
        result = put(graph, gather(tmp_path / "all", people=shared, contacts=contacts))
    else:
        put(graph, gather(tmp_path / "hr", people=shared))
        people = "person_id\n001\n"
        result = put(graph, gather(tmp_path / "log", people=people, contacts=contacts), "log")
    assert "or several have the address" in result.problems[0].reason
    assert not graph.edges.get(CONTACTS)


def test_ids_that_lost_their_zeros_are_told(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "hr", people=HR))
    result = put(graph, mail(tmp_path / "mail", "from,to\n1,2\n2,1\n"), "mail")  # type: ignore[arg-type]
    assert "differ from known ones only by leading zeros" in result.warnings[0]
    assert graph.loads[result.load_id]["unmatched"]


def test_ids_with_another_prefix_are_told(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "hr", people=HR))
    result = put(graph, mail(tmp_path / "mail", "from,to\nE-001,E-002\nE-002,E-001\n"), "mail")  # type: ignore[arg-type]
    assert "end in the numbers of known ones, after another prefix" in result.warnings[0]


def test_several_addresses_of_one_person_are_told(tmp_path: Path) -> None:
    result = put(MemoryGraph(), gather(tmp_path, people=HR.replace("bob@x.org", "bob@x.org; robert@x.org")))
    assert result.warnings[0].startswith("1 person has several mail addresses")


def test_half_of_a_log_is_enough(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "hr", people=HR))
    assert put(graph, mail(tmp_path / "mail", "from,to\n001,x\n002,y\n"), "mail").warnings == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ann@x.org", ["ann@x.org"]),
        ("MAILTO:Ann@X.org", ["ann@x.org"]),
        ("Lane, Cora <cora@x.org>; Reed, Ben <ben@x.org>", ["cora@x.org", "ben@x.org"]),
        ('"Ann" <ann@x.org>, bob@x.org', ["ann@x.org", "bob@x.org"]),
        ("ann@x.org|bob@x.org ann@x.org.", ["ann@x.org", "bob@x.org"]),
        ("Ann Able", []),
        ("@", []),
    ],
)
def test_addresses_in_a_cell(text: str, found: list[str]) -> None:
    assert addresses_in(text) == found
