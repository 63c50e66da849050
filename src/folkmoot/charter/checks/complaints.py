"""Checks of complaint conferences: they have a window, and what they name is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from zoneinfo import available_timezones

from folkmoot.charter.charter import Charter
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.text import Text


@check(
    "conference-days",
    Severity.ERROR,
    zh="吐槽大会的开始不晚于结束，时区存在，领域不重名。",
    mend=Text("Correct the days or the areas.", "请改正日期或领域。"),
)
def conference_days(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A complaint conference begins before it ends, in a zone that there is, and each of its areas has a name of its own."""
    for one in charter.complaints:
        if one.zone and one.zone not in available_timezones():
            says = Text(f"{one.id}: '{one.zone}' is no time zone.", f"{one.id}：“{one.zone}”不是时区。")
            yield asks.at(one.place, says, subject=one.group)
        if one.ends < one.begins[: len(one.ends)]:
            says = Text(f"{one.id} ends before it begins.", f"{one.id} 的结束早于开始。")
            yield asks.at(one.place, says, subject=one.group)
        for ident, times in Counter(area.id for area in one.areas).items():
            if times > 1:
                says = Text(f"{one.id} lists {ident} {times} times.", f"{one.id} 重复列出领域 {ident}。")
                yield asks.at(one.place, says, subject=one.group)


@check(
    "conference-people",
    Severity.ERROR,
    zh="吐槽大会提到的小组与人员均已声明，且有人组织。",
    mend=Text("Name a declared group, or people by their ids.", "请写明已声明的小组，或人员的标识。"),
)
def conference_people(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The groups and people of a complaint conference are declared, and somebody organises it."""
    for one in charter.complaints:
        for group in dict.fromkeys((one.group, *(area.group for area in one.areas))):
            if group and group not in charter.group_by_slug:
                says = Text(
                    f"{one.id} names the group '{group}', which is not declared.",
                    f"{one.id} 提到的小组“{group}”未声明。",
                )
                yield asks.at(one.place, says, mend=mend_word(group, charter.group_by_slug))
        for person in dict.fromkeys((*one.organizers, *one.answerers)):
            if person not in charter.person_by_id:
                says = Text(f"{one.id} names {person}, who is not declared.", f"{one.id} 提到的人员“{person}”未声明。")
                yield asks.at(one.place, says, subject=one.group)
        if not one.group and not one.organizers:
            yield asks.at(one.place, Text(f"Nobody organises {one.id}.", f"{one.id} 没有组织者。"), subject=one.group)
