"""Who leads a contest as of a moment: people, teams or cities, with what each rule gave them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.contest_log import Rank, Standings
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.contest_course import AT, Course, course_of, moment_asked
from folkmoot.reports.contests import figure, listed_in, main_table, name_of, place_name, team_name, unit_of
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, bounds
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.submissions import DEFINITION as BY_ENTRIES
from folkmoot.reports.submissions import board_columns, board_row, board_sentence, metrics_of
from folkmoot.rules import telling_contests as say

TABLES: Mapping[str, Text] = {
    "people": Text("People", "个人"), "teams": Text("Teams", "队伍"), "cities": Text("Cities", "城市"),
}  # fmt: skip
OPTIONS = {
    "id": Text("Which contest.", "哪场大赛。"),
    "table": Text(
        "people, teams or cities; else what the contest is about.",
        "people（个人）、teams（队伍）或 cities（城市）；缺省为大赛的主榜。",
    ),
    "city": Text("Only people or teams of this city.", "只看该城市。"),
    "at": AT,
    **PAGING,
}
DEFINITION = Text(
    "The sum of what its events came to by the contest's rules, less what its rules against gaming take; each point opens its event.",
    "按大赛计分规则累计，并扣除防作弊规则所不计的部分；每一分都可查到对应事件。",
)


@report("leaderboard", Text("Leaderboard", "排行榜"), options=OPTIONS, recorded=True)
def leaderboard(homes: Homes, question: Question) -> Answer:
    """Who leads a contest, as of a moment? From the freeze until the result is approved the tables stand still."""
    course = course_of(homes, question.option("id"))
    at = moment_asked(homes, question)
    seen = course.public(at)
    table = chosen(question, "table", TABLES, main_table(course)) or main_table(course)
    return board_of(course, question, seen, table, course.stage(at))


def board_of(
    course: Course, question: Question, seen: Standings, table: str, stage: str, *, usual: int | None = None
) -> Answer:
    """Return one table of a contest as an answer: the page of it that was asked for."""
    lines = _wanted(seen, table, question.option("city"))
    asked = bounds(question, usual)
    about: dict[str, Any] = {"id": course.plan.id, "table": table, "at": seen.at, "stage": stage, "stands_still": stage == "frozen"
                             or (stage == "review" and seen.at < course.moments.ends)}  # fmt: skip
    shown = lines
    if asked is not None:
        first, size = asked
        shown, about = lines[first : first + size], {**about, "page": first // size + 1, "size": size}
    plan = metrics_of(course)
    if plan is not None:
        rows = [board_row(course, plan, seen, table, one) for one in shown]
        sentence, heads, definition = (
            board_sentence(course, plan, seen, table, lines),
            board_columns(plan, table),
            BY_ENTRIES,
        )
    else:
        rows = [_row(course, seen, table, one) for one in shown]
        sentence, heads, definition = _sentence(course, seen, table, lines), columns_of(course, table), DEFINITION
    title = Text(f"{course.plan.title.en or course.plan.title.zh}: {TABLES[listed_in(course, table)].en.lower()}",
                 f"{course.plan.title.zh or course.plan.title.en}：{TABLES[listed_in(course, table)].zh}榜")  # fmt: skip
    return fill(
        course.homes, question, title, sentence, heads, rows, total=len(lines),
        unit=table, found=len(lines), about=about, coverage=(), definition=definition, name="leaderboard",
    )  # fmt: skip


def _wanted(seen: Standings, table: str, city: str) -> tuple[Rank, ...]:
    lines = seen.table(table)
    if not city:
        return lines
    if table == "people":
        return tuple(one for one in lines if city in (seen.entries[one.id].city, seen.entries[one.id].team))
    return tuple(one for one in lines if city in (one.id, seen.teams[one.id].city if one.id in seen.teams else ""))


def columns_of(course: Course, table: str) -> tuple[Column, ...]:
    """Return the columns of a table: one for each scoring rule."""
    who = Column("name", Text("Who", "参赛者"), "person", opens="person?id={id}") if table == "people" else Column(
        "name", TABLES[listed_in(course, table)]
    )  # fmt: skip
    rules = tuple(
        columns.count(f"rule_{place}", say.rule_title(rule)) for place, rule in enumerate(course.plan.scoring)
    )
    sizes = (
        (Column("team_name", Text("Team", "队伍")),)
        if table == "people"
        else (columns.count("size", Text("Members", "人数")),)
    )
    return (
        columns.count("rank", Text("Rank", "名次")), who, *sizes, columns.count("points", Text("Points", "积分")), *rules,
        columns.count("pending", Text("Waiting", "待评审")), columns.count("taken", Text("Not counted", "不计分")),
        Column("out_name", Text("Not ranked", "未排名原因")), Column("id", Text("Id", "标识")),
    )  # fmt: skip


def _row(course: Course, seen: Standings, table: str, line: Rank) -> dict[str, Any]:
    rules = {
        f"rule_{place}": figure(line.by_rule.get(rule.id, line.points * 0))
        for place, rule in enumerate(course.plan.scoring)
    }
    row: dict[str, Any] = {
        "rank": line.rank, "id": line.id, "name": name_of(course, table, line, seen.teams), "points": figure(line.points), **rules,
        "pending": line.pending, "taken": line.taken, "size": line.size, "last_at": line.last_at, "out": line.out,
        "out_name": say.OUT[line.out], "city": "", "city_name": "",
    }  # fmt: skip
    if table == "people":
        entry = seen.entries[line.id]
        row["id"] = course.homes.faces.id_of(line.id)
        row |= {"team": entry.team, "team_name": team_name(course, entry.team, seen.teams) if entry.team else None}
        row |= {"city": entry.city, "city_name": place_name(course, entry.city) if entry.city else ""}
    return row


def _sentence(course: Course, seen: Standings, table: str, lines: tuple[Rank, ...]) -> Text:
    if not lines:
        return Text("Nobody has signed up yet.", "尚无人报名。")
    if seen.stage == "announced":
        signed = len(seen.entries)
        return Text(
            f"{many(signed, 'person has', 'people have')} signed up; it has not begun.",
            f"已有 {number(signed)} 人报名，尚未开始。",
        )
    best = [one for one in lines if one.rank == 1 and one.points]
    unit = unit_of(course, table)
    begin = Text(f"{many(len(lines), unit[0], unit[1])}", f"共 {number(len(lines))} {unit[2]}")
    if not best and seen.stage == "final":
        return Text(f"{begin.en}; nobody has points.", f"{begin.zh}，无人得分。")
    if not best:
        return Text(f"{begin.en}; nobody has points yet.", f"{begin.zh}，尚无得分。")
    names = [name_of(course, table, one, seen.teams) for one in best[:3]]
    english = ", ".join(one.said_in("en") if isinstance(one, Text) else str(one) for one in names)
    chinese = "、".join(one.said_in("zh") if isinstance(one, Text) else str(one) for one in names)
    points = say.number(best[0].points)
    verb = "leads" if len(best) == 1 else "lead together"
    if seen.stage == "final":
        verb = "won" if len(best) == 1 else "won together"
        return Text(
            f"{begin.en}; {english} {verb} with {points} points.", f"{begin.zh}；{chinese} 以 {points} 分获胜。"
        )
    return Text(f"{begin.en}; {english} {verb} with {points} points.", f"{begin.zh}；{chinese} 以 {points} 分领先。")
