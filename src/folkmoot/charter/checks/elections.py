"""Checks of elections: their dates, zone, people, groups and kinds of event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from zoneinfo import available_timezones

from folkmoot.charter.charter import Charter
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.election import Election
from folkmoot.model.event import KINDS
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.text import Text

ENDS = ("nominations_until", "closes")


@check(
    "election-dates",
    Severity.ERROR,
    zh="选举的各时刻有效且按顺序：提名、提名截止、投票开始、投票截止。",
    mend=Text(
        "Write them as 2026-09-01 or 2026-09-01 18:00, in this order.",
        "请按此顺序写成 2026-09-01 或 2026-09-01 18:00。",
    ),
)
def election_dates(charter: Charter, asks: Check) -> Iterator[Finding]:
    """An election's moments are real and follow one another: nominations, their end, voting, its end."""
    for one in charter.elections:
        said = [("nominations", one.nominations), ("nominations_until", one.nominations_until), ("opens", one.opens),
                ("closes", one.closes)]  # fmt: skip
        wrong = next(
            (name for name, moment in [*said, ("exceptions_until", one.exceptions_until)] if not _is_real(moment)), ""
        )
        if wrong:
            yield asks.at(one.place, Text(f"{one.id}: '{wrong}' is no moment.", f"{one.id}：“{wrong}”不是有效时刻。"))
            continue
        for (first, before), (second, after) in pairwise(said):
            if _order(after, ends=second in ENDS) < _order(before, ends=first in ENDS):
                says = Text(f"{one.id}: '{second}' is before '{first}'.", f"{one.id}：“{second}”早于“{first}”。")
                yield asks.at(one.place, says)


def _is_real(said: str) -> bool:
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return not said
    return True


def _order(said: str, *, ends: bool) -> str:
    return said if " " in said else f"{said} {'24:00' if ends else '00:00'}"


@check(
    "election-zone",
    Severity.ERROR,
    zh="选举的时区是 IANA 时区。",
    mend=Text(
        "Write a zone such as Asia/Shanghai, or Etc/GMT+12 for anywhere on Earth.", "请写如 Asia/Shanghai 的时区。"
    ),
)
def election_zone(charter: Charter, asks: Check) -> Iterator[Finding]:
    """An election's zone is one of the IANA database."""
    for one in charter.elections:
        if one.zone and one.zone not in available_timezones():
            yield asks.at(
                one.place, Text(f"{one.id}: there is no zone '{one.zone}'.", f"{one.id}：没有时区“{one.zone}”。")
            )


@check(
    "election-names",
    Severity.ERROR,
    zh="选举提到的小组、人员与事件类型都存在。",
    mend=Text("Correct the name.", "请改正名称。"),
)
def election_names(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every group, person and kind of event that an election names is there."""
    for one in charter.elections:
        groups = (one.group, *one.voters.groups, *one.candidates.groups)
        yield from _unknown(one, asks, Text("group", "小组"), groups, charter.group_by_slug)
        yield from _unknown(one, asks, Text("person", "人员"), (*one.officers, *one.continuing), charter.person_by_id)
        yield from _unknown(
            one, asks, Text("kind of event", "事件类型"), (*one.voters.kinds, *one.candidates.kinds), KINDS
        )


def _unknown(
    one: Election, asks: Check, what: Text, said: tuple[str, ...], known: Mapping[str, object]
) -> Iterator[Finding]:
    for name in dict.fromkeys(said):
        if name not in known:
            says = Text(f"{one.id}: there is no {what.en} '{name}'.", f"{one.id}：没有{what.zh}“{name}”。")
            yield asks.at(one.place, says, mend=mend_word(name, known))


@check(
    "election-lots",
    Severity.WARNING,
    zh="抽签的选举写明种子。",
    mend=Text("Add 'seed': words that are published before voting.", "请补充 seed：投票前公布的文字。"),
)
def election_lots(charter: Charter, asks: Check) -> Iterator[Finding]:
    """An election whose ties are decided by lot says from which words they are drawn."""
    for one in charter.elections:
        if one.tie == "lot" and not one.seed:
            says = Text(f"{one.id} draws lots from its ballots alone.", f"{one.id} 仅依据选票抽签。")
            yield asks.at(one.place, says)
