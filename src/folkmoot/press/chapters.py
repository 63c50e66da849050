"""Chapters of a community's report: each asks one question of the reports and says the answer on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from folkmoot.model.answer import Answer
from folkmoot.model.event import KINDS
from folkmoot.model.text import Text
from folkmoot.press.chart import SERIES, Chart, Series
from folkmoot.press.document import Figure, Section, notes_of, table_of
from folkmoot.press.lines import line_chart
from folkmoot.press.months import months_chart
from folkmoot.press.plots import answers_plot, interest_plot, levels_plot, scores_plot, stays_plot
from folkmoot.reports.filling import unit_beside
from folkmoot.reports.gaps import whole
from folkmoot.reports.indicator import said

Asking = Callable[..., Answer]
"""Asks a report by its name, with parameters as somebody types them. Errors: BadQuestion."""


@dataclass(frozen=True)
class About:
    """What a report is about: who answers, in which language, the window, and perhaps one group."""

    ask: Asking
    language: str
    since: date
    until: date
    group: str = ""
    today: date | None = None

    def asked(self, report: str, **parameters: str) -> Answer:
        """Ask about the window and the group."""
        window = {"since": self.since.isoformat(), "until": self.until.isoformat()}
        return self.ask(report, **{**window, **({"group": self.group} if self.group else {}), **parameters})

    def asked_always(self, report: str, **parameters: str) -> Answer:
        """Ask about the group, without a window."""
        return self.ask(report, **{**({"group": self.group} if self.group else {}), **parameters})

    def words(self, text: Text) -> str:
        """Return the text in the report's language."""
        return text.said_in(self.language)


def two_years_to(until: date) -> str:
    """Return the first day of the 24 months that end with a day's month, whatever day is today."""
    return (until.replace(day=1) - relativedelta(months=23)).isoformat()


ALONE = Text("rises alone: {other} does not", "独自上升：{other}没有随之上升")
BEFORE = Text("before {value}", "此前 {value}")
BROUGHT = ("title", "indicator_title", "verdict_name", "says", "cost_words", "each_words")
CURVE = Text("Active people by month", "每月活跃人数")


def numbers(about: About) -> Section:
    """The headline numbers, each beside what it was, and those marked that rise alone."""
    answer = about.asked("board")
    figures = tuple(_figure(about, row) for row in answer.rows)
    first = next((row for row in answer.rows if any(value is not None for value in row["spark"])), None)
    chart = _curve(about, first) if first else None
    title = about.words(Text("The numbers", "关键指标"))
    return Section(title, about.words(answer.sentence), figures, chart, notes=notes_of(answer, about.language))


def _figure(about: About, row: Mapping[str, Any]) -> Figure:
    unit = about.words(row["unit"])
    value = said(row["value"], row["shows"])
    if row["value"] is None:
        return Figure(about.words(row["title"]), about.words(Text("unknown", "未知")), "", about.words(row["why"]))
    moved = row["change"]
    change = "" if moved is None else f"{'▲' if moved > 0 else '▼'} {abs(moved):.0%}" if abs(moved) >= 0.005 else "="
    beside = row["beside"]
    note = about.words(ALONE).format(other=about.words(beside["title"])) if beside and beside["alone"] else ""
    before = about.words(BEFORE).format(value=said(row["before"], row["shows"])) if row["before"] is not None else ""
    return Figure(
        about.words(row["title"]), f"{value} {unit_beside(value, unit)}".strip(), f"{change} {before}".strip(), note
    )


def _curve(about: About, row: Mapping[str, Any]) -> Chart:
    rows = [
        {"at": day, "key": row["name"], "value": value} for day, value in zip(row["periods"], row["spark"], strict=True)
    ]
    title = about.words(row["title"])
    series = (Series(row["name"], title, SERIES[0]),)
    return line_chart(rows, series, unit=row["unit"], shows=row["shows"], language=about.language, says=title)


def targets(about: About) -> Section:
    """Whether the year's targets will be met, as it looked at the end of the window."""
    answer = about.asked_always("targets", year=str(about.until.year), on=about.until.isoformat())
    only = (
        "title",
        "group",
        "state_name",
        "value",
        "goal",
        "share",
        "expected",
        "low",
        "high",
        "likely_name",
        "owner_name",
    )
    # One that is made of others has no number of its own: its cells are empty, not unknown.
    rows = tuple(
        {
            **row,
            "group": row["group_name"],
            **(dict.fromkeys(("value", "goal", "expected", "low", "high"), "") if row["sum"] else {}),
        }
        for row in answer.rows
    )
    return _section(about, _with(answer, rows), only, limit=30)


def attention(about: About, day: date | None = None) -> Section:
    """Which groups need attention, and why, as it looked on ``day`` or at the end of the window."""
    answer = about.asked_always("attention", on=(day or about.until).isoformat())
    rows = tuple(row for row in answer.rows if row["level"] in ("risk", "watch"))
    shown = table_of(_with(answer, rows), ("name", "level_name", "why"), 12)
    return Section(
        about.words(answer.title), about.words(answer.sentence), table=shown, notes=notes_of(answer, about.language)
    )


