"""Which groups does somebody want to found, what is still needed for each, and what became of it?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.petition import Petition
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.petitioned import STAGES, counted, in_stage, lacks_of_group, rows_of, said_about, stage_of
from folkmoot.reports.proposals import person_row
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.rules.founding import LEAST

TITLE = Text("Groups to be founded", "拟成立的小组")
STATES = ("open", *STAGES)
OPTIONS = {
    "state": Text(f"Only these: open, {', '.join(STAGES)}.", f"只看：open（未了结）、{'、'.join(STAGES)}。"),
    "q": Text("Words to search for in names and scopes.", "在名称和职责范围中搜索。"),
}
COLUMNS = (
    Column("number", Text("Number", "编号"), "number"),
    Column("title", Text("Name", "名称")),
    Column("kind", Text("Kind", "类型")),
    Column("by", Text("Proposed by", "提出者"), "person", opens="person?id={person}"),
    Column("stage_name", Text("State", "状态")),
    Column("needs", Text("Still needed", "尚缺"), "list"),
    Column("at", Text("Proposed", "提出时间"), "moment"),
    Column("until_at", Text("Discussed until", "公示至"), "moment"),
    columns.count("people", Text("People", "人数")),
    columns.count("comments", Text("Comments", "评论")),
    Column("motion", Text("Motion", "动议"), "number"),
)


@report("founding", TITLE, options=OPTIONS, recorded=True)
def founding(homes: Homes, question: Question) -> Answer:
    """Which groups does somebody want to found, what is still needed for each, and what became of it?"""
    state, words = chosen(question, "state", STATES), question.option("q").lower()
    every = rows_of(homes, question, "group", _row)
    found = [
        row for row in every if words in f"{row['title'].en} {row['title'].zh} {row['slug']} {row['scope']}".lower()
    ]
    rows = in_stage(found, state)
    waiting = len(in_stage(every, "open"))
    said = Text(f"{many(waiting, 'group is', 'groups are')} proposed and not settled; {len(every)} in all.",
                f"{waiting} 个小组待定，共 {len(every)} 个。")  # fmt: skip
    about = {**counted(found), "every": len(every), "least": LEAST}
    return fill(
        homes, question, TITLE, said, COLUMNS, rows, total=len(rows), found=len(rows), coverage=(), about=about,
    )  # fmt: skip


def _row(homes: Homes, one: Petition, now: datetime) -> dict[str, Any]:
    who, wanted = person_row(homes, one.person), one.wanted
    name = Text(wanted["name_en"] or wanted["name_zh"], wanted["name_zh"] or wanted["name_en"])
    lacks = lacks_of_group(homes, one, now) if one.state == "asked" else ()
    stage = stage_of(one, lacks, now, stands=one.state == "voting" and one.group in homes.charter.group_by_slug)
    return {
        **said_about(one), "title": homes.faces.masked(name), "kind": wanted["kind"], "scope": homes.faces.masked_words(wanted["scope"]),
        "person": who["id"], "by": who["name"], "lead": person_row(homes, wanted["lead"]) if wanted["lead"] else None,
        "state": one.state, "stage": stage, "stage_name": STAGES[stage], "needs": list(lacks), "people": len(wanted["people"]),
        "known": len([each for each in wanted["people"] if each in homes.charter.person_by_id]),
    }  # fmt: skip
