"""How is the community doing? People, activity and groups, beside the same length of time before."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from folkmoot.metrics.activity import groups as group_counts
from folkmoot.metrics.activity import kinds
from folkmoot.metrics.people import contributors, people_in_window
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.days import window_before
from folkmoot.reports.filling import fill, many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.reports.series import activity_by_month, people_over_months

TITLE = Text("Overview", "总览")


@report("overview", TITLE)
def overview(homes: Homes, question: Question) -> Answer:
    """How is the community doing?"""
    events = homes.events(question.scope)
    now = homes.rows(people_in_window(events, question.scope))[0]
    before = _before(homes, question, events)
    parts = {
        "people": people_over_months(homes, question, events),
        "activity": activity_by_month(homes, question, events),
        "groups": _groups(homes, question, events),
        "kinds": _kinds(homes, question, events),
    }
    parts["newcomers"] = _newcomers(homes, question, events)
    tiles = _tiles(now, before, parts)
    return fill(
        homes, question, TITLE, _sentence(question, now), (), (),
        metric=people_in_window, total=now["people"], about={"tiles": tiles, "before": before}, parts=parts,
    )  # fmt: skip


def _before(homes: Homes, question: Question, events: Any) -> dict[str, Any] | None:
    """Return the counts of the same length of time before; None where the readings do not reach back so far."""
    scope = window_before(question.scope, datetime.combine(question.today + timedelta(days=1), time()))
    reach = [row.since_at for row in homes.coverage if row.since_at]
    if scope is None or scope.since_at is None or not reach or min(reach) > scope.since_at:
        return None
    return homes.rows(people_in_window(events, scope))[0]


def _sentence(question: Question, now: dict[str, Any]) -> Text:
    when = window_words(question.scope)
    if not now["people"]:
        return Text(f"{when.en}, nobody was seen to contribute.", f"{when.zh}，未见有人贡献。")
    first = Text()
    if question.scope.since_at is not None:
        first = Text(f", {number(now['new'])} of them for the first time", f"，其中 {number(now['new'])} 人是首次")
    return Text(
        f"{when.en}, {many(now['people'], 'person', 'people')} contributed{first.en}; "
        f"{many(now['merged'], 'change was', 'changes were')} merged.",
        f"{when.zh}，有 {number(now['people'])} 人贡献{first.zh}；合入 {number(now['merged'])} 个变更。",
    )


def _tiles(now: dict[str, Any], before: dict[str, Any] | None, parts: dict[str, Answer]) -> list[dict[str, Any]]:
    people = parts["people"].rows[-24:]
    merged = [row["events"] for row in parts["activity"].rows if row["kind"] == "change.merged"][-24:]
    totals: dict[str, int] = {}
    for row in parts["activity"].rows:
        totals[row["month"]] = totals.get(row["month"], 0) + row["events"]
    kinds_of = (
        ("people", Text("People", "人数"), [row["active"] for row in people], "people?", Text("people", "人")),
        ("new", Text("New people", "新增人数"), [row["new"] for row in people], "", Text("people", "人")),
        ("merged", Text("Merged changes", "合入变更"), merged, "events?kind=change.merged", Text("changes", "个")),
        ("events", Text("Events", "事件"), list(totals.values())[-24:], "events?", Text("events", "个")),
    )
    return [
        {
            "name": name, "title": title, "value": now[name] or 0, "before": before[name] or 0 if before else None,
            "unit": unit, "spark": spark, "opens": opens,
        }
        for name, title, spark, opens, unit in kinds_of
    ]  # fmt: skip


def _groups(homes: Homes, question: Question, events: Any) -> Answer:
    counted = homes.rows(group_counts(homes.reading.grouped(events), question.scope))
    known = homes.charter.group_by_slug
    rows = [
        {"group": row["group"], "name": known[row["group"]].name, "kind": known[row["group"]].kind.value,
         "events": row["events"], "people": row["people"]}
        for row in sorted(counted, key=lambda row: (-row["events"], row["group"])) if row["group"] in known
    ]  # fmt: skip
    shown = (
        Column("name", Text("Group", "小组"), "group", opens="group?id={group}"),
        Column("kind", Text("Kind", "类型")),
        columns.count("events", Text("Events", "事件"), "events?group={group}"),
        columns.PEOPLE,
    )
    sentence = Text(
        f"{many(len(rows), 'group has', 'groups have')} activity in repositories that were read.",
        f"{len(rows)} 个小组在已读取的代码仓中有活动。",
    )
    title = Text("Groups by activity", "小组活动")
    return fill(homes, question, title, sentence, shown, rows, metric=group_counts, name="groups")


def _kinds(homes: Homes, question: Question, events: Any) -> Answer:
    rows = sorted(homes.rows(kinds(events, question.scope)), key=lambda row: (-row["events"], row["kind"]))
    shown = (columns.KIND, columns.count("events", Text("Events", "事件"), "events?kind={kind}"), columns.PEOPLE)
    total = sum(row["events"] for row in rows)
    sentence = Text(
        f"{many(total, 'event', 'events')} of {len(rows)} kinds.", f"{len(rows)} 类共 {number(total)} 个事件。"
    )
    title = Text("What happened", "发生了什么")
    return fill(homes, question, title, sentence, shown, rows, metric=kinds, total=total, name="kinds")


def _newcomers(homes: Homes, question: Question, events: Any) -> Answer:
    """Return who came last: first event ever in the window, newest first."""
    everything = contributors(events, question.scope.with_(since_at=None))
    newest = everything.order_by([everything.first_at.desc(), everything.person]).limit(12)
    since = question.scope.since_at
    rows = [
        {"id": homes.faces.id_of(row["person"]), "name": homes.faces.name_of(row["person"]),
         "organization": row["organization"], "first_at": row["first_at"], "events": row["events"]}
        for row in homes.rows(newest) if since is None or row["first_at"] >= since
    ]  # fmt: skip
    shown = (
        columns.person_column(), columns.ORGANIZATION, columns.FIRST,
        columns.count("events", Text("Events", "事件"), "events?person={id}"),
    )  # fmt: skip
    sentence = Text("Whose first event ever is the newest.", "首个事件最近的人。")
    title = Text("Newest people", "最新加入")
    return fill(homes, question, title, sentence, shown, rows, metric=contributors, name="newcomers")
