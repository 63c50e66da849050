"""Which repositories are there, what happened in them, and how well were they read?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from folkmoot.metrics.activity import repositories as metric
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.covering import counts_in, kinds_in, reading_of
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report

TITLE = Text("Repositories", "代码仓")
COLUMNS = (
    columns.REPO,
    Column("groups", Text("Groups", "小组"), "list"),
    *columns.counts("repo={repo}"),
    columns.PEOPLE,
    columns.FIRST,
    columns.LAST,
    Column("read_at", Text("Read", "读取时间"), "moment"),
    Column("complete", Text("Complete", "完整"), "mark"),
    Column("note", Text("Remark", "备注")),
)
COUNTS = ("events", "people", "commits", "merges", "merged", "reviews")


@report("repositories", TITLE)
def repositories(homes: Homes, question: Question) -> Answer:
    """Which repositories are there, what happened in them, and how well were they read?"""
    scope = question.scope
    counted = {row["repo"]: row for row in homes.rows(metric(homes.events(scope), scope)) if row["repo"]}
    names = set(homes.repositories) | set(counted)
    if scope.repos:
        names &= set(scope.repos)
    if scope.groups:
        names = {name for name in names if set(homes.groups_of.get(name, ())) & set(scope.groups)}
    rows = [_row(homes, name, counted.get(name)) for name in names]
    rows.sort(key=lambda row: (row["events"] is None, -(row["events"] or 0), row["repo"]))
    unread = sum(1 for row in rows if row["read_at"] is None)
    sentence = Text(
        f"{many(len(rows), 'repository', 'repositories')}; {number(unread)} of them never read, so their activity is unknown.",
        f"共 {len(rows)} 个代码仓，其中 {unread} 个从未读取，活动未知。",
    )
    return fill(homes, question, TITLE, sentence, COLUMNS, rows, metric=metric, total=len(rows), unit="repositories")


def _row(homes: Homes, repo: str, counted: Mapping[str, Any] | None) -> dict[str, Any]:
    covering = homes.coverage_by_repo.get(repo, ())
    return {
        "repo": repo,
        "groups": list(homes.groups_of.get(repo, ())),
        **counts_in(counted, COUNTS, kinds_in(covering)),
        "first_at": counted["first_at"] if counted else None,
        "last_at": counted["last_at"] if counted else None,
        **reading_of(covering),
    }
