"""What the calendar brings: meetings of the declared series, releases, and content that is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import pyarrow as pa

from folkmoot.jobs.demo.dice import Dice, Ints
from folkmoot.jobs.demo.gatherings import occurrences, series_of
from folkmoot.jobs.demo.ranks import Rank
from folkmoot.jobs.demo.rows import figures, joined, quoted, rows, taken
from folkmoot.jobs.demo.vocabulary import TALKS
from folkmoot.jobs.demo.world import World
from folkmoot.model.groups import Group, Kind
from folkmoot.model.meeting import key_of
from folkmoot.rules.recurrence import series_of as names_of

SPEECHES = tuple(quoted(title) for pair in TALKS for title in pair)
CHANNELS = ("blog", "video", "wechat", "talk")


def calendar(world: World) -> Iterator[pa.Table]:
    """Yield all events that the calendar brings, over the whole time."""
    yield from _meetings(world)
    yield from _releases(world)
    yield _content(world)


def _meetings(world: World) -> Iterator[pa.Table]:
    """Three tables: attended, hosted and presented, of every occurrence that was not called off."""
    dice = world.dice(41)
    subjects: list[str] = []
    slugs: list[str] = []
    guests: list[tuple[Ints, int, int]] = []  # who, when, which meeting
    for slug, series in series_of(world.plan, world.layout).items():
        (name,) = names_of(Group(Kind.TEAM, slug, series.title, meetings=(series,)))
        terms = world.ranks.of(slug)
        for day, at in occurrences(series, world.plan.until):
            calm = world.seasons.work[min(max((day - world.plan.since).days, 0), world.seasons.days - 1)]
            if calm < 0.2 and series.rrule.startswith("FREQ=WEEKLY"):
                continue  # nobody meets over the Chinese New Year
            who = _guests(world, terms, at, dice)
            if len(who) > 1:
                guests.append((who, at, len(subjects)))
                subjects.append(f"meetings:{key_of(slug, name, day)}")
                slugs.append(slug)
    if guests:
        yield from _minuted(world, guests, subjects, slugs, dice)


def _guests(world: World, terms: tuple[Rank, ...], at: int, dice: Dice) -> Ints:
    """Return who came, whoever leads first."""
    day = world.plan.since + timedelta(days=(at - world.epoch) // 86400)
    here = list(dict.fromkeys(term.person for term in terms if term.holds(day, day)))
    who = np.array(here, dtype=np.int64)
    came = dice.uniform(len(who)) < np.where(np.arange(len(who)) < 2, 0.92, 0.42)
    who = who[came]
    return who[world.happens(who, np.full(len(who), at)) & world.happens(who, np.full(len(who), at + 7200))]


def _minuted(
    world: World, guests: list[tuple[Ints, int, int]], subjects: list[str], slugs: list[str], dice: Dice
) -> Iterator[pa.Table]:
    who = np.concatenate([one[0] for one in guests])
    meeting = np.repeat([one[2] for one in guests], [len(one[0]) for one in guests])
    begins = np.repeat([one[1] for one in guests], [len(one[0]) for one in guests])
    first = np.concatenate([[True], meeting[1:] != meeting[:-1]])
    late = np.maximum(0, dice.lognormal(150.0, 1.0, len(who)).astype(np.int64) - 60).clip(0, 1500)
    speaks = ~first & dice.chance(0.12, len(who))
    steps = (
        ("meeting.attended", np.ones(len(who), dtype=np.bool_), begins + late),
        ("meeting.hosted", first, begins),
        ("meeting.presented", speaks, begins + 900 + dice.below(2400, len(who))),
    )
    minutes = np.round(60.0 - late / 60 + dice.between(-6, 14, len(who)))
    for kind, which, at in steps:
        told = np.flatnonzero(which & world.told(at))
        title = taken(SPEECHES, dice.below(len(SPEECHES), len(told)))
        told_title = joined('"title":', title, ",") if kind == "meeting.presented" else ""
        extra = joined("{", told_title, '"group":"', taken(slugs, meeting[told]), '"}')
        yield rows(
            world, kind, at[told], world.accounts.on_forge(who[told], np.zeros(len(told), dtype=np.bool_)),
            subject=taken(subjects, meeting[told]), source="meetings", extra=extra,
            amount=minutes[told] if kind == "meeting.attended" else None,
        )  # fmt: skip


def _releases(world: World) -> Iterator[pa.Table]:
    """The main repository releases on its day, some others with it."""
    found = list(_released(world, world.dice(42)))
    if not found:
        return
    at, who, repo = (np.array(column, dtype=np.int64) for column in list(zip(*found, strict=True))[:3])
    version = pa.array([one[3] for one in found])
    name = taken([key.partition("/")[2] for key in world.layout.repos], repo)
    webs = [world.layout.web(one) for one in range(len(world.layout.repos))]
    yield rows(
        world, "release.published", at, world.accounts.on_forge(who, world.github[repo]), repo=repo,
        subject=joined(taken(world.layout.repos, repo), "@v", version),
        url=joined(taken(webs, repo), "/releases/v", version),
        source=taken(["github" if one else "gitee" for one in world.github], repo),
        extra=joined('{"title":"', name, " ", version, '","version":"', version, '"}'),
    )  # fmt: skip


def _released(world: World, dice: Dice) -> Iterator[tuple[int, int, int, str]]:
    """Yield moment, person, repository and version of each release."""
    for release in world.seasons.releases:
        for repo in range(len(world.layout.repos)):
            at = np.array([world.start + release.day * 86400 + 9 * 3600]) + dice.below(8 * 3600, 1)
            group = world.parcel_group[np.flatnonzero(world.parcel_repo == repo)[:1]]
            who = world.around.answerer(group, at, dice)
            minor = release.version.endswith(".0")
            wanted = repo == 0 or (minor and bool(dice.chance(0.55, 1)[0]))
            if wanted and world.happens(who, at)[0]:
                yield int(at[0]), int(who[0]), repo, release.version


def _content(world: World) -> pa.Table:
    """Articles, videos and talks: a few each month, more while a campaign runs."""
    dice = world.dice(43)
    weight = np.sqrt(world.seasons.work)
    for campaign in world.seasons.campaigns:
        weight[campaign.first : campaign.first + campaign.days] *= 2.5
    count = min(world.plan.months * (2 + world.plan.people // 60), world.plan.events // 80)
    day = np.sort(dice.pick(np.cumsum(weight), count))
    at = world.start + day * 86400 + 8 * 3600 + dice.below(13 * 3600, count)
    who = world.around.passer_by(at, dice)
    kept = np.flatnonzero(world.happens(who, at))
    number = figures(np.arange(1, len(kept) + 1))
    title = taken(SPEECHES, dice.below(len(SPEECHES), len(kept)))
    channel = taken(CHANNELS, dice.pick(np.array([0.5, 0.7, 0.92, 1.0]), len(kept)))
    return rows(
        world, "content.published", at[kept],
        world.accounts.on_forge(who[kept], np.zeros(len(kept), dtype=np.bool_)),
        subject=joined("story:", number), url=joined(f"https://www.{world.layout.domain}/stories/", number),
        source="website", extra=joined('{"title":', title, ',"channel":"', channel, '"}'),
    )  # fmt: skip
