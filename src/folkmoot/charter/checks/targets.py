"""Checks of targets: how each is counted, its span, and the tree that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import listed, nearest
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.event import KINDS
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.targets import MEASURES, Target
from folkmoot.model.text import Text


@check(
    "target-measure",
    Severity.ERROR,
    zh="每个目标只有一种计量方式；汇总目标没有自己的计量。",
    mend=Text(
        f"Keep one of {', '.join(MEASURES)}; or 'sum: true' alone.",
        f"请只保留 {'、'.join(MEASURES)} 之一，或只写 sum: true。",
    ),
)
def target_measure(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every target is counted in one way at most, and a sum in none of its own."""
    for target in charter.targets:
        ways = (*target.measures, *(["sum"] if target.sum else []))
        if len(ways) > 1:
            said = listed(ways)
            says = Text(f"{target.id} is counted by {said.en}.", f"{target.id} 同时以 {said.zh} 计量。")
            yield asks.at(target.place, says, subject=target.group)


@check(
    "target-in-words",
    Severity.WARNING,
    zh="每个目标都写明如何计量。",
    mend=Text(f"Add one of {', '.join(MEASURES)}.", f"请补充 {'、'.join(MEASURES)} 之一。"),
)
def target_in_words(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every target says how it is counted."""
    for target in charter.targets:
        if not target.measures and not target.sum:
            says = Text(f"Nothing says how {target.id} is counted.", f"{target.id} 没有写明如何计量。")
            yield asks.at(target.place, says, subject=target.group)


@check(
    "target-goal",
    Severity.ERROR,
    zh="每个计量的目标都有目标值。",
    mend=Text("Add 'goal' with a number.", "请补充目标值 goal。"),
)
def target_goal(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every target that is counted has a goal."""
    for target in charter.targets:
        if target.measures and target.goal is None:
            says = Text(f"{target.id} does not say how many.", f"{target.id} 没有写明目标值。")
            yield asks.at(target.place, says, subject=target.group)


@check(
    "target-span",
    Severity.ERROR,
    zh="每个目标的起始日不晚于截止日，并在所写年份之内。",
    mend=Text("Correct the days, or leave out 'year'.", "请改正日期，或去掉 year。"),
)
def target_span(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A target's span begins before it ends, and lies in its year where it names one."""
    for target in charter.targets:
        begins, ends = target.begins, target.ends
        if begins and ends and begins > ends:
            says = Text(f"{target.id} ends on {ends}, before {begins}.", f"{target.id} 于 {ends} 截止，早于 {begins}。")
            yield asks.at(target.place, says, subject=target.group)
        elif target.year and any(day and day.year != target.year for day in (target.since, target.until)):
            says = Text(f"{target.id} has days outside {target.year}.", f"{target.id} 的日期不在 {target.year} 年内。")
            yield asks.at(target.place, says, subject=target.group)


@check(
    "target-without-end",
    Severity.WARNING,
    zh="每个计量的目标都写明何时达到。",
    mend=Text("Add 'year' or 'until'.", "请补充 year 或 until。"),
)
def target_without_end(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every target that is counted says by when."""
    for target in charter.targets:
        if target.measures and target.ends is None:
            says = Text(f"{target.id} does not say by when.", f"{target.id} 没有写明截止时间。")
            yield asks.at(target.place, says, subject=target.group)


@check(
    "target-parent",
    Severity.ERROR,
    zh="每个目标的上级目标都已声明，且不成环。",
    mend=Text("Correct the id of the parent.", "请改正上级目标的 id。"),
)
def target_parent(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The target above each target is declared, and none serves itself."""
    known = charter.target_by_id
    for target in charter.targets:
        if target.parent and target.parent not in known:
            says = Text(
                f"{target.id} serves '{target.parent}', which is not declared.",
                f"{target.id} 的上级目标“{target.parent}”未声明。",
            )
            yield asks.at(target.place, says, mend=mend_word(target.parent, known), subject=target.group)
        way = _way_back(charter, target)
        if way:
            says = Text(f"{target.id} serves itself: {' → '.join(way)}.", f"{target.id} 成环：{' → '.join(way)}。")
            yield asks.at(target.place, says, subject=target.group)


def _way_back(charter: Charter, target: Target) -> list[str]:
    """Return the way from a target up to itself; empty where there is none."""
    way, here = [target.id], charter.target_by_id.get(target.parent)
    while here and here.id not in way:
        way.append(here.id)
        here = charter.target_by_id.get(here.parent)
    return [*way, target.id] if here and here.id == target.id else []


@check(
    "target-sum",
    Severity.ERROR,
    zh="每个汇总目标都有下级目标。",
    mend=Text("Name it as the parent of others, or count it itself.", "请让其他目标以它为上级，或为它写明计量。"),
)
def target_sum(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every target that is a sum has targets below it."""
    for target in charter.targets:
        if target.sum and target.id not in charter.targets_below:
            says = Text(f"{target.id} is the sum of nothing.", f"{target.id} 没有可汇总的下级目标。")
            yield asks.at(target.place, says, subject=target.group)


@check(
    "target-outlives-parent",
    Severity.WARNING,
    zh="下级目标不晚于上级目标截止。",
    mend=Text("Bring the spans in line.", "请使两者的时间一致。"),
)
def target_outlives_parent(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No target ends after the one that it serves."""
    for target in charter.targets:
        above = charter.target_by_id.get(target.parent)
        if above and above.ends and target.ends and target.ends > above.ends:
            says = Text(
                f"{target.id} ends on {target.ends}, after {above.id} ({above.ends}).",
                f"{target.id} 于 {target.ends} 截止，晚于 {above.id}（{above.ends}）。",
            )
            yield asks.at(target.place, says, subject=target.group)


@check(
    "target-kind",
    Severity.ERROR,
    zh="目标所统计的事件类型都是已知的。",
    mend=Text("Write a kind of event.", "请写已知的事件类型。"),
)
def target_kind(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The kinds of event that a target counts are known ones."""
    for target in charter.targets:
        for kind in target.events.kinds if target.events else ():
            if kind not in KINDS:
                near = [each for each in KINDS if each.partition(".")[0] == kind.partition(".")[0]]
                says = Text(f"'{kind}' of {target.id} is no kind of event.", f"{target.id} 的“{kind}”不是事件类型。")
                yield asks.at(target.place, says, mend=mend_word(kind, near or KINDS), subject=target.group)


@check(
    "target-role",
    Severity.WARNING,
    zh="目标所统计的角色有人担任或写在晋升阶梯上。",
    mend=Text("Correct the role.", "请改正角色。"),
)
def target_role(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The roles that a target counts are held by somebody, or stand on a ladder."""
    known = {term.role for _, term in charter.terms()} | {rung.role for each in charter.groups for rung in each.ladder}
    for target in charter.targets:
        for role in target.roles:
            if role not in known:
                says = Text(
                    f"Nobody is a {role}, which {target.id} counts.", f"{target.id} 统计的角色“{role}”无人担任。"
                )
                yield asks.at(target.place, says, mend=mend_word(role, known), subject=target.group)


@check(
    "target-value-day",
    Severity.ERROR,
    zh="手工记录的数值每天只有一个。",
    mend=Text("Keep one of them.", "请只保留一个。"),
)
def target_value_day(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No target has two values of one day."""
    for target in charter.targets:
        for day, count in Counter(value.day for value in target.values).items():
            if count > 1:
                last = [value.place for value in target.values if value.day == day][-1]
                says = Text(f"{target.id} has {count} values of {day}.", f"{target.id} 在 {day} 有 {count} 个数值。")
                yield asks.at(nearest(last, target.place), says, subject=target.group)
