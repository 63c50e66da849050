"""Who hosts the meetings of a group: how they are shared, what was changed, and who asks whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.groups import Group, Series
from folkmoot.model.schedule import Change, Offer
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.calendar import Schedule, all_series, meeting_groups, schedule
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.meetings import OPTIONS as MEETINGS
from folkmoot.reports.meetings import moment_asked
from folkmoot.reports.registry import report
from folkmoot.rules.authority import serving_on
from folkmoot.rules.recurrence import occurrences
from folkmoot.rules.rota import shares

TITLE = Text("Hosts", "主持轮值")
BACK, AHEAD = timedelta(days=366), timedelta(days=183)
DOES = {
    "cancel": Text("cancelled", "取消"),
    "move": Text("moved", "改期"),
    "add": Text("added", "加开"),
    "host": Text("host named", "指定主持"),
    "undo": Text("undone", "撤销"),
}
WORDS = {
    "open": Text("open", "待回复"),
    "accepted": Text("accepted", "已接受"),
    "declined": Text("declined", "已拒绝"),
    "withdrawn": Text("withdrawn", "已撤回"),
}
COLUMNS = (
    Column("series_title", Text("Series", "例会系列")),
    columns.person_column(),
    columns.count("held", Text("Hosted in the last year", "近一年已主持"), unit="meetings"),
    columns.count("ahead", Text("In the next half year", "未来半年"), unit="meetings"),
    Column("next_at", Text("Next", "下一次"), "moment"),
    Column("in_rota", Text("In the rota", "在轮值表中")),
    Column("serves", Text("Serves", "在任")),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
)


@report("rota", TITLE, options={"at": MEETINGS["at"]}, recorded=True)
def rota(homes: Homes, question: Question) -> Answer:
    """Who hosts which series: a year back and half a year ahead?"""
    now, recorded, groups = moment_asked(homes, question), schedule(homes), question.scope.groups
    rows = [
        row
        for group in meeting_groups(homes)
        if not groups or group.slug in groups
        for name, series in all_series(homes, group).items()
        for row in _rows(homes, group, name, series, recorded, now)
    ]
    parts = {"changes": _changes(homes, question, recorded), "offers": _offers(homes, question, recorded)}
    kept = len({row["person"] for row in rows if row["in_rota"]})
    said = Text("No series has a rota.", "没有例会系列设置主持轮值。")
    if kept:
        series = len({(row["group"], row["series"]) for row in rows if row["in_rota"]})
        said = Text(
            f"{many(kept, 'person takes', 'people take')} turns in {many(series, 'series', 'series')}.",
            f"{series} 个系列由 {kept} 人轮流主持。",
        )
    return fill(
        homes, question, TITLE, said, COLUMNS, rows, total=len(rows), unit="people", found=len(rows), parts=parts, coverage=()
    )  # fmt: skip


def _rows(
    homes: Homes, group: Group, name: str, series: Series, recorded: Schedule, now: datetime
) -> list[dict[str, Any]]:  # fmt: skip
    about = (group.slug, name)
    hosts = recorded.hosts.get(about, {})
    if not series.rota and not hosts:
        return []
    found = occurrences(
        group.slug, name, series, now - BACK, now + AHEAD, recorded=recorded.departures.get(about, ()), hosts=hosts
    )
    serving = serving_on(group, now.date())
    ahead = {
        one.host: one.starts_at for one in reversed(found) if one.host and not one.cancelled and one.starts_at >= now
    }
    return [
        {
            "group": group.slug, "series": name, "series_title": series.title, "id": homes.faces.id_of(one.person),
            "person": homes.faces.id_of(one.person), "name": homes.faces.name_of(one.person), "held": one.held,
            "ahead": one.ahead, "next_at": ahead.get(one.person), "in_rota": one.person in series.rota,
            "serves": one.person in serving,
        }
        for one in shares(series.rota, found, now)
    ]  # fmt: skip


def _changes(homes: Homes, question: Question, recorded: Schedule) -> Answer:
    """Return what was recorded about meetings, newest first."""
    rows = [
        change_row(homes, one)
        for one in reversed(recorded.changes)
        if one.group in (question.scope.groups or (one.group,))
    ]
    shown = (
        Column("at", Text("When", "时间"), "moment"), Column("does_name", Text("What", "事项")),
        Column("key", Text("Meeting", "会议")), Column("to", Text("To", "改到")), Column("who", Text("Who", "操作人")),
        Column("why", Text("Reason", "原因")),
    )  # fmt: skip
    said = Text(f"{many(len(rows), 'change', 'changes')} recorded.", f"已记录 {len(rows)} 项变更。")
    title = Text("Changes of meetings", "会议变更")
    return fill(homes, question, title, said, shown, rows, total=len(rows), name="changes", coverage=())


def change_row(homes: Homes, one: Change) -> dict[str, Any]:
    """Return a recorded change as a row."""
    to = " ".join(filter(None, (str(one.to or ""), one.time))) or (homes.faces.name_of(one.host) if one.host else "")
    return {
        "id": one.id, "at": one.at, "does": one.does, "does_name": DOES[one.does], "key": one.key, "group": one.group,
        "series": one.series, "day": one.day, "to": to, "who": homes.faces.masked_words(one.who), "why": homes.faces.masked_words(one.why),
        "undone": one.undone, "undoes": one.undoes,
    }  # fmt: skip


def _offers(homes: Homes, question: Question, recorded: Schedule) -> Answer:
    """Return who asked whom to host, newest first."""
    rows = [
        offer_row(homes, one)
        for one in reversed(recorded.offers)
        if one.group in (question.scope.groups or (one.group,))
    ]
    shown = (
        Column("at", Text("When", "时间"), "moment"), Column("key", Text("Meeting", "会议")),
        Column("giver_name", Text("Who asks", "请求人")), Column("taker_name", Text("Whom", "受邀人")),
        Column("back", Text("In return for", "作为交换"), "date"), Column("word_name", Text("Answer", "答复")),
    )  # fmt: skip
    open_ones = sum(1 for row in rows if row["word"] == "open")
    said = Text(
        f"{many(len(rows), 'offer', 'offers')}, {open_ones} of them open.",
        f"共 {len(rows)} 项换班请求，{open_ones} 项待回复。",
    )
    title = Text("Offers to host", "换班请求")
    return fill(homes, question, title, said, shown, rows, total=len(rows), name="offers", coverage=())


def offer_row(homes: Homes, one: Offer) -> dict[str, Any]:
    """Return an offer to host as a row, people by their public ids."""
    faces = homes.faces
    return {
        "id": one.id, "at": one.at, "key": one.key, "group": one.group, "series": one.series, "day": one.day, "back": one.back,
        "giver": faces.id_of(one.giver), "giver_name": faces.name_of(one.giver), "taker": faces.id_of(one.taker),
        "taker_name": faces.name_of(one.taker), "word": one.word, "word_name": WORDS[one.word], "answered_at": one.answered_at,
        "why": faces.masked_words(one.why),
    }  # fmt: skip
