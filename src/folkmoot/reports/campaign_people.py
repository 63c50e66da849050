"""Whom a campaign reached: views, codes and sign-ups; who came new, by level; and how many of them stayed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from cachetools import LRUCache

from folkmoot.metrics.levels import LEVELS, reached
from folkmoot.metrics.people import somebodys
from folkmoot.metrics.retention import QUIET, lifetimes_of
from folkmoot.metrics.windows import contributions, is_within, within
from folkmoot.model.campaign import Views
from folkmoot.model.scope import Scope, day_start
from folkmoot.reports.campaign_course import Course, kept
from folkmoot.reports.campaign_pieces import events_of
from folkmoot.reports.contest_course import course_of as contest_of
from folkmoot.rules.campaigns import ACCOUNT, Stayed, by_code
from folkmoot.rules.survival import after, survival

STAYS = 90  # days after which somebody who still takes part has stayed
_stays: LRUCache[Hashable, tuple[Stayed, Stayed]] = LRUCache(64)
SOON = 30  # days of silence after which somebody counts as gone, so that it can be told in a quarter


def views_of(course: Course, one: Views) -> float | None:
    """Return how often something was seen in the days of the campaign; None where nothing tells."""
    table = course.homes.snapshot.measurements_table()
    mine = table.filter((table.name == one.name) & (table.subject == one.subject))
    if one.counts == "daily":
        inside = within(mine, course.window)
        found = course.homes.rows(inside.agg(amount=inside.amount.sum()))
        amount = found[0]["amount"] if found else None
        return float(amount) if amount is not None else None
    rows = course.homes.rows(mine.filter(mine["at"] < course.window.until_at).select("at", "amount"))
    return _gained(rows, course.window)


def _gained(rows: Iterable[Mapping[str, Any]], window: Scope) -> float | None:
    """Return by how much a number grew in a window; what began in it grew from nothing."""
    told = sorted((row["at"], row["amount"]) for row in rows)
    if not told or window.since_at is None:
        return None
    earlier = [amount for at, amount in told if at < window.since_at]
    return float(told[-1][1] - earlier[-1]) if earlier else float(told[-1][1])


def entrants_of(course: Course) -> dict[str, frozenset[str]]:
    """Return who signed up for each of the contests and events that belong to a campaign, by the id of each."""
    homes, found = course.homes, {}
    at = min(course.window.until_at or course.window.since_at, day_start(course.today + timedelta(days=1), course.zone))  # type: ignore[type-var]  # both are moments
    for ident in course.plan.contests:
        if ident in homes.charter.contest_by_id:
            found[ident] = frozenset(contest_of(homes, ident).live(at).entries)  # type: ignore[arg-type]  # as above
    for one in events_of(course):
        found[one.id] = frozenset(_same(course, seat.person) for seat in one.seats if not seat.walk_in)
    return found


def _same(course: Course, person: str) -> str:
    return course.homes.identity.person_of.get(person, person)


def codes_of(course: Course) -> list[dict[str, Any]]:
    """Return for each code how often it was used, how many people came by it, and how many of them signed up or took part."""
    came, log = by_code(course.log), course.log
    entrants: frozenset[str] = frozenset().union(*entrants_of(course).values())
    new = new_people(course)
    rows = []
    for touch in course.plan.touch:
        people = {_same(course, person) for person, code in log.arrivals.items() if code == touch.code}
        rows.append({
            "code": touch.code, "title": touch.title or touch.code, "hits": course.hits(touch.code), "came": came[touch.code],
            "accounts": len(_signed(course, touch.code, account=True)),
            "signed": len((people & entrants) | _signed(course, touch.code, account=False)),
            "new": len(people & new) if new is not None else None,
        })  # fmt: skip
    return rows


def _signed(course: Course, code: str, *, account: bool) -> set[str]:
    """Return who came by a code and made an account here; or who signed up for anything else."""
    told = course.log.sign_ups.items()
    return {_same(course, person) for (person, what), by in told if by == code and (what == ACCOUNT) == account}


def new_people(course: Course) -> frozenset[str] | None:
    """Return who contributed for the first time ever from the first day of the campaign on; None where nothing was read."""
    if not course.homes.coverage:
        return None
    return frozenset(row["person"] for row in _lives(course))


def _lives(course: Course) -> list[dict[str, Any]]:
    """Return for everybody who came in its days how long they took part, and whether they are gone."""
    homes, window = course.homes, course.window
    seen = Scope(window.since_at, _known_until(course), zone=course.zone)
    if seen.until_at is None or seen.since_at is None or seen.until_at <= seen.since_at:
        return []
    rows = homes.rows(lifetimes_of(homes.events(Scope(zone=course.zone)), seen, SOON))
    return [row for row in rows if window.until_at is None or row["first_at"] < window.until_at]


def _known_until(course: Course) -> Any:
    """Return up to when it is known what people did: the end of today, or of the newest reading."""
    reach = max((row.sure_at for row in course.homes.coverage if row.sure_at), default=None)
    today = day_start(course.today + timedelta(days=1), course.zone)
    return min(today, reach) if reach else None


def touched(course: Course) -> frozenset[str]:
    """Return who did something in the touched units in its days, or came by one of its codes."""
    homes, found = course.homes, {_same(course, person) for person in course.log.arrivals}
    if course.plan.comparison.of != "indicators":
        for name in course.plan.comparison.treated:
            mine = within(somebodys(contributions(homes.events(course.scope_of(name)))), course.window)
            found |= {row["person"] for row in homes.rows(mine.select("person").distinct())}
    return frozenset(found)


def levels_of(course: Course) -> list[dict[str, Any]]:
    """Return how many people reached each level for the first time in its days: everywhere, and of those whom it touched."""
    homes = course.homes
    if not homes.coverage:
        return [{"level": level, "everywhere": None, "touched": None, "came": None} for level in LEVELS]
    each = reached(homes.events(Scope(zone=course.zone)))
    marks = {level: is_within(each[f"{level.lower()}_at"], course.window) for level in LEVELS}
    anew = each.filter(marks["D0"] | marks["D1"] | marks["D2"])
    rows = homes.rows(anew.select("person", **{name.lower(): mark for name, mark in marks.items()}))
    mine, came = touched(course), {_same(course, person) for person in course.log.arrivals}
    return [
        {"level": level, "everywhere": len(people), "touched": len(people & mine) if mine else None, "came": len(people & came) if came else None}
        for level in LEVELS
        for people in [frozenset(row["person"] for row in rows if row[level.lower()])]
    ]  # fmt: skip


def stayed(course: Course) -> tuple[Stayed, Stayed]:
    """Return how many of the newcomers whom it touched stayed, and of those of the same days whom it did not."""
    return kept(_stays, (course.read, frozenset(course.log.arrivals.items())), lambda: _both(course))


def _both(course: Course) -> tuple[Stayed, Stayed]:
    lives, mine = _lives(course), touched(course)
    inside = [row for row in lives if row["person"] in mine]
    outside = [row for row in lives if row["person"] not in mine]
    return _stayed(inside), _stayed(outside)


def _stayed(rows: list[dict[str, Any]]) -> Stayed:
    told = [(int(row["days"]), bool(row["gone"]), 1) for row in rows if row["days"] is not None]
    step = after(survival(told), min(STAYS, max((days for days, _gone, _n in told), default=0))) if told else None
    if step is None or (max(days for days, _gone, _n in told) < STAYS and not all(gone for _d, gone, _n in told)):
        return Stayed(len(rows), None)
    return Stayed(len(rows), step.share, step.low, step.high)


__all__ = [
    "QUIET",
    "SOON",
    "STAYS",
    "codes_of",
    "entrants_of",
    "levels_of",
    "new_people",
    "stayed",
    "touched",
    "views_of",
]
