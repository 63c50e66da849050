"""What a target counts: its value now, at its beginning, and along the months, from whichever home tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from folkmoot.metrics.indicator import INDICATORS, Indicator
from folkmoot.metrics.periods import Periods, Span
from folkmoot.model.scope import Question, Scope, day_start, window
from folkmoot.model.targets import CountedEvents, Target
from folkmoot.model.text import Text
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.each import values_of_each
from folkmoot.reports.gauges import coverage_for, values
from folkmoot.reports.homes import Homes
from folkmoot.rules.progress import Nature

SPAN = relativedelta(years=1)  # of a target that says none


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of a target. ``points``: at each month's end (``adds``: what each month brought)."""

    nature: Nature
    value: float | None
    start: float | None = None
    points: tuple[tuple[date, float], ...] = ()
    unit: Text = Text()
    shows: str = "number"
    opens: str = ""
    up: bool = True
    why: Text = Text()  # why it is unknown


def span_of(target: Target, today: date) -> tuple[date, date]:
    """Return the first and last day of a target; without them the year that ends, or the one that begins, with the other."""
    first, last = target.begins, target.ends
    if first is None:
        first = last - SPAN + timedelta(days=1) if last else date(today.year, 1, 1)
    return first, last or first + SPAN - timedelta(days=1)


def scope_of(target: Target, scope: Scope, first: date, last: date) -> Scope:
    """Return what the target is about, in its span."""
    since_at, until_at = window(first, last, scope.zone)
    return Scope(
        since_at, until_at, (target.group,) if target.group else (), (target.repo.lower(),) if target.repo else (),
        (target.org,) if target.org else (), (), scope.bots, scope.zone,
    )  # fmt: skip


Sums = Mapping[tuple[str, str, date, date], float]
"""What an indicator came to in a group from a day to a day: indicator, group, first day, last day."""


def sums_of_groups(homes: Homes, question: Question, targets: Iterable[Target]) -> Sums:
    """Return what counting indicators came to by each month's end, of all the groups at once that have such a target.

    Edges: a target of one group alone, or of a repository or organisation, is left to be asked by itself.
    """
    alike: dict[tuple[str, date, date], list[str]] = {}
    for one in targets:
        indicator = INDICATORS.get(one.indicator)
        if indicator and one.measure == "indicator" and one.group and not (one.repo or one.org) and _adds(indicator):
            alike.setdefault((one.indicator, *span_of(one, question.today)), []).append(one.group)
    found: dict[tuple[str, str, date, date], float] = {}
    for (name, first, last), groups in alike.items():
        slugs = sorted(set(groups))
        for end in _month_ends(first, min(last, question.today)) if len(slugs) > 1 else ():
            whole = _one(first, end, question.scope.zone)
            scope = Scope(bots=question.scope.bots, zone=question.scope.zone)
            told = values_of_each(homes, INDICATORS[name], scope, whole, "group", slugs)
            for slug in slugs:
                value = next((one for one, _n in told.get(slug, {}).values() if one is not None), 0.0)
                found[name, slug, first, end] = float(value)
    return found


def _adds(indicator: Indicator) -> bool:
    return not indicator.standing and indicator.empty == 0


def measured(homes: Homes, question: Question, target: Target, sums: Sums | None = None) -> Measured:
    """Return what a target has come to by today. ``sums``: what was counted already, of several groups at once.

    Edges: what nothing tells is unknown, with the reason. ``outside`` counts only people whose organisation is known.
    """
    if target.measure == "indicator":
        return _by_indicator(homes, question, target, sums or {})
    how = _HOW.get(target.measure)
    if how is None:
        return Measured(
            "stands",
            None,
            why=Text("It is declared in words; nothing says how it is counted.", "仅有文字声明，未说明如何计数。"),
        )
    return how(homes, question, target)


