"""Holding a meeting: opening and closing it, its agenda, its roll call, its votes. Each verb asks who acts, and records it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from folkmoot.jobs import moving, voting
from folkmoot.ledger import meetings as ledger
from folkmoot.ledger import motions, rollcalls
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.motion import OPEN, VotingRule
from folkmoot.model.rollcall import STATES, Mark
from folkmoot.model.sitting import Placed, Shared, Sitting, Topic
from folkmoot.model.sitting_plain import agenda_plain, occurrence_plain, seats_plain
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.meeting import MeetingNow, meeting
from folkmoot.rules import rollcall
from folkmoot.rules.authority import leads_on, may_manage, serving_on

EARLY = timedelta(hours=12)  # so long before its start a meeting may be opened
GUEST = "guest:"


def found(homes: Homes, key: str) -> MeetingNow:
    """Return a meeting as it is. Errors: BadInput when there is none."""
    now = meeting(homes, key)
    if now is None:
        raise BadInput(
            Text(f"there is no meeting '{key[:100]}'.", f"没有会议“{key[:100]}”。"),
            mend=Text("See the calendar.", "请查看日历。"),
        )
    return now


def manages(homes: Homes, one: MeetingNow, actor: Actor, now: datetime) -> bool:
    """Return whether somebody runs a meeting: who leads the group, whose turn it is to host it, and operators."""
    host = one.occurrence.host
    return may_manage(actor, one.group, moving.day_of(homes, now)) or bool(host and host in actor.people)


def must_run(homes: Homes, one: MeetingNow, actor: Actor, now: datetime) -> None:
    """Errors: NotAllowed for who does not run the meeting."""
    if not manages(homes, one, actor, now):
        leads = sorted(leads_on(one.group, moving.day_of(homes, now)))
        raise NotAllowed(
            Text(
                f"{actor.called} may not do this: only who leads {one.group.slug} or hosts the meeting may.",
                f"{actor.name or '未登录者'} 不能这样做：仅 {one.group.slug} 的负责人或会议主持人可以。",
            ),
            mend=Text(
                f"Ask one of them: {', '.join(leads) or 'nobody leads it'}.",
                f"请联系：{'、'.join(leads) or '尚无负责人'}。",
            ),
        )


def serves(homes: Homes, one: MeetingNow, actor: Actor, now: datetime) -> str:
    """Return the id under which somebody serves in the meeting's group; "" for who does not."""
    mine = sorted(serving_on(one.group, moving.day_of(homes, now)).intersection(actor.people))
    return mine[0] if mine else ""


def open_meeting(homes: Homes, key: str, *, actor: Actor, now: datetime) -> bool:
    """Open a meeting, or open again one that was closed by mistake; return whether it was not open already.

    Whoever opens it is there and hosts it. Errors: NotAllowed; BadInput for one that was called off, or lies far ahead.
    """
    one = found(homes, key)
    must_run(homes, one, actor, now)
    if one.occurrence.cancelled:
        raise BadInput(
            Text("this meeting was called off.", "会议已取消。"),
            mend=Text("Put it back into the calendar first.", "请先恢复到日历中。"),
        )
    if now < one.occurrence.starts_at - EARLY:
        raise BadInput(
            Text("this meeting lies ahead.", "会议时间未到。"),
            mend=Text(
                f"It can be opened {EARLY.seconds // 3600} hours before it starts.",
                f"开始前 {EARLY.seconds // 3600} 小时起可以打开。",
            ),
        )
    host = serves(homes, one, actor, now) or one.occurrence.host or ""
    content = {"occurrence": occurrence_plain(one.occurrence), "host": host}
    opened = ledger.step(key, one.group.slug, "open", content=content, actor=actor, now=now)
    if opened and host in actor.people:
        rollcalls.mark(
            key, one.group.slug, host, lambda before: rollcall.arrived(before, host, now), actor=actor, now=now
        )
    return opened


def close_meeting(homes: Homes, key: str, *, actor: Actor, now: datetime) -> bool:
    """Close a meeting: its agenda and seats are fixed, and motions before it go on as their rule says.

    Returns whether it was open. Errors: NotAllowed.
    """
    one = found(homes, key)
    must_run(homes, one, actor, now)
    content = {"agenda": agenda_plain(one.agenda), "seats": seats_plain(one.seats)}
    closed = ledger.step(key, one.group.slug, "close", content=content, actor=actor, now=now)
    if closed:
        for number in live_motions(one, now):
            if may_manage(actor, one.group, moving.day_of(homes, now)):
                moving.end_stage(homes, number, actor=actor, now=now, why="the meeting was closed")
    return closed


