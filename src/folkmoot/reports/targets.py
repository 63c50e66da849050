"""Will the targets be met? Each with how far it is, whether that is enough by now, and what is done for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.answer import Answer, Column
from folkmoot.model.campaign import STAGES
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.targets import Target
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.board import NOTED
from folkmoot.reports.filling import fill, many
from folkmoot.reports.gauges import change, gauge
from folkmoot.reports.homes import Homes
from folkmoot.reports.measuring import Measured, Sums, measured, scope_of, span_of, sums_of_groups
from folkmoot.reports.question import asked_on, chosen, near
from folkmoot.reports.registry import report
from folkmoot.rules.campaigns import Log, serves, stage_of
from folkmoot.rules.progress import Course, course, together

TITLE = Text("Targets", "目标")
STATES = {
    "reached": Text("reached", "已达成"),
    "ahead": Text("ahead", "超前"),
    "on_pace": Text("on pace", "按进度"),
    "behind": Text("behind", "落后"),
    "missed": Text("missed", "未达成"),
    "not_begun": Text("not begun", "未开始"),
    "unknown": Text("unknown", "未知"),
}
LIKELY = {
    "yes": Text("will be met", "预计能达成"),
    "maybe": Text("may be met", "可能达成"),
    "hardly": Text("will hardly be met", "预计难以达成"),
    "": Text("cannot tell", "无法判断"),
}
ENDS = {
    "reached": Text("reached", "项已达成"),
    "yes": Text("will be met", "项预计能达成"),
    "maybe": Text("may be met", "项可能达成"),
    "hardly": Text("will hardly be met", "项预计难以达成"),
    "missed": Text("missed", "项未达成"),
    "": Text("cannot be told or not begun", "项无法判断或未开始"),
}
NAMED = 3  # of those that will hardly be met
OPTIONS = {
    "id": Text("Only this target, and those below it, with its months.", "仅该目标及其下级，含逐月数据。"),
    "year": Text("Those whose span touches this year; all for every year.", "时段涉及该年的目标；all 表示所有年份。"),
    "on": Text("As it stood on this past day; today if it is not said.", "截至过去的这一天；默认今天。"),
    "state": Text(f"Only these: {', '.join(STATES)}.", f"只看：{'、'.join(STATES)}。"),
}
COLUMNS = (
    Column("title", Text("Target", "目标"), opens="targets?id={id}"),
    Column("state_name", Text("State", "状态")),
    Column("value", Text("Now", "当前"), "number"),
    Column("goal", Text("Goal", "目标值"), "number"),
    Column("share", Text("Of the way", "进度"), "share"),
    Column("expected", Text("By now", "应达到"), "number"),
    Column("forecast", Text("Forecast", "预测"), "number"),
    Column("low", Text("at least", "下限"), "number"),
    Column("high", Text("at most", "上限"), "number"),
    Column("likely_name", Text("Outlook", "前景")),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("owner_name", Text("Owner", "负责人"), "person", opens="person?id={owner}"),
    Column("until", Text("By", "截止"), "date"),
    Column("id", Text("Id", "标识")),
)
DEFINITION = Text(
    "Expected by now is the straight way from start to goal over the span. What adds up is forecast from the mean of the "
    "last six whole months, what stands from a straight line through them, a bound that is to hold from its last months; "
    "the interval holds eight times of ten if things go on as they did. Fewer than three months give no forecast. Within "
    "a tenth of the way is on pace.",
    "“应达到”指在时段内从起点到目标的匀速进度。累加类按最近六个完整月的均值预测，状态类按其线性趋势预测，需保持的界限按最近几个月预测；"
    "若情况照旧，区间有八成把握。不足三个月不预测。与进度相差不超过一成视为按进度。",
)


@report("targets", TITLE, options=OPTIONS)
def targets(homes: Homes, question: Question) -> Answer:
    """Will the targets be met?"""
    state = chosen(question, "state", STATES)
    today, question = question.today, asked_on(question)
    shown = _asked(homes, question)
    rows = _in_order(_judged(homes, question, shown))
    kept = [row for row in rows if not state or row["state"] == state]
    parts = {}
    if question.option("id"):
        parts["months"] = _months(homes, question, shown[0], rows[0] if rows else {})
    return fill(
        homes, question, TITLE, _sentence(rows, question.today if question.today < today else None), COLUMNS, kept,
        definition=DEFINITION, total=len(rows) or None, found=len(kept), parts=parts,
        about={"today": question.today, "counts": {name: sum(1 for row in rows if row["state"] == name) for name in STATES}},
    )  # fmt: skip


def _asked(homes: Homes, question: Question) -> list[Target]:
    declared = homes.charter.every_target
    if name := question.option("id"):
        by_id = {one.id: one for one in declared}
        if name not in by_id:
            raise BadQuestion(f"There is no target '{name}'.", mend=near(name, by_id))
        below = {name}
        for _round in declared:
            below |= {one.id for one in declared if one.parent in below}
        return [by_id[name], *(one for one in declared if one.id in below and one.id != name)]
    year = question.option("year", "")
    if year and year != "all" and not (year.isdecimal() and len(year) == 4):
        raise BadQuestion(f"year cannot be '{year}'.", mend="Write a year such as 2026, or all.")
    found = []
    for one in declared:
        first, last = span_of(one, question.today)
        wanted = int(year) if year and year != "all" else question.today.year
        if (year == "all" or first.year <= wanted <= last.year) and (
            not question.scope.groups or one.group in question.scope.groups
        ):
            found.append(one)
    return found


def _judged(homes: Homes, question: Question, shown: Sequence[Target]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    courses: dict[str, Course] = {}
    by_id = {one.id: one for one in shown}
    sums = sums_of_groups(homes, question, shown)
    for one in shown:
        if not one.sum:
            rows[one.id], courses[one.id] = _row(homes, question, one, sums)
    for one in sorted((one for one in shown if one.sum), key=lambda one: -_depth(one, by_id)):
        below = [(courses[each.id], each.weight) for each in shown if each.parent == one.id and each.id in courses]
        courses[one.id] = together(below)
        rows[one.id] = _summed(homes, question, one, courses[one.id], empty=not below)
    return [rows[one.id] for one in shown]


def _depth(one: Target, by_id: Mapping[str, Target]) -> int:
    depth, seen = 0, {one.id}
    while (above := by_id.get(one.parent)) and above.id not in seen:
        seen.add(above.id)
        depth, one = depth + 1, above
    return depth


def _row(homes: Homes, question: Question, target: Target, sums: Sums) -> tuple[dict[str, Any], Course]:
    first, last = span_of(target, question.today)
    told = measured(homes, question, target, sums)
    judged = Course("unknown") if target.goal is None else _course(target, told, first, last, question.today)
    row = {
        **_plain(homes, question, target),
        **_said(judged),
        "value": told.value,
        "start": target.start if target.start is not None else told.start,
        "goal": target.goal,
        "unit": told.unit,
        "shows": told.shows,
        "better": "up" if told.up else "down",
        "nature": told.nature,
        "why": told.why if told.value is None else Text(),
        "opens": _opens(target, told.opens, first, min(last, question.today)),
        "curve": [{"day": day.isoformat(), "value": value} for day, value in told.points],
        "beside": _beside(homes, question, target, told),
    }
    return row, judged


def _opens(target: Target, opens: str, first: date, last: date) -> str:
    """Return what lists what a target has counted so far: in its span, its group, its repository and its organisation."""
    report, _, query = opens.partition("?")
    days = {"since": first.isoformat(), "until": last.isoformat()} if report != "people" or "role=" not in query else {}
    where = {"group": target.group, "repo": target.repo, "org": target.org}
    said = {**days, **dict(parse_qsl(query)), **{name: value for name, value in where.items() if value}}
    return f"{report}?{urlencode(said, safe=',:/')}" if report and said else opens


def _course(target: Target, told: Measured, first: date, last: date, today: date) -> Course:
    days = (last - first).days + 1
    elapsed = ((today - first).days + 1) / days if today >= first else -1.0
    if today > last:
        elapsed = 1.0
    left = max((last - today).days, 0) / 30.44
    start = target.start if target.start is not None else told.start
    points = [value for _day, value in told.points]
    goal = target.goal or 0.0
    return course(told.nature, told.value, goal, start=start, elapsed=elapsed, up=told.up, points=points, left=left)


def _plain(homes: Homes, question: Question, target: Target) -> dict[str, Any]:
    first, last = span_of(target, question.today)
    indicator = INDICATORS.get(target.indicator)
    return {
        "id": target.id,
        "title": target.title,
        "parent": target.parent,
        "group": target.group,
        "group_name": known.name if (known := homes.charter.group_by_slug.get(target.group)) else Text(target.group),
        "owner": homes.faces.id_of(target.owner) if target.owner else "",
        "owner_name": homes.faces.name_of(target.owner) if target.owner else "",
        "since": first,
        "until": last,
        "sum": target.sum,
        "weight": target.weight,
        "indicator": target.indicator,
        "measure": target.measure,
        "vanity": target.vanity or bool(indicator and indicator.vanity),
        "activities": [
            {**{key: value for key, value in asdict(one).items() if key in ("url", "day")}, "title": one.title,
             "serves": one.serves, "past": one.day is not None and one.day < question.today}
            for one in target.activities
        ],
        "campaigns": _campaigns(homes, question.today, target),
        "sources": list(target.sources),
        "place": str(target.place),
    }  # fmt: skip


def _campaigns(homes: Homes, today: date, target: Target) -> list[dict[str, Any]]:
    """Return the campaigns that are to move a target's indicator in its span and its group, with their stage by the day alone."""
    first, last = span_of(target, today)
    return [
        {"id": one.id, "title": one.title, "begins": one.begins, "ends": one.ends, "stage": stage, "stage_name": STAGES[stage]}
        for one in homes.charter.campaigns
        for stage in [stage_of(one, Log(), today)]
        if serves(one, target.indicator, target.group, first, last)
    ]  # fmt: skip


