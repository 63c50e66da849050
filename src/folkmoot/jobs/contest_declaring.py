"""A contest declared from a form: what was typed as a plan, what the checks say of it, and the change of the charter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from folkmoot.charter.amending.contests import new_contest
from folkmoot.charter.amending.proof import amended
from folkmoot.charter.checks import check
from folkmoot.jobs.amend import amend
from folkmoot.jobs.moving import day_of
from folkmoot.model.actor import Actor
from folkmoot.model.amendment import Amendment
from folkmoot.model.contest import ContestPlan
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.groups import Group
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import may_manage

_PLAN: TypeAdapter[ContestPlan] = TypeAdapter(ContestPlan)
_WRONG = {
    "missing": "必填",
    "int_parsing": "须为整数",
    "int_type": "须为整数",
    "decimal_parsing": "须为数字",
    "date_from_datetime_parsing": "日期无效",
    "datetime_from_date_parsing": "时间无效",
    "datetime_parsing": "时间无效",
    "literal_error": "不在可选项内",
}  # Chinese for what pydantic says in English


@dataclass(frozen=True)
class Planned:
    """A contest that somebody wants declared: the change, and what the checks find in it."""

    plan: ContestPlan
    amendment: Amendment
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Those findings with which it cannot be declared."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)


def groups_of(homes: Homes, actor: Actor, now: datetime) -> list[Group]:
    """Return the groups in whose name somebody may declare a contest: those that they lead."""
    day = day_of(homes, now)
    return [one for one in homes.charter.groups if one.status != "archived" and may_manage(actor, one, day)]


def plan_from(said: Mapping[str, Any]) -> ContestPlan:
    """Return what was typed as a plan. Errors: BadInput naming the first field that is wrong."""
    try:
        return _PLAN.validate_python(dict(said))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = " · ".join(str(step) for step in first["loc"])
        raise BadInput(
            Text(f"{where}: {first['msg'].lower()}.", f"{where} 填写有误：{_WRONG.get(first['type'], first['msg'])}。"),
            mend=Text("Correct this field.", "请更正该项。"),
        ) from error


def planned(homes: Homes, plan: ContestPlan, *, actor: Actor, now: datetime) -> Planned:
    """Return what declaring a contest would change, and what is wrong with it; nothing is written.

    Errors: NotAllowed for who does not lead its group and is no operator; BadInput for a name that is taken, or a plan that cannot
    be read back.
    """
    _must_be_ours(homes, plan, actor, now)
    change = new_contest(homes.charter, plan)
    read = amended(homes.charter, change)
    before = {(one.check, one.says) for one in homes.findings}
    found = [one for one in check(read) if one.check.startswith("contest-") and (one.check, one.says) not in before]
    return Planned(plan, change, tuple(found))


def declare(homes: Homes, plan: ContestPlan, *, actor: Actor, now: datetime, branch: str = "") -> str:
    """Write a contest into the charter and return the commit; "" in a plain folder. Errors: as of ``planned``; BadInput for faults."""
    made = planned(homes, plan, actor=actor, now=now)
    if made.faults:
        raise BadInput(made.faults[0].says, mend=made.faults[0].mend)
    return amend(homes.charter, made.amendment, message=str(plan.title), actor=actor, branch=branch)


def _must_be_ours(homes: Homes, plan: ContestPlan, actor: Actor, now: datetime) -> None:
    if actor.operator:
        return
    if plan.group not in {one.slug for one in groups_of(homes, actor, now)}:
        raise NotAllowed(
            Text("only those who lead a group declare its contests.", "仅小组负责人可以声明该组的竞赛。"),
            mend=Text("Name a group or chapter that you lead.", "请选择由您负责的小组或分会。"),
        )
