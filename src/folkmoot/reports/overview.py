"""How is the community doing? People, activity and groups, beside the same length of time before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from folkmoot.metrics.activity import groups as group_counts
from folkmoot.metrics.activity import kinds
from folkmoot.metrics.people import newcomers, people_in_window
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.days import window_before
from folkmoot.reports.filling import UNREAD, fill, many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.reports.series import activity_by_month, every_month, people_over_months

TITLE = Text("Overview", "总览")
SPARK = 24  # months in the small curve of a tile
NEWEST = 12  # people


@report("overview", TITLE)
def overview(homes: Homes, question: Question) -> Answer:
    """How is the community doing?"""
    events = homes.events(question.scope)
    now = homes.rows(people_in_window(events, question.scope))[0]
    earlier = _earlier(homes, question)
    before = homes.rows(people_in_window(events, earlier))[0] if earlier else None
    parts = {
        "people": people_over_months(homes, question, events),
        "activity": activity_by_month(homes, question, events),
        "groups": _groups(homes, question, events),
        "kinds": _kinds(homes, question, events, earlier),
    }
    parts["newcomers"] = _newcomers(homes, question, events)
    if not now["events"] and not coverage_of(homes, question.scope):
        now = dict.fromkeys(now)  # nothing was read: unknown, not zero
    tiles = _tiles(now, before, parts)
    return fill(
        homes, question, TITLE, _sentence(question, now), (), (),
        metric=people_in_window, total=now["people"], about={"tiles": tiles, "before": before}, parts=parts,
    )  # fmt: skip


def _earlier(homes: Homes, question: Question) -> Scope | None:
    """Return the same length of time just before; None where the readings do not reach back so far."""
    scope = window_before(question.scope, day_start(question.today + timedelta(days=1), question.scope.zone))
    reach = [row.since_at for row in coverage_of(homes, question.scope) if row.since_at]
    if scope is None or scope.since_at is None or not reach or min(reach) > scope.since_at:
        return None
    return scope


def _sentence(question: Question, now: dict[str, Any]) -> Text:
    if now["people"] is None:
        return UNREAD
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
    people, activity = parts["people"].rows, parts["activity"].rows
    merged = [row for row in activity if row["kind"] == "change.merged"]
    kinds_of = (
        ("people", Text("People", "人数"), every_month(people, "active", parts["people"].gaps), "people?kind=contributors", Text("people", "人")),
        ("new", Text("New people", "新增人数"), every_month(people, "new", parts["people"].gaps), "people?kind=new", Text("people", "人")),
        ("merged", Text("Merged changes", "合入变更"), every_month(merged, "events", parts["activity"].gaps), "events?kind=change.merged",
         Text("changes", "个")),
        ("events", Text("Events", "事件"), every_month(activity, "events", parts["activity"].gaps), "events?", Text("events", "个")),
    )  # fmt: skip
    return [
        {
            "name": name, "title": title, "value": now[name], "before": before[name] if before else None,
            "unit": unit, "spark": spark[-SPARK:], "opens": opens,
        }
        for name, title, spark, opens, unit in kinds_of
    ]  # fmt: skip


def _groups(homes: Homes, question: Question, events: Any) -> Answer:
    counted = homes.rows(group_counts(homes.reading.grouped(events), question.scope))
    known = homes.charter.group_by_slug
    wanted = question.scope.groups or tuple(known)
    rows = [
        {"group": row["group"], "name": known[row["group"]].name, "kind": known[row["group"]].kind.value,
         "events": row["events"], "people": row["people"]}
        for row in sorted(counted, key=lambda row: (-row["events"], row["group"])) if row["group"] in wanted
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


def _kinds(homes: Homes, question: Question, events: Any, earlier: Scope | None) -> Answer:
    rows = sorted(homes.rows(kinds(events, question.scope)), key=lambda row: (-row["events"], row["kind"]))
    past = {row["kind"]: row["events"] for row in homes.rows(kinds(events, earlier))} if earlier else None
    rows = [{**row, "before": past.get(row["kind"], 0) if past is not None else None} for row in rows]
    shown = (
        columns.KIND, columns.count("events", Text("Events", "事件"), "events?kind={kind}"), columns.PEOPLE,
        columns.count("before", Text("Just before", "前一时段")),
    )  # fmt: skip
    total = sum(row["events"] for row in rows)
    sentence = Text(
        f"{many(total, 'event', 'events')} of {len(rows)} kinds.", f"{len(rows)} 类共 {number(total)} 个事件。"
    )
    title = Text("What happened", "发生了什么")
    return fill(homes, question, title, sentence, shown, rows, metric=kinds, total=total, name="kinds")


def _newcomers(homes: Homes, question: Question, events: Any) -> Answer:
    """Return who contributed for the first time ever in the window, the newest first."""
    fresh = newcomers(events, question.scope)
    newest = fresh.order_by([fresh.first_at.desc(), fresh.person]).limit(NEWEST)
    rows = [
        {"id": homes.faces.id_of(row["person"]), "name": homes.faces.name_of(row["person"]),
         "organization": row["organization"], "first_at": row["first_at"], "contributions": row["contributions"]}
        for row in homes.rows(newest)
    ]  # fmt: skip
    shown = (
        columns.person_column(), columns.ORGANIZATION, columns.FIRST,
        columns.count("contributions", Text("Contributions", "贡献"), "events?person={id}&kind=contributions"),
    )  # fmt: skip
    sentence = Text("Whose first contribution ever is the newest.", "首次贡献最近的人。")
    title = Text("Newest people", "最新加入")
    return fill(homes, question, title, sentence, shown, rows, metric=newcomers, name="newcomers")
