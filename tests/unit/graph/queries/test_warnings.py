"""What is remarked on names that are nowhere in the graph."""

from __future__ import annotations

import pytest

from graph.queries.warnings import plan_warnings
from graph.runner import Plan

LABEL = "01N50: warn: label does not exist. The label `{}` does not exist in database `neo4j`."
TYPE = "01N51: warn: relationship type does not exist. The relationship type `{}` does not exist in database `neo4j`."
PROPERTY = "01N52: warn: property key does not exist. The property `{}` does not exist in database `neo4j`."


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (LABEL.format("Taem"), "There is no label 'Taem'; did you mean 'Team'?"),
        (TYPE.format("SUPORTS"), "There is no relationship type 'SUPORTS'; did you mean 'SUPPORTS'?"),
        (PROPERTY.format("levl"), "There is no property 'levl'; did you mean 'level'"),
        (PROPERTY.format("as_of_2"), "There is no property 'as_of_2'; did you mean 'as_of'?"),
        (LABEL.format("Driver"), "The label Driver is not used in the graph yet."),
    ],
)
def test_a_name_that_is_not_in_the_graph(note: str, said: str) -> None:
    (found,) = plan_warnings(Plan("r", (), notifications=(note, note)))
    assert found.startswith(said)


def test_other_remarks_and_restricted_names_are_left_out() -> None:
    other = "03N90: info: cartesian product. The disconnected pattern `(a), (b)` builds a cartesian product."
    assert plan_warnings(Plan("r", (), notifications=(other,))) == ()
    (found,) = plan_warnings(Plan("r", (), notifications=(PROPERTY.format("emai"),)))
    assert "email" not in found