def check_in(homes: Homes, key: str, *, actor: Actor, now: datetime) -> Mark:
    """Say that one is there: whoever serves in the group takes their seat, anybody else whom the charter knows is a guest.

    Errors: NotAllowed for an account that is nobody; BadInput while the meeting is not open.
    """
    one = found(homes, key)
    person = serves(homes, one, actor, now) or actor.must_be_somebody()
    if not one.sitting.is_open:
        raise BadInput(
            Text("this meeting is not open.", "会议未在进行中。"),
            mend=Text("Whoever hosts it opens it.", "由主持人开始会议。"),
        )
    return _marked(homes, one, person, actor, now, lambda before: rollcall.arrived(before, person, now))


def leave(homes: Homes, key: str, *, actor: Actor, now: datetime) -> Mark:
    """Say that one goes. Errors: as of ``check_in``."""
    one = found(homes, key)
    person = serves(homes, one, actor, now) or actor.must_be_somebody()
    if not one.sitting.is_open:
        raise BadInput(Text("this meeting is not open.", "会议未在进行中。"))
    return _marked(homes, one, person, actor, now, lambda before: rollcall.left(before, now))


def mark(  # noqa: PLR0913 — a mark has that many parts; each is named at the call
    homes: Homes, key: str, whom: str, state: str, *, holder: str = "", organization: str = "",
    came: datetime | None = None, went: datetime | None = None, actor: Actor, now: datetime, why: str = "",
) -> Mark:  # fmt: skip
    """Mark somebody on behalf of the meeting. ``whom``: a declared person's id, or ``guest:`` and a name.

    ``state``: one of ``STATES``, or ``left``. ``came``, ``went``: when they came late or left early. Of two people who mark one
    person the last word counts. Errors: NotAllowed for who does not run the meeting; BadInput for somebody nobody knows,
    or a proxy that nobody who serves holds.
    """
    one = found(homes, key)
    must_run(homes, one, actor, now)
    opened = one.sitting.opened_at
    guest, person = _whom(homes, whom)
    if state not in {*STATES, "left"}:
        raise BadInput(
            Text(f"'{state}' is no mark of a roll call.", f"“{state}”不是点名标记。"),
            mend=Text(f"Use one of: {', '.join((*STATES, 'left'))}.", f"可用：{'、'.join((*STATES, 'left'))}。"),
        )
    if state in ("present", "left") and opened is None:
        raise BadInput(
            Text("nobody can be there yet: the meeting is not open.", "会议尚未开始，还不能标记到会。"),
            mend=Text("Open it first.", "请先开始会议。"),
        )
    if state == "proxy":
        _must_hold(one, person, holder)
    if came and went and went < came:
        raise BadInput(
            Text("nobody leaves before they come.", "离场不能早于到场。"),
            mend=Text("Correct the two times.", "请更正这两个时间。"),
        )
    end = one.sitting.closed_at or now
    if (came and came > end) or (went and went > end):
        raise BadInput(
            Text("that time is still to come.", "该时间尚未到来。"),
            mend=Text("Write when they came or left, once they have.", "请在其到场或离场后再填写。"),
        )

    def change(before: Mark | None) -> Mark:
        if state == "left":
            return rollcall.left(before, min(went or now, end))
        if state != "present":
            return rollcall.away(person, state, holder=holder, guest=guest, organization=organization)
        if came or went or one.sitting.closed_at:
            base = before or Mark(person, "present", guest, organization)
            return rollcall.between(base, person, came, went, opened or now)
        return rollcall.arrived(before, person, now, guest=guest, organization=organization)

    return _marked(homes, one, whom if guest else person, actor, now, change, why)


def _whom(homes: Homes, whom: str) -> tuple[str, str]:
    """Return (guest's name, person's id): one of them is empty."""
    if whom.startswith(GUEST):
        name = " ".join(whom.removeprefix(GUEST).split())[:200]
        if len(name) < 2:
            raise BadInput(Text("a guest has a name.", "列席者须有姓名。"), mend=Text("Write it.", "请填写。"))
        return name, ""
    if whom not in homes.charter.person_by_id:
        raise BadInput(
            Text(f"the charter declares nobody called '{whom[:60]}'.", f"章程中没有“{whom[:60]}”。"),
            mend=Text("Add them as a guest by name.", "请按姓名添加为列席者。"),
        )
    return "", whom


