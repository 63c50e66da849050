"""Who may act for a group."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.model.actor import Actor
from folkmoot.model.errors import NotAllowed
from folkmoot.model.groups import Group, Kind, Term
from folkmoot.model.text import Text
from folkmoot.rules.authority import leads_on, may_manage, must_manage, must_serve, serving_on

DAY = date(2026, 3, 1)
KIT = Group(
    Kind.SIG,
    "kit",
    Text("Kit"),
    roles=(
        Term("bo", "maintainer", since=date(2025, 1, 1)),
        Term("ann", "member"),
        Term("dee", "maintainer", until=date(2026, 2, 28)),
        Term("eve", "maintainer", repo="gitee:example/kit"),
        Term("fay", "emeritus-lead"),
    ),
)


def test_leads_are_those_of_the_day_for_the_whole_group():
    assert leads_on(KIT, DAY) == {"bo"}
    assert leads_on(KIT, date(2026, 2, 1)) == {"bo", "dee"}


def test_somebody_emeritus_serves_no_longer():
    assert serving_on(KIT, DAY) == {"bo", "ann", "eve"}


@pytest.mark.parametrize(
    ("actor", "may"),
    [
        (Actor("bo", people=("bo",)), True),
        (Actor("ann", people=("ann",)), False),
        (Actor("dee", people=("dee",)), False),
        (Actor("cy"), False),
        (Actor("root", operator=True), True),
    ],
)
def test_leads_and_operators_manage(actor, may):
    assert may_manage(actor, KIT, DAY) is may
    if may:
        must_manage(actor, KIT, DAY)
    else:
        with pytest.raises(NotAllowed, match="only those who lead kit may"):
            must_manage(actor, KIT, DAY)


def test_an_outsider_does_not_serve_even_as_an_operator():
    assert must_serve(Actor("ann", people=("ann",)), KIT, DAY) == "ann"
    with pytest.raises(NotAllowed, match="only those who serve in kit may"):
        must_serve(Actor("cy", people=("cy",)), KIT, DAY)
    with pytest.raises(NotAllowed):
        must_serve(Actor("root", operator=True), KIT, DAY)


def test_an_account_that_is_nobody_cannot_act_as_somebody():
    assert Actor("ann", people=("ann",)).must_be_somebody() == "ann"
    with pytest.raises(NotAllowed, match="nobody whom the charter declares"):
        Actor("cy").must_be_somebody()
