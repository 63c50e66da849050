"""The demo's elections: one with candidates, an exception, ballots and a certified result; one in which people vote now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from folkmoot.jobs import electing
from folkmoot.jobs.demo.dice import Dice
from folkmoot.jobs.demo.recorded import seats
from folkmoot.model.actor import Actor
from folkmoot.model.election import Election
from folkmoot.reports.election_course import seen
from folkmoot.reports.homes import Homes

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STATEMENTS = (
    ("I keep releases on time, and I would like every group to know a month ahead what is due.",
     "我一直负责按时发布版本，希望每个小组都能提前一个月知道待办事项。"),
    ("Newcomers wait too long for their first answer. I want a promise, and somebody who keeps it.",
     "新人等待首次答复的时间过长。我希望有明确承诺，并有人负责兑现。"),
    ("Fewer rules, all of them written down in one place; decisions with their reasons.", "规则更少、集中成文；决定附上理由。"),
    ("Builds on every device we support, before anything is merged.", "合入之前，在所有支持的设备上完成构建。"),
    ("Documentation in both languages on the same day.", "中英文文档同日发布。"),
    ("A budget that everybody can read.", "人人可读的预算。"),
)  # fmt: skip
REASONS = (
    "I organised three meet-ups this year; none of it is in the repositories.",
    "I answer in the chat every day, and have translated the handbook.",
)
FINISHED, RUNNING = (6, 30), (4, 9)  # how many stand, and how many have voted
OPINION = 0.2  # the share of candidates about whom a voter has none


def record(homes: Homes) -> None:
    """Record what people did about the elections that the charter declares, each at its time."""
    today = datetime.now(UTC).date()
    visitors = frozenset(seats(homes.charter, today).values())
    for place, election in enumerate(homes.charter.elections[:2]):
        _one(homes, election, *(FINISHED, RUNNING)[place], visitors, Dice(place + 1, 91))
        if place == 0:
            _finish(homes, election)


def _one(homes: Homes, election: Election, stand: int, vote: int, visitors: frozenset[str], dice: Dice) -> None:
    it = seen(homes, election.id, datetime(1970, 1, 1))
    moments, officers = it.course.moments, election.officers
    able = _able(homes, election, moments.opens)
    early = frozenset(_able(homes, election, moments.nominations))
    others = [one for one in able if one not in officers and one not in visitors]
    candidates = [one for one in others if _may_stand(homes, election, one)][: stand + 1]
    for place, name in enumerate(candidates):
        by, at = Actor(name, "demo", people=(name,)), moments.nominations + (place + 1) * 9 * HOUR
        electing.nominate(homes, election.id, name, actor=by, now=at)
        en, zh = STATEMENTS[place % len(STATEMENTS)]
        electing.state(homes, election.id, en, zh, actor=by, now=at + HOUR)
        for friend in [one for one in others if one != name and one in early][place : place + 2]:
            friendly = Actor(friend, "demo", people=(friend,))
            electing.endorse(homes, election.id, name, actor=friendly, now=at + (2 + place) * HOUR)
    if len(candidates) > stand:
        last = Actor(candidates[-1], "demo", people=(candidates[-1],))
        electing.answer(
            homes, election.id, "withdraw", actor=last, now=moments.nominations_until, why="no time after all"
        )
    _exception(homes, election, officers[0])
    course = electing.opened(homes, election.id, moments.opens).course
    standing = [str(one["id"]) for one in course.frozen["candidates"]]  # too few friends, and one does not stand
    for place, name in enumerate([one for one in others if one not in candidates][:vote]):
        marks = _marks([one for one in candidates if one in standing], dice)
        if any(mark is not None for mark in marks.values()):
            by = Actor(name, "demo", people=(name,))
            electing.vote(homes, election.id, marks, actor=by, now=moments.opens + (place + 1) * HOUR)


def _able(homes: Homes, election: Election, at: datetime) -> list[str]:
    """Return who may vote as things are at a moment."""
    return [one for one, right in seen(homes, election.id, at).voters.items() if right.word == "met"]


def _may_stand(homes: Homes, election: Election, name: str) -> bool:
    """Return whether somebody may stand when nominations begin, and still may when voting does."""
    moments = seen(homes, election.id, datetime(1970, 1, 1)).course.moments
    rights = [seen(homes, election.id, at).may_stand((name,)) for at in (moments.nominations, moments.opens)]
    return all(right is not None and right.word == "met" for right in rights)


def _exception(homes: Homes, election: Election, officer: str) -> None:
    """Two who are not on the roll ask to be; an officer agrees to one, and has not decided about the other."""
    it = seen(homes, election.id, datetime(1970, 1, 1))
    at = min(it.course.moments.opens, it.course.moments.exceptions_until) - DAY
    rights = seen(homes, election.id, at).voters
    able = [one for one, right in sorted(rights.items()) if right.word == "not met" and one not in election.officers]
    for name, why in zip(able, REASONS, strict=False):
        electing.request(homes, election.id, why, actor=Actor(name, "demo", people=(name,)), now=at)
    by = Actor(officer, "demo", people=(officer,))
    for name in able[:1]:
        electing.decide(homes, election.id, name, granted=True, why="seen there by two of us", actor=by, now=at + HOUR)


def _marks(candidates: list[str], dice: Dice) -> dict[str, int | None]:
    """Return one ballot: earlier candidates are liked a little more."""
    liking = {name: float(dice.uniform(1)[0]) - 0.06 * place for place, name in enumerate(candidates)}
    silent = {name for name in candidates if float(dice.uniform(1)[0]) < OPINION}
    order = sorted((name for name in candidates if name not in silent), key=lambda name: -liking[name])
    return {name: order.index(name) + 1 if name in order else None for name in candidates}


def _finish(homes: Homes, election: Election) -> None:
    it = seen(homes, election.id, datetime(1970, 1, 1))
    officer = Actor(election.officers[0], "demo", people=(election.officers[0],))
    closes = it.course.moments.closes
    electing.close(homes, election.id, actor=officer, now=closes + HOUR)
    electing.certify(homes, election.id, "Counted again by both officers.", actor=officer, now=closes + DAY)
