"""Complaint conferences judged: what stands after all acts, which complaints are one, how many agree. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from folkmoot.model.complaint import Answered, Cluster, Complaint, ConferencePlan
from folkmoot.model.programme import Act

Same = Callable[[str], str]
"""Who somebody, or an account, turned out to be."""
SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Standing:
    """A conference at a moment. ``apart``: pairs of complaints that an organiser has split, so that nobody asks again."""

    complaints: Mapping[int, Complaint]
    clusters: tuple[Cluster, ...]
    apart: frozenset[tuple[int, int]] = frozenset()
    last: int = 0

    def cluster_of(self, number: int) -> Cluster | None:
        """Return the cluster in which a complaint stands; None for one that is not shown."""
        return next((one for one in self.clusters if any(each.number == number for each in one.members)), None)


def bounds(plan: ConferencePlan, zone: str) -> tuple[datetime, datetime]:
    """Return from when until when people complain and vote, in UTC."""
    return _moment(plan.begins, zone), _moment(plan.ends, zone, after=True)


def _moment(said: str, zone: str, *, after: bool = False) -> datetime:
    local = datetime.fromisoformat(said.replace(" ", "T"))
    if len(said) == len("2026-11-01") and after:
        local += timedelta(days=1)
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)


def stage_of(plan: ConferencePlan, zone: str, clusters: Iterable[Cluster], at: datetime) -> str:
    """Return where a conference is at a moment."""
    if plan.cancelled:
        return "cancelled"
    begins, ends = bounds(plan, zone)
    if at < begins:
        return "announced"
    if at < ends:
        return "open"
    return "answering" if any(one.state in ("open", "heard", "planned") for one in clusters) else "done"


def standing(own: Sequence[Act], each: Mapping[int, Sequence[Act]], at: datetime, same: Same) -> Standing:
    """Return what stands at a moment, from the log of the conference and those of its complaints.

    A vote is somebody's last word about a complaint, so it does not matter in which order different people vote. Nobody
    agrees with themselves: who complained is no voter of a cluster in which they complain, whatever they voted before it was
    merged. A cluster has the answers of all its complaints, in their order.
    """
    seen = [act for act in own if act.at <= at]
    found = {act.ordinal: _made(act, each.get(act.ordinal, ()), at, same) for act in seen if act.verb == "complain"}
    apart: set[tuple[int, int]] = set()
    for act in seen:
        number = int(act.content.get("number") or 0)
        if number in found:
            found[number] = _moved(found, number, act, apart)
    clusters = _clusters(found, same)
    return Standing(found, clusters, frozenset(apart), max((act.ordinal for act in own), default=0))


def _made(act: Act, log: Sequence[Act], at: datetime, same: Same) -> Complaint:
    votes: dict[str, bool] = {}
    links: dict[str, bool] = {}
    answers: list[Answered] = []
    for one in log:
        if one.at > at:
            continue
        if one.verb in ("vote", "unvote"):
            votes[same(one.person)] = one.verb == "vote"
        elif one.verb in ("link", "unlink"):
            links[str(one.content.get("link"))] = one.verb == "link"
        elif one.verb == "answer":
            said = one.content
            answers.append(
                Answered(
                    one.ordinal, one.at, str(said["state"]), one.why, str(said.get("link") or ""), one.person or one.by
                )
            )
    said = act.content
    return Complaint(
        act.ordinal, act.at, act.person, str(said.get("title") or ""), str(said.get("words") or ""), str(said.get("area") or ""),
        bool(said.get("anonymous", True)), voters=frozenset(who for who, held in votes.items() if held),
        links=tuple(link for link, held in links.items() if held), answers=tuple(answers),
    )  # fmt: skip


def _moved(found: Mapping[int, Complaint], number: int, act: Act, apart: set[tuple[int, int]]) -> Complaint:
    one = found[number]
    if act.verb == "withdraw":
        return replace(one, withdrawn=True)
    if act.verb == "hide":
        return replace(one, hidden=act.why or "?")
    if act.verb == "show":
        return replace(one, hidden="")
    if act.verb == "move":
        return replace(one, area=str(act.content.get("area") or ""))
    into = int(act.content.get("into") or 0)
    pair = (min(number, into), max(number, into))
    if act.verb == "merge" and into in found:
        apart.discard(pair)
        return replace(one, into=into)
    if act.verb == SPLIT:
        if into:
            apart.add(pair)
        return replace(one, into=0) if not into or one.into == into or root_of(found, number) == into else one
    return one


def root_of(found: Mapping[int, Complaint], number: int) -> int:
    """Return the complaint that one was merged into in the end; a ring, which nobody can make, ends at its smallest."""
    path = [number]
    while (into := found[path[-1]].into) and into in found:
        if into in path:
            return min(path)
        path.append(into)
    return path[-1]


def _clusters(found: Mapping[int, Complaint], same: Same) -> tuple[Cluster, ...]:
    groups: dict[int, list[Complaint]] = {}
    for number in sorted(found):
        if found[number].is_shown:
            groups.setdefault(root_of(found, number), []).append(found[number])
    made = []
    for root, members in groups.items():
        head = next((one for one in members if one.number == root), members[0])
        authors = {same(one.person) for one in members}
        voters = frozenset(who for one in members for who in one.voters) - authors
        answers = tuple(
            sorted((each for one in members for each in one.answers), key=lambda each: (each.at, each.ordinal))
        )
        links = tuple(dict.fromkeys(link for one in members for link in one.links))
        last = answers[-1] if answers else None
        made.append(Cluster(head, tuple(members), len(voters), last.state if last else "open", last, answers, links))
    return tuple(sorted(made, key=lambda one: one.number))


def by_votes(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Return clusters, those with most voices first: who agrees, and who complained the same; of equals the older first."""
    return sorted(clusters, key=lambda one: (-(one.votes + len(one.members)), one.number))


def local_day(at: datetime, zone: str) -> date:
    """Return the day of a moment on the conference's clocks."""
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
