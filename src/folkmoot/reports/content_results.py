"""What came of what was published: views of each piece, channel and indicator, and how they grow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.answer import Answer, Column
from folkmoot.model.content import KINDS, LANGUAGES, Piece
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.content_course import AT, Views, every, name_of_channel, row_of, views_of
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen, moment_asked
from folkmoot.reports.registry import report
from folkmoot.rules.content_views import Known, after, growth

TITLE = Text("Results of content", "内容成效")
OPTIONS = {
    "kind": Text(f"Only these: {', '.join(KINDS)}.", f"只看：{'、'.join(KINDS)}。"),
    "channel": Text("Only what is published on this channel.", "只看发布在该渠道的内容。"),
    "language": Text("zh or en.", "zh 或 en。"),
    "campaign": Text("Only what belongs to this campaign.", "只看属于该活动的内容。"),
    "at": AT,
}
VIEWS = columns.count("views", Text("Views", "浏览量"), unit="views")
COLUMNS = (
    Column("title", Text("Title", "标题"), opens="content-piece?id={number}"), Column("kind_name", Text("Kind", "类型")),
    Column("published_at", Text("Published", "发布"), "moment"), Column("channels", Text("Channels", "渠道"), "list"),
    columns.count("week", Text("After 7 days", "7 天"), unit="views"), columns.count("month", Text("After 30 days", "30 天"), unit="views"),
    VIEWS, columns.count("growth", Text("Last 7 days", "近 7 天"), unit="views"),
    Column("indicator_name", Text("Indicator", "指标"), opens="indicator?name={indicator}"), Column("campaign", Text("Campaign", "活动")),
    Column("author_name", Text("Author", "作者"), "person", opens="person?id={author}"),
)  # fmt: skip
CHANNELS = (
    Column("channel_name", Text("Channel", "渠道"), opens="content?channel={channel}"), columns.count("pieces", Text("Pieces", "件数")),
    columns.count("known", Text("With readings", "有读数"), unit="pieces"), VIEWS,
    columns.count("growth", Text("Last 7 days", "近 7 天"), unit="views"),
)  # fmt: skip
SERVED = (
    Column("indicator_name", Text("Indicator", "指标"), opens="indicator?name={indicator}"), columns.count("pieces", Text("Pieces", "件数")),
    columns.count("known", Text("With readings", "有读数"), unit="pieces"), VIEWS,
)  # fmt: skip


@report("content-results", TITLE, options=OPTIONS, recorded=True)
def content_results(homes: Homes, question: Question) -> Answer:
    """What came of what was published? Views alone say who looked; whether an indicator moved is asked of campaigns."""
    now = moment_asked(homes, question)
    found = sorted(
        (one for one in every(homes) if one.publications and _fits(one, question, now)),
        key=lambda one: (one.published_at, one.number), reverse=True,
    )  # fmt: skip
    views = views_of(homes, found)
    rows = [_row(homes, one, views, now) for one in found]
    known = [row for row in rows if row["views"] is not None]
    total = sum(row["views"] for row in known) if known else None
    return fill(
        homes, question, TITLE, _sentence(len(rows), len(known), total), COLUMNS, rows, total=total, unit="views", found=len(rows),
        about={"at": now, "known": len(known)}, coverage=(),
        parts={
            "channels": _channels(homes, question, found, views, now),
            "indicators": _indicators(homes, question, rows),
        },
    )  # fmt: skip


def _fits(one: Piece, question: Question, now: datetime) -> bool:
    kind, language = chosen(question, "kind", KINDS), chosen(question, "language", LANGUAGES)
    channel, campaign, scope = question.option("channel"), question.option("campaign"), question.scope
    at = one.published_at or now
    return (
        (not kind or one.details.kind == kind)
        and (not language or language in {each.language for each in one.publications})
        and (not channel or channel in {each.channel for each in one.publications})
        and (not campaign or one.details.campaign == campaign)
        and (not scope.groups or one.details.group in scope.groups)
        and (scope.since_at is None or at >= scope.since_at)
        and (scope.until_at is None or at < scope.until_at)
    )


def _row(homes: Homes, one: Piece, views: Views, now: datetime) -> dict[str, Any]:
    total = views.total(one, now)
    return {
        **row_of(homes, one, now, total), "read_at": total.at if total else None,
        **{name: _all_of(after(views.of(one, each), each.at, days, now) for each in one.publications)
           for name, days in (("week", 7), ("month", 30))},
        "growth": _sum(growth(views.of(one, each), each.at, now) for each in one.publications),
    }  # fmt: skip


def _all_of(found: Iterable[Known | None]) -> int | None:
    """Return the sum of what is known of every channel; None when one is unknown: a part would be read as the whole."""
    return _sum(one.amount if one else None for one in found)


def _sum(found: Iterable[float | None]) -> int | None:
    amounts = list(found)
    known = [one for one in amounts if one is not None]
    return round(sum(known)) if amounts and len(known) == len(amounts) else None


def _channels(homes: Homes, question: Question, found: Iterable[Piece], views: Views, now: datetime) -> Answer:
    by_channel: dict[str, list[tuple[Known | None, float | None]]] = {}
    for piece in found:
        for one in piece.publications:
            told = views.known(piece, one, now), growth(views.of(piece, one), one.at, now)
            by_channel.setdefault(one.channel, []).append(told)
    rows: list[dict[str, Any]] = []
    for channel, each in by_channel.items():
        known = [one.amount for one, _grown in each if one]
        grown = [one for _known, one in each if one is not None]
        rows.append({
            "channel": channel, "channel_name": name_of_channel(homes, channel), "pieces": len(each), "known": len(known),
            "views": round(sum(known)) if known else None, "growth": round(sum(grown)) if grown else None,
        })  # fmt: skip
    rows.sort(key=lambda row: (-(row["views"] or -1), str(row["channel"])))
    return _part(homes, question, "channels", Text("By channel", "按渠道"), CHANNELS, rows)


def _indicators(homes: Homes, question: Question, pieces: Iterable[Mapping[str, Any]]) -> Answer:
    by_name: dict[str, list[Mapping[str, Any]]] = {}
    for row in pieces:
        by_name.setdefault(row["indicator"], []).append(row)
    rows: list[dict[str, Any]] = []
    for name, mine in by_name.items():
        known = [row["views"] for row in mine if row["views"] is not None]
        title = INDICATORS[name].title if name in INDICATORS else Text("none named", "未指明")
        rows.append({
            "indicator": name, "indicator_name": title, "pieces": len(mine), "known": len(known), "views": sum(known) if known else None,
        })  # fmt: skip
    rows.sort(key=lambda row: (not row["indicator"], -(row["views"] or -1), row["indicator"]))
    return _part(homes, question, "indicators", Text("By the indicator it serves", "按所服务的指标"), SERVED, rows)


def _part(
    homes: Homes, question: Question, name: str, title: Text, shown: tuple[Column, ...], rows: list[dict[str, Any]]
) -> Answer:
    says = Text(
        "Only pieces with readings are summed up; what nobody has read is unknown.",
        "仅汇总有读数的内容；没有读数的为未知。",
    )
    return fill(homes, question, title, says, shown, rows, total=len(rows), unit=name, name=name, coverage=())


def _sentence(pieces: int, known: int, total: int | None) -> Text:
    if not pieces:
        return Text("Nothing was published in this window.", "时段内没有发布内容。")
    if total is None:
        return Text(
            f"{many(pieces, 'piece was', 'pieces were')} published; nobody has read yet how often they were viewed.",
            f"已发布 {number(pieces)} 件，尚无浏览量读数。",
        )
    return Text(
        f"{many(pieces, 'piece was', 'pieces were')} published; {number(known)} with readings were viewed {many(total, 'time', 'times')}.",
        f"已发布 {number(pieces)} 件，其中 {number(known)} 件有读数，共浏览 {number(total)} 次。",
    )
