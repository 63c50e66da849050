"""Which groups does somebody want to found, and what became of that?"""

from __future__ import annotations

from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.petition import STATES
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.proposals import person_row
from folkmoot.reports.registry import report

TITLE = Text("Groups to be founded", "拟成立的小组")
COLUMNS = (
    Column("number", Text("Number", "编号"), "number"),
    Column("title", Text("Name", "名称")),
    Column("by", Text("Proposed by", "提出者"), "person", opens="person?id={person}"),
    Column("state_name", Text("State", "状态")),
    Column("at", Text("Proposed", "提出时间"), "moment"),
    columns.count("people", Text("People", "人数")),
    columns.count("comments", Text("Comments", "评论")),
)


@report("founding", TITLE, recorded=True)
def founding(homes: Homes, question: Question) -> Answer:
    """Which groups does somebody want to found, and what became of that?"""
    rows = _rows(homes) if homes.ledger else []
    waiting = sum(1 for row in rows if row["state"] in ("asked", "voting"))
    said = Text(f"{many(waiting, 'group is', 'groups are')} proposed and not decided; {len(rows)} in all.",
                f"{waiting} 个小组待决定，共 {len(rows)} 个。")  # fmt: skip
    return fill(homes, question, TITLE, said, COLUMNS, rows, total=len(rows), found=len(rows), coverage=())


def _rows(homes: Homes) -> list[dict[str, Any]]:
    from folkmoot.ledger.petitions import every

    rows = []
    for one in every("group"):
        who, wanted = person_row(homes, one.person), one.wanted
        name = Text(wanted["name_en"] or wanted["name_zh"], wanted["name_zh"] or wanted["name_en"])
        rows.append({
            "number": one.number, "slug": one.group, "title": homes.faces.masked(name), "person": who["id"],
            "by": who["name"], "state": one.state, "state_name": STATES[one.state], "at": one.at,
            "people": len(wanted["people"]), "comments": sum(1 for act in one.acts if act.verb == "comment"),
        })  # fmt: skip
    return rows
