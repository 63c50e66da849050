"""Joining a group and leaving it: asked, decided by its leads with a reason, then several at once written into the charter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from folkmoot.charter.amending.amend import amend_roster
from folkmoot.charter.amending.people import with_person
from folkmoot.jobs import moving
from folkmoot.jobs.amend import amend
from folkmoot.ledger import petitions
from folkmoot.model.actor import Actor
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group, Kind, Term
from folkmoot.model.people import Person
from folkmoot.model.petition import STATES, Petition
from folkmoot.model.text import Text
from folkmoot.reports.gathering_course import chapter_of
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import may_manage, must_manage, serving_on

WHY_LETTERS = 2000
ROLE = "member"


@dataclass(frozen=True, slots=True)
class Planned:
    """What was agreed on and is not in the charter yet, and the change that says it."""

    joins: tuple[Petition, ...] = ()
    leaves: tuple[Petition, ...] = ()
    amendment: Amendment | None = None
    fault: Text = Text()  # why the charter cannot be changed by itself


def how_to_join(group: Group) -> str:
    """Return how somebody becomes a member: open, application or closed. A committee is closed unless it says otherwise."""
    if group.status == "archived":
        return "closed"
    return group.joining or ("closed" if group.kind is Kind.COMMITTEE else "application")


def may_answer(homes: Homes, group: Group, actor: Actor, now: datetime) -> bool:
    """Return whether somebody answers who asks to join: who leads the group, or the chapter of which it is a team."""
    day, above = moving.day_of(homes, now), chapter_of(homes, group)
    return may_manage(actor, group, day) or (above is not None and may_manage(actor, above, day))


def _must_answer(homes: Homes, group: Group, actor: Actor, now: datetime) -> None:
    if not may_answer(homes, group, actor, now):
        must_manage(actor, group, moving.day_of(homes, now))


def ask(
    homes: Homes, slug: str, *, actor: Actor, accounts: Iterable[str] = (), name: str = "", now: datetime, why: str = "",
    more: Mapping[str, str] | None = None,
) -> Petition:  # fmt: skip
    """Ask to become a member of a group; where it is open, that is enough.

    ``accounts``: the accounts on forges that somebody has proven to hold, whom the charter does not know yet. ``more``: what an
    application of a recruitment round holds beside; then it is answered, whatever the group says else.
    Errors: BadInput for a group that takes nobody, somebody who serves already, or asks twice; NotAllowed for who has proven nothing.
    """
    group = moving.group_of(homes, slug)
    how = "application" if more else how_to_join(group)
    if how == "closed":
        raise BadInput(
            Text(f"nobody joins {slug} by asking.", f"{slug} 不接受加入申请。"),
            mend=Text("Look at how its seats are given: its ladder, or its elections.", "其席位由晋升阶梯或选举产生。"),
        )
    person, proven = _who(homes, actor, tuple(accounts))
    if person in serving_on(group, moving.day_of(homes, now)):
        raise BadInput(
            Text(f"you serve in {slug} already.", f"你已在 {slug} 任职。"),
            mend=Text("There is nothing to ask.", "无需申请。"),
        )
    number = petitions.ask(
        "join", slug, person, _key("join", slug, person), {"accounts": list(proven), "name": name[:200], "how": how, **(more or {})},
        actor=actor, now=now, why=_short(why),
    )  # fmt: skip
    one = petitions.one("join", number)
    if how == "open":
        petitions.act(one, "accept", actor=actor, now=now, why="open to everybody")
    return petitions.one("join", number)


def waiting(slug: str, actor: Actor) -> Petition | None:
    """Return the petition of somebody who asked to join and is not in the charter yet; None for who may ask."""
    mine = (one for one in petitions.every("join", slug) if one.person in actor.people or one.by == actor.name)
    return next((one for one in mine if one.state in ("asked", "accepted")), None)


def answer(homes: Homes, number: int, verb: str, *, actor: Actor, now: datetime, why: str = "") -> Petition:
    """Accept or refuse somebody who asks to join; a refusal has a reason.

    Errors: NotAllowed for who may not answer, and for one's own; BadInput for what is decided, or no reason.
    """
    one = petitions.one("join", number)
    _must_answer(homes, moving.group_of(homes, one.group), actor, now)
    if one.person in actor.people or one.by == actor.name:
        raise NotAllowed(
            Text("nobody decides about themselves.", "不能决定自己的申请。"),
            mend=Text("Another lead does, or an operator.", "请由其他负责人或运营人员决定。"),
        )
    if verb == "refuse" and not why.strip():
        raise BadInput(
            Text("a refusal has a reason.", "拒绝须说明理由。"), mend=Text("Say why, in a few words.", "请简要说明。")
        )
    return _decide(one, verb, actor, now, why)


def withdraw(number: int, *, actor: Actor, now: datetime, why: str = "") -> Petition:
    """Take back what one has asked. Errors: NotAllowed for anybody else; BadInput for what is decided."""
    one = petitions.one("join", number)
    if one.person not in actor.people and one.by != actor.name:
        raise NotAllowed(
            Text("only who has asked may withdraw it.", "仅申请人可以撤回。"),
            mend=Text("Sign in as them.", "请以申请人身份登录。"),
        )
    return _decide(one, "withdraw", actor, now, why)


def leave(homes: Homes, slug: str, *, actor: Actor, now: datetime, why: str = "") -> Petition:
    """Leave a group; nobody has to agree. Errors: NotAllowed for who is nobody; BadInput for who does not serve there, or said so already."""
    group, me = moving.group_of(homes, slug), actor.must_be_somebody()
    mine = sorted(serving_on(group, moving.day_of(homes, now)).intersection(actor.people))
    if not mine:
        raise BadInput(
            Text(f"'{me}' does not serve in {slug}.", f"{me} 未在 {slug} 任职。"),
            mend=Text("There is nothing to leave.", "无需退出。"),
        )
    number = petitions.ask(
        "leave", slug, mine[0], _key("leave", slug, mine[0]), {}, actor=actor, now=now, why=_short(why)
    )
    petitions.act(petitions.one("leave", number), "accept", actor=actor, now=now)
    return petitions.one("leave", number)


def planned(homes: Homes, slug: str, now: datetime) -> Planned:
    """Return who joins and leaves by what was agreed on, and the one change of the charter that says all of it."""
    group, day = moving.group_of(homes, slug), moving.day_of(homes, now)
    serving = {term.person for term in group.roles if term.until is None}
    leaves = [one for one in _agreed("leave", slug) if one.person in serving]
    gone = {one.person: one.at for one in _agreed("leave", slug)}
    joins = [one for one in _agreed("join", slug)
             if one.person not in serving and gone.get(one.person, one.at) <= one.at]  # fmt: skip
    joins, leaves = joins[::-1], leaves[::-1]
    if not joins and not leaves:
        return Planned()
    begin = [Term(one.person, ROLE, since=day, cause=f"application {one.number}") for one in joins]
    end = [
        replace(term, until=day - timedelta(days=1), cause="left")
        for one in leaves
        for term in group.roles
        if term.person == one.person and term.until is None
    ]
    try:
        charter, change = homes.charter, None
        for one in joins:
            accounts = tuple(one.content.get("accounts") or ())
            person = Person(one.person, str(one.content.get("name") or ""), accounts)
            charter, more = with_person(charter, person)
            change = change + more if change and more else change or more
        roster = amend_roster(charter, slug, begin=begin, end=end)
        return Planned(tuple(joins), tuple(leaves), _both(change, roster))
    except BadInput as error:
        return Planned(tuple(joins), tuple(leaves), None, Text(str(error), error.said_in("zh")))


def apply(homes: Homes, slug: str, *, actor: Actor, now: datetime, branch: str = "") -> str:
    """Write what was agreed on into the charter, whole, and return the commit; "" in a plain folder.

    Errors: NotAllowed for who may not answer; BadInput where nothing is left to write, or a file cannot be changed.
    """
    _must_answer(homes, moving.group_of(homes, slug), actor, now)
    plan = planned(homes, slug, now)
    if plan.fault:
        raise BadInput(
            Text(
                f"the charter cannot be changed by itself: {plan.fault}",
                f"无法自动更改章程：{plan.fault.said_in('zh')}",
            )
        )
    if plan.amendment is None:
        raise BadInput(
            Text("nobody joins or leaves whom the charter does not have so.", "没有需要写入章程的加入或退出。")
        )
    said = "\n".join(f"- {one.person} {'joins' if one.sort == 'join' else 'leaves'} ({one.sort} {one.number})"
                     for one in (*plan.joins, *plan.leaves))  # fmt: skip
    commit = amend(homes.charter, plan.amendment, message=said, actor=actor, branch=branch, as_read=not branch)
    for one in () if branch else (*plan.joins, *plan.leaves):
        petitions.act(one, "done", {"commit": commit}, actor=actor, now=now)
    return commit


def _both(first: Amendment | None, second: Amendment) -> Amendment:
    """Return both in one, where both may have been made on the same file: then the first cannot be kept."""
    if first is None:
        return second
    paths = {one.path for one in first.files} & {one.path for one in second.files}
    if paths:
        raise BadInput(
            Text("people and groups stand in one file.", "人员与小组声明在同一文件中。"),
            where=min(paths),
            mend=Text("Declare the new people by hand first.", "请先手动声明新成员。"),
        )
    return first + second


def _who(homes: Homes, actor: Actor, accounts: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the id of who asks, and the accounts with which somebody new will be listed."""
    if actor.people:
        return actor.people[0], ()
    if not accounts:
        raise NotAllowed(
            Text(
                f"{actor.called} has proven no account.",
                f"{actor.name or '未登录者'} 尚未验证任何账号。",
            ),
            mend=Text(
                "Sign in through a forge, or prove an account on your own page first.",
                "请通过代码平台登录，或先在个人页面验证账号。",
            ),
        )
    ident = accounts[0].partition(":")[2].lower()
    if ident in homes.charter.person_by_id:
        ident = accounts[0].replace(":", "-").lower()
    return ident, accounts


def _key(sort: str, slug: str, person: str) -> str:
    """Return the key of somebody's next petition; while one waits or is being written down it is that one's, so nobody asks twice."""
    mine = [one for one in petitions.every("join" if sort == "join" else "leave", slug) if one.person == person]
    over = [one for one in mine if one.state in ("refused", "withdrawn", "done")]
    return f"{slug}/{person}/{len(over) + 1}"


def _agreed(sort: str, slug: str) -> list[Petition]:
    return [one for one in petitions.every("join" if sort == "join" else "leave", slug) if one.state == "accepted"]


def _decide(one: Petition, verb: str, actor: Actor, now: datetime, why: str) -> Petition:
    if one.state != "asked":
        raise BadInput(
            Text(f"this is {one.state} already.", f"该申请{STATES[one.state].zh}。"),
            mend=Text("Look again.", "请重新查看。"),
        )
    petitions.act(one, verb, actor=actor, now=now, why=_short(why))
    return petitions.one(one.sort, one.number)


def _short(why: str) -> str:
    if len(why) > WHY_LETTERS:
        raise BadInput(
            Text(f"this is too long: {WHY_LETTERS:,} letters at most.", f"内容过长：最多 {WHY_LETTERS:,} 个字符。")
        )
    return why.strip()
