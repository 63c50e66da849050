"""Which elections are there, in which stage is each, and what comes next?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.election import STAGES, Course, Moments
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.election_course import Seen, box_of, seen_with
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import by_then, chosen, moment_said
from folkmoot.reports.registry import report
from folkmoot.rules.electing import is_sound

TITLE = Text("Elections", "选举")
STAGE_NAMES = {
    "upcoming": Text("upcoming", "未开始"),
    "nominations": Text("nominations", "提名中"),
    "between": Text("before voting", "等待投票"),
    "voting": Text("voting", "投票中"),
    "closed": Text("to be counted", "待计票"),
    "counted": Text("counted", "已计票"),
    "certified": Text("certified", "已认证"),
}
NEXT = {
    "upcoming": Text("nominations begin", "提名开始"),
    "nominations": Text("nominations end", "提名截止"),
    "between": Text("voting begins", "投票开始"),
    "voting": Text("voting ends", "投票截止"),
}
AT = Text(
    "As of this UTC moment, such as 2026-11-20T10:00; else as of the newest fact.", "截至该 UTC 时刻；缺省为最新记录。"
)
OPTIONS = {"stage": Text(f"Only these: {', '.join(STAGES)}.", f"只看：{'、'.join(STAGES)}。"), "at": AT}
COLUMNS = (
    Column("title", Text("Election", "选举"), opens="election?id={id}"),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("stage_name", Text("Stage", "阶段")),
    columns.count("seats", Text("Seats", "席位")),
    columns.count("candidates", Text("Candidates", "候选人")),
    columns.count("electors", Text("May vote", "选民")),
    columns.count("voted", Text("Voted", "已投票")),
    Column("opens_at", Text("Voting begins", "投票开始"), "moment"),
    Column("closes_at", Text("Voting ends", "投票截止"), "moment"),
    Column("elected", Text("Elected", "当选"), "list"),
    Column("id", Text("Id", "标识")),
)


@report("elections", TITLE, options=OPTIONS, recorded=True)
def elections(homes: Homes, question: Question) -> Answer:
    """Which elections are there, in which stage is each, and what comes next?"""
    from folkmoot.ledger.elections import every

    stage, at = chosen(question, "stage", STAGES), moment_of(homes, question)
    acts = every(one.id for one in homes.charter.elections)
    groups = question.scope.groups
    wanted = [one for one in homes.charter.elections if is_sound(one) and (not groups or one.group in groups)]
    rows = [
        row_of(seen_with(homes, one, tuple(act for act in acts[one.id] if by_then(act.at, at)), at)) for one in wanted
    ]
    if at < day_start(question.today, homes.charter.community.zone):  # when somebody voted is kept nowhere
        rows = [{**row, "voted": None} if row["stage"] == "voting" else row for row in rows]
    rows.sort(key=lambda row: (STAGES.index(row["stage"]) >= STAGES.index("counted"), row["closes_at"], row["id"]))
    counted = {name: sum(1 for row in rows if row["stage"] == name) for name in STAGES}
    running = sum(1 for row in rows if row["stage"] == "voting")
    shown = [row for row in rows if not stage or row["stage"] == stage]
    return fill(
        homes, question, TITLE, _sentence(len(rows), running), COLUMNS, shown, total=len(rows), unit="elections", found=len(shown),
        about={"stages": counted, "at": at}, coverage=(),
    )  # fmt: skip


def moment_of(homes: Homes, question: Question) -> datetime:
    """Return as of when it is asked: ``at``, else the day's beginning or the newest recorded fact, whichever is later."""
    if (said := moment_said(question)) is not None:
        return said
    from folkmoot.ledger.elections import newest

    return max(newest(), day_start(question.today, homes.charter.community.zone))


def row_of(it: Seen) -> dict[str, Any]:
    """Return one election as a row: what it is, its stage, what comes next, how many take part."""
    from folkmoot.ledger.boxes import has_voted

    election, course = it.election, it.course
    faces = it.homes.faces
    opened = course.roll is not None
    return {
        "id": election.id, "title": election.title, "group": election.group, "stage": course.stage,
        "group_name": known.name if (known := it.homes.charter.group_by_slug.get(election.group)) else Text(election.group, election.group),
        "stage_name": STAGE_NAMES[course.stage], "seats": election.seats,
        "candidates": len(course.frozen["candidates"] if opened else [one for one in course.candidates if one.state == "standing"]),
        "electors": len(it.roll) if opened else None, "voted": len(has_voted(box_of(election.id))) if opened else None,
        "opens_at": course.moments.opens, "closes_at": course.moments.closes,
        "elected": [faces.name_of(it.same(one)) for one in (course.counted or {}).get("result", {}).get("elected", ())],
        "next": NEXT.get(course.stage), "next_at": _next(course.moments, course),
    }  # fmt: skip


def shown_end(moment: datetime) -> datetime:
    """Return the last minute before something ends: "until 23:59" is read rightly, "until 00:00" is not."""
    return moment - timedelta(minutes=1)


def _next(moments: Moments, course: Course) -> datetime | None:
    return {
        "upcoming": moments.nominations, "nominations": shown_end(moments.nominations_until), "between": moments.opens,
        "voting": shown_end(moments.closes),
    }.get(course.stage)  # fmt: skip


def _sentence(number: int, running: int) -> Text:
    if not number:
        return Text("The charter declares no elections.", "章程仓没有声明选举。")
    if not running:
        return Text(
            f"{many(number, 'election', 'elections')}; nobody is voting now.",
            f"共 {number} 场选举，目前没有进行中的投票。",
        )
    return Text(
        f"{many(number, 'election', 'elections')}; in {running} of them people vote now.",
        f"共 {number} 场选举，其中 {running} 场正在投票。",
    )
