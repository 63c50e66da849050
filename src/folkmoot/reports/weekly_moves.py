"""What moved in the week of a digest: targets, numbers of the board, and groups that came to be at risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from typing import Any

from folkmoot.metrics.indicator import INDICATORS, Indicator
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports.board import NOTED, verdict
from folkmoot.reports.board import asked as indicators_of
from folkmoot.reports.filling import fill, many
from folkmoot.reports.gauges import Gauge, change, gauge, is_whole
from folkmoot.reports.homes import Homes
from folkmoot.reports.indicator import said
from folkmoot.reports.weekly import LINE, SEVEN, UNREAD, Week, asked

BEHIND = ("behind", "missed")
TENTH = 0.1  # a count is told when it moved by a tenth, and by more than chance
QUARTER, LEAST = 0.25, 10  # a mean or a share is told when it moved by a quarter, and that many things stand under it
VANITY = Text("can rise without anybody being helped", "其上升未必代表有人受益")
WORSE = {"better": Text("better", "变好"), "worse": Text("worse", "变差")}


def moved_targets(homes: Homes, question: Question, week: Week) -> Answer:
    """Which targets changed their state or outlook against a week ago, and which are behind?"""
    title = Text("Targets", "目标")
    if not homes.charter.targets:
        return fill(homes, question, title, Text("None is declared.", "没有声明目标。"), LINE, (), name="targets")
    now = asked(homes, question, "targets", week.end, year="all").rows
    before: dict[str, Mapping[str, Any]] = {}
    if week.known:
        before = {row["id"]: row for row in asked(homes, question, "targets", week.end - SEVEN, year="all").rows}
    current = [row for row in now if row["until"] >= week.first and row["state"] != "not_begun"]
    rows = [shown for row in current if (shown := _target(row, before.get(row["id"])))]
    rows.sort(key=lambda row: (not row["moved"], row["sum"], not row["behind"]))
    leaves = [row for row in current if not row["sum"]]
    behind = sum(1 for row in leaves if row["state"] in BEHIND)
    unknown = sum(1 for row in leaves if row["state"] == "unknown")
    more = Text(f", {unknown} cannot be told", f"，{unknown} 项无法判断") if unknown else Text()
    sentence = Text(
        f"{behind} of {many(len(leaves), 'running target', 'running targets')} behind{more.en}.",
        f"{len(leaves)} 项进行中的目标里 {behind} 项落后{more.zh}。",
    )
    return fill(
        homes,
        question,
        title,
        sentence,
        (*LINE, Column("moved", Text("Moved", "有变化"), "mark")),
        rows,
        name="targets",
    )


def _target(row: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any] | None:
    moved = _moved(row, before) if before else []
    behind = row["state"] in BEHIND and not row["sum"]
    if not moved and not behind:
        return None
    words = moved or [row["state_name"]]
    if row["value"] is not None and row["goal"] is not None:
        value, goal = said(row["value"], row["shows"]), said(row["goal"], row["shows"])
        words.append(Text(f"{value}, goal {goal} by {row['until']}", f"当前 {value}，目标 {goal}（{row['until']} 前）"))
    if behind and row["likely"] and not any("→" in one.en and row["likely_name"].en in one.en for one in moved):
        words.append(row["likely_name"])
    if row["owner_name"]:
        words.append(Text(f"owner {row['owner_name']}", f"负责人 {row['owner_name']}"))
    if row["vanity"]:
        words.append(VANITY)
    return {
        "title": row["title"], "says": _joined(words), "url": "", "id": row["id"], "state": row["state"],
        "moved": bool(moved), "behind": behind, "sum": row["sum"],
    }  # fmt: skip


def _moved(row: Mapping[str, Any], before: Mapping[str, Any]) -> list[Text]:
    """Say how state and outlook changed; what was unknown did not change, nobody knew it."""
    found = []
    for name, unknown in (("state", ("unknown", "not_begun")), ("likely", ("",))):
        if name == "likely" and row["state"] in ("reached", "missed"):
            break  # nothing is to be expected any more
        if before[name] not in unknown and row[name] != before[name]:
            was, now = before[f"{name}_name"], row[f"{name}_name"]
            found.append(Text(f"{was.en} → {now.en}", f"{was.zh} → {now.zh}"))
    return found


def moved_numbers(homes: Homes, question: Question, week: Week) -> Answer:
    """Which numbers of the board differ from the week before by more than chance?"""
    title = Text("Numbers", "指标")
    if not week.known:
        return fill(homes, question, title, UNREAD, LINE, (), name="numbers")
    inside = Question("board", week.scope(question.scope), week.end)
    rows, unread = [], []
    shown = indicators_of(homes, inside)
    for indicator in shown:
        read = gauge(homes, inside, indicator, curve=False)
        if read.value is None or read.before is None or not _whole(read, question, week):
            unread.append(indicator.title)
        elif _notable(read):
            rows.append(_number(read, _beside(homes, inside, read)))
    rows.sort(key=lambda row: (not row["alone"], row["verdict"] != "worse", -abs(row["change"] or 0)))
    known = len(shown) - len(unread)
    steady = Text(
        f"None of {many(known, 'number', 'numbers')} differs notably from the week before.",
        f"{known} 项指标与前一周相比均无明显变化。",
    )
    some = Text(
        f"{len(rows)} of {many(known, 'number', 'numbers')} {'differs' if len(rows) == 1 else 'differ'} notably from the week before.",
        f"{known} 项指标中 {len(rows)} 项与前一周相比变化明显。",
    )
    begin = some if rows else steady if known else Text()
    names = Text(", ".join(one.en for one in unread), "、".join(one.zh for one in unread))
    tail = Text(f" Unknown: {names.en}.", f"未知：{names.zh}。") if unread else Text()
    sentence = Text((begin.en + tail.en).strip(), begin.zh + tail.zh)
    return fill(homes, question, title, sentence, LINE, rows, name="numbers", total=len(rows))


def _whole(read: Gauge, question: Question, week: Week) -> bool:
    """Return whether the readings that tell it reach to the end of the week."""
    until = day_start(week.end + timedelta(days=1), question.scope.zone)
    return bool(read.coverage) and is_whole(read.coverage, until - SEVEN, until)


def _notable(read: Gauge) -> bool:
    value, before, indicator = read.value, read.before, read.indicator
    if value is None or before is None:
        return False
    moved = change(value, before)
    if indicator.standing:
        return moved is not None and abs(moved) >= NOTED
    if indicator.shows == "number":
        chance = 2 * sqrt(abs(value) + abs(before))
        return abs(value - before) > chance and (moved is None or abs(moved) >= TENTH)
    return moved is not None and abs(moved) >= QUARTER and (read.n or 0) >= LEAST


@dataclass(frozen=True)
class _Beside:
    """The second number of one, and whether the first rose without it."""

    title: Text
    alone: bool


def _beside(homes: Homes, question: Question, read: Gauge) -> _Beside | None:
    other: Indicator | None = INDICATORS.get(read.indicator.beside)
    if other is None:
        return None
    told = gauge(homes, question, other, curve=False)
    moved, with_it = change(read.value, read.before), change(told.value, told.before)
    return _Beside(other.title, (moved or 0) >= NOTED and with_it is not None and with_it <= 0)


def _number(read: Gauge, beside: _Beside | None) -> dict[str, Any]:
    indicator = read.indicator
    moved, judged = change(read.value, read.before), verdict(indicator, read.value, read.before)
    alone = beside is not None and beside.alone
    now, was = said(read.value, indicator.shows), said(read.before, indicator.shows)
    unit = indicator.unit
    share = f" ({moved:+.0%})" if moved is not None else ""
    words = [Text(
        f"{now} {unit.en}".strip() + f", {was} the week before{share}", f"{now} {unit.zh}".strip() + f"，前一周 {was}{share}"
    )]  # fmt: skip
    if alone and beside:
        words.append(Text(
            f"be wary: {beside.title.en} did not rise with it", f"需警惕：{beside.title.zh}并未同时上升"
        ))  # fmt: skip
    elif indicator.vanity and (moved or 0) > 0:
        words.append(VANITY)
    elif judged in WORSE:
        words.append(WORSE[judged])
    return {
        "title": indicator.title, "says": _joined(words), "url": "", "name": indicator.name, "value": read.value,
        "before": read.before, "change": moved, "verdict": judged, "vanity": indicator.vanity, "alone": alone,
    }  # fmt: skip


def at_risk(homes: Homes, question: Question, week: Week) -> Answer:
    """Which groups came to be at risk in the week, and which are no longer?"""
    title = Text("Groups", "小组")
    if not week.known:
        return fill(homes, question, title, UNREAD, LINE, (), name="attention")
    now = asked(homes, question, "attention", week.end).rows
    before = {row["group"]: row["level"] for row in asked(homes, question, "attention", week.end - SEVEN).rows}
    rows = []
    for row in now:
        was = before.get(row["group"], "unknown")
        if row["level"] == "risk" and was in ("watch", "fine"):
            rows.append({"title": row["name"], "says": _joined([Text("newly at risk", "新增风险"), row["why"]]),
                         "url": "", "group": row["group"], "state": "new"})  # fmt: skip
        elif was == "risk" and row["level"] in ("watch", "fine"):
            rows.append({"title": row["name"], "says": Text("no longer at risk", "不再有风险"), "url": "",
                         "group": row["group"], "state": "over"})  # fmt: skip
    risk = sum(1 for row in now if row["level"] == "risk")
    unknown = sum(1 for row in now if row["level"] == "unknown")
    new = sum(1 for row in rows if row["state"] == "new")
    some = [row["name"] for row in now if row["level"] == "risk"][:3]
    who = Text(", ".join(one.en for one in some), "、".join(one.said_in("zh") for one in some))
    more = Text(f" Of {unknown} nothing was read.", f"{unknown} 个小组未读取数据。") if unknown else Text()
    begin = Text(f"None of {many(len(now), 'group', 'groups')} is at risk.", f"{len(now)} 个小组均无风险。")
    if risk:
        begin = Text(
            f"{risk} of {many(len(now), 'group', 'groups')} at risk ({who.en}{'…' if risk > len(some) else ''}), {new or 'none'} of them newly.",
            f"{len(now)} 个小组中 {risk} 个有风险（{who.zh}{'等' if risk > len(some) else ''}），{f'新增 {new} 个' if new else '无新增'}。",
        )
    sentence = Text(begin.en + more.en, begin.zh + more.zh)
    return fill(homes, question, title, sentence, LINE, rows, name="attention", total=new)


def _joined(words: list[Text]) -> Text:
    return Text("; ".join(one.en for one in words), "；".join(one.said_in("zh") for one in words))
