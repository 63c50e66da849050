"""Who may operate."""

from __future__ import annotations

from datetime import date

from folkmoot.model.groups import Group, Kind, Term
from folkmoot.model.text import Text
from folkmoot.rules.permission import declared_operators, declared_person, may_operate
from tests.rules.facts import person

TODAY = date(2026, 3, 1)


def group(kind: Kind, *roles: Term, status: str = "active") -> Group:
    return Group(kind, "g", Text("G"), status=status, roles=roles)


def test_operators_of_committees_and_teams_hold_for_their_term():
    """
    committee  bo   operator  2026-01-01 ..
    committee  old  operator  .. 2025-12-31
    """
    roles = (Term("bo", "Operator", date(2026, 1, 1)), Term("old", "operator", None, date(2025, 12, 31)))
    assert declared_operators([group(Kind.COMMITTEE, *roles)], TODAY) == {"bo"}
    assert declared_operators([group(Kind.TEAM, *roles, status="archived")], TODAY) == frozenset()


def test_a_sig_cannot_appoint_operators():
    assert declared_operators([group(Kind.SIG, Term("ann", "operator"))], TODAY) == frozenset()
    one_repo = Term("ann", "operator", repo="gitee:example/kit")
    assert declared_operators([group(Kind.TEAM, one_repo)], TODAY) == frozenset()


def test_the_charter_goes_before_what_was_granted_here():
    assert may_operate((), granted=True, operators=frozenset())
    assert not may_operate((), granted=True, operators=frozenset({"bo"}))
    assert may_operate(("bo",), granted=False, operators=frozenset({"bo"}))
    assert not may_operate(("ann",), granted=False, operators=frozenset())


def test_an_account_proves_a_person_only_when_one_declares_it():
    people = [person("ann", "gitee:ann", "gitee:shared"), person("bo", "gitee:bo", "gitee:shared")]
    assert declared_person(people, "gitee:ann") == "ann"
    assert declared_person(people, "gitee:shared") == ""
    assert declared_person(people, "gitee:cy") == ""
