"""What becomes of a group: asked for, talked about for a week, put to a committee's vote, and written into the charter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from folkmoot.charter.amending.lifecycle import settled
from folkmoot.jobs import moving
from folkmoot.jobs.amend import amend
from folkmoot.ledger import motions, petitions
from folkmoot.model.actor import Actor
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group, Kind
from folkmoot.model.lifecycle import FATES, FROM, Fate
from folkmoot.model.petition import STATES, Petition, Sort
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.petitioned import is_over, lacks_of_fate, last_said, motion_of
from folkmoot.rules.authority import must_manage
from folkmoot.rules.lifecycle import may_ask
from folkmoot.rules.telling_votes import WORDS as OUTCOMES

SORT: Sort = "fate"
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
    stands: bool = False  # it is in the charter


def ask(homes: Homes, slug: str, said: Mapping[str, Any], *, actor: Actor, now: datetime) -> int:
    """Ask that a group rests, is revived, archived or merged; return the number. What it lacks may be added later.

    Errors: NotAllowed for who may not ask; BadInput for what cannot become of the group, or while something is asked already.
    """
    me, group, wanted = actor.must_be_somebody(), moving.group_of(homes, slug), _clean(homes, said)
    _may(homes, group, wanted, actor, now)
    over = [one for one in petitions.every(SORT, slug) if is_over(one)]
    return petitions.ask(SORT, slug, me, f"{slug}/{len(over) + 1}", wanted, actor=actor, now=now)


def revise(homes: Homes, number: int, said: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """Change what is asked; the week of notice begins anew. Errors: NotAllowed for anybody but who asked; BadInput once it is voted on."""
    one = _own(number, actor)
    wanted = _clean(homes, said)
    _may(homes, moving.group_of(homes, one.group), wanted, actor, now)
    petitions.act(one, "revise", wanted, actor=actor, now=now)


def comment(number: int, words: str, *, actor: Actor, now: datetime) -> None:
    """Say something about it. Errors: NotAllowed for who is signed out; BadInput for no words."""
    if not actor.name:
        raise NotAllowed(
            Text("only who is signed in may speak.", "登录后方可评论。"), mend=Text("Sign in first.", "请先登录。")
        )
    if not words.strip() or len(words) > LETTERS:
        raise BadInput(Text("a comment has words, 10,000 letters at most.", "评论不能为空，最多 10,000 字。"))
    petitions.act(petitions.one(SORT, number), "comment", actor=actor, now=now, why=words.strip())


def withdraw(number: int, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Take it back. Errors: NotAllowed for anybody but who asked; BadInput once it is voted on."""
    petitions.act(_own(number, actor), "withdraw", actor=actor, now=now, why=why)


def course(homes: Homes, number: int, now: datetime) -> Course:
    """Return where it stands. Errors: BadInput when there is none."""
    one = petitions.one(SORT, number)
    lacks, motion = lacks_of_fate(homes, one, now), motion_of(one)
    if motion is None:  # broken off between the motion and its record
        found = [each for each in motions.about(_about(one)) if each.opened_at >= last_said(one)]
        motion = max((each.number for each in found), default=None)
    done = one.state == "done"
    if motion is None:
        return Course(one, lacks, stands=done)
    moving.close_one(motion, now)
    outcome = motions.outcome(motion)
    word = outcome.word if outcome else "open"
    if outcome is None or not outcome.passed or done:
        return Course(one, (), motion, word, stands=done)
    group = homes.charter.group_by_slug.get(one.group)
    if group is not None and group.status not in FROM[one.wanted["what"]]:  # a branch was merged meanwhile
        return Course(one, (), motion, word, stands=group.status == fate_of(homes, one, motion, now).status)
    try:
        return Course(one, (), motion, word, settled(homes.charter, fate_of(homes, one, motion, now)))
    except BadInput as error:
        return Course(one, (), motion, word, fault=Text(error.said_in("en"), error.said_in("zh")))


def put(homes: Homes, number: int, *, group: str, actor: Actor, now: datetime, rule: str = "") -> int:
    """Put it to a committee's vote and return the motion's number.

    Errors: BadInput while anything is missing, or for a group that is no committee; NotAllowed as of ``moving.move``.
    """
    it = course(homes, number, now)
    if it.petition.state != "asked" or it.motion is not None:
        raise BadInput(
            Text(
                f"this is {it.word or it.petition.state} already.",
                f"该事项已进入下一步：{it.word or it.petition.state}。",
            ),
            mend=Text("Look at its motion.", "请查看对应动议。"),
        )
    if it.lacks:
        raise BadInput(Text(f"it cannot be put to the vote yet: {it.lacks[0].en}", f"尚不能提交表决：{it.lacks[0].zh}"))
    if moving.group_of(homes, group).kind is not Kind.COMMITTEE:
        raise BadInput(
            Text(f"'{group}' is no committee.", f"“{group}”不是委员会。"),
            mend=Text("A committee decides what becomes of groups.", "小组变更由委员会决定。"),
        )
    one, wanted = it.petition, it.petition.wanted
    into = {"into": wanted["into"]} if wanted["into"] else {}
    motion = moving.move(
        homes, group=group, kind="lifecycle", title=title_of(homes, one), text=wanted["why"], about=_about(one), rule=rule,
        authorises={"group": one.group, "becomes": fate_of(homes, one, 0, now).status, **into}, actor=actor, now=now,
    )  # fmt: skip
    petitions.act(one, "put", {"motion": motion, "group": group}, actor=actor, now=now)
    return motion