def _must_hold(one: MeetingNow, person: str, holder: str) -> None:
    seated = {seat.person for seat in one.seats}
    if not person or person not in seated:
        raise BadInput(Text("a guest has no vote to give away.", "列席者没有可委托的表决权。"))
    if holder not in seated or holder == person:
        raise BadInput(
            Text("a proxy is held by somebody else who serves in the group.", "委托须由小组的另一位任职者持有。"),
            mend=Text("Choose who holds it.", "请选择受托人。"),
        )
    taken = [each.person for each in one.marks.values() if each.state == "proxy" and each.holder == holder]
    if taken and person not in taken:
        raise BadInput(
            Text(f"'{holder}' holds the proxy of {taken[0]} already.", f"{holder} 已持有 {taken[0]} 的委托。"),
            mend=Text("One person speaks for one other.", "一人只能代理一人。"),
        )


def _marked(
    homes: Homes, one: MeetingNow, whom: str, actor: Actor, now: datetime, change: rollcalls.Change, why: str = ""
) -> Mark:
    key = whom.casefold() if whom.startswith(GUEST) else whom
    made = rollcalls.mark(one.key, one.group.slug, key, change, actor=actor, now=now, why=why)
    tell_motions(homes, one.key, now)
    return made


def live_motions(one: MeetingNow, now: datetime) -> tuple[int, ...]:
    """Return the group's motions that wait for a meeting: those whose stage is live."""
    return tuple(
        number
        for number in motions.unfinished()
        if (motion := motions.motion(number)).group == one.group.slug
        and motion.opened_at <= now
        and (seen := moving.seen(number, now)).standing.word == OPEN
        and seen.standing.channel == "live"
        and not seen.standing.due
    )


def tell_motions(homes: Homes, key: str, now: datetime) -> None:
    """Tell the live motions of an open meeting's group who is in the room; what they know already is not told again."""
    one = found(homes, key)
    if not one.sitting.is_open:
        return
    for number in live_motions(one, now):
        seen = moving.seen(number, now)
        here = in_the_room(one, seen.motion.rule, now)
        known = {each.person for each in seen.motion.electors if {each.person, *each.same} & here}
        if known != set(seen.standing.present):
            voting.roll_call(homes, number, here, actor=moving.ROBOT, now=now)


def tell_in_session(homes: Homes, group: str, now: datetime) -> None:
    """Tell a group's live motions who is in the room, if it meets now: for a motion that was not put from the meeting itself."""
    for key, steps in ledger.sittings(group):
        if Sitting(key, group, steps=steps).is_open:
            tell_motions(homes, key, now)


def in_the_room(one: MeetingNow, rule: VotingRule, now: datetime) -> frozenset[str]:
    """Return who counts as being there: who is, and, where the rule knows proxies, who is represented."""
    here = rollcall.present_at(one.sitting.marks, now)
    return here | rollcall.represented_at(one.sitting.marks, now).keys() if rule.proxies else here


def put(
    homes: Homes,
    key: str,
    *,
    title: Text,
    text: str = "",
    rule: str = "",
    recused: Iterable[str] = (),
    actor: Actor,
    now: datetime,
) -> int:
    """Put a motion at an open meeting; return its number. Errors: NotAllowed; BadInput while the meeting is not open."""
    one = found(homes, key)
    if not one.sitting.is_open:
        raise BadInput(
            Text("this meeting is not open.", "会议未在进行中。"),
            mend=Text("Open it, or put the motion from its own page.", "请先开始会议，或在动议页面发起。"),
        )
    number = moving.move(
        homes, group=one.group.slug, kind="motion", title=title, text=text, about=f"meeting:{key}#{len(one.motions) + 1}",
        rule=rule, recused=recused, actor=actor, now=now,
    )  # fmt: skip
    tell_motions(homes, key, now)
    return number


