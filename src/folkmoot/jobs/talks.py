"""Talks and topics: proposed by anybody, put on an agenda, moved or declined by a group's leads; and calls for topics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from folkmoot.jobs import moving
from folkmoot.jobs.meeting import found
from folkmoot.ledger import petitions
from folkmoot.ledger.holding import words
from folkmoot.ledger.talks import Onto, settle
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group
from folkmoot.model.sitting import Topic
from folkmoot.model.talk import Call, Talk
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.talk_course import call_of, calls, every_talk, one_talk, shared_of, wanted_of
from folkmoot.rules.authority import may_manage, must_manage

TITLE, ABSTRACT, WHY = 300, 10_000, 2000  # letters
LONGEST = 480  # minutes
MOST_WAITING = 10  # of one person in one group: more is a mistake, or mischief
MOST_LINKS = 20
FURTHEST = timedelta(days=400)  # as far ahead as a call may stay open
KINDS = ("slides", "recording", "other")
OPEN = ("waiting", "planned", "displaced")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody proposes. ``wish``: the key of a meeting; empty: any."""

    title: Text
    abstract: str = ""
    minutes: int | None = None
    wish: str = ""
    presents: bool = True


def propose(
    homes: Homes, slug: str, wanted: Wanted, *, actor: Actor, accounts: Iterable[str] = (), now: datetime
) -> Talk:  # fmt: skip
    """Propose a talk or a topic to a group; its leads answer.

    ``accounts``: those at forges that somebody has proven to hold, where the charter does not know them.
    Errors: NotAllowed for who is signed out; BadInput for no title, a meeting that is over, or the same once more.
    """
    if not actor.name:
        raise NotAllowed(
            Text("somebody who is signed out may propose nothing.", "登录后方可提出分享或议题。"),
            mend=Text("Sign in.", "请先登录。"),
        )
    group = moving.group_of(homes, slug)
    if group.status == "archived":
        raise BadInput(
            Text(f"'{slug}' is archived: it meets no more.", f"{slug} 已归档，不再开会。"),
            mend=Text("Choose another group.", "请选择其他小组。"),
        )
    written = _written(wanted)
    english, chinese = written["title_en"], written["title_zh"]
    if wanted.wish:
        _room(homes, wanted.wish, group, now)
    person = _who(actor, tuple(accounts))
    mine = [one for one in every_talk(homes, now, slug) if one.number and one.person == person]
    _must_be_new(mine, english, chinese)
    number = petitions.ask(
        "talk", slug, person, f"{slug}/{person}/{len(mine) + 1}",
        {**written, "wish": wanted.wish, "presents": wanted.presents}, actor=actor, now=now,
    )  # fmt: skip
    return one_talk(homes, number, now)


def edit(homes: Homes, number: int, wanted: Wanted, *, actor: Actor, now: datetime) -> Talk:
    """Write title, abstract and minutes of a talk of one's own anew, while it waits; wish and presenter stay.

    Errors: NotAllowed for anybody else; BadInput once it is on an agenda, or answered, and for no title.
    """
    asked, talk = petitions.one("talk", number), one_talk(homes, number, now)
    _must_be_own(talk, actor)
    _must_be_open(talk, ("waiting", "displaced"))
    written = _written(wanted)
    if any(wanted_of(asked).get(name) != value for name, value in written.items()):
        settle(asked, "edit", content=written, actor=actor, now=now)
    return one_talk(homes, number, now)


def _written(wanted: Wanted) -> dict[str, Any]:
    english, chinese = words(wanted.title.en, wanted.title.zh, longest=TITLE)
    (abstract,) = words(wanted.abstract, longest=ABSTRACT)
    if not english and not chinese:
        raise BadInput(
            Text("a talk needs a title.", "分享须有标题。"),
            mend=Text("Say in a few words what it is about.", "请简要说明内容。"),
        )
    _must_last(wanted.minutes)
    return {"title_en": english, "title_zh": chinese, "abstract": abstract, "minutes": wanted.minutes}


def _must_be_own(talk: Talk, actor: Actor) -> None:
    if not is_own(talk, actor):
        raise NotAllowed(
            Text("only who has proposed it may withdraw or change it.", "仅提出者可以撤回或修改。"),
            mend=Text("Sign in as them.", "请以提出者账号登录。"),
        )


