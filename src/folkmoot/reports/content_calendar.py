"""What is published in a month, and what is planned for it?"""

from __future__ import annotations

from datetime import date, timedelta

from folkmoot.model.answer import Answer, Column
from folkmoot.model.content import OPEN
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.content_course import AT, every, row_of
from folkmoot.reports.days import local_day
from folkmoot.reports.filling import fill, many, month_name, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import days_of, moment_asked
from folkmoot.reports.registry import report

TITLE = Text("Content calendar", "内容日历")
OPTIONS = {
    "month": Text("Which month, such as 2026-11; else the present one.", "月份，如 2026-11；缺省为本月。"),
    "channel": Text("Only what is planned for or published on this channel.", "只看该渠道的内容。"),
    "at": AT,
}
COLUMNS = (
    Column("day", Text("Day", "日期"), "date"), Column("moment", Text("When", "时间"), "moment"),
    Column("title", Text("Title", "标题"), opens="content-piece?id={number}"), Column("kind_name", Text("Kind", "类型")),
    Column("state_name", Text("State", "状态")), Column("channels", Text("Channels", "渠道"), "list"),
    Column("author_name", Text("Author", "作者"), "person", opens="person?id={author}"),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
)  # fmt: skip


@report("content-calendar", TITLE, options=OPTIONS, recorded=True)
def content_calendar(homes: Homes, question: Question) -> Answer:
    """What is published in a month, and what is planned for it?"""
    zone, now = homes.charter.community.zone, moment_asked(homes, question)
    month = question.option("month") or f"{question.today:%Y-%m}"
    first, last = days_of(month)
    channel, groups = question.option("channel"), question.scope.groups
    rows, undated = [], 0
    for one in every(homes):
        row = row_of(homes, one, now)
        if (groups and one.details.group not in groups) or (channel and channel not in row["channel_ids"]):
            continue
        moment = one.published_at or (one.details.planned_at if one.state in OPEN else None)
        undated += moment is None and one.state in OPEN
        day = local_day(moment, zone) if moment else None
        if day is not None and first <= day <= last:
            rows.append({**row, "day": day, "moment": moment, "planned": one.published_at is None})
    rows.sort(key=lambda row: (row["moment"], row["number"]))
    out = sum(not row["planned"] for row in rows)
    name = month_name(first)
    sentence = Text(
        f"{name.en}: {many(out, 'piece', 'pieces')} published, {number(len(rows) - out)} planned.",
        f"{name.zh}：已发布 {number(out)} 件，计划 {number(len(rows) - out)} 件。",
    )
    about = {
        "month": f"{first:%Y-%m}", "first": first, "last": last, "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{last + timedelta(days=1):%Y-%m}", "weeks": _weeks(first, last), "undated": undated, "today": question.today, "name": name,
        "channel": channel,
    }  # fmt: skip
    return fill(
        homes, question, TITLE, sentence, COLUMNS, rows, total=len(rows), unit="pieces", found=len(rows), about=about, coverage=()
    )  # fmt: skip


def _weeks(first: date, last: date) -> list[list[date]]:
    """Return the days of the weeks that a month touches, each from Monday."""
    monday, found = first - timedelta(days=first.weekday()), []
    while monday <= last:
        found.append([monday + timedelta(days=n) for n in range(7)])
        monday += timedelta(days=7)
    return found
