"""Which selection rounds are there, how far has each come, and which ones does the charter announce?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen, moment_said
from folkmoot.reports.registry import report
from folkmoot.reports.round_course import Seen, every
from folkmoot.rules import telling_rounds as say
from folkmoot.rules.rounds import announced as next_of
from folkmoot.rules.rounds import opened

TITLE = Text("Selection rounds", "选拔")
RUNNING = ("upcoming", "nominations", "due", "voting", "decided")
GRANTED = ("granted", "proposed", "promoted")
AT = Text(
    "The UTC moment at which it is judged; else that of the newest fact.", "判断所依据的 UTC 时刻；缺省为最新记录。"
)
OPTIONS = {
    "state": Text("Only these: running, over.", "只看：running（进行中）、over（已结束）。"),
    "at": AT,
}
COLUMNS = (
    Column("number", Text("Number", "编号"), "number"),
    Column("title", Text("Round", "选拔"), opens="round?id={number}"),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("stage_name", Text("Stage", "阶段")),
    Column("opens_at", Text("Nominations from", "提名开始"), "moment"),
    Column("until_at", Text("Until", "提名截止"), "moment"),
    columns.count("candidates", Text("Candidates", "候选")),
    columns.count("granted", Text("Granted", "通过")),
    Column("roles", Text("Roles", "角色"), "list"),
)


@report("rounds", TITLE, options=OPTIONS, recorded=True)
def rounds(homes: Homes, question: Question) -> Answer:
    """Which selection rounds are there, and how far has each come? Those that the charter announces have no number yet."""
    at, state = moment_asked(homes, question), chosen(question, "state", ("running", "over"))
    found = every(homes, at)
    rows = [*announced(homes, at, {one.round.key for one in found}), *(row_of(homes, one) for one in found)]
    rows = [row for row in rows if not question.scope.groups or row["group"] in question.scope.groups]
    running = sum(1 for row in rows if row["stage"] in RUNNING)
    if state:
        rows = [row for row in rows if (row["stage"] in RUNNING) == (state == "running")]
    return fill(
        homes, question, TITLE, _sentence(running, len(rows)), COLUMNS, rows, total=len(rows), unit="rounds", found=len(rows),
        about={"at": at, "running": running}, coverage=(),
    )  # fmt: skip


def moment_asked(homes: Homes, question: Question) -> datetime:
    """Return the moment at which rounds are judged. Errors: BadQuestion for words that are no moment."""
    if (said := moment_said(question)) is not None:
        return said
    from folkmoot.ledger.rounds import newest

    return max(newest(), day_start(question.today, homes.charter.community.zone))


def title_of(it: Seen) -> Text:
    """Return what a round is called: its own title, else its group and the month in which it began."""
    plan = it.round.plan
    if str(plan.title):
        return plan.title
    group = it.homes.charter.group_by_slug.get(it.round.group)
    name = group.name if group else Text(it.round.group, it.round.group)
    return untitled(name, plan.opens)


def untitled(name: Text, opens: str) -> Text:
    """Return the title of a round without one."""
    return Text(f"{name.en or name.zh}, round of {opens[:7]}", f"{name.zh or name.en} {opens[:7]} 选拔")


def row_of(homes: Homes, it: Seen) -> dict[str, Any]:
    """Return the row of one round."""
    one, course = it.round, it.course
    return {
        "number": one.number, "title": homes.faces.masked(title_of(it)), "group": one.group, "stage": course.stage,
        "group_name": group.name if (group := homes.charter.group_by_slug.get(one.group)) else Text(one.group, one.group),
        "stage_name": say.STAGES[course.stage], "opens_at": one.opens_at, "until_at": one.until_at,
        "candidates": len(course.candidacies) - len(course.in_state("declined", "withdrawn", "silent", "gone")),
        "granted": len(course.in_state(*GRANTED)),
        "roles": list(one.plan.roles), "key": one.key,
    }  # fmt: skip


def announced(homes: Homes, at: datetime, known: set[str]) -> Iterator[dict[str, Any]]:
    """Yield the rounds that the charter declares and nobody has opened yet; one that is long over, and was never held, is none."""
    zone = homes.charter.community.zone
    for declared in homes.charter.rounds:
        group = homes.charter.group_by_slug.get(declared.group)
        plan, key = next_of(declared, at, zone)
        one = opened(plan, key, zone, at)
        if group is None or key in known or one.until_at <= at:
            continue
        yield {
            "number": None, "title": plan.title if str(plan.title) else untitled(group.name, plan.opens), "group": plan.group,
            "group_name": group.name, "stage": "upcoming", "stage_name": say.STAGES["upcoming"], "opens_at": one.opens_at, "until_at": one.until_at,
            "candidates": 0, "granted": 0, "roles": list(plan.roles), "key": key,
        }  # fmt: skip


def _sentence(running: int, total: int) -> Text:
    if not total:
        return Text("No selection round has been held or announced yet.", "尚未举行或预告任何选拔。")
    return Text(
        f"{many(running, 'round is', 'rounds are')} running or announced, of {number(total)} in all.",
        f"共 {number(total)} 次选拔，其中 {number(running)} 次进行中或已预告。",
    )
