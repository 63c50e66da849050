"""Which events do chapters hold: what is ahead, how full it is, who is expected, and how past ones went, in numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.gathering import STAGES, Gathering
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.gathering_course import chapter_of, every, family_of, moment_asked
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen, near
from folkmoot.reports.registry import report

TITLE = Text("Events of chapters", "分会活动")
AT = Text(
    "The UTC moment as of which it is told; else the day's beginning, or the newest record.",
    "截至哪一 UTC 时刻；缺省为当日零点或最新记录。",
)
OPTIONS = {
    "chapter": Text("Only of this chapter and its teams.", "只看该分会及其子团队。"),
    "state": Text("Only these: ahead, over, cancelled.", "只看：ahead（未结束）、over（已结束）、cancelled（已取消）。"),
    "at": AT,
}  # fmt: skip
STATES = {"ahead": ("open", "closed", "running"), "over": ("over",), "cancelled": ("cancelled",)}
COLUMNS = (
    Column("title", Text("Event", "活动"), opens="event?id={id}"),
    Column("group_name", Text("Chapter", "分会"), "group", opens="group?id={group}"),
    Column("begins_at", Text("Begins", "开始"), "moment"),
    Column("stage_name", Text("State", "状态")),
    Column("place", Text("Where", "地点")),
    columns.count("registered", Text("Registered", "报名人数"), unit="people"),
    columns.count("waiting", Text("Waiting", "候补人数"), unit="people"),
    columns.count("attendance", Text("Came", "到场人数"), unit="people"),
    columns.count("no_shows", Text("Did not come", "未到场"), unit="people"),
    Column("id", Text("Id", "标识")),
)
DEFINITION = Text(
    "Registered counts seats and the waiting list. Who came is known once somebody has checked in, or a report was given; before that it is "
    "unknown, not zero. Those who had a seat and did not come are counted when the event is over.",
    "报名人数含候补。有人签到或提交总结后才能得知到场人数，此前为未知而非零。活动结束后统计有席位而未到场的人数。",
)


@report("chapter-events", TITLE, options=OPTIONS, recorded=True)
def chapter_events(homes: Homes, question: Question) -> Answer:
    """Which events do chapters hold?"""
    at, state = moment_asked(homes, question), chosen(question, "state", STATES)
    found = every(homes, at, _groups(homes, question))
    shown = [one for one in found if not state or one.stage in STATES[state]]
    rows = [row_of(homes, one) for one in in_order(shown)]
    counted = {name: sum(1 for one in found if one.stage in stages) for name, stages in STATES.items()}
    return fill(
        homes, question, TITLE, _sentence(counted), COLUMNS, rows, total=len(rows), unit="events", found=len(rows), coverage=(),
        definition=DEFINITION, about={"at": at, "counts": counted, "every": len(found)},
    )  # fmt: skip


def _groups(homes: Homes, question: Question) -> frozenset[str]:
    slug = question.option("chapter")
    if not slug:
        return frozenset(question.scope.groups)
    group = homes.charter.group_by_slug.get(slug.lower())
    if group is None or chapter_of(homes, group) is None:
        known = [one.slug for one in homes.charter.groups if chapter_of(homes, one)]
        raise BadQuestion(f"There is no chapter '{slug}'.", mend=near(slug, known))
    return family_of(homes, group) if chapter_of(homes, group) is group else frozenset({group.slug})


def in_order(found: Iterable[Gathering]) -> list[Gathering]:
    """Return what is ahead, the next first, and then what is behind, the last first."""
    known = list(found)
    ahead = [one for one in known if one.stage in STATES["ahead"]]
    behind = [one for one in known if one.stage not in STATES["ahead"]]
    return [
        *sorted(ahead, key=lambda one: (one.begins_at, one.id)),
        *sorted(behind, key=lambda one: (one.begins_at, one.id), reverse=True),
    ]


def row_of(homes: Homes, one: Gathering) -> dict[str, Any]:
    """Return an event as anybody may see it: counts, and none of those who registered."""
    said, group = one.announced, homes.charter.group_by_slug[one.announced.group]
    waiting = len(one.those("waiting"))
    registered = sum(1 for seat in one.seats if not seat.walk_in)
    return {
        "id": one.id, "title": homes.faces.masked(said.title), "group": said.group, "group_name": group.name, "begins_at": one.begins_at,
        "ends_at": one.ends_at, "until_at": one.until_at, "zone": said.zone, "local": said.begins, "stage": one.stage,
        "stage_name": STAGES[one.stage], "place": homes.faces.masked_words(said.venue) or None, "link": said.link or None,
        "capacity": said.capacity or None, "left": one.left, "registered": registered, "waiting": waiting,
        "attendance": one.attendance, "no_shows": one.no_shows, "walk_ins": sum(1 for seat in one.seats if seat.walk_in),
        "strangers": one.strangers, "indicator": said.indicator, "campaign": said.campaign, "told": one.told is not None,
    }  # fmt: skip


def next_and_last(found: Iterable[Gathering]) -> tuple[datetime | None, datetime | None]:
    """Return when the next event begins, and when the last one did."""
    known = list(found)
    ahead = [one.begins_at for one in known if one.stage in STATES["ahead"]]
    behind = [one.begins_at for one in known if one.stage == "over"]
    return min(ahead, default=None), max(behind, default=None)


def _sentence(counted: dict[str, int]) -> Text:
    if not any(counted.values()):
        return Text("No event was announced yet.", "尚未发布活动。")
    return Text(
        f"{many(counted['ahead'], 'event is', 'events are')} ahead, {number(counted['over'])} over.",
        f"{number(counted['ahead'])} 场活动即将举行或进行中，{number(counted['over'])} 场已结束。",
    )
