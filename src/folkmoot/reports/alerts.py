"""Which numbers tell that somebody should look? The declared alerts, each with what raised it or why it is silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from folkmoot.metrics.indicator import INDICATORS, Indicator
from folkmoot.model.alerts import Alert
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question, day_start, window
from folkmoot.model.text import Text
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.days import window_of
from folkmoot.reports.filling import fill, many
from folkmoot.reports.gauges import gauge
from folkmoot.reports.homes import Homes
from folkmoot.reports.indicator import said
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report

TITLE = Text("Alerts", "告警")
STATES = {
    "raised": Text("raised", "已触发"),
    "silent": Text("silent", "未触发"),
    "unknown": Text("unknown", "未知"),
}
NOT_WHOLE = Text("Its end was not read, so it may yet be more.", "时段末尾尚未读取，数值可能还会增加。")
PROMISED = "change_first_response"
OPTIONS = {"state": Text(f"Only these: {', '.join(STATES)}.", f"只看：{'、'.join(STATES)}。")}
COLUMNS = (
    Column("state", Text("State", "状态"), "state"),
    Column("title", Text("Alert", "告警")),
    Column("thing", Text("Where", "范围")),
    Column("says", Text("What it says", "说明")),
    Column("value", Text("Value", "数值"), "number"),
    Column("before", Text("Just before", "前一时段"), "number"),
    Column("bound", Text("Bound", "界限"), "number"),
    Column("to", Text("Who is told", "通知"), "list"),
    Column("id", Text("Id", "标识")),
)


@dataclass(frozen=True)
class Judged:
    """What a rule says of one number."""

    state: str
    says: Text
    value: float | None = None
    before: float | None = None
    bound: float | None = None


@report("alerts", TITLE, options=OPTIONS)
def alerts(homes: Homes, question: Question) -> Answer:
    """Which numbers tell that somebody should look?"""
    state = chosen(question, "state", STATES)
    rows = [row for alert in homes.charter.alerts for row in _rows(homes, question, alert)]
    rows.sort(key=lambda row: (list(STATES).index(row["state"]), row["id"], row["thing"]))
    raised = sum(1 for row in rows if row["state"] == "raised")
    shown = [row for row in rows if not state or row["state"] == state]
    return fill(homes, question, TITLE, _sentence(len(rows), raised), COLUMNS, shown, total=raised, found=len(shown))


def _sentence(watched: int, raised: int) -> Text:
    if not watched:
        return Text("The charter declares no alerts.", "章程仓没有声明告警。")
    if not raised:
        return Text(f"None of {many(watched, 'alert', 'alerts')} is raised.", f"{watched} 项告警均未触发。")
    return Text(
        f"{raised} of {many(watched, 'alert', 'alerts')} {'is' if raised == 1 else 'are'} raised.",
        f"{watched} 项告警中 {raised} 项已触发。",
    )


def _rows(homes: Homes, question: Question, alert: Alert) -> Iterator[dict[str, Any]]:
    if alert.rule.name == "stale":
        yield _row(alert, "", _stale(homes, question, alert))
        return
    indicator = INDICATORS.get(alert.indicator or (PROMISED if alert.rule.name == "promise" else ""))
    for thing, inside in _watched(homes, question, alert):
        if indicator is None:
            nothing = Text(f"There is no indicator '{alert.indicator}'.", f"没有名为“{alert.indicator}”的指标。")
            yield _row(alert, thing, Judged("unknown", nothing))
        else:
            yield _row(alert, thing, _judged(homes, inside, alert, indicator))


def _watched(homes: Homes, question: Question, alert: Alert) -> Iterator[tuple[str, Question]]:
    """Yield each thing that the alert watches, with the question about it in the alert's window."""
    scope = question.scope
    since_at, until_at = window(*window_of(alert.window, question.today), scope.zone)
    scope = scope.with_(
        since_at=since_at, until_at=until_at,
        groups=(alert.group,) if alert.group else (), repos=(alert.repo,) if alert.repo else (), orgs=(), people=(),
    )  # fmt: skip
    field, things = {
        "": ("", ()),
        "group": ("groups", (alert.group,) if alert.group else tuple(homes.charter.group_by_slug)),
        "repo": ("repos", (alert.repo,) if alert.repo else tuple(sorted(homes.coverage_by_repo.keys() - {""}))),
    }[alert.each]
    if not field:
        yield alert.group or alert.repo, Question(question.name, scope, question.today)
    for thing in things:
        yield thing, Question(question.name, scope.with_(**{field: (thing,)}), question.today)


