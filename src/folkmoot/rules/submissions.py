"""Submission contests judged: exact numbers, who is ranked how, who may hand in once more, and whose turn it is."""

from __future__ import annotations

import heapq
import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from folkmoot.model.contest import ContestPlan
from folkmoot.model.contest_log import ZERO, Entry, Rank, TeamSeen
from folkmoot.model.scope import day_start
from folkmoot.model.submission import Best, MetricPlan, QuotaPlan, Submission, Waiting

WIDTH = 19  # digits of one metric in a key
OFFSET = 10 ** (WIDTH - 1)
MOMENT, NUMBER = 17, 10  # digits of the moment, in microseconds, and of the number
EPOCH = datetime(1970, 1, 1)
LATEST = 10**MOMENT - 1
UNRANKED, BELOW = "nothing-scored", "below-threshold"
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)
LONGEST = 200  # letters of a number that is read


def exact(said: Any) -> Decimal | None:
    """Return a number as it was said, exactly; None for null, NaN, infinity and whatever is no number."""
    if isinstance(said, bool) or said is None:
        return None
    words = str(said).strip()
    if len(words) > LONGEST or not _NUMBER.fullmatch(words):
        return None
    try:
        return Decimal(words)
    except InvalidOperation:
        return None


def rounded(metric: MetricPlan, said: Any) -> Decimal | None:
    """Return a metric's value at its decimals, half to even; None when it is none, or beyond what it can be."""
    value = exact(said)
    if value is None or abs(value.adjusted()) > WIDTH + metric.places:
        return ZERO.quantize(Decimal(1).scaleb(-metric.places)) if value == 0 or _is_tiny(value) else None
    value = value.quantize(Decimal(1).scaleb(-metric.places), context=_EXACT)
    if (metric.least is not None and value < metric.least) or (metric.most is not None and value > metric.most):
        return None
    return abs(value) if value == 0 else value if abs(value.scaleb(metric.places)) < OFFSET else None


def _is_tiny(value: Decimal | None) -> bool:
    return value is not None and value.adjusted() < 0


def key_of(metrics: Sequence[MetricPlan], values: Mapping[str, Decimal | None], at: datetime, number: int) -> str:
    """Return digits that order as entries rank: the better entry has the greater key, of equals the earlier one.

    Edges: "" when the first metric is unknown, which never ranks; another one that is unknown comes after every value.
    """
    if values.get(metrics[0].id) is None:
        return ""
    parts = [_part(one, values.get(one.id)) for one in metrics]
    moment = LATEST - (at - EPOCH) // timedelta(microseconds=1)
    return "".join(parts) + f"{moment:0{MOMENT}d}{10**NUMBER - 1 - number:0{NUMBER}d}"


def _part(metric: MetricPlan, value: Decimal | None) -> str:
    if value is None:
        return "0" * WIDTH
    scaled = int(value.scaleb(metric.places, context=_EXACT))
    return f"{OFFSET + (scaled if metric.better == 'higher' else -scaled):0{WIDTH}d}"


def best_of(metrics: Sequence[MetricPlan], entrant: str, key: str, scored: int) -> Best:
    """Return what a key says."""
    values: list[Decimal | None] = []
    for place, metric in enumerate(metrics):
        part = int(key[place * WIDTH : (place + 1) * WIDTH])
        scaled = part - OFFSET if metric.better == "higher" else OFFSET - part
        values.append(Decimal(scaled).scaleb(-metric.places) if part else None)
    rest = key[len(metrics) * WIDTH :]
    at = EPOCH + timedelta(microseconds=LATEST - int(rest[:MOMENT]))
    return Best(entrant, tuple(values), at, 10**NUMBER - 1 - int(rest[MOMENT:]), scored)


def is_enough(metrics: Sequence[MetricPlan], values: Sequence[Decimal | None]) -> bool:
    """Return whether values reach every threshold that is declared; what is unknown does not."""
    for metric, value in zip(metrics, values, strict=True):
        if metric.threshold is None:
            continue
        if value is None or (value < metric.threshold if metric.better == "higher" else value > metric.threshold):
            return False
    return True


def ranks_of(
    plan: ContestPlan, found: Iterable[Best], entries: Mapping[str, Entry], teams: Mapping[str, TeamSeen]
) -> tuple[Rank, ...]:
    """Return the table of a submission contest: every entrant once, by their best entry.

    ``found``: of each entrant, by the name that they bear now. Edges: equal in every metric, the earlier one goes first, unless
    ties are ``shared``; who is below a threshold, has nothing scored or is disqualified stands at the end without a rank.
    """
    metrics = plan.evaluation.metrics if plan.evaluation else ()
    best = {one.entrant: one for one in found}
    lines: list[tuple[tuple[Any, ...], Rank]] = []
    for ident, size, out in _entrants(plan, entries, teams):
        one = best.get(ident)
        why = out or (UNRANKED if one is None else "" if is_enough(metrics, one.values) else BELOW)
        lines.append((_order(plan, metrics, one), _line(metrics, ident, one, size, why)))
    lines.sort(key=lambda pair: (bool(pair[1].out), pair[1].out == UNRANKED, pair[0], pair[1].id))
    return _numbered(lines)


