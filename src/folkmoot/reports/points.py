"""Who has how many points, and what gave each of them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question, Scope
from folkmoot.model.subject import address_of
from folkmoot.model.task import CONTEST
from folkmoot.model.task_log import Entry
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.actors import Actors
from folkmoot.reports.filling import fill, many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.points_course import PointBook
from folkmoot.reports.question import chosen, moment_asked, someone
from folkmoot.reports.registry import report
from folkmoot.reports.task_course import AT
from folkmoot.reports.tasks import figure, forges_of
from folkmoot.rules import telling_tasks as say
from folkmoot.rules.points import TASK, ZERO
from folkmoot.rules.recurrence import series_of

TITLE = Text("Points", "积分")
DEFINITION = Text(
    "An entry for each accepted task, each event that a declared rule counts, and each final result of a contest; nothing is entered by hand.",
    "每个验收通过的任务、每个符合积分规则的事件、每个已定的大赛结果各记一条；没有手工录入。",
)
OPTIONS = {
    "who": Text("Whose: an id, an account or a name.", "谁的：标识、账号或姓名。"),
    "source": Text("Only from this source: task, or the id of a rule.", "只看该来源：task 或规则标识。"),
    "at": AT,
    **PAGING,
}
COLUMNS = (
    Column("at", Text("When", "时间"), "moment"),
    Column("name", Text("Person", "人员"), "person", opens="person?id={person}"),
    Column("source_name", Text("Source", "来源")),
    Column("title", Text("For what", "事项")),
    columns.count("points", Text("Points", "积分")),
    columns.count("total", Text("Total with it", "累计")),
    Column("group", Text("Group", "小组")),
    Column("change", Text("Change", "变更请求")),
    Column("by", Text("Accepted by", "验收人")),
)
PEOPLE = (
    columns.count("rank", Text("Rank", "名次")),
    Column("name", Text("Person", "人员"), "person", opens="person?id={person}"),
    columns.count("points", Text("Points", "积分"), "points?who={person}"),
    columns.count("tasks", Text("From tasks", "任务积分")),
    columns.count("contests", Text("From contests", "大赛积分")),
    columns.count("others", Text("From other contributions", "其他贡献积分")),
    columns.count("entries", Text("Entries", "条目数")),
    Column("person", Text("Id", "标识")),
)


@report("points", TITLE, options=OPTIONS, recorded=True)
def points(homes: Homes, question: Question) -> Answer:
    """Who has how many points, and what gave each of them?

    Rows: one per entry, the newest first, with the running total of its person over all time; the part ``people`` adds the
    entries of the window up for each person.
    """
    book = PointBook(homes, moment_asked(homes, question))
    sources = {TASK: say.TASK_POINTS, **{one.id: say.rule_title(one) for one in homes.charter.points}}
    source, who = chosen(question, "source", sources), _asked(book, question.option("who"))
    kept = [
        one
        for one in book.entries
        if within(one, question.scope) and source in ("", one.source) and who in ("", one.person)
    ]
    shown, about = page_of(kept[::-1], question)
    actors = Actors(homes)
    rows = [{**_row(book, one, sources), "by": actors.name(one.by)} for one in shown]
    people = standings(homes, kept)
    about |= {
        "at": book.at, "known": book.is_known, "unread": list(book.unread), "person": homes.faces.id_of(who) if who else "",
        "name": homes.faces.name_of(who) if who else "", "sources": [{"id": name, "title": title} for name, title in sources.items()],
        "rules": [{"id": one.id, "title": say.rule_title(one), "says": say.rule_words(one)} for one in homes.charter.points],
    }  # fmt: skip
    total = sum((one.points for one in kept), ZERO)
    part = fill(homes, question, Text("Points by person", "个人积分"), _sentence(question, kept, total), PEOPLE, people,
                total=len(people), found=len(people), name="points-people", unit="people", coverage=())  # fmt: skip
    return fill(
        homes, question, TITLE, _sentence(question, kept, total) if book.is_known else _NONE, COLUMNS, rows,
        total=figure(total) if book.is_known else None, unit="points", found=len(kept), about=about, parts={"people": part},
        coverage=(), definition=DEFINITION,
    )  # fmt: skip


_NONE = Text("Neither tasks nor rules of points are declared yet.", "尚未声明任务或积分规则。")


def within(one: Entry, scope: Scope) -> bool:
    """Return whether an entry is within a window, and of one of the groups that are asked about."""
    if scope.groups and one.group not in scope.groups:
        return False
    after = scope.since_at is None or scope.since_at <= one.at
    return after and (scope.until_at is None or one.at < scope.until_at)


def _asked(book: PointBook, said: str) -> str:
    if not said:
        return ""
    gone = book.tasks.same(said)
    if any(one.person == gone for one in book.entries):  # also of somebody whom nobody declares any more
        return gone
    known = someone(book.homes, said)
    return known.id if known else gone


def _row(book: PointBook, one: Entry, sources: Mapping[str, Text]) -> dict[str, Any]:
    faces = book.homes.faces
    hidden = faces.is_hidden(one.person)
    return {
        "at": one.at, "person": faces.id_of(one.person), "name": faces.name_of(one.person), "source": one.source,
        "kind": one.kind, "source_name": sources.get(one.source, Text(one.source)),
        "title": Text() if hidden else faces.masked(one.title) or thing_words(book.homes, one.what), "points": figure(one.points),
        "total": figure(one.total), "group": one.group, "change": "" if hidden else one.change,
        "what": "" if hidden else one.what, "url": "" if hidden else address_of(one.change or one.what, forges_of(book.homes)),
        "key": "" if hidden else one.key,
    }  # fmt: skip


def thing_words(homes: Homes, what: str) -> Text:
    """Return what a meeting is called, with its day; anything else by its own name."""
    slug, name, day = (*what.removeprefix("meetings:").split("/"), "", "")[:3]
    group = homes.charter.group_by_slug.get(slug) if what.startswith("meetings:") else None
    if group is None:
        return Text(what)
    series = series_of(group).get(name)
    title = series.title if series and series.title else group.name
    return Text(f"{title.said_in('en')}, {day}", f"{title.said_in('zh')} {day}")


def standings(homes: Homes, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return what entries come to for each person, most points first; the same points share a rank."""
    sums: dict[str, dict[str, Any]] = {}
    for one in entries:
        column = "tasks" if one.kind == TASK else "contests" if one.kind == CONTEST else "others"
        line = sums.setdefault(
            one.person, {"points": ZERO, "tasks": ZERO, "contests": ZERO, "others": ZERO, "entries": 0}
        )
        line["points"] += one.points
        line[column] += one.points
        line["entries"] += 1
    order = sorted(sums.items(), key=lambda pair: (-pair[1]["points"], homes.faces.name_of(pair[0]).lower(), pair[0]))
    rows: list[dict[str, Any]] = []
    last, rank = None, 0
    for place, (person, line) in enumerate(order, 1):
        rank = rank if line["points"] == last else place
        last = line["points"]
        said = {name: figure(value) if isinstance(value, Decimal) else value for name, value in line.items()}
        rows.append({"rank": rank, "person": homes.faces.id_of(person), "name": homes.faces.name_of(person), **said})
    return rows


def _sentence(question: Question, kept: list[Entry], total: Decimal) -> Text:
    when, people = window_words(question.scope), len({one.person for one in kept})
    if not kept:
        return Text(f"{when.en}, nobody got points.", f"{when.zh}，没有人获得积分。")
    worth = say.points_words(total)
    return Text(
        f"{when.en}, {many(people, 'person', 'people')} got {worth} points from {many(len(kept), 'entry', 'entries')}.",
        f"{when.zh}，{number(people)} 人通过 {number(len(kept))} 条记录获得 {worth} 积分。",
    )
