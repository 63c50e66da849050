"""Entries of a submission contest as rows: the table of the best ones, and what became of each that was handed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from folkmoot.charter.contest_evaluators import EVALUATORS, scripts_of
from folkmoot.model.answer import Column
from folkmoot.model.contest import ContestPlan
from folkmoot.model.contest_log import Rank, Standings
from folkmoot.model.submission import EvaluationPlan, Submission
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.contest_course import Course
from folkmoot.reports.contests import name_of
from folkmoot.reports.filling import many, number
from folkmoot.rules import telling_contests as say
from folkmoot.rules import telling_submissions as tell
from folkmoot.rules.submissions import exact

DEFINITION = Text(
    "The best scored entry of each entrant, by the first metric, then by the others; equal ones in the order in which they came.",
    "每位参赛者的最佳得分作品，先按首个指标排序，再按其余指标；相同时先提交者在前。",
)


def metrics_of(course: Course) -> EvaluationPlan | None:
    """Return how a contest's entries are evaluated; None for a contest of events."""
    return course.plan.evaluation if course.plan.kind == "submissions" else None


def board_columns(plan: EvaluationPlan, table: str) -> tuple[Column, ...]:
    """Return the columns of the table."""
    who = (
        Column("name", Text("Who", "参赛者"), "person", opens="person?id={id}")
        if table == "people"
        else Column("name", Text("Team", "队伍"))
    )
    metrics = tuple(Column(f"metric_{one.id}", tell.metric_title(one)) for one in plan.metrics)
    return (
        columns.count("rank", Text("Rank", "名次")), who, *metrics, columns.count("scored", Text("Scored entries", "已评分")),
        Column("last_at", Text("Handed in", "提交时间"), "moment"), Column("beats", Text("Beats the baseline", "超过基线")),
        Column("out_name", Text("Not ranked", "未排名原因")), Column("id", Text("Id", "标识")),
    )  # fmt: skip


def board_row(course: Course, plan: EvaluationPlan, seen: Standings, table: str, line: Rank) -> dict[str, Any]:
    """Return a line of the table: exact values, as many decimals as declared."""
    values = {
        f"metric_{one.id}": tell.value_words(one, line.by_rule.get(one.id)) if line.counted else None
        for one in plan.metrics
    }
    first = plan.metrics[0]
    beats = None
    if first.baseline is not None and line.counted:
        beats = line.points > first.baseline if first.better == "higher" else line.points < first.baseline
    return {
        "rank": line.rank, "id": course.homes.faces.id_of(line.id) if table == "people" else line.id,
        "name": name_of(course, table, line, seen.teams), **values, "scored": line.counted, "last_at": line.last_at, "beats": beats,
        "out": line.out, "out_name": say.OUT[line.out], "size": line.size,
    }  # fmt: skip


def board_sentence(course: Course, plan: EvaluationPlan, seen: Standings, table: str, lines: tuple[Rank, ...]) -> Text:
    """Return who leads, in words."""
    if not lines:
        return Text("Nobody has signed up yet.", "尚无人报名。")
    entries = sum(one.counted for one in lines)
    unit = ("person", "people", "人") if table == "people" else ("team", "teams", "支队伍")
    begin = Text(
        f"{many(len(lines), unit[0], unit[1])}, {many(entries, 'scored entry', 'scored entries')}",
        f"共 {number(len(lines))} {unit[2]}，{number(entries)} 份已评分",
    )
    if lines[0].rank is None:
        return Text(f"{begin.en}; nobody is ranked yet.", f"{begin.zh}，尚无排名。")
    first, name = plan.metrics[0], name_of(course, table, lines[0], seen.teams)
    english, chinese = (name.said_in("en"), name.said_in("zh")) if isinstance(name, Text) else (str(name), str(name))
    title, value = tell.metric_title(first), tell.value_words(first, lines[0].by_rule.get(first.id))
    verb, word = ("won", "获胜") if seen.stage == "final" else ("leads", "领先")
    return Text(
        f"{begin.en}; {english} {verb} with {title.en or title.zh} {value}.",
        f"{begin.zh}；{chinese} 以{title.said_in('zh')} {value} {word}。",
    )


def about_evaluation(contest: ContestPlan) -> dict[str, Any] | None:
    """Return in words how entries are evaluated, for the contest's page; None where nothing is handed in."""
    plan = contest.evaluation
    if plan is None:
        return None
    ready = EVALUATORS.get(plan.metrics[0].id) if (plan.score, plan.check) == scripts_of(contest.id) else None
    return {
        "hand_in": ready.says if ready else Text(), "ties": tell.tie_words(shared="shared" in contest.ties),
        "metrics": [
            {"id": one.id, "name": tell.metric_title(one), "says": tell.metric_words(one),
             "baseline": None if one.baseline is None else tell.value_words(one, one.baseline)} for one in plan.metrics
        ],
        "quota": tell.quota_words(plan), "limits": tell.limit_words(plan), "runs": plan.runs, "runs_words": tell.RUNS[plan.runs],
        "main": plan.main, "score": plan.score, "check": plan.check, "public": plan.public, "upload": plan.limits.upload,
    }  # fmt: skip


def row_of(course: Course, one: Submission, place: tuple[int, int] | None = None) -> dict[str, Any]:
    """Return what became of something that was handed in, for who handed it in and who organises. ``place``: in the queue, of how many."""
    plan = course.plan.evaluation
    last, content = one.last, _content(one)
    values = content.get("metrics") or {}
    metrics = [
        {"name": tell.metric_title(metric), "value": tell.value_words(metric, exact(values.get(metric.id)))}
        for metric in (plan.metrics if plan else ())
    ]
    tries = sum(act.verb == "begin" for act in one.acts)
    entrant = course.same(one.entrant) if course.plan.teams == "none" else one.entrant
    return {
        "number": one.number, "at": one.at, "name": one.name, "size": one.size, "digest": one.digest, "state": one.state,
        "state_name": tell.STATES[one.state], "over": one.over, "fault": content.get("fault", ""),
        "fault_name": tell.FAULTS[content.get("fault", "")], "says": _says(content), "metrics": metrics,
        "score": metrics[0]["value"] if metrics and one.state == "scored" else None, "seconds": content.get("seconds"),
        "output": content.get("output", ""), "place": place[0] if place else None, "of": place[1] if place else None, "tries": tries,
        "ended_at": last.at if last is not None and one.over else None, "entrant": course.homes.faces.id_of(entrant),
        "entrant_name": course.homes.faces.name_of(entrant) if course.plan.teams == "none" else entrant,
    }  # fmt: skip


def _content(one: Submission) -> Mapping[str, Any]:
    return one.last.content if one.last is not None and one.over else {}


def _says(content: Mapping[str, Any]) -> Text:
    said = content.get("says") or {}
    return Text(str(said.get("en", "")), str(said.get("zh", "")))