def _row(alert: Alert, thing: str, judged: Judged) -> dict[str, Any]:
    title = alert.title or Text(alert.id, alert.id)
    return {
        "state": judged.state, "state_name": STATES[judged.state], "title": title, "thing": thing, "says": judged.says,
        "value": judged.value, "before": judged.before, "bound": judged.bound, "to": list(alert.channels), "id": alert.id,
        "indicator": alert.indicator, "rule": alert.rule.name, "quiet": alert.quiet,
    }  # fmt: skip


def _judged(homes: Homes, question: Question, alert: Alert, indicator: Indicator) -> Judged:
    read = gauge(homes, question, indicator, curve=False)
    rule, bound = alert.rule.name, alert.rule.bound
    if read.value is None or bound is None:
        return Judged("unknown", read.why or Text("It is unknown.", "未知。"), None, read.before, bound)
    if (read.n or 0) < alert.least:
        few = Text(f"Only {read.n or 0} things stand under it.", f"仅基于 {read.n or 0} 项。")
        return Judged("silent", few, read.value, read.before, bound)
    if not read.whole and not indicator.standing and rule in ("falls", "below"):
        return Judged("unknown", NOT_WHOLE, read.value, read.before, bound)
    value, unit = said(read.value, indicator.shows), indicator.unit
    named = Text(f"{indicator.title.en}: {value} {unit.en}".strip(), f"{indicator.title.zh}：{value} {unit.zh}".strip())
    if rule in ("falls", "rises"):
        moved = read.moved
        if moved is None:
            return Judged(
                "unknown", Text("What it was before is unknown.", "之前的数值未知。"), read.value, None, bound
            )
        hit = -moved >= bound if rule == "falls" else moved >= bound
        was = said(read.before, indicator.shows)
        says = Text(f"{named.en}, {moved:+.0%} against {was} before", f"{named.zh}，此前为 {was}，变化 {moved:+.0%}")
        return Judged("raised" if hit else "silent", says, read.value, read.before, bound)
    hit = read.value < bound if rule == "below" else read.value > bound
    limit = said(bound, indicator.shows)
    words = {
        "above": Text(f"the bound is {limit}", f"上限为 {limit}"),
        "below": Text(f"the bound is {limit}", f"下限为 {limit}"),
        "promise": Text(f"promised within {limit}", f"承诺 {limit} 以内"),
    }[rule]
    says = Text(f"{named.en}; {words.en}", f"{named.zh}；{words.zh}")
    return Judged("raised" if hit else "silent", says, read.value, read.before, bound)


def _stale(homes: Homes, question: Question, alert: Alert) -> Judged:
    days = alert.rule.stale or 0
    scope = question.scope.with_(
        since_at=None,
        until_at=None,
        groups=(alert.group,) if alert.group else (),
        repos=(alert.repo,) if alert.repo else (),
    )
    newest: dict[str, datetime] = {}
    for row in coverage_of(homes, scope):
        if not alert.source or row.source == alert.source:
            newest[row.source] = max(newest.get(row.source, row.read_at), row.read_at)
    if not newest:
        return Judged("unknown", Text("Nothing was read from it yet.", "尚未从该来源读取。"), bound=float(days))
    end = day_start(question.today + timedelta(days=1), question.scope.zone)
    old = {source: (end - at).days for source, at in newest.items() if end - at > timedelta(days=days + 1)}
    longest = float(max(((end - at).days for at in newest.values()), default=0))
    if not old:
        return Judged(
            "silent", Text("Every source was read in time.", "各来源均按时读取。"), longest, None, float(days)
        )
    named = ", ".join(f"{source} ({count} d)" for source, count in sorted(old.items()))
    return Judged("raised", Text(f"Not read for days: {named}", f"多日未读取：{named}"), longest, None, float(days))
