"""Checks of levels: their letters differ, and each but the first asks something that a record can tell."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.levels import ladder_of_levels
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.event import KINDS
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.ladder import SAYINGS
from folkmoot.model.text import Text

TOLD = frozenset({"count", "role"})
"""What clauses of a level may ask: votes, sponsors and judgements belong to roles, not to the whole community."""


@check(
    "level-letters",
    Severity.ERROR,
    zh="各等级的字母互不相同，且除第一级外都有条件。",
    mend=Text(
        "Give each its own letters, and each but the first a clause.",
        "请使用不同的字母，并为第一级以外的等级写明条件。",
    ),
)
def level_letters(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Each level has letters of its own, and each but the first asks something."""
    seen: set[str] = set()
    for place, one in enumerate(charter.levels):
        if one.letters in seen:
            says = Text(
                f"{one.id}: another level has the letters {one.letters}.", f"{one.id}：字母 {one.letters} 已被使用。"
            )
            yield asks.at(one.place, says)
        seen.add(one.letters)
        if bool(one.all or one.any) != bool(place):
            says = (
                Text(f"{one.id} asks nothing: nobody could be told to have reached it.", f"{one.id} 没有条件，无法判定是否达到。")
                if place
                else Text(f"{one.id} is the first level and asks something: who has a number has none then.",
                          f"{one.id} 是第一级却有条件：有编号的人可能没有等级。")
            )  # fmt: skip
            yield asks.at(one.place, says)


@check(
    "level-clauses",
    Severity.ERROR,
    zh="等级的条款只统计已知的活动，或要求担任某一角色。",
    mend=Text("Use 'count' with kinds that exist, or 'role'.", "请使用 count（活动类型须存在）或 role。"),
)
def level_clauses(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The clauses of levels count kinds of events that exist, or ask for a role."""
    for step in ladder_of_levels(charter.levels).steps:
        for clause in step.leaves if step.all or step.any else ():
            if clause.asks not in TOLD or len(clause.sayings) != 1:
                said = ", ".join(clause.sayings) or "nothing"
                says = Text(
                    f"{step.role}: a clause asks {said}, which no level can.",
                    f"{step.role}：条款使用了等级不支持的写法（{said}）。",
                )
                wanted = Text(
                    f"Use one of: {', '.join(name for name in SAYINGS if name in TOLD)}.", "请使用 count 或 role。"
                )
                yield asks.at(clause.place, says, mend=wanted)
            for kind in clause.count.kinds if clause.count else ():
                if kind not in KINDS:
                    says = Text(
                        f"{step.role}: there is no kind of event '{kind}'.", f"{step.role}：没有活动类型“{kind}”。"
                    )
                    yield asks.at(clause.place, says, mend=mend_word(kind, KINDS))