def _by_indicator(homes: Homes, question: Question, target: Target, sums: Sums) -> Measured:
    indicator = INDICATORS.get(target.indicator)
    if indicator is None:
        return Measured(
            "stands", None, why=Text(f"There is no indicator '{target.indicator}'.", f"没有指标“{target.indicator}”。")
        )
    first, last = span_of(target, question.today)
    scope = scope_of(target, question.scope, first, last)
    nature: Nature = "stands" if indicator.standing else "adds" if _adds(indicator) else "holds"
    told = Measured(
        nature, None, None, (), indicator.unit, indicator.shows, indicator.opens,
        up=(target.better or indicator.better or "up") == "up",
    )  # fmt: skip
    if not coverage_for(homes, indicator, scope):
        return replace(told, why=Text("Nothing was read that would tell it.", "尚未读取可以说明它的数据。"))
    ends = _month_ends(first, min(last, question.today))
    if nature == "adds":
        return _counted_up(homes, indicator, scope, told, first, ends, sums)
    days = [first.replace(day=1) + relativedelta(months=number) for number in range(len(ends))]
    periods = Periods.between([*days, ends[-1] + timedelta(days=1)], scope.zone)
    found = values(homes, indicator, scope, periods)
    points = tuple((day, float(found[span.first][0] or 0)) for day, span in zip(ends, periods.spans, strict=True)
                   if span.first in found and found[span.first][0] is not None)  # fmt: skip
    if nature == "holds":
        whole = values(homes, indicator, scope, _one(first, ends[-1], scope.zone))
        return replace(told, value=next((value for value, _n in whole.values()), None), points=points)
    before = values(homes, indicator, scope, _one(first - timedelta(days=1), first - timedelta(days=1), scope.zone))
    start = next((value for value, _n in before.values()), indicator.empty)
    return replace(told, value=points[-1][1] if points else indicator.empty, start=start, points=points)


def _counted_up(
    homes: Homes, indicator: Indicator, scope: Scope, told: Measured, first: date, ends: Sequence[date], known: Sums
) -> Measured:
    """Return the count from the first day to each month's end: people who came twice are one, so months do not add up."""
    alone = len(scope.groups) == 1 and not (scope.repos or scope.orgs)
    sums = []
    for end in ends:
        key = (indicator.name, scope.groups[0] if alone else "", first, end)
        if key in known:
            sums.append(known[key])
            continue
        found = values(homes, indicator, scope, _one(first, end, scope.zone))
        sums.append(float(next((value for value, _n in found.values() if value is not None), 0.0)))
    brought = [now - before for before, now in zip([0.0, *sums], sums, strict=False)]
    whole = len(ends) if not ends or _is_month_end(ends[-1]) else len(ends) - 1
    points = tuple(zip(ends[:whole], brought[:whole], strict=True))
    return replace(told, value=sums[-1] if sums else None, start=0.0, points=points)


def _by_events(homes: Homes, question: Question, target: Target) -> Measured:
    said = target.events
    if said is None:
        return Measured("adds", None)
    first, last = span_of(target, question.today)
    scope = scope_of(target, question.scope, first, last)
    up = target.better != "down"
    read = {row.kind for row in coverage_of(homes, scope)}
    told = Measured("adds", None, 0.0, unit=_UNITS[said.count], opens=_events_under(target, said), up=up)
    if not read & set(said.kinds):
        return replace(told, why=Text("Events of this kind were not read.", "尚未读取此类事件。"))
    events = homes.events(scope)
    events = events.filter(events.kind.isin(said.kinds))
    if said.label:
        label = events.extra.cast("json")["label"].str.lower()
        named = homes.events(scope).filter(lambda table: table.kind.isin(LABELLED))
        marked = named.filter(named.extra.cast("json")["label"].str.lower() == said.label.lower())
        events = events.filter((label.fill_null("") == said.label.lower()) | events.subject.isin(marked.subject))
    if said.words:
        events = events.filter(events.extra.cast("json")["title"].str.lower().contains(said.words.lower()))
    if target.outside:
        events = events.filter(events.organization.notnull() & events.organization.notin(target.outside))
    ends = _month_ends(first, min(last, question.today))
    key: Callable[[Any], Any] = {
        "events": lambda table: table.count(),
        "subjects": lambda table: table.subject.nunique(),
        "people": lambda table: table.person.nunique(),
    }[said.count]
    sums = []
    for end in ends:
        until = day_start(end + timedelta(days=1), scope.zone)
        inside = events.filter((events["at"] >= scope.since_at) & (events["at"] < until))
        sums.append(float(homes.rows(inside.agg(n=key(inside)))[0]["n"]))
    brought = [now - before for before, now in zip([0.0, *sums], sums, strict=False)]
    whole = len(ends) if not ends or _is_month_end(ends[-1]) else len(ends) - 1
    return replace(
        told, value=sums[-1] if sums else None, points=tuple(zip(ends[:whole], brought[:whole], strict=True))
    )


