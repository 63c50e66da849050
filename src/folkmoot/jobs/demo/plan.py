"""What a demo community is asked to be: how many people, months and events, from which seed, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from folkmoot.model.errors import BadInput

PEOPLE, MONTHS, SEED, ZONE = 300, 24, 7, "Asia/Shanghai"
FEWEST_PEOPLE, MOST_PEOPLE = 20, 50_000
FEWEST_MONTHS, MOST_MONTHS = 2, 240
EVENTS_A_MONTH = 9  # of each person, when nobody says how many events there shall be
MOST_EVENTS = 100_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole input of the demo: nothing else, no clock and no machine, decides about a byte of it."""

    until: date  # the first day that is no longer told
    people: int = PEOPLE
    months: int = MONTHS
    seed: int = SEED
    events: int = PEOPLE * MONTHS * EVENTS_A_MONTH  # about: kept within a few percent
    zone: str = ZONE

    @property
    def since(self) -> date:
        """The first day that is told."""
        return self.until - relativedelta(months=self.months)

    @property
    def days(self) -> int:
        """How many days are told."""
        return (self.until - self.since).days


def plan_of(
    *,
    today: date,
    people: int | None = None,
    months: int = MONTHS,
    seed: int = SEED,
    events: int | None = None,
    until: date | None = None,
    zone: str = ZONE,
) -> Plan:
    """Return the plan for what was asked.

    Edges: without ``until`` the community is told up to the first day of ``today``'s month, so that the same command
    gives the same bytes all month long. Without ``people`` there are 300, and more only if ``events`` asks for many.
    Errors: BadInput naming the bounds.
    """
    crowd = people if people is not None else min(20_000, max(PEOPLE, (events or 0) // 250))
    _within("--people", crowd, FEWEST_PEOPLE, MOST_PEOPLE)
    _within("--months", months, FEWEST_MONTHS, MOST_MONTHS)
    _within("--seed", seed, 0, 2**32 - 1)
    fewest = crowd * 12 + months * 120  # everybody's first deed with its answers, and the meetings
    total = events if events is not None else max(fewest, crowd * months * EVENTS_A_MONTH)
    _within("--events", total, fewest, MOST_EVENTS)
    _zone(zone)
    last = until or today.replace(day=1)
    if not 1990 <= last.year - months // 12 - 1 <= last.year <= 2200:
        raise BadInput(f"{last} is no time for a community.", where="--until", mend="Name a day from 2000 to 2200.")
    return Plan(until=last, people=crowd, months=months, seed=seed, events=total, zone=zone)


def _within(name: str, said: int, least: int, most: int) -> None:
    if not least <= said <= most:
        raise BadInput(f"{said:,} is out of bounds.", where=name, mend=f"It may be from {least:,} to {most:,}.")


def _zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        raise BadInput(
            f"'{name}' is no IANA time zone.", where="--zone", mend="Write one such as Asia/Shanghai."
        ) from error
