"""Motions opened, ended and closed. Every verb checks who acts, judges where the motion stands, and records one act."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from folkmoot.ledger import boxes_of_motions as boxes
from folkmoot.ledger import motions
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Group, Kind
from folkmoot.model.motion import KINDS, OPEN, Act, Elector, Motion, Outcome, Standing
from folkmoot.model.motion_plain import outcome_plain
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules import workdays
from folkmoot.rules.authority import may_manage, must_manage
from folkmoot.rules.bylaws import rule_for
from folkmoot.rules.electorate import electorate
from folkmoot.rules.one_vote import as_one
from folkmoot.rules.voting import judge, outcome_of

ROBOT = Actor("moot", origin="job", operator=True)
TITLE_LETTERS, WHY_LETTERS, TEXT_LETTERS = 300, 2000, 20_000
TRIES = 12  # times that a verb looks again when somebody was quicker


@dataclass(frozen=True, slots=True)
class Seen:
    """A motion as it is at a moment: what happened to it, and where it stands."""

    motion: Motion
    acts: tuple[Act, ...]
    standing: Standing

    @property
    def last(self) -> int:
        """The ordinal of the last act; 0 for none."""
        return self.acts[-1].ordinal if self.acts else 0


def seen(number: int, now: datetime) -> Seen:
    """Return a motion as it stands. Errors: BadInput when there is none."""
    motion, acts = motions.motion(number), motions.acts(number)
    voted, ballots = boxes.secret_of(motion, acts)
    return Seen(as_one(motion, acts)[0], acts, judge(motion, acts, now, voted=voted, ballots=ballots))


def day_of(homes: Homes, now: datetime) -> date:
    """Return the community's day at a moment."""
    return now.replace(tzinfo=UTC).astimezone(ZoneInfo(homes.charter.community.zone)).date()


def group_of(homes: Homes, slug: str) -> Group:
    """Return a declared group. Errors: BadInput for none."""
    known = homes.charter.group_by_slug.get(slug)
    if known is None:
        raise BadInput(Text(f"there is no group '{slug}'.", f"没有小组“{slug}”。"))
    return known


def own_elector(homes: Homes, motion: Motion, actor: Actor, spoken: Collection[str] = ()) -> Elector | None:
    """Return the elector that the actor is.

    Edges: where several turned out to be one person since, the one of ``spoken``, as whom they have voted or recused
    themselves already; else the first one who has a vote.
    """
    of = homes.identity.person_of
    mine = {of.get(one, one) for one in actor.people}
    found = [one for one in motion.electors if mine & {of.get(who, who) for who in (one.person, *one.same)}]
    return min(found, key=lambda one: (one.person not in spoken, not one.votes), default=None)


def spoken(found: Seen) -> frozenset[str]:
    """Return the electors who have voted, also in secret, or recused themselves."""
    openly = {act.elector for act in as_one(found.motion, found.acts)[1] if act.verb in ("vote", "recuse")}
    return boxes.secret_of(found.motion, found.acts)[0].union(openly)


def may_move(homes: Homes, group: Group, actor: Actor, now: datetime) -> bool:
    """Return whether somebody may put a motion to a group: its leads and operators; in a committee whoever has a vote."""
    if may_manage(actor, group, day_of(homes, now)):
        return True
    if group.kind is not Kind.COMMITTEE or not actor.people:
        return False
    mine = own_elector(homes, preview(homes, group, "motion", now=now), actor)
    return mine is not None and mine.votes


def preview(
    homes: Homes, group: Group, kind: str, *, rule: str = "", recused: Sequence[str] = (), now: datetime
) -> Motion:
    """Return the motion that would be opened now: its rule, and its electorate as of today. Nothing is recorded."""
    chosen = rule_for(kind, group, homes.charter.voting, rule)
    electing = group_of(homes, chosen.group) if chosen.group else group
    day, of = day_of(homes, now), homes.identity.person_of
    for one in recused:
        if one not in of and one not in homes.charter.person_by_id:
            raise BadInput(
                Text(f"there is nobody called '{one}'.", f"没有名为“{one}”的人员。"),
                mend=Text("Write the ids under which the charter lists people.", "请填写章程中的人员标识。"),
            )
    off, on = workdays.near(homes.charter.holidays, now, 60 + 2 * sum(stage.days for stage in chosen.stages))
    zone = chosen.zone or homes.charter.community.zone
    if chosen.zone and chosen.zone not in available_timezones():
        raise BadInput(
            Text(
                f"the voting rule '{chosen.name}' counts its days in '{zone}', which is no time zone.",
                f"表决规则“{chosen.name}”的时区“{zone}”不存在。",
            )
        )
    electors = electorate(
        chosen, electing, day, person_of=of, recused=recused,
        organization_of=lambda person: homes.organization_on(of.get(person, person), day),
    )  # fmt: skip
    return Motion(
        0, group.slug, kind, Text(), chosen, electors, now, secret=chosen.secret, days_off=off, days_on=on,
        zone=zone, charter=homes.charter.commit,
    )  # fmt: skip


