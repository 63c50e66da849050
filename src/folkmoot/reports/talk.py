"""What is said on lists and forums and at meetings, and is it answered?"""

from __future__ import annotations

from typing import Any

from folkmoot.metrics.talk import (
    ATTENDED,
    CONTENT,
    HOSTED,
    MAIL,
    POST,
    TALK,
    contents_by_month,
    meetings_by_month,
    met,
    published,
    sent,
    talk_by_month,
    talk_threads,
)  # fmt: skip
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import by_month, many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell

TITLE = Text("Talk", "交流")
CHANNEL = Column("channel", Text("List or forum", "列表或论坛"))


@report("talk", TITLE)
def talk(homes: Homes, question: Question) -> Answer:
    """What is said on lists and forums and at meetings, and is it answered?"""
    said = homes.extract(sent, question.scope)
    rows = by_month(homes.rows(talk_by_month(said, question.scope)))
    parts = {
        "threads": _threads(homes, question, said),
        "meetings": _meetings(homes, question),
        "contents": _contents(homes, question),
    }
    shown = (
        columns.MONTH, columns.KIND, CHANNEL, columns.count("messages", Text("Messages", "消息"), unit="messages"),
        columns.PEOPLE, columns.count("threads", Text("Threads begun", "新话题")),
        columns.count("replies", Text("Replies", "回复")), Column("reply_share", Text("Share of replies", "回复占比"), "share"),
    )  # fmt: skip
    total = sum(row["messages"] for row in rows)
    return tell(
        homes, question, TITLE, _sentence(question, rows, parts["threads"]) if rows else None, shown, rows,
        kinds=(MAIL, POST), metric=talk_by_month, total=total, parts=parts,
    )  # fmt: skip


def _sentence(question: Question, rows: list[dict[str, Any]], threads: Answer) -> Text:
    when = window_words(question.scope)
    mails = sum(row["messages"] for row in rows if row["kind"] == MAIL)
    posts = sum(row["messages"] for row in rows if row["kind"] == POST)
    begin = Text(
        f"{when.en}, there were {many(mails, 'mail', 'mails')} and {many(posts, 'post', 'posts')}",
        f"{when.zh}，共有 {number(mails)} 封邮件、{number(posts)} 篇帖子",
    )
    begun, open_ones = threads.total, sum(row["unanswered"] for row in threads.rows)
    if not begun:
        return Text(f"{begin.en}; what answers what is not told.", f"{begin.zh}；回复关系未知。")
    return Text(
        f"{begin.en}; of {many(begun, 'thread', 'threads')} nobody else has answered {number(open_ones)} so far.",
        f"{begin.zh}；{number(begun)} 个话题中有 {number(open_ones)} 个至今无人回复。",
    )


def _threads(homes: Homes, question: Question, said: Any) -> Answer:
    found = talk_threads(said, question.scope)
    counted = found.group_by("kind", "channel").agg(
        threads=found.count(), unanswered=found.answered_at.isnull().sum(),
        hours=((found.answered_at.epoch_seconds() - found["at"].epoch_seconds()) / 3600).quantile(0.5),
    )  # fmt: skip
    rows = [
        {**row, "share": row["unanswered"] / row["threads"]}
        for row in sorted(homes.rows(counted), key=lambda row: (-row["threads"], row["channel"] or ""))
    ]
    total = sum(row["threads"] for row in rows)
    shown = (
        columns.KIND, CHANNEL, columns.count("threads", Text("Threads begun", "新话题")),
        columns.count("unanswered", Text("Unanswered", "无人回复")), Column("share", Text("Share", "占比"), "share"),
        Column("hours", Text("Hours until the first answer (median of the answered)", "首次回复时长（已回复者的中位数）"), "hours"),
    )  # fmt: skip
    sentence = Text(f"{many(total, 'thread was', 'threads were')} begun.", f"新建 {number(total)} 个话题。")
    return tell(
        homes, question, Text("Threads", "话题"), sentence if rows else None, shown, rows, kinds=(MAIL, POST),
        metric=talk_threads, total=total if rows else None, name="threads",
    )  # fmt: skip


def _meetings(homes: Homes, question: Question) -> Answer:
    known = homes.charter.group_by_slug
    wanted = question.scope.groups
    rows = [
        {
            **row,
            "name": known[row["group"]].name if row["group"] in known else Text(row["group"] or "", row["group"] or ""),
        }
        for row in by_month(homes.rows(meetings_by_month(homes.extract(met, question.scope), question.scope)))
        if not wanted or row["group"] in wanted
    ]
    held, talks = sum(row["meetings"] for row in rows), sum(row["talks"] for row in rows)
    sentence = Text(
        f"{many(held, 'meeting', 'meetings')} with {many(talks, 'talk', 'talks')}.",
        f"{number(held)} 场会议，{number(talks)} 场分享。",
    )
    shown = (
        columns.MONTH, Column("name", Text("Group", "小组"), "group", opens="group?id={group}"),
        columns.count("meetings", Text("Meetings", "会议")), columns.PEOPLE,
        columns.count("per_meeting", Text("People at a meeting", "场均人数")), columns.count("talks", Text("Talks", "分享")),
    )  # fmt: skip
    return tell(
        homes, question, Text("Meetings", "会议"), sentence if rows else None, shown, rows, kinds=(ATTENDED, HOSTED, TALK),
        metric=meetings_by_month, total=held, name="meetings",
    )  # fmt: skip


def _contents(homes: Homes, question: Question) -> Answer:
    rows = by_month(homes.rows(contents_by_month(homes.extract(published, question.scope), question.scope)))
    total = sum(row["contents"] for row in rows)
    shown = (
        columns.MONTH, Column("channel", Text("Channel", "渠道")), columns.count("contents", Text("Published", "发布")),
        columns.PEOPLE,
    )  # fmt: skip
    sentence = Text(f"{many(total, 'thing was', 'things were')} published.", f"发布 {number(total)} 篇（个）内容。")
    return tell(
        homes, question, Text("Published content", "发布的内容"), sentence if rows else None, shown, rows, kinds=(CONTENT,),
        metric=contents_by_month, total=total, name="contents",
    )  # fmt: skip
