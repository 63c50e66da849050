"""The single events under every count, newest first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from folkmoot.metrics.interest import STARRED, UNSTARRED
from folkmoot.metrics.windows import contributions, within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import KINDS
from folkmoot.model.scope import Question, Scope, window
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, USUAL, bounds
from folkmoot.reports.question import chosen, days_of, near, week_of
from folkmoot.reports.registry import report
from folkmoot.reports.under import NAMES, PICKS, picked

TITLE = Text("Events", "事件")
OPTIONS = {
    "kind": Text("Kinds of event, between commas; contributions for all that are one.", "事件类型，用逗号分隔；contributions 表示所有贡献。"),
    "month": Text("Only this month, such as 2026-03.", "仅该月，如 2026-03。"),
    "week": Text("Only the week that has this day, such as 2026-03-02.", "仅包含该日的那一周，如 2026-03-02。"),
    "account": Text("Only this account, such as gitee:ann.", "仅该账号，如 gitee:ann。"),
    "source": Text("Only what this source told, such as git.", "仅该来源提供的，如 git。"),
    "merges": Text("only: merge commits alone; out: without them.", "only：仅合并提交；out：不含合并提交。"),
    "of": Text(f"Only those under a number, each thing once: {', '.join(PICKS)}.", f"仅某项指标所依据的事件，每项一次：{'、'.join(PICKS)}。"),
    **PAGING,
}  # fmt: skip
COLUMNS = (
    Column("at", Text("When", "时间"), "moment"),
    columns.KIND,
    Column("name", Text("Person", "人员"), "person", opens="person?id={person}"),
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
    scope = _window(question)
    everything = picked(homes.events(question.scope), chosen(question, "of", PICKS), scope)
    table = within(of_kind(everything, question.option("kind")), scope)
    if account := question.option("account").lower():
        table = table.filter(table.actor.isin(_accounts(homes, account)))
    if source := question.option("source").lower():
        table = table.filter(table.source == source)
    if merges := chosen(question, "merges", ("only", "out")):
        table = table.filter(table.merge if merges == "only" else ~table.merge)
    return listed(homes, question, table, usual=USUAL)


def _window(question: Question) -> Scope:
    """Return the scope with the part of its window that is in the month and the week that are asked for."""
    scope = question.scope
    for days in _days(question):
        since_at, until_at = window(*days, scope.zone)
        since_at = max(moment for moment in (since_at, scope.since_at) if moment is not None)
        until_at = min(moment for moment in (until_at, scope.until_at) if moment is not None)
        scope = scope.with_(since_at=since_at, until_at=until_at)
    return scope


def _days(question: Question) -> Iterator[tuple[date, date]]:
    """Yield the first and last days of the month and the week that are asked for."""
    if month := question.option("month"):
        yield days_of(month)
    if week := question.option("week"):
        yield week_of(week)


def _accounts(homes: Homes, said: str) -> list[str]:
    """Return the accounts that are shown as ``said``. Errors: BadQuestion when there is none, or none to be seen."""
    found = homes.faces.accounts_shown_as(said)
    if not found:
        raise BadQuestion(f"There is no account '{said}'.", mend=near(said, homes.faces.shown_accounts))
    return found


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


def listed(homes: Homes, question: Question, table: Any, *, usual: int | None = None, name: str = "") -> Answer:
    """Return a page of ``table``, newest first, with how many there are in all."""
    counted = homes.rows(table.agg(found=table.count(), things=table.subject.nunique()))[0]
    found = counted["found"]
    asked = bounds(question, usual)
    wanted = table.order_by([table["at"].desc(), table.id])
    about: dict[str, Any] = {"picked": NAMES[pick]} if (pick := question.option("of").lower()) else {}
    if asked is not None:
        first, size = asked
        wanted = wanted.limit(size, offset=first)
        about |= {"page": first // size + 1, "size": size}
    rows = [row_of(homes, row) for row in homes.rows(wanted)]
    of = _given_back(homes, question, table) or (
        _things(question.option("kind"), counted["things"]) if counted["things"] < found else Text()
    )
    sentence = Text(
        f"{many(found, 'event', 'events')}{of.en}, newest first." if found else "No event fits.",
        f"共 {number(found)} 个事件{of.zh}，最近的在前。" if found else "没有符合的事件。",
    )
    return fill(
        homes, question, TITLE, sentence, COLUMNS, rows, total=found, found=found, unit="events",
        definition=DEFINITION, name=name, about=about,
    )  # fmt: skip


def _given_back(homes: Homes, question: Question, table: Any) -> Text | None:
    """Say how many of stars were given and how many taken back, where both are asked for: their number is the difference."""
    if set(question.option("kind").replace(" ", "").split(",")) != {STARRED, UNSTARRED}:
        return None
    counted = homes.rows(table.agg(given=(table.kind == STARRED).sum(), back=(table.kind == UNSTARRED).sum()))[0]
    given, back = counted["given"] or 0, counted["back"] or 0
    return Text(
        f": {many(given, 'star', 'stars')} given less {number(back)} taken back are {number(given - back)}",
        f"：点赞 {number(given)} 次，取消 {number(back)} 次，净增 {number(given - back)}",
    )


THINGS = {"change": ("change", "changes", "变更"), "issue": ("issue", "issues", "问题单")}


def _things(kind: str, things: int) -> Text:
    """Say of how many changes or issues the events of one kind tell: something may be merged or closed twice."""
    if (name := kind.partition(".")[0]) not in THINGS or "," in kind:
        return Text()
    one, more, chinese = THINGS[name]
    return Text(f" of {many(things, one, more)}", f"，涉及 {number(things)} 个{chinese}")


def row_of(homes: Homes, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return one event as a row; of a hidden person no account and no link that names them."""
    extra = json.loads(row["extra"] or "{}")
    hidden = homes.faces.is_hidden(row["person"])
    return {
        "at": row["at"],
        "kind": row["kind"],
        "name": homes.faces.name_of(row["person"]),
        "title": "" if hidden else homes.faces.masked_words(str(extra.get("title") or "")),
        "repo": row["repo"],
        "subject": "" if hidden else row["subject"],
        "amount": row["amount"],
        "account": homes.faces.account_of(row["actor"]),
        "url": "" if hidden else row["url"],
        "person": homes.faces.id_of(row["person"]),
        "merge": bool(extra.get("merge")),
    }
