"""A campaign as it stands: its stage by the day, what was recorded about it, and what a person who stayed has cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from folkmoot.model.attribution import Attribution
from folkmoot.model.campaign import CampaignPlan, Cost
from folkmoot.model.programme import Act

PROGRAMME, TOUCHES = "campaign", "touch"
"""What acts about a campaign are called, and those about one of its codes."""
ACCOUNT = "account"
"""What somebody has signed up for whose account is new; else it is a thing, such as ``contest city-week``."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What somebody has learnt from a campaign."""

    at: datetime
    by: str
    says: str


@dataclass(frozen=True, slots=True)
class Log:
    """What is recorded about a campaign: who came by which code, what it has cost, what was learnt, and its review."""

    arrivals: Mapping[str, str] = field(default_factory=dict)  # person → code, the first that they came by
    arrived_at: Mapping[str, datetime] = field(default_factory=dict)
    cost: Cost | None = None
    lessons: tuple[Lesson, ...] = ()
    reviewed: Act | None = None
    sign_ups: Mapping[tuple[str, str], str] = field(default_factory=dict)  # person and what for → the code they came by


def log_of(acts: Iterable[Act]) -> Log:
    """Return what the acts about a campaign come to, in their order; the last review and the last cost hold."""
    arrivals: dict[str, str] = {}
    moments: dict[str, datetime] = {}
    cost, reviewed = None, None
    lessons: list[Lesson] = []
    sign_ups: dict[tuple[str, str], str] = {}
    for act in acts:
        if act.verb in ("arrive", "sign-up") and act.person and act.person not in arrivals:
            arrivals[act.person], moments[act.person] = str(act.content.get("code", "")), act.at
        if act.verb == "sign-up":
            sign_ups.setdefault((act.person, str(act.content["for"])), str(act.content["code"]))
        elif act.verb == "cost":
            cost = Cost(float(act.content["amount"]), str(act.content["currency"]), float(act.content["hours"]))
        elif act.verb == "lesson":
            lessons.append(Lesson(act.at, act.by, act.why))
        elif act.verb == "review":
            reviewed = act
    return Log(arrivals, moments, cost, tuple(lessons), reviewed, sign_ups)


def hits_of(acts: Iterable[Act]) -> int:
    """Return how often somebody came by a code; nothing is known of who."""
    return sum(1 for act in acts if act.verb == "touch")


def stage_of(plan: CampaignPlan, log: Log, today: date) -> str:
    """Return where a campaign is on a day: planned, running, over, reviewed or cancelled."""
    if plan.cancelled:
        return "cancelled"
    if today < plan.begins:
        return "planned"
    if today <= plan.ends:
        return "running"
    return "reviewed" if log.reviewed else "over"


def serves(plan: CampaignPlan, indicator: str, group: str, first: date, last: date) -> bool:
    """Return whether a campaign is to move an indicator between two days; in a ``group``: whether it leads it or is touched.

    Edges: a brand campaign, and one that is called off, serve nothing. What is done in one group serves the whole as well.
    """
    if plan.cancelled or plan.sort == "brand" or not indicator or plan.indicator != indicator:
        return False
    touched = plan.comparison.treated if plan.comparison.of in ("groups", "chapters") else ()
    return plan.begins <= last and plan.ends >= first and (not group or group in {plan.group, *touched})


def cost_of(plan: CampaignPlan, log: Log) -> tuple[Cost | None, bool]:
    """Return what it cost as far as it is known, and whether that is what was spent, not only what was planned."""
    spent = log.cost or plan.cost
    return (spent, True) if spent else (plan.budget, False)


def by_code(log: Log) -> Counter[str]:
    """Return how many people came by each code."""
    return Counter(log.arrivals.values())


@dataclass(frozen=True, slots=True)
class Stayed:
    """How many came, and which share of them is still there after so many days, with its band. None: too early to tell."""

    people: int
    share: float | None
    low: float | None = None
    high: float | None = None


def retained(found: Attribution, stayed: Stayed, *, counts_people: bool) -> float | None:
    """Return how many of the people whom it brought have stayed; None where it is unknown whether it brought any."""
    if found.verdict != "effect" or not counts_people or found.effect is None or stayed.share is None:
        return None
    return max(0.0, found.effect) * stayed.share


def per_retained(cost: Cost | None, stayed: float | None) -> float | None:
    """Return what each person who stayed has cost in money; None where the effect, the cost or who stayed is unknown."""
    return cost.amount / stayed if cost is not None and stayed else None
