"""Of which accounts it is worth asking when they were made: those whom a contest's rule about fresh accounts would ask about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import ibis

from folkmoot.lake.lake import Lake
from folkmoot.metrics.told import NO, told
from folkmoot.model.contest import ContestPlan
from folkmoot.model.facts import ACCOUNT_MADE, NOBODY, Unaged
from folkmoot.rules.contests import moments_of
from folkmoot.wiring.streams import Place

FRESH = "fresh-account"
AFTERWARDS = timedelta(days=60)  # after a contest in which its points may still be looked at


def unaged(place: Place, forge: str) -> Callable[[datetime], Sequence[Unaged]]:
    """Return what tells of which accounts of a forge the age is wanted: it reads the lake when it is asked.

    Rows: who did what a contest with the rule counts, the ones who did it first first. Not: whose age is told; of whom
    the lake knows something long before the contest other than commits, whose dates anybody writes, since the rule takes
    it for an answer; robots' logins.
    Edges: no contest of the charter has the rule, or those that have it are over for long: nobody.
    """

    def found(now: datetime) -> Sequence[Unaged]:
        plans = [one for one in place.charter.contests if _asks(one, place, now)]
        if not plans:
            return ()
        snapshot = Lake.at((place.folder / place.settings.lake).absolute()).snapshot()
        rows: dict[str, Unaged] = {}
        for plan in plans:
            moments = moments_of(plan, place.charter.community.zone)
            edge = moments.begins - timedelta(days=next(one.days for one in plan.guards if one.rule == FRESH))
            for row in snapshot.run(_wanted(snapshot, plan, forge, edge, moments.ends)).to_pylist():
                rows.setdefault(row["actor"], Unaged(row["actor"], row["number"] or ""))
        return tuple(rows.values())

    return found


def are_asked(place: Place) -> bool:
    """Return whether a contest of the charter has the rule, whenever it is; without a charter there is none."""
    if not (place.folder / place.settings.charter).exists():
        return False
    return any(guard.rule == FRESH for plan in place.charter.contests for guard in plan.guards)


def _asks(plan: ContestPlan, place: Place, now: datetime) -> bool:
    moments = moments_of(plan, place.charter.community.zone)
    running = moments.begins <= now < max(moments.appeals_until, moments.review_until) + AFTERWARDS
    return running and not plan.cancelled and any(one.rule == FRESH for one in plan.guards)


def _wanted(snapshot: Any, plan: ContestPlan, forge: str, edge: datetime, ends: datetime) -> Any:
    events, measured = snapshot.events(), snapshot.measurements_table()
    events = events.filter(events.actor.startswith(f"{forge}:"), events.actor != f"{forge}:{NOBODY}")
    events = events.filter(~events.actor.endswith("[bot]"), events["at"] < ibis.literal(ends, "timestamp(6)"))
    events = events.mutate(number=told(events.extra, "actor_id"))
    counted = events.kind.isin(sorted({rule.kind for rule in plan.scoring}))
    counted &= events["at"] >= ibis.literal(edge, "timestamp(6)")
    sure = events.kind != "commit.authored"
    people = events.group_by("actor").agg(
        first=events["at"].min(where=sure),
        number=events.number.max(),
        done=counted.sum(),
        at=events["at"].min(where=counted),
    )
    long_known = (people["first"] < ibis.literal(edge, "timestamp(6)")).fill_null(NO)
    people = people.filter(~long_known, people.done > 0)
    known = measured.filter(measured.name == ACCOUNT_MADE).select(actor=measured.subject)
    return people.anti_join(known, "actor").order_by(["at", "actor"]).select("actor", "number")
