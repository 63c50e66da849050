"""Who is in a contest, in which team, and what was decided about whom: the acts of its log, read in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from folkmoot.model.contest import ContestPlan
from folkmoot.model.contest_log import Appeal, ContestAct, Entry, TeamSeen

Same = Callable[[str], str]
FOUNDED = ("university", "free")


@dataclass(frozen=True)
class Decisions:
    """What was decided by a moment. ``nods``: of each award, the newest decision. ``lifted``: awards that an appeal gave back."""

    entries: Mapping[str, Entry]
    teams: Mapping[str, TeamSeen]
    nods: Mapping[str, ContestAct]
    lifted: frozenset[str]
    appeals: tuple[Appeal, ...]
    approved: ContestAct | None

    def teams_of(self, plan: ContestPlan, person: str) -> tuple[str, ...]:
        """Return the teams for which somebody's points count."""
        return teams_that_count(plan, self.entries.get(person))

    def out(self, entry: Entry) -> str:
        """Return why somebody is disqualified, themselves or with a team of theirs; "" while they are not."""
        teams = (self.teams.get(one) for one in entry.teams)
        return entry.out or next((team.out for team in teams if team is not None and team.out), "")


def teams_that_count(plan: ContestPlan, entry: Entry | None) -> tuple[str, ...]:
    """Return the teams for which an entrant's points count, by the rule about two teams where it is declared."""
    if entry is None:
        return ()
    guard = next((one for one in plan.guards if one.rule == "one-team"), None)
    if guard is None or len(entry.teams) < 2:
        return entry.teams
    return entry.teams[:1] if guard.keep == "first" else ()


def cities_that_count(plan: ContestPlan, entry: Entry | None, teams: Mapping[str, TeamSeen]) -> tuple[str, ...]:
    """Return the cities for which an entrant's points count: those of city teams, else the one they named, else their team's."""
    if entry is None:
        return ()
    if plan.teams == "city":
        return teams_that_count(plan, entry)
    team = teams.get(entry.team)
    city = entry.city or (team.city if team else "")
    return (city,) if city else ()


@dataclass
class _Seat:
    """Under one name: since when they are in, their city and their team."""

    at: datetime
    city: str = ""
    team: str = ""
    since: int = 0  # the ordinal with which they came to the team


@dataclass
class _Log:
    """What reading act after act gathers."""

    seats: dict[str, _Seat] = field(default_factory=dict)
    teams: dict[str, TeamSeen] = field(default_factory=dict)
    nods: dict[str, ContestAct] = field(default_factory=dict)
    out: dict[tuple[str, str], str] = field(default_factory=dict)
    appeals: dict[int, Appeal] = field(default_factory=dict)
    approved: ContestAct | None = None


def in_order(acts: Iterable[ContestAct], until: datetime) -> list[ContestAct]:
    """Return the acts up to a moment in their order, each once."""
    return sorted({one.ordinal: one for one in acts if one.at <= until}.values(), key=lambda one: one.ordinal)


def decided(plan: ContestPlan, acts: Iterable[ContestAct], at: datetime, same: Same = str) -> Decisions:
    """Return who takes part and what was decided, up to and with a moment; nothing after the approval."""
    log = _Log()
    for act in in_order(acts, at):
        if log.approved is None:
            _read(plan, log, act, same)
    answered = [one for one in log.appeals.values() if one.answer is not None and one.answer.content.get("granted")]
    return Decisions(
        _entries(log, same), _teams(plan, log, same), log.nods, frozenset(one.key for one in answered if one.key),
        tuple(log.appeals.values()), log.approved,
    )  # fmt: skip


def _read(plan: ContestPlan, log: _Log, act: ContestAct, same: Same) -> None:
    if act.verb in ("enter", "found", "join", "part", "leave"):
        _seated(plan, log, act)
    elif act.verb == "verify":
        log.nods[str(act.content["key"])] = act
    elif act.verb == "disqualify":
        log.out[("team", act.team) if act.team else ("person", act.person)] = act.why or "?"
    elif act.verb == "appeal":
        key = str(act.content.get("key", ""))
        log.appeals[act.ordinal] = Appeal(act.ordinal, act.at, act.person, act.why, key)
    elif act.verb == "answer":
        _answered(log, act, same)
    elif act.verb == "approve":
        log.approved = act


def _seated(plan: ContestPlan, log: _Log, act: ContestAct) -> None:
    seat = log.seats.get(act.person)
    if act.verb == "enter":
        city = str(act.content.get("city", ""))
        team = city if plan.teams == "city" else act.team if plan.teams == "chapter" else ""
        log.seats.setdefault(act.person, _Seat(act.at, city, team, act.ordinal))
    elif act.verb == "leave":
        log.seats.pop(act.person, None)
    elif seat is not None:
        seat.team = "" if act.verb == "part" else act.team
        seat.since = act.ordinal
    if act.verb == "found":
        name, city = str(act.content.get("name", "")), str(act.content.get("city", ""))
        log.teams.setdefault(act.team, TeamSeen(act.team, name, city=city, founder=act.person))


def _answered(log: _Log, act: ContestAct, same: Same) -> None:
    """Read an answer; one that grants what is about no event lifts the disqualification: one's own, else that of one's team."""
    appeal = log.appeals.get(int(act.content.get("appeal", 0)))
    if appeal is None:
        return
    log.appeals[appeal.ordinal] = replace(appeal, answer=act)
    if act.content.get("granted") and not appeal.key:
        me = same(appeal.person)
        own = [key for key in log.out if key[0] == "person" and same(key[1]) == me]
        for key in own or [("team", seat.team) for name, seat in log.seats.items() if same(name) == me]:
            log.out.pop(key, None)


def _entries(log: _Log, same: Same) -> dict[str, Entry]:
    """Return everybody once, whatever the number of names under which they came."""
    out = {same(name): why for (sort, name), why in log.out.items() if sort == "person"}
    found: dict[str, list[_Seat]] = {}
    for name, seat in log.seats.items():
        found.setdefault(same(name), []).append(seat)
    entries = {}
    for person, seats in found.items():
        seats.sort(key=lambda one: one.since)
        teams = tuple(dict.fromkeys(one.team for one in seats if one.team))
        first = min(seats, key=lambda one: (one.at, one.since))
        entries[person] = Entry(person, first.at, first.city, teams, out.get(person, ""))
    return entries


def _teams(plan: ContestPlan, log: _Log, same: Same) -> dict[str, TeamSeen]:
    teams = dict(log.teams) if plan.teams in FOUNDED else {}
    if plan.teams == "city":
        teams = {one.id: TeamSeen(one.id, "", city=one.id) for one in plan.cities}
    for seat in log.seats.values():
        if plan.teams == "chapter" and seat.team:
            teams.setdefault(seat.team, TeamSeen(seat.team, "", city=seat.city))
    members: dict[str, dict[str, None]] = {}
    for name, seat in sorted(log.seats.items(), key=lambda one: one[1].since):
        members.setdefault(seat.team, {})[same(name)] = None
    return {
        ident: replace(one, members=tuple(members.get(ident, ())), out=log.out.get(("team", ident), ""))
        for ident, one in teams.items()
    }
