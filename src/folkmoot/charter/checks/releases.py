"""Checks of release plans: their calendar, the order of their days, how their criteria are judged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import nearest
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.text import Text


@check(
    "release-days",
    Severity.ERROR,
    zh="版本各阶段的日期先后有序：规划、开发、发布、停止主动维护、停止维护。",
    mend=Text("Correct the days.", "请改正日期。"),
)
def release_days(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A release's phases begin one after the other."""
    for plan in charter.releases:
        marks = [
            ("planning", plan.planning_since), ("development", plan.development_since),
            ("release", plan.released_on or plan.publishes), ("unmaintained", plan.unmaintained_on), ("end of life", plan.eol_on),
        ]  # fmt: skip
        known = [(name, day) for name, day in marks if day is not None]
        for (earlier, first), (later, then) in pairwise(known):
            if then < first:
                says = Text(f"{plan.id}: {later} ({then}) lies before {earlier} ({first}).",
                            f"{plan.id}：{later}（{then}）早于 {earlier}（{first}）。")  # fmt: skip
                yield asks.at(plan.place, says, subject=plan.group)


@check(
    "release-stage",
    Severity.ERROR,
    zh="版本日历中的每个阶段都不早于自己的开始日结束。",
    mend=Text(
        "Correct 'day' and 'until', or 'actual' and 'actual_until'.", "请改正 day 与 until，或 actual 与 actual_until。"
    ),
)
def release_stage(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No stage of a release ends before it begins, as planned or in fact."""
    for plan in charter.releases:
        for stage in plan.stages:
            planned = stage.until is not None and stage.until < stage.day
            real = stage.actual_until is not None and (stage.actual is None or stage.actual_until < stage.actual)
            if planned or real:
                says = Text(f"'{stage.title}' of {plan.id} ends before it begins, or ends without having begun.",
                            f"{plan.id} 的“{stage.title.said_in('zh')}”结束早于开始，或未开始即结束。")  # fmt: skip
                yield asks.at(nearest(stage.place, plan.place), says, subject=plan.group)


@check(
    "release-criterion",
    Severity.WARNING,
    zh="每项退出条件只有一种判定方式；人工确认写明何人何时。",
    mend=Text("Keep one of 'label', 'indicator' and 'met'; with 'met' say 'by' and 'on'.",
              "请只保留 label、indicator、met 之一；写 met 时请补充 by 与 on。"),
)  # fmt: skip
def release_criterion(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every exit criterion is judged in one way; what somebody said bears a name and a day."""
    for plan in charter.releases:
        for one in plan.exit:
            ways = sum((bool(one.label), bool(one.indicator), one.met is not None))
            unsigned = one.met is not None and not (one.by and one.on)
            if ways > 1 or unsigned:
                says = Text(f"'{one.title}' of {plan.id} is judged in {ways} ways." if ways > 1
                            else f"'{one.title}' of {plan.id} was said by nobody, or on no day.",
                            f"{plan.id} 的“{one.title.said_in('zh')}”有 {ways} 种判定方式。" if ways > 1
                            else f"{plan.id} 的“{one.title.said_in('zh')}”未写明何人何时确认。")  # fmt: skip
                yield asks.at(plan.place, says, subject=plan.group)


@check(
    "release-version",
    Severity.WARNING,
    zh="同一代码仓的同一版本只有一个计划。",
    mend=Text("Merge the two plans, or correct the version.", "请合并两个计划，或改正版本号。"),
)
def release_version(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No version of a repository is planned twice."""
    seen: dict[tuple[str, str], str] = {}
    for plan in charter.releases:
        for repo in plan.every_repo if plan.version else ():
            other = seen.setdefault((repo, plan.version), plan.id)
            if other != plan.id:
                says = Text(f"{plan.id} and {other} both plan {plan.version} of {repo}.",
                            f"{plan.id} 与 {other} 都计划 {repo} 的 {plan.version}。")  # fmt: skip
                yield asks.at(plan.place, says, subject=plan.group)
                break
