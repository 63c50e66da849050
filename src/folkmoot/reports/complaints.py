"""Which complaint conferences are there, how much was said, and how much of it is answered?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.complaint import STAGES
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.complaint_course import Conference, every_conference
from folkmoot.reports.contest_course import AT
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import moment_asked
from folkmoot.reports.registry import report

TITLE = Text("Complaint conferences", "吐槽大会")
COLUMNS = (
    Column("title", Text("Conference", "大会"), opens="conference?id={id}"),
    Column("stage_name", Text("State", "状态")),
    Column("begins_at", Text("Begins", "开始"), "moment"),
    Column("ends_at", Text("Ends", "结束"), "moment"),
    columns.count("complaints", Text("Complaints", "吐槽")),
    columns.count("votes", Text("Votes", "票数")),
    columns.count("waiting", Text("Not answered", "待答复")),
    columns.count("planned", Text("Planned", "已计划")),
    columns.count("changed", Text("Changed", "已改变")),
    Column("group_name", Text("Group", "小组")),
    Column("id", Text("Id", "标识")),
)


@report("complaints", TITLE, options={"at": AT}, recorded=True)
def complaints(homes: Homes, question: Question) -> Answer:
    """Which complaint conferences are there, how much was said, and how much of it is answered?"""
    at = moment_asked(homes, question)
    rows = [row_of(one, at) for one in every_conference(homes)]
    rows.sort(key=lambda row: row["stage"] != "open")
    running = sum(row["stage"] == "open" for row in rows)
    said, changed = sum(row["complaints"] for row in rows), sum(row["changed"] for row in rows)
    sentence = Text(
        f"{many(running, 'conference is', 'conferences are')} open; of {many(said, 'complaint', 'complaints')} "
        f"{number(changed)} changed something.",
        f"{number(running)} 场进行中；共 {number(said)} 条吐槽，其中 {number(changed)} 条带来了改变。",
    )
    none = Text("No complaint conference is declared yet.", "尚未声明吐槽大会。")
    return fill(
        homes, question, TITLE, sentence if rows else none, COLUMNS, rows, total=len(rows), unit="conferences", found=len(rows),
        about={"running": running}, coverage=(),
    )  # fmt: skip


def row_of(course: Conference, at: datetime) -> dict[str, Any]:
    """Return the row of one conference."""
    standing = course.standing(at)
    stage, homes = course.stage(standing, at), course.homes
    states = [one.state for one in standing.clusters]
    group = homes.charter.group_by_slug.get(course.plan.group)
    begins, ends = course.bounds
    return {
        "id": course.plan.id, "title": homes.faces.masked(course.plan.title), "stage": stage, "stage_name": STAGES[stage],
        "begins_at": begins, "ends_at": ends, "complaints": sum(len(one.members) for one in standing.clusters),
        "clusters": len(standing.clusters), "votes": sum(one.votes for one in standing.clusters), "waiting": states.count("open"),
        "heard": states.count("heard"), "planned": states.count("planned"), "changed": states.count("changed"),
        "declined": states.count("declined"), "group": course.plan.group,
        "group_name": group.name if group else Text(course.plan.group, course.plan.group),
    }  # fmt: skip
