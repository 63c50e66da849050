"""A campaign with all that the homes tell of it: its series week by week, who came, who stayed, and what can be said of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TypeVar

from cachetools import LRUCache

from folkmoot.charter.checks.campaigns import is_late
from folkmoot.metrics.indicator import INDICATORS, Indicator
from folkmoot.metrics.periods import Periods
from folkmoot.model.attribution import Attribution, Panel, Unit
from folkmoot.model.campaign import CampaignPlan
from folkmoot.model.errors import BadQuestion
from folkmoot.model.programme import Act
from folkmoot.model.scope import Scope, day_start
from folkmoot.reports.days import local_day
from folkmoot.reports.gauges import coverage_for, values
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import near
from folkmoot.rules.attribution import attribute
from folkmoot.rules.attribution_panel import MOST_BEFORE
from folkmoot.rules.authority import serving_on
from folkmoot.rules.campaigns import PROGRAMME, TOUCHES, Log, hits_of, log_of, stage_of

WEEK = timedelta(days=7)
_panels: LRUCache[Hashable, Panel | None] = LRUCache(64)
_judged: LRUCache[Hashable, Attribution] = LRUCache(64)
_guard = threading.Lock()
Kept = TypeVar("Kept")
AFTER = 8  # weeks after it that a chart shows
MOST_OTHERS = 12  # units that are read beside one without controls


def kept(cache: LRUCache[Hashable, Kept], key: Hashable, make: Callable[[], Kept]) -> Kept:
    """Return what was made from the same facts before, or make it: what people record about a campaign changes none of it."""
    with _guard:
        if key in cache:
            return cache[key]
    made = make()
    with _guard:
        cache[key] = made
    return made


@dataclass(frozen=True)
class Course:
    """A campaign on a day, with its log."""

    homes: Homes
    plan: CampaignPlan
    log: Log
    today: date
    touches: Mapping[str, tuple[Act, ...]]

    @property
    def stage(self) -> str:
        """Where it is."""
        return stage_of(self.plan, self.log, self.today)

    @property
    def zone(self) -> str:
        """In which its days begin."""
        return self.homes.charter.community.zone

    @property
    def indicator(self) -> Indicator | None:
        """What it is to move, where it claims anything and there is such an indicator."""
        return INDICATORS.get(self.plan.indicator) if self.plan.sort == "conversion" else None

    @cached_property
    def window(self) -> Scope:
        """The days of the campaign, everywhere."""
        return Scope(
            day_start(self.plan.begins, self.zone),
            day_start(self.plan.ends + timedelta(days=1), self.zone),
            zone=self.zone,
        )

    @property
    def until(self) -> date:
        """The day after the last on which an effect is looked for."""
        return self.plan.ends + timedelta(days=1 + self.plan.lasts)

    @cached_property
    def declared_late(self) -> bool:
        """Whether it was declared only after it had begun, as far as the charter's history tells."""
        return is_late(self.homes.charter, self.plan)

    @property
    def read(self) -> Hashable:
        """What the facts of the campaign follow from: all but what is recorded about it."""
        homes = self.homes
        return (
            self.plan,
            homes.charter.root,
            homes.charter.commit,
            homes.lake.folder,
            homes.snapshot.version,
            homes.corrections,
            self.today,
        )

    @property
    def panel(self) -> Panel | None:
        """The units that are compared, week by week; the weeks are counted from the first day of the campaign."""
        return kept(_panels, self.read, self._panel)

    def _panel(self) -> Panel | None:
        beside, indicator = self.plan.comparison, self.indicator
        if indicator is None or beside.method == "none":
            return None
        starts = self._weeks()
        names = [(name, True) for name in beside.treated] or [("", True)]
        names += [(name, False) for name in beside.controls] if beside.method == "controls" else []
        units = tuple(unit for name, treated in names if (unit := self._unit(name, starts, treated=treated)))
        begins = starts.index(self.plan.begins)
        weeks = -(-(self.until - self.plan.begins).days // 7)
        return Panel(
            units, tuple(starts[:-1]), begins, begins + weeks, counts=indicator.empty == 0 and not indicator.standing,
            over=self._over(indicator, self.plan.begins + weeks * WEEK), others=self._others(starts),
        )  # fmt: skip

    def _others(self, starts: Sequence[date]) -> tuple[Unit, ...]:
        """Return the other groups, or chapters, where nobody named controls: whatever moved them too, it was not the campaign."""
        beside = self.plan.comparison
        if beside.method != "series" or not beside.treated or beside.of not in ("groups", "chapters"):
            return ()
        known = self.homes.charter.group_by_slug
        mine = {*beside.treated, *(known[one].parent for one in beside.treated if one in known)}
        kinds = {known[one].kind for one in beside.treated if one in known}
        like = [
            one.slug for one in known.values()
            if one.kind in kinds and one.slug not in mine and one.parent not in beside.treated
            and one.status == "active" and (one.repositories or beside.of == "chapters")
        ]  # fmt: skip
        found = (self._unit(name, starts, treated=False) for name in sorted(like)[:MOST_OTHERS])
        return tuple(unit for unit in found if unit)

    def _weeks(self) -> list[date]:
        """Return the first days of all weeks that are looked at, and the end of the last."""
        first = self.plan.begins - MOST_BEFORE * WEEK
        reach = min((row.since_at for row in self.homes.coverage if row.since_at), default=None)
        if reach is not None:
            oldest = local_day(reach, self.zone)
            first += max(0, -(-(oldest - first).days // 7)) * WEEK
        first = min(first, self.plan.begins)
        last = max(self.until, min(self.today, self.until + AFTER * WEEK))
        return [first + number * WEEK for number in range(-(-(last - first).days // 7) + 1)]

    def _over(self, indicator: Indicator, end: date) -> bool:
        """Return whether the last week is over and was read, in one reading at least."""
        moment = day_start(end, self.zone)
        reach = max((row.sure_at for row in coverage_for(self.homes, indicator, Scope()) if row.sure_at), default=None)
        return end <= self.today and reach is not None and reach >= moment - timedelta(days=1)

    def scope_of(self, name: str) -> Scope:
        """Return what a unit is about; of a chapter the people who serve in it when the campaign begins."""
        everything, of = Scope(zone=self.zone), self.plan.comparison.of
        if not name or of == "indicators":
            return everything
        if of == "repositories":
            return everything.with_(repos=tuple(sorted(self.homes.same(name))))
        if of == "organizations":
            return everything.with_(orgs=(name,))
        group = self.homes.charter.group_by_slug.get(name)
        if of == "chapters" and group is not None and not group.repositories:
            return everything.with_(people=self._members(name) or ("",))
        return everything.with_(groups=(name,))

    def _members(self, name: str) -> tuple[str, ...]:
        group = self.homes.charter.group_by_slug[name]
        found = serving_on(group, self.plan.begins)
        return tuple(sorted(self.homes.identity.person_of.get(one, one) for one in found))

    def _unit(self, name: str, starts: Sequence[date], *, treated: bool) -> Unit | None:
        """Return a unit's series; a week that no reading reaches is unknown."""
        indicator = INDICATORS.get(name) if self.plan.comparison.of == "indicators" and name else self.indicator
        if indicator is None or (
            self.plan.comparison.of in ("groups", "chapters") and name and name not in self.homes.charter.group_by_slug
        ):
            return None
        scope = self.scope_of(name)
        covering = coverage_for(self.homes, indicator, scope.with_(people=()) if scope.people else scope)
        periods = Periods.between(starts, self.zone)
        told = values(self.homes, indicator, scope, periods) if covering else {}
        since = min((row.since_at for row in covering if row.since_at), default=None)
        until = max((row.sure_at for row in covering if row.sure_at), default=None)
        found = [
            told.get(span.first, (indicator.empty, 0))[0]
            if covering
            and (since is None or since <= span.since_at)
            and until is not None
            and until >= span.until_at - timedelta(days=1)
            else None
            for span in periods.spans
        ]
        return Unit(name, tuple(float(one) if one is not None else None for one in found), treated)

    @cached_property
    def found(self) -> Attribution:
        """What can be said of its effect. What was declared too late is never strong."""
        if self.plan.sort == "brand" or self.plan.comparison.method == "none" or self.stage == "cancelled":
            why = {"cancelled": "cancelled"}.get(self.stage, "no-comparison")
            return Attribution("none", "unknown", why=() if self.plan.sort == "brand" else (why,))
        if self.stage in ("planned", "running"):
            return Attribution("none", "unknown", why=("pending",))
        panel = self.panel
        if panel is None:
            return Attribution("none", "unknown", why=("no-indicator",))
        found = kept(_judged, self.read, lambda: attribute(panel))
        if self.declared_late:
            found = replace(found, evidence="weak" if found.evidence else "", why=(*found.why, "late"))
        return found

    def hits(self, code: str) -> int:
        """Return how often somebody came by a code."""
        return hits_of(self.touches.get(code, ()))


def course_of(homes: Homes, ident: str, today: date) -> Course:
    """Return a campaign with its log. Errors: BadQuestion when the charter declares none of that id."""
    known = homes.charter.campaign_by_id
    if ident not in known:
        raise BadQuestion(f"There is no campaign '{ident}'.", mend=near(ident, known))
    return next(one for one in every(homes, today) if one.plan.id == ident)


def every(homes: Homes, today: date) -> tuple[Course, ...]:
    """Return every declared campaign, the one that begins last first."""
    acts: Mapping[str, tuple[Act, ...]] = {}
    touches: Mapping[str, tuple[Act, ...]] = {}
    if homes.ledger and homes.charter.campaigns:
        from folkmoot.ledger import programmes  # it needs the ledger to be connected

        acts, touches = programmes.logs(PROGRAMME), programmes.logs(TOUCHES)
    found = [Course(homes, one, log_of(acts.get(one.id, ())), today, touches) for one in homes.charter.campaigns]
    return tuple(sorted(found, key=lambda one: (one.plan.begins, one.plan.id), reverse=True))


def moment(day: date, zone: str) -> datetime:
    """Return when a day begins."""
    return day_start(day, zone)
