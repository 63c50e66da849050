"""The meeting series of the demo's groups, and the days on which they take place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from folkmoot.jobs.demo.chapters import BLOCKS
from folkmoot.jobs.demo.layout import Layout
from folkmoot.jobs.demo.plan import Plan
from folkmoot.jobs.demo.ranks import STEERING
from folkmoot.jobs.demo.vocabulary import CHAPTERS
from folkmoot.jobs.demo.world import World
from folkmoot.model.groups import Series
from folkmoot.model.text import Text

HOSTS = 4  # people in a rota
ROTA_AGE = 180  # days before the end of the story at which turns begin to be counted
DAYS = ("MO", "TU", "WE", "TH", "FR")


def series_of(plan: Plan, layout: Layout) -> dict[str, Series]:
    """Return each group's meeting series: fortnightly for most, weekly for the busiest, monthly for the committee."""
    found = {}
    for place, group in enumerate(layout.groups):
        weekly = place >= layout.sigs or place % 5 == 2
        rule = f"FREQ=WEEKLY;{'' if weekly else 'INTERVAL=2;'}BYDAY={DAYS[place % 5]}"
        title = Text(f"{group.name.en} meeting", f"{group.name.zh}例会")
        found[group.slug] = _series(plan, layout, title, rule, f"{16 + place % 5}:{'30' if place % 2 else '00'}", place)
    found[STEERING] = _series(
        plan, layout, Text("Committee meeting", "委员会例会"), "FREQ=MONTHLY;BYDAY=2TH", "20:00", 3
    )
    for place, (slug, name) in enumerate(CHAPTERS):
        title = Text(f"{name.en} meet-up", f"{name.zh}聚会")
        found[slug] = _series(plan, layout, title, f"FREQ=MONTHLY;BYDAY={place + 1}SA", "14:00", 5)
        found[slug] = replace(found[slug], zone=BLOCKS[slug].zone)
    return found


def _series(plan: Plan, layout: Layout, title: Text, rule: str, time: str, weekday: int) -> Series:
    begins = plan.since + timedelta(days=7)
    begins += timedelta(days=(weekday % 7 - begins.weekday()) % 7)
    place = f"https://meet.{layout.domain}"
    return Series(
        title=title, rrule=rule, time=time, zone=plan.zone, starts=_first(rule, begins), minutes=60,
        url=f"{place}/{title.en.lower().replace(' ', '-')}", agenda_url=f"{place}/agenda", recordings_url=f"{place}/video",
    )  # fmt: skip


def with_rota(world: World, slug: str, series: Series) -> Series:
    """Return a series with the people in its rota who serve in the group at the end of the story, those in charge first."""
    last = world.plan.until
    serving = [term for term in world.ranks.of(slug) if term.holds(last, last)]
    people = dict.fromkeys(
        term.person for term in sorted(serving, key=lambda each: (each.role == "member", each.person))
    )
    rota = tuple(world.names[person].login for person in list(people)[:HOSTS])
    if len(rota) < 2:
        return series
    begins = last - timedelta(days=ROTA_AGE)
    return replace(series, rota=rota, rota_since=begins, reminders=("7d", "1d"))


def _first(rule: str, begins: date) -> date:
    """Return the rule's first day, so that the series starts with an occurrence of its own."""
    first: datetime = rrulestr(rule, dtstart=datetime(begins.year, begins.month, begins.day))[0]
    return first.date()


def occurrences(series: Series, until: date) -> Iterator[tuple[date, int]]:
    """Yield each day before ``until`` with the UTC second at which the meeting begins."""
    if series.starts is None or series.starts >= until:
        return
    hour, minute = (int(part) for part in series.time.split(":"))
    zone = ZoneInfo(series.zone)
    start = datetime(series.starts.year, series.starts.month, series.starts.day, hour, minute)
    last = datetime(until.year, until.month, until.day) - timedelta(minutes=1)
    for when in rrulestr(series.rrule, dtstart=start).between(start, last, inc=True):
        yield when.date(), int(when.replace(tzinfo=zone).astimezone(UTC).timestamp())
