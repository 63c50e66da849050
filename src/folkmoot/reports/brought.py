"""What did each activity that ended, or was reviewed, in the window really bring?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.campaign_course import Course, every
from folkmoot.reports.campaign_people import stayed, views_of
from folkmoot.reports.campaigns import row_of
from folkmoot.reports.days import first_and_last, local_day
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.rules import telling_campaigns as say
from folkmoot.rules.campaigns import cost_of, per_retained, retained

TITLE = Text("What each activity really brought", "各项活动真正带来了什么")
COLUMNS = (
    Column("title", Text("Campaign", "活动"), opens="campaign?id={id}"),
    Column("ends", Text("Ended", "结束"), "date"),
    Column("indicator_title", Text("Was to move", "要推动的指标"), opens="indicator?name={indicator}"),
    Column("verdict_name", Text("Verdict", "结论")),
    Column("says", Text("What is known", "已知情况")),
    Column("cost_words", Text("Cost", "成本")),
    Column("each_words", Text("For each who stayed", "每位留存者成本")),
)
DEFINITION = Text(
    "The effect is judged beside what the campaign named before it began: controls, or its own past, which is weak evidence. "
    "Where a check fails it cannot be told. A brand campaign makes no claim; only its reach is told.",
    "效果依据活动开始前声明的比较对象判断：与对照比较，或与自身历史比较（证据弱）；任一检验不通过即为无法判断。品牌活动不作声明，只说明触达。",
)


@report("brought", TITLE, recorded=True)
def brought(homes: Homes, question: Question) -> Answer:
    """What did each activity that ended, or was reviewed, in the window really bring?

    Rows: one per campaign that is over, the last one first; of a group those that it leads or that touched it. Brand campaigns
    stand there with their reach and no claim.
    """
    first, last = first_and_last(question.scope)
    found = [
        one for one in every(homes, question.today) if one.stage in ("over", "reviewed") and _told_in(one, first, last)
    ]
    groups = question.scope.groups
    mine = [one for one in found if not groups or {one.plan.group, *_touched_groups(one)} & set(groups)]
    rows = [_row(one) for one in sorted(mine, key=lambda one: (one.plan.ends, one.plan.id), reverse=True)]
    said = _sentence(rows, declared=bool(homes.charter.campaigns))
    return fill(
        homes, question, TITLE, said, COLUMNS, rows, total=len(rows) or None, unit="campaigns", found=len(rows), definition=DEFINITION,
    )  # fmt: skip


def _told_in(course: Course, first: date | None, last: date | None) -> bool:
    reviewed = course.log.reviewed
    days = (course.plan.ends, local_day(reviewed.at, course.zone) if reviewed else course.plan.ends)
    return any((first is None or day >= first) and (last is None or day <= last) for day in days)


def _touched_groups(course: Course) -> Sequence[str]:
    beside = course.plan.comparison
    return beside.treated if beside.of in ("groups", "chapters") else ()


def _row(course: Course) -> dict[str, Any]:
    row = row_of(course)
    brand = course.plan.sort == "brand"
    each = None if brand else _each(course)
    says = _reach(course) if brand else _known(course, row)
    return {**row, "says": says, "each_words": each, "why": () if brand else say.reasons(course.found)}


def _known(course: Course, row: dict[str, Any]) -> Text:
    """Return the effect with its interval and evidence, that none is seen, or why it cannot be told."""
    found = course.found
    if found.verdict == "unknown":
        why = say.reasons(found)
        return why[0] if why else Text()
    told: Text = row["effect_words"]
    how = say.EVIDENCE[found.evidence]
    return Text(f"{told.en}; {how.en}", f"{told.zh}；{how.zh}") if how.en else told


def _reach(course: Course) -> Text:
    """Return how many saw a brand campaign, as far as anything tells."""
    views = [amount for one in course.plan.views if (amount := views_of(course, one)) is not None]
    hits = sum(course.hits(one.code) for one in course.plan.touch)
    english = [many(sum(views), "view", "views")] if views else []
    chinese = [f"浏览 {number(sum(views))} 次"] if views else []
    if course.plan.touch:
        english.append(many(hits, "visit by code", "visits by code"))
        chinese.append(f"来源码访问 {number(hits)} 次")
    if not english:
        return Text("Nothing tells its reach.", "没有触达数据。")
    return Text(f"Reach: {', '.join(english)}", f"触达：{'，'.join(chinese)}")


def _each(course: Course) -> Text | None:
    """Return what each person who stayed has cost; None where that is unknown."""
    found, people = course.found, course.plan.indicator == "new_people"
    if found.verdict != "effect" or not people:
        return None
    cost, _spent = cost_of(course.plan, course.log)
    each = per_retained(cost, retained(found, stayed(course)[0], counts_people=people))
    return Text(f"{number(each)} {cost.currency}", f"{number(each)} {cost.currency}") if cost and each else None


def _sentence(rows: Sequence[dict[str, Any]], *, declared: bool) -> Text:
    if not declared:
        return Text("No campaign is declared.", "没有声明任何活动。")
    if not rows:
        return Text("No campaign ended or was reviewed in this time.", "这一时段没有活动结束或复盘。")
    counts = {name: sum(1 for row in rows if row["verdict"] == name) for name in say.VERDICTS}
    english = {
        "effect": "had an effect",
        "no-effect": "showed none",
        "unknown": "cannot be told",
        "brand": "made no claim",
    }
    chinese = {
        "effect": "场有效果",
        "no-effect": "场未见效果",
        "unknown": "场无法判断",
        "brand": "场为品牌活动，不作声明",
    }
    told = [name for name in english if counts[name]]
    return Text(
        f"Of {many(len(rows), 'campaign', 'campaigns')}, {', '.join(f'{counts[name]} {english[name]}' for name in told)}.",
        f"{len(rows)} 场活动中，{'，'.join(f'{counts[name]} {chinese[name]}' for name in told)}。",
    )
