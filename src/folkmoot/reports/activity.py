"""How much happened, by person, account, group, repository, organisation, kind, week or month?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from folkmoot.metrics.activity import kinds as metric
from folkmoot.metrics.windows import month, week, within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.events import of_kind
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import near
from folkmoot.reports.registry import report

TITLE = Text("Activity", "活动")
BY: Mapping[str, tuple[Column, ...]] = {
    "kind": (Column("kind", Text("Kind", "类型"), "kind"),),
    "person": (Column("name", Text("Person", "成员"), "person", opens="person?id={person}"), Column("person", Text("Id", "标识"))),
    "account": (Column("account", Text("Account", "账号")),),
    "group": (Column("name", Text("Group", "小组"), "group", opens="group?id={group}"), Column("group", Text("Short name", "短名"))),
    "repo": (columns.REPO,),
    "org": (columns.ORGANIZATION,),
    "month": (columns.MONTH,),
    "week": (Column("week", Text("Week from", "周起始日"), "date"),),
}  # fmt: skip
OPTIONS = {
    "kind": Text("Kinds of event, between commas; contributions for all that are one.", "事件类型，用逗号分隔；contributions 表示所有贡献。"),
    "by": Text(f"What to count by: {', '.join(BY)}.", f"统计维度：{'、'.join(BY)}。"),
    "sort": Text("events, people or name.", "events、people 或 name。"),
    **PAGING,
}  # fmt: skip
OPENS = {
    "kind": "kind={kind}", "person": "person={person}", "account": "account={account}", "group": "group={group}",
    "repo": "repo={repo}", "org": "org={organization}", "month": "month={month}", "week": "",
}  # fmt: skip
DEFINITION = Text(
    "Events in the window. Every commit is one commit.authored, merge commits among them (column merges). "
    "Bots are left out unless they are asked for.",
    "时段内的事件数。每个提交计为一个 commit.authored，含合并提交（见 merges 列）。默认不含机器人。",
)


@report("activity", TITLE, options=OPTIONS)
def activity(homes: Homes, question: Question) -> Answer:
    """How much happened, by one thing or another?"""
    by = question.option("by", "kind")
    if by not in BY:
        raise BadQuestion(f"Nothing can be counted by '{by}'.", mend=near(by, BY))
    chosen = within(of_kind(homes.events(question.scope), question.option("kind")), question.scope)
    whole = homes.rows(chosen.agg(events=chosen.count(), people=chosen.person.nunique()))[0]
    grouped = homes.reading.grouped(chosen) if by == "group" else chosen
    named = grouped.mutate(key=_keys(by, question)(grouped))
    table = named.group_by("key").agg(
        events=named.count(), people=named.person.nunique(), merges=named.merge.sum(),
        first_at=named["at"].min(), last_at=named["at"].max(),
    )  # fmt: skip
    rows = [{**_key(homes, by, row["key"]), **_rest(row)} for row in homes.rows(table)]
    rows.sort(key=lambda row: _order(row, by, question.option("sort", "name" if by in ("month", "week") else "events")))
    shown, about = page_of(rows, question)
    return fill(
        homes, question, TITLE, _sentence(whole["events"], len(rows), by), _columns(question, by), shown,
        metric=metric, definition=DEFINITION, total=whole["events"], found=len(rows), about={"by": by, **about},
    )  # fmt: skip


def _keys(by: str, question: Question) -> Callable[[Any], Any]:
    return {
        "kind": lambda table: table.kind,
        "person": lambda table: table.person,
        "account": lambda table: table.actor,
        "group": lambda table: table.group,
        "repo": lambda table: table.repo,
        "org": lambda table: table.organization,
        "month": lambda table: month(table, question.scope),
        "week": lambda table: week(table, question.scope),
    }[by]


def _key(homes: Homes, by: str, key: Any) -> dict[str, Any]:
    if by == "person":
        return {"name": homes.faces.name_of(key), "person": homes.faces.id_of(key)}
    if by == "account":
        return {"account": homes.faces.account_of(key)}
    if by == "group":
        known = homes.charter.group_by_slug.get(key)
        return {"name": known.name if known else Text(key), "group": key}
    if by == "month":
        return {"month": f"{key:%Y-%m}"}
    return {{"org": "organization"}.get(by, by): key}


def _rest(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("events", "people", "merges", "first_at", "last_at")}


def _order(row: Mapping[str, Any], by: str, sort: str) -> tuple[Any, ...]:
    name = str(next(iter(row.values()))).lower()
    if sort in ("events", "people"):
        return (-row[sort], name)
    return (name, by)


def _columns(question: Question, by: str) -> tuple[Column, ...]:
    kind = f"&kind={question.option('kind')}" if question.option("kind") else ""
    opens = f"events?{OPENS[by]}{kind}" if OPENS[by] else ""
    merge = (
        (columns.count("merges", Text("Merge commits", "合并提交")),)
        if "commit" in (question.option("kind") or "commit")
        else ()
    )
    return (
        *BY[by], columns.count("events", Text("Events", "事件"), opens), columns.PEOPLE, *merge, columns.FIRST, columns.LAST,
    )  # fmt: skip


def _sentence(total: int, rows: int, by: str) -> Text:
    if not total:
        return Text("Nothing was seen in this window.", "此时段内未见活动。")
    words = {
        "person": ("person", "people"),
        "org": ("organisation", "organisations"),
        "repo": ("repository", "repositories"),
    }
    one, more = words.get(by, (by, f"{by}s"))
    chinese = {"person": "人", "account": "个账号", "group": "个小组", "repo": "个代码仓", "org": "个组织", "kind": "种类型",
               "month": "个月", "week": "周"}  # fmt: skip
    return Text(
        f"{many(total, 'event', 'events')} by {many(rows, one, more)}."
        if by in ("person", "account", "org")
        else f"{many(total, 'event', 'events')} in {many(rows, one, more)}.",
        f"{number(rows)} {chinese[by]}共 {number(total)} 个事件。",
    )
