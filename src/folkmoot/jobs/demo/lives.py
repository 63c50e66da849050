"""The people of the demo as columns: when each comes and goes, how much they do, where, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkmoot.jobs.demo.dice import Bools, Dice, Floats, Ints
from folkmoot.jobs.demo.plan import Plan
from folkmoot.jobs.demo.seasons import Seasons, within_a_day
from folkmoot.jobs.demo.vocabulary import COMPANIES, UNIVERSITIES

STAFF, VOLUNTEER, CASUAL, INVITED = range(4)
OFFSETS = (8, 8, 8, 8, 8, 8, 1, 2, 0, -5, -8, 5)  # hours; a Chinese name mostly goes with 8
ROOTS = 5  # kinds of things somebody starts: changes, issues, mails, posts, tasks
CHANGE, ISSUE, MAIL, POST, TASK = range(ROOTS)
TASTE = np.array([
    [1.0, 0.25, 0.30, 0.06, 0.02],  # staff
    [0.8, 0.45, 0.25, 0.25, 0.08],  # volunteers
    [0.4, 0.70, 0.06, 0.35, 0.05],  # casual
    [0.6, 0.40, 0.03, 0.45, 0.45],  # invited by a campaign
])  # fmt: skip
ONCE = (0.0, 0.06, 0.58, 0.66)  # the share that comes for one thing only
STAY = (900.0, 300.0, 50.0, 34.0)  # mean days that the others stay
CONVERTED = 0.07  # the share of invited people who stay like volunteers
FIRMS = (*COMPANIES, *UNIVERSITIES)


@dataclass(frozen=True, slots=True, eq=False)
class Lives:
    """One row per person, in each column. Days count from the story's beginning; moments are UTC seconds."""

    persona: Ints
    joined_day: Ints  # negative: before the story begins
    joined_at: Ints
    left_at: Ints  # nothing of theirs happens from here on
    offset: Ints  # seconds east of UTC
    drive: Floats  # how much they do
    home: Ints  # the parcel (a group's place of work) where they mostly are
    second: Ints
    firm: Ints  # place in FIRMS, -1: none
    later_firm: Ints  # where they are after the change, -1: no change
    changed_at: Ints  # when they change employer

    def __len__(self) -> int:
        return len(self.persona)

    def firm_at(self, who: Ints, at: Ints) -> Ints:
        """Return where each of ``who`` is employed at the moment."""
        moved = (self.later_firm[who] >= 0) & (at >= self.changed_at[who])
        return np.where(moved, self.later_firm[who], self.firm[who])

    def alive(self, who: Ints, at: Ints) -> Bools:
        """Return whether each of ``who`` is around at the moment."""
        return np.asarray((at >= self.joined_at[who]) & (at < self.left_at[who]))


def lives_of(plan: Plan, seasons: Seasons, start: int, han: Bools, weights: Floats, asleep: int) -> Lives:
    """Return everybody's life; ``weights`` are those of the parcels that are founded.

    Edges: two founders for each parcel come first; one of them never leaves, so that somebody answers. The last
    ``asleep`` parcels lose both: their group falls asleep.
    """
    dice = Dice(plan.seed, 22)
    count, founders = plan.people, 2 * len(weights)
    persona, joined_day = _arrivals(plan, seasons, dice, founders)
    stay = _stays(persona, joined_day, dice)
    offset = _offsets(han, dice)
    joined_at = start + joined_day * 86400 + within_a_day(dice, count) - offset
    left_at = joined_at + (stay * 86400).astype(np.int64)
    left_at[:founders:2] = start + (plan.days + 400) * 86400
    left_at[founders - 2 * asleep : founders] = start + int(plan.days * 0.55) * 86400
    home = dice.pick(np.cumsum(weights), count)
    home[:founders] = np.repeat(np.arange(len(weights)), 2)
    firm, later, changed = _firms(persona, joined_at, plan, seasons, start, dice)
    exodus = start + seasons.exodus * 86400
    gone = (firm == 1) & (later < 0) & (joined_at < exodus) & dice.chance(0.8, count)
    gone[:founders:2] = False  # the people of the company that gives up leave within weeks, but for some founders
    left_at = np.where(gone, np.minimum(left_at, exodus + dice.below(20 * 86400, count)), left_at)
    drive = dice.lognormal(np.array([2.2, 1.3, 0.6, 0.7])[persona], 0.8, count)
    drive[:founders] = np.maximum(drive[:founders], 2.4)
    return Lives(
        persona, joined_day, joined_at, left_at, offset, drive, home,
        dice.pick(np.cumsum(weights), count), firm, later, changed,
    )  # fmt: skip


