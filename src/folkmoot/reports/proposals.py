"""Which proposals are on file, what state is each in, and what is wrong with it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.community import Proposal
from folkmoot.model.proposal import STATES, State, state_of
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report

TITLE = Text("Proposals", "提案")
UNKNOWN = "unknown"
NO_STATE = Text("unknown", "未知")
SORTS = ("newest", "oldest", "title", "state")
OPTIONS = {
    "q": Text("Words to search for in titles and names.", "在标题和短名中搜索。"),
    "state": Text(f"Only these: {', '.join((*STATES, UNKNOWN))}.", f"只看：{'、'.join((*STATES, UNKNOWN))}。"),
    "author": Text("Only by this person.", "只看此作者。"),
    "sort": Text(f"The order: {', '.join(SORTS)}.", f"排序：{'、'.join(SORTS)}。"),
    "page": PAGING["page"],
    "size": PAGING["size"],
}
COLUMNS = (
    Column("id", Text("Name", "短名")),
    Column("title", Text("Proposal", "提案"), opens="proposal?id={id}"),
    Column("state_name", Text("State", "状态")),
    Column("group", Text("Owner", "负责小组"), "group", opens="group?id={group}"),
    Column("author_names", Text("Authors", "作者"), "list"),
    Column("created", Text("Created", "创建日期"), "date"),
    Column("updated", Text("Changed", "更新日期"), "date"),
    Column("stage", Text("Stage", "阶段")),
    Column("milestone", Text("Planned for", "计划版本")),
    columns.count("motions", Text("Motions", "动议")),
    columns.count("findings", Text("Findings", "检查发现")),
)


@report("proposals", TITLE, options=OPTIONS, recorded=True)
def proposals(homes: Homes, question: Question) -> Answer:
    """Which proposals are on file, what state is each in, and what is wrong with it?"""
    state = chosen(question, "state", (*STATES, UNKNOWN))
    sort = chosen(question, "sort", SORTS) or "newest"
    odd = Counter(one.subject for one in homes.findings if one.check.startswith("proposal-"))
    moved = _moved(homes)
    every = [row_of(homes, one) | {"findings": odd[one.id], "motions": None if moved is None else moved[one.id]}
             for one in homes.charter.proposals]  # fmt: skip
    counted = {key: sum(1 for row in every if row["state"] == key) for key in (*STATES, UNKNOWN)}
    rows = [row for row in every if (not state or row["state"] == state) and _wanted(homes, row, question)]
    rows = _sorted(rows, sort)
    page, paging = page_of(rows, question)
    about = {"states": counted, "groups": _groups(homes), "authors": _authors(every), "every": len(every), **paging}
    return fill(
        homes, question, TITLE, _sentence(every), COLUMNS, page, total=len(rows), unit="proposals", found=len(rows),
        about=about, coverage=(),
    )  # fmt: skip


def row_of(homes: Homes, one: Proposal) -> dict[str, Any]:
    """Return the row of one proposal; its state is "unknown" where the charter writes none that is known."""
    state, faces = state_of(one.status), homes.faces
    group = homes.charter.group_by_slug.get(one.group)
    return {
        "id": one.id, "title": faces.masked_words(one.title), "state": state.key if state else UNKNOWN,
        "state_name": state.name if state else NO_STATE, "status": one.status, "group": one.group,
        "group_name": group.name if group else Text(one.group, one.group),
        "authors": [person_row(homes, who) for who in one.authors],
        "author_names": [person_row(homes, who)["name"] for who in one.authors], "participants": list(one.participants),
        "created": one.created, "updated": one.updated, "stage": one.stage, "milestone": one.milestone,
    }  # fmt: skip


def person_row(homes: Homes, who: str) -> dict[str, Any]:
    """Return somebody whom a proposal names, as they may be seen; nobody's page where the charter knows no such id."""
    known = homes.identity.person_of.get(who, who if who in homes.identity.people else "")
    if not known:
        return {"id": "", "name": homes.faces.masked_words(who)}
    return {"id": homes.faces.id_of(known), "name": homes.faces.name_of(known)}


def named(state: State | None) -> Text:
    """Return a state's name; "unknown" for none."""
    return state.name if state else NO_STATE


def _moved(homes: Homes) -> Counter[str] | None:
    """Return how many motions there were about each proposal; None where no ledger is connected."""
    if not homes.ledger:
        return None
    from folkmoot.ledger.motions import every

    return Counter(
        one.about.removeprefix("proposal:") for one, _acts in every() if one.about.startswith("proposal:")
    )  # fmt: skip


def _wanted(homes: Homes, row: Mapping[str, Any], question: Question) -> bool:
    words, author, groups = question.option("q").lower(), question.option("author"), question.scope.groups
    known = homes.faces.find(author) if author else None
    public = homes.faces.id_of(known.id) if known else author
    if author and public not in {one["id"] for one in row["authors"]}:
        return False
    if groups and not {row["group"], *row["participants"]}.intersection(groups):
        return False
    return words in f"{row['title']} {row['id']}".lower()


def _sorted(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    order = [*STATES, UNKNOWN]
    if sort == "title":
        return sorted(rows, key=lambda row: (row["title"].lower(), row["id"]))
    if sort == "state":
        return sorted(rows, key=lambda row: (order.index(row["state"]), row["id"]))
    known = sorted((row for row in rows if row["created"]), key=lambda row: (row["created"], row["id"]))
    return [*(known if sort == "oldest" else reversed(known)), *(row for row in rows if not row["created"])]


def _groups(homes: Homes) -> dict[str, Text]:
    known = homes.charter.group_by_slug
    slugs = {slug for one in homes.charter.proposals for slug in (one.group, *one.participants)}
    return {slug: known[slug].name for slug in sorted(slugs) if slug in known}


def _authors(rows: list[dict[str, Any]]) -> dict[str, str]:
    found = {one["id"]: one["name"] for row in rows for one in row["authors"] if one["id"]}
    return dict(sorted(found.items(), key=lambda one: one[1].lower()))


def _sentence(rows: list[dict[str, Any]]) -> Text:
    if not rows:
        return Text("No proposal is on file.", "没有存档的提案。")
    waiting = sum(1 for row in rows if (state := STATES.get(row["state"])) and state.is_open)
    unknown = sum(1 for row in rows if row["state"] == UNKNOWN)
    english = f"{many(len(rows), 'proposal', 'proposals')} on file; {waiting} not decided yet"
    chinese = f"存档 {len(rows)} 个提案，其中 {waiting} 个尚未决定"
    if unknown:
        return Text(f"{english}, {unknown} in a state that nobody can tell.", f"{chinese}，{unknown} 个状态未知。")
    return Text(f"{english}.", f"{chinese}。")
