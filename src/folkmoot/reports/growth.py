"""How is the community growing, step by step, and what is under way in each of its programmes?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from folkmoot.metrics.levels import USUAL
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.ask import ask
from folkmoot.reports.filling import fill
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report

TITLE = Text("Growth", "成长")
AT = Text("The UTC moment as of which it is told.", "截至哪一 UTC 时刻。")
QUARTER, YEAR = timedelta(days=90), timedelta(days=365)
SHOWN = 4  # lines of each programme


@dataclass(frozen=True, slots=True)
class Programme:
    """One of the programmes: the report that lists it, under which name its rows say how far they are, what is over then."""

    name: str
    title: Text
    state: str = "stage"
    over: frozenset[str] = frozenset({"final", "cancelled", "over", "done", "declined", "withdrawn"})
    when: str = ""  # the column that says until when, or from when
    aside: str = ""  # another column worth a glance
    at: bool = True  # whether it can be asked as of a moment


PROGRAMMES = (
    Programme("tasks", Text("Tasks", "任务"), over=frozenset({"claimed", "accepted", "over"}), when="last_at", aside="difficulty_name"),
    Programme("contests", Text("Contests", "大赛"), when="ends_at", aside="stage_name"),
    Programme("chapter-events", Text("Events of chapters", "分会活动"), when="begins_at", aside="group_name"),
    Programme("camps", Text("Camps", "训练营"), when="last_on", aside="stage_name"),
    Programme("content", Text("Content", "内容"), "state", frozenset({"published", "dropped", "idea"}), "planned_at", "state_name"),
    Programme("complaints", Text("Complaint conferences", "吐槽大会"), when="ends_at", aside="stage_name"),
    Programme("campaigns", Text("Campaigns", "活动"), when="ends", aside="stage_name", over=frozenset({"over", "reviewed", "cancelled"}), at=False),
    Programme("partners", Text("Partners", "合作伙伴"), when="since", aside="sort_name", at=False),
)  # fmt: skip
COLUMNS = (
    Column("title", Text("Programme", "项目")),
    columns.count("live", Text("Under way or open", "进行中或开放")),
    columns.count("all", Text("In all", "总数")),
    Column("says", Text("Now", "现状")),
)


@report("growth", TITLE, options={"at": AT}, recorded=True)
def growth(homes: Homes, question: Question) -> Answer:
    """How is the community growing, step by step, and what is under way in each of its programmes?

    Rows: one per programme, with what is under way or open and how many there are in all. Parts: the developers' levels of
    the last 90 days, what the activities of the last year brought, and the open lines of each programme.
    """
    found = {one.name: _asked(homes, question, one) for one in PROGRAMMES}
    rows = [
        {"name": one.name, "title": one.title, "live": len(live), "all": len(answer.rows), "says": answer.sentence}
        for one in PROGRAMMES
        for answer, live in [found[one.name]]
    ]
    parts = {one.name: _lines(one, *found[one.name]) for one in PROGRAMMES}
    live = sum(1 for row in rows if row["live"])
    sentence = Text(
        f"Something is under way or open in {live} of {len(rows)} programmes.", f"{len(rows)} 类项目中有 {live} 类正在进行或开放。"
    )  # fmt: skip
    levels = _levels(homes, question)
    brought = ask(homes, Question("brought", _year(homes, question), question.today))
    return fill(
        homes, question, TITLE, sentence, COLUMNS, rows, total=live, unit="programmes", parts={"levels": levels, "brought": brought, **parts},
        coverage=levels.coverage, about={"shares": levels.parts["conversion"].about["shares"], "days": USUAL},
    )  # fmt: skip


def _asked(homes: Homes, question: Question, one: Programme) -> tuple[Answer, list[Mapping[str, Any]]]:
    options = question.options if one.at else ()
    answer = ask(homes, Question(one.name, question.scope, question.today, options))
    return answer, [row for row in answer.rows if row.get(one.state) not in one.over]


def _lines(one: Programme, answer: Answer, live: list[Mapping[str, Any]]) -> Answer:
    """Return what a programme shows first: what is under way, the next to end or to begin first."""
    lines = sorted(live, key=lambda row: (row.get(one.when) is None, str(row.get(one.when) or "")))[:SHOWN]
    first = next(column for column in answer.columns if column.opens)
    known = {column.name: column for column in answer.columns}
    shown = (
        first if first.name != "number" else known["title"],
        *(known[name] for name in (one.aside, one.when) if name in known),
    )
    return replace(answer, columns=shown, rows=tuple(lines), total=len(live), found=len(live), parts={})


def _year(homes: Homes, question: Question) -> Scope:
    """Return the window in which activities have lately ended: a year, where the question gives none."""
    scope = question.scope
    return (
        scope
        if scope.since_at
        else scope.with_(since_at=day_start(question.today, homes.charter.community.zone) - YEAR)
    )


def _levels(homes: Homes, question: Question) -> Answer:
    """Return the levels of the last 90 days, whatever the window."""
    since = day_start(question.today, homes.charter.community.zone) - QUARTER
    scope = Scope(since, None, question.scope.groups, zone=question.scope.zone)
    return ask(homes, Question("levels", scope, question.today))
