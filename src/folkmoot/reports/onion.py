"""On how few shoulders does it rest: core, regulars and visitors, and from which organisations?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from folkmoot.metrics.concentration import (
    contributor_absence_factor,
    elephant_factor,
    onion,
    organization_shares,
    organizational_diversity,
)  # fmt: skip
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.filling import UNREAD, fill, many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report

TITLE = Text("Core and visitors", "核心与访客")
ROLES: Mapping[str, Text] = {
    "core": Text("Core", "核心"), "regular": Text("Regular", "常规"), "visitor": Text("Visitor", "访客"),
}  # fmt: skip
HALF = "half"
TINY = 1e-9
OPTIONS = {
    "role": Text("core, regular or visitor: only these people; half: the fewest who together made half.",
                 "core（核心）、regular（常规）或 visitor（访客）：仅列出这些人；half：合计完成半数的最少人数。"),
    "of": Text("organizations: these in place of people.", "organizations：列出组织而非人员。"),
    **PAGING,
}  # fmt: skip
COLUMNS = (
    columns.person_column(),
    Column("layer", Text("Layer", "层")),
    columns.count("contributions", Text("Contributions", "贡献数"), "events?person={id}&kind=contributions"),
    Column("share", Text("Share", "占比"), "share"),
    Column("above", Text("Share of those above", "前面的人合计"), "share"),
    Column("id", Text("Id", "标识")),
)


@report("onion", TITLE, options=OPTIONS)
def shoulders(homes: Homes, question: Question) -> Answer:
    """On how few people and organisations does the work rest?"""
    role = chosen(question, "role", (*ROLES, HALF))
    if chosen(question, "of", ("people", "organizations"), "people") == "organizations":
        return _only_organizations(homes, question, role)
    events, scope = homes.events(question.scope), question.scope
    found = homes.rows(onion(events, scope))
    absence = homes.rows(contributor_absence_factor(events, scope))[0]
    wanted = [row for row in found if not role or row["role"] == role or (role == HALF and _among(row))]
    shown, about = page_of(wanted, question)
    layers = _layers(homes, question, found)
    parts = {"layers": layers, "organizations": _organizations(homes, question, events)}
    return fill(
        homes, question, TITLE, _sentence(homes, question, found, absence), COLUMNS, [_row(homes, row) for row in shown],
        metric=onion, total=len(wanted), found=len(wanted), parts=parts,
        about={"role": role, "absence_factor": absence["factor"], "contributions": absence["contributions"], **about},
    )  # fmt: skip


def _among(row: Mapping[str, Any]) -> bool:
    """Return whether those above have not made half yet: then this one is needed for it."""
    return bool(row["above"] < 0.5 - TINY)


def _only_organizations(homes: Homes, question: Question, role: str) -> Answer:
    """Return the organisations, or those that make half, as the list itself."""
    told = _organizations(homes, question, homes.events(question.scope))
    wanted = [row for row in told.rows if row["organization"] is not None and (role != HALF or row["needed"])]
    shown, about = page_of(wanted, question)
    return replace(
        told, name=question.name, rows=tuple(shown), found=len(wanted), total=len(wanted), about={**told.about, **about}
    )


def _row(homes: Homes, row: Mapping[str, Any]) -> dict[str, Any]:
    named = {
        "id": homes.faces.id_of(row["person"]),
        "name": homes.faces.name_of(row["person"]),
        "layer": ROLES[row["role"]],
    }
    return {**named, **{name: row[name] for name in ("role", "contributions", "share", "above")}}


def _sentence(homes: Homes, question: Question, found: Sequence[Mapping[str, Any]], absence: Mapping[str, Any]) -> Text:
    if not found:
        read = coverage_of(homes, question.scope)
        return Text("Nobody contributed in this window.", "此时段内无人贡献。") if read else UNREAD
    when, factor = window_words(question.scope), absence["factor"]
    core = sum(1 for row in found if row["role"] == "core")
    return Text(
        f"{when.en}, {number(core)} of {many(len(found), 'person', 'people')} are the core; "
        f"{many(factor, 'person', 'people')} made half of all contributions.",
        f"{when.zh}，{number(len(found))} 人中有 {number(core)} 人是核心；{number(factor)} 人完成了一半的贡献。",
    )


def _layers(homes: Homes, question: Question, found: Sequence[Mapping[str, Any]]) -> Answer:
    """Return how many people and contributions each layer has."""
    rows = []
    for role, name in ROLES.items():
        here = [row for row in found if row["role"] == role]
        share = sum(row["share"] for row in here) if found else None
        made = sum(row["contributions"] for row in here)
        rows.append({"role": role, "name": name, "people": len(here), "contributions": made, "share": share})
    shown = (
        Column("name", Text("Layer", "层")), columns.count("people", Text("People", "人数"), "onion?role={role}", "people"),
        columns.count("contributions", Text("Contributions", "贡献数")), Column("share", Text("Share", "占比"), "share"),
    )  # fmt: skip
    said = [f"{number(row['people'])}" for row in rows]
    sentence = Text(
        f"Core {said[0]}, regulars {said[1]}, visitors {said[2]}.",
        f"核心 {said[0]} 人，常规 {said[1]} 人，访客 {said[2]} 人。",
    )
    return fill(
        homes, question, Text("Layers", "各层"), sentence, shown, rows, metric=onion, total=len(found), name="layers"
    )


def _organizations(homes: Homes, question: Question, events: Any) -> Answer:
    """Return the organisations behind the work, the elephant factor, and how evenly it is spread."""
    scope = question.scope
    rows = homes.rows(organization_shares(events, scope))
    elephant = homes.rows(elephant_factor(events, scope))[0]
    spread = homes.rows(organizational_diversity(events, scope))[0]
    shown = (
        columns.ORGANIZATION,
        columns.count("contributions", Text("Contributions", "贡献数"), "events?org={organization}&kind=contributions"),
        columns.PEOPLE, Column("share", Text("Share of the known", "占已知部分比例"), "share"),
        Column("needed", Text("Among those that make half", "属于完成一半的组织"), "mark"),
    )  # fmt: skip
    return fill(
        homes, question, Text("Organisations", "组织"), _of_organizations(elephant, spread), shown, rows,
        metric=elephant_factor, total=elephant["factor"], name="organizations",
        about={"elephant_factor": elephant["factor"], **spread},
    )  # fmt: skip


def _of_organizations(elephant: Mapping[str, Any], spread: Mapping[str, Any]) -> Text:
    factor, unknown = elephant["factor"], elephant["unknown_share"]
    if factor is None:
        return Text("No organisation is known for any contribution.", "所有贡献的组织均未知。")
    return Text(
        f"{many(factor, 'organisation', 'organisations')} of {number(spread['organizations'])} made half of what is known; "
        f"the largest is {spread['largest']} with {spread['largest_share']:.0%}. The organisation is unknown for {unknown:.0%} of all.",
        f"{number(spread['organizations'])} 个组织中，{number(factor)} 个完成了已知贡献的一半；最大的是 {spread['largest']}，"
        f"占 {spread['largest_share']:.0%}。全部贡献中有 {unknown:.0%} 的组织未知。",
    )
