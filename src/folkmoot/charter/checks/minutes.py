"""Checks of minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import listed
from folkmoot.charter.registry import Check, check
from folkmoot.model.community import Minutes
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.text import Text


@check(
    "minutes-date",
    Severity.WARNING,
    zh="每份会议纪要都有日期。",
    mend=Text("Write the day of the meeting.", "请写明开会日期。"),
)
def minutes_date(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Minutes say on which day the meeting was."""
    for each in charter.minutes:
        if each.day is None:
            says = Text(f"These minutes of {each.group} do not say when the meeting was.",
                        f"{each.group} 的这份会议纪要没有写明日期。")  # fmt: skip
            yield asks.at(each.place, says, subject=each.group)


@check(
    "minutes-attendees",
    Severity.NOTE,
    zh="每份会议纪要都写明参会人。",
    mend=Text("List who was there.", "请列出参会人。"),
)
def minutes_attendees(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Minutes say who was there."""
    for each in charter.minutes:
        if not each.attendees:
            says = Text(f"These minutes of {each.group} do not say who was there.",
                        f"{each.group} 的这份会议纪要没有写明参会人。")  # fmt: skip
            yield asks.at(each.place, says, subject=each.group)


@check(
    "minutes-twice",
    Severity.NOTE,
    zh="一个组织同一天没有两份会议纪要。",
    mend=Text("Merge them, or say in the titles what differs.", "请合并，或在标题中写明区别。"),
)
def minutes_twice(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A group has one set of minutes for a day."""
    days: dict[tuple[str, date], list[Minutes]] = defaultdict(list)
    for each in charter.minutes:
        if each.day:
            days[each.group, each.day].append(each)
    for (group, day), several in days.items():
        if len(several) > 1:
            says = Text(
                f"{group} has {len(several)} sets of minutes for {day}.", f"{group} 在 {day} 有 {len(several)} 份纪要。"
            )
            yield asks.at(several[-1].place, says, subject=group)


@check(
    "present-and-absent",
    Severity.WARNING,
    zh="没有人既出席又缺席。",
    mend=Text("Remove the name from one of the two lists.", "请从其中一个名单中删除。"),
)
def present_and_absent(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Nobody is both present and absent."""
    for each in charter.minutes:
        both = sorted(set(each.attendees) & set(each.absent))
        if both:
            said = listed(both)
            says = Text(f"Under present and under absent: {said.en}.", f"{said.zh} 既在出席名单又在缺席名单中。")
            yield asks.at(each.place, says, subject=each.group)
