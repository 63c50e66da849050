"""Checks of selection rounds and rules of inactivity and dormancy: what they name, and whether they can be held."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.ladders import ladder_of
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.text import Text


@check(
    "round-group",
    Severity.ERROR,
    zh="每次选拔、不活跃规则与休眠规则的小组都已声明。",
    mend=Text("Correct the slug, or declare the group.", "请改正短名，或声明该小组。"),
)
def round_group(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The group of every selection round, and those of every rule of inactivity or dormancy, are declared."""
    known = charter.group_by_slug
    named = [(one.id, one.place, one.group) for one in charter.rounds]
    named += [(one.id, one.place, slug) for one in charter.inactivity for slug in one.groups]
    named += [(rule.id, rule.place, slug) for rule in charter.dormancy for slug in rule.groups]
    for name, place, slug in named:
        if slug not in known:
            says = Text(
                f"{name} names the group '{slug}', which is not declared.", f"{name} 提到的小组“{slug}”未声明。"
            )
            yield asks.at(place, says, mend=mend_word(slug, known))


@check(
    "round-roles",
    Severity.ERROR,
    zh="选拔授予的角色都在小组的晋升阶梯上。",
    mend=Text("Name roles of the group's ladder.", "请使用该小组晋升阶梯上的角色。"),
)
def round_roles(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every role that a selection round gives is a step of the ladder that holds for its group."""
    for one in charter.rounds:
        group = charter.group_by_slug.get(one.group)
        if group is None:
            continue
        ladder = ladder_of(charter, group)
        if ladder is None:
            says = Text(
                f"No ladder holds for {one.group}, so {one.id} can give no role.",
                f"{one.group} 没有晋升阶梯，{one.id} 无法授予角色。",
            )
            yield asks.at(one.place, says, subject=one.group)
            continue
        steps = [step.role for step in ladder.steps]
        for role in (role for role in one.roles if role not in steps):
            says = Text(
                f"{one.id} gives '{role}', which is no step of the ladder.", f"{one.id} 授予的“{role}”不在晋升阶梯上。"
            )
            yield asks.at(one.place, says, subject=one.group, mend=mend_word(role, steps))


@check(
    "round-days",
    Severity.ERROR,
    zh="选拔的提名先开始后截止。",
    mend=Text("Correct the days.", "请改正日期。"),
)
def round_days(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Nominations of a selection round begin before they end."""
    for one in charter.rounds:
        if one.nominations_until < one.opens:
            says = Text(f"{one.id}: nominations end before they begin.", f"{one.id}：提名截止早于开始。")
            yield asks.at(one.place, says, subject=one.group)


@check(
    "inactivity-shown",
    Severity.ERROR,
    zh="不活跃规则说明何为活跃。",
    mend=Text("Give it 'any' or 'all' with clauses.", "请用 any 或 all 列出条件。"),
)
def inactivity_shown(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A rule of inactivity says what shows that somebody is there."""
    for one in charter.inactivity:
        if not one.any and not one.all:
            says = Text(f"{one.id} does not say what shows that somebody is there.", f"{one.id} 未说明何为活跃。")
            yield asks.at(one.place, says)
