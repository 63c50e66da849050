"""The standings of a contest: a pure function of its declaration, its log of events and acts, and a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

from folkmoot.model.contest import ContestPlan, ScoringRule
from folkmoot.model.contest_log import ZERO, Award, ContestAct, Deed, Moments, Standings
from folkmoot.rules.contest_entries import Decisions, Same, decided
from folkmoot.rules.contest_guards import UNKNOWN, History, history_of, objection, remember
from folkmoot.rules.contest_tables import tables_of
from folkmoot.rules.rounds import moment_in

WEEK = timedelta(days=7)
COUNTED, PENDING, TAKEN = "counted", "pending", "taken"
_ORDER = attrgetter("at", "id", "account")


def moments_of(plan: ContestPlan, zone: str) -> Moments:
    """Return a contest's moments. ``zone``: the community's, where the plan names none."""
    zone = plan.zone or zone

    def known(said: str, *, ends: bool) -> datetime | None:
        return moment_in(said, zone, ends=ends) if said else None

    begins, over = moment_in(plan.begins, zone, ends=False), moment_in(plan.ends, zone, ends=True)
    review = known(plan.review_until, ends=True) or over + WEEK
    appeals = known(plan.appeals_until, ends=True) or review
    return Moments(known(plan.sign_up, ends=False), begins, over, known(plan.freeze, ends=False), review, appeals, zone)


def stage_of(plan: ContestPlan, moments: Moments, at: datetime, *, approved: bool) -> str:
    """Return where a contest is at a moment."""
    if plan.cancelled:
        return "cancelled"
    if approved:
        return "final"
    if at < moments.begins:
        return "announced"
    if at >= moments.ends:
        return "review"
    return "frozen" if moments.freeze is not None and at >= moments.freeze else "running"


def shown_at(moments: Moments, stage: str, at: datetime) -> datetime:
    """Return the moment of which everybody sees the tables: they stand still from the freeze until the end is approved."""
    if moments.freeze is not None and stage in ("frozen", "review"):
        return min(at, moments.freeze)
    return at


def in_order(deeds: Iterable[Deed], at: datetime) -> list[Deed]:
    """Return the deeds up to a moment in order of time, each once, however often and wherever it was told."""
    found: list[Deed] = []
    for one in sorted((one for one in deeds if one.at <= at), key=_ORDER):
        if not found or found[-1].id != one.id:
            found.append(one)
    return _each_once(found)


def _each_once(found: list[Deed]) -> list[Deed]:
    """Return the deeds without those that bear the id of an earlier one, as an event told under two moments does."""
    first: dict[str, Deed] = {}
    for one in found:
        first.setdefault(one.id, one)
    return list(first.values())


def standings(
    plan: ContestPlan, deeds: Iterable[Deed], acts: Sequence[ContestAct], at: datetime, *, zone: str = "UTC", same: Same = str
) -> Standings:  # fmt: skip
    """Return the standings of a contest at a moment, every point with its event and rule, every other with what took it.

    ``same``: one name for a person who comes under several. The same declaration, log and moment give the same standings,
    in whatever order and however often the log is told. Edges: after the approval nothing changes any more.
    """
    moments, found = moments_of(plan, zone), decided(plan, acts, at, same)
    if found.approved is not None:
        at = min(at, found.approved.at)
    log = in_order(deeds, at)
    awards = _Scoring(plan, moments, found, history_of(plan, log, moments, at)).run(log)
    stage = stage_of(plan, moments, at, approved=found.approved is not None)
    people, teams, cities = tables_of(plan, found, awards)
    return Standings(plan, moments, at, stage, found.entries, found.teams, awards, people, teams, cities,
                     found.appeals, found.approved)  # fmt: skip


def matches(rule: ScoringRule, deed: Deed) -> bool | None:
    """Return whether a rule speaks of a deed; None: that was not told."""
    if rule.kind != deed.kind or (rule.repos and deed.repo not in rule.repos):
        return False
    if rule.label and rule.label.lower() not in deed.labels:
        return False
    if rule.words and rule.words.lower() not in deed.title.lower():
        return False
    if rule.path:
        if deed.folders is None:
            return None
        wanted = rule.path.strip("/")
        return any(one == wanted or one.startswith(f"{wanted}/") for one in deed.folders)
    return True


@dataclass
class _Scoring:
    """One run over the log."""

    plan: ContestPlan
    moments: Moments
    found: Decisions
    history: History
    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    out: dict[str, str] = field(default_factory=dict)  # of each person, why they are out

    def run(self, log: Iterable[Deed]) -> Mapping[str, tuple[Award, ...]]:
        """Return the awards of everybody who takes part."""
        awards: dict[str, list[Award]] = {person: [] for person in self.found.entries}
        self.out = {person: self.found.out(entry) for person, entry in self.found.entries.items()}
        rules: dict[str, list[ScoringRule]] = {}
        for rule in self.plan.scoring:
            rules.setdefault(rule.kind, []).append(rule)
        for deed in log:
            if deed.person not in awards or not self.moments.begins <= deed.at < self.moments.ends:
                continue
            for rule in rules.get(deed.kind, ()):
                said = matches(rule, deed)
                if said is not False:
                    awards[deed.person].append(self._award(deed, rule, told=said is True))
        return {person: tuple(each) for person, each in awards.items()}

    def _award(self, deed: Deed, rule: ScoringRule, *, told: bool) -> Award:
        state, by, note = self._judged(deed, rule, told=told)
        if state != TAKEN:
            remember(deed, rule, self.history)
        return Award(deed, rule.id, rule.points if state == COUNTED else ZERO, state, by, note)

    def _judged(self, deed: Deed, rule: ScoringRule, *, told: bool) -> tuple[str, str, str]:
        key = f"{deed.id}:{rule.id}"
        out = self.out[deed.person]
        if out:
            return TAKEN, "disqualified", out
        nod, lifted = self.found.nods.get(key), key in self.found.lifted
        if nod is not None and not nod.content.get("ok") and not lifted:
            return TAKEN, "refused", nod.why
        against = None if lifted else objection(deed, rule, self.history)
        if against is not None and against.sure:
            return TAKEN, against.rule, against.note
        if nod is None and not lifted:
            if against is not None:
                return PENDING, against.rule, against.note
            if not told:
                return PENDING, "path", UNKNOWN
            if rule.verify == "review":
                return PENDING, "review", ""
        full = self._full(deed, rule)
        return (TAKEN, *full) if full else (COUNTED, rule.id, "")

    def _full(self, deed: Deed, rule: ScoringRule) -> tuple[str, str] | None:
        """Return the cap that is reached and how much it allows; else count the deed against all caps."""
        caps: list[tuple[int, str, tuple[str, ...]]] = []
        if rule.most_each:
            caps.append((rule.most_each, "most-each", ("each", rule.id, deed.person)))
        if rule.most_a_day:
            caps.append(
                (rule.most_a_day, "most-a-day", ("day", rule.id, deed.person, _day(deed.at, self.moments.zone)))
            )
        if rule.most_team:
            teams = self.found.teams_of(self.plan, deed.person)
            caps += [(rule.most_team, "most-team", ("team", rule.id, team)) for team in teams]
        for most, name, key in caps:
            if self.counts[key] >= most:
                return name, str(most)
        for _most, _name, key in caps:
            self.counts[key] += 1
        return None


def _day(at: datetime, zone: str) -> str:
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date().isoformat()
