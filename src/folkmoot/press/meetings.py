"""Meeting series as entries of a calendar file: the rule, and each occurrence that departs from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from folkmoot.model.meeting import Does, Occurrence
from folkmoot.model.talk import Talk
from folkmoot.model.text import Text
from folkmoot.press.calendar import Entry
from folkmoot.reports.feeds import Told
from folkmoot.rules.recurrence import clock_of, first_day, planned_days, rule_of

CANCELLED = Text("Cancelled: ", "已取消：")
YOURS = Text("[You host] ", "[由你主持] ")
HOST = Text("Host", "主持")
JOIN = Text("Join", "加入")
AGENDA = Text("Agenda", "议程")
RECORDINGS = Text("Recordings", "录像")
REASON = Text("Reason", "原因")
PLANNED = Text("Planned for", "原定时间")
TALK = Text("Talk", "分享")


@dataclass(frozen=True)
class Voice:
    """In which words a feed is told: ``name_of`` says what people are called, ``page_of`` where the portal shows a meeting."""

    language: str
    home: str  # what ends every uid: a name that no other community has
    name_of: Callable[[str], str]
    page_of: Callable[[str], str]
    masked: Callable[[str], str] = str  # words that people wrote, without those who are hidden
    me: str = ""  # whose feed it is
    alarms: bool = False


def entries_of(told: Iterable[Told], voice: Voice) -> Iterator[Entry]:
    """Yield the entries of some series.

    Edges: a series whose days cannot be told has only its added meetings; one whose first day is unknown begins with the
    day on which it was first seen.
    """
    for one in told:
        master = _master(one, voice) if one.whole else None
        if master:
            yield master
        for occurrence in one.own:
            if occurrence.added or master is None or occurrence.day >= _day_of(master):
                yield _single(one, occurrence, voice, within=master)


def _day_of(entry: Entry) -> date:
    return entry.begins.date() if isinstance(entry.begins, datetime) else entry.begins


def _master(one: Told, voice: Voice) -> Entry | None:
    series = one.series
    first = first_day(series, series.starts or one.since)
    if first is None:
        return None
    days = {each.day for each in one.departures if each.does is Does.SKIP}
    ruled = set(planned_days(series, first, max([first, *days])))
    begins = _local(first, series.time)
    return Entry(
        uid=f"{one.group.slug}/{one.name}@{voice.home}", title=_title(one, series.title, voice), begins=begins,
        ends=begins + timedelta(minutes=series.minutes), zone=series.zone, rule=rule_of(series),
        skipped=tuple(_local(day, series.time) for day in sorted(days & ruled)),
        about=_about(voice, url=series.url, agenda=series.agenda_url, recordings=series.recordings_url),
        url=voice.page_of(f"{one.group.slug}/{one.name}") or series.url, place=series.url, tags=(one.group.slug, *series.tags),
        sequence=one.sequence, changed_at=one.changed_at, alarms=_alarms(one, voice), lasts=timedelta(minutes=series.minutes),
    )  # fmt: skip


def _single(one: Told, meeting: Occurrence, voice: Voice, within: Entry | None) -> Entry:
    """Return one occurrence: in the place of the one that the rule gives, or by itself."""
    zone = ZoneInfo(meeting.zone)
    begins, ends = (
        moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
        for moment in (meeting.starts_at, meeting.ends_at)
    )
    title = _title(one, meeting.title, voice)
    if voice.me and meeting.host == voice.me:
        title = YOURS.said_in(voice.language) + title
    if meeting.cancelled:
        title = CANCELLED.said_in(voice.language) + title
    instead = within is not None and not meeting.added
    entry = Entry(
        uid=f"{one.group.slug}/{one.name}@{voice.home}" if instead else f"{meeting.key}@{voice.home}",
        title=title, begins=begins, ends=ends, zone=meeting.zone, cancelled=meeting.cancelled,
        about=_about(
            voice, meeting, one.talks.get(meeting.key, ()), url=meeting.url, agenda=meeting.agenda_url, recordings=meeting.recordings_url
        ),
        url=voice.page_of(meeting.key) or meeting.url, place=meeting.url, tags=(one.group.slug, *one.series.tags),
        sequence=one.sequence, changed_at=one.changed_at, alarms=_alarms(one, voice), lasts=meeting.ends_at - meeting.starts_at,
    )  # fmt: skip
    return replace(entry, replaces=_local(meeting.day, one.series.time)) if instead else entry


def _title(one: Told, title: Text, voice: Voice) -> str:
    """Return what a meeting is called, with its group's name before it where it is not in it."""
    said, group = voice.masked(title.said_in(voice.language)), one.group.name.said_in(voice.language)
    between = "：" if voice.language.startswith("zh") else ": "
    return said if group.lower() in said.lower() else f"{group}{between}{said}"


def _about(
    voice: Voice, meeting: Occurrence | None = None, talks: Iterable[Talk] = (), *, url: str, agenda: str, recordings: str
) -> str:  # fmt: skip
    said: list[tuple[Text, str]] = [(TALK, _talk(voice, one)) for one in talks]
    if meeting:
        said.append((HOST, voice.name_of(meeting.host) if meeting.host else ""))
        said.append((REASON, voice.masked(meeting.reason.said_in(voice.language))))
        said.append((PLANNED, f"{meeting.moved_from:%Y-%m-%d %H:%M} UTC" if meeting.moved_from else ""))
    said += [(JOIN, url), (AGENDA, agenda), (RECORDINGS, recordings)]
    between = "：" if voice.language.startswith("zh") else ": "
    lines = [f"{name.said_in(voice.language)}{between}{words}" for name, words in said if words]
    return "\n".join(lines)


def _talk(voice: Voice, one: Talk) -> str:
    """Return a talk's title with who presents it."""
    title = voice.masked(one.title.said_in(voice.language))
    who = voice.masked(voice.name_of(one.person)) if one.presents and one.person else ""
    if not who:
        return title
    return f"{title}（{who}）" if voice.language.startswith("zh") else f"{title} ({who})"


def _alarms(one: Told, voice: Voice) -> tuple[timedelta, ...]:
    if not voice.alarms:
        return ()
    return tuple(
        timedelta(days=int(said[:-1])) if said.endswith("d") else timedelta(hours=int(said[:-1])) for said in one.series.reminders
    )  # fmt: skip


def _local(day: date, time: str) -> datetime:
    hour, minute = clock_of(time) or (0, 0)
    return datetime(day.year, day.month, day.day, hour, minute)