def _said(judged: Course) -> dict[str, Any]:
    ahead = judged.forecast
    return {
        "state": judged.state,
        "state_name": STATES[judged.state],
        "share": judged.share,
        "expected": judged.expected,
        "forecast": ahead.value if ahead else None,
        "low": ahead.low if ahead else None,
        "high": ahead.high if ahead else None,
        "likely": judged.likely,
        "likely_name": LIKELY[judged.likely],
    }


def _summed(homes: Homes, question: Question, target: Target, judged: Course, *, empty: bool) -> dict[str, Any]:
    """Return a target that is reached as far as those below it are."""
    why = (
        Text("Nothing stands below it.", "没有下级目标。")
        if empty
        else Text("Some of those below it are unknown.", "部分下级目标未知。")
    )
    return {
        **_plain(homes, question, target), **_said(judged), "value": None, "start": None, "goal": None, "unit": Text(),
        "shows": "share", "better": "up", "nature": "sum", "opens": "", "curve": [], "beside": None,
        "why": why if judged.share is None and judged.state != "not_begun" else Text(),
    }  # fmt: skip


def _beside(homes: Homes, question: Question, target: Target, told: Measured) -> dict[str, Any] | None:
    """Return the second number beside a target, and whether the first rises without it."""
    own = INDICATORS.get(target.indicator)
    other = INDICATORS.get(target.beside or (own.beside if own else ""))
    if other is None:
        return None
    first, last = span_of(target, question.today)
    inside = Question(question.name, scope_of(target, question.scope, first, min(last, question.today)), question.today)
    read = gauge(homes, inside, other, curve=False)
    moved, with_it = change(told.value, told.start), change(read.value, read.before)
    alone = moved is not None and moved >= NOTED and with_it is not None and with_it <= 0
    return {
        "name": other.name,
        "title": other.title,
        "value": read.value,
        "change": with_it,
        "shows": other.shows,
        "alone": alone,
    }


