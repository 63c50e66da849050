"""The points ledger: what accepted tasks, contests and declared rules gave to whom, a pure function of what happened until a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from folkmoot.model.task import PointRule
from folkmoot.model.task_log import Award, Deed, Entry

ZERO, CENT = Decimal(0), Decimal("0.01")
TASK = "task"


def ledger(
    awards: Iterable[tuple[str, Award]], rules: Sequence[PointRule], deeds: Iterable[Deed], at: datetime
) -> tuple[Entry, ...]:
    """Return every entry until a moment in order of time, each with the running total of its person.

    ``awards``: of accepted tasks, by batch and task. Edges: the same facts give the same entries, in whatever order and
    however often they are told; an event counts once for each rule that speaks of it.
    """
    found = {one.key: one for one in (*_of_tasks(awards), *_of_rules(rules, deeds, at)) if one.at <= at}
    totals: dict[str, Decimal] = {}
    entries = []
    for one in sorted(found.values(), key=lambda each: (each.at, each.key)):
        totals[one.person] = totals.get(one.person, ZERO) + one.points
        entries.append(replace(one, total=totals[one.person]))
    return tuple(entries)


def _of_tasks(awards: Iterable[tuple[str, Award]]) -> Iterator[Entry]:
    for name, one in awards:
        if one.points:
            yield Entry(
                f"task:{name}",
                one.person,
                one.at,
                one.points,
                TASK,
                TASK,
                one.title,
                name,
                one.group,
                one.by,
                one.change,
            )


def _of_rules(rules: Sequence[PointRule], deeds: Iterable[Deed], at: datetime) -> Iterator[Entry]:
    once = {one.id: one for one in deeds if one.at <= at and one.person}
    told = sorted(once.values(), key=lambda one: (one.at, one.id))
    for rule in rules:
        counted: Counter[tuple[str, int, int]] = Counter()
        for one in told:
            if not matches(rule, one):
                continue
            month = (one.person, one.day.year, one.day.month)
            counted[month] += 1
            if rule.most_a_month and counted[month] > rule.most_a_month:
                continue
            points = (rule.points * one.amount).quantize(CENT, ROUND_HALF_UP)
            if points:
                group = next((slug for slug in one.groups if not rule.groups or slug in rule.groups), "")
                yield Entry(
                    f"{rule.id}:{one.id}", one.person, one.at, points, rule.id, one.kind, one.title, one.what, group
                )


def matches(rule: PointRule, deed: Deed) -> bool:
    """Return whether a rule speaks of an event."""
    if rule.kind != deed.kind or (rule.groups and not set(rule.groups) & set(deed.groups)):
        return False
    return (rule.since is None or rule.since <= deed.day) and (rule.until is None or deed.day <= rule.until)
