"""Who may act for a group: its leads, and the operators; for a committee, its chairs."""

from __future__ import annotations

from datetime import date

from folkmoot.model.actor import Actor
from folkmoot.model.errors import NotAllowed
from folkmoot.model.groups import LEADS, Group
from folkmoot.model.text import Text


def leads_on(group: Group, day: date) -> frozenset[str]:
    """Return the ids of those who lead the whole of ``group`` on ``day``; a role for one repository or part leads nothing."""
    return frozenset(
        term.person for term in group.roster(day) if term.role in LEADS and not term.repo and not term.subproject
    )


def serving_on(group: Group, day: date) -> frozenset[str]:
    """Return the ids of everybody who serves in ``group`` on ``day``, in whatever role but an emeritus one."""
    return frozenset(term.person for term in group.roster(day) if not term.role.startswith("emeritus"))


def may_manage(actor: Actor, group: Group, day: date) -> bool:
    """Return whether ``actor`` may manage what is ``group``'s own: operators, and those who lead it on ``day``."""
    return actor.operator or bool(leads_on(group, day).intersection(actor.people))


def must_manage(actor: Actor, group: Group, day: date) -> None:
    """Errors: NotAllowed unless the actor may manage what is the group's own."""
    if not may_manage(actor, group, day):
        raise NotAllowed(
            Text(
                f"{actor.called} may not do this: only those who lead {group.slug} may.",
                f"{actor.name or '未登录者'} 不能这样做：仅 {group.slug} 的负责人可以。",
            ),
            mend=Text(
                f"Sign in as one of its leads, or ask one of them: {', '.join(sorted(leads_on(group, day))) or 'nobody leads it'}.",
                f"请以负责人身份登录，或联系：{'、'.join(sorted(leads_on(group, day))) or '尚无负责人'}。",
            ),
        )


def must_serve(actor: Actor, group: Group, day: date) -> str:
    """Return the id under which the actor serves in the group. Errors: NotAllowed for somebody who does not."""
    mine = sorted(serving_on(group, day).intersection(actor.people))
    if not mine:
        raise NotAllowed(
            Text(
                f"{actor.called} may not do this: only those who serve in {group.slug} may.",
                f"{actor.name or '未登录者'} 不能这样做：仅 {group.slug} 的任职者可以。",
            ),
            mend=Text(
                "Join the group first, or sign in with the account that the charter lists.",
                "请先加入小组，或以章程中列出的账号登录。",
            ),
        )
    return mine[0]
