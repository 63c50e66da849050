"""What is asked of a committee about a group: talked about for a week, put to its vote, and written into the charter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from folkmoot.jobs import moving
from folkmoot.jobs.amend import amend
from folkmoot.ledger import motions, petitions
from folkmoot.model.actor import Actor
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Kind
from folkmoot.model.petition import STATES, Petition, Sort
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.petitioned import is_over, last_said, motion_of
from folkmoot.rules.authority import must_manage
from folkmoot.rules.telling_votes import WORDS as OUTCOMES

LETTERS = 10_000


@dataclass(frozen=True, slots=True)
class Course:
    """Where it stands: what it lacks, its motion, whether that passed, and the change that follows."""

    petition: Petition
    lacks: tuple[Text, ...]
    motion: int | None = None
    word: str = ""  # of the motion's outcome; "" while there is none
    amendment: Amendment | None = None
    fault: Text = Text()
    stands: bool = False  # the charter says so


def ask(
    sort: Sort, slug: str, me: str, wanted: Mapping[str, Any], *, actor: Actor, now: datetime, why: str = ""
) -> int:
    """Record that something is asked and return the number. Errors: BadInput while the same is asked already."""
    over = [one for one in petitions.every(sort, slug) if is_over(one)]
    return petitions.ask(sort, slug, me, f"{slug}/{len(over) + 1}", wanted, actor=actor, now=now, why=why)


def comment(sort: Sort, number: int, words: str, *, actor: Actor, now: datetime) -> None:
    """Say something about it. Errors: NotAllowed for who is signed out; BadInput for no words."""
    if not actor.name:
        raise NotAllowed(
            Text("only who is signed in may speak.", "登录后方可评论。"), mend=Text("Sign in first.", "请先登录。")
        )
    if not words.strip() or len(words) > LETTERS:
        raise BadInput(Text("a comment has words, 10,000 letters at most.", "评论不能为空，最多 10,000 字。"))
    petitions.act(petitions.one(sort, number), "comment", actor=actor, now=now, why=words.strip())


def withdraw(sort: Sort, number: int, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Take it back. Errors: NotAllowed for anybody but who asked; BadInput once it is voted on."""
    petitions.act(own(sort, number, actor), "withdraw", actor=actor, now=now, why=why)


def own(sort: Sort, number: int, actor: Actor) -> Petition:
    """Return what somebody asked themselves. Errors: NotAllowed for anybody else; BadInput once it is voted on."""
    one = petitions.one(sort, number)
    if one.person not in actor.people:
        raise NotAllowed(
            Text("only who asked for it may do this.", "仅提出者可以操作。"),
            mend=Text("Sign in as them, or say it in a comment.", "请以提出者身份登录，或发表评论。"),
        )
    if one.state != "asked":
        raise BadInput(
            Text(f"this is {one.state} already.", f"该事项已{STATES[one.state].zh}。"),
            mend=Text("Look again.", "请刷新后再看。"),
        )
    return one


def put_about(one: Petition, about: str) -> int | None:
    """Return the motion it was put to, even where the way broke off between that and its record; None while there is none."""
    if (put := motion_of(one)) is not None:
        return put
    return max((each.number for each in motions.about(about) if each.opened_at >= last_said(one)), default=None)


def course(
    one: Petition, motion: int | None, lacks: tuple[Text, ...], now: datetime, *, stands: bool, settled: Callable[[int], Amendment | None]
) -> Course:  # fmt: skip
    """Return where it stands. ``settled``: the change that follows once its motion passed; None where nothing is left to write."""
    if motion is None:
        return Course(one, lacks, stands=stands)
    moving.close_one(motion, now)
    outcome = motions.outcome(motion)
    word = outcome.word if outcome else "open"
    if outcome is None or not outcome.passed or stands:
        return Course(one, (), motion, word, stands=stands)
    try:
        change = settled(motion)
    except BadInput as error:
        return Course(one, (), motion, word, fault=Text(error.said_in("en"), error.said_in("zh")))
    return Course(one, (), motion, word, change, stands=change is None)


def must_be_ready(homes: Homes, it: Course, group: str, decides: Text) -> None:
    """Errors: BadInput while anything is missing, for what was put already, or for a group that is no committee."""
    if it.petition.state != "asked" or it.motion is not None:
        state = it.word or it.petition.state
        raise BadInput(
            Text(f"this is {state} already.", f"该事项已进入下一步：{state}。"),
            mend=Text("Look at its motion.", "请查看对应动议。"),
        )
    if it.lacks:
        raise BadInput(Text(f"it cannot be put to the vote yet: {it.lacks[0].en}", f"尚不能提交表决：{it.lacks[0].zh}"))
    if moving.group_of(homes, group).kind is not Kind.COMMITTEE:
        raise BadInput(Text(f"'{group}' is no committee.", f"“{group}”不是委员会。"), mend=decides)


def apply(homes: Homes, it: Course, *, declared: Text, actor: Actor, now: datetime, branch: str = "") -> str:
    """Write it into the charter, whole, and return the commit; "" in a plain folder. ``declared``: what is said where it stands there.

    Errors: NotAllowed for who does not lead the committee that decided; BadInput where nothing passed, or files are in the way.
    """
    if it.motion is None:
        raise BadInput(
            Text("nobody has voted on it.", "尚未表决。"), mend=Text("Put it to the vote first.", "请先提交表决。")
        )
    must_manage(actor, moving.group_of(homes, motions.motion(it.motion).group), moving.day_of(homes, now))
    if it.amendment is None:
        not_passed = Text(f"its motion has not passed: {it.word}.", f"其动议未通过：{OUTCOMES[it.word].zh}。")
        raise BadInput(it.fault or (declared if it.stands else not_passed))
    commit = amend(homes.charter, it.amendment, message=f"Motion {it.motion}.", actor=actor, branch=branch)
    if not branch:
        petitions.act(it.petition, "done", {"commit": commit}, actor=actor, now=now)
    return commit