def hands(homes: Homes, key: str, number: int, votes: Mapping[str, str], *, actor: Actor, now: datetime) -> int:
    """Write down how people in the room vote; return how many votes are new. What is written already is not written again.

    Errors: NotAllowed for who does not lead the group; BadInput for somebody who is not in the room, or no choice.
    """
    tell_motions(homes, key, now)  # one that was opened elsewhere does not know yet who is here
    one, seen = found(homes, key), moving.seen(number, now)
    here = in_the_room(one, seen.motion.rule, now)
    known = {each.elector: each.choice for each in seen.standing.votes}
    fresh = {person: choice for person, choice in votes.items() if choice and known.get(person) != choice}
    if away := sorted(set(fresh) - here):
        raise BadInput(
            Text(f"'{away[0]}' is not in the room.", f"{away[0]} 不在场。"),
            mend=Text("Mark them as present first.", "请先将其标记为出席。"),
        )
    for person, choice in fresh.items():
        voting.vote(homes, number, choice, elector=person, actor=actor, now=now)
    return len(fresh)


def propose(
    homes: Homes, key: str, *, title: Text, text: str = "", minutes: int | None = None, presenter: str = "",
    actor: Actor, now: datetime,
) -> int:  # fmt: skip
    """Propose a topic: of who serves or runs the meeting it is on the agenda, of others the leads take it up.

    Errors: NotAllowed for somebody who is signed out; BadInput once the meeting is closed.
    """
    if not actor.name:
        raise NotAllowed(
            Text("somebody who is signed out may propose nothing.", "未登录者不能提出议题。"),
            mend=Text("Sign in.", "请登录。"),
        )
    one = found(homes, key)
    if one.sitting.closed_at or one.occurrence.cancelled:
        raise BadInput(
            Text("this meeting is over.", "会议已结束。"),
            mend=Text("Propose it for the next one.", "请提给下一次会议。"),
        )
    if presenter and presenter not in homes.charter.person_by_id:
        raise BadInput(
            Text(f"the charter declares nobody called '{presenter[:60]}'.", f"章程中没有“{presenter[:60]}”。")
        )
    mine = serves(homes, one, actor, now)
    state = "accepted" if mine or manages(homes, one, actor, now) else "suggested"
    by = mine or (actor.people[0] if actor.people else actor.name)
    topic = Topic(0, title, text, minutes, presenter, by, now, state)
    return ledger.propose(key, one.group.slug, topic, actor=actor, now=now)


def settle_topic(homes: Homes, key: str, topic: int, state: str, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Accept a topic that was suggested, or withdraw one. Who proposed it may withdraw it. Errors: NotAllowed; BadInput."""
    one = found(homes, key)
    said = next((each for each in one.sitting.topics if each.id == topic), None)
    if one.sitting.closed_at:
        raise BadInput(Text("this meeting is over: its agenda stands.", "会议已结束，议程不再改变。"))
    own = said is not None and said.by in {*actor.people, actor.name} and bool(actor.name)
    if not (own and state == "withdrawn"):
        must_run(homes, one, actor, now)
    ledger.set_topic(key, topic, state, actor=actor, now=now, why=why)


def arrange(homes: Homes, key: str, lines: Iterable[Placed], *, actor: Actor, now: datetime) -> None:
    """Put the agenda's lines into an order, with minutes and presenters. Errors: NotAllowed; BadInput once it is closed."""
    one = found(homes, key)
    must_run(homes, one, actor, now)
    if one.sitting.closed_at:
        raise BadInput(Text("this meeting is over: its agenda stands.", "会议已结束，议程不再改变。"))
    said = tuple(lines)
    for each in said:
        if each.presenter and each.presenter not in homes.charter.person_by_id:
            raise BadInput(
                Text(
                    f"the charter declares nobody called '{each.presenter[:60]}'.",
                    f"章程中没有“{each.presenter[:60]}”。",
                )
            )
        if each.minutes is not None and not 1 <= each.minutes <= 480:
            raise BadInput(Text("a topic takes from 1 to 480 minutes.", "议题时长须为 1 到 480 分钟。"))
    ledger.arrange(key, one.group.slug, said, actor=actor, now=now)


def share(homes: Homes, key: str, shared: Shared, *, held: bool = True, actor: Actor, now: datetime) -> None:
    """Add a recording, slides or another link, or take one away. Errors: NotAllowed; BadInput for no address."""
    one = found(homes, key)
    must_run(homes, one, actor, now)
    ledger.link(key, one.group.slug, replace(shared), is_held=held, actor=actor, now=now)
