"""Checks of campaigns: declared before they begin, beside units that were not touched, for an indicator that there is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from folkmoot.charter.appeared import appeared_at
from folkmoot.charter.charter import Charter
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.campaign import CampaignPlan
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.scope import day_start
from folkmoot.model.text import Text

LEAST_DAYS = 7  # of the window of a comparison: its periods are weeks
LEAST_CONTROLS = 3


def declared_at(charter: Charter, plan: CampaignPlan) -> datetime | None:
    """Return when a campaign was first declared, as far as the charter's git history tells."""
    return appeared_at(charter.root, charter.commit, plan.place.path, f"id: {plan.id}")


def is_late(charter: Charter, plan: CampaignPlan) -> bool:
    """Return whether a campaign was declared only after it had begun; not where no history tells."""
    told = declared_at(charter, plan)
    return told is not None and told >= day_start(plan.begins, charter.community.zone)


@check(
    "campaign-late",
    Severity.WARNING,
    zh="每场活动在开始之前声明。",
    mend=Text(
        "Declare the next one before it begins; what this one shows stays weak.",
        "下次请在开始前声明；本次结论的证据强度为弱。",
    ),
)
def campaign_late(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every campaign is declared before it begins."""
    for one in charter.campaigns:
        if is_late(charter, one):
            says = Text(
                f"{one.id} was declared after it had begun on {one.begins}.",
                f"{one.id} 于 {one.begins} 开始之后才声明。",
            )
            yield asks.at(one.place, says, subject=one.group)


@check(
    "campaign-days",
    Severity.ERROR,
    zh="活动的结束不早于开始；作比较的时段至少一周。",
    mend=Text("Correct the days, or compare nothing.", "请改正日期，或不作比较。"),
)
def campaign_days(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A campaign ends after it begins, and a compared one lasts a week at least."""
    for one in charter.campaigns:
        if one.ends < one.begins:
            yield asks.at(
                one.place, Text(f"{one.id} ends before it begins.", f"{one.id} 的结束早于开始。"), subject=one.group
            )
        elif one.comparison.method != "none" and one.days + one.lasts < LEAST_DAYS:
            says = Text(
                f"{one.id} lasts {one.days} days, too short for its comparison.",
                f"{one.id} 仅 {one.days} 天，不足以比较。",
            )
            yield asks.at(one.place, says, subject=one.group)


@check(
    "campaign-controls",
    Severity.ERROR,
    zh="对照与开展活动的单元互不重叠，均已声明，且对照不少于三个。",
    mend=Text("Name three units or more in which nothing is done.", "请写明至少三个未开展活动的单元。"),
)
def campaign_controls(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Controls are not touched by the campaign, and they and the treated are declared; three controls at least."""
    for one in charter.campaigns:
        beside = one.comparison
        both = sorted({*beside.treated} & {*beside.controls})
        if both:
            says = Text(f"{one.id} names {', '.join(both)} both as touched and as control.",
                        f"{one.id} 中 {'、'.join(both)} 既开展活动又作对照。")  # fmt: skip
            yield asks.at(one.place, says, subject=one.group)
        if beside.method == "controls" and (len(beside.controls) < LEAST_CONTROLS or not beside.treated):
            says = Text(f"{one.id} names {len(beside.treated)} treated and {len(beside.controls)} controls.",
                        f"{one.id} 写明了 {len(beside.treated)} 个开展单元与 {len(beside.controls)} 个对照。")  # fmt: skip
            yield asks.at(one.place, says, subject=one.group)
        known = _known(charter, one)
        for name in (*beside.treated, *beside.controls):
            if known is not None and name not in known:
                says = Text(f"{one.id} compares '{name}', which is not declared.", f"{one.id} 比较的“{name}”未声明。")
                yield asks.at(one.place, says, subject=one.group, mend=mend_word(name, known))


def _known(charter: Charter, one: CampaignPlan) -> Collection[str] | None:
    """Return what the units of a campaign may be; None where the charter does not tell all of them."""
    if one.comparison.of in ("groups", "chapters"):
        return charter.group_by_slug
    if one.comparison.of == "repositories":
        owned = {item.repo for group in charter.groups for item in group.repositories}
        return owned | {item.repo for item in charter.community.repositories}
    return None


@check(
    "campaign-people",
    Severity.ERROR,
    zh="活动的小组与负责人均已声明。",
    mend=Text("Name a declared group and a person by their id.", "请写明已声明的小组与人员标识。"),
)
def campaign_people(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The group and the owner of a campaign are declared."""
    for one in charter.campaigns:
        if one.group and one.group not in charter.group_by_slug:
            says = Text(
                f"{one.id} names the group '{one.group}', which is not declared.",
                f"{one.id} 提到的小组“{one.group}”未声明。",
            )
            yield asks.at(one.place, says, mend=mend_word(one.group, charter.group_by_slug))
        if one.owner and one.owner not in charter.person_by_id:
            says = Text(
                f"{one.id} names {one.owner}, who is not declared.", f"{one.id} 提到的人员“{one.owner}”未声明。"
            )
            yield asks.at(one.place, says, subject=one.group)


@check(
    "campaign-claim",
    Severity.ERROR,
    zh="品牌活动不作转化声明；转化活动写明要推动的指标。",
    mend=Text("Take the claim out, or say what sort of campaign it is.", "请删除转化声明，或改正活动类型。"),
)
def campaign_claim(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A brand campaign makes no claim of conversion, and a conversion campaign says which indicator it is to move."""
    for one in charter.campaigns:
        claims = one.indicator or one.expects is not None or one.comparison.method != "none"
        if one.sort == "brand" and claims:
            says = Text(
                f"{one.id} is a brand campaign and claims a conversion.", f"{one.id} 是品牌活动，却作了转化声明。"
            )
            yield asks.at(one.place, says, subject=one.group)
        if one.sort == "conversion" and not one.indicator:
            says = Text(f"{one.id} does not say which indicator it is to move.", f"{one.id} 未写明要推动的指标。")
            yield asks.at(one.place, says, subject=one.group)


@check(
    "campaign-parts",
    Severity.ERROR,
    zh="活动所含的大赛与任务批次均已声明。",
    mend=Text(
        "Name contests and task batches by the ids that they are declared with.", "请使用大赛与任务批次声明时的标识。"
    ),
)
def campaign_parts(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The contests and task batches that belong to a campaign are declared."""
    for one in charter.campaigns:
        for names, known in ((one.contests, charter.contest_by_id), (one.tasks, charter.batch_by_id)):
            for name in names:
                if name not in known:
                    says = Text(f"{one.id} names '{name}', which is not declared.", f"{one.id} 提到的“{name}”未声明。")
                    yield asks.at(one.place, says, subject=one.group, mend=mend_word(name, known))


@check(
    "campaign-codes",
    Severity.ERROR,
    zh="来源码在所有活动中唯一。",
    mend=Text("Give each place a code of its own.", "请为每处使用不同的来源码。"),
)
def campaign_codes(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A touch code belongs to one campaign alone."""
    seen: dict[str, str] = {}
    for one in charter.campaigns:
        for touch in one.touch:
            if touch.code in seen:
                says = Text(f"{one.id} uses the code {touch.code}, which {seen[touch.code]} has.",
                            f"{one.id} 使用的来源码 {touch.code} 已属于 {seen[touch.code]}。")  # fmt: skip
                yield asks.at(one.place, says, subject=one.group)
            seen.setdefault(touch.code, one.id)
