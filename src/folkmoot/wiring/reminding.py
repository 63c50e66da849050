"""Reminders of a workspace's meetings: what is due, in which words, and sending it where settings and charter say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from folkmoot.jobs.digest import Letter
from folkmoot.jobs.noting import note_series
from folkmoot.jobs.remind import Planned, Reminded, planned, remind
from folkmoot.model.actor import Actor
from folkmoot.model.text import Text
from folkmoot.rules.recurrence import series_of
from folkmoot.rules.reminding import OFF, Reminder
from folkmoot.wiring.alerting import ROBOT, channels_of
from folkmoot.wiring.clock import clock
from folkmoot.wiring.house import House

DAYS = (
    Text("Mon", "周一"), Text("Tue", "周二"), Text("Wed", "周三"), Text("Thu", "周四"), Text("Fri", "周五"),
    Text("Sat", "周六"), Text("Sun", "周日"),
)  # fmt: skip
CANCELLED = Text("Cancelled: ", "已取消：")
HOST, JOIN, AGENDA, MORE = Text("Host", "主持"), Text("Join", "加入"), Text("Agenda", "议程"), Text("More", "详情")
REASON, PLANNED = Text("Reason", "原因"), Text("Was planned for", "原定时间")


def wants_reminders(house: House) -> bool:
    """Return whether any series is reminded of, and somebody is told."""
    every = [one for group in house.charter.groups for one in series_of(group).values() if one.reminders]
    return any(one.remind_to or house.settings.remind_to for one in every)


def what_is_planned(house: House, *, days: int = 0, now: datetime | None = None) -> tuple[Planned, ...]:
    """Return the reminders that are due now, and those of the next ``days``."""
    return planned(house.homes(), house.settings.remind_to, now=now or clock(), ahead=timedelta(days=days))


def send_reminders(house: House, actor: Actor = ROBOT, now: datetime | None = None) -> Reminded:
    """Send every reminder that is due. Errors: WorkspaceBroken for a channel that is set up wrongly."""
    now = now or clock()
    note_series(house.homes(), actor=actor, now=now)
    found = what_is_planned(house, now=now)
    if not found:
        return Reminded()
    return remind(
        found, lambda one, language: letter(house, one, language), channels_of(house.settings), actor=actor, now=now
    )


def letter(house: House, one: Reminder, language: str) -> Letter:
    """Return a reminder in words."""
    homes, meeting = house.homes(), one.meeting
    group = homes.charter.group_by_slug[meeting.group].name.said_in(language)
    title, when = meeting.title.said_in(language), when_words(meeting.starts_at, meeting.zone, language)
    title = title if group.lower() in title.lower() else f"{group} · {title}"
    off = CANCELLED.said_in(language) if one.ahead == OFF else ""
    subject = f"[{homes.charter.community.name.said_in(language)}] {off}{title} · {when}"
    address = house.settings.address.rstrip("/")
    said = [
        (HOST, homes.faces.name_of(meeting.host) if meeting.host else ""),
        (PLANNED, when_words(meeting.moved_from, meeting.zone, language) if meeting.moved_from else ""),
        (REASON, homes.faces.masked(meeting.reason).said_in(language)),
        (JOIN, "" if off else meeting.url),
        (AGENDA, meeting.agenda_url),
        (MORE, f"{address}/meetings/{meeting.key}/" if address else ""),
    ]
    between = "：" if language == "zh" else ": "
    lines = [f"{off}{title}", f"{when} · {meeting.starts_at:%H:%M} UTC", ""]
    lines += [f"{name.said_in(language)}{between}{words}" for name, words in said if words]
    return Letter(subject, "\n".join(lines), "")


def when_words(moment: datetime, zone: str, language: str) -> str:
    """Return a moment on the clocks of a zone: ``Tue 2026-11-24 19:00 Asia/Shanghai``."""
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone or "UTC"))
    return f"{DAYS[local.weekday()].said_in(language)} {local:%Y-%m-%d %H:%M} {zone}"
