"""Who writes for the community, how much, and how often it is viewed?"""

from __future__ import annotations

from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.content import KINDS, OPEN, Piece
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.content_course import AT, Views, author_of, every, person_of, views_of
from folkmoot.reports.days import local_day
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import moment_asked
from folkmoot.reports.registry import report
from folkmoot.rules.authority import leads_on

TITLE = Text("Authors", "作者")
OPTIONS = {"at": AT}
COLUMNS = (
    Column("name", Text("Author", "作者"), "person", opens="person?id={id}"),
    columns.count("published", Text("Published", "已发布"), "content?author={id}&state=published"),
    columns.count("under_way", Text("On the way", "制作中"), "content?author={id}&state=open"),
    Column("kinds", Text("Kinds", "类型"), "list"),
    columns.count("views", Text("Views", "浏览量"), unit="views"),
    Column("last_at", Text("Last", "最近"), "moment"),
    Column("community_name", Text("From", "来源")),
    Column("thanks", Text("Thanks", "致谢")),
)


@report("authors", TITLE, options=OPTIONS, recorded=True)
def authors(homes: Homes, question: Question) -> Answer:
    """Who writes for the community, how much, and how often it is viewed?"""
    now, scope = moment_asked(homes, question), question.scope
    by_author: dict[str, list[Piece]] = {}
    for one in every(homes):
        inside = not scope.groups or one.details.group in scope.groups
        if one.author and inside and one.state != "dropped":
            by_author.setdefault(homes.identity.person_of.get(one.author, one.author), []).append(one)
    views = views_of(homes, [one for mine in by_author.values() for one in mine if one.publications])
    rows = [_row(homes, mine, views, now) for mine in by_author.values()]
    rows.sort(key=lambda row: (-row["published"], -row["under_way"], -(row["views"] or 0), str(row["name"])))
    out = [row for row in rows if row["published"]]
    community = sum(1 for row in out if row["community"])
    sentence = (
        Text(
            f"{many(len(out), 'author has', 'authors have')} published, {number(community)} of them from the community.",
            f"{number(len(out))} 位作者已发布内容，其中 {number(community)} 位来自社区。",
        )
        if out
        else Text("Nobody has published anything yet.", "尚无作者发布内容。")
    )
    return fill(
        homes, question, TITLE, sentence, COLUMNS, rows, total=len(out), unit="people", found=len(rows), about={"at": now}, coverage=()
    )  # fmt: skip


def _row(homes: Homes, mine: list[Piece], views: Views, now: Any) -> dict[str, Any]:
    out = [one for one in mine if one.publications]
    known = [total.amount for one in out if (total := views.total(one, now))]
    newest = max(out or mine, key=lambda one: one.published_at or one.proposed_at)
    community = not all(_leads(homes, one) for one in mine)
    thanks = next((one.thanks for one in sorted(out, key=lambda each: -each.number) if one.thanks), "")
    return {
        "id": person_of(homes, newest.author), "name": author_of(homes, newest), "published": len(out),
        "under_way": sum(one.state in OPEN for one in mine), "kinds": [KINDS[name] for name in dict.fromkeys(one.details.kind for one in mine)],
        "views": round(sum(known)) if known else None, "last_at": newest.published_at, "community": community,
        "community_name": Text("community", "社区") if community else Text("the group itself", "小组自产"),
        "thanks": homes.faces.masked_words(thanks) or None,
    }  # fmt: skip


def _leads(homes: Homes, one: Piece) -> bool:
    """Return whether a piece's author led its group when they began it."""
    group = homes.charter.group_by_slug.get(one.details.group)
    day = local_day(one.proposed_at, homes.charter.community.zone)
    return group is not None and one.author in leads_on(group, day)
