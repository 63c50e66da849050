"""Who qualifies for which role of a group's ladder, clause by clause; who is close, and what they lack?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.ladder import LadderStep, LadderVerdict, Verdict
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.clauses import asked_words, lacking, role_title
from folkmoot.reports.climbers import Climbers, climbers_of, group_asked, moment_of
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, bounds
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.standing import DEFINITION, leaves_of, said_of, state_of, step_named
from folkmoot.rules.ladder import is_for_people

TITLE = Text("Ladder", "晋升阶梯")
STATES = ("met", "ready", "unknown", "short")
STATE_NAMES = {
    "met": Text("meets everything", "全部满足"), "ready": Text("may be proposed", "可提名"),
    "unknown": Text("cannot tell", "无法判断"), "short": Text("not yet", "尚未达到"), "holds": Text("holds it", "已担任"),
}  # fmt: skip
FEW = 10  # people shown for each role where no role and no page is asked for
OPTIONS = {
    "id": Text("The group's short name; the same as group.", "小组短名，同 group。"),
    "role": Text("Only this role.", "仅该角色。"),
    "state": Text(f"Only who stands so: {', '.join(STATES)}.", f"仅此状态：{'、'.join(STATES)}。"),
    **PAGING,
}
COLUMNS = (
    Column("role", Text("Role", "角色")),
    Column("name", Text("Person", "人员"), "person", opens="person?id={person}"),
    Column("state_name", Text("Standing", "状态")),
    Column("near", Text("Done", "完成度"), "share"),
    Column("lacks", Text("Lacks", "还差")),
    Column("person", Text("Id", "标识"), opens="standing?group={group}&person={person}&role={role}"),
    Column("state", Text("State", "状态代码")),
    Column("group", Text("Group", "小组")),
)
HOLDERS = (
    columns.person_column("person"), Column("role", Text("Role", "角色")), Column("since", Text("Since", "自"), "date"),
    Column("person", Text("Id", "标识")),
)  # fmt: skip


@report("ladder", TITLE, options=OPTIONS, recorded=True)
def ladder(homes: Homes, question: Question) -> Answer:
    """Who qualifies for which role of a group's ladder and does not hold it, who is close, and what do they lack?

    Rows: one per role and person, nearest first; those who have nothing of what is asked are left out. Without a role and a
    page the first of each role.
    """
    group = group_asked(homes, question)
    climbers = climbers_of(homes, group, moment_of(homes, question, group))
    role, state = question.option("role").lower(), chosen(question, "state", STATES)
    asked = [step_named(climbers.ladder, role)] if role else list(climbers.ladder.steps)
    steps, rows = [], []
    for step in asked:
        verdicts = list(climbers.verdicts(step))
        waiting = [one for one in sorted_by_nearness(homes, verdicts) if not state or state_of(one) == state]
        shown = _page(waiting, question, alone=bool(role))
        rows += [row_of(climbers, one) for one in shown]
        steps.append({**step_of(climbers, step, verdicts), "found": len(waiting), "shown": len(shown)})
    about: dict[str, Any] = {
        "group": group.slug, "name": group.name, "ladder": climbers.ladder.id, "title": climbers.ladder.title, "roles": steps,
        "sources": climbers.ladder.sources, "own": bool(climbers.ladder.groups), "until": climbers.day, "words": group.ladder,
        "role": role, "state": state, "steps": steps_of(climbers), "today": question.today, "states": STATE_NAMES,
    }  # fmt: skip
    if role and (page := bounds(question, FEW * 5)):
        about |= {"page": page[0] // page[1] + 1, "size": page[1]}
    found = sum(step["found"] for step in steps)
    return fill(
        homes, question, Text(f"{group.name.en or group.name.zh}: ladder", f"{group.name.said_in('zh')}：晋升阶梯"),
        _sentence(steps), COLUMNS, rows, total=found, found=found, unit="people", definition=DEFINITION, about=about,
        parts={"holders": _holders(climbers, question, asked)},
    )  # fmt: skip


def steps_of(climbers: Climbers) -> list[tuple[str, Text]]:
    """Return the ladder's roles with their names, lowest first."""
    return [(one.role, role_title(climbers.ladder, one.role)) for one in climbers.ladder.steps]


def _page(waiting: list[LadderVerdict], question: Question, *, alone: bool) -> list[LadderVerdict]:
    """Return a page of one role; of all roles the first of each, unless everybody is asked for."""
    asked = bounds(question, FEW * 5 if alone else FEW)
    if asked is None:
        return waiting
    first, size = asked if alone or question.option("whole") else (0, asked[1])
    return waiting[first : first + size]


