"""What a round has come to is written into the charter: as a commit, on a branch, or as a patch for whoever keeps it elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from folkmoot.jobs import moving
from folkmoot.jobs.amend import amend, patch
from folkmoot.ledger import rounds as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.rounds import RoundAct
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.promotions import Planned, planned
from folkmoot.reports.round_course import Seen, seen
from folkmoot.rules.authority import must_manage

BRANCH = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$")
TRIES = 4


@dataclass(frozen=True, slots=True)
class Applied:
    """What was applied: the commit ("" in a plain folder, and where nothing was left to write), and the branch if it is on one."""

    people: tuple[tuple[str, str], ...]
    commit: str = ""
    branch: str = ""


def apply(homes: Homes, number: int, *, actor: Actor, now: datetime, branch: str = "") -> Applied:
    """Write what the round has come to into the charter, whole, and record that it was done.

    Broken off between the two it is gone on with: what stands in the charter already is not written again. Errors: NotAllowed for who
    does not lead the group, and for who would raise themselves; BadInput where nothing is granted, or the files cannot be changed.
    """
    it = seen(homes, number, now)
    must_apply(it, actor)
    plan = planned(it)
    _must_be_some(plan)
    if branch and not BRANCH.match(branch):
        raise BadInput(
            Text(f"'{branch[:100]}' is no name of a branch.", f"“{branch[:100]}”不能用作分支名。"),
            mend=Text("Use letters, digits, dots, dashes and slashes.", "请使用字母、数字、点、短横线与斜线。"),
        )
    commit = ""
    if plan.amendment is not None:
        commit = amend(
            homes.charter, plan.amendment, message=message_of(it, plan), actor=actor, branch=branch, as_read=not branch
        )
    people = tuple((one.person, one.role) for one in plan.candidates if one.person not in plan.gone)
    _record(homes, it, people, {"commit": commit, "branch": branch}, actor)
    return Applied(people, commit, branch)


def patch_of(homes: Homes, number: int, *, actor: Actor, now: datetime) -> str:
    """Return what the round has come to as a patch that ``git am`` takes. Errors: as of ``apply``."""
    it = seen(homes, number, now)
    must_apply(it, actor)
    plan = planned(it)
    _must_be_some(plan)
    if plan.amendment is None:
        raise BadInput(
            Text("the charter says so already.", "章程中已是如此。"),
            mend=Text("There is nothing left to change.", "没有需要更改的内容。"),
        )
    return patch(homes.charter, plan.amendment, message=message_of(it, plan), actor=actor)


def may_apply(it: Seen, actor: Actor) -> bool:
    """Return whether somebody may write what the round has come to."""
    try:
        must_apply(it, actor)
    except NotAllowed:
        return False
    return True


def must_apply(it: Seen, actor: Actor) -> None:
    """Errors: NotAllowed for who does not lead the group, and for who would raise themselves, were they an operator or not."""
    must_manage(actor, it.group, moving.day_of(it.homes, it.now))
    for one in it.course.in_state("granted", "proposed"):
        if it.is_me(actor.people, one.person):
            raise NotAllowed(
                Text(
                    f"{actor.name} may not write their own promotion into the charter.",
                    f"{actor.name} 不能将自己的晋升写入章程。",
                ),
                mend=Text("Another lead does, or an operator.", "请由另一位负责人或运营人员写入。"),
            )


def _must_be_some(plan: Planned) -> None:
    if not any(one.state == "granted" for one in plan.candidates) and plan.amendment is None:
        raise BadInput(
            Text("nobody is granted a role that is not in the charter yet.", "没有已通过而尚未写入章程的角色。")
        )
    if plan.fault:
        raise BadInput(
            Text(
                f"the charter cannot be changed by itself: {plan.fault}",
                f"无法自动更改章程：{plan.fault.said_in('zh')}",
            )
        )


def message_of(it: Seen, plan: Planned) -> str:
    """Return what the commit says below its first line: which motions and evidence each change stands on."""
    lines = [f"Selection round {it.round.number} of {it.round.group}."]
    for one in plan.candidates:
        motions = ", ".join(f"motion {number}" for number in one.motions) or "no vote asked for"
        lines.append(f"- {one.person}, {one.role}: {motions}; evidence {one.word}")
    if it.course.frozen:
        lines.append(f"\nEvidence: sha256 {it.course.frozen.content['digest']}")
    return "\n".join(lines)


def _record(
    homes: Homes, it: Seen, people: tuple[tuple[str, str], ...], how: dict[str, str], actor: Actor
) -> None:  # fmt: skip
    """Record that it was done; where somebody else has just recorded the same, nothing is left to do."""
    for _try in range(TRIES):
        left = [[person, role] for person, role in people if not _is_recorded(it, person, role, how)]
        if not left:
            return
        draft = RoundAct(it.last + 1, it.now, "apply", actor.name, content={"people": left, **how})
        try:
            ledger.append("round", it.round.number, draft, actor)
        except ledger.Overtaken:
            it = seen(homes, it.round.number, it.now)
            continue
        return


def _is_recorded(it: Seen, person: str, role: str, how: dict[str, str]) -> bool:
    one = it.course.of(person, role)
    return one is not None and one.applied is not None and one.applied.content.get("branch") == how["branch"]
