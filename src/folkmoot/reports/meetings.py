"""Who meets when: the meetings of the next weeks or of a month, with host, place, and what was changed about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.groups import Group, Series
from folkmoot.model.meeting import Occurrence
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports.calendar import EXTRA, Schedule, all_series, day_bounds, meeting_groups, occurrences, schedule
from folkmoot.reports.filling import fill, many, month_name
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import days_of, moment_said
from folkmoot.reports.registry import report
from folkmoot.rules.recurrence import is_certain, zone_of
from folkmoot.rules.recurrence import occurrences as of_series

TITLE = Text("Meetings", "会议")
AHEAD = timedelta(days=35)
FURTHER = timedelta(days=800)  # as far as the next meeting of a seldom series is looked for
NEXT = 3
OPTIONS = {
    "month": Text("This month, such as 2026-11; else the next five weeks.", "该月份，如 2026-11；缺省为未来五周。"),
    "zone": Text("Clocks of this IANA zone; else of the community's.", "使用该 IANA 时区；缺省为社区时区。"),
    "view": Text("How a page shows them: list or month.", "页面显示方式：list 或 month。"),
    "at": Text("As of this UTC moment, such as 2026-11-20T10:00; else the day's beginning.", "截至该 UTC 时刻；缺省为当日零点。"),
}  # fmt: skip
VIEWS = ("list", "month")
STATES = {
    "planned": Text("planned", "按计划"),
    "cancelled": Text("cancelled", "已取消"),
    "moved": Text("moved", "已改期"),
    "added": Text("extra", "临时加开"),
}
DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
COLUMNS = (
    Column("starts_at", Text("Begins", "开始"), "moment"),
    Column("ends_at", Text("Ends", "结束"), "moment"),
    Column("title", Text("Meeting", "会议")),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("state_name", Text("State", "状态")),
    Column("moved_from", Text("Planned for", "原定时间"), "moment"),
    Column("reason", Text("Reason", "原因")),
    Column("host_name", Text("Host", "主持")),
    Column("zone", Text("Zone", "时区")),
    Column("url", Text("Join", "加入"), "url"),
    Column("key", Text("Id", "标识")),
)


@report("meetings", TITLE, options=OPTIONS, recorded=True)
def meetings(homes: Homes, question: Question) -> Answer:
    """Who meets in the next five weeks, or in a month?"""
    zone, now = _zone(homes, question), moment_asked(homes, question)
    groups, recorded = question.scope.groups, schedule(homes)
    since, until, month = _window(question, zone, now)
    rows = [
        row_of(homes, one, zone)
        for group in groups or ("",)
        for one in occurrences(homes, since, until, group, recorded)
    ]
    rows.sort(key=lambda row: (row["starts_at"], row["key"]))
    series = _series(homes, groups, recorded, now, zone)
    unread = sum(1 for one in series if not one["certain"])
    about = {
        "zone": zone, "now": now, "month": month, "before": _month(month, -1), "after": _month(month, 1),
        "series": series, "groups": _groups(homes), "view": _view(question),
    }  # fmt: skip
    shown = month if question.option("month") or about["view"] == "month" else None
    counted = [row for row in rows if not shown or row["day"].replace(day=1) == shown]
    said = _sentence(counted, shown, now, unread)
    return fill(
        homes, question, TITLE, said, COLUMNS, rows, total=len(rows), unit="meetings", found=len(rows), about=about, coverage=()
    )  # fmt: skip


def moment_asked(homes: Homes, question: Question) -> datetime:
    """Return the UTC moment as of which is asked; the beginning of the day where none is said. Errors: BadQuestion."""
    return moment_said(question) or day_start(question.today, homes.charter.community.zone)


def row_of(homes: Homes, one: Occurrence, zone: str) -> dict[str, Any]:
    """Return an occurrence as a row; ``day`` and ``clock`` are those of ``zone``, ``own_clock`` those of its series."""
    state = "cancelled" if one.cancelled else "moved" if one.moved_from else "added" if one.added else "planned"
    local, own = _local(one.starts_at, zone), _local(one.starts_at, one.zone)
    known = homes.charter.group_by_slug[one.group]
    return {
        "key": one.key, "group": one.group, "group_name": known.name, "series": one.series, "title": homes.faces.masked(one.title),
        "starts_at": one.starts_at, "ends_at": one.ends_at, "day": local.date(), "clock": f"{local:%H:%M}",
        "until": f"{_local(one.ends_at, zone):%H:%M}", "utc": f"{one.starts_at:%H:%M}", "utc_day": one.starts_at.date(),
        "zone": one.zone, "own_clock": f"{own:%H:%M}", "own_day": own.date(), "state": state, "state_name": STATES[state],
        "cancelled": one.cancelled, "moved_from": one.moved_from, "reason": homes.faces.masked(one.reason),
        "host": homes.faces.id_of(one.host) if one.host else None,
        "host_name": homes.faces.name_of(one.host) if one.host else None,
        "url": one.url, "agenda_url": one.agenda_url, "recordings_url": one.recordings_url, "planned_day": one.day,
    }  # fmt: skip


def _zone(homes: Homes, question: Question) -> str:
    said = question.option("zone")
    if said and zone_of(said) is None:
        raise BadQuestion(f"'{said}' is no IANA time zone.", mend="Write one such as Asia/Shanghai.")
    return said or homes.charter.community.zone


def _view(question: Question) -> str:
    said = question.option("view") or VIEWS[0]
    if said not in VIEWS:
        raise BadQuestion(f"There is no view '{said}'.", mend=f"There are: {', '.join(VIEWS)}.")
    return said


def _window(question: Question, zone: str, now: datetime) -> tuple[datetime, datetime, date]:
    """Return the moments between which meetings are told, and the first day of the month that is shown.

    Edges: a month is told with the whole weeks at its ends, as a wall calendar shows it.
    """
    said = question.option("month")
    if not said and _view(question) == "list":
        return now, now + AHEAD, _local(now, zone).date().replace(day=1)
    first, last = days_of(said or f"{_local(now, zone):%Y-%m}")
    if _view(question) == "month":
        begins = first - timedelta(days=first.weekday())
        ends = last + timedelta(days=6 - last.weekday())
        return day_bounds(begins, zone)[0], day_bounds(ends, zone)[1], first
    return day_bounds(first, zone)[0], day_bounds(last, zone)[1], first


def _month(month: date, step: int) -> str:
    whole = month.year * 12 + month.month - 1 + step
    return f"{whole // 12}-{whole % 12 + 1:02}"


def _groups(homes: Homes) -> dict[str, Text]:
    """Return the groups that may have meetings, by slug."""
    found = {
        one.slug: one.name
        for one in meeting_groups(homes)
        if one.meetings or any(part.meetings for part in one.subprojects)
    }
    return dict(sorted(found.items()))


def _series(
    homes: Homes, groups: tuple[str, ...], recorded: Schedule, now: datetime, zone: str
) -> list[dict[str, Any]]:
    """Return each series with its next meetings; the one of extra meetings only if there is one ahead."""
    found = []
    for group in meeting_groups(homes):
        if groups and group.slug not in groups:
            continue
        for name, one in all_series(homes, group).items():
            ahead = coming(group, name, one, recorded, now)
            if ahead or name != EXTRA:
                row = {**_declared(group, name, one), "next": [row_of(homes, each, zone) for each in ahead]}
                found.append(row)
    return found


def coming(
    group: Group, name: str, series: Series, recorded: Schedule, now: datetime, most: int = NEXT
) -> tuple[Occurrence, ...]:
    """Return the next meetings of a series, cancelled ones among them, that are not over yet."""
    about = (group.slug, name)
    for reach in (timedelta(days=60), FURTHER):
        found = of_series(
            group.slug, name, series, now - timedelta(days=1), now + reach,
            recorded=recorded.departures.get(about, ()), hosts=recorded.hosts.get(about),
        )  # fmt: skip
        ahead = tuple(one for one in found if one.ends_at > now)
        if len(ahead) >= most or (ahead and reach < FURTHER):
            return ahead[:most]
    return ahead[:most]


def _declared(group: Group, name: str, series: Series) -> dict[str, Any]:
    return {
        "group": group.slug, "group_name": group.name, "name": name, "title": series.title, "said": series.said,
        "rule": series.rrule, "time": series.time, "zone": series.zone, "minutes": series.minutes, "url": series.url,
        "agenda_url": series.agenda_url, "recordings_url": series.recordings_url, "certain": is_certain(series) or name == EXTRA,
        "rota": bool(series.rota),
    }  # fmt: skip


def _sentence(rows: Iterable[Mapping[str, Any]], month: date | None, now: datetime, unread: int) -> Text:
    rows = list(rows)
    when = month_name(month) if month else Text("the next five weeks", "未来五周")
    if not rows:
        said = Text(f"Nobody meets in {when.en}, as far as the charter tells.", f"就章程仓所知，{when.zh}没有会议。")
    else:
        off = sum(1 for row in rows if row["cancelled"])
        more = Text(f", {off} of them cancelled", f"，其中 {off} 场已取消") if off else Text()
        said = Text(
            f"{many(len(rows), 'meeting', 'meetings')} in {when.en}{more.en}.",
            f"{when.zh}共 {len(rows)} 场会议{more.zh}。",
        )
        ahead = next((row for row in rows if row["starts_at"] >= now and not row["cancelled"]), None)
        if ahead and not month:
            local, host = ahead["day"], ahead["host_name"]
            led = Text(f", hosted by {host}", f"，由 {host} 主持") if host else Text()
            name = _named(ahead)
            said = Text(
                f"{said.en} The next one: {name.en}, {local:%a} {local.day} {local:%b} {ahead['clock']}{led.en}.",
                f"{said.zh}最近一场：{name.zh}，{local.month} 月 {local.day} 日（{DAYS[local.weekday()]}）{ahead['clock']}{led.zh}。",
            )
    if unread:
        said = Text(
            f"{said.en} Of {many(unread, 'series', 'series')} the days cannot be told.",
            f"{said.zh}另有 {unread} 个系列无法确定日期。",
        )
    return said


def _named(row: Mapping[str, Any]) -> Text:
    """Return what a meeting is called, with its group's name before it where it is not in it."""
    title, group = row["title"], row["group_name"]
    english, chinese = title.said_in("en"), title.said_in("zh")
    return Text(
        english if group.said_in("en").lower() in english.lower() else f"{group.said_in('en')}: {english}",
        chinese if group.said_in("zh") in chinese else f"{group.said_in('zh')}：{chinese}",
    )


def _local(moment: datetime, zone: str) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone or "UTC")).replace(tzinfo=None)