def apply(homes: Homes, number: int, *, actor: Actor, now: datetime, branch: str = "") -> str:
    """Write it into the charter, whole, and return the commit; "" in a plain folder.

    Errors: NotAllowed for who does not lead the committee that decided; BadInput where nothing passed, or files are in the way.
    """
    it = course(homes, number, now)
    if it.motion is None:
        raise BadInput(
            Text("nobody has voted on it.", "尚未表决。"), mend=Text("Put it to the vote first.", "请先提交表决。")
        )
    must_manage(actor, moving.group_of(homes, motions.motion(it.motion).group), moving.day_of(homes, now))
    if it.amendment is None:
        raise BadInput(
            it.fault
            or (
                Text("the charter says so already.", "章程中已如此写明。")
                if it.stands
                else Text(f"its motion has not passed: {it.word}.", f"其动议未通过：{OUTCOMES[it.word].zh}。")
            )
        )
    commit = amend(homes.charter, it.amendment, message=f"Motion {it.motion}.", actor=actor, branch=branch)
    if not branch:
        petitions.act(it.petition, "done", {"commit": commit}, actor=actor, now=now)
    return commit


def fate_of(homes: Homes, one: Petition, motion: int, now: datetime) -> Fate:
    """Return what becomes of the group once the motion passed: as of today, since until today it was as it was."""
    said = one.wanted
    return Fate(
        said["what"], one.group, moving.day_of(homes, now), f"motion {motion}", said["into"], bool(said["leads"])
    )


def title_of(homes: Homes, one: Petition) -> Text:
    """Return what is asked as a sentence, for a motion's question and for lists."""
    known, said = homes.charter.group_by_slug, one.wanted
    name = known[one.group].name if one.group in known else Text(one.group, one.group)
    into = known[said["into"]].name if said["into"] in known else Text(said["into"], said["into"])
    group, heir = (name.said_in("en"), name.said_in("zh")), (into.said_in("en"), into.said_in("zh"))
    if said["what"] == "merge":
        return Text(f"Merge {group[0]} into {heir[0]}", f"将{group[1]}并入{heir[1]}")
    english = {"rest": "Let {} rest", "revive": "Revive {}", "archive": "Archive {}"}[said["what"]]
    chinese = {"rest": "{}转为休眠", "revive": "恢复{}", "archive": "归档{}"}[said["what"]]
    more = Text(f"; its repositories go to {heir[0]}", f"，代码仓转由{heir[1]}负责") if said["into"] else Text()
    return Text(english.format(group[0]) + more.en, chinese.format(group[1]) + more.zh)


def _about(one: Petition) -> str:
    return f"fate:{one.group}/{one.number}"


def _own(number: int, actor: Actor) -> Petition:
    one = petitions.one(SORT, number)
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


def _may(homes: Homes, group: Group, wanted: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    if group.kind is Kind.COMMITTEE:
        raise BadInput(
            Text("a committee is not ended in this way.", "委员会不能以此方式变更。"),
            mend=Text("Change the community's own rules first.", "请先修改社区规则。"),
        )
    if group.status not in FROM[wanted["what"]]:
        raise BadInput(
            Text(
                f"{group.slug} is {group.status}, so this cannot be done.",
                f"{group.slug} 当前状态为 {group.status}，无法进行此变更。",
            ),
            mend=Text("Look at the group's page.", "请查看小组页面。"),
        )
    heir = homes.charter.group_by_slug.get(wanted["into"])
    if not may_ask(actor, wanted["what"], group, heir, homes.charter.groups, moving.day_of(homes, now)):
        raise NotAllowed(
            Text(
                f"only those who lead {group.slug}, and members of a committee, may ask for this.",
                f"仅 {group.slug} 的负责人和委员会成员可以提出。",
            ),
            mend=Text("Ask one of them.", "请与他们联系。"),
        )


def _clean(homes: Homes, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as what is kept. Errors: BadInput for nothing that can become of a group, and for too many words."""
    what, into, why = (str(said.get(name) or "").strip() for name in ("what", "into", "why"))
    if what not in FATES:
        raise BadInput(
            Text(f"'{what[:60]}' is nothing that becomes of a group.", f"“{what[:60]}”不是可选的变更事项。"),
            mend=Text(f"Use one of: {', '.join(FATES)}.", f"可选：{'、'.join(FATES)}。"),
        )
    if len(why) > LETTERS:
        raise BadInput(
            Text(f"this is too long: {LETTERS:,} letters at most.", f"内容过长，最多 {LETTERS:,} 字。"), where="why"
        )
    into = into if what in ("merge", "archive") else ""
    if into and into not in homes.charter.group_by_slug:
        raise BadInput(
            Text(f"there is no group '{into[:60]}'.", f"没有名为“{into[:60]}”的小组。"),
            where="into",
            mend="See: moot ask groups.",
        )
    return {"what": what, "into": into, "why": why, "leads": what == "merge" and bool(said.get("leads"))}