def people(about: About) -> Section:
    """Who took part, month by month, and who was new."""
    answer = about.asked("overview")
    year = about.ask("overview", **{
        "since": two_years_to(about.until), "until": about.until.isoformat(), **({"group": about.group} if about.group else {}),
    }).parts["people"]  # fmt: skip
    series = (
        Series("returning", about.words(Text("came back", "回归")), SERIES[0]),
        Series("new", about.words(Text("for the first time", "首次")), SERIES[1]),
    )
    rows = [
        {"month": str(row["month"])[:7], "key": one.key, "amount": row[one.key]}
        for row in year.rows
        for one in series
        if row.get(one.key) is not None and not whole(year.gaps, str(row["month"])[:7])
    ]
    says = about.words(CURVE)
    unit = about.words(Text("People", "人数"))
    chart = months_chart(rows, series, year.gaps, language=about.language, says=says, unit=unit) if rows else None
    fresh = answer.parts["newcomers"]
    table = table_of(fresh, ("name", "organization", "first_at", "contributions"), 12)
    title = about.words(Text("People", "人员"))
    return Section(title, about.words(answer.sentence), (), chart, table, notes=notes_of(answer, about.language))


def work(about: About) -> Section:
    """What was done, by kind, beside the time before."""
    answer = about.asked("overview").parts["kinds"]
    rows = tuple({**row, "kind": _kind(about, row["kind"])} for row in answer.rows)
    return _section(about, _with(answer, rows), ("kind", "events", "before", "people"), limit=12)


def _kind(about: About, kind: str) -> str:
    return about.words(KINDS[kind]) if kind in KINDS else kind


def answers(about: About) -> Section:
    """Who answers slowly: the groups side by side."""
    answer = about.asked("answers", by="group")
    title = about.words(Text("Who answers slowly", "谁响应较慢"))
    table = table_of(answer, ("name", "opened", "waiting", "kept", "half", "hours"), 12)
    chart = answers_plot(answer, about.language)
    return Section(
        title, about.words(answer.sentence), chart=chart, table=table, notes=notes_of(answer, about.language)
    )


def levels(about: About) -> Section:
    """How many developers reached each level, and how many went on."""
    answer = about.asked("levels")
    return replace(
        _section(about, answer, ("name", "people", "share"), limit=6), chart=levels_plot(answer, about.language)
    )


def reach(about: About) -> Section:
    """Stars, forks and watches, told by two sources; downloads."""
    answer = about.asked("interest")
    only = ("month", "stars_total", "stars_counted", "stars", "stars_gap", "forks_total", "watches_total")
    section = _section(about, answer, only, limit=12)
    downloads = about.asked("downloads")
    return Section(
        section.title,
        section.sentence,
        chart=interest_plot(answer, about.language),
        table=section.table,
        lines=(about.words(downloads.sentence),),
        notes=section.notes,
    )


def brought(about: About) -> Section:
    """What the activities that ended or were reviewed in the window really brought; brand campaigns make no claim."""
    return _section(about, about.asked("brought"), BROUGHT, limit=20)


def retention(about: About) -> Section:
    """Whether people stay."""
    answer = about.asked("retention")
    both = answer.parts["both_ways"]
    table = table_of(both, ("month", "active", "kept", "new", "back", "lost", "share"), 12)
    return Section(
        about.words(answer.title), about.words(answer.sentence), chart=stays_plot(answer, about.language), table=table,
        notes=notes_of(answer, about.language),
    )  # fmt: skip


def health(about: About) -> Section:
    """How the community or group does by the declared checklist."""
    answer = about.asked_always("evaluation", on=about.until.isoformat())
    rows = tuple({**row, "state": about.words(row["state_name"])} for row in answer.rows)
    return _section(about, _with(answer, rows), ("dimension_name", "title", "state", "evidence"), limit=40)


def scores(about: About) -> Section:
    """The declared score of each group, and what would raise it."""
    answer = about.asked_always("scores", on=about.until.isoformat())
    section = _section(about, answer, ("name", "points", "first_raise"), limit=20)
    return replace(section, chart=scores_plot(answer, about.language))


def contributors(about: About) -> Section:
    """Who did what in a group."""
    answer = about.asked("people", kind="contributors", size="12", page="1")
    return _section(about, answer, ("name", "organization", "commits", "merged", "reviews", "events"), limit=12)


def _section(about: About, answer: Answer, only: Sequence[str], limit: int) -> Section:
    table = table_of(answer, only, limit)
    return Section(
        about.words(answer.title), about.words(answer.sentence), table=table, notes=notes_of(answer, about.language)
    )


def _with(answer: Answer, rows: tuple[Mapping[str, Any], ...]) -> Answer:
    return replace(answer, rows=rows, found=len(rows))
