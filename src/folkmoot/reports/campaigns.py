"""Which campaigns are there, what is each to move, and what did each really bring?"""

from __future__ import annotations

from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.campaign import SORTS, STAGES
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.campaign_course import Course, every
from folkmoot.reports.filling import NONE_FITS, fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.rules import telling_campaigns as say
from folkmoot.rules.campaigns import cost_of

TITLE = Text("Campaigns", "活动")
OPTIONS = {
    "state": Text(f"Only these: {', '.join(STAGES)}.", f"只看：{'、'.join(STAGES)}。"),
    "sort": Text("Only these: conversion, brand.", "只看：conversion（转化）、brand（品牌）。"),
}
COLUMNS = (
    Column("title", Text("Campaign", "活动"), opens="campaign?id={id}"),
    Column("stage_name", Text("Stage", "阶段")),
    Column("sort_name", Text("Sort", "类型")),
    Column("begins", Text("Begins", "开始"), "date"),
    Column("ends", Text("Ends", "结束"), "date"),
    Column("indicator_title", Text("Is to move", "推动的指标"), opens="indicator?name={indicator}"),
    Column("verdict_name", Text("Verdict", "结论")),
    Column("effect_words", Text("What it brought", "带来的效果")),
    Column("evidence_name", Text("Evidence", "证据")),
    columns.count("hits", Text("Came by code", "来源码访问")),
    Column("cost_words", Text("Cost", "成本")),
    Column("id", Text("Id", "标识")),
)


@report("campaigns", TITLE, options=OPTIONS, recorded=True)
def campaigns(homes: Homes, question: Question) -> Answer:
    """Which campaigns are there, what is each to move, and what did each really bring?"""
    state, sort = chosen(question, "state", STAGES), chosen(question, "sort", SORTS)
    rows = [row_of(one) for one in every(homes, question.today)
            if (not state or one.stage == state) and (not sort or one.plan.sort == sort)]  # fmt: skip
    said = _sentence(rows) if rows or not homes.charter.campaigns else NONE_FITS
    return fill(
        homes, question, TITLE, said, COLUMNS, rows, total=len(rows), unit="campaigns", found=len(rows),
        about={"effects": sum(1 for row in rows if row["verdict"] == "effect")},
    )  # fmt: skip


def row_of(course: Course) -> dict[str, Any]:
    """Return the row of one campaign. The verdict of one that is not over is not told, and a brand campaign has none."""
    plan, found, indicator = course.plan, course.found, course.indicator
    over = course.stage in ("over", "reviewed")
    verdict = "brand" if plan.sort == "brand" else found.verdict if over else ""
    return {
        "id": plan.id, "title": plan.title, "stage": course.stage, "stage_name": STAGES[course.stage], "sort": plan.sort,
        "sort_name": SORTS[plan.sort], "begins": plan.begins, "ends": plan.ends, "group": plan.group, "indicator": plan.indicator,
        "indicator_title": indicator.title if indicator else None, "verdict": verdict,
        "verdict_name": say.VERDICTS[verdict] if verdict else None, "evidence": found.evidence if over else "",
        "evidence_name": say.EVIDENCE[found.evidence] if over and found.evidence else None,
        "effect_words": effect_words(course) if over and found.verdict != "unknown" else None,
        "hits": sum(course.hits(one.code) for one in plan.touch) if plan.touch else None, "cost_words": cost_words(course),
        "late": course.declared_late,
    }  # fmt: skip


def weeks_of(course: Course) -> int:
    """Return in how many weeks an effect is looked for."""
    return -(-(course.until - course.plan.begins).days // 7)


def is_summed(course: Course) -> bool:
    """Return whether the weeks of its indicator may be added up: of people only those who come once, the new ones."""
    indicator, panel = course.indicator, course.panel
    if indicator is None or panel is None or not panel.counts:
        return False
    return indicator.unit.en != "people" or indicator.name == "new_people"


def effect_words(course: Course) -> Text:
    """Return the effect with its interval in words; a mean by week where weeks may not be added up."""
    from dataclasses import replace

    found, indicator = course.found, course.indicator
    if indicator is None or found.effect is None or found.low is None or found.high is None:
        return Text()
    summed = is_summed(course)
    share = 1 if summed or course.panel is None or not course.panel.counts else weeks_of(course)
    if indicator.shows == "share":
        share = 0.01  # type: ignore[assignment]  # told in percent
    told = replace(found, effect=found.effect / share, low=found.low / share, high=found.high / share)
    unit = Text("%", "%") if indicator.shows == "share" else indicator.unit
    digits = 0 if summed and abs(told.effect or 0) >= 10 else 1
    said = say.summed(told, unit, counts=summed, digits=digits)
    return said if summed else said.filled() if not course.panel or not course.panel.counts else _weekly(said)


def _weekly(said: Text) -> Text:
    return Text(said.en.replace(" on average", " a week on average"), said.zh.replace("平均 ", "平均每周 "))


def sentence_of(course: Course) -> Text:
    """Return the verdict of a campaign in one sentence."""
    found, said = course.found, effect_words(course)
    if found.verdict == "effect":
        how = say.EVIDENCE[found.evidence]
        return Text(f"It brought {said.en}: {how.en}.", f"活动带来{said.zh}，{how.zh}。")
    if found.verdict == "no-effect":
        least = f"{found.smallest:.0%}" if found.smallest is not None else "?"
        return Text(f"No effect is seen: {said.en}. An effect of {least} would have been seen four times of five.",
                    f"未见效果：{said.zh}。若效果达到 {least}，五次中有四次可以看出。")  # fmt: skip
    why = say.reasons(found)[:1]
    return Text(f"It cannot be told what it brought. {why[0].en if why else ''}".strip(),
                f"无法判断活动带来了什么。{why[0].zh if why else ''}")  # fmt: skip


def cost_words(course: Course) -> Text | None:
    """Return what it cost, or was planned to cost, in words; None where nobody said."""
    cost, spent = cost_of(course.plan, course.log)
    if cost is None:
        return None
    money = f"{number(cost.amount)} {cost.currency}" if cost.amount else ""
    english = ", ".join(filter(None, (money, f"{number(cost.hours)} h" if cost.hours else ""))) or f"0 {cost.currency}"
    chinese = (
        "、".join(filter(None, (money, f"{number(cost.hours)} 小时" if cost.hours else ""))) or f"0 {cost.currency}"
    )
    return Text(english, chinese) if spent else Text(f"{english} (planned)", f"{chinese}（计划）")


def _sentence(rows: list[dict[str, Any]]) -> Text:
    if not rows:
        return Text("No campaign is declared yet.", "尚未声明任何活动。")
    judged = [row for row in rows if row["verdict"] in ("effect", "no-effect", "unknown")]
    good = sum(1 for row in judged if row["verdict"] == "effect")
    said = Text(f"{many(len(rows), 'campaign', 'campaigns')}.", f"共 {number(len(rows))} 场活动。")
    if not judged:
        return said
    unknown = sum(1 for row in judged if row["verdict"] == "unknown")
    over = "is" if len(judged) == 1 else "are"
    return Text(
        f"{said.en} Of {number(len(judged))} that {over} over and made a claim, "
        f"{number(good)} had an effect; of {number(unknown)} it cannot be told.",
        f"{said.zh}在已结束并作出声明的 {number(len(judged))} 场中，{number(good)} 场有效果，{number(unknown)} 场无法判断。",
    )
