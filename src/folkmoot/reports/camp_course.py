"""A camp as it stands: who has signed up, how far each has come, and what the lake proves of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import available_timezones

from folkmoot.model.camp import PROGRAMME, CampPlan, Walk
from folkmoot.model.errors import BadQuestion
from folkmoot.model.programme import Act
from folkmoot.model.rounds_plain import plan_of
from folkmoot.model.scope import Scope, day_start
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import near
from folkmoot.rules import camps as rules

Shown = frozenset[tuple[str, int, str]]
"""(person, day, link) that the lake shows."""
_ZONES = frozenset(available_timezones())


@dataclass(frozen=True)
class Camp:
    """A camp with its logs: one for each name under which somebody signed up.

    ``started``: what was recorded when it began, its rule among it. ``changed``: whether the charter says another rule since.
    """

    homes: Homes
    plan: CampPlan
    logs: Mapping[str, tuple[Act, ...]]
    zone: str
    started: tuple[Act, ...] = ()
    changed: bool = False

    def same(self, person: str) -> str:
        """Return who somebody, or an account, turned out to be."""
        return self.homes.identity.person_of.get(person, person)

    def today(self, at: datetime) -> date:
        """Return the date on the camp's clocks."""
        return rules.local_date(at, self.zone)

    def stage(self, at: datetime) -> str:
        """Return where it is at a moment."""
        return rules.stage_of(self.plan, self.today(at))

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Act, ...]]:
        """What each person did, in the order of time, also under two accounts that turned out to be theirs."""
        found: dict[str, list[Act]] = {}
        for name, acts in self.logs.items():
            found.setdefault(self.same(name), []).extend(acts)
        return {who: tuple(sorted(acts, key=lambda act: (act.at, act.ordinal))) for who, acts in found.items()}

    @cached_property
    def shown(self) -> Shown:
        """What the lake shows of the links with which people checked in."""
        asked = [
            (who, int(act.content["day"]), str(act.content.get("link") or ""))
            for who, acts in self.by_person.items()
            for act in acts
            if act.verb == "check_in"
        ]
        return shown_by_lake(self, asked)

    def walk(self, person: str, at: datetime) -> Walk | None:
        """Return how far somebody has come; None: they have not signed up."""
        who = self.same(person)
        acts = self.by_person.get(who, ())
        proven = self.shown if any(act.content.get("link") for act in acts) else frozenset()
        return rules.walk(self.plan, self.zone, who, acts, at, lambda day, link: (who, day, link) in proven)

    def walks(self, at: datetime) -> list[Walk]:
        """Return how far everybody has come who is in it."""
        return [one for who in self.by_person if (one := self.walk(who, at)) is not None]


def shown_by_lake(camp: Camp, asked: Iterable[tuple[str, int, str]]) -> Shown:
    """Return which links the lake shows to be what their days ask: an event of that kind, by that person, since the camp began.

    A link is an address or a subject (``gitee:example/kit!12``). What was not read is not among them: it waits.
    """
    plan = camp.plan
    wanted = [
        (who, number, link, rules.task_of(plan, number))
        for who, number, link in asked
        if link and 0 < number <= rules.length_of(plan) and rules.needs_lake(rules.task_of(plan, number))
    ]
    if not wanted:
        return frozenset()
    rows = _events(camp, {link for _who, _number, link, _task in wanted})
    found = set()
    for who, number, link, task in wanted:
        kind = "change.merged" if task.proof == "change" else task.event
        for row in rows:
            fits = plain(row["url"] or "") == plain(link) or row["subject"] == link.lower()
            mine = camp.same(row["person"] or row["actor"]) == who
            if fits and mine and (not kind or row["kind"] == kind) and task.repo.lower() in ("", row["repo"]):
                found.add((who, number, link))
    return frozenset(found)


def _events(camp: Camp, links: Iterable[str]) -> list[dict[str, Any]]:
    begins = day_start(rules.first_of(camp.plan), camp.zone)
    ends = day_start(rules.closes_on(camp.plan) + timedelta(days=1), camp.zone)
    addresses = {form for link in links for form in (plain(link), plain(link) + "/")}
    subjects = {link.lower() for link in links}
    table = camp.homes.events(Scope(bots=True, since_at=begins, until_at=ends))
    inside = table.filter(table["at"] >= begins, table["at"] < ends)
    fits = inside.url.isin(sorted(addresses)) | inside.subject.isin(sorted(subjects))
    picked = inside.filter(fits).select("kind", "actor", "person", "repo", "subject", "url")
    return camp.homes.rows(picked.distinct())


def plain(link: str) -> str:
    """Return an address without what makes it no other page: its fragment and a slash at its end."""
    return link.strip().partition("#")[0].rstrip("/")


def zone_of(homes: Homes, declared: str) -> str:
    """Return the zone that is declared, or the community's where that is none."""
    return declared if declared in _ZONES else homes.charter.community.zone


def is_sound(plan: CampPlan) -> bool:
    """Return whether a camp can be shown: its days exist; ``moot check`` tells of others."""
    try:
        rules.first_of(plan)
        if plan.sign_up_until:
            date.fromisoformat(plan.sign_up_until)
    except ValueError:
        return False
    return rules.length_of(plan) > 0


def camp_of(homes: Homes, ident: str) -> Camp:
    """Return a camp with its logs; one that has begun keeps the rule of its beginning. Errors: BadQuestion for none of that id."""
    plan = homes.charter.camp_by_id.get(ident)
    if plan is None or not is_sound(plan):
        raise BadQuestion(f"There is no camp '{ident}'.", mend=near(ident, homes.charter.camp_by_id))
    plan = replace(plan, zone=zone_of(homes, plan.zone))
    started = _started(homes, ident)
    now = rules.begun(plan, plan_of(CampPlan, started[0].content["plan"])) if started else plan
    return Camp(homes, now, _logs(homes, ident), now.zone, started, now != plan)


def every_camp(homes: Homes) -> list[Camp]:
    """Return every camp with its logs, the one that begins last first."""
    plans = [one for one in homes.charter.camps if is_sound(one)]
    ordered = sorted(plans, key=lambda one: (one.begins, one.id), reverse=True)
    return [camp_of(homes, one.id) for one in ordered]


def _logs(homes: Homes, ident: str) -> Mapping[str, tuple[Act, ...]]:
    if not homes.ledger:
        return {}
    from folkmoot.ledger.programmes import logs  # it needs the ledger to be connected

    return {subject.partition("/")[2]: acts for subject, acts in logs(PROGRAMME, f"{ident}/").items()}


def _started(homes: Homes, ident: str) -> tuple[Act, ...]:
    if not homes.ledger:
        return ()
    from folkmoot.ledger.programmes import acts  # it needs the ledger to be connected

    return acts(PROGRAMME, ident)


def name_of(homes: Homes, person: str) -> str:
    """Return the name to show; of an account of the portal that has proven nothing, its own name."""
    return person.removeprefix("user:") if person.startswith("user:") else homes.faces.name_of(person)
