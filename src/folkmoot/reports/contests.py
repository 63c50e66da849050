"""Which contests are there, how far has each come, and who leads?"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.contest_log import ZERO, Rank
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.contest_course import AT, Course, every, moment_asked
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.rules import telling_contests as say

TITLE = Text("Contests", "大赛")
UNITS = {
    "people": ("person", "people", "名参赛者"),
    "teams": ("team", "teams", "支队伍"),
    "cities": ("city", "cities", "座城市"),
}
RUNNING = ("running", "frozen", "review")
OPTIONS = {
    "state": Text(
        "Only these: announced, running, over.", "只看：announced（未开始）、running（进行中）、over（已结束）。"
    ),
    "at": AT,
}
COLUMNS = (
    Column("title", Text("Contest", "大赛"), opens="contest?id={id}"),
    Column("stage_name", Text("Stage", "阶段")),
    Column("begins_at", Text("Begins", "开始"), "moment"),
    Column("ends_at", Text("Ends", "结束"), "moment"),
    columns.count("entrants", Text("Entrants", "参赛人数"), unit="people"),
    columns.count("teams", Text("Teams", "队伍")),
    columns.count("points", Text("Points", "积分")),
    Column("leader", Text("Leads", "领先者")),
    Column("id", Text("Id", "标识")),
)


@report("contests", TITLE, options=OPTIONS, recorded=True)
def contests(homes: Homes, question: Question) -> Answer:
    """Which contests are there, how far has each come, and who leads?"""
    at, state = moment_asked(homes, question), chosen(question, "state", ("announced", "running", "over"))
    rows = [row_of(one, at) for one in every(homes)]
    running, reviewed = (sum(1 for row in rows if row["stage"] in stages) for stages in (RUNNING, ("review",)))
    if state:
        rows = [row for row in rows if _state(str(row["stage"])) == state]
    return fill(
        homes, question, TITLE, _sentence(running - reviewed, reviewed, len(rows)), COLUMNS, rows, total=len(rows), unit="contests", found=len(rows),
        about={"at": at, "running": running}, coverage=(),
    )  # fmt: skip


def _state(stage: str) -> str:
    return "announced" if stage == "announced" else "running" if stage in RUNNING else "over"


def figure(points: Decimal) -> int | float:
    """Return points as a number that doors draw; two decimals are exact enough to be written as they are."""
    return int(points) if points == int(points) else float(points)


def row_of(course: Course, at: datetime) -> dict[str, Any]:
    """Return the row of one contest."""
    seen, stage = course.public(at), course.stage(at)
    table = main_table(course)
    lines, handed_in = seen.table(table), course.plan.kind == "submissions"
    return {
        "id": course.plan.id, "title": course.plan.title, "stage": stage, "stage_name": say.STAGES[stage],
        "begins_at": course.moments.begins, "ends_at": course.moments.ends, "entrants": len(seen.entries),
        "teams": len(seen.teams) if course.plan.teams != "none" else None,
        "points": None if handed_in else figure(sum((one.points for one in seen.people_ranked), ZERO)),
        "leader": name_of(course, table, lines[0], seen.teams) if lines and (lines[0].points or (handed_in and lines[0].rank)) else None,
        "kind": course.plan.kind,
        "group": course.plan.group, "indicator": course.plan.indicator,
    }  # fmt: skip


def main_table(course: Course) -> str:
    """Return which table a contest is about: its teams where it has them, else people."""
    return "people" if course.plan.teams == "none" else "teams"


def name_of(course: Course, table: str, line: Rank, teams: Any) -> Any:
    """Return what a line of a table is called."""
    if table == "people":
        return course.homes.faces.name_of(line.id)
    return place_name(course, line.id) if table == "cities" else team_name(course, line.id, teams)


def unit_of(course: Course, table: str) -> tuple[str, str, str]:
    """Return what a table counts: one and many in English, and in Chinese with its measure word."""
    return UNITS[listed_in(course, table)]


def listed_in(course: Course, table: str) -> str:
    """Return what a table lists: the teams of a contest of cities are its cities."""
    return "cities" if table == "teams" and course.plan.teams == "city" else table


def place_name(course: Course, ident: str) -> Text | str:
    """Return the name of a city."""
    city = next((one for one in course.plan.cities if one.id == ident), None)
    return city.title if city is not None and city.title else ident


def team_name(course: Course, ident: str, teams: Any) -> Text | str:
    """Return the name of a team: its own, or that of its city or chapter."""
    team = teams.get(ident)
    if team is not None and team.name:
        return str(course.homes.faces.masked_words(team.name))
    if course.plan.teams == "chapter":
        group = course.homes.charter.group_by_slug.get(ident)
        return group.name if group else ident
    return place_name(course, ident)


def _sentence(running: int, reviewed: int, total: int) -> Text:
    if not total:
        return Text("No contest is declared yet.", "尚未声明任何大赛。")
    judged = (
        Text(f" and {number(reviewed)} in the final review", f"，{number(reviewed)} 场终审中") if reviewed else Text()
    )
    return Text(
        f"{many(running, 'contest is', 'contests are')} running{judged.en}, of {number(total)} shown.",
        f"共列出 {number(total)} 场大赛，其中 {number(running)} 场进行中{judged.zh}。",
    )