def _arrivals(plan: Plan, seasons: Seasons, dice: Dice, founders: int) -> tuple[Ints, Ints]:
    """One in seven is there from the start; the others come as the seasons invite them, those of a campaign during it."""
    count = plan.people
    veterans = max(founders, round(count * 0.15))
    joined = dice.pick(np.cumsum(seasons.arrivals), count)
    persona = np.where(dice.chance(0.2, count), STAFF, np.where(dice.chance(0.4, count), VOLUNTEER, CASUAL))
    during = np.zeros(plan.days, dtype=np.bool_)
    for campaign in seasons.campaigns:
        during[campaign.first : campaign.first + campaign.days] = True
    persona = np.where(during[joined] & dice.chance(0.75, count), INVITED, persona)
    joined[:veterans] = -dice.below(900, veterans) - 20
    joined[:founders] = -dice.below(500, founders) - 420
    persona[:veterans] = np.where(dice.chance(0.5, veterans), STAFF, VOLUNTEER)
    persona[:founders] = STAFF
    return persona.astype(np.int64), joined


def _stays(persona: Ints, joined_day: Ints, dice: Dice) -> Floats:
    """Return for how many days each stays: one visit, or a waiting time; who is there at the start still is."""
    count = len(persona)
    kind = np.where((persona == INVITED) & dice.chance(CONVERTED, count), VOLUNTEER, persona)
    once = dice.chance(np.asarray(ONCE)[kind], count)
    stay = 12.0 + dice.exponential(np.asarray(STAY)[kind], count)
    brief = dice.between(0.2, 6.0, count)
    return np.asarray(np.where(once & (joined_day >= 0), brief, stay + np.maximum(0, -joined_day)))


def _offsets(han: Bools, dice: Dice) -> Ints:
    abroad = np.asarray(OFFSETS)[dice.below(len(OFFSETS), len(han))]
    return np.where(han & dice.chance(0.92, len(han)), 8, abroad).astype(np.int64) * 3600


def _firms(
    persona: Ints, joined_at: Ints, plan: Plan, seasons: Seasons, start: int, dice: Dice
) -> tuple[Ints, Ints, Ints]:
    """Return each one's employer or university, the next one, and the moment of the change."""
    count = len(persona)
    company = dice.pick(np.cumsum([firm.weight for firm in COMPANIES]), count)
    school = len(COMPANIES) + dice.pick(np.cumsum([firm.weight for firm in UNIVERSITIES]), count)
    employed = dice.uniform(count)
    in_company = employed < np.array([0.97, 0.45, 0.3, 0.1])[persona]
    in_school = ~in_company & (employed < np.array([1.0, 0.75, 0.6, 0.85])[persona])
    firm = np.where(in_company, company, np.where(in_school, school, -1))
    moves = (firm >= 0) & dice.chance(0.12, count)
    away = dice.pick(np.cumsum([firm.weight for firm in COMPANIES[1:]]), count) + 1
    changed = np.maximum(joined_at, start) + (dice.between(0.15, 0.8, count) * plan.days * 86400).astype(np.int64)
    deserted = (firm == 1) & dice.chance(0.35, count)  # some go on for somebody else when their company gives up
    changed = np.where(deserted, start + seasons.exodus * 86400, changed)
    later = np.where((moves | deserted) & (away != firm), away, -1)
    return firm, later, changed
