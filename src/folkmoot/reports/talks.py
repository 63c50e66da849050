"""Which talks and topics are ahead, which wait for an answer, which were given, and where are topics called for?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadInput, BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.talk import STATES, WHEN, Call, Talk
from folkmoot.model.text import Text
from folkmoot.reports.days import local_day
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.meetings import moment_asked
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.proposals import person_row
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.talk_course import calls, every_talk, one_talk

TITLE = Text("Talks", "分享")
OPTIONS = {
    "when": Text(f"Only these: {', '.join(WHEN)}; else those ahead.", f"只看：{'、'.join(WHEN)}；缺省为即将举行的。"),
    "q": Text("Words to search for in the title, the abstract and who gives it.", "在标题、摘要与分享人中搜索。"),
    "at": Text("As of this UTC moment, such as 2026-11-20T10:00; else the day's beginning.", "截至该 UTC 时刻；缺省为当日零点。"),
    "page": PAGING["page"],
    "size": PAGING["size"],
}  # fmt: skip
COLUMNS = (
    Column("title", Text("Talk", "分享"), opens="topic?id={number}"),
    Column("name", Text("Who", "分享人"), "person", opens="person?id={person}"),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("state_name", Text("State", "状态")),
    Column("starts_at", Text("Meeting", "会议时间"), "moment"),
    Column("minutes", Text("Minutes", "分钟"), "number"),
    Column("meeting", Text("Id of the meeting", "会议标识")),
    Column("at", Text("Proposed", "提出时间"), "moment"),
    Column("reason", Text("Answer", "答复")),
    Column("number", Text("Number", "编号"), "number"),
)
CALLS = (
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("says", Text("What is asked for", "征集内容")),
    Column("until", Text("Until", "截止"), "date"),
    Column("open", Text("Open", "开放")),
    Column("at", Text("Since", "发布时间"), "moment"),
    Column("number", Text("Number", "编号"), "number"),
)


@report("talks", TITLE, options=OPTIONS, recorded=True)
def talks(homes: Homes, question: Question) -> Answer:
    """Which talks are ahead, which wait for an answer, which were given? Beside those proposed: topics on an agenda with a presenter."""
    now, when = moment_asked(homes, question), chosen(question, "when", tuple(WHEN), "ahead")
    groups, words = question.scope.groups, question.option("q").lower()
    rows = [
        row_of(homes, one)
        for one in every_talk(homes, now, groups[0] if len(groups) == 1 else "")
        if not groups or one.group in groups
    ]
    counted = {name: sum(1 for row in rows if row["state"] in states) for name, states in WHEN.items()}
    shown = [row for row in rows if row["state"] in WHEN[when] and _has(row, words)]
    shown.sort(key=_order)
    page, paging = page_of(shown, question)
    called = _calls(homes, question, now, groups)
    about = {"when": when, "counted": counted, "calls": called.total, "at": now, **paging}
    return fill(
        homes, question, TITLE, _sentence(counted, len(called.rows), alone=len(groups) == 1), COLUMNS, page, total=len(shown), unit="talks",
        found=len(shown), about=about, parts={"calls": called}, coverage=(),
    )  # fmt: skip


@report(
    "topic", Text("Talk", "分享"), options={"id": Text("Its number.", "编号。"), "at": OPTIONS["at"]}, recorded=True
)
def topic(homes: Homes, question: Question) -> Answer:
    """What is one talk or topic about, and what became of it?"""
    said, now = question.option("id"), moment_asked(homes, question)
    try:
        row = row_of(homes, one_talk(homes, int(said), now))
    except (BadInput, ValueError) as error:
        raise BadQuestion(f"There is no talk '{said}'.", mend="See: moot ask talks.") from error
    when = next(name for name, states in WHEN.items() if row["state"] in states)
    called = _calls(homes, question, now, (row["group"],))
    about = {"when": when, "calls": called.total, "at": now}
    return fill(
        homes, question, row["title"], _said(row), COLUMNS, [row], total=1, unit="talks", found=1, about=about,
        parts={"calls": called}, coverage=(),
    )  # fmt: skip


def _said(row: Mapping[str, Any]) -> Text:
    """Return where one talk stands, in a sentence."""
    state, group, when = row["state_name"], row["group_name"], row["day"]
    on = Text(f", {when}", f"（{when}）") if when and row["state"] in ("planned", "given", "past") else Text()
    return Text(f"For {group.said_in('en')}: {state.en}{on.en}.", f"面向{group.said_in('zh')}：{state.zh}{on.zh}。")


def _order(row: Mapping[str, Any]) -> tuple[int, float, int]:
    """Return where a row stands: what is ahead by its day, what waits the longest first, what is over the newest first."""
    if row["state"] == "planned":
        return 0, row["starts_at"].timestamp() if row["starts_at"] else 0.0, row["topic"]
    if row["state"] in WHEN["waiting"]:
        return 1, row["at"].timestamp(), 0
    return 2, -(row["starts_at"] or row["at"]).timestamp(), row["topic"]


def _has(row: Mapping[str, Any], words: str) -> bool:
    title = row["title"]
    return words in " ".join((title.en, title.zh, row["abstract"], row["name"], row["group"])).lower()


def row_of(homes: Homes, one: Talk) -> dict[str, Any]:
    """Return the row of one talk; people as they may be seen."""
    faces, who, where = homes.faces, person_row(homes, one.person), one.where
    group = homes.charter.group_by_slug.get(one.group)
    zone = homes.charter.community.zone
    local = where.starts_at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)) if where else None
    return {
        "number": one.number, "title": faces.masked(one.title), "person": who["id"], "name": who["name"], "presents": one.presents,
        "group": one.group, "group_name": group.name if group else Text(one.group, one.group), "state": one.state,
        "state_name": STATES[one.state], "minutes": one.minutes, "abstract": faces.masked_words(one.abstract),
        "wish": one.wish, "wish_day": _day_of(one.wish), "meeting": one.meeting, "topic": one.topic,
        "meeting_title": faces.masked(where.title) if where else Text(), "starts_at": where.starts_at if where else None,
        "ends_at": where.ends_at if where else None, "day": local.date() if local else None,
        "clock": f"{local:%H:%M}" if local else "", "cancelled": bool(where and where.cancelled), "at": one.at,
        "reason": faces.masked_words(one.reason),
        "links": [{"kind": each.kind, "url": each.url, "title": faces.masked_words(each.title)} for each in one.links],
    }  # fmt: skip


def _day_of(key: str) -> date | None:
    return date.fromisoformat(key.rpartition("/")[2]) if key else None


def _calls(homes: Homes, question: Question, now: datetime, groups: Iterable[str]) -> Answer:
    today = local_day(now, homes.charter.community.zone)
    rows = [call_row(homes, one, today) for one in calls(homes) if not groups or one.group in groups]
    rows = sorted((row for row in rows if row["open"]), key=lambda row: (row["until"], row["group"]))
    said = Text(f"{many(len(rows), 'call', 'calls')} for topics.", f"{len(rows)} 项议题征集。")
    title = Text("Calls for topics", "议题征集")
    return fill(
        homes,
        question,
        title,
        said,
        CALLS,
        rows,
        total=len(rows),
        unit="calls",
        found=len(rows),
        coverage=(),
        name="calls",
    )


def call_row(homes: Homes, one: Call, today: date) -> dict[str, Any]:
    """Return the row of one call for topics."""
    group = homes.charter.group_by_slug.get(one.group)
    return {
        "number": one.number, "group": one.group, "group_name": group.name if group else Text(one.group, one.group),
        "says": homes.faces.masked(one.says), "until": one.until, "open": one.is_open(today), "at": one.at,
    }  # fmt: skip


def _sentence(counted: Mapping[str, int], called: int, *, alone: bool) -> Text:
    """Return what is ahead and what waits. ``alone``: of one group only."""
    if not counted["all"] and not called:
        return Text("Nobody has proposed a talk yet.", "尚无人提出分享。")
    more = Text()
    if called:
        where = Text("", "") if alone else Text(f" in {many(called, 'group', 'groups')}", f"{called} 个小组")
        more = Text(f"; topics are called for{where.en}", f"；{where.zh}正在征集议题")
    waiting = "1 waits for an answer" if counted["waiting"] == 1 else f"{counted['waiting']} wait for an answer"
    return Text(
        f"{many(counted['ahead'], 'talk is', 'talks are')} ahead, {waiting}{more.en}.",
        f"{counted['ahead']} 场分享即将举行，{counted['waiting']} 项待答复{more.zh}。",
    )
