"""A profile's words: fixed texts are said in them, names never are."""

from __future__ import annotations

import re

import pytest

from graph.profile.profile import Profile, available
from graph.profile.words import Words, speaking, spoken, spoken_profile, worded
from graph.queries.catalog import catalog

CHILD_WELFARE = Words.of(Profile.load("child_welfare"))
MINIMAL = Words.of(Profile.load("minimal"))
EDUCATION_ONLY = re.compile(
    r"\b(districts?|buildings?|schools?|superintendents?|principals?|teachers?|state management team)\b", re.IGNORECASE
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("buildings", "local offices"),
        ("Districts", "Counties"),
        ("a building and an old district", "a local office and an old county"),
        ("No building is in scope.", "No local office is in scope."),
        ("the building implementation team", "the local CQI team"),
        ("District implementation teams", "County implementation teams"),
        ("the State Management Team decides", "the state sponsor team decides"),
        ("State Management Team", "State sponsor team"),
        ("Done. State Management Team decides", "Done. State sponsor team decides"),
        ("The Chief State School Officer decides.", "The executive sponsor decides."),
        ("the superintendent's office", "the county director's office"),
        ("regional team", "regional team"),
        ("what the school reports", "what the local office reports"),
        ("district_id {district} {district:district|districts}", "district_id {district} {district:county|counties}"),
        ("rebuilding, $district, subdistrict", "rebuilding, $district, subdistrict"),
    ],
)  # fmt: skip
def test_fixed_texts_in_the_words_of_child_welfare(text: str, said: str) -> None:
    assert CHILD_WELFARE.say(text) == said


def test_a_and_an_follow_the_new_word() -> None:
    assert MINIMAL.say("a state with a building") == "an organization with a site"
    assert MINIMAL.say("A state.") == "An organization."


def test_education_says_everything_as_it_stands() -> None:
    assert Words.of(Profile.load("education")).terms == ()
    assert worded("a building of the district") == "a building of the district"


def test_the_texts_are_written_in_the_terms_of_education() -> None:
    texts = " ".join(f"{query.title} {query.question} {query.advice} {query.sentence}" for query in catalog().values())
    education = Profile.load("education")
    lacking = [
        term
        for tier in education.tiers
        for term in (tier.one, tier.many)
        if not re.search(rf"\b{term}\b", texts, re.IGNORECASE)
    ]
    # A term that is changed there replaces nothing: other terms belong into a copy of the profile.
    assert lacking == ["states"]  # there is one


def test_words_are_spoken_within_a_block_and_no_longer() -> None:
    with speaking(Profile.load("minimal")):
        assert worded("buildings") == "sites"
        assert spoken_profile().name == "minimal"
        with speaking(Profile.load("child_welfare")):
            assert worded("buildings") == "local offices"
        assert worded("buildings") == "sites"
    assert spoken().terms == ()
    assert spoken_profile().name == "education"


def test_names_with_such_a_word_in_them_stay() -> None:
    with speaking(Profile.load("child_welfare")):
        query = catalog()["s01_building_team_unsupported"]
    row = {"unit": "Building Blocks", "district": "School District of Principal", "last_contact": None}
    assert query.template.render(row) == (
        "School District of Principal: support by a county implementation team is not on record for the "
        "implementation team of Building Blocks."
    )


def test_no_question_or_sentence_of_the_catalog_keeps_a_word_of_education() -> None:
    with speaking(Profile.load("child_welfare")):
        for query in catalog().of_kind("finding", "metric"):
            fixed = [query.title, query.question, query.advice, query.template.words()]
            fixed.append(query.population.of if query.population else "")
            kept = [text for text in fixed if EDUCATION_ONLY.search(text)]
            assert not kept, f"{query.id}: {kept}"


@pytest.mark.parametrize("name", available())
def test_a_query_in_other_words_reads_and_returns_the_same(name: str) -> None:
    plain = catalog()
    with speaking(Profile.load(name)):
        said = catalog()
    assert list(said) == list(plain)
    for query in said.values():
        before = plain[query.id]
        assert (query.text, query.keys, query.version) == (before.text, before.keys, before.version)
        assert {param: one.default for param, one in query.params.items()} == {
            param: one.default for param, one in before.params.items()
        }
        assert [field.name for field in query.template.fields()] == [field.name for field in before.template.fields()]
