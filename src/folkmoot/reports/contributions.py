"""The board of a group's contributions: points, issues, changes, articles, talks and meetings of each person."""

from __future__ import annotations

from typing import Any

from folkmoot.metrics.contributing import COUNTED, contribution_board
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.filling import fill, many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.points import standings, within
from folkmoot.reports.points_course import PointBook
from folkmoot.reports.question import chosen, moment_asked
from folkmoot.reports.registry import report
from folkmoot.reports.task_course import AT

TITLE = Text("Contributions", "贡献看板")
SORTS = ("points", *COUNTED, "name")
OPTIONS = {"sort": Text(f"{', '.join(SORTS)}.", f"{'、'.join(SORTS)}。"), "at": AT, **PAGING}
COLUMNS = (
    Column("name", Text("Person", "人员"), "person", opens="person?id={id}"),
    columns.count("points", Text("Points", "积分"), "points?who={id}"),
    columns.count("issues", Text("Issues", "问题单"), "events?person={id}&kind=issue.opened"),
    columns.count("changes", Text("Changes merged", "合入变更"), "events?person={id}&kind=change.merged&of=merged"),
    columns.count("articles", Text("Articles", "文章"), "events?person={id}&kind=content.published"),
    columns.count("talks", Text("Talks", "分享"), "events?person={id}&kind=meeting.presented"),
    columns.count("meetings", Text("Meetings organised", "组织会议"), "events?person={id}&kind=meeting.hosted"),
    Column("id", Text("Id", "标识")),
)


@report("contributions", TITLE, options=OPTIONS, recorded=True)
def contributions(homes: Homes, question: Question) -> Answer:
    """What has each person contributed to a group, or to all of them: points, issues, changes, articles, talks, meetings?

    Edges: what no source was read for is unknown, not zero; so are points where neither tasks nor rules are declared.
    """
    scope, sort = question.scope, chosen(question, "sort", SORTS, "points")
    book = PointBook(homes, moment_asked(homes, question))
    kept = [one for one in book.entries if within(one, scope)]
    worth = {row["person"]: row["points"] for row in standings(homes, kept)}
    counted = {row["person"]: row for row in homes.rows(contribution_board(homes.events(scope), scope))}
    people = {
        homes.faces.id_of(person): counted.get(person)
        for person in dict.fromkeys([*counted, *(one.person for one in kept)])
    }
    read = _read(homes, question)
    rows = [
        _row(homes, ident, row, read, worth.get(ident, 0) if book.is_known else None) for ident, row in people.items()
    ]
    rows.sort(key=lambda row: _order(row, sort))
    shown, about = page_of(rows, question)
    return fill(
        homes, question, TITLE, _sentence(question, rows), COLUMNS, shown, metric=contribution_board, total=len(rows),
        found=len(rows), about={**about, "sort": sort, "known": book.is_known},
    )  # fmt: skip


def _read(homes: Homes, question: Question) -> frozenset[str]:
    """Return which kinds were read: of the repositories that are asked about, or of no repository, as meetings are."""
    return frozenset(
        row.kind for row in (*coverage_of(homes, question.scope), *(one for one in homes.coverage if not one.repo))
    )


def _row(homes: Homes, ident: str, counted: Any, read: frozenset[str], points: float | None) -> dict[str, Any]:
    said = {name: (counted[name] if counted else 0) or (0 if kind in read else None) for name, kind in COUNTED.items()}
    known = homes.faces.find(ident)
    return {"id": ident, "name": homes.faces.name_of(known.id) if known else ident, "points": points, **said}


def _order(row: dict[str, Any], sort: str) -> tuple[Any, ...]:
    if sort == "name":
        return (str(row["name"]).lower(), row["id"])
    rest = tuple(-(row[name] or 0) for name in ("points", "changes", "issues", "articles", "talks", "meetings"))
    return (-(row[sort] or 0), *rest, str(row["name"]).lower(), row["id"])


def _sentence(question: Question, rows: list[dict[str, Any]]) -> Text:
    when = window_words(question.scope)
    if not rows:
        return Text(f"{when.en}, nothing was contributed here.", f"{when.zh}，此处没有贡献记录。")
    changes, talks = sum(row["changes"] or 0 for row in rows), sum(row["talks"] or 0 for row in rows)
    return Text(
        f"{when.en}, {many(len(rows), 'person', 'people')} contributed, with {many(changes, 'merged change', 'merged changes')} "
        f"and {many(talks, 'talk', 'talks')} among it.",
        f"{when.zh}，{number(len(rows))} 人作出贡献，其中合入变更 {number(changes)} 个、分享 {number(talks)} 次。",
    )
