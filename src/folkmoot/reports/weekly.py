"""The week of a digest; which alerts are raised at its end, and what comes after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from folkmoot.model.answer import Answer, Column
from folkmoot.model.meeting import Occurrence
from folkmoot.model.scope import Question, Scope, window
from folkmoot.model.text import Text
from folkmoot.reports.ask import ask
from folkmoot.reports.calendar import day_bounds, occurrences
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes

AHEAD = 14  # days
LINE = (
    Column("title", Text("What", "事项"), "text"),
    Column("says", Text("What it says", "说明")),
    Column("url", Text("Address", "链接"), "url"),
)
DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
SEVEN = timedelta(days=7)
UNREAD = Text("Nothing was read this week, so it is unknown.", "本周未读取数据，因此未知。")


@dataclass(frozen=True)
class Week:
    """Seven whole days, both included, and the last of them that was read; ``reach`` None: nothing ever was."""

    first: date
    last: date
    reach: date | None

    @property
    def known(self) -> bool:
        """Whether anything of it was read."""
        return self.reach is not None and self.reach >= self.first

    @property
    def end(self) -> date:
        """The day as of which it is told."""
        return self.reach or self.last

    def scope(self, scope: Scope) -> Scope:
        """Return the scope with the seven days that end with what was read as its window."""
        since_at, until_at = window(self.end - SEVEN + timedelta(days=1), self.end, scope.zone)
        return scope.with_(since_at=since_at, until_at=until_at)


def asked(homes: Homes, question: Question, name: str, today: date, **options: str) -> Answer:
    """Answer another report about the same groups, as of a day."""
    people = tuple(map(homes.faces.id_of, question.scope.people))  # as somebody would ask for them
    scope = question.scope.with_(since_at=None, until_at=None, people=people)
    return ask(homes, Question(name, scope, today, tuple(sorted(options.items()))))


def raised(homes: Homes, question: Question, week: Week) -> Answer:
    """Which alerts are raised at the end of the week?"""
    title = Text("Alerts", "告警")
    groups = set(question.scope.groups)
    rows = [
        row for row in asked(homes, question, "alerts", week.last).rows if not groups or groups & _groups(homes, row)
    ]
    shown = [{**row, "title": _named(row), "url": ""} for row in rows if row["state"] == "raised"]
    unknown = sum(1 for row in rows if row["state"] == "unknown")
    more = Text(f" {unknown} cannot be told.", f"{unknown} 项无法判断。") if unknown else Text()
    said = Text("None is raised.", "均未触发。") if rows else Text("None is declared.", "没有声明告警。")
    if shown:
        said = Text(
            f"{len(shown)} of {many(len(rows), 'alert', 'alerts')} raised.",
            f"{len(rows)} 项告警中 {len(shown)} 项已触发。",
        )
    return fill(
        homes, question, title, Text(said.en + more.en, said.zh + more.zh), LINE, shown, total=len(shown), name="alerts"
    )


def _groups(homes: Homes, row: Mapping[str, Any]) -> set[str]:
    thing = str(row["thing"])
    return {thing} if thing in homes.charter.group_by_slug else set(homes.groups_of.get(thing, ()))


def _named(row: Mapping[str, Any]) -> Text:
    thing, title = row["thing"], row["title"]
    return Text(f"{title.en} ({thing})", f"{title.said_in('zh')}（{thing}）") if thing else title


def coming(homes: Homes, question: Question, week: Week) -> Answer:
    """What is done for targets, and who meets, in the two weeks after?"""
    first, last = week.last + timedelta(days=1), week.last + timedelta(days=AHEAD)
    zone = question.scope.zone
    found = [*_activities(homes, question, first, last), *_meetings(homes, question, first, last, zone)]
    found.sort(key=lambda row: (row["kind"] != "activity", row["at"], row["title"].en))
    activities = sum(1 for row in found if row["kind"] == "activity")
    meetings = sum(row["times"] for row in found if row["kind"] == "meeting")
    said = Text(f"Nothing is declared until {last}.", f"{last} 之前没有已声明的安排。")
    if found:
        said = Text(
            f"Until {last}: {many(activities, 'activity', 'activities') if activities else 'no activity'} for targets, "
            f"{many(meetings, 'meeting', 'meetings') if meetings else 'no meeting'}.",
            f"截至 {last}：{f'{activities} 项' if activities else '无'}目标活动，{f'{meetings} 场' if meetings else '无'}会议。",
        )
    return fill(homes, question, Text("Coming", "即将到来"), said, LINE, found, total=len(found), name="coming")


def _activities(homes: Homes, question: Question, first: date, last: date) -> Iterator[dict[str, Any]]:
    groups = question.scope.groups
    for target in homes.charter.targets:
        for one in target.activities:
            if one.day and first <= one.day <= last and (not groups or target.group in groups):
                day = _day_words(one.day)
                serves = target.title
                yield {
                    "kind": "activity", "title": one.title, "url": one.url, "times": 1,
                    "at": datetime.combine(one.day, datetime.min.time()),
                    "says": Text(f"{day.en}, for: {serves.en}", f"{day.zh}，服务于：{serves.said_in('zh')}"),
                }  # fmt: skip


def _meetings(homes: Homes, question: Question, first: date, last: date, zone: str) -> Iterator[dict[str, Any]]:
    since, until = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    series: dict[tuple[str, str], list[Occurrence]] = {}
    for one in occurrences(homes, since, until):
        if one.group in (question.scope.groups or (one.group,)) and not one.cancelled:
            series.setdefault((one.group, one.series), []).append(one)
    for (slug, _name), found in series.items():
        whens = [_moment_words(one.starts_at, zone) for one in found]
        yield {
            "kind": "meeting", "url": found[0].url, "at": found[0].starts_at, "times": len(found),
            "title": _series_named(homes.charter.group_by_slug[slug].name, found[0].title),
            "says": Text(", ".join(one.en for one in whens), "、".join(one.zh for one in whens)),
        }  # fmt: skip


def _series_named(group: Text, title: Text) -> Text:
    """Return what a meeting is called, with its group's name before it where it is not in it."""
    english, chinese = group.said_in("en"), group.said_in("zh")
    said, named = title.said_in("en"), title.said_in("zh")
    return Text(said if english in said else f"{english}: {said}", named if chinese in named else f"{chinese}：{named}")


def _day_words(day: date) -> Text:
    return Text(f"{day:%a} {day.day} {day:%b}", f"{day.month} 月 {day.day} 日（{DAYS[day.weekday()]}）")


def _moment_words(moment: datetime, zone: str) -> Text:
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    day = _day_words(local.date())
    return Text(f"{day.en} {local:%H:%M}", f"{day.zh}{local:%H:%M}")
