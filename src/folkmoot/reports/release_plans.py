"""Which releases are planned, in which phase is each, and what comes next?"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.release import PHASES, STAGE_KINDS, Phase, ReleasePlan
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.filling import NONE_FITS, fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import ON, asked_on, chosen
from folkmoot.reports.registry import report
from folkmoot.reports.release_facts import MET, NOT_MET, UNKNOWN, judge, released_on, tags
from folkmoot.rules.releasing import phase_on, slip

TITLE = Text("Release plans", "版本计划")
SOURCE = "https://docs.openstack.org/project-team-guide/stable-branches.html"
DEFINITION = Text(
    "A release is planned, developed, maintained, no longer maintained, and at its end of life, by the days that the charter "
    "declares; it is published on the day of its tag where the charter does not say one. Late: days after the planned one.",
    "版本依次处于规划、开发、维护、停止主动维护和停止维护阶段，依据章程声明的日期；章程未写明发布日时取标签日期。延期为晚于计划日的天数。",
)
COLUMNS = (
    Column("title", Text("Release", "版本"), opens="release-plan?id={id}"),
    Column("phase_name", Text("Phase", "阶段")),
    Column("planned_on", Text("Planned", "计划发布"), "date"),
    Column("released_on", Text("Published", "实际发布"), "date"),
    Column("late", Text("Late by", "延期"), "days", "days"),
    Column("criteria", Text("Exit criteria met", "退出条件满足")),
    Column("unmaintained_on", Text("Unmaintained from", "停止主动维护"), "date"),
    Column("eol_on", Text("End of life", "停止维护"), "date"),
    Column("owner_name", Text("Release manager", "版本经理"), "person", opens="person?id={owner}"),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("id", Text("Id", "标识")),
)
NEXT = (
    Column("day", Text("Day", "日期"), "date"),
    Column("title", Text("Release", "版本"), opens="release-plan?id={id}"),
    Column("what", Text("What", "内容")),
    Column("kind_name", Text("Kind", "类型")),
    Column("until", Text("Until", "截至"), "date"),
    Column("actual", Text("Really begun", "实际开始"), "date"),
    Column("id", Text("Id", "标识")),
)
OPTIONS = {"phase": Text(f"Only this: {', '.join(PHASES)}.", f"只看：{'、'.join(PHASES)}。"), "on": ON}


@report("release-plans", TITLE, options=OPTIONS)
def release_plans(homes: Homes, question: Question) -> Answer:
    """Which releases are planned, in which phase is each, and what comes next?"""
    phase, question = chosen(question, "phase", PHASES), asked_on(question)
    known = tags(homes, question) if homes.charter.releases else {}
    rows = [row_of(homes, question, plan, known) for plan in homes.charter.releases]
    rows = [row for row in rows if phase in ("", row["phase"])]
    order = [Phase.DEVELOPMENT, Phase.PLANNING, Phase.MAINTAINED, Phase.UNMAINTAINED, Phase.END_OF_LIFE]
    rows.sort(key=lambda row: (order.index(row["phase"]), str(row["planned_on"] or "9"), row["id"]))
    calendar = _calendar(homes)
    said = _sentence(rows) if rows or not homes.charter.releases else NONE_FITS
    return fill(
        homes, question, TITLE, said, COLUMNS, rows, definition=DEFINITION, source=SOURCE, total=len(rows),
        unit="releases",
        parts={"calendar": fill(homes, question, Text("Release calendar", "版本日历"), _next_words(question, calendar), NEXT,
                                calendar, name="release-calendar", definition=DEFINITION)},
    )  # fmt: skip


def row_of(homes: Homes, question: Question, plan: ReleasePlan, known: Any) -> dict[str, Any]:
    """Return what is known of a plan today."""
    published = released_on(homes, plan, known)
    phase = phase_on(plan, question.today, published)
    day = min(published or question.today, question.today)
    judged = Counter(judge(homes, question, plan, one, day).state for one in plan.exit)
    return {
        "id": plan.id, "title": plan.title, "phase": phase.value, "phase_name": PHASES[phase], "version": plan.version,
        "planned_on": plan.publishes, "released_on": published, "late": slip(plan, question.today, published),
        "criteria": f"{judged[MET]} / {len(plan.exit)}" if plan.exit else "", "not_met": judged[NOT_MET],
        "unknown": judged[UNKNOWN], "unmaintained_on": plan.unmaintained_on, "eol_on": plan.eol_on,
        "begins_on": plan.planning_since or plan.development_since or min((one.day for one in plan.stages), default=None),
        "development_since": plan.development_since or min((one.day for one in plan.stages), default=None),
        "owner": plan.owner, "owner_name": homes.faces.name_of(plan.owner) if plan.owner else None, "group": plan.group,
    }  # fmt: skip


def _calendar(homes: Homes) -> list[dict[str, Any]]:
    rows = [
        {"day": one.day, "id": plan.id, "title": plan.title, "what": one.title, "kind": one.kind,
         "kind_name": STAGE_KINDS[one.kind], "until": one.until, "actual": one.actual}
        for plan in homes.charter.releases for one in plan.stages if one.kind != "rest"
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["day"], row["id"], str(row["what"])))


def _sentence(rows: list[dict[str, Any]]) -> Text:
    if not rows:
        return Text(
            "No release is planned: declare one under 'releases' in the charter.",
            "尚无版本计划：请在章程仓的 releases 下声明。",
        )
    developed = [row for row in rows if row["phase"] == Phase.DEVELOPMENT]
    kept = sum(row["phase"] == Phase.MAINTAINED for row in rows)
    late = [row for row in developed if row["late"]]
    english = [many(len(developed), "release is", "releases are") + " in development"]
    chinese = [f"{len(developed)} 个版本在开发中"]
    if late:
        worst = max(late, key=lambda row: row["late"])
        english.append(f"{worst['title'].en or worst['title']} is {many(worst['late'], 'day', 'days')} late")
        chinese.append(f"{worst['title'].said_in('zh')} 已延期 {worst['late']} 天")
    english.append(f"{kept} maintained")
    chinese.append(f"{kept} 个在维护中")
    return Text(f"{', '.join(english)}.", f"{'，'.join(chinese)}。")


def _next_words(question: Question, rows: list[dict[str, Any]]) -> Text:
    soon = [row for row in rows if question.today <= row["day"] <= question.today + timedelta(days=30)]
    if not soon:
        return Text("Nothing is planned for the next thirty days.", "未来三十天没有计划。")
    first = soon[0]
    return Text(
        f"Next: {first['what'].said_in('en')} of {first['title'].said_in('en')} on {first['day']}; "
        f"{many(len(soon), 'entry', 'entries')} in the next thirty days.",
        f"接下来：{first['day']} {first['title'].said_in('zh')} 的“{first['what'].said_in('zh')}”；未来三十天共 {len(soon)} 项。",
    )
