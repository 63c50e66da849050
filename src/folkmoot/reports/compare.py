"""How do groups, repositories, organisations or periods differ? The same indicators of each, side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from folkmoot.metrics.indicator import INDICATORS, Indicator
from folkmoot.metrics.windows import is_contribution, within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.each import gauges
from folkmoot.reports.filling import UNREAD, fill, many, number
from folkmoot.reports.gauges import STEPS, change, coverage_for, curve_of, indicator_named
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report

TITLE = Text("Compare", "对比")
BY = ("group", "repo", "org", "period")
MOST_NUMBERS, MOST_THINGS = 8, 60
USUAL = (
    "active_people",
    "new_people",
    "merged_changes",
    "change_first_response",
    "issue_first_response",
    "open_issues",
)
OPTIONS = {
    "names": Text(f"Up to {MOST_NUMBERS} indicators, between commas.", f"至多 {MOST_NUMBERS} 个指标，用逗号分隔。"),
    "by": Text(f"What is compared: {', '.join(BY)}.", f"对比对象：{'、'.join(BY)}。"),
    "step": Text(f"How long a period is: {', '.join(STEPS)}.", f"时段长度：{'、'.join(STEPS)}。"),
    "sort": Text("The indicator to sort by, or name.", "按哪个指标排序，或 name。"),
}


@report("compare", TITLE, options=OPTIONS)
def compare(homes: Homes, question: Question) -> Answer:
    """How do groups, repositories, organisations or periods differ?"""
    shown = _indicators(question)
    by = chosen(question, "by", BY, "group")
    chosen(question, "sort", ("name", *(each.name for each in shown)))
    if by == "period":
        return _periods(homes, question, shown)
    things = _things(homes, question, by)
    rows = _rows(homes, question, shown, by, things[:MOST_THINGS])
    sort = question.option("sort", shown[0].name)
    rows.sort(key=lambda row: _order(row, sort))
    heads = (*THINGS[by], columns.PEOPLE, *(column for each in shown for column in _pair(each)))
    return fill(
        homes, question, TITLE, _sentence(rows, shown[0], by), heads, rows, found=len(things), total=len(things) or None,
        about={"by": by, "names": [each.name for each in shown], "indicators": [_said(each) for each in shown],
               "least": homes.charter.board.minimum_group, "sort": sort},
    )  # fmt: skip


THINGS: Mapping[str, tuple[Column, ...]] = {
    "group": (
        Column("name", Text("Group", "小组"), "group", opens="group?id={thing}"),
        Column("thing", Text("Short name", "短名")),
    ),
    "repo": (Column("thing", Text("Repository", "代码仓"), "repo", opens="activity?repo={thing}"),),
    "org": (Column("thing", Text("Organisation", "组织"), "organization"),),
}


def _indicators(question: Question) -> list[Indicator]:
    said = [name.strip() for name in question.option("names").split(",") if name.strip()]
    if len(said) > MOST_NUMBERS:
        raise BadQuestion(f"{len(said)} indicators are too many to compare.", mend=f"Name at most {MOST_NUMBERS}.")
    named = [indicator_named(name) for name in dict.fromkeys(said)]
    return named or [INDICATORS[name] for name in USUAL if name in INDICATORS]


def _said(each: Indicator) -> dict[str, Any]:
    return {"name": each.name, "title": each.title, "unit": each.unit, "shows": each.shows, "better": each.better}


def _pair(each: Indicator) -> tuple[Column, Column]:
    return (
        Column(each.name, each.title, each.shows, each.unit.en),
        Column(f"{each.name}_change", Text("Change", "变化"), "share"),
    )


def _things(homes: Homes, question: Question, by: str) -> list[tuple[str, int]]:
    """Return what is compared with how many people took part there: those asked for, or all, the busiest first."""
    scope = question.scope
    asked = {"group": scope.groups, "repo": scope.repos, "org": scope.orgs}[by]
    wide = scope.with_(**{{"group": "groups", "repo": "repos", "org": "orgs"}[by]: ()})
    events = homes.events(wide)
    events = homes.reading.grouped(events) if by == "group" else events
    key: Callable[[Any], Any] = {
        "group": lambda table: table.group,
        "repo": lambda table: table.repo,
        "org": lambda table: table.organization,
    }[by]
    inside = within(events, wide)
    table = inside.group_by(thing=key(inside)).agg(
        events=inside.count(), people=inside.person.nunique(where=is_contribution(inside))
    )
    known = homes.charter.group_by_slug
    rows = [row for row in homes.rows(table) if row["thing"] and (by != "group" or row["thing"] in known)]
    rows.sort(key=lambda row: (-row["events"], row["thing"]))
    found = {row["thing"]: row["people"] for row in rows}
    return [(thing, found.get(thing, 0)) for thing in asked or found]


def _rows(
    homes: Homes, question: Question, shown: Sequence[Indicator], by: str, things: Sequence[tuple[str, int]]
) -> list[dict[str, Any]]:
    least = homes.charter.board.minimum_group
    few = {thing for thing, people in things if by == "org" and people < least}
    told = [thing for thing, _ in things if thing not in few]
    read = {each.name: gauges(homes, question, each, by, told, only=("now", "before")) for each in shown}
    rows = []
    for thing, people in things:
        group = homes.charter.group_by_slug.get(thing) if by == "group" else None
        row: dict[str, Any] = {"thing": thing, "name": group.name if group else Text(thing),
                               "people": None if thing in few else people, "few": thing in few}  # fmt: skip
        for each in shown:
            one = read[each.name].get(thing)
            row[each.name], row[f"{each.name}_change"] = (one.value, one.moved) if one else (None, None)
        rows.append(row)
    return rows


def _order(row: Mapping[str, Any], sort: str) -> tuple[Any, ...]:
    value = row.get(sort)
    if sort == "name" or not isinstance(value, int | float):
        return (sort != "name", 0.0, str(row["name"]).lower())
    return (False, -float(value), str(row["name"]).lower())


def _sentence(rows: Sequence[Mapping[str, Any]], first: Indicator, by: str) -> Text:
    known = [row for row in rows if row[first.name] is not None]
    if not known:
        return UNREAD
    words = {
        "group": ("group", "groups", "个小组"), "repo": ("repository", "repositories", "个代码仓"),
        "org": ("organisation", "organisations", "个组织"),
    }[by]  # fmt: skip
    most, least = max(known, key=lambda row: row[first.name]), min(known, key=lambda row: row[first.name])
    return Text(
        f"{many(len(rows), words[0], words[1])}; {first.title.en.lower()}: most in {most['name'].en} "
        f"({number(most[first.name])}), least in {least['name'].en} ({number(least[first.name])}).",
        f"{number(len(rows))} {words[2]}；{first.title.zh}：最高为{most['name'].zh}（{number(most[first.name])}），"
        f"最低为{least['name'].zh}（{number(least[first.name])}）。",
    )


def _periods(homes: Homes, question: Question, shown: Sequence[Indicator]) -> Answer:
    step = chosen(question, "step", STEPS, "quarter")
    told: dict[date, dict[str, float | None]] = {}
    partial: set[date] = set()
    unread: dict[date, list[str]] = {}
    for each in shown:
        covering = coverage_for(homes, each, question.scope)
        for point in curve_of(homes, question, each, covering, step, whole_window=True) if covering else ():
            told.setdefault(point.first, {})[each.name] = point.value
            partial |= {point.first} if point.partial else set()
            unread.setdefault(point.first, []).extend([each.name] if point.unread else [])
    rows = []
    before: Mapping[str, float | None] = {}
    for first in sorted(told):
        row: dict[str, Any] = {"thing": first.isoformat(), "name": Text(first.isoformat()), "partial": first in partial,
                               "unread": unread[first]}  # fmt: skip
        for each in shown:
            row[each.name] = told[first].get(each.name)
            row[f"{each.name}_change"] = change(row[each.name], before.get(each.name))
        before = told[first]
        rows.append(row)
    heads = (
        Column("thing", Text("From", "起始"), "date"), *(column for each in shown for column in _pair(each)),
        Column("partial", Text("Not over yet, or not read whole", "尚未结束或未读全"), "mark"),
    )  # fmt: skip
    sentence = Text(
        f"{many(len(rows), 'period', 'periods')}, each beside the one before.", f"{len(rows)} 个时段，各与前一个相比。"
    )
    return fill(
        homes, question, TITLE, sentence if rows else UNREAD, heads, list(reversed(rows)), total=len(rows) or None,
        about={"by": "period", "step": step, "names": [each.name for each in shown], "indicators": [_said(each) for each in shown]},
    )  # fmt: skip
