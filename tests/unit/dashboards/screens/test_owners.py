"""Who sees to what: named roles, critical problems without one, and the command that names one."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import date

from dashboards.screens.briefing.decisions import compose_decisions, decisions_of
from dashboards.screens.findings.owners import compose_owners
from dashboards.shell.stored import Finding
from tests.support.screens import texts

DAY = date(2026, 10, 31)
OPEN = Finding("Town is cut off.", "critical", 9, query="s02", finding_id="s02|D'1", status="open", open_since=DAY)
NAMED = replace(OPEN, sentence="Region waits.", finding_id="s02|R1", role="SIT-lead", due=date(2027, 1, 31))
HIGH = replace(OPEN, sentence="Silence.", severity="high", finding_id="f05|L")


def said(*findings: Finding, unfolded: bool = True) -> str:
    return texts(compose_owners(findings, unfolded=unfolded) or "")


def test_roles_that_are_named_stand_with_what_they_see_to() -> None:
    made = said(OPEN, NAMED, HIGH)
    assert "Who sees to what: 1 role is named for 1 finding; no role is named yet for 1 critical problem" in made
    assert "SIT-lead Region waits. Due 31 January 2027." in made
    assert "Critical, and no role is named Town is cut off. s02|D'1" in made
    assert "Silence." not in made, "a finding that is not critical needs no role"


def test_the_command_is_told_with_an_id_that_a_shell_takes() -> None:
    made = compose_owners((OPEN,), unfolded=False) or ""
    assert f"loopline finding assign {shlex.quote(OPEN.finding_id)} ROLE --due YYYY-MM-DD" in texts(made)
    assert "no role is named for any finding" in texts(made)


def test_it_is_unfolded_for_who_came_for_it() -> None:
    first = [(compose_owners((OPEN,), unfolded=how) or "").split(">")[0] for how in (True, False)]
    assert [text.endswith(" open") for text in first] == [True, False]


def test_a_waived_one_waits_for_no_role_and_without_a_ledger_nothing_is_told() -> None:
    assert "Critical, and no role" not in said(replace(OPEN, status="waived"))
    assert compose_owners((replace(OPEN, status=""),), unfolded=True) is None


def test_the_briefing_leads_there_and_names_the_command() -> None:
    made = compose_decisions(decisions_of([OPEN, NAMED], DAY), 0) or ""
    assert "findings?severity=critical" in made
    assert "Name one with loopline finding assign ID ROLE" in texts(made)
