"""What somebody may do in a selection round, so that the page offers that and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from folkmoot.jobs import moving, promoting
from folkmoot.model.actor import Actor
from folkmoot.model.rounds import Candidacy
from folkmoot.reports.clauses import role_title
from folkmoot.reports.homes import Homes
from folkmoot.reports.round_course import Seen, seen
from folkmoot.rules.authority import may_manage, serving_on

LEAVING = ("standing", "ready", "short", "voting", "granted")
BEFORE = ("upcoming", "nominations", "due")


def forms_of(homes: Homes, number: int, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return who asks and what they may do: in the round, and about each candidate."""
    it = seen(homes, number, now)
    stage, declared = it.course.stage, bool(actor.people)
    group = homes.charter.group_by_slug.get(it.round.group)
    manage = group is not None and may_manage(actor, group, moving.day_of(homes, now))
    open_ = stage == "nominations" and group is not None
    return {
        "signed": bool(actor.name), "declared": declared, "manage": manage, "stage": stage,
        "nominate": open_ and declared and (actor.operator or _nominates(it, actor)), "apply_self": open_ and declared,
        "roles": _titled(it, it.round.plan.roles) if open_ else [],
        "mine": _titled(it, _above(it, actor)) if open_ and declared else [], "known": _known(it) if open_ and actor.name else [],
        "freeze": manage and stage == "due", "cancel": manage and stage in BEFORE,
        "apply": manage and stage in ("voting", "decided") and promoting.may_apply(it, actor),
        "raises_self": manage and any(it.is_me(actor.people, one.person) for one in it.course.in_state("granted", "proposed")),
        "branch": f"round-{number}", "about": {_key(it, one): _about(it, one, actor, manage) for one in it.course.candidacies},
    }  # fmt: skip


def _titled(it: Seen, roles: Sequence[str]) -> list[tuple[str, Any]]:
    return [(role, role_title(it.ladder, role) if it.ladder else role) for role in roles]


def _above(it: Seen, actor: Actor) -> list[str]:
    """Return the roles of the round that somebody may still apply for: those above what they hold in the group already."""
    day = moving.day_of(it.homes, it.now)
    held = {
        term.role
        for term in it.group.roster(day)
        if it.is_me(actor.people, term.person) and not term.repo and not term.subproject
    }
    if it.ladder is None:
        return [role for role in it.round.plan.roles if role not in held]
    order = [step.role for step in it.ladder.steps]
    highest = max((order.index(role) for role in held if role in order), default=-1)
    return [role for role in it.round.plan.roles if role not in order or order.index(role) > highest]


def _known(it: Seen) -> list[tuple[str, str]]:
    """Return who serves in the group, by the id of the charter: they are nominated most often."""
    faces = it.homes.faces
    serving = sorted(serving_on(it.group, moving.day_of(it.homes, it.now)))
    return [(one, faces.name_of(it.same(one))) for one in serving if not faces.is_hidden(it.same(one))]


def _nominates(it: Seen, actor: Actor) -> bool:
    day, roles = moving.day_of(it.homes, it.now), it.round.plan.nominators
    if roles:
        return any(term.role in roles and term.person in actor.people for term in it.group.roster(day))
    return bool(serving_on(it.group, day).intersection(actor.people))


def _key(it: Seen, one: Candidacy) -> str:
    return f"{it.homes.faces.id_of(it.same(one.person))}:{one.role}"


def _about(it: Seen, one: Candidacy, actor: Actor, manage: bool) -> dict[str, bool]:
    mine = bool(actor.people) and it.is_me(actor.people, one.person)
    nominating = it.course.stage == "nominations"
    stands_by = bool(actor.people) and any(it.is_me(actor.people, each) for each in one.sponsors)
    return {
        "mine": mine, "answer": mine and nominating and one.state == "nominated", "withdraw": mine and one.state in LEAVING,
        "sponsor": bool(actor.people) and nominating and not mine and not stands_by and one.state in ("nominated", "standing"),
        "put": manage and not mine and one.state == "short" and it.round.plan.exceptions,
    }  # fmt: skip


def candidate_named(it: Seen, public: str) -> str:
    """Return the id of the candidate who is shown under a public one; what was written, where there is none."""
    faces = it.homes.faces
    return next(
        (one.person for one in it.course.candidacies if faces.id_of(it.same(one.person)) == public), public
    )  # fmt: skip
