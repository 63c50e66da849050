"""How does one release stand: its days as planned and as they went, its parts, what must hold, what went into it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.release import STAGE_KINDS, ReleasePlan
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import ON, asked_on, near
from folkmoot.reports.registry import report
from folkmoot.reports.release_facts import (
    DONE,
    MET,
    NOT_MET,
    OPEN,
    UNKNOWN,
    begins_on,
    changes,
    items,
    judge,
    released_on,
    state_of,
    tags,
)
from folkmoot.reports.release_plans import DEFINITION, SOURCE, row_of
from folkmoot.rules.release_notes import CATEGORIES, MergedChange, newcomers, noted
from folkmoot.rules.releasing import days_of, slip_of

TITLE = Text("Release plan", "版本计划")
STATES = {MET: Text("met", "满足"), NOT_MET: Text("not met", "未满足"), UNKNOWN: Text("unknown", "未知")}
ITEM_STATES = {DONE: Text("done", "已完成"), OPEN: Text("open", "未完成"), UNKNOWN: Text("unknown", "未知")}
WEEKDAYS = (
    Text("Monday", "星期一"), Text("Tuesday", "星期二"), Text("Wednesday", "星期三"), Text("Thursday", "星期四"),
    Text("Friday", "星期五"), Text("Saturday", "星期六"), Text("Sunday", "星期日"),
)  # fmt: skip
OPTIONS = {"id": Text("Which plan.", "哪个计划。"), "on": ON}
CALENDAR = (
    Column("day", Text("Day", "日期"), "date"), Column("weekday", Text("Weekday", "星期")),
    Column("planned", Text("Planned", "计划"), "list"), Column("actual", Text("Really", "实际"), "list"),
)  # fmt: skip
STAGES = (
    Column("title", Text("Stage", "阶段")), Column("kind_name", Text("Kind", "类型")),
    Column("day", Text("Planned from", "计划开始"), "date"), Column("until", Text("Planned until", "计划结束"), "date"),
    Column("actual", Text("Really begun", "实际开始"), "date"), Column("actual_until", Text("Really over", "实际结束"), "date"),
    Column("late", Text("Late by", "延期"), "days", "days"),
    Column("owner_name", Text("Who", "负责人"), "person", opens="person?id={owner}"), Column("note", Text("Why", "说明")),
    Column("owner", Text("Id", "标识")),
)  # fmt: skip
COMPONENTS = (
    Column("component", Text("Component", "组件")), Column("item", Text("Planned content", "计划内容")),
    Column("state_name", Text("State", "状态")), Column("issue", Text("Issue", "问题单"), "url"),
    Column("owner_name", Text("Who", "负责人"), "person", opens="person?id={owner}"),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"), Column("owner", Text("Id", "标识")),
)  # fmt: skip
CRITERIA = (
    Column("title", Text("Criterion", "条件")), Column("state", Text("State", "状态"), "verdict"),
    Column("evidence", Text("Evidence", "依据")), Column("opens", Text("Open", "查看")),
)  # fmt: skip
NOTES = (
    Column("component", Text("Component", "组件")), Column("category_name", Text("Section", "分类")),
    Column("title", Text("Change", "变更")), Column("subject", Text("Subject", "对象"), "url"),
    Column("author", Text("By", "作者")), Column("said", Text("Talk", "讨论"), "number"),
)  # fmt: skip


@report("release-plan", TITLE, options=OPTIONS)
def release_plan(homes: Homes, question: Question) -> Answer:
    """How does one release stand?"""
    plan, question = plan_of(homes, question.option("id")), asked_on(question)
    known = tags(homes, question)
    row = row_of(homes, question, plan, known)
    published = released_on(homes, plan, known)
    day = min(published or question.today, question.today)
    judged = [_criterion(homes, question, plan, number, day) for number in range(len(plan.exit))]
    parts = _items(homes, plan)
    since = begins_on(plan, known)
    merged = changes(homes, question, plan, since, published)
    notes = _notes(plan, merged)
    group = homes.charter.group_by_slug.get(plan.group)
    about = {
        **row, "group_name": group.name if group else Text(plan.group, plan.group),
        "states": dict(Counter(one["state"] for one in judged)), "branch": plan.branch, "previous": plan.previous,
        "highlights": plan.highlights, "newcomers": newcomers(merged), "since": since, "merged": len(merged),
        "done": sum(one["state"] == DONE for one in parts), "items": len(parts), "place": str(plan.place),
    }  # fmt: skip
    return fill(
        homes, question, plan.title, _sentence(row, judged, parts, len(merged)), CRITERIA, judged, definition=DEFINITION,
        source=SOURCE, total=len(judged), about=about,
        parts={
            "calendar": _part(homes, question, "calendar", Text("Calendar", "日历"), CALENDAR, _days(plan, question.today)),
            "stages": _part(homes, question, "stages", Text("Stages", "阶段"), STAGES, _stages(homes, plan, question.today)),
            "components": _part(homes, question, "components", Text("Components", "组件"), COMPONENTS, parts),
            "notes": _part(homes, question, "notes", Text("What went in", "合入内容"), NOTES, notes),
        },
    )  # fmt: skip


def plan_of(homes: Homes, name: str) -> ReleasePlan:
    """Return the plan of an id or a version. Errors: BadQuestion when there is none."""
    plans = {one.id: one for one in homes.charter.releases}
    versions = {one.version: one for one in homes.charter.releases if one.version}
    found = plans.get(name) or versions.get(name)
    if found is None and len(plans) == 1 and not name:
        return next(iter(plans.values()))
    if found is None:
        raise BadQuestion(f"There is no release plan '{name}'.", mend=near(name, plans))
    return found


def _part(
    homes: Homes, question: Question, name: str, title: Text, columns: tuple[Column, ...], rows: Sequence[Any]
) -> Answer:
    words = Text(f"{many(len(rows), 'row', 'rows')}.", f"共 {len(rows)} 行。")
    return fill(homes, question, title, words, columns, rows, name=f"release-plan-{name}", definition=DEFINITION)


def _criterion(homes: Homes, question: Question, plan: ReleasePlan, number: int, day: date) -> dict[str, Any]:
    one = plan.exit[number]
    judged = judge(homes, question, plan, one, day)
    return {"title": one.title, "state": judged.state, "state_name": STATES[judged.state], "evidence": judged.why,
            "opens": judged.opens}  # fmt: skip


def _items(homes: Homes, plan: ReleasePlan) -> list[dict[str, Any]]:
    known = items(homes, plan)
    return [
        {
            "component": part.name, "item": one.title, "state": (state := state_of(one, known)), "state_name": ITEM_STATES[state],
            "issue": one.issue, "owner": (who := one.owner or part.owner), "group": part.group,
            "owner_name": homes.faces.name_of(who) if who else None, "highlight": one.highlight,
        }
        for part in plan.components for one in part.items
    ]  # fmt: skip


def _days(plan: ReleasePlan, today: date) -> list[dict[str, Any]]:
    return [
        {
            "day": one.day, "weekday": WEEKDAYS[one.day.weekday()], "planned": [stage.title for stage in one.planned],
            "actual": [stage.title for stage in one.actual], "kinds": [stage.kind for stage in one.planned],
            "did": [stage.kind for stage in one.actual], "today": one.day == today,
        }
        for one in days_of(plan, today)
    ]  # fmt: skip


def _stages(homes: Homes, plan: ReleasePlan, today: date) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title, "kind": one.kind, "kind_name": STAGE_KINDS[one.kind], "day": one.day, "until": one.ends,
            "actual": one.actual, "actual_until": one.actual_until, "late": slip_of(one, today), "note": one.note,
            "owner": one.owner, "owner_name": homes.faces.name_of(one.owner) if one.owner else None,
        }
        for one in plan.stages if one.kind != "rest"
    ]  # fmt: skip


def _notes(plan: ReleasePlan, merged: Sequence[MergedChange]) -> list[dict[str, Any]]:
    names = {str(one.name): one.name for one in plan.components}
    return [
        {
            "component": names.get(one.component, Text("Elsewhere", "其他仓")), "category": one.category,
            "category_name": CATEGORIES[one.category], "title": one.words, "subject": one.change.subject,
            "author": one.change.author, "said": one.change.said, "first": one.change.first, "repo": one.change.repo,
        }
        for one in noted(merged, plan.components)
    ]  # fmt: skip


def _sentence(
    row: Mapping[str, Any], judged: Sequence[Mapping[str, Any]], parts: Sequence[Mapping[str, Any]], merged: int
) -> Text:
    phase, late = row["phase_name"], row["late"]
    english, chinese = [phase.en], [phase.zh]
    if row["released_on"]:
        english.append(f"published on {row['released_on']}" + _late_en(late))
        chinese.append(f"{row['released_on']} 发布" + _late_zh(late))
    elif row["planned_on"]:
        english.append(
            f"planned for {row['planned_on']}" + (f", {many(late, 'day', 'days')} late by now" if late else "")
        )
        chinese.append(f"计划 {row['planned_on']} 发布" + (f"，已延期 {late} 天" if late else ""))
    open_ones = [one for one in judged if one["state"] == NOT_MET]
    unknown = [one for one in judged if one["state"] == UNKNOWN]
    if judged:
        english.append(
            f"{len(open_ones)} of {len(judged)} exit criteria not met"
            + (f", {len(unknown)} unknown" if unknown else "")
        )
        chinese.append(
            f"{len(judged)} 项退出条件中 {len(open_ones)} 项未满足" + (f"、{len(unknown)} 项未知" if unknown else "")
        )
    if parts:
        english.append(f"{sum(one['state'] == DONE for one in parts)} of {len(parts)} planned items done")
        chinese.append(f"{len(parts)} 项计划内容已完成 {sum(one['state'] == DONE for one in parts)} 项")
    english.append(many(merged, "change merged", "changes merged"))
    chinese.append(f"合入 {merged} 个变更")
    return Text(f"{'; '.join(english)}.", f"{'；'.join(chinese)}。")


def _late_en(late: int | None) -> str:
    if not late:
        return ", on the day" if late == 0 else ""
    return f", {many(abs(late), 'day', 'days')} {'late' if late > 0 else 'early'}"


def _late_zh(late: int | None) -> str:
    if not late:
        return "，如期" if late == 0 else ""
    return f"，{'延期' if late > 0 else '提前'} {abs(late)} 天"
