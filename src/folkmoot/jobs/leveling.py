"""Community numbers and levels: asked for, given, hidden and shown; levels that were reached are recorded with their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from folkmoot.charter.levels import levels_of
from folkmoot.jobs.moving import day_of
from folkmoot.ledger import numbers
from folkmoot.model.actor import Actor
from folkmoot.model.certificate import Number
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.ladder import LadderVerdict, Verdict
from folkmoot.model.level import Level
from folkmoot.model.rounds_plain import plain
from folkmoot.model.text import Text
from folkmoot.reports.clauses import asked_words
from folkmoot.reports.climbers import Climbers
from folkmoot.reports.holders import Holder, climbing, holders, judged, level_now, names_of
from folkmoot.reports.homes import Homes
from folkmoot.reports.round_course import digest_of
from folkmoot.reports.standing import leaves_of

ROBOT = Actor("moot", origin="job", operator=True)
WHY = 2_000


def request(homes: Homes, own: Iterable[str], *, actor: Actor, now: datetime) -> Number:
    """Give whoever asks a number of their own; ``own``: the people they have proven to be. Errors: NotAllowed for nobody known."""
    mine = tuple(own)
    if not actor.name or not mine:
        raise NotAllowed(
            Text("a number belongs to somebody who is known here.", "社区编号只发给社区已知的人员。"),
            mend=Text("Sign in, and prove an account of yours first.", "请先登录，并证明一个账号属于你。"),
        )
    return give(homes, mine[0], actor=actor, now=now)


def give(homes: Homes, person: str, *, actor: Actor, now: datetime, why: str = "") -> Number:
    """Return somebody's number, a new one if they have none, at the first level if that one asks nothing.

    Errors: BadInput for nobody, and for a robot.
    """
    known = homes.faces.find(person) or homes.faces.known(person)
    if known is None:
        raise BadInput(
            Text(f"there is nobody called '{person[:100]}'.", f"没有名为“{person[:100]}”的人员。"),
            mend=Text("Write their id, or an account of theirs.", "请填写其 ID 或其账号。"),
        )
    if known.bot:
        raise BadInput(Text("robots have no number.", "机器人没有社区编号。"))
    number = numbers.of(names_of(homes, known.id)) or numbers.issue(known.id, actor=actor, now=now, why=_short(why))
    first = levels_of(homes.charter)[0]
    if number.level is None and not (first.all or first.any):
        try:
            return numbers.act(number, "level", _content(first), actor=ROBOT, now=now)
        except numbers.Overtaken:  # somebody else has just done so
            return numbers.one(number.serial)
    return number


def display(homes: Homes, own: Iterable[str], *, shown: bool, actor: Actor, now: datetime) -> Number:
    """Show one's number, level and certificates on the own page, or no longer. Errors: NotAllowed for who has no number."""
    every = holders(homes)
    mine = next((every[one] for one in own if one in every), None)
    if mine is None:
        raise NotAllowed(
            Text("you have no community number.", "你还没有社区编号。"), mend=Text("Ask for one first.", "请先申请。")
        )
    number = mine.number
    if number.is_hidden == (not shown):
        return number
    return numbers.act(number, "show" if shown else "hide", actor=actor, now=now)


def put(homes: Homes, person: str, level: str, *, actor: Actor, now: datetime, why: str) -> Number:
    """Set somebody's level by hand, with a reason; also one below. Errors: NotAllowed; BadInput."""
    actor.must_operate()
    if not _short(why):
        raise BadInput(
            Text("a level is set by hand for a reason.", "手动设定级别须说明理由。"),
            mend=Text("Say why, in a few words.", "请简要说明原因。"),
        )
    wanted = next((one for one in levels_of(homes.charter) if level.lower() in (one.id, one.letters.lower())), None)
    if wanted is None:
        known = ", ".join(one.id for one in levels_of(homes.charter))
        raise BadInput(
            Text(f"there is no level '{level[:40]}'.", f"没有级别“{level[:40]}”。"),
            mend=Text(f"Levels: {known}.", f"可用级别：{known}。"),
        )
    number = give(homes, person, actor=actor, now=now)
    return numbers.act(number, "level", {**_content(wanted), "by_hand": True}, actor=actor, now=now, why=_short(why))


def advance(homes: Homes, now: datetime) -> tuple[tuple[int, str], ...]:
    """Record for everybody with a number the highest level that they have reached; return what was recorded.

    Edges: nobody falls by what is counted; who was set to a level by hand rises no higher than that by themselves.
    """
    every = {who: one for who, one in holders(homes).items() if homes.faces.known(who) is not None}
    if not every:
        return ()
    climbers = climbing(homes, None, tuple(every), day_of(homes, now))
    done = []
    for who, holder in every.items():
        reached = _reached(homes, climbers, who, holder)
        if reached is None:
            continue
        level, verdict = reached
        try:
            numbers.act(holder.number, "level", evidence(climbers, level, verdict), actor=ROBOT, now=now)
        except numbers.Overtaken:  # the next time looks again
            continue
        done.append((holder.number.serial, level.letters))
    return tuple(done)


def _reached(homes: Homes, climbers: Climbers, who: str, holder: Holder) -> tuple[Level, LadderVerdict] | None:
    act = max((one.level for one in holder.numbers if one.level), key=lambda one: one.at, default=None)
    if act is not None and act.content.get("by_hand"):
        return None
    levels, now = levels_of(homes.charter), level_now(homes, holder)
    above = levels[levels.index(now) + 1 :] if now in levels else levels
    for level in reversed(above):
        verdict = judged(climbers, who, level)
        if verdict is not None and verdict.word is Verdict.MET:
            return level, verdict
    return None


def evidence(climbers: Climbers, level: Level, verdict: LadderVerdict) -> dict[str, Any]:
    """Return what is frozen of a level that was reached: each clause with what was found, and what it was read from."""
    clauses = [
        {name: leaf[name] for name in ("clause", "word", "why", "tallies")} for leaf in leaves_of(verdict.root, climbers.ladder)
    ]  # fmt: skip
    root = verdict.root.clause
    frozen = plain({
        "asks": [asked_words(one, climbers.ladder) for one in root.below], "any": bool(root.any), "clauses": clauses,
        "until": climbers.day, "charter": climbers.homes.charter.commit,
        "lake": climbers.homes.snapshot.version,
    })  # fmt: skip
    return {**_content(level), "evidence": frozen, "digest": digest_of(frozen)}


def _content(level: Level) -> dict[str, Any]:
    return {"level": level.id, "letters": level.letters, "title": plain(level.title), "does": plain(level.does)}


def _short(why: str) -> str:
    if len(why) > WHY:
        raise BadInput(Text(f"this is too long: {WHY:,} letters at most.", f"内容过长，最多 {WHY:,} 个字符。"))
    return why.strip()
