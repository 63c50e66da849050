"""What people do in a selection round: nominate, apply, consent, sponsor; and what follows by itself when its time has come."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from folkmoot.charter.ladders import ladder_of
from folkmoot.jobs import moving
from folkmoot.jobs.round_steps import ROBOT, again, append, candidate, known, short
from folkmoot.jobs.round_votes import put
from folkmoot.ledger import rounds as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group
from folkmoot.model.ladder import LadderStep
from folkmoot.model.rounds import RoundAct, RoundPlan
from folkmoot.model.rounds_plain import round_plain
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.round_course import Seen, every, found_of, seen, to_freeze
from folkmoot.rules.authority import must_manage, serving_on
from folkmoot.rules.bylaws import rules_by_name
from folkmoot.rules.rounds import OVER, announced, begun, coming, must_be_in, opened

PATIENCE = timedelta(days=3)  # how long evidence that was not read yet is waited for


def open_round(homes: Homes, plan: RoundPlan, *, actor: Actor, now: datetime, key: str = "", why: str = "") -> int:
    """Open a round in a group and return its number.

    Errors: NotAllowed for who does not lead the group; BadInput for a group without a ladder, a role that is none of its steps,
    a rule that is not there, days that do not follow each other, or a round for the same roles that still runs.
    """
    group = moving.group_of(homes, plan.group)
    must_manage(actor, group, moving.day_of(homes, now))
    _must_fit(homes, plan, group)
    one = opened(plan, key, homes.charter.community.zone, now, actor.name)
    if one.until_at <= now:
        raise BadInput(
            Text("nominations would be over already.", "提名期在此之前已结束。"),
            mend=Text("Choose a later day.", "请选择更晚的日期。"),
        )
    there = [other for other in every(homes, now) if other.round.group == plan.group]
    for other in there:
        if other.course.stage in ("upcoming", "nominations", "due"):
            shared = sorted(set(other.round.plan.roles) & set(plan.roles))
            if shared and (not key or other.round.key != key):
                raise BadInput(
                    Text(
                        f"round {other.round.number} for {', '.join(shared)} is not over.",
                        f"第 {other.round.number} 次选拔（{'、'.join(shared)}）尚未结束。",
                    ),
                    mend=Text("Use that one.", "请使用该次选拔。"),
                )
    said, after = round_plain(one), max((other.round.number for other in there), default=0)
    return ledger.open_one("round", plan.group, said, after=after, key=key, actor=actor, now=now, why=short(why))


def _must_fit(homes: Homes, plan: RoundPlan, group: Group) -> None:
    ladder = ladder_of(homes.charter, group)
    if ladder is None:
        raise BadInput(
            Text(f"no ladder holds for {group.slug}.", f"{group.slug} 没有适用的晋升阶梯。"),
            mend=Text(
                "Declare one under 'ladders:'; docs/ladders.md shows how.",
                "请在 ladders: 下声明，参见 docs/ladders.md。",
            ),
        )
    steps = [step.role for step in ladder.steps]
    strange = [role for role in plan.roles if role not in steps]
    if strange or not plan.roles:
        none = Text("a round gives at least one role.", "选拔至少授予一个角色。")
        said = (
            Text(f"'{strange[0]}' is no role of the ladder.", f"“{strange[0]}”不是晋升阶梯中的角色。")
            if strange
            else none
        )
        raise BadInput(said, mend=Text(f"Its roles: {', '.join(steps)}.", f"可选角色：{'、'.join(steps)}。"))
    if plan.rule and plan.rule not in rules_by_name(homes.charter.voting):
        raise BadInput(
            Text(f"there is no voting rule '{plan.rule}'.", f"没有表决规则“{plan.rule}”。"),
            mend=Text("See: docs/motions.md.", "参见 docs/motions.md。"),
        )


def nominate(
    homes: Homes, number: int, person: str, role: str, *, actor: Actor, now: datetime, why: str = ""
) -> RoundAct:  # fmt: skip
    """Nominate somebody for a role, or apply oneself, which is consent already.

    Errors: NotAllowed for who may not nominate others; BadInput outside of nominations, for somebody unknown, a role that the round
    does not give or that they hold, or a nomination that stands.
    """
    me = actor.must_be_somebody()

    def act(it: Seen) -> RoundAct:
        must_be_in(it.course, "nominations")
        whom = known(homes, person.strip() or me)
        mine = it.is_me(actor.people, whom)
        if not mine:
            _must_nominate(it, actor)
        _must_be_given(it, whom, role)
        there = next(
            (one for one in it.course.candidacies if (it.same(one.person), one.role) == (it.same(whom), role)), None
        )
        if there is not None and there.state not in OVER:
            raise BadInput(
                Text("somebody has nominated them for this role already.", "此人已被提名担任该角色。"),
                mend=Text("Stand up for them instead.", "你可以改为推荐。"),
            )
        return append(it, actor, "nominate", whom, role, {"accepted": mine, "by": me}, why)

    return again(homes, number, now, act)


def _must_nominate(it: Seen, actor: Actor) -> None:
    day, roles = moving.day_of(it.homes, it.now), it.round.plan.nominators
    may = serving_on(it.group, day)
    if roles:
        may = frozenset(term.person for term in it.group.roster(day) if term.role in roles)
    if not actor.operator and not may.intersection(actor.people):
        who = f"only {', '.join(roles)} of {it.group.slug}" if roles else f"only those who serve in {it.group.slug}"
        zh = f"{it.group.slug} 的{'、'.join(roles)}" if roles else f"{it.group.slug} 的任职者"
        raise NotAllowed(
            Text(f"{who} may nominate others.", f"仅 {zh} 可以提名他人。"),
            mend=Text("Anybody may apply for themselves.", "任何人都可以自荐。"),
        )


def _must_be_given(it: Seen, person: str, role: str) -> None:
    if role not in it.round.plan.roles:
        raise BadInput(
            Text(f"this round does not give '{role}'.", f"本次选拔不授予“{role}”。"),
            mend=Text(f"It gives: {', '.join(it.round.plan.roles)}.", f"本次授予：{'、'.join(it.round.plan.roles)}。"),
        )
    above = it.ladder.from_(role) if it.ladder else (role,)
    ids = {it.same(person), person}
    for term in it.group.roster(moving.day_of(it.homes, it.now)):
        if term.role in above and not term.repo and not term.subproject and {term.person, it.same(term.person)} & ids:
            raise BadInput(
                Text(
                    f"'{person}' serves as {term.role} of {it.group.slug} already.",
                    f"{person} 已担任 {it.group.slug} 的 {term.role}。",
                ),
                mend=Text("Choose a role above it.", "请选择更高的角色。"),
            )


def answer(
    homes: Homes, number: int, verb: str, person: str, role: str, *, actor: Actor, now: datetime, why: str = ""
) -> RoundAct:  # fmt: skip
    """Accept or decline one's nomination, or withdraw; a vote that runs is withdrawn with it.

    Errors: NotAllowed for anybody but the candidate; BadInput when it is too late, or there is nothing to answer.
    """
    wanted = {"accept": ("nominated",), "decline": ("nominated",)}.get(
        verb, ("standing", "ready", "short", "voting", "granted")
    )

    def act(it: Seen) -> RoundAct:
        if verb == "withdraw":
            must_be_in(it.course, "nominations", "due", "voting", "decided", "closed")
        else:
            must_be_in(it.course, "nominations")
        mine = candidate(it, person, role)
        if not it.is_me(actor.people, mine.person):
            raise NotAllowed(
                Text("only the candidate may answer for themselves.", "仅候选人本人可以答复。"),
                mend=Text("Sign in as them.", "请以本人账号登录。"),
            )
        if mine.state not in wanted:
            raise BadInput(
                Text(
                    "there is nothing to answer: look again where your candidacy stands.",
                    "没有需要答复的内容，请查看你的参选状态。",
                )
            )
        return append(it, actor, verb, mine.person, role, {}, why)

    done = again(homes, number, now, act)
    if verb == "withdraw":
        _take_back(seen(homes, number, now), now)
    return done


def sponsor(
    homes: Homes, number: int, person: str, role: str, *, actor: Actor, now: datetime, why: str = ""
) -> RoundAct:
    """Stand up for a candidate, on record. Errors: BadInput for oneself, twice, or outside of nominations."""
    me = actor.must_be_somebody()

    def act(it: Seen) -> RoundAct:
        must_be_in(it.course, "nominations")
        one = candidate(it, person, role)
        if one.state in OVER:
            raise BadInput(Text("they do not stand any more.", "此人已不再参选。"))
        if it.is_me(actor.people, one.person):
            raise BadInput(
                Text("nobody stands up for themselves.", "不能推荐自己。"),
                mend=Text("Ask somebody who knows your work.", "请邀请了解你工作的人。"),
            )
        if it.same(me) in one.sponsors:
            raise BadInput(Text("you stand up for them already.", "你已推荐过此人。"))
        return append(it, actor, "sponsor", one.person, role, {"by": me}, why)

    return again(homes, number, now, act)


def cancel(homes: Homes, number: int, *, actor: Actor, now: datetime, why: str) -> RoundAct:
    """Call a round off, with a reason. Errors: NotAllowed for who does not lead the group; BadInput once anybody is voted on."""
    if not short(why):
        raise BadInput(
            Text("a round is called off for a reason.", "取消选拔须说明原因。"),
            mend=Text("Say why, in a few words.", "请简要说明原因。"),
        )

    def act(it: Seen) -> RoundAct:
        must_manage(actor, it.group, moving.day_of(homes, now))
        if it.course.stage not in ("upcoming", "nominations", "due"):
            raise BadInput(
                Text("candidates are decided on already.", "候选人已进入表决。"),
                mend=Text("Withdraw the motions, each with its reason.", "请逐一撤回动议并说明原因。"),
            )
        return append(it, actor, "cancel", "", "", {}, why)

    return again(homes, number, now, act)


def freeze(homes: Homes, number: int, *, actor: Actor, now: datetime) -> RoundAct:
    """Freeze the evidence of everybody who stands, as of the round's moment, whatever is known later.

    Errors: NotAllowed for who does not lead the group; BadInput before nominations are over, or when it is done already.
    """

    def act(it: Seen) -> RoundAct:
        must_manage(actor, it.group, moving.day_of(homes, now))
        must_be_in(it.course, "due")
        return append(it, actor, "freeze", "", "", to_freeze(it, list(found_of(it))), "")

    return again(homes, number, now, act)


def advance(homes: Homes, number: int, now: datetime) -> tuple[str, ...]:
    """Do what is due in a round; return what was done. Done twice, or by two at once, it is done once.

    Evidence that was not read up to the deadline is waited for, three days at most; then what is unknown stays unknown.
    """
    done: list[str] = []
    it = seen(homes, number, now)
    if it.course.stage == "due" and _is_readable(it):
        try:
            freeze(homes, number, actor=ROBOT, now=now)
            done.append("freeze")
        except BadInput:  # somebody else has just done so
            pass
        it = seen(homes, number, now)
    if it.course.stage == "voting":
        for one in it.course.in_state("ready"):
            done += [f"motion {made}" for made in put(homes, number, one.person, one.role, actor=ROBOT, now=now)]
        for one in seen(homes, number, now).course.in_state("voting"):
            done += [f"close {made}" for made in one.motions if moving.close_one(made, now)]
    _take_back(seen(homes, number, now), now)
    return tuple(done)


def _is_readable(it: Seen) -> bool:
    if it.now >= it.round.until_at + PATIENCE:
        return True
    return all(not leaf.unread for found in found_of(it) for leaf in found.root.leaves())


def _take_back(it: Seen, now: datetime) -> None:
    """Withdraw the motions on those who do not stand any more."""
    for one in it.course.candidacies:
        for number in one.motions if one.state in OVER else ():
            if moving.seen(number, now).standing.word == "open":
                moving.withdraw(it.homes, number, actor=ROBOT, now=now, why="the candidate does not stand any more")


def open_declared(homes: Homes, key: str, *, actor: Actor, now: datetime, why: str = "") -> int:
    """Open a round that the charter announces; before its day nominations begin now. Errors: of ``open_round``, or no such round."""
    zone = homes.charter.community.zone
    for plan, own in (find(one, now, zone) for one in homes.charter.rounds for find in (coming, announced)):
        if own == key:
            return open_round(homes, begun(plan, now, zone), actor=actor, now=now, key=key, why=why)
    raise BadInput(
        Text("the charter announces no such round.", "章程中没有预告这一选拔。"),
        mend=Text("Look at the list again.", "请重新查看列表。"),
    )


def advance_due(homes: Homes, now: datetime) -> tuple[tuple[int, str], ...]:
    """Do what is due in every round, and open those that the charter announces and have begun; return what was done in each."""
    done: list[tuple[int, str]] = []
    for it in every(homes, now):
        if it.course.stage in ("due", "voting", "decided"):
            done += [(it.round.number, said) for said in advance(homes, it.round.number, now)]
    known = {it.round.key for it in every(homes, now)}
    for declared in homes.charter.rounds:
        plan, key = coming(declared, now, homes.charter.community.zone)
        if key not in known and opened(plan, key, homes.charter.community.zone, now).opens_at <= now:
            try:
                done.append((open_round(homes, plan, actor=ROBOT, now=now, key=key), "open"))
            except (
                BadInput
            ):  # it ended before anybody looked, or cannot be held as declared: a check of the charter says why
                continue
    return tuple(done)


def last_begun(homes: Homes, slug: str, now: datetime) -> datetime | None:
    """Return when the last round of a group began; None: there was none."""
    return max((it.round.opens_at for it in every(homes, now) if it.round.group == slug), default=None)


def steps_of(homes: Homes, group: Group) -> tuple[LadderStep, ...]:
    """Return the steps of the ladder that holds for a group, lowest first; none without one."""
    ladder = ladder_of(homes.charter, group)
    return ladder.steps if ladder else ()


def is_day(said: str) -> bool:
    """Return whether somebody wrote a day."""
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True