def move(  # noqa: PLR0913 — a motion has that many parts; each is named at the call
    homes: Homes, *, group: str, kind: str, title: Text, text: str = "", about: str = "", rule: str = "",
    authorises: Mapping[str, Any] | None = None, recused: Iterable[str] = (), secret: bool | None = None,
    closes_at: datetime | None = None, actor: Actor, now: datetime, why: str = "",
) -> int:  # fmt: skip
    """Open a motion and return its number. Rule, electorate, holidays: everything that decides it is frozen now.

    ``recused``: ids of those whom it is about; they have no vote. ``closes_at``: when its first stage ends, where that is
    not what the rule says: the end of a meeting. Errors: NotAllowed for who may not move it; BadInput for a group, kind or
    rule that is not there, for nobody to vote, for a second open motion about the same thing.
    """
    known = group_of(homes, group)
    if not may_move(homes, known, actor, now):
        must_manage(actor, known, day_of(homes, now))
    _must_be_sound(kind, title, text, why, now, closes_at)
    draft = preview(homes, known, kind, rule=rule, recused=tuple(recused), now=now)
    _must_be_votable(draft, secret)
    for other in motions.about(about):  # one that is over but not recorded yet stands in nobody's way
        close_one(other.number, now)
    motion = replace(
        draft, title=title, text=text, about=about, why=why, authorises=dict(authorises or {}), opened_by=actor.name,
        first_ends_at=closes_at, secret=draft.secret if secret is None else secret,
    )  # fmt: skip
    return motions.open_motion(motion, actor=actor, now=now)


def _must_be_sound(kind: str, title: Text, text: str, why: str, now: datetime, closes_at: datetime | None) -> None:
    if kind not in KINDS:
        raise BadInput(
            Text(f"there is no kind of motion '{kind}'.", f"没有“{kind}”这类动议。"),
            mend=Text(f"Use one of: {', '.join(KINDS)}.", f"可用：{'、'.join(KINDS)}。"),
        )
    if not str(title).strip():
        raise BadInput(
            Text("a motion needs a question.", "动议须有题目。"),
            mend=Text("Say in a sentence what is to be decided.", "请用一句话说明要决定什么。"),
        )
    if max(len(title.en), len(title.zh)) > TITLE_LETTERS or len(text) > TEXT_LETTERS:
        raise BadInput(
            Text(
                f"this is too long: {TITLE_LETTERS} letters for the question, {TEXT_LETTERS:,} for the text.",
                f"内容过长：题目最多 {TITLE_LETTERS} 字，正文最多 {TEXT_LETTERS:,} 字。",
            )
        )
    short(why)
    if closes_at is not None and closes_at <= now:
        raise BadInput(
            Text("this would end before it begins.", "结束时间早于开始时间。"),
            mend=Text("Choose a later moment.", "请选择更晚的时间。"),
        )


def _must_be_votable(draft: Motion, secret: bool | None) -> None:
    rule = draft.rule
    if not any(one.votes for one in draft.electors):
        whose = rule.group or draft.group
        raise BadInput(
            Text(
                f"nobody in {whose} may vote by the rule '{rule.name}'.", f"按规则“{rule.name}”，{whose} 无人有表决权。"
            ),
            mend=Text("Choose another rule.", "请选用其他规则。"),
        )
    hidden = rule.secret if secret is None else secret
    if hidden and (rule.casting or rule.also or [stage.channel for stage in rule.stages] != ["mail"]):
        raise BadInput(
            Text(
                f"the rule '{rule.name}' cannot be voted on in secret: it asks who voted how.",
                f"规则“{rule.name}”须知道各人投票，不能无记名表决。",
            ),
            mend=Text(
                "Choose a rule with one vote by mail alone, or vote openly.",
                "请选用仅有一次邮件表决的规则，或公开表决。",
            ),
        )


def short(why: str) -> str:
    """Return a reason without the white space around it. Errors: BadInput for one that is too long."""
    if len(why) > WHY_LETTERS:
        raise BadInput(
            Text(f"this is too long: at most {WHY_LETTERS:,} letters.", f"内容过长：最多 {WHY_LETTERS:,} 字。")
        )
    return why.strip()


