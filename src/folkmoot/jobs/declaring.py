"""A thing declared from a form: what was typed as a plan, what the checks say of it, and the change of the charter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from folkmoot.charter.amending.entries import Sort, new_entry
from folkmoot.charter.amending.proof import as_amended
from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import check
from folkmoot.jobs.amend import amend
from folkmoot.jobs.moving import day_of
from folkmoot.model.actor import Actor
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.groups import Group
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import may_manage

Plan = TypeVar("Plan")
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
class Planned(Generic[Plan]):
    """A thing that somebody wants declared: the change, and what the checks find in it."""

    plan: Plan
    amendment: Amendment
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Those findings with which it cannot be declared."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)


def groups_of(homes: Homes, actor: Actor, now: datetime) -> list[Group]:
    """Return the groups in whose name somebody may declare a thing: those that they lead."""
    day = day_of(homes, now)
    return [one for one in homes.charter.groups if one.status != "archived" and may_manage(actor, one, day)]


def plan_from(adapter: TypeAdapter[Plan], said: Mapping[str, Any]) -> Plan:
    """Return what was typed as a plan. Errors: BadInput naming the first field that is wrong."""
    try:
        return adapter.validate_python(dict(said))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = " · ".join(str(step) for step in first["loc"])
        raise BadInput(
            Text(f"{where}: {first['msg'].lower()}.", f"{where} 填写有误：{_WRONG.get(first['type'], first['msg'])}。"),
            mend=Text("Correct this field.", "请更正该项。"),
        ) from error


def planned(
    homes: Homes, sort: Sort, plan: Plan, *, group: str, actor: Actor, now: datetime, beside: Amendment | None = None
) -> Planned[Plan]:  # fmt: skip
    """Return what declaring a thing of a ``group`` would change, and what is wrong with it; nothing is written.

    ``beside``: files that the thing brings along. Errors: NotAllowed for who does not lead the group and is no operator; BadInput for
    a name that is taken, or a plan that cannot be read back.
    """
    _must_be_ours(homes, sort, group, actor, now)
    change = new_entry(homes.charter, sort, plan)
    change = change if beside is None else change + beside
    return Planned(plan, change, found_in(homes, sort, change)[1])


def found_in(homes: Homes, sort: Sort, change: Amendment) -> tuple[Charter, tuple[Finding, ...]]:
    """Return the charter as a change makes it, and what its checks say of this sort that they did not say before."""
    before = {(one.check, one.says) for one in homes.findings}
    with as_amended(homes.charter, change) as read:
        found = [one for one in check(read) if one.check.startswith(sort.checks)]
    return read, tuple(one for one in found if (one.check, one.says) not in before)


def declare(homes: Homes, made: Planned[Any], *, actor: Actor, branch: str = "") -> str:
    """Write what was planned into the charter and return the commit; "" in a plain folder. Errors: BadInput for faults."""
    if made.faults:
        raise BadInput(made.faults[0].says, mend=made.faults[0].mend)
    return amend(homes.charter, made.amendment, message=str(made.plan.title), actor=actor, branch=branch)


def _must_be_ours(homes: Homes, sort: Sort, group: str, actor: Actor, now: datetime) -> None:
    if actor.operator:
        return
    if group not in {one.slug for one in groups_of(homes, actor, now)}:
        what = Text(sort.one.en.partition(" ")[2], sort.one.zh)
        raise NotAllowed(
            Text(
                f"only those who lead a group declare its {_more(what.en)}.", f"仅小组负责人可以声明该组的{what.zh}。"
            ),
            mend=Text("Name a group or chapter that you lead.", "请选择由你负责的小组或分会。"),
        )


def _more(word: str) -> str:
    return f"{word}es" if word.endswith("ch") else f"{word}s"