def _in_order(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows as a tree is read: each below what it serves, with its depth."""
    rows = list(rows)
    known = {row["id"] for row in rows}
    children: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        children.setdefault(row["parent"] if row["parent"] in known else "", []).append(row)
    ordered: list[dict[str, Any]] = []

    def walk(above: str, depth: int) -> None:
        for row in children.pop(above, ()):
            ordered.append({**row, "depth": depth})
            walk(row["id"], depth + 1)

    walk("", 0)
    for rest in list(children):  # a circle: the check says so, and nothing is lost
        walk(rest, 0)
    return ordered


def _sentence(rows: Sequence[Mapping[str, Any]], day: date | None = None) -> Text:
    """Say how the targets end, as of a past ``day``; those in words alone, such as on groups' own pages, stand apart."""
    leaves = [row for row in rows if not row["sum"] and (row["measure"] or row["goal"] is not None)]
    spoken = sum(1 for row in rows if not row["sum"]) - len(leaves)
    if not leaves and not spoken:
        return Text("The charter declares no targets for this time.", "章程仓没有声明这一时段的目标。")
    if not leaves:
        return Text(
            f"{many(spoken, 'target is', 'targets are')} declared in words alone, which nothing counts.",
            f"声明了 {spoken} 项目标，仅为文字，无法计量。",
        )
    more = (
        Text(f" {spoken} more {'is' if spoken == 1 else 'are'} in words alone.", f"另有 {spoken} 项仅为文字。")
        if spoken
        else Text()
    )
    when = Text(f"On {day}, of", f"截至 {day}，") if day else Text("Of", "")
    hardly = [row["title"] for row in leaves if _ends(row) == "hardly"]
    english, chinese = [], []
    for end, words in ENDS.items():
        if amount := sum(1 for row in leaves if _ends(row) == end):
            names = _named(hardly) if end == "hardly" else Text()
            english.append(f"{amount} {words.en}{names.en}")
            chinese.append(f"{amount} {words.zh}{names.zh}")
    return Text(
        f"{when.en} {many(len(leaves), 'target', 'targets')}, {', '.join(english)}.{more.en}",
        f"{when.zh}{len(leaves)} 项目标中，{'，'.join(chinese)}。{more.zh}",
    )


def _ends(row: Mapping[str, Any]) -> str:
    """Return how a target ended, or will; "" where nobody can tell."""
    return str(row["state"] if row["state"] in ("reached", "missed") else row["likely"])


def _named(titles: Sequence[Text]) -> Text:
    """Return the first few titles in brackets, and how many more there are."""
    said, more = titles[:NAMED], len(titles) - NAMED
    return Text(
        f" ({', '.join(one.en for one in said)}{f' and {more} more' if more > 0 else ''})",
        f"（{'、'.join(one.said_in('zh') for one in said)}{'等' if more > 0 else ''}）",
    )


def _months(homes: Homes, question: Question, target: Target, row: Mapping[str, Any]) -> Answer:
    """Return the months of one target beside the straight way."""
    first, last = span_of(target, question.today)
    start, goal = row.get("start"), row.get("goal")
    total = 0.0
    rows = []
    for point in row.get("curve", ()):
        day = date.fromisoformat(point["day"])
        total = total + point["value"] if row["nature"] == "adds" else point["value"]
        gone = ((day - first).days + 1) / ((last - first).days + 1)
        pace = start + (goal - start) * min(gone, 1.0) if start is not None and goal is not None else None
        rows.append(
            {"day": day, "value": total, "brought": point["value"] if row["nature"] == "adds" else None, "pace": pace}
        )
    shown = (
        Column("day", Text("Until", "截至"), "date"), columns.count("value", Text("Value", "数值")),
        columns.count("brought", Text("That month", "当月")), Column("pace", Text("Straight way", "匀速进度"), "number"),
    )  # fmt: skip
    sentence = Text(f"{many(len(rows), 'month', 'months')} so far.", f"至今 {len(rows)} 个月。")
    return fill(homes, question, target.title, sentence, shown, rows, name="months")
