"""Which groups need attention, and why? Judged from what was read until now, in windows of the same length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import ibis
from dateutil.relativedelta import relativedelta

from folkmoot.metrics.spread import at_least
from folkmoot.metrics.told import NO
from folkmoot.metrics.waiting import half_within, waits
from folkmoot.metrics.windows import is_contribution
from folkmoot.model.answer import Answer, Column
from folkmoot.model.groups import Group, Kind
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports.answers import not_yet
from folkmoot.reports.ask import ask
from folkmoot.reports.covering import coverage_of, fresh_at
from folkmoot.reports.days import local_day, window_of
from folkmoot.reports.dormancy import signals
from folkmoot.reports.filling import fill, many
from folkmoot.reports.groups import leads
from folkmoot.reports.homes import Homes
from folkmoot.reports.knowing import with_known
from folkmoot.reports.question import ON, asked_on, chosen
from folkmoot.reports.registry import report
from folkmoot.rules.attention import GROWING, LEVELS, Figures, level, reasons

TITLE = Text("Groups that need attention", "需关注的小组")
WINDOW = "90d"
KINDS = (Kind.SIG, Kind.WG, Kind.TEAM, Kind.COMMITTEE)
ASKED = ("change.opened", "issue.opened")
MEETINGS = ("meeting.hosted", "meeting.attended", "meeting.presented")
OPTIONS = {
    "level": Text(f"Only these: {', '.join(LEVELS)}.", f"只看：{'、'.join(LEVELS)}。"),
    "on": ON,
}
COLUMNS = (
    Column("name", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("level_name", Text("Level", "程度")),
    Column("why", Text("Why", "原因")),
    Column("hours", Text("Half answered within", "半数响应时长"), "hours", "hours", "answers?group={group}"),
    Column("waiting", Text("Wait too long", "超时等待"), "number", "", "answers?group={group}&state=unanswered"),
    Column("people", Text("People", "人数"), "number", "people", "people?group={group}&kind=contributors"),
    Column("people_before", Text("Just before", "前一时段"), "number", "people"),
    Column("events", Text("Events", "事件"), "number", "", "events?group={group}"),
    Column("events_before", Text("Just before", "前一时段"), "number"),
    Column("group", Text("Short name", "短名")),
)
DEFINITION = Text(
    "Over the last 90 days that were read, beside the 90 before. Reasons: half answered later than promised, or more than twice as late as "
    "in the whole community (what is unanswered counts as waiting); waiting for longer than promised; people or activity fell by half; "
    "half of the work is one person's; backlog growing three months; nobody leads, or no lead is active; no meeting for 60 days; targets "
    "behind; what the rule of dormancy says. Two weighty reasons are a risk. What was not read is no reason.",
    "按最近已读取的 90 天与其前 90 天比较。"
    "原因包括：半数响应时长超过承诺或超过全社区两倍（未响应的按仍在等待计）；等待超过承诺；人数或活动减半；"
    "一半工作由一人完成；积压连续三个月增长；无负责人或负责人不活跃；60 天未开会；目标落后；疑似休眠。"
    "两项重要原因即为有风险。未读取的数据不作为原因。",
)


@dataclass
class _Seen:
    """What was seen of one group."""

    now: dict[str, int] = field(default_factory=dict)  # contributions by person
    before: dict[str, int] = field(default_factory=dict)
    events: int = 0
    events_before: int = 0
    met_at: datetime | None = None
    hours: float | None = None  # within which half of what was opened was answered
    least: float | None = None  # how long it takes at least
    asked: int = 0
    answered: int = 0
    waiting: int = 0
    ends: dict[date, int] = field(default_factory=dict)


@report("attention", TITLE, options=OPTIONS)
def attention(homes: Homes, question: Question) -> Answer:
    """Which groups need attention, and why?"""
    wanted, question = chosen(question, "level", LEVELS), asked_on(question)
    read_at = fresh_at(coverage_of(homes, question.scope))
    as_of = min(question.today, local_day(read_at, question.scope.zone)) if read_at else question.today
    if as_of < question.today:  # nothing newer was read: every later day shares one answer
        return ask(homes, replace(question, today=as_of))
    seen = _seen(homes, question, as_of)
    usual = seen[""].hours if "" in seen else None
    behind = _behind(homes, question)
    judged = [
        one
        for one in homes.charter.groups
        if one.kind in KINDS and one.status == "active" and one.slug in (question.scope.groups or (one.slug,))
    ]
    resting = signals(homes, question, judged)
    rows = []
    for group in judged:
        figures = _figures(homes, question, group, seen.get(group.slug), behind.get(group.slug, ()), as_of)
        signal = resting.get(group.slug)
        if signal is not None and signal.dormant:
            figures = replace(figures, quiet=tuple(lack.says for lack in signal.lacks))
        rows.append(_row(homes, group, figures, usual))
    rows.sort(key=lambda row: (list(LEVELS).index(row["level"]), -row["weight"], str(row["group"])))
    shown = [row for row in rows if wanted in ("", row["level"])]
    return fill(
        homes, question, TITLE, _sentence(rows, as_of), COLUMNS, shown, definition=DEFINITION,
        total=sum(1 for row in rows if row["level"] == "risk"), found=len(shown),
        about={"as_of": as_of, "promise": homes.charter.board.promise_hours, "usual": usual,
               "counts": {name: sum(1 for row in rows if row["level"] == name) for name in LEVELS}},
    )  # fmt: skip


def _seen(homes: Homes, question: Question, as_of: date) -> dict[str, _Seen]:
    zone = question.scope.zone
    first, last = window_of(WINDOW, as_of)
    since, until = day_start(first, zone), day_start(last + timedelta(days=1), zone)
    before = since - (until - since)
    found: dict[str, _Seen] = defaultdict(_Seen)
    scope = question.scope.with_(since_at=None, until_at=None, groups=())
    grouped = homes.reading.grouped(homes.events(scope))
    recent = grouped.filter((grouped["at"] >= before) & (grouped["at"] < until))
    now, counts = recent["at"] >= since, is_contribution(recent)
    table = recent.group_by(["group", "person"]).agg(
        now=(now & counts).sum(), before=(~now & counts).sum(), events=now.sum(), earlier=(~now).sum()
    )
    for row in homes.rows(table):
        one = found[row["group"]]
        one.events += row["events"]
        one.events_before += row["earlier"]
        if row["person"] is not None:
            one.now |= {row["person"]: row["now"]} if row["now"] else {}
            one.before |= {row["person"]: row["before"]} if row["before"] else {}
    met = grouped.filter(grouped.kind.isin(MEETINGS) & (grouped["at"] < until))
    for row in homes.rows(met.group_by("group").agg(last=met["at"].max())):
        found[row["group"]].met_at = row["last"]
    _threads(homes, question, found, as_of, since, until)
    return found


def _threads(
    homes: Homes, question: Question, found: dict[str, _Seen], as_of: date, since: datetime, until: datetime
) -> None:
    """Add how the groups answer, what waits, and what was open at the ends of the last months."""
    zone = question.scope.zone
    scope = question.scope.with_(since_at=None, until_at=None, groups=())
    grouped = homes.reading.grouped(homes.threads(scope))
    promised = until - timedelta(hours=homes.charter.board.promise_hours)
    answered, closed = grouped.first_response_at < until, grouped.closed_at < until  # what came later is not known yet
    silent = ~answered.fill_null(NO) & ~closed.fill_null(NO)
    waits = grouped.filter(silent & (grouped["at"] >= since) & (grouped["at"] < promised))
    for row in homes.rows(waits.group_by("group").agg(n=waits.subject.nunique())):
        found[row["group"]].waiting = row["n"]
    _answers(homes, grouped, found, since, until)
    _answers(homes, homes.threads(scope).mutate(group=ibis.literal("")), found, since, until)
    for back in range(GROWING, -1, -1):
        end = as_of.replace(day=1) - relativedelta(months=back - 1) if back else as_of + timedelta(days=1)
        moment = day_start(min(end, as_of + timedelta(days=1)), zone)
        still = grouped.filter((grouped["at"] < moment) & (grouped.closed_at.isnull() | (grouped.closed_at >= moment)))
        for row in homes.rows(still.group_by("group").agg(n=still.subject.nunique())):
            found[row["group"]].ends[end] = row["n"]


def _answers(homes: Homes, threads: Any, found: dict[str, _Seen], since: datetime, until: datetime) -> None:
    """Add within how long half of what each group was asked was answered, as it was known at ``until``.

    It is the board's own number: what is unanswered counts as waiting. The group "" is the whole community.
    """
    asked = with_known(homes, threads.filter((threads["at"] >= since) & (threads["at"] < until)))
    end, never = ibis.literal(until, "timestamp(6)"), ibis.null("timestamp(6)")
    then = {name: ibis.ifelse(asked[name] < end, asked[name], never) for name in ("first_response_at", "closed_at")}
    waited = waits(asked.mutate(**then, known_at=ibis.least(asked.known_at, end)), end)
    for row in homes.rows(half_within(waited, "group").join(at_least(waited, "group"), "group")):
        one = found[row["group"]]
        one.hours, one.least, one.asked, one.answered = row["half"], row["least"], row["asked"], row["answered"]


def _figures(
    homes: Homes, question: Question, group: Group, seen: _Seen | None, behind: Sequence[Text], as_of: date
) -> Figures:
    covering = coverage_of(homes, question.scope.with_(groups=(group.slug,)))
    kinds = {row.kind for row in covering}
    known = seen is not None or bool(covering)
    told = seen or _Seen()
    asked = bool(kinds & set(ASKED)) or bool(told.asked)
    led = {homes.identity.person_of.get(term.person, term.person) for term in leads(group.roster(question.today))}
    silent = tuple(sorted(homes.faces.name_of(person) for person in led if not told.now.get(person))) if known else ()
    met = local_day(told.met_at, question.scope.zone) if told.met_at else None
    return Figures(
        people=len(told.now) if known else None,
        people_before=len(told.before) if known else None,
        events=told.events if known else None,
        events_before=told.events_before if known else None,
        absence_factor=_absence(told.now),
        answered_hours=told.hours,
        least_hours=told.least,
        asked=told.asked,
        answers=told.answered,
        waiting=told.waiting if asked else None,
        backlog=tuple(told.ends[end] for end in sorted(told.ends)) if asked and len(told.ends) > GROWING else (),
        leads=len(led),
        silent_leads=silent,
        meets=bool(group.meetings),
        days_since_meeting=(as_of - met).days if met else None,
        behind=tuple(behind),
    )


def _absence(counts: Mapping[str, int]) -> int | None:
    """Return how few people made half of what was contributed; None where nobody contributed."""
    whole, part = sum(counts.values()), 0
    for place, amount in enumerate(sorted(counts.values(), reverse=True), 1):
        part += amount
        if 2 * part >= whole:
            return place
    return None


def _behind(homes: Homes, question: Question) -> dict[str, list[Text]]:
    if not homes.charter.targets:
        return {}
    scope = question.scope.with_(
        groups=(), repos=(), orgs=(), people=()
    )  # the window stays: a page asks them beside this
    told = ask(homes, Question("targets", scope, question.today))
    found: dict[str, list[Text]] = defaultdict(list)
    for row in told.rows:
        if row["group"] and not row["sum"] and row["state"] in ("behind", "missed"):
            found[row["group"]].append(row["title"])
    return found


def _row(homes: Homes, group: Group, figures: Figures, usual: float | None) -> dict[str, Any]:
    found = reasons(figures, promise=homes.charter.board.promise_hours, usual_hours=usual)
    how = level(figures, found)
    why = Text("; ".join(one.says.en for one in found), "；".join(one.says.zh for one in found))
    if how == "unknown":
        why = Text("Nothing was read that would tell it.", "尚未读取可以说明它的数据。")
    return {
        "group": group.slug, "name": group.name, "level": how, "level_name": LEVELS[how], "why": why,
        "reasons": [{"says": one.says, "weight": one.weight, "kind": one.kind} for one in found],
        "weight": sum(one.weight for one in found), "hours": figures.answered_hours,
        "hours_why": not_yet(figures.least_hours) if figures.answered_hours is None and figures.least_hours is not None else Text(),
        "waiting": figures.waiting,
        "people": figures.people, "people_before": figures.people_before, "events": figures.events,
        "events_before": figures.events_before, "absence_factor": figures.absence_factor, "leads": figures.leads,
    }  # fmt: skip


def _sentence(rows: Sequence[Mapping[str, Any]], as_of: date) -> Text:
    if not rows:
        return Text("No active group is declared.", "没有声明活跃的小组。")
    risk = [row for row in rows if row["level"] == "risk"]
    watch = sum(1 for row in rows if row["level"] == "watch")
    unknown = sum(1 for row in rows if row["level"] == "unknown")
    rest = Text(f" Of {unknown} nothing was read.", f"另有 {unknown} 个小组未读取数据。") if unknown else Text()
    when = Text(f"In the 90 days to {as_of}, ", f"截至 {as_of} 的 90 天内，")
    if not risk:
        return Text(
            f"{when.en}none of {many(len(rows), 'group', 'groups')} is at risk; {watch} to watch.{rest.en}",
            f"{when.zh}{len(rows)} 个小组均无风险，{watch} 个需关注。{rest.zh}",
        )
    first = risk[0]
    why = first["reasons"][0]["says"]
    return Text(
        f"{when.en}{len(risk)} of {many(len(rows), 'group', 'groups')} {'is' if len(risk) == 1 else 'are'} at risk, {watch} to watch. "
        f"{first['name'].en}: {why.en}.{rest.en}",
        f"{when.zh}{len(rows)} 个小组中 {len(risk)} 个有风险，{watch} 个需关注。{first['name'].said_in('zh')}：{why.zh}。{rest.zh}",
    )
