"""Which camps are there, how far has each come, and how many stay?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.camp import COUNTED, STAGES
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.camp_course import Camp, every_camp
from folkmoot.reports.contest_course import AT
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen, moment_asked
from folkmoot.reports.registry import report
from folkmoot.rules import camps as rules

TITLE = Text("Camps", "训练营")
RUNNING = ("running", "closing")
OPTIONS = {
    "state": Text(
        "Only these: announced, running, over.", "只看：announced（未开始）、running（进行中）、over（已结束）。"
    ),
    "at": AT,
}
COLUMNS = (
    Column("title", Text("Camp", "训练营"), opens="camp?id={id}"),
    Column("stage_name", Text("State", "状态")),
    Column("first_on", Text("First day", "首日"), "date"),
    Column("last_on", Text("Until", "末日"), "date"),
    columns.count("people", Text("People", "人数"), unit="people"),
    columns.count("today", Text("Checked in", "最近打卡")),
    columns.count("completed", Text("Completed", "完成")),
    Column("share", Text("Share", "完成率"), "share"),
    Column("group_name", Text("Group", "小组")),
    Column("id", Text("Id", "标识")),
)


@report("camps", TITLE, options=OPTIONS, recorded=True)
def camps(homes: Homes, question: Question) -> Answer:
    """Which camps are there, how far has each come, and how many stay?"""
    at, state = moment_asked(homes, question), chosen(question, "state", ("announced", "running", "over"))
    rows = [row_of(one, at) for one in every_camp(homes)]
    running = sum(1 for row in rows if row["stage"] in RUNNING)
    if state:
        rows = [row for row in rows if _state(row["stage"]) == state]
    rows.sort(key=lambda row: row["stage"] not in RUNNING)
    return fill(
        homes, question, TITLE, _sentence(running, len(rows)), COLUMNS, rows, total=len(rows), unit="camps", found=len(rows),
        about={"at": at, "running": running}, coverage=(),
    )  # fmt: skip


def _state(stage: str) -> str:
    return "running" if stage in RUNNING else "over" if stage == "cancelled" else stage


def row_of(camp: Camp, at: datetime) -> dict[str, Any]:
    """Return the row of one camp. The share of those who completed it is unknown until it closes."""
    plan, stage = camp.plan, camp.stage(at)
    walks = [one for one in camp.walks(at) if not one.left]
    done = sum(one.complete for one in walks)
    group = camp.homes.charter.group_by_slug.get(plan.group)
    closed = stage == "over"
    return {
        "id": plan.id, "title": camp.homes.faces.masked(plan.title), "stage": stage, "stage_name": STAGES[stage],
        "first_on": rules.first_of(plan), "last_on": rules.last_of(plan), "people": len(walks), "today": _last_day(camp, at),
        "completed": done if stage not in ("announced", "cancelled") else None,
        "share": done / len(walks) if closed and walks else None,
        "group": plan.group, "group_name": group.name if group else Text(plan.group, plan.group),
    }  # fmt: skip


def _last_day(camp: Camp, at: datetime) -> int | None:
    """Return how many have done the last day that is over; None before there is one."""
    passed = (camp.today(at) - rules.first_of(camp.plan)).days
    number_of = min(passed, rules.length_of(camp.plan))
    if number_of < 1:
        return None
    return sum(one.marks[number_of - 1].state in COUNTED for one in camp.walks(at) if not one.left)


def _sentence(running: int, total: int) -> Text:
    if not total:
        return Text("No camp is declared here.", "此处没有已声明的训练营。")
    return Text(
        f"{many(running, 'camp is', 'camps are')} running, of {number(total)} shown.",
        f"共列出 {number(total)} 期训练营，其中 {number(running)} 期进行中。",
    )
