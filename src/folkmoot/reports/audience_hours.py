"""At which hours of the week is an audience active, and when is a good time to publish?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from folkmoot.metrics.audience import active_hours, of_level
from folkmoot.model.answer import Answer, Column
from folkmoot.model.content import LEVELS, OPEN
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.content_course import AT, every
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen, moment_asked, near
from folkmoot.reports.registry import report
from folkmoot.rules.content_slots import Hours, Slot, slots

TITLE = Text("Active hours", "活跃时段")
USUAL = timedelta(days=84)  # twelve weeks, so that every weekday weighs the same
FEWEST = 3  # people in an hour of the week: fewer are not told, since they might be recognised
CROWD = 10  # people in the whole window: of fewer nothing is told
WEEKDAYS = (
    Text("Monday", "周一"), Text("Tuesday", "周二"), Text("Wednesday", "周三"), Text("Thursday", "周四"), Text("Friday", "周五"),
    Text("Saturday", "周六"), Text("Sunday", "周日"),
)  # fmt: skip
OPTIONS = {
    "level": Text(f"Only people at this level: {', '.join(LEVELS)}.", f"只看该级别的人：{'、'.join(LEVELS)}。"),
    "channel": Text("The audience of this channel: its level and its time zone.", "该渠道的受众：其级别与时区。"),
    "zone": Text("By the clocks of this zone; else the channel's, else the community's.", "按此时区；缺省为渠道的时区，再缺省为社区的时区。"),
    "at": AT,
}  # fmt: skip
COLUMNS = (
    Column("weekday_name", Text("Weekday", "星期")), Column("hour", Text("Hour", "小时")),
    columns.count("people", Text("People", "人数"), unit="people"),
)  # fmt: skip
SLOTS = (
    Column("local", Text("Audience's clocks", "受众时间")), Column("at", Text("Moment", "时间"), "moment"),
    columns.count("people", Text("People usually active", "通常活跃人数"), unit="people"),
)  # fmt: skip


@report("audience-hours", TITLE, options=OPTIONS, recorded=True)
def audience_hours(homes: Homes, question: Question) -> Answer:
    """At which hours of the week is an audience active, and when is a good time to publish?"""
    now, zone, level = moment_asked(homes, question), *_audience(homes, question)
    scope = question.scope.with_(zone=zone, bots=False)
    if scope.since_at is None:
        until = scope.until_at or day_start(question.today + timedelta(days=1), homes.charter.community.zone)
        scope = scope.with_(since_at=until - USUAL, until_at=until)
    events = homes.events(scope)
    events = of_level(events, scope, level) if level else events
    told = homes.rows(active_hours(events, scope))
    people = _people(homes, events, scope) if told else 0
    enough = people >= CROWD
    hours: Hours = {(row["weekday"], row["hour"]): row["people"] for row in told if enough and row["people"] >= FEWEST}
    some = {(row["weekday"], row["hour"]) for row in told}
    rows = [_row(day, hour, hours, some, enough) for day in range(7) for hour in range(24)]
    found = _slots(homes, question, hours, zone, now)
    covering = coverage_of(homes, scope)
    return fill(
        homes, question, TITLE, _sentence(found, people, enough, zone), COLUMNS, rows if hours else (), metric=active_hours,
        total=people if enough else None, unit="people", coverage=covering,
        about={"zone": zone, "level": level, "level_name": LEVELS.get(level), "most": max(hours.values(), default=0), "fewest": FEWEST,
               "crowd": CROWD, "days": _days(rows) if hours else [], "channel": question.option("channel"),
               "since_at": scope.since_at, "until_at": scope.until_at},
        parts={"slots": _told(homes, question, found)},
    )  # fmt: skip


def _audience(homes: Homes, question: Question) -> tuple[str, str]:
    """Return the zone and the level that are asked for. Errors: BadQuestion for a channel or a zone that there is none."""
    known, said = homes.charter.channel_by_id, question.option("channel")
    if said and said not in known:
        raise BadQuestion(f"There is no channel '{said}'.", mend=near(said, known))
    channel = known.get(said)
    zone = question.option("zone") or (channel.zone if channel else "") or homes.charter.community.zone
    if zone not in available_timezones():
        raise BadQuestion(f"There is no time zone '{zone}'.", mend=near(zone, available_timezones()))
    asked = chosen(question, "level", [one.lower() for one in LEVELS])
    level = next((one for one in LEVELS if one.lower() == asked), "") or (channel.level if channel else "")
    return zone, level


def _people(homes: Homes, events: Any, scope: Any) -> int:
    from folkmoot.metrics.people import somebodys
    from folkmoot.metrics.windows import within

    mine = somebodys(within(events, scope))
    return int(homes.rows(mine.agg(people=mine.person.nunique()))[0]["people"] or 0)


def _row(day: int, hour: int, hours: Hours, some: set[tuple[int, int]], enough: bool) -> dict[str, Any]:
    """Return one hour: how many people; 0 when there was nobody; None when there were too few to be told of."""
    people = hours.get((day, hour))
    if people is None and enough and (day, hour) not in some:
        people = 0
    return {"weekday": day, "weekday_name": WEEKDAYS[day], "hour": hour, "people": people}


def _days(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the heat strip: a line for each weekday, with a step from 0 to 4 for each hour; None: too few to be told of."""
    most = max((row["people"] or 0 for row in rows), default=0) or 1
    return [
        {
            "name": WEEKDAYS[day],
            "hours": [
                {**row, "step": None if row["people"] is None else -(-4 * row["people"] // most)}
                for row in rows if row["weekday"] == day
            ],
        }
        for day in range(7)
    ]  # fmt: skip


def _slots(homes: Homes, question: Question, hours: Hours, zone: str, now: datetime) -> tuple[Slot, ...]:
    channel = question.option("channel")
    taken = [
        one.details.planned_at
        for one in every(homes)
        if one.state in OPEN
        and one.details.planned_at
        and (not channel or channel in one.details.channels or not one.details.channels)
    ]
    return slots(hours, taken, zone=zone, now=now)


def _told(homes: Homes, question: Question, found: tuple[Slot, ...]) -> Answer:
    rows = [
        {"at": one.at, "local": _said(one), "people": one.people, "value": _input(one.at, homes.charter.community.zone)} for one in found
    ]  # fmt: skip
    says = (
        Text("The busiest free hours of the next two weeks, one a day.", "未来两周活跃且空闲的时段，每天至多一个。")
        if rows
        else Text("No free hour can be suggested.", "无法推荐时段。")
    )
    title = Text("Good times to publish", "推荐发布时间")
    return fill(homes, question, title, says, SLOTS, rows, total=len(rows), unit="slots", name="slots", coverage=())


def _said(one: Slot) -> Text:
    day, clock = WEEKDAYS[one.local.weekday()], f"{one.local:%H:%M}"
    return Text(
        f"{day.en} {one.local.day} {one.local:%B} {clock}", f"{one.local.month} 月 {one.local.day} 日 {day.zh} {clock}"
    )


def _input(at: datetime, zone: str) -> str:
    """Return a moment as a form's field takes it, on the community's clocks."""
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def _sentence(found: tuple[Slot, ...], people: int, enough: bool, zone: str) -> Text:
    if not people:
        return Text("Nobody was seen in this window, so nothing is known.", "时段内未见任何人活动，因此未知。")
    if not enough:
        return Text(
            f"Fewer than {CROWD} people were seen in this window: too few to say anything about their hours.",
            f"时段内活动人数不足 {CROWD} 人，不足以说明活跃时段。",
        )
    if not found:
        return Text(
            f"{many(people, 'person was', 'people were')} seen; no free hour stands out.",
            f"共 {number(people)} 人活动；没有突出的空闲时段。",
        )
    best = _said(found[0])
    return Text(
        f"{many(people, 'person was', 'people were')} seen; the busiest free hour ahead is {best.en} ({zone}).",
        f"共 {number(people)} 人活动；未来最活跃且空闲的时段为 {best.zh}（{zone}）。",
    )
