"""What did somebody's events come to in a contest, and why? And what waits for a reviewer?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.contest_log import Award, Standings
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.contest_course import AT, Course, course_of, moment_asked
from folkmoot.reports.contests import figure, place_name, team_name
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.leaderboard import DEFINITION
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.registry import report
from folkmoot.rules import telling_contests as say

WHO = Text("Whose: an id, an account or a name.", "谁的：标识、账号或姓名。")
COLUMNS = (
    Column("at", Text("When", "时间"), "moment"),
    Column("rule_name", Text("Rule", "计分规则")),
    Column("title", Text("What", "内容")),
    Column("url", Text("Address", "链接"), "url"),
    Column("state_name", Text("Counts", "是否计分")),
    columns.count("points", Text("Points", "积分")),
    Column("by_name", Text("By which rule", "依据规则")),
    Column("why", Text("Why", "原因")),
    Column("event", Text("Event", "事件")),
)
PERSON = (
    Column("name", Text("Person", "人员"), "person", opens="person?id={person}"),
    Column("person", Text("Id", "标识")),
)


@report(
    "contest-points", Text("My points, and why", "积分明细"),
    options={"id": Text("Which contest.", "哪场大赛。"), "who": WHO, "at": AT, **PAGING}, recorded=True,
)  # fmt: skip
def contest_points(homes: Homes, question: Question) -> Answer:
    """What did each event of somebody come to in a contest: points by which rule, or none because of which rule?

    Edges: also while the tables stand still this tells all, so that everybody can appeal in time.
    """
    course = course_of(homes, question.option("id"))
    seen = course.live(moment_asked(homes, question))
    person = _person(course, seen, question.option("who"))
    awards = seen.awards[person]
    appeals = {
        one.key: "open" if one.answer is None else "answered"
        for one in seen.appeals
        if course.same(one.person) == person
    }
    rows, about = page_of([{**row_of(course, one), "appeal": appeals.get(one.key, "")} for one in awards], question)
    line = next(one for one in seen.people_ranked if one.id == person)
    entry = seen.entries[person]
    about |= {
        "id": course.plan.id, "person": homes.faces.id_of(person), "name": homes.faces.name_of(person), "points": figure(line.points),
        "rank": line.rank, "counted": line.counted, "pending": line.pending, "taken": line.taken, "at": seen.at,
        "city": entry.city, "city_name": place_name(course, entry.city) if entry.city else "", "out": entry.out,
        "teams": [{"id": team, "name": team_name(course, team, seen.teams)} for team in entry.teams],
    }  # fmt: skip
    title = Text(f"{about['name']}: points, and why", f"{about['name']} 的积分明细")
    return fill(
        homes, question, title, _sentence(about, say.number(line.points)), COLUMNS, rows, total=figure(line.points), unit="points", found=len(awards),
        about=about, coverage=(), definition=DEFINITION,
    )  # fmt: skip


def _person(course: Course, seen: Standings, said: str) -> str:
    known = course.homes.faces.find(said) if said else None
    person = known.id if known else course.same(said)
    if person not in seen.entries:
        raise BadQuestion(
            f"'{said}' takes no part in {course.plan.id}.",
            mend=f"See moot ask leaderboard -o id={course.plan.id} -o table=people.",
        )
    return person


def row_of(course: Course, one: Award) -> dict[str, Any]:
    """Return what an event came to by a rule."""
    rule, faces = course.plan.rule(one.rule), course.homes.faces
    hidden = faces.is_hidden(one.deed.person)
    why = say.why_words(course.plan, one)
    return {
        "at": one.deed.at, "rule": one.rule, "rule_name": say.rule_title(rule) if rule else Text(one.rule),
        "title": "" if hidden else faces.masked_words(one.deed.title or one.deed.subject or one.deed.repo),
        "url": "" if hidden else one.deed.url, "state": one.state, "state_name": say.STATES[one.state],
        "points": figure(one.points), "by": one.by, "by_name": say.rule_title(rule) if one.by == one.rule and rule
        else say.GUARD_NAMES.get(one.by, Text(one.by)), "why": faces.masked(why), "event": one.deed.id, "key": one.key,
        "repo": one.deed.repo, "account": faces.account_of(one.deed.account),
    }  # fmt: skip


def _sentence(about: dict[str, Any], points: str) -> Text:
    return Text(
        f"{points} points from {many(about['counted'], 'event', 'events')}; "
        f"{many(about['pending'], 'waits', 'wait')} for a reviewer, and {many(about['taken'], 'does', 'do')} not count.",
        f"{number(about['counted'])} 个事件共得 {points} 分；"
        f"{number(about['pending'])} 个待评审，{number(about['taken'])} 个不计分。",
    )


@report(
    "contest-queue", Text("Waiting for a reviewer", "待评审"),
    options={"id": Text("Which contest.", "哪场大赛。"), "at": AT, **PAGING}, recorded=True,
)  # fmt: skip
def contest_queue(homes: Homes, question: Question) -> Answer:
    """Which events of a contest wait for a reviewer's decision, the oldest first?"""
    course = course_of(homes, question.option("id"))
    waiting = waiting_in(course.live(moment_asked(homes, question)))
    shown, about = page_of(waiting, question)
    rows = [
        {
            **row_of(course, one),
            "person": homes.faces.id_of(one.deed.person),
            "name": homes.faces.name_of(one.deed.person),
        }
        for one in shown
    ]
    sentence = Text(
        f"{many(len(waiting), 'event waits', 'events wait')} for a reviewer.", f"{number(len(waiting))} 个事件待评审。"
    )
    return fill(
        homes, question, Text("Waiting for a reviewer", "待评审"), sentence, (*PERSON, *COLUMNS), rows, total=len(waiting),
        unit="events", found=len(waiting), about={**about, "id": course.plan.id}, coverage=(),
    )  # fmt: skip


def waiting_in(seen: Standings) -> list[Award]:
    """Return the awards that wait for a reviewer, the oldest first."""
    return sorted(_pending(seen.awards.values()), key=lambda one: (one.deed.at, one.key))


def key_like(seen: Standings, said: str) -> str:
    """Return the whole key of the one waiting event whose key begins so; what was said where it is none, or of several."""
    begin = said.rstrip("….")
    found = [one.key for one in waiting_in(seen) if begin and one.key.startswith(begin)]
    return found[0] if len(found) == 1 else said


def _pending(awards: Iterable[tuple[Award, ...]]) -> Iterable[Award]:
    return (one for each in awards for one in each if one.state == "pending")
