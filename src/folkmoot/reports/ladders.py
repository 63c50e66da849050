"""Which ladders are there, for which groups, and who may be proposed on each?"""

from __future__ import annotations

from typing import Any

from folkmoot.charter.ladders import declared_for, whole
from folkmoot.model.answer import Answer, Column
from folkmoot.model.groups import Group
from folkmoot.model.ladder import Ladder
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.clauses import asked_words, role_title
from folkmoot.reports.climbers import Climbers, moment_of, together
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.reports.standing import DEFINITION, state_of

TITLE = Text("Ladders", "晋升阶梯")
COLUMNS = (
    Column("name", Text("Group", "小组"), "group", opens="ladder?group={group}"),
    Column("role_title", Text("Role", "角色")),
    columns.count("holders", Text("Hold it", "现任"), "ladder?group={group}&role={role}", "people"),
    columns.count("ready", Text("May be proposed", "可提名"), "ladder?group={group}&role={role}", "people"),
    columns.count(
        "unknown", Text("Cannot tell", "无法判断"), "ladder?group={group}&role={role}&state=unknown", "people"
    ),
    Column("until", Text("As of", "截至"), "date"),
    Column("role", Text("Role's id", "角色标识")),
    Column("group", Text("Short name", "短名")),
    Column("ladder", Text("Ladder", "阶梯")),
)


@report("ladders", TITLE, recorded=True)
def ladders(homes: Homes, question: Question) -> Answer:
    """Which ladder holds for which group, who holds its roles, and who may be proposed?

    Rows: one per group that rests on a ladder and each of its roles.
    """
    holding, bare = _holding(homes, question)
    at = moment_of(homes, question)
    rows = [
        row
        for ladder, groups in holding
        for climbers in together(homes, ladder, groups, at).values()
        for row in _rows(climbers)
    ]
    order = {group.slug: place for place, group in enumerate(homes.charter.groups)}
    rows.sort(key=lambda row: order[row["group"]])
    ready = sum(row["ready"] for row in rows)
    groups = len({row["group"] for row in rows})
    sentence = Text(
        f"{many(groups, 'group has', 'groups have')} a ladder; {many(ready, 'promotion', 'promotions')} may be proposed.",
        f"{number(groups)} 个小组有晋升阶梯，可提名 {number(ready)} 人次。",
    )
    if not homes.charter.ladders:
        sentence = Text("No ladder is declared.", "尚未声明晋升阶梯。")
    return fill(
        homes, question, TITLE, sentence, COLUMNS, rows, total=len(rows), unit="roles", definition=DEFINITION,
        about={"ladders": [_declared(one) for one in homes.charter.ladders], "without": bare},
    )  # fmt: skip


def _holding(homes: Homes, question: Question) -> tuple[list[tuple[Ladder, list[Group]]], list[str]]:
    """Return each ladder with the groups for which it holds, and the short names of those for which none does."""
    found: dict[str, tuple[Ladder, list[Group]]] = {}
    bare = []
    for group in homes.charter.groups:
        wanted = not question.scope.groups or group.slug in question.scope.groups
        if not wanted or group.status == "archived":
            continue
        declared = declared_for(homes.charter, group)
        if declared is None:
            bare.append(group.slug)
        else:
            found.setdefault(declared.id, (whole(declared), []))[1].append(group)
    return list(found.values()), bare


def _rows(climbers: Climbers) -> list[dict[str, Any]]:
    group, ladder = climbers.group, climbers.ladder
    found = []
    for step in ladder.steps:
        states = [state_of(one) for one in climbers.verdicts(step)]
        holders = {term.person for term in group.roster(climbers.day) if term.role == step.role}
        found.append({
            "group": group.slug, "name": group.name, "role": step.role, "role_title": role_title(ladder, step.role),
            "holders": len(holders), "ready": states.count("met") + states.count("ready"),
            "unknown": states.count("unknown"), "ladder": ladder.id, "until": climbers.day,
        })  # fmt: skip
    return found


def _declared(declared: Ladder) -> dict[str, Any]:
    """Return a declared ladder as plain data: its roles with what each asks, in words."""
    ladder = whole(declared)
    return {
        "id": ladder.id, "title": ladder.title, "groups": ladder.groups, "kinds": ladder.kinds if not ladder.groups else (),
        "sources": ladder.sources, "use": ladder.use, "place": str(declared.place),
        "steps": [
            {"role": step.role, "title": role_title(ladder, step.role), "asks": asked_words(step.clause, ladder)}
            for step in ladder.steps
        ],
    }  # fmt: skip
