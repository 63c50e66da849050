"""Reminders of meetings are sent: each once to each channel, and recorded when the channel took it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from folkmoot.jobs.digest import Letter
from folkmoot.ledger import reminders
from folkmoot.model.actor import Actor
from folkmoot.model.errors import MootError
from folkmoot.model.notices import Letterbox
from folkmoot.reports.calendar import all_series, meeting_groups, schedule
from folkmoot.reports.homes import Homes
from folkmoot.rules.recurrence import occurrences
from folkmoot.rules.reminding import OFF, Reminder, coming, due

TRIES = 5
PAUSE = timedelta(minutes=50)  # between two attempts
FURTHEST = timedelta(days=1000)  # as long before as a reminder can be


@dataclass(frozen=True)
class Planned:
    """A reminder with its channels. ``waits``: its time has not come yet."""

    reminder: Reminder
    channels: tuple[str, ...]
    waits: bool = False


@dataclass(frozen=True)
class Reminded:
    """What sending came to: how many were sent, and a sentence for each that failed."""

    sent: int = 0
    failed: tuple[str, ...] = ()


def planned(homes: Homes, to: Iterable[str], *, now: datetime, ahead: timedelta = timedelta()) -> tuple[Planned, ...]:
    """Return the reminders that are due now and not sent yet, then those whose time comes within ``ahead``.

    ``to``: the channels of series that name none. Edges: a channel that was tried five times, or within the hour, is left
    out; that a meeting is off is told only where somebody was reminded of it.
    """
    usual, recorded = tuple(to), schedule(homes)
    found: list[Planned] = []
    for group in meeting_groups(homes):
        for name, series in all_series(homes, group).items():
            channels = series.remind_to or usual
            if not series.reminders or not channels:
                continue
            about = (group.slug, name)
            ones = occurrences(
                group.slug, name, series, now, now + FURTHEST,
                recorded=recorded.departures.get(about, ()), hosts=recorded.hosts.get(about),
            )  # fmt: skip
            found += [Planned(one, channels) for one in due(ones, series.reminders, now)]
            found += [Planned(one, channels, waits=True) for one in coming(ones, series.reminders, now, now + ahead)]
    left = _left(found, now)
    return tuple(sorted(left, key=lambda one: (one.waits, one.reminder.due_at, one.reminder.meeting.key)))


def _left(found: Iterable[Planned], now: datetime) -> list[Planned]:
    """Return the reminders with those channels alone that are still to be told."""
    every = list(found)
    known = reminders.tried({one.reminder.meeting.key for one in every})
    told = {(key, channel) for (key, _at, ahead, channel), tried in known.items() if tried.sent and ahead != OFF}
    left = []
    for one in every:
        meeting, ahead = one.reminder.meeting, one.reminder.ahead
        channels = []
        for channel in one.channels:
            tried = known.get((meeting.key, meeting.starts_at, ahead, channel))
            fresh = tried is None or not (tried.sent or tried.tries >= TRIES or now - tried.at < PAUSE)
            if one.waits or (fresh and (ahead != OFF or (meeting.key, channel) in told)):
                channels.append(channel)
        left += [replace(one, channels=tuple(channels))] if channels else []
    return left


def remind(
    due_now: Iterable[Planned], letter: Callable[[Reminder, str], Letter], boxes: Mapping[str, Letterbox], *,
    actor: Actor, now: datetime,
) -> Reminded:  # fmt: skip
    """Send what is due. ``letter`` makes one in a language.

    Edges: recorded after the channel took it: a run that is killed loses none, and may send one twice.
    """
    sent, failed = 0, []
    for one in due_now:
        if one.waits:
            continue
        meeting = one.reminder.meeting
        for channel in one.channels:
            error = _sent(boxes.get(channel), channel, one.reminder, letter)
            about = (meeting.key, meeting.starts_at, one.reminder.ahead, channel)
            reminders.sent(about, error=error, now=now, actor=actor)
            sent += not error
            failed += [f"{channel}: {error}"] if error else []
    return Reminded(sent, tuple(dict.fromkeys(failed)))


def _sent(box: Letterbox | None, name: str, one: Reminder, letter: Callable[[Reminder, str], Letter]) -> str:
    """Send one letter and return why it could not be, or nothing."""
    if box is None:
        return f"no channel is called {name} in folkmoot.toml."
    made = letter(one, box.language)
    try:
        box.write(made.title, made.text, made.html)
    except MootError as error:
        return str(error)
    return ""
