"""Who asks to join or leaves a group, what became of it, and how one becomes a member?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.petition import STATES, Petition
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.proposals import person_row
from folkmoot.reports.registry import report

TITLE = Text("Joining and leaving", "加入与退出")
SORTS = {"join": Text("joins", "加入"), "leave": Text("leaves", "退出")}
COLUMNS = (
    Column("name", Text("Who", "人员"), "person", opens="person?id={person}"),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("sort_name", Text("Asks", "申请")),
    Column("state_name", Text("What became of it", "结果")),
    Column("at", Text("Asked", "申请时间"), "moment"),
    Column("decided_at", Text("Decided", "决定时间"), "moment"),
    Column("reason", Text("Reason", "理由")),
)


@report("joining", TITLE, options={"id": Text("Only of this group.", "只看该小组。")}, recorded=True)
def joining(homes: Homes, question: Question) -> Answer:
    """Who asks to join or leaves a group, and what became of it?"""
    slug = question.option("id")
    if slug and slug not in homes.charter.group_by_slug:
        raise BadQuestion(f"There is no group '{slug}'.", mend="See: moot ask groups.")
    rows = sorted(_rows(homes, slug), key=lambda row: (row["state"] != "asked", -row["at"].timestamp()))
    if not slug and question.scope.groups:
        rows = [row for row in rows if row["group"] in question.scope.groups]
    waiting = sum(1 for row in rows if row["state"] == "asked")
    said = Text(
        f"{many(waiting, 'application waits', 'applications wait')}; {many(len(rows), 'entry', 'entries')} in all.",
        f"{waiting} 份申请待处理，共 {len(rows)} 条。",
    )
    title = TITLE if not slug else _titled(homes, slug)
    return fill(homes, question, title, said, COLUMNS, rows, total=len(rows), found=len(rows), coverage=())


def _titled(homes: Homes, slug: str) -> Text:
    name = homes.charter.group_by_slug[slug].name
    return Text(f"Join {name.en or name.zh}", f"加入{name.zh or name.en}")


def _rows(homes: Homes, slug: str) -> Iterator[dict[str, Any]]:
    if not homes.ledger:
        return
    from folkmoot.ledger.petitions import every

    for one in (*every("join", slug), *every("leave", slug)):
        if is_public(one):
            yield row_of(homes, one)


def is_public(one: Petition) -> bool:
    """Return whether everybody may read of it; who applies in a recruitment round is public once they are in."""
    return not one.content.get("recruitment") or one.state in ("accepted", "done")


def row_of(homes: Homes, one: Petition) -> dict[str, Any]:
    """Return the row of one who joins or leaves."""
    who, group = person_row(homes, one.person), homes.charter.group_by_slug.get(one.group)
    decided, private = one.decided, bool(one.content.get("recruitment"))
    return {
        "number": one.number, "sort": one.sort, "sort_name": SORTS[one.sort], "group": one.group,
        "group_name": group.name if group else Text(one.group, one.group), "person": who["id"], "name": who["name"],
        "state": one.state, "state_name": STATES[one.state], "at": one.at, "why": "" if private else homes.faces.masked_words(one.why),
        "decided_at": decided.at if decided else None,
        "reason": "" if private else homes.faces.masked_words(one.reason),
    }  # fmt: skip
