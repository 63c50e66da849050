"""Who may vote: as of a day, each person once, no organisation beyond its seats."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Group, Kind, Term
from folkmoot.model.motion import VotingRule
from folkmoot.model.text import Text
from folkmoot.rules.bylaws import COMMITTEE, LAZY, MAINTAINERS, MAJORITY, rule_for
from folkmoot.rules.electorate import electorate

DAY = date(2026, 3, 2)


def group_of(table: str, kind: Kind = Kind.SIG, slug: str = "kit") -> Group:
    """Read a roster: person, role, since, until or repo."""
    terms = []
    for line in table.strip().splitlines():
        person, role, *more = line.split()
        since, until = ((date.fromisoformat(one) if one != "-" else None) for one in (*more, "-", "-")[:2])
        terms.append(Term(person, role, since, until))
    return Group(kind, slug, Text(slug), roles=tuple(terms))


def voters(group: Group, rule: VotingRule, organizations: dict[str, str] | None = None, **more) -> list[str]:
    """Return who votes, by the rule."""
    found = electorate(
        rule, group, DAY, person_of=more.pop("person_of", {}), organization_of=(organizations or {}).get, **more
    )
    return [one.person for one in found if one.votes]


ALL = VotingRule("all", threshold="more than 1/2")


def test_the_roster_of_the_day_and_no_other():
    group = group_of("""
        ann  maintainer  2025-01-01
        bo   member      2024-01-01  2026-03-01
        cy   member      2026-03-03
        dee  member      2024-01-01  2026-03-02
        eli  emeritus
        fay  operator
    """)
    assert voters(group, ALL) == ["ann", "dee"]


def test_roles_and_those_who_lead():
    group = group_of("ann maintainer\nbo tech-lead\ncy member\ndee committer\neli operator")
    assert voters(group, VotingRule("r", roles=("leads",))) == ["ann", "bo"]
    assert voters(group, VotingRule("r", roles=("committer", "maintainer"))) == ["ann", "dee"]
    assert voters(group, VotingRule("r", roles=("operator",))) == ["eli"]


def test_a_role_for_one_repository_is_no_seat():
    terms = (
        Term("ann", "member"),
        Term("bo", "member", repo="gitee:kit/kit"),
        Term("cy", "member", subproject="tools"),
    )
    assert voters(Group(Kind.SIG, "kit", Text("Kit"), roles=terms), ALL) == ["ann"]


def test_somebody_with_two_ids_or_two_roles_votes_once():
    group = group_of("ann member\nann2 maintainer 2024-01-01\nbo member\nbo maintainer")
    found = electorate(ALL, group, DAY, person_of={"ann": "ann", "ann2": "ann"}, organization_of=lambda _: None)
    assert [(one.person, one.roles, one.same) for one in found] == [
        ("ann", ("member", "maintainer"), ("ann2",)), ("bo", ("member", "maintainer"), ()),
    ]  # fmt: skip


SEATED = """
    ann  member  2025-06-01
    bo   member  2024-01-01
    cy   member  2025-01-01
    dee  member  -
    eli  member  2023-01-01
"""
WORK = {"ann": "Example", "bo": "EXAMPLE", "cy": "Example", "eli": "Other"}


@pytest.mark.parametrize(("cap", "by", "who"), [
    (1, "longest", ["bo", "dee", "eli"]),
    (2, "longest", ["bo", "cy", "dee", "eli"]),
    (3, "longest", ["ann", "bo", "cy", "dee", "eli"]),
    (1, "declared", ["ann", "dee", "eli"]),
    (2, "declared", ["ann", "bo", "dee", "eli"]),
])  # fmt: skip
def test_seats_of_an_organization(cap, by, who):
    """Dee's organisation is not known: nobody takes her seat, and she takes nobody's."""
    rule = VotingRule("r", seats_per_organization=cap, seats_by=by)
    assert voters(group_of(SEATED), rule, WORK) == who


def test_who_it_is_about_leaves_the_seat_to_the_next():
    rule = VotingRule("r", seats_per_organization=1)
    found = electorate(rule, group_of(SEATED), DAY, person_of={}, organization_of=WORK.get, recused=("bo",))
    assert [(one.person, one.votes, one.why) for one in found] == [
        ("ann", False, "seats"), ("bo", False, "subject"), ("cy", True, ""), ("dee", True, ""), ("eli", True, ""),
    ]  # fmt: skip


def test_who_is_recused_under_another_id_is_recused():
    group = group_of("ann member\nbo member")
    assert voters(group, ALL, person_of={"ann": "p1", "ann2": "p1"}, recused=("ann2",)) == ["bo"]


def test_which_rule_decides():
    sig, tsc = group_of("ann member"), group_of("ann chair", Kind.COMMITTEE, "tsc")
    own = VotingRule("own", kinds=("promotion",), groups=("kit",))
    sigs = VotingRule("sigs", kinds=("promotion", "motion"), groups=("sig",))
    every = VotingRule("every", kinds=("promotion", "motion", "minutes"))
    mine = VotingRule("majority", threshold="at least 1/1")
    assert rule_for("motion", tsc, ()) == COMMITTEE
    assert rule_for("sig", tsc, ()) == COMMITTEE
    assert rule_for("promotion", sig, ()) == MAINTAINERS
    assert rule_for("minutes", sig, ()) == LAZY
    assert rule_for("motion", sig, ()) == MAJORITY
    assert rule_for("promotion", sig, (every, sigs, own)).name == "own"
    assert rule_for("motion", sig, (every, sigs, own)).name == "sigs"
    assert rule_for("minutes", sig, (every, sigs, own)).name == "every"
    assert rule_for("motion", tsc, (every, sigs, own)).name == "every"
    assert rule_for("motion", sig, (mine,)) == mine  # a declared rule with the name of one that comes with the program
    assert rule_for("motion", sig, (), "lazy") == LAZY
    with pytest.raises(BadInput, match="no voting rule 'lucky'"):
        rule_for("motion", sig, (), "lucky")
