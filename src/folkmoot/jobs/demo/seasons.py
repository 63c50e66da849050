"""When people work: weekdays, the hours of a day, holidays, releases and campaigns, as weights of each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from folkmoot.jobs.demo.dice import Dice, Floats, Ints
from folkmoot.jobs.demo.plan import Plan
from folkmoot.model.text import Text

WEEKDAYS = np.array([1.0, 1.1, 1.12, 1.08, 0.94, 0.36, 0.30])
HOURS = np.array(
    [0.5, 0.25, 0.12, 0.08, 0.06, 0.1, 0.25, 0.7, 2.2, 5.0, 6.2, 5.4, 2.6, 4.0, 6.0, 6.3, 5.8, 4.6, 3.0, 2.8, 3.6, 3.4,
     2.4, 1.2]
)  # fmt: skip
NEW_YEARS = {
    2015: (2, 19), 2016: (2, 8), 2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12),
    2022: (2, 1), 2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26),
    2029: (2, 13), 2030: (2, 3), 2031: (1, 23), 2032: (2, 11), 2033: (1, 31), 2034: (2, 19), 2035: (2, 8),
}  # fmt: skip
"""First days of Chinese years; other years take 6 February, the middle of the range."""

CAMPAIGNS = (
    Text("Open source summer", "开源之夏行动"),
    Text("Model reproduction season", "模型复现季"),
    Text("Documentation sprint", "文档马拉松"),
    Text("University tour", "高校行"),
)


@dataclass(frozen=True, slots=True)
class Campaign:
    """Some weeks in which many people are invited."""

    name: Text
    first: int  # days since the story's beginning
    days: int


@dataclass(frozen=True, slots=True)
class Release:
    """A version that came out on a day."""

    day: int
    version: str


@dataclass(frozen=True, slots=True, eq=False)
class Seasons:
    """The weights of each day: how much people work, how many arrive, how many look on."""

    work: Floats
    arrivals: Floats
    attention: Floats
    campaigns: tuple[Campaign, ...]
    releases: tuple[Release, ...]
    exodus: int  # the day on which a company gives the community up
    gap: tuple[int, int]  # days that the forum's export lacks

    @property
    def days(self) -> int:
        """How many days are told."""
        return len(self.work)


def seasons_of(plan: Plan) -> Seasons:
    """Return the seasons of the plan's time."""
    dice = Dice(plan.seed, 21)
    dates = [plan.since + timedelta(days=day) for day in range(plan.days)]
    calm = np.array([_holiday(day) * WEEKDAYS[day.weekday()] for day in dates])
    releases = _releases(dates, dice)
    campaigns = _campaigns(plan, dice)
    after, before = (
        _pulse([one.day for one in releases], plan.days, -1, 9),
        _pulse([one.day for one in releases], plan.days, 12, 0),
    )
    invited = _invited(campaigns, plan.days)
    growth = 1.0 + 1.6 / (1.0 + np.exp(-6.0 * (np.arange(plan.days) / plan.days - 0.45)))
    return Seasons(
        work=calm * (1.0 + 0.45 * before + 0.25 * after),
        arrivals=calm * growth * (1.0 + 0.8 * after + 4.0 * invited),
        attention=np.sqrt(calm) * growth * (1.0 + 4.0 * after + 1.6 * invited),
        campaigns=campaigns,
        releases=releases,
        exodus=int(plan.days * 0.62),
        gap=(int(plan.days * 0.7), int(plan.days * 0.7) + max(2, min(17, plan.days // 20))),
    )


def _holiday(day: date) -> float:
    new_year = date(day.year, *NEW_YEARS.get(day.year, (2, 6)))
    since = (day - new_year).days
    if -2 <= since <= 7:
        return 0.14
    if -6 <= since <= 12:
        return 0.6
    if day.month == 10 and day.day <= 7:
        return 0.3
    if day.month == 5 and day.day <= 4:
        return 0.45
    if (day.month == 7 and day.day > 10) or (day.month == 8 and day.day <= 25):
        return 0.78
    return 0.75 if (day.month, day.day) >= (12, 24) else 1.0


def _releases(dates: list[date], dice: Dice) -> tuple[Release, ...]:
    """A minor release each quarter, on a Thursday, and a patch release some weeks after it."""
    found: list[Release] = []
    late = dice.below(3, len(dates)).tolist()
    for day, when in enumerate(dates):
        if when.month % 3 != 2 or when.weekday() != 3:
            continue
        quarter = (when.year - 2000) * 4 + when.month // 3
        version = f"{1 + quarter // 40}.{quarter % 40}"
        if 15 <= when.day <= 21:
            found.append(Release(min(day + late[day], len(dates) - 1), f"{version}.0"))
        elif when.day < 8:
            before = quarter - 1
            found.append(Release(day, f"{1 + before // 40}.{before % 40}.1"))
    return tuple(sorted(found, key=lambda one: one.day))


def _campaigns(plan: Plan, dice: Dice) -> tuple[Campaign, ...]:
    count = max(1, round(plan.months / 8))
    shifts = dice.between(0.3, 0.6, count).tolist()
    length = max(7, min(42, plan.days // 8))
    return tuple(
        Campaign(CAMPAIGNS[place % len(CAMPAIGNS)], int((place + shift) * plan.days / count), length)
        for place, shift in enumerate(shifts)
    )


def _pulse(days: list[int], size: int, rise: int, fall: int) -> Floats:
    """Return a curve that climbs ``rise`` days up to each day, or falls off over ``fall`` days after it."""
    curve = np.zeros(size)
    for day in days:
        distance = np.arange(size) - day
        if rise > 0:
            curve += np.where((distance <= 0) & (distance > -rise), 1.0 + distance / rise, 0.0)
        if fall > 0:
            curve += np.where((distance >= 0) & (distance < 3 * fall), np.exp(-np.abs(distance) / fall), 0.0)
    return np.minimum(curve, 1.5)


def _invited(campaigns: tuple[Campaign, ...], size: int) -> Floats:
    curve = np.zeros(size)
    for one in campaigns:
        shape = np.sin(np.pi * (np.arange(one.days) + 0.5) / one.days) ** 0.7
        room = curve[one.first : one.first + one.days]
        room += shape[: len(room)]
    return curve


def within_a_day(dice: Dice, size: int) -> Ints:
    """Return local seconds after midnight, most of them in working hours."""
    hours = dice.pick(np.cumsum(HOURS), size)
    return hours * 3600 + dice.below(3600, size)


def at_work(seconds: Ints, offset: Ints, dice: Dice) -> Ints:
    """Return moments (UTC seconds) moved out of the nights, and mostly out of the weekends, of people at ``offset``."""
    size = len(seconds)
    local = seconds + offset
    hour, late = (local // 3600) % 24, dice.below(3 * 3600, size)
    night = (hour < 8) | (hour >= 23)
    morning = (local // 86400 + (hour >= 23)) * 86400 + 8 * 3600 + late
    local = np.where(night & dice.chance(0.9, size), morning, local)
    weekday = (local // 86400 + 3) % 7  # 1 January 1970 was a Thursday
    rests = (weekday >= 5) & dice.chance(0.7, size)
    waits = 7 - weekday + dice.chance(0.45, size)  # until Monday, or until Tuesday because Monday is full
    return np.asarray(np.where(rests, local + waits * 86400, local) - offset)
