"""The points ledger: what each source gives, caps, running totals; the same facts give the same entries."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.task import PointRule
from folkmoot.model.task_log import Award, Deed
from folkmoot.model.text import Text
from folkmoot.rules.points import ledger

AT = datetime(2026, 12, 31)
AWARD = ("autumn/t", Award("ann", datetime(2026, 10, 10), "bo", Decimal("12.50"), Text("T"), "docs", "gitee:kit/kit!1"))
TALK = PointRule("talk", "meeting.presented", Decimal(5), most_a_month=2)
RUN = PointRule("contests", "contest", Decimal("0.1"))


def talk(day: int, person: str = "ann", month: int = 10, groups: tuple[str, ...] = ("docs",)) -> Deed:
    at = datetime(2026, month, day, 12)
    return Deed(f"{person}{month}-{day}", at, at.date(), "meeting.presented", person, groups, Text("Talk"))


def test_each_source_gives_its_points_and_the_total_runs():
    contest = Deed(
        "week:ann", datetime(2026, 11, 1), date(2026, 11, 1), "contest", "ann", (), Text("Week"), "week", Decimal(230)
    )
    found = ledger([AWARD], [TALK, RUN], [talk(1), talk(2), talk(3), talk(4, month=11), talk(1, "cy"), contest], AT)
    told = [(one.person, one.source, one.points, one.total) for one in found]
    assert told == [
        ("ann", "talk", Decimal("5.00"), Decimal("5.00")),
        ("cy", "talk", Decimal("5.00"), Decimal("5.00")),
        ("ann", "talk", Decimal("5.00"), Decimal("10.00")),
        ("ann", "task", Decimal("12.50"), Decimal("22.50")),
        ("ann", "contests", Decimal("23.00"), Decimal("45.50")),
        ("ann", "talk", Decimal("5.00"), Decimal("50.50")),
    ], "the third talk of October is beyond the cap"


def test_as_of_an_earlier_moment_and_told_twice():
    assert [one.source for one in ledger([AWARD, AWARD], [TALK], [talk(1), talk(1)], datetime(2026, 10, 5))] == ["talk"]
    assert len(ledger([AWARD, AWARD], [TALK], [talk(1), talk(1)], AT)) == 2


def test_a_rule_speaks_of_its_groups_and_days_only():
    rule = PointRule(
        "talk", "meeting.presented", Decimal(5), groups=("docs",), since=date(2026, 10, 2), until=date(2026, 10, 3)
    )
    deeds = [
        talk(1),
        talk(2),
        talk(3),
        talk(4),
        talk(2, "cy", groups=("other",)),
        talk(3, "bo", groups=("other", "docs")),
    ]
    assert [(one.person, one.group) for one in ledger([], [rule], deeds, AT)] == [
        ("ann", "docs"),
        ("ann", "docs"),
        ("bo", "docs"),
    ]


DEEDS = st.lists(st.tuples(st.integers(1, 28), st.sampled_from(["ann", "bo"]), st.integers(10, 11)), max_size=20)


@given(DEEDS, st.randoms(), st.integers(0, 70))
def test_points_are_a_function_of_what_happened_until_then(drawn, dice, days):
    deeds = [talk(day, person, month) for day, person, month in drawn]
    shuffled = [*deeds, *deeds]
    dice.shuffle(shuffled)
    at = datetime(2026, 10, 1) + timedelta(days=days)
    found = ledger([AWARD], [TALK], deeds, at)
    assert found == ledger([AWARD], [TALK], shuffled, at)
    assert found == ledger([AWARD], [TALK], deeds, AT)[: len(found)], "what comes later only adds"
    for person in {one.person for one in found}:
        own = [one for one in found if one.person == person]
        assert own[-1].total == sum(one.points for one in own)