def _entrants(
    plan: ContestPlan, entries: Mapping[str, Entry], teams: Mapping[str, TeamSeen]
) -> Iterable[tuple[str, int, str]]:
    if plan.teams == "none":
        return [(one.person, 1, "disqualified" if one.out else "") for one in entries.values()]
    return [(one.id, len(one.members), _out_of_team(plan, one, entries)) for one in teams.values()]


def _out_of_team(plan: ContestPlan, team: TeamSeen, entries: Mapping[str, Entry]) -> str:
    if team.out or any(entries[one].out for one in team.members if one in entries):
        return "disqualified"
    return "too-small" if len(team.members) < plan.team_least else ""


def _line(metrics: Sequence[MetricPlan], ident: str, one: Best | None, size: int, why: str) -> Rank:
    if one is None:
        return Rank(ident, None, ZERO, {}, 0, 0, 0, None, size, why)
    by_metric = {metric.id: value for metric, value in zip(metrics, one.values, strict=True) if value is not None}
    return Rank(ident, None, one.values[0] or ZERO, by_metric, one.scored, 0, 0, one.at, size, why)


def _order(plan: ContestPlan, metrics: Sequence[MetricPlan], one: Best | None) -> tuple[Any, ...]:
    if one is None:
        return ()
    marks = tuple(
        (value is None, ZERO if value is None else -value if metric.better == "higher" else value)
        for metric, value in zip(metrics, one.values, strict=True)
    )
    return marks if "shared" in plan.ties else (*marks, one.at, one.number)


def _numbered(lines: Sequence[tuple[tuple[Any, ...], Rank]]) -> tuple[Rank, ...]:
    done: list[Rank] = []
    before: tuple[Any, ...] | None = None
    for place, (order, line) in enumerate(lines, 1):
        rank = None if line.out else done[-1].rank if order == before else place
        before = order
        done.append(
            Rank(line.id, rank, line.points, line.by_rule, line.counted, 0, 0, line.last_at, line.size, line.out)
        )
    return tuple(done)


def left(quota: QuotaPlan, own: Iterable[Submission], now: datetime, zone: str) -> dict[str, int | None]:
    """Return how many uploads, scored runs today and in all, and places in the queue an entrant has left; None: without limit.

    Edges: what waits or runs is counted as if it were scored, until it is over: a run that gives no score costs nothing.
    """
    local = now.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
    since = day_start(local, zone)
    seen: Counter[str] = Counter()
    for one in own:
        today, open_ = since <= one.at <= now, not one.over
        costs = open_ or one.state == "scored"
        seen += Counter(all=int(costs), day=int(costs and today), uploads=int(today), waiting=int(open_))
    return {
        "uploads": max(0, quota.uploads - seen["uploads"]), "waiting": max(0, quota.waiting - seen["waiting"]),
        "a_day": max(0, quota.a_day - seen["day"]) if quota.a_day else None,
        "in_all": max(0, quota.in_all - seen["all"]) if quota.in_all else None,
    }  # fmt: skip


def turns(
    waiting: Iterable[Waiting], contests: Mapping[str, datetime], entrants: Mapping[tuple[str, str], datetime]
) -> list[int]:
    """Return the numbers of what waits in the order of their turns: contests take turns, and in each its entrants do.

    ``contests``, ``entrants``: when each had its last turn; who had none goes first. So nobody gets ahead by handing in more.
    """
    queues: dict[str, dict[str, deque[Waiting]]] = {}
    for one in sorted(waiting, key=lambda each: (each.at, each.number)):
        queues.setdefault(one.contest, {}).setdefault(one.entrant, deque()).append(one)
    within: dict[str, list[tuple[datetime, int, datetime, int, str]]] = {}
    for contest, people in queues.items():
        within[contest] = [
            (entrants.get((contest, who), EPOCH), 0, first[0].at, first[0].number, who) for who, first in people.items()
        ]
        heapq.heapify(within[contest])
    outer = [(contests.get(contest, EPOCH), 0, *heap[0][2:4], contest) for contest, heap in within.items()]
    heapq.heapify(outer)
    order: list[int] = []
    while outer:
        since, turn, _at, _first, contest = heapq.heappop(outer)
        heap = within[contest]
        mine, own_turn, _when, _number, who = heapq.heappop(heap)
        queue = queues[contest][who]
        order.append(queue.popleft().number)
        if queue:
            heapq.heappush(heap, (max(mine, _LATE), own_turn + 1, queue[0].at, queue[0].number, who))
        if heap:
            heapq.heappush(outer, (max(since, _LATE), turn + 1, *heap[0][2:4], contest))
    return order


_LATE = datetime(9999, 1, 1)
"""Who has just had a turn comes after all who had theirs before, in the order of their turns."""
