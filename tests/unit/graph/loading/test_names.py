"""Names and addresses go to the vault, in step with the graph whatever happens; or to the graph, by choice."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import Exit, InputError, LooplineError, QueryError, ServerError
from graph.loading import writing
from graph.loading.load import load
from graph.loading.loaded import Loaded
from graph.loading.names import Names, names_for
from graph.settings import Settings
from graph.staging.extract import Extract
from graph.staging.person_key import address_id, name_id
from graph.vault.key import PersonKey
from tests.support.loading_help import DAY, EDUCATION, gather, put
from tests.support.memory_graph import MemoryGraph
from tests.support.names_help import MemoryVault

PEOPLE = "person_id,name,email,job_title\np1,Ann Able,Ann@X.org,Coach\np2,Bob Bold,,Principal\np3,,,\n"
MARRIED = PEOPLE.replace("Ann Able", "Ann Baker")
SECRET = ("Ann", "Able", "Baker", "Bold", "X.org", "x.org")


def shown(graph: MemoryGraph) -> dict[str, dict[str, str]]:
    """Names and addresses as the vault knows them."""
    found: dict[str, dict[str, str]] = {}
    for person, node in graph.nodes["Person"].items():
        texts = {name: graph.vault.text(person, node[f"{name}_key"]) for name in ("name", "email")}
        found[person] = {name: text for name, text in texts.items() if text is not None}
    return found


def in_step(graph: MemoryGraph) -> None:
    """The vault's file has exactly the texts that the graph refers to."""
    kept = graph.vault.reopened()
    assert not kept.unsettled
    for person, node in graph.nodes["Person"].items():
        referred = {node["name_key"], node["email_key"]} - {None}
        if node["claims"] is None:
            assert kept.texts(person).keys() == referred
        else:
            assert referred <= kept.texts(person).keys()
            assert all(digest in node["claims"] for digest in kept.texts(person))
    assert kept._people.keys() <= graph.nodes["Person"].keys()


def test_nothing_personal_is_in_the_graph_and_all_of_it_in_the_vault(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path, people=PEOPLE))
    said = repr((graph.nodes, graph.edges, graph.loads, graph.batches))
    assert not [text for text in SECRET if text in said]
    assert {node["name"] for node in graph.nodes["Person"].values()} == {None}
    assert shown(graph) == {"p1": {"name": "Ann Able", "email": "Ann@X.org"}, "p2": {"name": "Bob Bold"}, "p3": {}}
    in_step(graph)


