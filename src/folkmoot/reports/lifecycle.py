"""Which groups shall rest, be revived, merged or archived, what is still needed for each, and what became of it?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.lifecycle import FATES, STATUS
from folkmoot.model.petition import Petition
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.petitioned import STAGES, counted, in_stage, lacks_of_fate, rows_of, said_about, stage_of
from folkmoot.reports.proposals import person_row
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report

TITLE = Text("Groups to be changed", "拟变更的小组")
STATES = ("open", *STAGES)
OPTIONS = {
    "state": Text(f"Only these: open, {', '.join(STAGES)}.", f"只看：open（未了结）、{'、'.join(STAGES)}。"),
    "what": Text(f"Only these: {', '.join(FATES)}.", f"只看：{'、'.join(FATES)}。"),
}
COLUMNS = (
    Column("number", Text("Number", "编号"), "number"),
    Column("name", Text("Group", "小组"), "group", opens="group?id={slug}"),
    Column("what_name", Text("What", "事项")),
    Column("into_name", Text("Taken over by", "接手小组")),
    Column("by", Text("Asked by", "提出者"), "person", opens="person?id={person}"),
    Column("stage_name", Text("State", "状态")),
    Column("needs", Text("Still needed", "尚缺"), "list"),
    Column("at", Text("Asked", "提出时间"), "moment"),
    Column("until_at", Text("Discussed until", "公示至"), "moment"),
    columns.count("comments", Text("Comments", "评论")),
    Column("motion", Text("Motion", "动议"), "number"),
)


@report("lifecycle", TITLE, options=OPTIONS, recorded=True)
def lifecycle(homes: Homes, question: Question) -> Answer:
    """Which groups shall rest, be revived, merged or archived, what is still needed for each, and what became of it?"""
    state, what = chosen(question, "state", STATES), chosen(question, "what", FATES)
    groups = question.scope.groups
    every = [
        row for row in rows_of(homes, question, "fate", _row) if not groups or {row["slug"], row["into"]} & set(groups)
    ]
    found = [row for row in every if what in ("", row["what"])]
    rows = in_stage(found, state)
    waiting = len(in_stage(every, "open"))
    said = Text(f"{many(waiting, 'change is', 'changes are')} asked for and not settled; {len(every)} in all.",
                f"{waiting} 项变更待定，共 {len(every)} 项。")  # fmt: skip
    about = {**counted(found), "every": len(every), "fates": FATES}
    return fill(
        homes, question, TITLE, said, COLUMNS, rows, total=len(rows), found=len(rows), coverage=(), about=about,
    )  # fmt: skip


def _row(homes: Homes, one: Petition, now: datetime) -> dict[str, Any]:
    who, wanted, known = person_row(homes, one.person), one.wanted, homes.charter.group_by_slug
    group, heir = known.get(one.group), known.get(wanted["into"])
    lacks = lacks_of_fate(homes, one, now) if one.state == "asked" else ()
    merged = one.state == "voting" and group is not None and group.status == STATUS[wanted["what"]]
    stage = stage_of(one, lacks, now, stands=merged)
    return {
        **said_about(one), "name": group.name if group else Text(one.group, one.group), "what": wanted["what"],
        "what_name": FATES[wanted["what"]], "into": wanted["into"],
        "into_name": heir.name if heir else Text(wanted["into"], wanted["into"]), "why": homes.faces.masked_words(wanted["why"]),
        "person": who["id"], "by": who["name"], "state": one.state, "stage": stage, "stage_name": STAGES[stage], "needs": list(lacks),
    }  # fmt: skip