def looking_again(number: int, now: datetime, act: Callable[[Seen], Act]) -> Act:
    """Do it to the motion as it is; when somebody was quicker, look again and do it to what it is then."""
    for _attempt in range(TRIES - 1):
        try:
            return act(seen(number, now))
        except motions.Overtaken:
            continue
    return act(seen(number, now))


def must_be_open(found: Seen, now: datetime) -> None:
    """Errors: BadInput for a motion that is over, also while that is not recorded yet, and before it was opened."""
    if now < found.motion.opened_at:
        raise BadInput(
            Text(
                f"motion {found.motion.number} was not open yet at that moment.",
                f"动议 {found.motion.number} 当时尚未发起。",
            ),
            mend=Text("Look at the clock.", "请核对时间。"),
        )
    if found.standing.word != OPEN or found.standing.due:
        raise BadInput(
            Text(
                f"motion {found.motion.number} is over: {found.standing.why.en}",
                f"动议 {found.motion.number} 已结束：{found.standing.why.said_in('zh')}",
            ),
            mend=Text("Move again if need be.", "如有需要请重新发起。"),
        )


def withdraw(homes: Homes, number: int, *, actor: Actor, now: datetime, why: str) -> Act:
    """Take a motion back: who moved it, and who leads the group, may, with a reason. Errors: NotAllowed; BadInput."""
    if not short(why):
        raise BadInput(
            Text("a motion is withdrawn for a reason.", "撤回动议须说明原因。"),
            mend=Text("Say why, in a few words.", "请简要说明原因。"),
        )

    def act(found: Seen) -> Act:
        must_be_open(found, now)
        mine = actor.name == found.motion.opened_by and actor.name not in ("", ROBOT.name)
        if not mine:
            must_manage(actor, group_of(homes, found.motion.group), day_of(homes, now))
        return motions.append(number, found.last, "withdraw", actor=actor, now=now, why=short(why))

    done = looking_again(number, now, act)
    if motions.motion(number).secret:
        boxes.abandon(number)
    return done


def end_stage(homes: Homes, number: int, *, actor: Actor, now: datetime, why: str = "") -> Outcome:
    """End the stage that runs: a live one when the meeting moves on, another only when everybody has voted.

    Returns what the motion came to: ``open`` when too few were there and the next stage has begun. Errors: NotAllowed for who
    does not lead the group; BadInput for a stage that still has its time.
    """

    def act(found: Seen) -> Act:
        must_be_open(found, now)
        must_manage(actor, group_of(homes, found.motion.group), day_of(homes, now))
        standing, count = found.standing, found.standing.count
        if standing.channel != "live" and (
            standing.channel != "mail" or count.here < count.electors or not count.electors
        ):
            raise BadInput(
                Text(f"motion {number} still has its time.", f"动议 {number} 尚未到期。"),
                mend=Text(
                    "It ends by itself, or when everybody has voted; or withdraw it.",
                    "到期或全部投票后自动结束；也可以撤回。",
                ),
            )
        stage = len(standing.spans) - 1
        return motions.append(
            number, found.last, "stage", content={"stage": stage}, actor=actor, now=now, why=short(why)
        )

    looking_again(number, now, act)
    return close_one(number, now, actor) or Outcome(OPEN, seen(number, now).standing.why)


def close_due(now: datetime) -> tuple[tuple[int, Outcome], ...]:
    """Close every motion that is due; return their numbers with what came of them. Two at once close each but once."""
    found = ((number, close_one(number, now)) for number in motions.unfinished())
    return tuple((number, outcome) for number, outcome in found if outcome is not None)


def close_one(number: int, now: datetime, actor: Actor = ROBOT) -> Outcome | None:
    """Record what a motion came to, if it is due; None if it is not, or if somebody else has just done so."""
    for _attempt in range(TRIES):
        found = seen(number, now)
        if not found.standing.due or (found.acts and found.acts[-1].verb == "close"):
            return None
        try:
            return _closed(found, now, actor)
        except motions.Overtaken:
            continue
    return None


def _closed(found: Seen, now: datetime, actor: Actor) -> Outcome:
    standing = found.standing
    content: dict[str, Any] = {}
    if found.motion.secret:
        voted, ballots = boxes.opened(found.motion, actor=actor, now=now)
        choices = tuple(one["choice"] for one in ballots)
        standing = judge(found.motion, found.acts, now, voted=voted, ballots=choices)
        content = {"voted": list(voted), "ballots": list(ballots)}
    outcome = outcome_of(standing)
    content["outcome"] = outcome_plain(outcome)
    at = max([now, *(act.at for act in found.acts)])
    motions.append(found.motion.number, found.last, "close", content=content, actor=actor, now=at)
    return outcome