def _must_be_new(mine: list[Talk], english: str, chinese: str) -> None:
    said = {one for one in (english.lower(), chinese) if one}
    if any(said & {one.title.en.lower(), one.title.zh} for one in mine if one.state in OPEN):
        raise BadInput(
            Text("you have proposed this already.", "你已提出过同一议题。"),
            mend=Text("Look what became of it.", "请查看其处理情况。"),
        )
    if sum(1 for one in mine if one.state == "waiting") >= MOST_WAITING:
        raise BadInput(
            Text(
                f"{MOST_WAITING} topics of yours wait in this group.", f"你在该小组已有 {MOST_WAITING} 项议题待安排。"
            ),
            mend=Text("Withdraw one first.", "请先撤回其中一项。"),
        )


def place(
    homes: Homes, number: int, key: str, *, minutes: int | None = None, actor: Actor, now: datetime, why: str = ""
) -> Talk:  # fmt: skip
    """Put a talk on the agenda of a meeting of its group, or move it to another one; its presenter and minutes go along.

    Errors: NotAllowed for who does not lead the group; BadInput for a meeting that is over, called off or another group's,
    and for a talk that was declined, withdrawn or given.
    """
    asked, talk = petitions.one("talk", number), one_talk(homes, number, now)
    group = moving.group_of(homes, talk.group)
    must_manage(actor, group, moving.day_of(homes, now))
    _must_be_open(talk, (*OPEN, "past"))
    _must_last(minutes)
    if talk.state == "planned" and talk.meeting == key:
        raise BadInput(
            Text("it is on the agenda of this meeting already.", "该议题已列入本次会议议程。"),
            mend=Text("Choose another one.", "请选择其他会议。"),
        )
    _room(homes, key, group, now)
    presenter = talk.person if talk.presents else ""  # also of somebody whom the charter does not know
    topic = Topic(0, talk.title, talk.abstract, minutes or talk.minutes, presenter, talk.person, now, "accepted")
    verb = "accept" if asked.state == "asked" else "move"
    settle(asked, verb, off=_on(talk), onto=Onto(key, topic), actor=actor, now=now, why=_short(why))
    return one_talk(homes, number, now)


def decline(homes: Homes, number: int, *, actor: Actor, now: datetime, why: str) -> Talk:
    """Decline a talk, with a reason; one that is on an agenda is taken off it. Errors: NotAllowed; BadInput."""
    asked, talk = petitions.one("talk", number), one_talk(homes, number, now)
    must_manage(actor, moving.group_of(homes, talk.group), moving.day_of(homes, now))
    if not _short(why):
        raise BadInput(
            Text("a talk is declined for a reason.", "谢绝分享须说明原因。"),
            mend=Text("Say why, in a few words.", "请简要说明原因。"),
        )
    _must_be_open(talk, OPEN)
    settle(asked, "refuse", off=_on(talk), actor=actor, now=now, why=_short(why))
    return one_talk(homes, number, now)


def withdraw(homes: Homes, number: int, *, actor: Actor, now: datetime, why: str = "") -> Talk:
    """Take back what one has proposed. Errors: NotAllowed for anybody else; BadInput once it was given or is declined."""
    asked, talk = petitions.one("talk", number), one_talk(homes, number, now)
    _must_be_own(talk, actor)
    _must_be_open(talk, OPEN)
    settle(asked, "withdraw", off=_on(talk), actor=actor, now=now, why=_short(why))
    return one_talk(homes, number, now)


def share(
    homes: Homes, number: int, kind: str, url: str, *, held: bool = True, actor: Actor, now: datetime
) -> Talk:  # fmt: skip
    """Add slides, a recording or another link to a talk, or (not held) take one away.

    Errors: NotAllowed for who neither gives it nor leads the group; BadInput for no address, or a talk on no agenda.
    """
    asked, talk = petitions.one("talk", number), one_talk(homes, number, now)
    group = moving.group_of(homes, talk.group)
    if not is_own(talk, actor) and not may_manage(actor, group, moving.day_of(homes, now)):
        raise NotAllowed(
            Text("only who gives the talk and who leads the group may do this.", "仅分享人与小组负责人可以这样做。"),
            mend=Text("Ask one of them.", "请联系其中一位。"),
        )
    _must_be_open(talk, ("planned", "given", "past"))
    (url,) = words(url, longest=2000)
    if kind not in KINDS:
        raise BadInput(
            Text(f"'{kind[:20]}' is no kind of link.", f"“{kind[:20]}”不是有效的链接类型。"),
            mend=Text(f"Use one of: {', '.join(KINDS)}.", f"可选：{'、'.join(KINDS)}。"),
        )
    if not url.startswith(("https://", "http://")) or url.split() != [url]:
        raise BadInput(
            Text("this is no address of a page.", "这不是有效的网址。"),
            mend=Text("Write one that begins with https://.", "请填写以 https:// 开头的网址。"),
        )
    own = {one.url for one in shared_of(asked)}
    if held == (url in own):
        return talk
    if held and len(own) >= MOST_LINKS:
        raise BadInput(Text(f"this talk has {MOST_LINKS} links already.", f"该分享已有 {MOST_LINKS} 个链接。"))
    settle(asked, "share", content={"kind": kind, "url": url, "held": held}, actor=actor, now=now)
    return one_talk(homes, number, now)


