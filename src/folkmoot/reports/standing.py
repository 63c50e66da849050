"""How does one person stand before the roles of a group's ladder, clause by clause, and what do they lack?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from folkmoot.charter.ladders import ladder_of
from folkmoot.metrics.activity import groups as group_counts
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.groups import Group
from folkmoot.model.ladder import Clause, ClauseVerdict, Ladder, LadderStep, LadderVerdict, Verdict
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports.clauses import WORDS, asked_words, lacking, role_title, worded
from folkmoot.reports.climbers import Climbers, climbers_of, group_named, moment_of
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import near
from folkmoot.reports.registry import report
from folkmoot.rules.ladder import is_for_people

TITLE = Text("Standing on the ladder", "晋升进度")
WHO = Text("The person's id or account; the same as person.", "人员标识或账号，同 person。")
BUSIEST = 5  # groups in which somebody does not serve, but did most
ROLE = Text("Only before this role.", "仅该角色。")
COLUMNS = (
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("role", Text("Role", "角色")),
    Column("clause", Text("Condition", "条款")),
    Column("word", Text("Verdict", "结论")),
    Column("why", Text("Found", "依据"), opens="proof?group={group}&person={person}&role={role}&clause={path}&until={until}"),
    Column("person", Text("Id", "标识")),
    Column("path", Text("Clause", "条款编号")),
    Column("until", Text("As of", "截至"), "date"),
)  # fmt: skip
DEFINITION = Text(
    "What happened before the moment counts; roles are those of its day. A count that is not reached is unknown, not “not met”, "
    "where the events that would tell were not read in the whole window. Votes, sponsors and judgements are people's: no activity "
    "meets them.",
    "只统计该时刻之前发生的事，角色以当日为准。若相关事件未在整个时段内读取，未达到的计数为“未知”而非“未满足”。"
    "投票、推荐与评判由人决定，活动数据不能代替。",
)


def standing(homes: Homes, group: str, person: str, role: str, as_of: datetime) -> LadderVerdict:
    """Return how somebody stands before a role of a group, with words and with where the proof stands.

    Errors: BadQuestion for an unknown group or role, or a group without a ladder.
    """
    climbers = climbers_of(homes, group_named(homes, group), as_of, (person,))
    step = step_named(climbers.ladder, role)
    return said_of(climbers, climbers.verdict(climbers.population[0], step))


def step_named(ladder: Ladder, role: str) -> LadderStep:
    """Return the step of a role. Errors: BadQuestion when the ladder has none, with those it has."""
    step = ladder.step(role)
    if step is None:
        raise BadQuestion(f"The ladder has no role '{role}'.", mend=near(role, (one.role for one in ladder.steps)))
    return step


def said_of(climbers: Climbers, found: LadderVerdict) -> LadderVerdict:
    """Return what was found with words, and with the options that open its proof."""
    day = climbers.day.isoformat()
    shared = {
        "group": found.group,
        "person": climbers.homes.faces.id_of(found.person),
        "role": found.role,
        "until": day,
    }

    def proof(path: str, _clause: Clause) -> Mapping[str, str]:
        return {**shared, "clause": path}

    return worded(found, climbers.ladder, proof)


@report("standing", TITLE, options={"id": WHO, "role": ROLE}, recorded=True)
def answer(homes: Homes, question: Question) -> Answer:
    """How does one person stand before the roles of ladders, clause by clause?

    Without a group: in every group where they serve or did something, and a ladder holds.
    """
    who = person_asked(homes, question)
    climbing = list(_climbing(homes, question, who))
    views = [
        view_of(climbers, said_of(climbers, climbers.verdict(climbers.population[0], step)))
        for climbers in climbing
        for step in climbers.ladder.steps
        if not (role := question.option("role").lower()) or step.role == role
    ]
    rows = [{**row, "group": view["group"], "role": view["role"], "until": view["until"], "person": homes.faces.id_of(who)}
            for view in views for row in view["leaves"]]  # fmt: skip
    name = homes.faces.name_of(who)
    return fill(
        homes, question, TITLE, _sentence(name, views), COLUMNS, rows, total=len(rows), unit="clauses", definition=DEFINITION,
        about={"id": homes.faces.id_of(who), "name": name, "groups": list(_by_group(homes, views)), "today": question.today},
        coverage=tuple(row for climbers in climbing for row in coverage_of(homes, Scope(groups=(climbers.group.slug,)))),
    )  # fmt: skip


def person_asked(homes: Homes, question: Question) -> str:
    """Return the one person who is asked about, as ``person`` or ``id``. Errors: BadQuestion for none, several or nobody."""
    if len(question.scope.people) == 1:
        return question.scope.people[0]
    said = question.option("id")
    known = homes.faces.find(said) if said else None
    if known is None:
        raise BadQuestion(
            f"There is nobody called '{said}'." if said else "Whose standing?", mend="Give one person: person=ann."
        )
    return known.id


def _climbing(homes: Homes, question: Question, who: str) -> Iterator[Climbers]:
    """Yield the ladders of the groups that are asked for, or of somebody's own; groups without a ladder have none."""
    named = question.scope.groups
    for group in (group_named(homes, slug) for slug in named) if named else _groups(homes, who):
        if ladder_of(homes.charter, group) is not None:
            yield climbers_of(homes, group, moment_of(homes, question, group), (who,))


