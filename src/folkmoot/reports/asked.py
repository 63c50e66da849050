"""Changes and issues as rows of a list, and what they are counted by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import ibis

from folkmoot.metrics.threads import CHANGE, ISSUE
from folkmoot.metrics.waiting import seen_until
from folkmoot.metrics.windows import month
from folkmoot.model.answer import Column
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.covering import fresh_at
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import bounds
from folkmoot.reports.question import chosen
from folkmoot.reports.telling import told_of

THINGS = {"change": (CHANGE,), "issue": (ISSUE,)}
BOTH = (CHANGE, ISSUE)
THING = Text("change or issue; both if not said.", "change（变更）或 issue（问题单）；不填则两者都计。")
NAMES = {
    "change": (Text("change", "变更"), Text("changes", "变更")),
    "issue": (Text("issue", "问题单"), Text("issues", "问题单")),
    "": (Text("change or issue", "变更和问题单"), Text("changes and issues", "变更和问题单")),
}
FIRST_PAGE = 20  # rows of a list that stands below a table
KEYS: Mapping[str, tuple[Column, ...]] = {
    "group": (Column("name", Text("Group", "小组"), "group", opens="group?id={group}"), Column("group", Text("Short name", "短名"))),
    "repo": (columns.REPO,),
    "org": (columns.ORGANIZATION,),
    "person": (
        Column("name", Text("Who answered", "响应者"), "person", opens="person?id={person}"),
        Column("person", Text("Id", "标识")),
    ),
    "month": (columns.MONTH,),
}  # fmt: skip
LISTED = (
    Column("title", Text("What", "内容")),
    Column("subject", Text("Subject", "对象"), "url"),
    Column("name", Text("Opened by", "发起人"), "person", opens="person?id={person}"),
    columns.REPO,
    Column("groups", Text("Groups", "小组"), "list"),
    Column("asked_at", Text("Opened", "发起时间"), "moment"),
)
LINKS = (Column("url", Text("Address", "链接"), "url"), Column("person", Text("Id", "标识")))


def thing_of(question: Question) -> str:
    """Return whether changes or issues are asked about; "": both. Errors: BadQuestion for anything else."""
    return chosen(question, "thing", THINGS)


def threads_of(homes: Homes, question: Question, thing: str) -> Any:
    """Return the threads of that kind in the scope, whenever they were opened."""
    table = homes.threads(question.scope)
    return table.filter(table.kind.isin(THINGS.get(thing, BOTH)))


def known_at(homes: Homes, question: Question, table: Any) -> Any:
    """Return up to when silence is known: the window's end, but not beyond the newest reading; else the newest fact."""
    read_at = fresh_at(told_of(homes, question, BOTH))
    ends = [moment for moment in (question.scope.until_at, read_at) if moment is not None]
    return ibis.literal(min(ends), "timestamp(6)") if ends else seen_until(table)


def keyed(homes: Homes, question: Question, table: Any, by: str) -> Any:
    """Add the column ``key``; by group, a thread in a repository of two groups is there for both."""
    if by == "group":
        grouped = homes.reading.grouped(table)
        grouped = grouped.filter(grouped.group.isin(question.scope.groups)) if question.scope.groups else grouped
        return grouped.mutate(key=grouped.group)
    keys = {
        "repo": lambda rows: rows.repo,
        "org": lambda rows: rows.organization,
        "person": lambda rows: rows.responder,
        "month": lambda rows: month(rows, question.scope),
    }
    return table.mutate(key=keys[by](table) if by in keys else ibis.literal(""))


def key_of(homes: Homes, by: str, key: Any) -> dict[str, Any]:
    """Return the cells that name a key."""
    if by == "group":
        known = homes.charter.group_by_slug.get(key)
        return {"name": known.name if known else Text(key), "group": key, "status": known.status if known else "active"}
    if by == "person":
        return {"name": homes.faces.name_of(key), "person": homes.faces.id_of(key)}
    if by == "month":
        return {"month": f"{key:%Y-%m}"}
    return {{"org": "organization"}.get(by, by): key} if by in KEYS else {}


def page_of_threads(
    homes: Homes, question: Question, table: Any, order: Iterable[Any], usual: int
) -> tuple[list[dict[str, Any]], int, dict[str, Any]]:
    """Return the rows of a page of threads in this order with their addresses, how many there are in all, and the page."""
    found = homes.rows(table.agg(found=table.count()))[0]["found"]
    wanted, about = table.order_by([*order, table.subject]), {}
    if (asked := bounds(question, usual)) is not None:
        first, size = asked
        wanted, about = wanted.limit(size, offset=first), {"page": first // size + 1, "size": size}
    rows = homes.rows(wanted)
    urls = _urls(homes, rows)
    return [{**row, "url": urls.get(row["id"], "")} for row in rows], found, about


def _urls(homes: Homes, rows: list[dict[str, Any]]) -> dict[str, str]:
    """Return the addresses of openings: they stand in the files, so only the days of these are looked into."""
    if not rows:
        return {}
    moments: list[datetime] = [row["at"] for row in rows]
    events = homes.events(Scope(bots=True))
    here = events.filter(events["at"] >= min(moments), events["at"] <= max(moments), events.kind.isin(BOTH))
    here = here.filter(here.id.isin([row["id"] for row in rows]))
    return {row["id"]: row["url"] for row in homes.rows(here.select("id", "url"))}


def cells_of(homes: Homes, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells that every list of threads has; of a hidden person nothing that names them."""
    hidden = homes.faces.is_hidden(row["person"])
    return {
        "title": "" if hidden else homes.faces.masked_words(row["title"] or ""),
        "subject": "" if hidden else row["subject"],
        "name": homes.faces.name_of(row["person"]),
        "repo": row["repo"],
        "groups": list(homes.groups_of.get(row["repo"], ())),
        "asked_at": row["at"],
        "kind": row["kind"],
        "url": "" if hidden else row["url"],
        "person": homes.faces.id_of(row["person"]),
    }


def hours_words(hours: float | None) -> Text:
    """Return a length of time in words: hours, and days from two of them on."""
    if hours is None:
        return Text("?", "?")
    if hours < 48:
        return Text(f"{hours:.1f} hours", f"{hours:.1f} 小时")
    return Text(f"{hours / 24:.1f} days", f"{hours / 24:.1f} 天")
