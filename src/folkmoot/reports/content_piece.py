"""One piece of content: what is planned, what happened, where it stands, its parts, and how often it was viewed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.content import COUNTS, LANGUAGES, Piece
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.actors import Actors
from folkmoot.reports.content_course import AT, Views, every, name_of_channel, one_piece, person_of, row_of, views_of
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import moment_asked
from folkmoot.reports.registry import report
from folkmoot.rules.content import parts_of
from folkmoot.rules.content_views import after, growth

TITLE = Text("Piece of content", "内容详情")
OPTIONS = {"id": Text("Its number.", "编号。"), "at": AT}
PLACES = (
    Column("channel_name", Text("Channel", "渠道")), Column("language_name", Text("Language", "语言")),
    Column("at", Text("Published", "发布"), "moment"), columns.count("views", Text("Views", "浏览量"), unit="views"),
    columns.count("week", Text("After 7 days", "7 天"), unit="views"), columns.count("month", Text("After 30 days", "30 天"), unit="views"),
    columns.count("growth", Text("Last 7 days", "近 7 天"), unit="views"), Column("read_at", Text("Read", "读数时间"), "moment"),
    Column("url", Text("Address", "地址"), "url"),
)  # fmt: skip
READINGS = (
    Column("at", Text("When", "时间"), "moment"), Column("channel_name", Text("Channel", "渠道")),
    Column("language_name", Text("Language", "语言")), columns.count("amount", Text("Views", "浏览量"), unit="views"),
    Column("counts_name", Text("What it tells", "读数含义")), Column("by", Text("Written down by", "记录者")),
)  # fmt: skip
HAPPENED = (
    Column("at", Text("When", "时间"), "moment"), Column("verb_name", Text("What", "事项")), Column("by", Text("Who", "操作者")),
    Column("why", Text("Why", "说明")),
)  # fmt: skip
PARTS = (
    Column("part", Text("Part", "序号")), Column("title", Text("Title", "标题"), opens="content-piece?id={number}"),
    Column("state_name", Text("State", "状态")), Column("author_name", Text("Author", "作者"), "person", opens="person?id={author}"),
    Column("planned_at", Text("Planned", "计划"), "moment"), Column("published_at", Text("Published", "发布"), "moment"),
)  # fmt: skip
VERBS = {
    "propose": Text("proposed", "提出选题"), "handin": Text("handed in", "投稿"), "take": Text("taken", "认领"),
    "return": Text("given back", "退回选题"), "draft": Text("draft linked", "提交草稿链接"), "submit": Text("submitted for review", "提交审核"),
    "revise": Text("sent back", "退回修改"), "schedule": Text("scheduled", "排期"), "publish": Text("published", "发布"),
    "drop": Text("dropped", "放弃"), "revive": Text("taken up again", "重新启用"), "change": Text("plan changed", "修改计划"),
    "thank": Text("thanked", "致谢"), "views": Text("views written down", "记录浏览量"),
}  # fmt: skip


@report("content-piece", TITLE, options=OPTIONS, recorded=True)
def content_piece(homes: Homes, question: Question) -> Answer:
    """What is one piece of content, where does it stand, and how often was it viewed?"""
    if not question.option("id"):
        raise BadQuestion("Which piece?", mend="Give its number, such as 12.")
    now, piece = moment_asked(homes, question), one_piece(homes, question.option("id"))
    whole = every(homes)
    views, parts = views_of(homes, [piece]), parts_of(piece.number, whole)
    holder = next((one for one in whole if one.number == piece.details.holder), None)
    known = views.total(piece, now)
    row = row_of(homes, piece, now, known)
    about = {
        **row, "at": now, "says": homes.faces.masked_words(piece.details.says), "thanks": homes.faces.masked_words(piece.thanks),
        "reason": homes.faces.masked_words(piece.reason), "channel_ids": list(piece.details.channels),
        "holder_title": homes.faces.masked(holder.details.title) if holder else None, "views_at": known.at if known else None,
        "siblings": len(parts_of(holder.number, whole)) if holder else 0,
    }  # fmt: skip
    title = row["title"]
    return fill(
        homes, question, title or TITLE, _sentence(row), PLACES, _places(homes, piece, views, now),
        total=row["views"], unit="views", about=about, coverage=(),
        parts={
            "parts": fill(homes, question, Text("Parts", "分集"), _parts_said(len(parts)), PARTS, [row_of(homes, one, now) for one in parts],
                          total=len(parts), unit="pieces", name="parts", coverage=()),
            "readings": _readings(homes, question, piece, views),
            "happened": _happened(homes, question, piece),
        },
    )  # fmt: skip


def _places(homes: Homes, piece: Piece, views: Views, now: datetime) -> list[dict[str, Any]]:
    rows = []
    for one in piece.publications:
        readings, known = views.of(piece, one), views.known(piece, one, now)
        week, month = (after(readings, one.at, days, now) for days in (7, 30))
        rows.append({
            "channel": one.channel, "channel_name": name_of_channel(homes, one.channel), "language": one.language,
            "language_name": LANGUAGES.get(one.language), "at": one.at, "url": one.url, "views": round(known.amount) if known else None,
            "exact": known.exact if known else None, "week": round(week.amount) if week else None,
            "week_exact": week.exact if week else None, "month": round(month.amount) if month else None,
            "month_exact": month.exact if month else None, "growth": _rounded(growth(readings, one.at, now)),
            "read_at": known.at if known else None,
        })  # fmt: skip
    return rows


def _rounded(value: float | None) -> int | None:
    return None if value is None else round(value)


def _readings(homes: Homes, question: Question, piece: Piece, views: Views) -> Answer:
    actors = Actors(homes)
    rows: list[dict[str, Any]] = [
        {
            "at": each.at, "channel": one.channel, "channel_name": name_of_channel(homes, one.channel), "language": one.language,
            "language_name": LANGUAGES.get(one.language), "amount": round(each.amount), "counts": each.counts,
            "counts_name": COUNTS[each.counts], "by": actors.name(each.by) if each.by else Text("a source", "数据来源"),
        }
        for one in piece.publications for each in views.of(piece, one)
    ]  # fmt: skip
    rows.sort(key=lambda row: row["at"], reverse=True)
    says = Text(
        f"{many(len(rows), 'reading', 'readings')}. A number so far holds everything since the publication; one of a day only that day.",
        f"共 {number(len(rows))} 次读数。累计值含发布以来的全部浏览，当日值仅含当天。",
    )
    title = Text("Readings of views", "浏览量读数")
    return fill(
        homes, question, title, says, READINGS, rows, total=len(rows), unit="readings", name="readings", coverage=()
    )


def _happened(homes: Homes, question: Question, piece: Piece) -> Answer:
    actors = Actors(homes)
    rows = [
        {
            "at": act.at, "verb": act.verb, "verb_name": VERBS.get(act.verb, Text(act.verb)), "by": actors.name(act.by),
            "person": person_of(homes, act.person), "why": homes.faces.masked_words(act.why),
        }
        for act in reversed(piece.acts)
    ]  # fmt: skip
    says = Text(f"{many(len(rows), 'step', 'steps')} so far.", f"迄今 {number(len(rows))} 个步骤。")
    title = Text("What happened", "经过")
    return fill(
        homes, question, title, says, HAPPENED, rows, total=len(rows), unit="acts", name="happened", coverage=()
    )


def _parts_said(parts: int) -> Text:
    return Text(f"{many(parts, 'part', 'parts')}, in their order.", f"共 {number(parts)} 个部分，按顺序排列。")


def _sentence(row: dict[str, Any]) -> Text:
    kind, group = row["kind_name"], row["group_name"]
    begin = Text(f"{kind.en} of {group.said_in('en')}", f"{group.said_in('zh')}的{kind.zh}")
    author = row["author_name"]
    begin = Text(f"{begin.en} by {author}", f"{begin.zh}，作者 {author}") if author else begin
    if row["published_at"]:
        if row["views"] is None:
            return Text(f"{begin.en}; nobody has read yet how often it was viewed.", f"{begin.zh}；尚无浏览量读数。")
        least = Text() if row["views_exact"] else Text("at least ", "至少 ")
        return Text(
            f"{begin.en}; viewed {least.en}{many(row['views'], 'time', 'times')}.",
            f"{begin.zh}；浏览 {least.zh}{number(row['views'])} 次。",
        )
    late = Text(", overdue", "，已逾期") if row["overdue"] else Text()
    state = row["state_name"]
    return Text(f"{begin.en}: {state.en.lower()}{late.en}.", f"{begin.zh}：{state.zh}{late.zh}。")