def test_the_same_again_leaves_the_vault_alone(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", people=PEOPLE))
    saves = graph.vault.saves
    assert put(graph, gather(tmp_path / "b", people=PEOPLE)).written.total == 0
    later = put(graph, gather(tmp_path / "c", people=PEOPLE), as_of=DAY + timedelta(days=9))
    assert later.nodes["Person"].same == 3
    with pytest.raises(InputError, match="already loaded"):
        put(graph, gather(tmp_path / "d", people=MARRIED), as_of=DAY - timedelta(days=9))
    assert graph.vault.saves == saves


def test_a_change_of_a_name_alone_is_a_change(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", people=PEOPLE))
    result = put(graph, gather(tmp_path / "b", people=MARRIED), as_of=DAY + timedelta(days=1))
    assert (result.nodes["Person"].changed, result.nodes["Person"].same) == (1, 2)
    assert shown(graph)["p1"]["name"] == "Ann Baker"
    assert "Able" not in graph.vault.saved, "the old name goes"
    in_step(graph)


def test_two_sources_each_keep_what_they_say(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", people=PEOPLE), "hr")
    put(graph, gather(tmp_path / "b", people=MARRIED), "survey", DAY + timedelta(days=1))
    node = graph.nodes["Person"]["p1"]
    assert not [text for text in SECRET if text in node["claims"]]
    assert set(graph.vault.texts("p1").values()) == {
        ("name", "Ann Able"),
        ("name", "Ann Baker"),
        ("email", "Ann@X.org"),
    }
    assert shown(graph)["p1"]["name"] == "Ann Baker"
    in_step(graph)
    put(graph, gather(tmp_path / "c", people=PEOPLE.replace("Ann Able", "Anna Able")), "hr", DAY + timedelta(days=2))
    assert shown(graph)["p1"]["name"] == "Anna Able"
    assert "Ann Able" not in graph.vault.saved
    in_step(graph)


NAMES = st.sampled_from(["Ann", "Bea", ""])
ROWS = st.dictionaries(st.sampled_from(["p1", "p2", "p3"]), st.tuples(NAMES, NAMES), min_size=1)
LOADS = st.lists(st.tuples(st.sampled_from(["hr", "survey"]), st.integers(0, 3), ROWS), min_size=1, max_size=5)


@settings(max_examples=25, deadline=None)
@given(loads=LOADS)
def test_whatever_is_loaded_the_vault_shows_what_the_graph_would(
    loads: list[tuple[str, int, dict[str, tuple[str, str]]]],
) -> None:
    sealed, clear = MemoryGraph(), MemoryGraph()
    for source, days, rows in sorted(loads, key=lambda each: each[1]):
        text = "person_id,name,email\n" + "".join(
            f"{person},{name},{mail and mail + '@x.org'}\n" for person, (name, mail) in rows.items()
        )
        with tempfile.TemporaryDirectory() as folder:
            gathered = gather(Path(folder), people=text)
        results = [
            put(graph, gathered, source, DAY + timedelta(days=days), in_graph=graph is clear)
            for graph in (sealed, clear)
        ]
        assert results[0].nodes == results[1].nodes, (
            "what is new and what has changed does not depend on where names are"
        )
        in_step(sealed)
    names = {
        person: {name: node[name] for name in ("name", "email") if node[name] is not None}
        for person, node in clear.nodes["Person"].items()
    }
    assert shown(sealed) == names
    assert not len(clear.vault)


class KilledError(Exception):
    """The process is gone: nothing runs after it."""


def kill(graph: MemoryGraph, stop: int, gathered: Extract, monkeypatch: pytest.MonkeyPatch) -> None:
    """A load whose process ends before the write numbered `stop`, counted from 0."""
    write, taken = graph._write, 0

    def writes(text: str, params: dict[str, Any]) -> Any:
        nonlocal taken
        if not text.startswith("CREATE "):
            taken += 1
            if taken > stop:
                raise KilledError
        return write(text, params)

    with monkeypatch.context() as patch:
        patch.setattr(graph, "_write", writes)
        with pytest.raises(KilledError):
            put(graph, gathered)


@pytest.mark.parametrize("stop", range(3))
def test_killed_anywhere_and_resumed_gives_the_same_vault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    monkeypatch.setattr(writing, "ROWS_A_TRANSACTION", 1)  # each statement a transaction of its own
    whole, cut = MemoryGraph(), MemoryGraph()
    first, second = gather(tmp_path / "a", people=PEOPLE), gather(tmp_path / "b", people=MARRIED)
    for graph in (whole, cut):
        put(graph, first)
    put(whole, second)
    kill(cut, stop, second, monkeypatch)
    # What the graph refers to has its text at every moment.
    assert all(node["name_key"] in cut.vault.reopened().texts(person) for person, node in cut.nodes["Person"].items()
               if node["name_key"])  # fmt: skip
    cut.vault = cut.vault.reopened()
    put(cut, second)
    assert cut.facts() == whole.facts()
    assert cut.vault.saved == whole.vault.saved
    in_step(cut)


def test_a_load_killed_for_good_leaves_no_name_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", people=PEOPLE))
    kill(graph, 1, gather(tmp_path / "b", people=MARRIED + "p9,Zoe Zest,,\n"), monkeypatch)
    assert "Baker" in graph.vault.saved
    graph.vault = graph.vault.reopened()
    put(graph, gather(tmp_path / "c", people=PEOPLE), as_of=DAY + timedelta(days=1))
    assert "Baker" not in graph.vault.saved
    assert "Zest" not in graph.vault.saved
    in_step(graph)


def test_a_load_that_the_server_refuses_leaves_the_vault_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", people=PEOPLE))
    before = graph.vault.saved

    def refuse(_text: str, _params: dict[str, Any]) -> None:
        raise QueryError("no room")

    married = gather(tmp_path / "b", people=MARRIED)
    with monkeypatch.context() as patch:
        patch.setattr(graph, "_write", refuse)
        with pytest.raises(QueryError):
            put(graph, married)
    assert graph.vault.saved == before


def older_version(graph: MemoryGraph) -> None:
    """The graph as a version without a vault left it."""
    for one in graph.loads.values():
        one["person_key"] = None


def test_names_that_an_older_version_left_in_the_graph_are_moved(tmp_path: Path) -> None:
    graph, never = MemoryGraph(), MemoryGraph()
    loads = [(gather(tmp_path / "a", people=PEOPLE), "hr"), (gather(tmp_path / "b", people=MARRIED), "survey")]
    for number, (gathered, source) in enumerate(loads):
        put(graph, gathered, source, DAY + timedelta(days=number), in_graph=True)
        put(never, gathered, source, DAY + timedelta(days=number))
    assert "Able" in repr(graph.nodes)
    older_version(graph)
    result = put(graph, *loads[1], DAY + timedelta(days=1))
    assert result.moved == "Names and addresses of 2 people were moved from the graph to memory.vault."
    assert (result.published, result.nodes["Person"].same) == (True, 3)
    assert not [text for text in SECRET if text in repr(graph.nodes)]
    assert graph.facts() == never.facts()
    assert graph.vault.texts("p1") == never.vault.texts("p1")
    assert graph.nodes["Person"]["p1"]["claims"] == never.nodes["Person"]["p1"]["claims"]
    in_step(graph)
    again = put(graph, *loads[1], DAY + timedelta(days=1))
    assert (again.moved, again.written.total) == ("", 0)


def test_the_setting_may_change_between_loads(tmp_path: Path) -> None:
    graph = MemoryGraph()
    gathered = gather(tmp_path, people=PEOPLE)
    put(graph, gathered)
    into = put(graph, gathered, in_graph=True)
    assert "were moved from memory.vault into the graph" in into.moved
    assert not into.published
    assert graph.nodes["Person"]["p1"]["name"] == "Ann Able"
    assert graph.nodes["Person"]["p1"]["name_key"] is None
    assert len(graph.vault) == 0
    assert "Able" not in graph.vault.saved
    assert put(graph, gathered, in_graph=True).written.total == 0
    back = put(graph, gathered)
    assert "were moved from the graph to memory.vault" in back.moved
    assert "Able" not in repr(graph.nodes)
    assert shown(graph)["p1"] == {"name": "Ann Able", "email": "Ann@X.org"}
    in_step(graph)


def test_on_another_machine_names_are_unknown_until_the_people_are_loaded_there(tmp_path: Path) -> None:
    graph = MemoryGraph()
    gathered = gather(tmp_path, people=PEOPLE)
    put(graph, gathered)
    graph.vault = MemoryVault()
    assert shown(graph) == {"p1": {}, "p2": {}, "p3": {}}
    assert put(graph, gathered).written.total == 0
    assert shown(graph)["p1"]["name"] == "Ann Able"
    in_step(graph)
    saves = graph.vault.saves
    put(graph, gathered)
    assert graph.vault.saves == saves


def test_a_graph_made_with_another_key_is_refused(tmp_path: Path) -> None:
    graph = MemoryGraph()
    gathered = gather(tmp_path, people=PEOPLE)
    put(graph, gathered)
    before = len(graph.texts)
    other = Names(PersonKey(b"another", "LOOPLINE_PERSON_KEY"), MemoryVault(), in_graph=False)
    with pytest.raises(LooplineError, match="another key than the one in LOOPLINE_PERSON_KEY"):
        load(graph, gathered, EDUCATION, names=other, source="hr", as_of=DAY, keep_problems=lambda *_: "")
    assert len(graph.texts) == before


def test_names_follow_people_who_get_another_id(tmp_path: Path) -> None:
    """A list by address first, then the staff register that gives these people their ids."""
    graph = MemoryGraph()
    listed = gather(tmp_path / "a", people="person_id,name\nann@x.org,Ann A.\nbob@x.org,Bob B.\n")
    put(graph, listed, "list")
    assert shown(graph)[address_id("ann@x.org")] == {"name": "Ann A."}
    put(graph, gather(tmp_path / "b", people=PEOPLE), "hr", DAY + timedelta(days=1))
    assert shown(graph)["p1"] == {"name": "Ann Able", "email": "Ann@X.org"}
    assert {text for _, text in graph.vault.texts("p1").values()} == {"Ann A.", "Ann Able", "Ann@X.org"}
    assert address_id("ann@x.org") not in graph.vault._people
    in_step(graph)
    again = put(graph, listed, "list", DAY + timedelta(days=1))
    assert again.nodes["Person"].changed == 0


BY_NAME = {
    "people": "person_id,name,manager_id\nAnn Able,Ann Able,BoldBob\nBoldBob,Bob Bold,\ncy@x.org,,ANN ABLE\n"
    "1234567,Di Dot,\n",
    "contacts": "from_person,to_person,channel,count\nann able,boldbob,email,1\n1234567,CY@x.org,chat,2\n",
    "teams": "team_id,name,type,unit_id\nt1,Team,DIT,D1\n",
    "units": "unit_id,name,level\nD1,District,district\n",
    "meetings": "meeting_id,team_id,held_on,attendees\nm1,t1,2026-08-01,Ann  Able|1234567\n",
}


def test_ids_that_tell_who_it_is_are_hashed_alike_in_every_column(tmp_path: Path) -> None:
    graph = MemoryGraph()
    result = put(graph, gather(tmp_path, **BY_NAME))
    ann, bob, cy = name_id("Ann Able"), name_id("boldbob"), address_id("cy@x.org")
    assert set(graph.nodes["Person"]) == {ann, bob, cy, "1234567"}
    managed = {(edge["start"], edge["end"]) for edge in graph.edges["MANAGED_BY", "Person", "Person"].values()}
    assert managed == {(ann, bob), (cy, ann)}
    met = {(edge["start"], edge["end"]) for edge in graph.edges["COMMUNICATES_WITH", "Person", "Person"].values()}
    assert met == {(ann, bob), ("1234567", cy)}
    attended = {edge["start"] for edge in graph.edges["ATTENDED", "Person", "Meeting"].values()}
    assert attended == {ann, "1234567"}
    assert result.problems == []
    (note,) = (text for text in result.warnings if "hashed ids" in text)
    assert note.startswith("3 people have a mail address (1) or a name (2) for an id; hashed ids stand for them")
    said = (note + repr((graph.nodes, graph.edges))).casefold()
    assert not [text for text in SECRET[1:] if text.casefold() in said]


def test_a_later_load_means_the_same_people_by_their_names(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", people=BY_NAME["people"]))
    put(graph, gather(tmp_path / "b", contacts="from_person,to_person,channel,count\nBoldBob,Ann Able,chat,1\n"), "log")
    assert len(graph.nodes["Person"]) == 4
    (edge,) = graph.edges["COMMUNICATES_WITH", "Person", "Person"].values()
    assert (edge["start"], edge["end"]) == (name_id("boldbob"), name_id("ann able"))


def test_ids_that_an_older_version_left_in_the_graph_are_hashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = MemoryGraph()
    gathered = gather(tmp_path / "a", people=BY_NAME["people"].replace("BoldBob", "b7"))
    with monkeypatch.context() as patch:
        patch.setattr("graph.staging.stage.hide_ids", lambda *_: {})
        put(graph, gathered, in_graph=True)
    assert "cy@x.org" in graph.nodes["Person"]
    older_version(graph)
    other = gather(tmp_path / "b", people="person_id,name\np8,Eve Elm\n")
    result: Loaded = put(graph, other, "another")
    assert set(graph.nodes["Person"]) == {name_id("Ann Able"), address_id("cy@x.org"), "b7", "1234567", "p8"}
    assert graph.loads[result.load_id]["touched"] is None, "everything derived is computed again"
    assert shown(graph)[name_id("Ann Able")] == {"name": "Ann Able"}
    in_step(graph)


def test_one_load_at_a_time_has_the_names_of_a_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.noted_lock._PATIENCE", 0.1)
    here = Settings(home=tmp_path / "new")
    with names_for(here, "loading hr as of 2026-09-01") as names:
        assert (names.in_graph, len(names.vault)) == (False, 0)
        with (
            pytest.raises(
                ServerError, match=r"at work in this data folder since .*: loading hr as of 2026-09-01"
            ) as busy,
            names_for(here, "loading hr as of 2026-09-01"),
        ):
            raise AssertionError("two at once")
        assert busy.value.code == Exit.BUSY
        with names_for(Settings(home=tmp_path / "other", names="graph"), "loading") as others:
            assert others.in_graph
    with names_for(here, "loading hr as of 2026-09-01") as again:
        assert again.key.check == names.key.check
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["load.lock", "person.key"]
