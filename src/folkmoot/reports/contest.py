"""How does one contest stand: its stage and days, its rules in words, its tables, its teams, its appeals, what was recorded?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.answer import Answer, Column
from folkmoot.model.contest import ContestPlan
from folkmoot.model.contest_log import ZERO, ContestAct, Standings
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.actors import Actors
from folkmoot.reports.contest_course import AT, Course, course_of, moment_asked
from folkmoot.reports.contest_points import row_of, waiting_in
from folkmoot.reports.contests import figure, main_table, place_name, team_name
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.leaderboard import OPTIONS as BOARD
from folkmoot.reports.leaderboard import TABLES, board_of
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.submissions import about_evaluation
from folkmoot.rules import telling_contests as say
from folkmoot.rules.contest_final import differences

OPTIONS = {**BOARD, "at": AT}
ROWS = 50
RULES = (
    Column("name", Text("Rule", "规则")), Column("says", Text("What it says", "内容")), Column("days", Text("Days", "天数"), "number"),
    Column("id", Text("Id", "标识")),
)  # fmt: skip
HAPPENED = (
    Column("at", Text("When", "时间"), "moment"), Column("says", Text("What happened", "事项")), Column("name", Text("Who", "人员")),
    Column("team_name", Text("Team", "队伍")), Column("why", Text("Why", "原因")), Column("by", Text("Recorded by", "记录人")),
)  # fmt: skip
APPEALS = (
    Column("number", Text("Number", "编号"), "number"), Column("at", Text("When", "时间"), "moment"),
    Column("name", Text("Who", "人员")), Column("words", Text("Appeal", "申诉内容")), Column("state_name", Text("State", "状态")),
    Column("answer", Text("Answer", "答复")), Column("about", Text("About which event", "所涉事件")),
)  # fmt: skip
TOLD = ("found", "disqualify", "answer", "start", "approve", "answerkey")
"""What is told of everybody; sign-ups and single decisions stand in the tables."""
SIGN_UP = Text("sign-up", "报名")
ANSWERS = {True: Text("granted", "成立"), False: Text("refused", "不成立"), None: Text("open", "待答复")}


@report("contest", Text("Contest", "大赛"), options=OPTIONS, recorded=True)
def contest(homes: Homes, question: Question) -> Answer:
    """How does one contest stand, who leads it, and by which rules?"""
    course = course_of(homes, question.option("id"))
    at = moment_asked(homes, question)
    seen, stage = course.public(at), course.stage(at)
    table = chosen(question, "table", TABLES, main_table(course)) or main_table(course)
    board = board_of(course, question, seen, table, stage, usual=ROWS)
    live = course.live(at)
    parts = {
        "scoring": _part(course, question, "scoring", Text("What gives points", "计分规则"), _scoring(course.plan)),
        "guards": _part(course, question, "guards", Text("Rules against gaming", "防作弊规则"), _guards(course.plan)),
        "appeals": _appeals(course, question, live),
        "happened": _happened(course, question, live, at),
    }
    return fill(
        homes, question, homes.faces.masked(course.plan.title), board.sentence, board.columns, board.rows, total=board.total,
        unit=table, found=board.found, about={**_about(course, seen, live, stage), **board.about}, parts=parts, coverage=(),
        definition=board.definition,
    )  # fmt: skip


def _about(course: Course, seen: Standings, live: Standings, stage: str) -> dict[str, Any]:
    plan, moments, homes = course.plan, course.moments, course.homes
    group = homes.charter.group_by_slug.get(plan.group)
    indicator = INDICATORS.get(plan.indicator)
    return {
        "says": plan.says, "stage": stage, "stage_name": say.STAGES[stage], "begins_at": moments.begins, "ends_at": moments.ends,
        "sign_up_at": moments.sign_up, "freeze_at": moments.freeze, "review_at": moments.review_until,
        "appeals_at": moments.appeals_until, "zone": moments.zone, "shown_at": seen.at, "entrants": len(live.entries),
        "group": plan.group, "group_name": group.name if group else Text(plan.group), "declared": course.declared,
        "organizers": _people(homes, plan.organizers), "reviewers": _people(homes, plan.reviewers),
        "teams": plan.teams, "teams_name": say.TEAMS[plan.teams], "team_least": plan.team_least, "team_most": plan.team_most,
        "cities": [{"id": one.id, "name": one.title or Text(one.id), "day": one.day} for one in plan.cities],
        "ties": say.tie_words(plan), "prizes": [
            {"title": one.title, "table": one.table, "table_name": TABLES[one.table], "ranks": one.ranks} for one in plan.prizes
        ], "indicator": plan.indicator, "indicator_name": indicator.title if indicator else Text(plan.indicator),
        "tables": _tables(plan), "waiting": len(waiting_in(live)), "place": course.place, "points": figure(_sum(seen)),
        "kind": plan.kind, "evaluation": about_evaluation(plan),
        "approved_at": live.approved.at if live.approved else None, "steps": _steps(course, live, stage),
        "changed": differences(live) if live.approved else 0,
        "team_list": [{"id": one.id, "name": team_name(course, one.id, live.teams), "size": len(one.members),
                       "city": place_name(course, one.city) if one.city else "", "out": one.out} for one in live.teams.values()],
    }  # fmt: skip


def _sum(seen: Standings) -> Decimal:
    return sum((one.points for one in seen.people_ranked), ZERO)


def _people(homes: Homes, people: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"id": homes.faces.id_of(one), "name": homes.faces.name_of(one)} for one in people]


def _tables(plan: ContestPlan) -> list[dict[str, Any]]:
    if plan.kind == "submissions":
        name = "people" if plan.teams == "none" else "teams"
        return [{"key": name, "name": TABLES[name]}]
    names = [
        "people",
        *(["teams"] if plan.teams != "none" else []),
        *(["cities"] if plan.cities and plan.teams != "city" else []),
    ]
    return [
        {"key": name, "name": TABLES["cities"] if name == "teams" and plan.teams == "city" else TABLES[name]}
        for name in names
    ]


def _steps(course: Course, live: Standings, stage: str) -> list[dict[str, Any]]:
    moments = course.moments
    marks = [("announced", moments.sign_up), ("running", moments.begins), ("frozen", moments.freeze), ("review", moments.ends),
             ("final", live.approved.at if live.approved else moments.review_until)]  # fmt: skip
    order = [name for name, _at in marks]
    here = order.index(stage) if stage in order else len(order)
    return [
        {"key": name, "name": SIGN_UP if name == "announced" else say.STAGES[name], "at": when, "now": name == stage, "over": place < here}
        for place, (name, when) in enumerate(marks) if name != "frozen" or when is not None
    ]  # fmt: skip


def _scoring(plan: ContestPlan) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "name": say.rule_title(one), "says": say.rule_words(one), "days": None} for one in plan.scoring
    ]


def _guards(plan: ContestPlan) -> list[dict[str, Any]]:
    return [
        {"id": one.rule, "name": say.GUARD_NAMES[one.rule], "says": say.guard_words(one), "days": one.days}
        for one in plan.guards
    ]


def _part(course: Course, question: Question, name: str, title: Text, rows: list[dict[str, Any]]) -> Answer:
    words = Text(f"{many(len(rows), 'rule', 'rules')}.", f"共 {len(rows)} 条。")
    return fill(course.homes, question, title, words, RULES, rows, name=f"contest-{name}", coverage=())


def _appeals(course: Course, question: Question, live: Standings) -> Answer:
    faces = course.homes.faces
    rows, asked = [], {one.key for one in live.appeals if one.key}
    awards = {one.key: row_of(course, one) for each in live.awards.values() for one in each if one.key in asked}
    for one in live.appeals:
        about: Mapping[str, Any] = awards.get(one.key, {})
        granted = bool(one.answer.content.get("granted")) if one.answer else None
        rows.append({
            "number": one.ordinal, "at": one.at, "name": faces.name_of(course.same(one.person)), "person": faces.id_of(course.same(one.person)),
            "words": faces.masked_words(one.words), "state_name": ANSWERS[granted], "open": one.answer is None, "key": one.key,
            "answer": faces.masked_words(one.answer.why) if one.answer else "", "about": about.get("title", ""),
            "rule_name": about.get("rule_name", ""), "state_of": about.get("state_name", ""), "why": about.get("why", ""),
        })  # fmt: skip
    words = Text(f"{many(len(rows), 'appeal', 'appeals')}.", f"共 {len(rows)} 件申诉。")
    return fill(
        course.homes, question, Text("Appeals", "申诉"), words, APPEALS, rows, name="contest-appeals", coverage=()
    )


def _happened(course: Course, question: Question, live: Standings, at: datetime) -> Answer:
    rows = list(_acts(course, live, at))
    words = Text(f"{many(len(rows), 'row', 'rows')}.", f"共 {len(rows)} 行。")
    return fill(
        course.homes,
        question,
        Text("What happened", "经过"),
        words,
        HAPPENED,
        rows,
        name="contest-happened",
        coverage=(),
    )


def _acts(course: Course, live: Standings, at: datetime) -> Iterator[dict[str, Any]]:
    actors = Actors(course.homes)
    for act in course.acts:
        if act.verb in TOLD and act.at <= at:
            yield {**_act(course, live, act), "by": actors.name(act.by)}


def _act(course: Course, live: Standings, act: ContestAct) -> dict[str, Any]:
    faces = course.homes.faces
    who: Text | str = faces.name_of(course.same(act.person)) if act.person else ""
    team: Text | str = team_name(course, act.team, live.teams) if act.team else ""
    if not who:  # it happened to the team itself
        who, team = team, ""
    return {
        "at": act.at, "verb": act.verb, "says": say.VERBS[act.verb], "name": who, "team_name": team, "why": faces.masked_words(act.why),
    }  # fmt: skip
