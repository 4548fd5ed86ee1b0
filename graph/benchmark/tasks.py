"""Names of tasks that are said something about, apart from what does them: this imports nothing heavy."""

from __future__ import annotations

STRUCTURAL = (
    "components",
    "strong components",
    "articulation points and bridges",
    "k-core",
    "PageRank",
    "constraint",
    "betweenness, 32 sources",
    "reciprocity",
    "E-I by team",
    "E-I by department",
    "group matrix at every level",
)
"""The structural set: what is told of every network, in one process."""

GROWTH = {
    "PageRank": "links times rounds, a few more of them the larger it is",
    "constraint": "links to the power of 1.5 in a clique; with links where numbers of contacts are bounded",
    "betweenness, 32 sources": "links times sources",
    "group matrix at every level": "links times their logarithm: pairs of groups are sorted",
    "people and teams cut off": "links, and groups times their logarithm",
    "shares between departments": "links times their logarithm, as the matrix",
    "silos by team, with null": "links times permutations, the fewer of them the more links there are",
    "pairs of teams, with null": "links times their logarithm, as the matrix",
    "person-disjoint routes by team": "links times teams at worst; most searches end nearby",
    "brokerage roles by department": "pairs of links at each person, at most a number that is told",
    "core and periphery": "links times rounds",
    "hierarchy of 2,000 people": "the square of people, and refuses more than 5,000",
    "key players, removal": "links times people in the set",
    "key players, reach": "links, and people times the logarithm of people",
    "tie stability by team": "links times their logarithm",
    "meetings of teams": "pairs of people in meetings times their logarithm",
    "communities, one run": "links times rounds, whose number is not bounded; a few in practice",
}
"""What of ours grows by more than people and links do, and how."""
