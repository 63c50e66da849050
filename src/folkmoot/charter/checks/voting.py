"""Checks of voting rules and holidays: that each can be decided by, and that one rule holds for a motion."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.meetings import is_zone
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.groups import LEADS, Kind
from folkmoot.model.text import Text
from folkmoot.model.voting import Bar, VotingRule

_SATURDAY = 5


@check(
    "voting-group",
    Severity.ERROR,
    zh="表决规则提到的小组都已声明。",
    mend=Text("Write a group's slug, or a kind of group.", "请写小组短名，或组织类型。"),
)
def voting_group(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every group that a voting rule names is declared."""
    known, kinds = charter.group_by_slug, {kind.value for kind in Kind}
    for rule in charter.voting:
        for slug in (*rule.groups, *([rule.group] if rule.group else [])):
            if slug not in known and (slug == rule.group or slug not in kinds):
                says = Text(f"{rule.name} names the group '{slug}', which is not declared.",
                            f"{rule.name} 提到的小组“{slug}”未声明。")  # fmt: skip
                yield asks.at(rule.place, says, mend=mend_word(slug, known))


@check(
    "voting-electorate",
    Severity.WARNING,
    zh="每条表决规则在其小组中都有选民。",
    mend=Text("Correct the roles, or declare who holds them.", "请改正角色，或声明任职者。"),
)
def voting_electorate(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Somebody may vote by every voting rule that names its group."""
    for rule in charter.voting:
        for slug in (rule.group,) if rule.group else rule.groups:
            group = charter.group_by_slug.get(slug)
            if group is not None and rule.roles and not any(_elects(rule, term.role) for term in group.roles):
                roles = ", ".join(rule.roles)
                says = Text(f"Nobody in {slug} has a role of {rule.name}: {roles}.",
                            f"{slug} 中无人担任 {rule.name} 的角色：{roles}。")  # fmt: skip
                yield asks.at(rule.place, says, subject=slug)


def _elects(rule: VotingRule, role: str) -> bool:
    return role in rule.roles or ("leads" in rule.roles and role in LEADS)


@check(
    "voting-threshold",
    Severity.ERROR,
    zh="每条表决规则都能得出结果。",
    mend=Text("Correct the threshold, the quorum or the stages.", "请改正通过门槛、法定人数或阶段。"),
)
def voting_threshold(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every voting rule can pass and refuse a motion."""
    for rule in charter.voting:
        for fault in _faults(rule):
            yield asks.at(rule.place, Text(f"{rule.name}: {fault.en}", f"{rule.name}：{fault.zh}"))


def _faults(rule: VotingRule) -> Iterator[Text]:
    for said in (rule.threshold, rule.quorum, *(one.threshold for one in rule.also)):
        bar = Bar.read(said)
        if bar is not None and bar.share and (bar.amount > 1 or (bar.strict and bar.amount == 1)):
            yield Text(f"'{said}' can never be reached.", f"“{said}”永远无法达到。")
        if bar is not None and not bar.strict and not bar.amount:
            yield Text(f"'{said}' asks for nobody.", f"“{said}”无需任何人。")
    lazy = [number for number, stage in enumerate(rule.stages) if stage.channel == "lapse"]
    if not rule.threshold and not rule.also and not rule.is_lazy:
        yield Text("without a threshold a vote passes with nobody in favour.", "未设通过门槛，无人赞成也会通过。")
    if lazy and lazy[0] != len(rule.stages) - 1:
        yield Text("nothing follows after a lapse, which always decides.", "默示阶段必然作出决定，其后的阶段不会进行。")
    if len(rule.stages) > 1 and not rule.quorum:
        yield Text("without a quorum the first stage decides, and the next ones never begin.",
                   "未设法定人数，第一阶段即作出决定，后续阶段不会进行。")  # fmt: skip
    if rule.secret and (rule.casting or rule.also or [stage.channel for stage in rule.stages] != ["mail"]):
        yield Text(
            "a secret vote has one stage, by mail, and knows no roles or chair.",
            "秘密投票只能有一个邮件表决阶段，无法区分角色或主席。",
        )


@check(
    "voting-zone",
    Severity.ERROR,
    zh="表决规则的时区是 IANA 时区。",
    mend=Text("Write a zone such as Asia/Shanghai.", "请写成 Asia/Shanghai 的形式。"),
)
def voting_zone(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The days of every voting rule are in an IANA time zone."""
    for rule in charter.voting:
        if rule.zone and not is_zone(rule.zone):
            says = Text(f"{rule.name} counts its days in '{rule.zone}'.", f"{rule.name} 的时区“{rule.zone}”无法识别。")
            yield asks.at(rule.place, says)


@check(
    "voting-twice",
    Severity.WARNING,
    zh="同一小组的同类动议只有一条表决规则。",
    mend=Text("Take the kind away from one of them.", "请从其中一条规则中去掉该类型。"),
)
def voting_twice(charter: Charter, asks: Check) -> Iterator[Finding]:
    """One voting rule holds for a kind of motion in a group."""
    first: dict[tuple[str, str], VotingRule] = {}
    for rule in charter.voting:
        for kind in rule.kinds:
            for slug in rule.groups or ("",):
                other = first.setdefault((kind, slug), rule)
                if other is not rule:
                    where = f" in {slug}" if slug else ""
                    says = Text(f"{other.name} and {rule.name} both decide '{kind}'{where}; the first one does.",
                                f"{other.name} 与 {rule.name} 都适用于 {slug} 的 {kind}，以前者为准。")  # fmt: skip
                    yield asks.at(rule.place, says, subject=slug)


@check(
    "holiday-days",
    Severity.WARNING,
    zh="每个节假日的起始日不晚于截止日，调休日是周末。",
    mend=Text("Correct the days.", "请改正日期。"),
)
def holiday_days(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A holiday begins before it ends, and a day that is worked instead is one of a weekend."""
    for one in charter.holidays:
        if one.until is not None and one.until < one.day:
            says = Text(f"The holiday of {one.day} ends before it begins.", f"{one.day} 的节假日截止早于起始。")
            yield asks.at(one.place, says)
        elif one.works and all(day.weekday() < _SATURDAY for day in one.days):
            says = Text(
                f"{one.day} is no day of a weekend, so people work on it anyway.", f"{one.day} 不是周末，本就是工作日。"
            )
            yield asks.at(one.place, says)
