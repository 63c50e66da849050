"""How often is each repository released, and how long ago was the last time?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from folkmoot.metrics.releasing import RELEASE, release_rhythm, released, releases_by_month
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import by_month, many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell

TITLE = Text("Releases", "版本发布")


@report("releases", TITLE)
def releases(homes: Homes, question: Question) -> Answer:
    """How often is each repository released, and how long ago was the last time?"""
    told, scope = homes.extract(released, question.scope), question.scope
    tomorrow = day_start(question.today + timedelta(days=1), scope.zone)
    until = scope.with_(until_at=min(scope.until_at or tomorrow, tomorrow))
    rows = sorted(
        homes.rows(release_rhythm(told, until)), key=lambda row: (-row["releases"], -row["prereleases"], row["repo"])
    )
    months = by_month(homes.rows(releases_by_month(told, scope)))
    shown = (
        columns.REPO, columns.count("releases", Text("Releases", "版本")),
        columns.count("prereleases", Text("Prereleases", "预发布")), Column("version", Text("Last", "最近版本")),
        columns.FIRST, columns.LAST, columns.count("days_between", Text("Days between (median)", "间隔天数（中位数）"), unit="days"),
        columns.count("days_since", Text("Days since the last", "距上次天数"), unit="days"),
    )  # fmt: skip
    total = sum(row["releases"] for row in rows)
    part = (
        columns.MONTH, columns.REPO, columns.count("releases", Text("Releases", "版本")),
        columns.count("prereleases", Text("Prereleases", "预发布")),
    )  # fmt: skip
    sentence = _sentence(question, rows, total) if rows else None
    over = tell(
        homes, question, Text("Releases by month", "每月版本发布"), sentence, part, months, kinds=(RELEASE,),
        metric=releases_by_month, total=total, name="months",
    )  # fmt: skip
    return tell(
        homes, question, TITLE, sentence, shown, rows, kinds=(RELEASE,), metric=release_rhythm, total=total,
        unit="releases", parts={"months": over},
    )  # fmt: skip


def _sentence(question: Question, rows: list[dict[str, Any]], total: int) -> Text:
    when, early = window_words(question.scope), sum(row["prereleases"] for row in rows)
    begin = Text(
        f"{when.en}, there were {many(total, 'release', 'releases')} and {many(early, 'prerelease', 'prereleases')} "
        f"of {many(len(rows), 'repository', 'repositories')}",
        f"{when.zh}，{len(rows)} 个代码仓共发布 {number(total)} 个版本、{number(early)} 个预发布版本",
    )
    released = [row for row in rows if row["last_at"] is not None]
    if not released:
        return Text(f"{begin.en}.", f"{begin.zh}。")
    last = max(released, key=lambda row: (row["last_at"], row["repo"]))
    return Text(
        f"{begin.en}; the last was {last['version']} of {last['repo']}, {many(int(last['days_since']), 'day', 'days')} before the end.",
        f"{begin.zh}；最近一次是 {last['repo']} 的 {last['version']}，距时段末 {number(int(last['days_since']))} 天。",
    )
