"""A proposal put on file, put to the vote, and what the vote came to written into the charter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from folkmoot.charter.amending.proposals import change_state, must_follow, new_proposal, proposal_of
from folkmoot.jobs import moving
from folkmoot.jobs.amend import amend
from folkmoot.ledger import motions
from folkmoot.model.actor import Actor
from folkmoot.model.amendment import Amendment
from folkmoot.model.community import Proposal
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group, Kind
from folkmoot.model.motion import Motion
from folkmoot.model.proposal import STATES, state_of
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import leads_on


@dataclass(frozen=True, slots=True)
class Decided:
    """What a vote that passed has decided about a proposal, and the charter does not say yet."""

    motion: Motion
    state: str
    amendment: Amendment | None
    fault: Text = Text()  # why the charter cannot be changed by itself


def about(ident: str) -> str:
    """Return the key under which motions speak of a proposal."""
    return f"proposal:{ident}"


def deciders(homes: Homes, one: Proposal) -> tuple[Group, ...]:
    """Return the groups that may decide about a proposal: the one that owns it, then the committees."""
    known = homes.charter.group_by_slug
    own = [known[one.group]] if one.group in known else []
    others = [each for each in homes.charter.groups if each.kind is Kind.COMMITTEE and each.status != "archived"]
    return tuple(dict.fromkeys((*own, *others)))


def put(
    homes: Homes, ident: str, state: str, *, group: str, actor: Actor, now: datetime, rule: str = "", why: str = ""
) -> int:
    """Put to the vote that a proposal gets another state, and return the motion's number.

    Errors: BadInput for a state that may not follow, or a group that does not decide about it; NotAllowed as of ``moving.move``.
    """
    one = proposal_of(homes.charter, ident)
    must_follow(one, state)
    if group not in {each.slug for each in deciders(homes, one)}:
        said = ", ".join(each.slug for each in deciders(homes, one)) or "nobody"
        said_zh = "、".join(each.slug for each in deciders(homes, one)) or "无"
        raise BadInput(
            Text(f"'{group}' does not decide about {ident}.", f"“{group}”无权决定 {ident}。"),
            mend=Text(f"These do: {said}.", f"可由以下小组决定：{said_zh}。"),
        )
    name = STATES[state].name
    title = Text(f"{one.title} ({one.id}) becomes {name.en}", f"{one.title}（{one.id}）转为{name.zh}")
    return moving.move(
        homes, group=group, kind="proposal", title=title, about=about(ident), rule=rule, actor=actor, now=now, why=why,
        authorises={"proposal": ident, "status": state, "from": one.status},
    )  # fmt: skip


def settle(ident: str, now: datetime) -> None:
    """Record what the votes about a proposal came to, where that is due."""
    for motion in motions.about(about(ident)):
        moving.close_one(motion.number, now)


def decided(homes: Homes, ident: str, now: datetime) -> Decided | None:
    """Return what the newest vote that passed decided, where the charter does not say so yet; else None."""
    one = proposal_of(homes.charter, ident)
    settle(ident, now)
    for motion in sorted(motions.about(about(ident)), key=lambda each: -each.number):
        outcome, wanted = motions.outcome(motion.number), str(motion.authorises.get("status", ""))
        if outcome is None or not outcome.passed or wanted not in STATES:
            continue
        current = state_of(one.status)
        if current and current.key == wanted:
            return None
        if motion.authorises.get("from") != one.status:
            return None  # the charter has gone on since
        day = moving.day_of(homes, now)
        try:
            return Decided(motion, wanted, change_state(homes.charter, ident, wanted, day=day))
        except BadInput as error:
            return Decided(motion, wanted, None, Text(str(error), error.said_in("zh")))
    return None


def may_apply(homes: Homes, ident: str, actor: Actor, now: datetime) -> bool:
    """Return whether somebody may write a decision about a proposal down: operators and leads of who decides about it."""
    one, day = proposal_of(homes.charter, ident), moving.day_of(homes, now)
    leads = {who for group in deciders(homes, one) for who in leads_on(group, day)}
    return actor.operator or bool(leads.intersection(actor.people))


def apply(homes: Homes, ident: str, *, actor: Actor, now: datetime, branch: str = "") -> str:
    """Write what was decided into the charter and return the commit; "" in a plain folder.

    Errors: NotAllowed for who leads none of the groups that decide; BadInput where nothing is decided, or the file has no place for it.
    """
    if not may_apply(homes, ident, actor, now):
        raise NotAllowed(
            Text(
                f"{actor.called} may not do this: only those who lead a deciding group may.",
                f"{actor.name or '未登录者'} 不能这样做：仅决定该提案的小组的负责人可以。",
            ),
            mend=Text("Ask one of its leads, or an operator.", "请联系其负责人或运营人员。"),
        )
    found = decided(homes, ident, now)
    if found is None:
        raise BadInput(
            Text(
                f"nothing is decided about {ident} that the charter does not say.", f"{ident} 没有章程尚未写明的决议。"
            ),
            mend=Text("See its motions.", "请查看其动议。"),
        )
    if found.amendment is None:
        raise BadInput(found.fault)
    said = f"Motion {found.motion.number} of {found.motion.group}."
    return amend(homes.charter, found.amendment, message=said, actor=actor, branch=branch)


def file(homes: Homes, one: Proposal, *, actor: Actor, branch: str = "") -> str:
    """Put a draft on file, by one of its authors or an operator; return the commit. Errors: as of ``new_proposal``."""
    if not actor.operator and not set(one.authors).intersection(actor.people):
        raise NotAllowed(
            Text("only one of its authors may put a proposal on file.", "仅提案作者之一可以登记提案。"),
            mend=Text("Name yourself among the authors.", "请将自己列为作者。"),
        )
    if not actor.operator and not branch:
        raise NotAllowed(
            Text("only operators write into the charter itself.", "仅运营人员可以直接写入章程。"),
            mend=Text("Name a branch, and have it reviewed.", "请填写分支名，并提交检视。"),
        )
    return amend(homes.charter, new_proposal(homes.charter, one), message=one.title, actor=actor, branch=branch)
