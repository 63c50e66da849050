"""What is done in a review of inactivity: people are asked, answer or do not, and what is decided is written into the charter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from folkmoot.jobs import moving
from folkmoot.jobs.amend import amend
from folkmoot.jobs.promoting import BRANCH, Applied
from folkmoot.ledger import rounds as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group
from folkmoot.model.inactivity import InactivityPlan, Reviewed
from folkmoot.model.ladder import Verdict
from folkmoot.model.rounds import RoundAct
from folkmoot.model.rounds_plain import plan_plain
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.review_course import SeenReview, every_review, listed, listed_now, planned_ends, seen_review
from folkmoot.rules.authority import must_manage
from folkmoot.rules.inactivity import about, plan_for, room_left
from folkmoot.rules.workdays import after_working_days, near

ROBOT = Actor("moot", origin="job", operator=True)
TRIES = 12
WHY_LETTERS = 2000


def plan_of_group(homes: Homes, slug: str) -> tuple[Group, InactivityPlan]:
    """Return a group and the rule that holds for it. Errors: BadInput when there is none."""
    group = moving.group_of(homes, slug)
    plan = plan_for(group, homes.charter.inactivity)
    if plan is None:
        raise BadInput(
            Text(f"no rule of inactivity holds for {slug}.", f"{slug} 没有适用的不活跃规则。"),
            mend=Text(
                "Declare one under 'inactivity:'; docs/guides/sig-lead.md tells more.",
                "请在 inactivity: 下声明，参见 docs/guides/sig-lead.md。",
            ),
        )
    if not plan.any and not plan.all:
        raise BadInput(
            Text(
                f"the rule '{plan.id}' does not say what shows that somebody is there.",
                f"规则“{plan.id}”未说明何为活跃。",
            ),
            mend=Text("Give it 'any' or 'all'.", "请为其填写 any 或 all。"),
        )
    return group, plan


def open_review(homes: Homes, slug: str, *, actor: Actor, now: datetime, why: str = "") -> int:
    """Open a review of a group and return its number: everybody's evidence is frozen as of now; nobody is asked yet.

    Errors: NotAllowed for who does not lead the group; BadInput without a rule, or while another review of the group is open.
    """
    group, plan = plan_of_group(homes, slug)
    must_manage(actor, group, moving.day_of(homes, now))
    there = [other for other in every_review(homes, now) if other.review.group == slug]
    for other in there:
        if other.inquiry.stage == "open":
            raise BadInput(
                Text(
                    f"review {other.review.number} of {slug} is not over.",
                    f"{slug} 的第 {other.review.number} 次复核尚未结束。",
                ),
                mend=Text("Go on with that one.", "请继续该次复核。"),
            )
    frozen = {"plan": plan_plain(plan), "listed": listed(homes, plan, group, now)}
    after = max((other.review.number for other in there), default=0)
    return ledger.open_one("review", slug, frozen, after=after, actor=actor, now=now, why=_short(why))


def notify(homes: Homes, number: int, person: str, role: str, *, actor: Actor, now: datetime) -> RoundAct:
    """Ask somebody whether they still serve; from now on their time to answer runs.

    Errors: NotAllowed for who does not lead the group; BadInput for somebody who is not concerned, or when as many are asked
    already as the rule allows at once.
    """

    def act(it: SeenReview) -> RoundAct:
        _must_manage(it, actor)
        one = reviewed(it, person, role)
        if one.state != "concerned":
            raise BadInput(Text("they need not be asked: look again where they stand.", "无需询问，请查看其当前状态。"))
        if not room_left(it.inquiry):
            most = it.review.plan.at_most
            raise BadInput(
                Text(f"{most} people are asked already, and no more at once.", f"已在询问 {most} 人，同时不得更多。"),
                mend=Text("Wait until one of them is decided.", "请等其中一人有结论后再进行。"),
            )
        zone = homes.charter.community.zone
        off, on = near(homes.charter.holidays, now, 10 * it.review.plan.reply_days + 60)
        until = after_working_days(now, it.review.plan.reply_days, zone, off, on)
        return _append(it, actor, "notify", one, {"until": until.isoformat()}, "")

    return _again(homes, number, now, act)


def reply(homes: Homes, number: int, person: str, role: str, word: str, *, actor: Actor, now: datetime, why: str = "") -> RoundAct:  # fmt: skip
    """Answer for oneself: ``stay``, with a reason, or ``leave``. A late answer counts until it is decided otherwise.

    Errors: NotAllowed for anybody but the person; BadInput for another word, nothing to answer, or no reason to stay.
    """

    def act(it: SeenReview) -> RoundAct:
        one = reviewed(it, person, role)
        if not actor.people or not it.is_me(actor.people, one.person):
            raise NotAllowed(
                Text("only they themselves may answer.", "仅本人可以答复。"),
                mend=Text("Sign in as them.", "请以本人账号登录。"),
            )
        if one.state not in ("noticed", "silent", "voting"):
            raise BadInput(
                Text("there is nothing to answer: look again where you stand.", "没有需要答复的内容，请查看当前状态。")
            )
        if word not in ("stay", "leave"):
            raise BadInput(Text("an answer is stay or leave.", "答复只能是留任或离任。"))
        if word == "stay" and not _short(why):
            raise BadInput(
                Text("say in a few words why you stay.", "请简要说明留任的原因。"),
                mend=Text("Such as: back from leave in May.", "例如：五月休假归来。"),
            )
        return _append(it, actor, "reply", one, {"word": word}, why)

    done = _again(homes, number, now, act)
    it = seen_review(homes, number, now)
    _take_back(it, reviewed(it, person, role), now)
    return done


def drop(homes: Homes, number: int, person: str, role: str, *, actor: Actor, now: datetime, why: str) -> RoundAct:
    """Ask somebody no more, with a reason. Errors: NotAllowed for who does not lead the group; BadInput without a reason."""
    if not _short(why):
        raise BadInput(
            Text("this needs a reason.", "须说明原因。"), mend=Text("Say why, in a few words.", "请简要说明原因。")
        )

    def act(it: SeenReview) -> RoundAct:
        _must_manage(it, actor)
        one = reviewed(it, person, role)
        if one.state not in ("concerned", "noticed", "silent"):
            raise BadInput(
                Text("there is nothing to end: look again where they stand.", "没有需要结束的内容，请查看其当前状态。")
            )
        return _append(it, actor, "drop", one, {}, why)

    return _again(homes, number, now, act)


def decide(
    homes: Homes, number: int, person: str, role: str, *, actor: Actor, now: datetime, why: str = ""
) -> RoundAct:
    """Let the term of somebody end who did not answer, where the rule leaves it to the lead.

    Errors: NotAllowed for who does not lead the group; BadInput where a vote decides, or they still have time.
    """

    def act(it: SeenReview) -> RoundAct:
        _must_manage(it, actor)
        one = reviewed(it, person, role)
        if it.review.plan.decided != "lead":
            raise BadInput(
                Text("a vote decides this.", "此事由表决决定。"),
                mend=Text("It is put by itself when the time to answer is over.", "答复期结束后会自动提交表决。"),
            )
        if one.state != "silent":
            raise BadInput(
                Text(
                    "they still have time to answer, or did: look again where they stand.",
                    "答复期未到或已答复，请查看其当前状态。",
                )
            )
        return _append(it, actor, "decide", one, {"ends": True}, why)

    return _again(homes, number, now, act)


def advance(homes: Homes, number: int, now: datetime) -> tuple[str, ...]:
    """Do what is due: whoever is back is asked no more; whoever is silent is voted on, where a vote decides. Done twice, done once."""
    done: list[str] = []
    it = seen_review(homes, number, now)
    silent = it.inquiry.in_state("silent")
    today = listed_now(it) if silent else {}
    for one in silent:
        if today.get(one.key, {}).get("word") != Verdict.NOT_MET.value:
            why = (
                "active again"
                if today.get(one.key, {}).get("word") == Verdict.MET.value
                else "what would tell is not read any more"
            )
            _again(homes, number, now, partial(_dropped, one, why))
            done.append(f"drop {one.key}")
        elif it.review.plan.decided == "motion":
            done += [f"motion {made}" for made in _put(homes, number, one, now)]
    for one in seen_review(homes, number, now).inquiry.in_state("voting"):
        done += [f"close {made}" for made in one.motions if moving.close_one(made, now)]
    return tuple(done)


def advance_due(homes: Homes, now: datetime) -> tuple[tuple[int, str], ...]:
    """Do what is due in every review; return what was done in each."""
    return tuple(
        (it.review.number, said)
        for it in every_review(homes, now)
        if it.inquiry.stage == "open"
        for said in advance(homes, it.review.number, now)
    )


def _dropped(one: Reviewed, why: str, it: SeenReview) -> RoundAct:
    return _append(it, ROBOT, "drop", one, {}, why)


def _put(homes: Homes, number: int, one: Reviewed, now: datetime) -> tuple[int, ...]:
    from folkmoot.ledger import motions

    it, key = seen_review(homes, number, now), about(number, one)
    there = [
        other.number for other in motions.about(key) if motions.recorded(motions.acts(other.number)).word != "withdrawn"
    ]
    name = homes.charter.person_by_id[one.person].name if one.person in homes.charter.person_by_id else one.person
    made = there[-1] if there else moving.move(
        homes, group=it.review.group, kind="emeritus", about=key, rule=it.review.plan.rule, recused=it.ids_of(one.person),
        title=Text(f"{name or one.person} is no longer {one.role} of {it.review.group}",
                   f"{name or one.person} 不再担任 {it.review.group} 的 {one.role}"),
        text=f"Evidence: /rounds/reviews/{number}/", actor=ROBOT, now=now,
        authorises={"review": str(number), "person": one.person, "role": one.role, "group": it.review.group},
    )  # fmt: skip
    while made not in reviewed(it, one.person, one.role).motions:
        try:
            _append(it, ROBOT, "put", one, {"motions": [made]}, "")
        except ledger.Overtaken:
            it = seen_review(homes, number, now)
            continue
        break
    return (made,)


def _take_back(it: SeenReview, one: Reviewed, now: datetime) -> None:
    for number in one.motions:
        if moving.seen(number, now).standing.word == "open":
            moving.withdraw(it.homes, number, actor=ROBOT, now=now, why="they have answered")


def apply(homes: Homes, number: int, *, actor: Actor, now: datetime, branch: str = "") -> Applied:
    """Write into the charter what was decided, and what people themselves asked for; never more people than the rule allows at once.

    Errors: NotAllowed for who does not lead the group; BadInput where nothing is decided, or the files cannot be changed.
    """
    it = seen_review(homes, number, now)
    _must_manage(it, actor)
    plan = planned_ends(it)
    if plan.fault:
        raise BadInput(
            Text(
                f"the charter cannot be changed by itself: {plan.fault}",
                f"无法自动更改章程：{plan.fault.said_in('zh')}",
            )
        )
    people = tuple((one.person, one.role) for one in it.inquiry.in_state("granted", "leaves"))
    if not people and plan.amendment is None:
        raise BadInput(Text("nothing is decided that is not in the charter yet.", "没有已决定而尚未写入章程的内容。"))
    if branch and not BRANCH.match(branch):
        raise BadInput(
            Text(f"'{branch[:100]}' is no name of a branch.", f"“{branch[:100]}”不能用作分支名。"),
            mend=Text("Use letters, digits, dots, dashes and slashes.", "请使用字母、数字、点、短横线与斜线。"),
        )
    commit = ""
    if plan.amendment is not None:
        said = f"Review {number} of {it.review.group}: " + ", ".join(f"{person} ({role})" for person, role in people)
        commit = amend(homes.charter, plan.amendment, message=said, actor=actor, branch=branch, as_read=not branch)
    content = {"people": [list(one) for one in people], "commit": commit, "branch": branch}

    def act(now_seen: SeenReview) -> RoundAct:
        return _append(now_seen, actor, "apply", None, content, "")

    _again(homes, number, now, act)
    return Applied(people, commit, branch)


def _must_manage(it: SeenReview, actor: Actor) -> None:
    must_manage(actor, it.group, moving.day_of(it.homes, it.now))


def reviewed(it: SeenReview, person: str, role: str) -> Reviewed:
    """Return somebody of a review. Errors: BadInput when it does not look at them."""
    for one in it.inquiry.people:
        if it.same(one.person) == it.same(person) and one.role == role:
            return one
    raise BadInput(Text("this review does not look at them.", "本次复核不涉及此人。"))


def _again(homes: Homes, number: int, now: datetime, act: Callable[[SeenReview], RoundAct]) -> RoundAct:
    for _attempt in range(TRIES - 1):
        try:
            return act(seen_review(homes, number, now))
        except ledger.Overtaken:
            continue
    return act(seen_review(homes, number, now))


def _append(
    it: SeenReview, actor: Actor, verb: str, one: Reviewed | None, content: dict[str, Any], why: str
) -> RoundAct:
    person, role = (one.person, one.role) if one else ("", "")
    draft = RoundAct(it.last + 1, it.now, verb, actor.name, person, role, _short(why), content)
    return ledger.append("review", it.review.number, draft, actor)


def _short(why: str) -> str:
    if len(why) > WHY_LETTERS:
        raise BadInput(
            Text(f"this is too long: at most {WHY_LETTERS:,} letters.", f"内容过长：最多 {WHY_LETTERS:,} 字。")
        )
    return why.strip()
