"""The single events under every count, newest first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from folkmoot.metrics.windows import contributions, month, within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import KINDS
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, bounds
from folkmoot.reports.question import first_day, near
from folkmoot.reports.registry import report

TITLE = Text("Events", "事件")
OPTIONS = {
    "kind": Text("Kinds of event, between commas; contributions for all that are one.", "事件类型，用逗号分隔；contributions 表示所有贡献。"),
    "month": Text("Only this month, such as 2026-03.", "仅该月，如 2026-03。"),
    "account": Text("Only this account, such as gitee:ann.", "仅该账号，如 gitee:ann。"),
    **PAGING,
}  # fmt: skip
COLUMNS = (
    Column("at", Text("When", "时间"), "moment"),
    columns.KIND,
    Column("name", Text("Person", "成员"), "person", opens="person?id={person}"),
    Column("title", Text("What", "内容")),
    columns.REPO,
    Column("subject", Text("Subject", "对象"), "url"),
    columns.count("amount", Text("Amount", "数量")),
    Column("account", Text("Account", "账号")),
    Column("url", Text("Address", "链接"), "url"),
    Column("person", Text("Id", "标识")),
)
DEFINITION = Text("Each event once, newest first.", "每个事件一行，最近的在前。")


@report("events", TITLE, options=OPTIONS)
def events(homes: Homes, question: Question) -> Answer:
    """Which single events are there, newest first?"""
    chosen = within(of_kind(homes.events(question.scope), question.option("kind")), question.scope)
    if question.scope.groups:
        chosen = homes.reading.grouped(chosen)
    if account := question.option("account").lower():
        if homes.faces.is_hidden(account):
            raise BadQuestion("Nobody is known by that account.", mend="Ask for a person instead.")
        chosen = chosen.filter(
            chosen.actor.startswith(account) if account.startswith("mail:") else chosen.actor == account
        )
    if asked := question.option("month"):
        chosen = chosen.filter(month(chosen, question.scope) == first_day(asked, question.today))
    return listed(homes, question, chosen, usual=100)


def of_kind(table: Any, said: str) -> Any:
    """Return the events of the kinds that ``said`` names. Errors: BadQuestion for an unknown kind."""
    if not said:
        return table
    if said == "contributions":
        return contributions(table)
    wanted = [kind.strip() for kind in said.split(",") if kind.strip()]
    for kind in wanted:
        if kind not in KINDS:
            raise BadQuestion(f"There is no kind of event '{kind}'.", mend=near(kind, KINDS))
    return table.filter(table.kind.isin(wanted))


def listed(homes: Homes, question: Question, chosen: Any, *, usual: int | None = None, name: str = "") -> Answer:
    """Return a page of ``chosen``, newest first, with how many there are in all."""
    first, size = bounds(question, usual) or (0, usual or 100)
    found = homes.rows(chosen.agg(found=chosen.count()))[0]["found"]
    wanted = chosen.order_by([chosen["at"].desc(), chosen.id]).limit(size, offset=first)
    rows = [row_of(homes, row) for row in homes.rows(wanted)]
    sentence = Text(
        f"{many(found, 'event', 'events')}, newest first." if found else "No event fits.",
        f"共 {number(found)} 个事件，最近的在前。" if found else "没有符合的事件。",
    )
    return fill(
        homes, question, TITLE, sentence, COLUMNS, rows, total=found, found=found, unit="events",
        definition=DEFINITION, name=name, about={"page": first // size + 1, "size": size},
    )  # fmt: skip


def row_of(homes: Homes, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return one event as a row; of a hidden person no account and no link that names them."""
    extra = json.loads(row["extra"] or "{}")
    hidden = homes.faces.is_hidden(row["person"])
    return {
        "at": row["at"],
        "kind": row["kind"],
        "name": homes.faces.name_of(row["person"]),
        "title": "" if hidden else extra.get("title", ""),
        "repo": row["repo"],
        "subject": "" if hidden else row["subject"],
        "amount": row["amount"],
        "account": homes.faces.account_of(row["actor"]),
        "url": "" if hidden else row["url"],
        "person": homes.faces.id_of(row["person"]),
        "merge": bool(extra.get("merge")),
    }
