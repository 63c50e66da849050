"""How much happened, by person, account, group, repository, organisation, kind, week or month?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from folkmoot.metrics.activity import kinds as metric
from folkmoot.metrics.windows import month, week, within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.events import of_kind
from folkmoot.reports.filling import UNREAD, fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report

TITLE = Text("Activity", "动态")
BY: Mapping[str, tuple[Column, ...]] = {
    "kind": (Column("kind", Text("Kind", "类型"), "kind"),),
    "person": (Column("name", Text("Person", "人员"), "person", opens="person?id={person}"), Column("person", Text("Id", "标识"))),
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
    "repo": "repo={repo}", "org": "org={organization}", "month": "month={month}", "week": "week={week}",
}  # fmt: skip
DEFINITION = Text(
    "Events in the window. Every commit is one commit.authored, merge commits among them (column merges). "
    "Bots are left out unless they are asked for.",
    "时段内的事件数。每个提交计为一个 commit.authored，含合并提交（见 merges 列）。默认不含机器人。",
)


@report("activity", TITLE, options=OPTIONS)
def activity(homes: Homes, question: Question) -> Answer:
    """How much happened, by one thing or another?"""
    by = chosen(question, "by", BY, "kind")
    sort = chosen(question, "sort", ("events", "people", "name"), "name" if by in {"month", "week"} else "events")
    inside = within(of_kind(homes.events(question.scope), question.option("kind")), question.scope)
    total = homes.rows(inside.agg(events=inside.count()))[0]["events"]
    grouped = _in_groups(homes, question, inside) if by == "group" else inside
    named = grouped.mutate(key=_keys(by, question)(grouped))
    table = named.group_by("key").agg(
        events=named.count(), people=named.person.nunique(), merges=named.merge.sum(),
        first_at=named["at"].min(), last_at=named["at"].max(),
    )  # fmt: skip
    rows = [{**_key(homes, by, row["key"]), **_rest(row)} for row in homes.rows(table)]
    if by == "account":
        rows = _as_shown(rows)
    rows.sort(key=lambda row: _order(row, by, sort))
    shown, about = page_of(rows, question)
    return fill(
        homes, question, TITLE, _sentence(total, rows, by) if total or coverage_of(homes, question.scope) else UNREAD, _columns(question, by), shown,
        metric=metric, definition=DEFINITION, total=total, found=len(rows), about={"by": by, **about},
    )  # fmt: skip


def _in_groups(homes: Homes, question: Question, inside: Any) -> Any:
    """Return the events once for each of their groups, or of those groups that are asked for."""
    grouped = homes.reading.grouped(inside)
    return grouped.filter(grouped.group.isin(question.scope.groups)) if question.scope.groups else grouped


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
        return {"name": homes.faces.name_of(key) or None, "person": homes.faces.id_of(key)}
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


def _as_shown(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one row for each account as it is shown: all accounts of a hidden person are one pseudonym."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        known = found.setdefault(row["account"], row)
        if known is not row:
            known["events"] += row["events"]
            known["merges"] += row["merges"]
            known["first_at"] = min(known["first_at"], row["first_at"])
            known["last_at"] = max(known["last_at"], row["last_at"])
    return list(found.values())


def _order(row: Mapping[str, Any], by: str, sort: str) -> tuple[Any, ...]:
    name = str(next(iter(row.values()))).lower()
    if sort in ("events", "people"):
        return (-row[sort], name)
    return (name, by)


def _columns(question: Question, by: str) -> tuple[Column, ...]:
    kind = f"&kind={question.option('kind')}" if question.option("kind") else ""
    opens = f"events?{OPENS[by]}{kind}"
    merge = (
        (columns.count("merges", Text("Merge commits", "合并提交"), f"{opens}&merges=only"),)
        if "commit" in (question.option("kind") or "commit")
        else ()
    )
    return (
        *BY[by], columns.count("events", Text("Events", "事件"), opens), columns.PEOPLE, *merge, columns.FIRST, columns.LAST,
    )  # fmt: skip


NAMES: Mapping[str, tuple[str, str, str]] = {
    "kind": ("kind", "kinds", "种类型"), "person": ("person", "people", "人"), "account": ("account", "accounts", "个账号"),
    "group": ("group", "groups", "个小组"), "repo": ("repository", "repositories", "个代码仓"),
    "org": ("organisation", "organisations", "个组织"), "month": ("month", "months", "个月"), "week": ("week", "weeks", "周"),
}  # fmt: skip


def _sentence(total: int, rows: list[dict[str, Any]], by: str) -> Text:
    if not total:
        return Text("Nothing was seen in this window.", "此时段内未见活动。")
    one, more, chinese = NAMES[by]
    found = sum(1 for row in rows if next(iter(row.values())) is not None)  # a row without a name is the unknown
    events, by_them = many(total, "event", "events"), many(found, one, more)
    if by == "group":
        return Text(
            f"{events}; {by_them} took part in them, and an event of two groups counts for both.",
            f"共 {number(total)} 个事件，涉及 {number(found)} 个小组；同属两个小组的事件两边都计。",
        )
    if by == "org":
        unknown = sum(row["events"] for row in rows if row["organization"] is None)
        return Text(
            f"{events} by people of {by_them}; the organisation is unknown for {number(unknown)} of them.",
            f"{number(found)} 个组织的人员共 {number(total)} 个事件，其中 {number(unknown)} 个的组织未知。",
        )
    word = "by" if by in {"person", "account"} else "in"
    return Text(f"{events} {word} {by_them}.", f"{number(found)} {chinese}共 {number(total)} 个事件。")
