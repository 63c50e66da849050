"""Whether a group looks dormant: every clause of its rule, from what is known; one that is not met or unknown is no "yes"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from folkmoot.model.dormancy import USUAL, USUAL_CHAPTER, DormancyRule, Lack, Quiet, Signal
from folkmoot.model.groups import Group
from folkmoot.model.ladder import Verdict
from folkmoot.model.text import Text
from folkmoot.rules.ladder import all_of

WORDS = {
    Verdict.MET: Text("looks dormant", "疑似休眠"),
    Verdict.NOT_MET: Text("alive", "活跃"),
    Verdict.UNKNOWN: Text("cannot tell", "无法判断"),
}
"""What the verdict on a group is called."""
CLAUSES = {
    Verdict.MET: Text("lacking", "不足"),
    Verdict.NOT_MET: Text("there", "充足"),
    Verdict.UNKNOWN: Text("unknown", "未知"),
}
"""What the verdict on a clause is called."""


def rule_of(group: Group, declared: Iterable[DormancyRule]) -> DormancyRule | None:
    """Return the rule for a group: the first that names it, else the first for its kind, else the usual one; None for none.

    Edges: a charter that declares any rule decides for itself which kinds are judged.
    """
    rules = tuple(declared)
    for one in rules:
        if group.slug in one.groups:
            return one
    return next((one for one in rules or (USUAL, USUAL_CHAPTER) if not one.groups and group.kind in one.kinds), None)


def judge(rule: DormancyRule, told: Quiet, *, created: date | None, since: date, until: date) -> Signal:
    """Return what the rule says. Edges: a group founded within the window is too young; of no clauses nothing is known."""
    lacks = tuple(_lacks(rule, told, created, since))
    return Signal(rule, since, until, all_of(one.word for one in lacks), lacks)


def _lacks(rule: DormancyRule, told: Quiet, created: date | None, since: date) -> Iterator[Lack]:
    if created is not None and created > since:
        yield Lack(
            "age", Verdict.NOT_MET, Text(f"founded on {created}, within the window", f"{created} 成立，尚在时段之内")
        )
    if rule.events:
        yield _events(rule, told)
    if rule.meetings:
        yield _meetings(rule, told)
    if rule.leads:
        yield _leads(rule, told)


def _events(rule: DormancyRule, told: Quiet) -> Lack:
    word = _word(told.events, rule.events, sure=told.events_sure)
    last = Text(f", the last on {told.last_on}", f"，最近一次 {told.last_on}") if told.last_on else Text()
    says = {
        Verdict.UNKNOWN: Text(f"events: {_seen(told.events).en}, and not everything was read",
                              f"事件：{_seen(told.events).zh}，数据未读全"),
    }.get(word, Text(f"{told.events} events; {rule.events} would show life{last.en}",
                     f"{told.events} 个事件，达到 {rule.events} 个即为活跃{last.zh}"))  # fmt: skip
    return Lack("events", word, says, told.events, rule.events)


def _meetings(rule: DormancyRule, told: Quiet) -> Lack:
    word = _word(told.meetings, rule.meetings, sure=told.meetings_sure)
    last = Text(f", the last on {told.met_on}", f"，最近一次 {told.met_on}") if told.met_on else Text()
    if word is Verdict.UNKNOWN:
        says = Text("meetings: nothing tells whether it met", "会议：没有可说明是否开会的数据")
    else:
        says = Text(f"{told.meetings} meetings held; {rule.meetings} would show life{last.en}",
                    f"召开 {told.meetings} 次会议，达到 {rule.meetings} 次即为活跃{last.zh}")  # fmt: skip
    return Lack("meetings", word, says, told.meetings, rule.meetings)


def _leads(rule: DormancyRule, told: Quiet) -> Lack:
    if not told.leads:
        says = Text("nobody is declared to lead it", "未声明负责人")
        return Lack("leads", Verdict.MET, says, 0, rule.leads)
    word = _word(told.active_leads, rule.leads, sure=told.leads_sure)
    if word is Verdict.UNKNOWN:
        says = Text("leads: no activity seen, and not everything was read", "负责人：未见活动，数据未读全")
    else:
        says = Text(f"{told.active_leads} of {told.leads} leads active; {rule.leads} would show life",
                    f"{told.leads} 位负责人中 {told.active_leads} 位有活动，达到 {rule.leads} 位即为活跃")  # fmt: skip
    return Lack("leads", word, says, told.active_leads, rule.leads)


def _word(found: int | None, least: int, *, sure: bool) -> Verdict:
    """Return whether something is lacking: enough that was seen is enough, too little is only sure where all was read."""
    if found is not None and found >= least:
        return Verdict.NOT_MET
    return Verdict.MET if sure and found is not None else Verdict.UNKNOWN


def _seen(found: int | None) -> Text:
    return Text("none seen", "未见") if not found else Text(f"{found} seen", f"已见 {found} 个")