def _groups(homes: Homes, who: str) -> Iterator[Group]:
    """Yield the groups in which somebody serves, then those in which they did most; the busiest first."""
    if not homes.charter.ladders:
        return
    events = homes.reading.grouped(homes.events(Scope(people=(who,))))
    seen = {row["group"]: row["events"] for row in homes.rows(group_counts(events, Scope()))}
    person_of = homes.identity.person_of
    serving = {group.slug for group, term in homes.charter.terms() if person_of.get(term.person, term.person) == who}
    known = homes.charter.group_by_slug
    busiest = sorted(seen.keys() & known.keys(), key=lambda slug: (-seen[slug], slug))
    first = [*(slug for slug in busiest if slug in serving), *sorted(serving - seen.keys())]
    yield from (known[slug] for slug in dict.fromkeys([*first, *busiest[:BUSIEST]]))


def view_of(climbers: Climbers, found: LadderVerdict) -> dict[str, Any]:
    """Return one standing as plain data: the tree of clauses, its leaves, and what is lacking in words."""
    ladder, step = climbers.ladder, climbers.ladder.step(found.role)
    return {
        "group": found.group, "role": found.role, "title": role_title(ladder, found.role), "does": step.does if step else Text(),
        "word": found.word, "word_name": WORDS[found.word], "ready": found.ready, "near": found.near, "holds": found.holds,
        "at": found.at, "until": climbers.day, "state": state_of(found), "lacks": lacking(found.root, ladder),
        "clauses": [_node(one, ladder, str(place)) for place, one in enumerate(found.root.below)],
        "any": bool(found.root.clause.any), "leaves": list(leaves_of(found.root, ladder)),
    }  # fmt: skip


def state_of(found: LadderVerdict) -> str:
    """Return where somebody stands: holds, met (all of it), ready (what only people can meet is left), unknown or short."""
    if found.holds:
        return "holds"
    if found.word is Verdict.MET:
        return "met"
    return {Verdict.MET: "ready", Verdict.UNKNOWN: "unknown", Verdict.NOT_MET: "short"}[found.ready]


def leaf_of(found: ClauseVerdict, ladder: Ladder, path: str) -> dict[str, Any]:
    """Return one clause as plain data."""
    return {
        "path": path, "clause": asked_words(found.clause, ladder), "word": found.word, "word_name": WORDS[found.word],
        "why": found.why, "lacks": lacking(found, ladder), "people": is_for_people(found.clause), "proof": dict(found.proof),
        "tallies": [{"of": tally.of, "have": tally.have, "need": tally.need} for tally in found.tallies],
        "unread": list(found.unread), "asks": found.clause.asks,
    }  # fmt: skip


def leaves_of(found: ClauseVerdict, ladder: Ladder, path: str = "") -> Iterator[dict[str, Any]]:
    """Yield the conditions at the ends of the tree as plain data, each with its path."""
    for place, one in enumerate(found.below):
        here = f"{path}.{place}" if path else str(place)
        if one.below:
            yield from leaves_of(one, ladder, here)
        else:
            yield leaf_of(one, ladder, here)


def _node(found: ClauseVerdict, ladder: Ladder, path: str) -> dict[str, Any]:
    below = [_node(one, ladder, f"{path}.{place}") for place, one in enumerate(found.below)]
    return {**leaf_of(found, ladder, path), "below": below, "any": bool(found.clause.any)}


def _by_group(homes: Homes, views: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for slug in dict.fromkeys(view["group"] for view in views):
        mine = [view for view in views if view["group"] == slug]
        nearest = next((view for view in mine if not view["holds"]), None)
        yield {
            "group": slug, "name": homes.charter.group_by_slug[slug].name, "steps": mine, "until": mine[0]["until"],
            "next": nearest,
        }  # fmt: skip


def _sentence(name: str, views: list[dict[str, Any]]) -> Text:
    held = [view for view in views if view["holds"]]
    ready = [view for view in views if view["state"] in ("met", "ready")]
    if not views:
        return Text(f"No ladder holds where {name} takes part.", f"{name} 参与的小组尚无晋升阶梯。")
    return Text(
        f"{name} holds {many(len(held), 'role', 'roles')} on these ladders and may be proposed for {number(len(ready))} more.",
        f"{name} 在这些阶梯上担任 {number(len(held))} 个角色，另有 {number(len(ready))} 个角色可被提名。",
    )