def sorted_by_nearness(homes: Homes, verdicts: Iterable[LadderVerdict]) -> list[LadderVerdict]:
    """Return those who do not hold a role and have something of what it asks: who meets it first, then the nearest."""
    wanted = [one for one in verdicts if not one.holds and one.near > 0]
    return sorted(wanted, key=lambda one: (*_rank(one), homes.faces.name_of(one.person).lower(), one.person))


def _rank(found: LadderVerdict) -> tuple[int, float, int]:
    """Of two who are as near, the one who need not climb a step below first is nearer."""
    order = {state: place for place, state in enumerate(STATES[:2])}
    below = sum(1 for leaf in found.root.leaves() if leaf.clause.role and leaf.word is not Verdict.MET)
    return order.get(state_of(found), len(order)), -found.near, below


def row_of(climbers: Climbers, found: LadderVerdict) -> dict[str, Any]:
    """Return how one person stands before one role, with each condition."""
    faces, said = climbers.homes.faces, said_of(climbers, found)
    state = state_of(found)
    return {
        "group": found.group, "role": found.role, "person": faces.id_of(found.person), "name": faces.name_of(found.person),
        "state": state, "state_name": STATE_NAMES[state], "word": found.word, "near": round(found.near, 4),
        "lacks": lacking(said.root, climbers.ladder), "clauses": list(leaves_of(said.root, climbers.ladder)),
    }  # fmt: skip


def step_of(climbers: Climbers, step: LadderStep, verdicts: list[LadderVerdict]) -> dict[str, Any]:
    """Return one role with what it asks, who holds it, and how many stand how."""
    states = [state_of(one) for one in verdicts]
    return {
        "role": step.role, "title": role_title(climbers.ladder, step.role), "does": step.does,
        "any": bool(step.any and not step.all), "heads": _heads(climbers, step),
        "holders": sum(1 for terms in _serving(climbers, step.role).values() if terms),
        "counts": {name: states.count(name) for name in (*STATES, "holds")},
        "unread": sorted({kind for leaf in step.leaves if leaf.count for kind in climbers.unread[leaf.count]}),
    }  # fmt: skip


def _heads(climbers: Climbers, step: LadderStep) -> list[dict[str, Any]]:
    """Return a role's conditions in order; ``either`` numbers those of which one is enough."""
    found = []
    waiting = [(one, 0) for one in step.clause.below]
    number_of_any = 0
    if step.clause.any:
        number_of_any, waiting = 1, [(one, 1) for one in step.clause.below]
    while waiting:
        clause, either = waiting.pop(0)
        if clause.any and not either:
            number_of_any += 1
            either = number_of_any
        if clause.below:
            waiting = [(one, either) for one in clause.below] + waiting
            continue
        found.append({"clause": asked_words(clause, climbers.ladder), "asks": clause.asks, "people": is_for_people(clause),
                      "either": either})  # fmt: skip
    return found


def _serving(climbers: Climbers, role: str) -> dict[str, list[Any]]:
    """Return the terms in which people hold this very role in the group on the day."""
    found: dict[str, list[Any]] = {}
    for who, terms in climbers.terms.items():
        mine = [
            term
            for slug, term in terms
            if slug == climbers.group.slug and term.role == role and term.holds_on(climbers.day)
        ]
        if mine:
            found[who] = mine
    return found


def _holders(climbers: Climbers, question: Question, steps: Iterable[LadderStep]) -> Answer:
    homes, rows = climbers.homes, []
    for step in steps:
        for who, terms in _serving(climbers, step.role).items():
            since = min((term.since for term in terms if term.since), default=None)
            rows.append(
                {"role": step.role, "person": homes.faces.id_of(who), "name": homes.faces.name_of(who), "since": since}
            )
    rows.sort(key=lambda row: (str(row["since"] or ""), str(row["name"]).lower()))
    sentence = Text(f"{many(len(rows), 'role is', 'roles are')} held.", f"共担任 {number(len(rows))} 个角色。")
    return fill(
        homes, question, Text("Who holds the roles", "现任"), sentence, HOLDERS, rows, total=len(rows), name="holders"
    )


def _sentence(steps: list[dict[str, Any]]) -> Text:
    ready = [(step["title"], step["counts"]["met"] + step["counts"]["ready"]) for step in steps]
    ready = [(title, count) for title, count in ready if count]
    if not ready:
        unknown = sum(step["counts"]["unknown"] for step in steps)
        if unknown:
            return Text("Of nobody it can be told that they qualify.", "无法判断是否有人符合条件。")
        return Text("Nobody qualifies for a role that they do not hold.", "目前无人符合尚未担任角色的条件。")
    english = ", ".join(f"{number(count)} as {title.en or title.zh}" for title, count in ready)
    chinese = "、".join(f"{title.said_in('zh')} {number(count)} 人" for title, count in ready)
    return Text(f"May be proposed: {english}.", f"可提名：{chinese}。")
