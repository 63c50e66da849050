"""Whose turn it is to host: people in their order, one meeting each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from folkmoot.model.meeting import Occurrence
from folkmoot.model.schedule import Change, Offer


def turns(rota: Sequence[str], days: Iterable[date], since: date | None) -> dict[date, str]:
    """Return who hosts on each planned day that takes place.

    ``days``: those of the rule, in order, without cancelled and skipped ones: these use up no turn, so everybody after
    them moves up. A moved meeting keeps the turn of its planned day; one beside the rule has no turn, and no host until
    somebody takes it. Edges: nobody without a day from which turns are counted; before it there is no turn.
    """
    if not rota or since is None:
        return {}
    counted = [day for day in days if day >= since]
    return {day: rota[number % len(rota)] for number, day in enumerate(counted)}


def agreed(changes: Iterable[Change], offers: Iterable[Offer]) -> dict[tuple[str, str], dict[date, str]]:
    """Return who hosts in place of whose turn it is, by group and series, then by planned day.

    What was said last about a day holds, be it an accepted offer or a host whom a lead named; the two days of a swap stay
    with those who agreed on them, whatever happens to the turns. An undone change says nothing.
    """
    said: list[tuple[datetime, str, str, date, str]] = [
        (one.at, one.group, one.series, one.day, one.host) for one in changes if one.host and not one.undone
    ]
    for one in offers:
        if one.word == "accepted" and one.answered_at:
            said.append((one.answered_at, one.group, one.series, one.day, one.taker))
            said += [(one.answered_at, one.group, one.series, one.back, one.giver)] if one.back else []
    found: dict[tuple[str, str], dict[date, str]] = {}
    for _at, group, series, day, host in sorted(said, key=lambda each: each[0]):
        found.setdefault((group, series), {})[day] = host
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """How often somebody has hosted a series, and how often they will, as it stands."""

    person: str
    held: int
    ahead: int


def shares(rota: Sequence[str], occurrences: Iterable[Occurrence], now: datetime) -> tuple[Share, ...]:
    """Return how the meetings are shared, those of the rota in its order, then others who have helped; no cancelled ones."""
    held: Counter[str] = Counter()
    ahead: Counter[str] = Counter()
    for one in occurrences:
        if one.host and not one.cancelled:
            (held if one.starts_at < now else ahead)[one.host] += 1
    people = dict.fromkeys((*rota, *sorted({*held, *ahead})))
    return tuple(Share(person, held[person], ahead[person]) for person in people)
