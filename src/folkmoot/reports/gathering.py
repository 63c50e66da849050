"""One event of a chapter: what, when, where, who speaks, how full it is, how it went; none of those who registered."""

from __future__ import annotations

from typing import Any

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.answer import Answer, Column
from folkmoot.model.gathering import Gathering
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.chapter_events import AT, DEFINITION, row_of
from folkmoot.reports.chapter_people import brought, came_to
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.gathering_course import chapter_of, moment_asked, one_of
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report

TITLE = Text("Event", "活动")
ROLES = {"hosts": Text("hosts", "主持"), "speaks": Text("speaks", "分享")}
COLUMNS = (
    Column("name", Text("Who", "人员"), "person", opens="person?id={person}"),
    Column("role_name", Text("Does", "角色")),
    Column("title", Text("Talk", "分享主题")),
)


@report("event", TITLE, options={"id": Text("The event's id.", "活动标识。"), "at": AT}, recorded=True)
def event(homes: Homes, question: Question) -> Answer:
    """What is one event of a chapter, how full is it, and how did it go?"""
    it = one_of(homes, question.option("id"), moment_asked(homes, question))
    group = homes.charter.group_by_slug[it.announced.group]
    chapter = chapter_of(homes, group) or group
    rows = _people(homes, it)
    told = brought(homes, came_to([it]), question.scope.with_(since_at=None, until_at=None))
    indicator = INDICATORS.get(it.announced.indicator)
    about: dict[str, Any] = {
        **row_of(homes, it), "says": homes.faces.masked(it.announced.says), "chapter": chapter.slug, "chapter_name": chapter.name,
        "newcomers": told.new_of(came_to([it])) if it.stage == "over" and it.those("here") else None,
        "indicator_name": indicator.title if indicator else None, "cancelled_why": homes.faces.masked_words(it.cancelled_why),
        "report": {
            "says": homes.faces.masked(it.told.says), "links": it.told.links, "photos": it.told.photos, "at": it.told.at,
        } if it.told else None,
        "counted_at": it.counted_at, "announced_at": it.announced_at, "changes": it.changes, "local_ends": it.announced.ends,
    }  # fmt: skip
    return fill(
        homes, question, homes.faces.masked(it.announced.title), _sentence(it, about), COLUMNS, rows, total=it.attendance,
        unit="people", found=len(rows), coverage=(), definition=DEFINITION, about=about,
    )  # fmt: skip


def _people(homes: Homes, it: Gathering) -> list[dict[str, Any]]:
    listed = [(one, "hosts", "") for one in it.announced.hosts]
    listed += [(one.person, "speaks", one.title) for one in it.announced.speakers]
    return [
        {
            "person": homes.faces.id_of(who),
            "name": homes.faces.name_of(who),
            "role": role,
            "role_name": ROLES[role],
            "title": homes.faces.masked_words(title),
        }
        for who, role, title in listed
    ]


def _sentence(it: Gathering, about: dict[str, Any]) -> Text:
    registered = about["registered"]
    if it.stage == "cancelled":
        return Text("This event is cancelled.", "活动已取消。")
    if it.stage == "over":
        if it.attendance is None:
            return Text("It is over; nobody has taken the attendance yet.", "活动已结束，尚未统计到场人数。")
        return Text(
            f"{many(it.attendance, 'person', 'people')} came; {number(registered)} had registered.",
            f"{number(registered)} 人报名，{number(it.attendance)} 人到场。",
        )
    if it.left is None:
        return Text(f"{many(registered, 'person has', 'people have')} registered.", f"{number(registered)} 人已报名。")
    if it.left:
        return Text(
            f"{many(registered, 'person has', 'people have')} registered; {many(it.left, 'seat is', 'seats are')} left.",
            f"{number(registered)} 人已报名，余 {number(it.left)} 个席位。",
        )
    if not about["waiting"]:
        return Text("Every seat is taken.", "席位已满。")
    return Text(
        f"Every seat is taken; {many(about['waiting'], 'person waits', 'people wait')}.",
        f"席位已满，{number(about['waiting'])} 人候补。",
    )
