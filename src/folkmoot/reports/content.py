"""Which pieces of content are there, from idea to published, and what waits for whom?"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.content import KINDS, LANGUAGES, OPEN, STATES, Piece
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.content_course import AT, every, row_of, views_of
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen, moment_asked
from folkmoot.reports.registry import report

TITLE = Text("Content", "内容")
CHANNEL = Text("Only what is planned for or published on this channel.", "只看该渠道的内容。")
OPTIONS = {
    "state": Text(f"Only these: {', '.join(STATES)}, or open.", f"只看：{'、'.join(STATES)}，或 open（未完成）。"),
    "kind": Text(f"Only these: {', '.join(KINDS)}.", f"只看：{'、'.join(KINDS)}。"),
    "channel": CHANNEL,
    "language": Text("zh or en.", "zh 或 en。"),
    "author": Text("The public id of who writes or wrote it.", "作者的公开标识。"),
    "release": Text("Only what tells of this release.", "只看介绍该版本的内容。"),
    "q": Text("Words of the title, the pitch or the author.", "标题、简介或作者中的文字。"),
    "at": AT, **PAGING,
}  # fmt: skip
COLUMNS = (
    Column("number", Text("Number", "编号"), opens="content-piece?id={number}"),
    Column("title", Text("Title", "标题"), opens="content-piece?id={number}"),
    Column("kind_name", Text("Kind", "类型")),
    Column("state_name", Text("State", "状态")),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("author_name", Text("Author", "作者"), "person", opens="person?id={author}"),
    Column("channels", Text("Channels", "渠道"), "list"),
    Column("language_name", Text("Language", "语言")),
    Column("level_name", Text("Audience", "受众")),
    Column("indicator_name", Text("Indicator", "指标"), opens="indicator?name={indicator}"),
    Column("planned_at", Text("Planned", "计划"), "moment"),
    Column("published_at", Text("Published", "发布"), "moment"),
    columns.count("views", Text("Views", "浏览量"), unit="views"),
    Column("url", Text("Address", "地址"), "url"),
)


@report("content", TITLE, options=OPTIONS, recorded=True)
def content(homes: Homes, question: Question) -> Answer:
    """Which pieces of content are there, from idea to published, and what waits for whom?"""
    now = moment_asked(homes, question)
    whole = every(homes)
    wanted = [one for one in whole if _fits(homes, one, question)]
    state = chosen(question, "state", (*STATES, "open"))
    counted = Counter(one.state for one in wanted)
    found = sorted((one for one in wanted if _is_in(one, state)), key=lambda one: _order(one, now))
    shown, paging = page_of(found, question)
    views = views_of(homes, [one for one in shown if one.publications])
    rows = [row_of(homes, one, now, views.total(one, now)) for one in shown]
    about = {
        "at": now, "counts": {name: counted[name] for name in STATES}, "overdue": sum(one.is_overdue(now) for one in wanted),
        "state": state, "every": len(whole), **paging,
    }  # fmt: skip
    return fill(
        homes, question, TITLE, _sentence(wanted, now), COLUMNS, rows, total=len(found), unit="pieces", found=len(found),
        about=about, coverage=(),
    )  # fmt: skip


def _is_in(one: Piece, state: str) -> bool:
    return not state or one.state == state or (state == "open" and one.state in OPEN)


def _fits(homes: Homes, one: Piece, question: Question) -> bool:
    said, options = one.details, dict(question.options)
    kind, language = chosen(question, "kind", KINDS), chosen(question, "language", LANGUAGES)
    if (question.scope.groups and said.group not in question.scope.groups) or (kind and said.kind != kind):
        return False
    languages = {said.language, *(each.language for each in one.publications)}
    if language and language not in languages:
        return False
    channel = options.get("channel", "")
    if channel and channel not in {*said.channels, *(each.channel for each in one.publications)}:
        return False
    if (author := options.get("author", "")) and author != homes.faces.id_of(one.author):
        return False
    if (release := options.get("release", "")) and release != said.release:
        return False
    return options.get("q", "").lower() in words_of(homes, one).lower()


def words_of(homes: Homes, one: Piece) -> str:
    """Return the words in which a piece is looked for, without hidden people's names."""
    said = one.details
    words = f"{said.title.en} {said.title.zh} {said.says} {said.byline} {said.campaign} #{one.number}"
    return f"{homes.faces.masked_words(words)} {homes.faces.name_of(one.author)}"


def _order(one: Piece, now: datetime) -> tuple[Any, ...]:
    """Return the place of a piece: what is furthest on its way first, then by its moment, the published newest first."""
    stage = list(STATES).index(one.state)
    if one.published_at:
        return (9, -one.published_at.timestamp(), one.number)
    if one.state == "dropped":
        return (10, -one.acts[-1].at.timestamp(), one.number)
    planned = one.details.planned_at
    return (5 - stage, planned.timestamp() if planned else now.timestamp() * 2, one.number)


def _sentence(found: list[Piece], now: datetime) -> Text:
    if not found:
        return Text("No content is planned or published yet.", "尚无计划或已发布的内容。")
    way, out = sum(one.state in OPEN for one in found), sum(one.state == "published" for one in found)
    late = sum(one.is_overdue(now) for one in found)
    review = sum(one.state == "review" for one in found)
    english = f"{many(way, 'piece is', 'pieces are')} on the way, {number(review)} of them in review; {number(out)} published."
    chinese = f"{number(way)} 件内容在制作中，其中 {number(review)} 件待审核；已发布 {number(out)} 件。"
    if late:
        english += f" {many(late, 'is', 'are')} overdue."
        chinese += f"{number(late)} 件已逾期。"
    return Text(english, chinese)
