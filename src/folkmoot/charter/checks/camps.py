"""Checks of camps: they have days, a zone, somebody who coaches, and a rule that can be met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import available_timezones

from folkmoot.charter.charter import Charter
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.camp import CampPlan
from folkmoot.model.event import KINDS
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.text import Text


@check(
    "camp-days",
    Severity.ERROR,
    zh="训练营有天数，首日与报名截止日有效，时区存在，列出的天不多于总天数。",
    mend=Text("Correct the days.", "请改正日期或天数。"),
)
def camp_days(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A camp has days, its first one and the last day to sign up exist, its zone does, and no more days are listed than it has."""
    for one in charter.camps:
        for says in _wrong_days(one):
            yield asks.at(one.place, says, subject=one.group)


def _wrong_days(one: CampPlan) -> Iterator[Text]:
    if one.zone and one.zone not in available_timezones():
        yield Text(f"{one.id}: '{one.zone}' is no time zone.", f"{one.id}：“{one.zone}”不是时区。")
    if not (one.length or one.days):
        yield Text(f"{one.id} has no days.", f"{one.id} 没有任何一天。")
    if one.length and one.length < len(one.days):
        yield Text(
            f"{one.id} lists {len(one.days)} days and has {one.length}.",
            f"{one.id} 列出了 {len(one.days)} 天，但总天数为 {one.length}。",
        )
    for said in (one.begins, one.sign_up_until):
        if said and not _is_day(said):
            yield Text(f"{one.id}: {said} is no day.", f"{one.id}：{said} 不是有效日期。")


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


@check(
    "camp-rule",
    Severity.ERROR,
    zh="训练营的完成规则可以达到，证明方式所提到的事件类型存在。",
    mend=Text("Correct the rule.", "请改正规则。"),
)
def camp_rule(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A camp can be completed, and the events that prove its days are of kinds that there are."""
    for one in charter.camps:
        length = one.length or len(one.days)
        if one.need > length:
            says = Text(
                f"{one.id} needs {one.need} of {length} days.", f"{one.id} 共 {length} 天，却要求 {one.need} 天。"
            )
            yield asks.at(one.place, says, subject=one.group)
        for number, day in enumerate(one.days, 1):
            if day.event and day.event not in KINDS:
                says = Text(
                    f"{one.id}, day {number}: there is no kind of event '{day.event}'.",
                    f"{one.id} 第 {number} 天：没有事件类型“{day.event}”。",
                )
                yield asks.at(one.place, says, subject=one.group, mend=mend_word(day.event, KINDS))


@check(
    "camp-people",
    Severity.ERROR,
    zh="训练营提到的小组与教练均已声明，且有人带队。",
    mend=Text("Name a declared group, or people by their ids.", "请写明已声明的小组，或人员的标识。"),
)
def camp_people(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The group and the coaches of a camp are declared, and somebody coaches."""
    for one in charter.camps:
        if one.group and one.group not in charter.group_by_slug:
            says = Text(
                f"{one.id} names the group '{one.group}', which is not declared.",
                f"{one.id} 提到的小组“{one.group}”未声明。",
            )
            yield asks.at(one.place, says, mend=mend_word(one.group, charter.group_by_slug))
        for person in one.coaches:
            if person not in charter.person_by_id:
                says = Text(f"{one.id} names {person}, who is not declared.", f"{one.id} 提到的人员“{person}”未声明。")
                yield asks.at(one.place, says, subject=one.group)
        if not one.group and not one.coaches:
            yield asks.at(one.place, Text(f"Nobody coaches {one.id}.", f"{one.id} 没有教练。"))
