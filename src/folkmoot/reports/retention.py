"""Who stays: cohorts, how long people take part, whom each month keeps and loses, and who has fallen silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.metrics.retention import (
    QUIET,
    both_ways,
    durations,
    leaving,
    leaving_of,
    lifetimes,
    lifetimes_of,
    retention,
)
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.filling import UNREAD, by_month, fill, many, number
from folkmoot.reports.gaps import gaps
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.reports.watched import known_scope
from folkmoot.rules.survival import Step, after, median, survival

TITLE = Text("Retention", "留存")
LATER = 3  # months after which it is said in words how many are still active
YEAR = 365
LONGEST = 3650
OPTIONS = {
    "quiet": Text(f"Days of silence after which somebody is gone; {QUIET} if it is not said.", f"沉默多少天视为离开，默认 {QUIET} 天。"),
}  # fmt: skip
COLUMNS = (
    Column("cohort", Text("Came in", "加入月份")),
    columns.count("months", Text("Months since", "此后第几月")),
    columns.count("people", Text("People", "人数"), unit="people"),
    columns.count("active", Text("Active", "活跃"), unit="people"),
    Column("share", Text("Share", "占比"), "share"),
    Column("over", Text("The month is over", "该月已结束"), "mark"),
)


@report("retention", TITLE, options=OPTIONS)
def staying(homes: Homes, question: Question) -> Answer:
    """Who stays, for how long, and who has gone?"""
    quiet = _quiet(question)
    scope, events = known_scope(homes, question), homes.events(question.scope)
    rows = [{**row, "cohort": f"{row['cohort']:%Y-%m}"} for row in homes.rows(retention(events, scope))]
    parts = {
        "survival": _survival(homes, question, events, quiet),
        "both_ways": _both_ways(homes, question, events),
        "leaving": _leaving(homes, question, events, quiet),
    }
    share = share_after(rows, LATER)
    months = sorted({row["cohort"] for row in rows})
    return fill(
        homes, question, TITLE, _sentence(homes, question, rows, share, parts), COLUMNS, rows,
        metric=retention, total=share, unit="", parts=parts, gaps=gaps(coverage_of(homes, question.scope), months, question),
        about={"quiet": quiet, "until_at": scope.until_at, "after": LATER},
    )  # fmt: skip


def _quiet(question: Question) -> int:
    said = question.option("quiet") or str(QUIET)
    if not said.isdecimal() or not 1 <= int(said) <= LONGEST:
        raise BadQuestion(f"quiet cannot be '{said}'.", mend=f"Write a number of days from 1 to {LONGEST}.")
    return int(said)


def share_after(rows: Sequence[Mapping[str, Any]], months: int) -> float | None:
    """Return which share of all people was active so many months after they came, as far as those months are over."""
    told = [row for row in rows if row["months"] == months and row["active"] is not None and row["over"]]
    people = sum(row["people"] for row in told)
    return sum(row["active"] for row in told) / people if people else None


def _sentence(
    homes: Homes,
    question: Question,
    rows: Sequence[Mapping[str, Any]],
    share: float | None,
    parts: Mapping[str, Answer],
) -> Text:
    if not rows:
        read = coverage_of(homes, question.scope)
        return (
            Text("Nobody contributed for the first time in this window.", "此时段内没有人首次贡献。")
            if read
            else UNREAD
        )
    came = sum(row["people"] for row in rows if row["months"] == 0)
    first = Text(f"{many(came, 'person', 'people')} came", f"共有 {number(came)} 人加入")
    if share is None:
        first = Text(f"{first.en}; it is too early to say how many stay.", f"{first.zh}；现在判断留存还为时过早。")
    else:
        first = Text(
            f"{first.en}; {share:.0%} were active {LATER} months later.",
            f"{first.zh}；{share:.0%} 的人在 {LATER} 个月后仍活跃。",
        )
    rest = parts["survival"].sentence
    return Text(f"{first.en} {rest.en}", f"{first.zh}{rest.zh}")


def _survival(homes: Homes, question: Question, events: Any, quiet: int) -> Answer:
    """Return the share of people who still take part after so many days, with its band."""
    told = homes.rows(durations(lifetimes_of(events, known_scope(homes, question), quiet)))
    steps = survival((row["days"], row["gone"], row["people"]) for row in told)
    rows = [
        {"days": step.days, "share": step.share, "low": step.low, "high": step.high, "at_risk": step.at_risk, "gone": step.gone,
         "censored": step.censored} for step in steps
    ]  # fmt: skip
    shown = (
        columns.count("days", Text("Days since the first contribution", "距首次贡献天数"), unit="days"),
        Column("share", Text("Still there", "仍在参与"), "share"),
        Column("low", Text("At least", "下限"), "share"), Column("high", Text("At most", "上限"), "share"),
        columns.count("at_risk", Text("Watched", "观察中"), unit="people"),
        columns.count("gone", Text("Gone", "离开"), unit="people"),
        columns.count("censored", Text("Not watched further", "观察截止"), unit="people"),
    )  # fmt: skip
    half, year = median(steps), after(steps, YEAR)
    title = Text("How long people take part", "参与时长")
    return fill(
        homes, question, title, _stays(steps, half, year, quiet), shown, rows, metric=lifetimes, total=half, name="survival",
        about={"quiet": quiet, "median_days": half, "people": sum(row["people"] for row in told)},
    )  # fmt: skip


def _stays(steps: Sequence[Step], half: int | None, year: Step | None, quiet: int) -> Text:
    if not steps:
        return Text("How long people stay cannot be told yet.", "尚无法判断人们会参与多久。")
    if half is None:
        said = Text("More than half still take part, as far as is known.", "据目前所知，仍有一半以上的人在参与。")
    elif half == 0:
        said = Text("At least half came only once.", "至少一半的人只来过一次。")
    else:
        said = Text(f"Half are gone after {many(half, 'day', 'days')}.", f"{number(half)} 天后有一半的人离开。")
    if year is not None and year.low is not None and year.high is not None:
        said = Text(
            f"{said.en} After a year {year.share:.0%} still take part ({year.low:.0%} to {year.high:.0%}).",
            f"{said.zh}一年后仍有 {year.share:.0%} 的人参与（{year.low:.0%} 至 {year.high:.0%}）。",
        )
    return Text(
        f"{said.en} Gone is who was silent for more than {quiet} days.", f"{said.zh}沉默超过 {quiet} 天视为离开。"
    )


def _both_ways(homes: Homes, question: Question, events: Any) -> Answer:
    rows = by_month(homes.rows(both_ways(events, known_scope(homes, question))))
    shown = (
        columns.MONTH,
        columns.count("active", Text("Active", "活跃"), "events?month={month}&kind=contributions", "people"),
        columns.count("kept", Text("Kept", "留住"), unit="people"), columns.count("new", Text("New", "新增"), unit="people"),
        columns.count("back", Text("Back", "回来"), unit="people"), columns.count("lost", Text("Lost", "流失"), unit="people"),
        columns.count("before", Text("Active before", "上月活跃"), unit="people"),
        Column("share", Text("Kept of those", "留住比例"), "share"), Column("over", Text("The month is over", "该月已结束"), "mark"),
    )  # fmt: skip
    last = next((row for row in reversed(rows) if row["over"]), None)
    sentence = Text("No month is over yet.", "尚无已结束的月份。")
    if last:
        sentence = Text(
            f"{last['month']} kept {number(last['kept'])} of {number(last['before'])}, lost {number(last['lost'])}, "
            f"won {number(last['new'])} and won {number(last['back'])} back.",
            f"{last['month']}：上月 {number(last['before'])} 人中留住 {number(last['kept'])} 人、流失 {number(last['lost'])} 人，"
            f"新增 {number(last['new'])} 人，回来 {number(last['back'])} 人。",
        )
    missed = gaps(coverage_of(homes, question.scope), [row["month"] for row in rows], question)
    return fill(
        homes,
        question,
        Text("Both ways", "双向留存"),
        sentence,
        shown,
        rows,
        metric=both_ways,
        name="both_ways",
        gaps=missed,
    )


def _leaving(homes: Homes, question: Question, events: Any, quiet: int) -> Answer:
    found = homes.rows(leaving_of(events, known_scope(homes, question), quiet))
    rows = [
        {"id": homes.faces.id_of(row["person"]), "name": homes.faces.name_of(row["person"]),
         **{name: row[name] for name in ("contributions", "first_at", "last_at", "silent_days")}}
        for row in found
    ]  # fmt: skip
    shown = (
        columns.person_column(), columns.count("contributions", Text("Contributions", "贡献数"), "events?person={id}&kind=contributions"),
        columns.FIRST, columns.LAST, columns.count("silent_days", Text("Silent for days", "沉默天数"), unit="days"),
        Column("id", Text("Id", "标识")),
    )  # fmt: skip
    sentence = Text(
        f"{many(len(rows), 'person', 'people')} contributed in this window and then fell silent for more than {quiet} days.",
        f"此时段内贡献过、此后沉默超过 {quiet} 天的有 {number(len(rows))} 人。",
    )
    title = Text("Fallen silent", "沉默的人")
    return fill(homes, question, title, sentence, shown, rows, metric=leaving, total=len(rows), name="leaving")
