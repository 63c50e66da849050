"""Which groups look dormant? Judged by the charter's rule from events, meetings and leads; what was not read is unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.dormancy import DormancyRule, Quiet, Signal
from folkmoot.model.groups import Group
from folkmoot.model.ladder import Count, Ladder, Verdict
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.model.text import Text
from folkmoot.reports.covering import coverage_of, fresh_at
from folkmoot.reports.days import local_day, window_of
from folkmoot.reports.filling import fill, many
from folkmoot.reports.groups import leads
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.unread import unread
from folkmoot.rules.dormancy import CLAUSES, WORDS, judge, rule_of

TITLE = Text("Dormant groups", "休眠的小组")
MEETINGS = ("meeting.attended", "meeting.hosted", "meeting.presented")
LOOKED_BACK = timedelta(days=730)  # before the window: how far the last sign of life is looked for
KEYS = {"dormant": Verdict.MET, "alive": Verdict.NOT_MET, "unknown": Verdict.UNKNOWN}
OPTIONS = {"word": Text(f"Only these: {', '.join(KEYS)}.", f"只看：{'、'.join(KEYS)}。")}
COLUMNS = (
    Column("name", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("word_name", Text("Verdict", "判断")),
    Column("why", Text("Why", "原因")),
    Column("events", Text("Events", "事件"), "number", "", "events?group={group}&since={since}"),
    Column("meetings", Text("Meetings", "会议"), "number"),
    Column("status_name", Text("Declared", "声明状态")),
    Column("since", Text("Window from", "时段起始"), "date"),
    Column("group", Text("Short name", "短名")),
)
STATUSES = {
    "active": Text("active", "活跃"), "proposed": Text("proposed", "提议中"), "dormant": Text("dormant", "休眠"),
    "archived": Text("archived", "已归档"),
}  # fmt: skip
DEFINITION = Text(
    "A group looks dormant when, in the window of its rule, it has fewer events, meetings held and active leads than the rule asks, and all "
    "of that was read. Without a rule in the charter: fewer than 10 events, no meeting, no active lead for six months; of a chapter: no "
    "event of its own and no meeting. "
    "Meetings count as read when their attendance was, or when any group has put notes of that time on file.",
    "小组在规则时段内的事件数、会议数与活跃负责人数均低于规则要求，且相关数据均已读取，即为疑似休眠。章程未声明规则时：六个月内少于 10 个事件、"
    "未开会、负责人均无活动；分会则为未举办活动且未开会。读取了参会数据，或该时段内有任一小组存档纪要，会议即视为已读取。",
)


@dataclass
class _Seen:
    """What was seen of a group in a window."""

    events: int = 0
    last_at: datetime | None = None
    people: set[str] = field(default_factory=set)
    met: set[date] = field(default_factory=set)


@report("dormancy", TITLE, options=OPTIONS)
def dormancy(homes: Homes, question: Question) -> Answer:
    """Which groups look dormant, and which that are declared so show life?"""
    wanted = chosen(question, "word", KEYS)
    groups = [
        one
        for one in homes.charter.groups
        if one.status != "archived" and one.slug in (question.scope.groups or (one.slug,))
    ]
    found = signals(homes, question, groups)
    rows = [_row(homes, one, found[one.slug]) for one in groups if one.slug in found]
    rows.sort(key=lambda row: (list(WORDS).index(row["verdict"]), str(row["group"])))
    shown = [row for row in rows if not wanted or row["verdict"] is KEYS[wanted]]
    return fill(
        homes, question, TITLE, _sentence(rows), COLUMNS, shown, definition=DEFINITION, found=len(shown),
        total=sum(1 for row in rows if row["signal"]),
        about={"counts": {name: sum(1 for row in rows if row["verdict"] is word) for name, word in KEYS.items()}},
    )  # fmt: skip


def signals(homes: Homes, question: Question, groups: Iterable[Group]) -> dict[str, Signal]:
    """Return what the rules say of each group that one holds for, by its slug. One look at the events for each window and rule."""
    zone = question.scope.zone
    covering = coverage_of(homes, question.scope.with_(groups=()))
    by_rule: dict[DormancyRule, list[Group]] = defaultdict(list)
    for group in groups:
        if rule := rule_of(group, homes.charter.dormancy):
            by_rule[rule].append(group)
    found: dict[str, Signal] = {}
    for rule, ruled in by_rule.items():
        read_at = fresh_at(one for one in covering if one.kind in rule.shows)
        as_of = min(question.today, local_day(read_at, zone)) if read_at else question.today
        first, last = window_of(rule.within, as_of)
        since, until = day_start(first, zone), day_start(last + timedelta(days=1), zone)
        seen = _seen(homes, rule, since, until, zone)
        kept = any(one.day and first <= one.day <= last for one in homes.charter.minutes)
        for group in ruled:
            told = _quiet(homes, rule, group, seen[group.slug], (since, until), last, kept=kept)
            found[group.slug] = judge(rule, told, created=group.created, since=first, until=last)
    return found


def _seen(homes: Homes, rule: DormancyRule, since: datetime, until: datetime, zone: str) -> Mapping[str, _Seen]:
    found: dict[str, _Seen] = defaultdict(_Seen)
    events = homes.reading.grouped(homes.events(Scope(zone=zone)))
    counted = events.filter(
        events.kind.isin([*rule.shows, *MEETINGS]), events["at"] < until, events["at"] >= since - LOOKED_BACK
    )
    works = counted.kind.isin(list(rule.shows))
    table = counted.group_by(["group", "person"]).agg(
        events=(works & (counted["at"] >= since)).sum(),
        acts=(counted["at"] >= since).sum(),
        last=counted["at"].max(where=works),
    )
    for row in homes.rows(table):
        one = found[row["group"]]
        one.events += row["events"]
        one.last_at = max(filter(None, (one.last_at, row["last"])), default=None)
        if row["person"] is not None and row["acts"]:
            one.people.add(row["person"])
    met = events.filter(events.kind.isin(list(MEETINGS)), events["at"] < until)
    for row in homes.rows(
        met.select("group", "subject", at=met["at"]).group_by(["group", "subject"]).agg(at=lambda t: t["at"].min())
    ):
        found[row["group"]].met.add(local_day(row["at"], zone))
    for note in homes.charter.minutes:
        if note.day:
            found[note.group].met.add(note.day)
    return found


def _quiet(
    homes: Homes, rule: DormancyRule, group: Group, seen: _Seen, window: tuple[datetime, datetime], last: date, *, kept: bool
) -> Quiet:  # fmt: skip
    zone = homes.charter.community.zone
    missing = _missing(homes, group, rule.shows, window)
    unmet = _missing(homes, group, ("meeting.attended",), window)
    first = local_day(window[0], zone)
    met = [day for day in seen.met if first <= day <= last]
    led = {homes.identity.person_of.get(term.person, term.person) for term in leads(group.roster(last))}
    meetings_sure = kept or not unmet
    return Quiet(
        events=seen.events, events_sure=not missing, last_on=local_day(seen.last_at, zone) if seen.last_at else None,
        meetings=len(met) if met or meetings_sure else None, meetings_sure=meetings_sure,
        met_on=max((day for day in seen.met if day <= last), default=None),
        leads=len(led), active_leads=len(led & seen.people), leads_sure=not missing, unread=missing,
    )  # fmt: skip


def _missing(homes: Homes, group: Group, kinds: tuple[str, ...], window: tuple[datetime, datetime]) -> tuple[str, ...]:
    return unread(homes, group, Ladder("dormancy"), Count(kinds, events=1), *window)


def _row(homes: Homes, group: Group, told: Signal) -> dict[str, Any]:
    speaking = [one for one in told.lacks if one.word is told.word] or list(told.lacks)
    counts = {one.name: one.found for one in told.lacks}
    return {
        "group": group.slug, "name": group.name, "verdict": told.word, "word": next(key for key, word in KEYS.items() if word is told.word),
        "word_name": WORDS[told.word], "status": group.status, "status_name": STATUSES[group.status],
        "signal": _signal(group, told), "advice": ADVICE[_signal(group, told)], "since": told.since, "until": told.until,
        "rule": told.rule.id, "rule_title": told.rule.title if str(told.rule.title) else Text(told.rule.id, told.rule.id),
        "why": Text("; ".join(one.says.en for one in speaking), "；".join(one.says.zh for one in speaking)),
        "clauses": [{"name": one.name, "word": one.word.value, "word_name": CLAUSES[one.word], "says": one.says, "found": one.found,
                     "least": one.least} for one in told.lacks],
        "events": counts.get("events"), "meetings": counts.get("meetings"),
        "leads": [homes.faces.name_of(term.person) for term in leads(group.roster(told.until))],
    }  # fmt: skip


def _signal(group: Group, told: Signal) -> str:
    """Return what somebody should think about: ``rest``, ``revive``, or nothing."""
    if group.status == "active" and told.dormant:
        return "rest"
    return "revive" if group.status == "dormant" and told.word is Verdict.NOT_MET else ""


ADVICE = {
    "rest": Text(
        "Ask its leads; then revive it, merge it, or let it rest.", "请先询问负责人，再决定恢复、合并或休眠。"
    ),
    "revive": Text("It is declared dormant, and shows life: it may be revived.", "已声明休眠但有活动，可考虑恢复。"),
    "": Text(),
}


def _sentence(rows: list[dict[str, Any]]) -> Text:
    if not rows:
        return Text("No group is judged.", "没有可判断的小组。")
    quiet = [row for row in rows if row["signal"] == "rest"]
    back = sum(1 for row in rows if row["signal"] == "revive")
    unknown = sum(1 for row in rows if row["verdict"] is Verdict.UNKNOWN)
    names = Text(
        ", ".join(row["name"].en for row in quiet[:3]), "、".join(row["name"].said_in("zh") for row in quiet[:3])
    )
    who = Text(f" ({names.en})", f"（{names.zh}）") if quiet else Text()
    more = (
        Text(f" Of {unknown} it cannot be told: not everything was read.", f"另有 {unknown} 个数据未读全，无法判断。")
        if unknown
        else Text()
    )
    again = (
        Text(f" {many(back, 'dormant group shows', 'dormant groups show')} life.", f"{back} 个休眠小组有活动。")
        if back
        else Text()
    )
    return Text(
        f"{many(len(quiet), 'active group looks', 'active groups look') if quiet else 'No active group looks'} dormant{who.en}."
        f"{again.en}{more.en}",
        f"{f'{len(quiet)} 个活跃小组疑似休眠' if quiet else '没有活跃小组疑似休眠'}{who.zh}。{again.zh}{more.zh}",
    )