def open_call(homes: Homes, slug: str, until: date, says: Text, *, actor: Actor, now: datetime) -> Call:
    """Call for topics in a group until a day. Errors: NotAllowed; BadInput for a day in the past, or while one is open."""
    group, today = moving.group_of(homes, slug), moving.day_of(homes, now)
    must_manage(actor, group, today)
    if not today <= until <= today + FURTHEST:
        raise BadInput(
            Text("a call is open until a day ahead, within a year.", "议题征集的截止日须晚于今天，且在一年之内。"),
            mend=Text("Choose a later day, or an earlier one.", "请改选截止日。"),
        )
    english, chinese = words(says.en, says.zh, longest=WHY)
    before = calls(homes, slug)
    if any(one.is_open(today) for one in before):
        raise BadInput(
            Text(f"a call for topics is open in {slug} already.", f"{slug} 已有一项议题征集正在进行。"),
            mend=Text("Close it first.", "请先结束该征集。"),
        )
    content = {"until": until.isoformat(), "says_en": english, "says_zh": chinese}
    number = petitions.ask(
        "call",
        slug,
        actor.people[0] if actor.people else actor.name,
        f"{slug}/{len(before) + 1}",
        content,
        actor=actor,
        now=now,
    )
    return call_of(petitions.one("call", number))


def close_call(homes: Homes, number: int, *, actor: Actor, now: datetime) -> Call:
    """Close a call before its day. Errors: NotAllowed for who does not lead the group; BadInput for one that is over."""
    one = petitions.one("call", number)
    must_manage(actor, moving.group_of(homes, one.group), moving.day_of(homes, now))
    if not call_of(one).is_open(moving.day_of(homes, now)):
        raise BadInput(Text("this call is over.", "该议题征集已结束。"), mend=Text("Look again.", "请刷新后再看。"))
    petitions.act(one, "done", actor=actor, now=now)
    return call_of(petitions.one("call", number))


def is_own(talk: Talk, actor: Actor) -> bool:
    """Return whether somebody has proposed a talk: as a declared person, else under their account here."""
    undeclared = ":" in talk.person or talk.person == talk.by
    return talk.person in actor.people or (undeclared and bool(actor.name) and talk.by == actor.name)


def _who(actor: Actor, accounts: tuple[str, ...]) -> str:
    if actor.people:
        return actor.people[0]
    return accounts[0] if accounts else actor.name


def _on(talk: Talk) -> tuple[str, int] | None:
    """Return the topic that has to go from an agenda: also from one of a meeting that was called off, should it take place after all."""
    return (talk.meeting, talk.topic) if talk.meeting else None


def _room(homes: Homes, key: str, group: Group, now: datetime) -> None:
    """Errors: BadInput for a meeting that cannot take up a topic of the group any more."""
    one = found(homes, key)
    if one.group.slug != group.slug:
        raise BadInput(
            Text(f"this is no meeting of {group.slug}.", f"这不是 {group.slug} 的会议。"),
            mend=Text("Choose one of its own.", "请选择该小组的会议。"),
        )
    if one.occurrence.cancelled or one.sitting.closed_at or (one.occurrence.ends_at <= now and not one.sitting.is_open):
        raise BadInput(
            Text("this meeting is over, or was called off.", "该会议已结束或已取消。"),
            mend=Text("Choose one that is ahead.", "请选择尚未开始的会议。"),
        )


def _must_be_open(talk: Talk, states: Iterable[str]) -> None:
    if talk.state not in states:
        raise BadInput(
            Text("it is too late for this: look again what became of the talk.", "为时已晚，请查看该分享的处理情况。")
        )


def _must_last(minutes: int | None) -> None:
    if minutes is not None and not 1 <= minutes <= LONGEST:
        raise BadInput(Text(f"a talk takes from 1 to {LONGEST} minutes.", f"分享时长为 1 至 {LONGEST} 分钟。"))


def _short(why: str) -> str:
    if len(why) > WHY:
        raise BadInput(Text(f"this is too long: {WHY:,} letters at most.", f"内容过长，最多 {WHY:,} 字。"))
    return why.strip()