def _events_under(target: Target, said: CountedEvents) -> str:
    """Return what lists the events or people that are counted; "" where no list leaves out what the target does."""
    kinds = ",".join(said.kinds)
    if said.label or said.words or target.outside:
        return ""
    if said.count == "people":
        return f"people?did={kinds}"
    return "events?of=merged" if (said.count, kinds) == ("subjects", "change.merged") else f"events?kind={kinds}"


def _by_roles(homes: Homes, question: Question, target: Target) -> Measured:
    first, last = span_of(target, question.today)
    told = Measured(
        "stands", None, unit=_UNITS["people"], up=target.better != "down", opens=f"people?role={target.roles[0]}"
    )
    dated = any(term.since or term.until for _group, term in homes.charter.terms())
    ends = _month_ends(first, min(last, question.today))
    points = tuple((day, float(_holders(homes, target, day))) for day in ends)
    if not points:
        return told
    start = float(_holders(homes, target, first)) if dated else None  # without dates nobody knows how it began
    return replace(told, value=points[-1][1], start=start, points=points if dated else points[-1:])


def _holders(homes: Homes, target: Target, day: date) -> int:
    wanted = {role.lower() for role in target.roles}
    return len({
        homes.identity.person_of.get(term.person, term.person)
        for group, term in homes.charter.terms(day)
        if term.role.lower() in wanted and target.group in ("", group.slug)
    })  # fmt: skip


def _by_measurement(homes: Homes, question: Question, target: Target) -> Measured:
    said = target.measurement
    if said is None:
        return Measured("stands", None)
    first, last = span_of(target, question.today)
    scope = scope_of(target, question.scope, first, last)
    told = Measured("stands", None, up=target.better != "down")
    table = homes.measurements(scope)
    table = table.filter(table.name == said.name)
    if said.subject:
        table = table.filter(table.subject == said.subject.lower())
    ends = _month_ends(first, min(last, question.today))
    points = [(day, value) for day in ends if (value := _newest(homes, table, day, scope.zone)) is not None]
    if not points:
        return replace(told, why=Text(f"'{said.name}' was never measured.", f"从未测得“{said.name}”。"))
    return replace(
        told,
        value=points[-1][1],
        start=_newest(homes, table, first - timedelta(days=1), scope.zone),
        points=tuple(points),
    )


def _newest(homes: Homes, table: Any, day: date, zone: str) -> float | None:
    """Return the sum over subjects of what was measured last until the end of a day."""
    until = day_start(day + timedelta(days=1), zone)
    known = table.filter(table["at"] < until)
    last = known.group_by(["subject", "labels"]).agg(amount=known.amount.argmax(known["at"]))
    rows = homes.rows(last.agg(total=last.amount.sum()))
    return None if rows[0]["total"] is None else float(rows[0]["total"])


def _by_hand(homes: Homes, question: Question, target: Target) -> Measured:  # noqa: ARG001  # as the others
    said = sorted((one for one in target.values if one.day <= question.today), key=lambda one: one.day)
    told = Measured("stands", None, up=target.better != "down")
    if not said:
        return replace(told, why=Text("Nobody has written down a value yet.", "尚无人填写数值。"))
    first, _last = span_of(target, question.today)
    start = next((one.value for one in reversed(said) if one.day <= first), 0.0 if told.up else None)
    return replace(told, value=said[-1].value, start=start, points=tuple((one.day, one.value) for one in said))


_HOW: Mapping[str, Callable[[Homes, Question, Target], Measured]] = {
    "events": _by_events,
    "roles": _by_roles,
    "measurement": _by_measurement,
    "values": _by_hand,
}
_UNITS = {"events": Text("events", "个"), "subjects": Text("things", "项"), "people": Text("people", "人")}
LABELLED = ("issue.labeled", "change.labeled")


def _one(first: date, last: date, zone: str) -> Periods:
    return Periods((Span(first, day_start(first, zone), day_start(last + timedelta(days=1), zone)),), zone)


def _month_ends(first: date, last: date) -> list[date]:
    """Return the last day of each month from ``first`` on, and ``last`` itself."""
    ends = []
    day = first.replace(day=1)
    while day <= last:
        after = day + relativedelta(months=1)
        ends.append(min(after - timedelta(days=1), last))
        day = after
    return ends


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
